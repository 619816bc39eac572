"""Sessions: the list at the left, one session or the form at the right (mock 07).

Promises: opens as quickly with 20,000 sessions as with 20; something stands at the right from
the start; a half-typed session is kept as a draft whenever it leaves the screen.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout

from app.accounts.roles import Action, may
from app.errors import KnownProblem
from app.language import _
from app.pairs.words import Status
from app.sessions.recording import remove_session
from app.sessions.session_views import SessionRow, get_session
from app.sessions.words import State
from ui.kit.anew import take_out
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.page import NARROW, Page
from ui.kit.page_head import PageHead, SearchBox
from ui.kit.theme import theme
from ui.sessions.details import SessionDetails
from ui.sessions.lines import DraftRow
from ui.sessions.record_form import RecordForm
from ui.sessions.session_list import SessionList

LIST_WIDTH = 310
TOUCHING = frozenset(
    {
        "session",
        "pair",
        "pair_member",
        "staff_member",
        "topic",
        "attendance",
        "note",
        "action",
        "session_goal",
    }
)
PAIRS = frozenset(("pair", "pair_member", "staff_member", "topic"))


class SessionsPage(Page):
    """The place "sessions"."""

    reads_when_made = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.side = SessionList(context)
        self.list, self.filters, self.source = self.side.rows, self.side.filters, self.side.source
        self.details = SessionDetails(context, may_remove=may(context.account, Action.SEE_ALL))
        self._form: RecordForm | None = None
        self._panel_wanted = False
        self._build()
        self._connect()
        self.refresh(None)

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self.head = PageHead(_("Sessions"))
        self.search = self.head.add_search(_("Search sessions"))
        self.print_button = self.head.add_print(self.print_page)
        self.main = self.head.add_main(_("Record session"), self.new, hint="Ctrl+R")
        self.empty = EmptyState(
            _("No session yet"),
            _("A session is one meeting of a pair. Recording it takes five fields and under two minutes."),
            [
                NextStep(
                    "pairs", _("Make a pair active"),
                    _("A session belongs to a pair whose agreement is signed."), _("Go to Pairs"),
                    lambda: self.go.emit("pairs", {}),
                ),
                NextStep(
                    "sessions", _("Record the first session"),
                    _("Pair, day, minutes, protected time, and what you worked on."),
                    _("Record session"), self.new, action_icon="plus",
                ),
            ],
        )  # fmt: skip
        for place in (self.head, self.side, self.details, self.empty):
            place.setParent(self)

    def _connect(self) -> None:
        self.head.searched.connect(self.side.search)
        assert isinstance(self.search, SearchBox)
        self.search.down.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.side.chosen.connect(self._chosen)
        self.side.clicked.connect(self._uncover)
        self.side.opened.connect(self._opened)
        details = self.details
        details.record.connect(lambda id_: self._record(self._pair_of(id_)))
        details.cancel.connect(lambda id_: self._record(self._pair_of(id_), cancelled=True))
        details.correct.connect(lambda id_: self._start(session_id=id_))
        details.remove.connect(self._remove)
        details.print_wanted.connect(lambda id_: self.print_wanted.emit("session-record", {"session": id_}))
        details.closed.connect(self._close_panel)
        theme().changed.connect(self._arrange)

    @property
    def form(self) -> RecordForm:
        """The form; made when it is first wanted."""
        if self._form is None:
            form = self._form = RecordForm(self.context, self.source.pairs)
            form.hide()
            form.setParent(self)
            form.closed.connect(self._form_closed)
            form.saved.connect(self._form_saved)
            form.drafts_changed.connect(self._drafts_changed)
        return self._form

    @property
    def recording(self) -> bool:
        """Whether the form is open."""
        return self._form is not None and not self._form.isHidden()

    # What the window asks
    def open(self, arguments: dict[str, Any]) -> None:
        """``{"record": True, "pair": 7}``, ``{"cancel": True, "pair": 7}``, ``{"id": 3}`` or
        ``{"pair": 7}``, which shows only that pair; ``{"form": …}`` as the form's own draft names it."""
        pair_id = arguments.get("pair")
        if "form" in arguments:
            about = arguments["form"]
            if not self.recording or self.form.let_go():
                self._start(
                    about["pair"], session_id=about["session"], cancelled=bool(about.get("cancelled"))
                )
        elif arguments.get("record") or arguments.get("cancel"):
            self._record(pair_id, cancelled=bool(arguments.get("cancel")))
        elif self._leave_form():
            if "id" in arguments or "session" in arguments:
                self._choose_session(arguments.get("id") or arguments["session"])
                self._uncover()
                self.details.widen_again(arguments.get("widen"))
            elif pair_id is not None:
                self.filters.choose_pair(pair_id)

    def where(self) -> dict[str, Any]:
        """What the list is narrowed to, and the session chosen; the form of one stands there by its draft."""
        row = self.side.current()
        chosen = row.id if isinstance(row, SessionRow) and not self.recording else None
        return {"narrowed": self.filters.narrowed() | {"words": self.search.text()}, "id": chosen}

    def stand_again(self, where: dict[str, Any]) -> None:
        """Narrow the list as it was; a session that does not show in it any more is not chosen."""
        narrowed = where.get("narrowed", {})
        self.filters.narrow(narrowed)
        self.search.setText(narrowed.get("words", ""))
        if where.get("id") is not None:
            self.side.choose_shown(where["id"])

    def refresh(self, changed: Any | None) -> None:
        """Show what the book holds now."""
        if changed is None or changed.kinds & PAIRS:
            self.source.forget_pairs()
        if changed is None or changed.kinds & TOUCHING:
            self.side.forget_notes()
            self._load()
            if not self.recording:
                self._show_details()

    def may_leave(self) -> bool:
        """Always; what is half-typed is kept first."""
        if self.recording:
            self.form.keep_draft()
        return True

    def new(self) -> None:
        """Open the form: for the pair of the booking chosen, or the pair filtered by."""
        row = self.side.current()
        waiting = isinstance(row, DraftRow) or (isinstance(row, SessionRow) and row.state == State.BOOKED)
        self._record((row.pair_id or None) if row is not None and waiting else self.filters.pair_id)

    def find(self) -> None:
        """Go to the search box."""
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_page(self) -> None:
        """The log of the sessions shown."""
        since, until = self.filters.days
        options = {"pair": self.filters.pair_id, "since": since, "until": until, "staff": self.side.staff_id}
        self.print_wanted.emit("session-log", {k: v for k, v in options.items() if v})

    # The list and the panel
    def _load(self) -> None:
        self.side.load()
        self.head.say(facts=self.source.facts())
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known whether the panel has room beside the list.
        if not self.recording and not self._over and self.side.choose_first():
            self._show_details()

    def _choose_session(self, session_id: int) -> None:
        if not self.side.choose_shown(session_id):
            self.search.clear()
            self.side.choose_session(session_id)

    def _chosen(self) -> None:
        if self.recording and self.side.current() is not None and not self._leave_form():
            return self.side.follow(self.form.pair_id, None)
        self._panel_wanted = self.side.current() is not None
        self._show_details()
        self._arrange()

    def _uncover(self) -> None:
        """Where the panel lies over the list, show it for the row that was chosen before, too."""
        if self._over and not self._panel_wanted and self.side.current() is not None:
            self._chosen()

    def _opened(self) -> None:
        row = self.side.current()
        today = self.context.clock.today()
        if isinstance(row, SessionRow) and row.state == State.BOOKED and row.held_on <= today:
            self._record(row.pair_id)
        elif self.recording:
            self.form.focus_form()
        else:
            self._chosen()

    def _show_details(self) -> None:
        row = self.side.current()
        if row is None:
            self.details.say_nothing()
        elif isinstance(row, DraftRow) or not self.side.plain(row):
            self._start(row.pair_id or None, keyboard=False)
        else:
            try:
                self.details.show_session(get_session(self.context.book, row.id))
            except KnownProblem:
                self.details.say_nothing()

    def _close_panel(self) -> None:
        self._panel_wanted = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, session_id: int) -> None:
        try:
            remove_session(self.context.book, self.context.account, session_id)
        except KnownProblem as problem:
            self.context.alerts.show(problem)

    def _pair_of(self, session_id: int) -> int:
        return get_session(self.context.book, session_id).pair_id

    # The form
    def _record(self, pair_id: int | None, *, cancelled: bool = False) -> None:
        if self.recording and pair_id in (None, self.form.pair_id) and not cancelled:
            return self.form.focus_form()
        if not self.recording or self.form.let_go():
            self._start(pair_id if pair_id is not None else self._likely_pair(), cancelled=cancelled)

    def _likely_pair(self) -> int | None:
        """The only pair that has something to record, else the only active one."""
        waiting = {row.pair_id for row in self.source.waiting if row.pair_id}
        if not waiting:
            waiting = {pair.id for pair in self.source.pairs() if pair.status is Status.ACTIVE}
        return waiting.pop() if len(waiting) == 1 else None

    def _start(
        self,
        pair_id: int | None = None,
        *,
        session_id: int | None = None,
        cancelled: bool = False,
        keyboard: bool = True,
    ) -> None:
        try:
            self.form.start(pair_id, session_id=session_id, cancelled=cancelled)
        except KnownProblem as problem:
            self.context.alerts.show(problem)
            return
        self.form.show()
        self.side.follow(self.form.pair_id, session_id)
        self._arrange()
        if keyboard:
            self.form.focus_form()

    def _drafts_changed(self) -> None:
        """The first letter made a draft, or one is gone: the list shows it, and the form's own is chosen."""
        with self.side.silence():
            self._load()
        if self.recording and not self.form.correcting:
            self.side.follow(self.form.pair_id, None)

    def _leave_form(self) -> bool:
        """Close the form; False when what is typed could not be kept."""
        if self.recording:
            if not self.form.let_go():
                return False
            self.form.hide()
            self._load()
        return True

    def _form_closed(self) -> None:
        self.form.hide()
        with self.side.silence():
            self.list.clearSelection()
            self._load()
        self._close_panel()
        self.details.say_nothing()

    def _form_saved(self, session_id: int) -> None:
        self.form.hide()
        self._load()
        self._panel_wanted = True
        self._choose_session(session_id)
        self._show_details()
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # The room
    @property
    def _over(self) -> bool:
        """Whether list and panel lie over one another."""
        return theme().roomy or self.width() < theme().u(NARROW - 20)

    def _arrange(self) -> None:
        u = theme().u
        grid, form, over = self._grid, self.recording, self._over
        empty = self.source.empty and not form
        panel = form or self._panel_wanted
        take_out(grid)
        grid.setContentsMargins(u(24), u(18), u(20), u(16))
        grid.setHorizontalSpacing(0 if over or empty else u(16))
        grid.setVerticalSpacing(u(10))
        self.head.setVisible(not (over and form))
        self.side.setVisible(not empty and not (over and panel))
        self.details.setVisible(not empty and not form and (panel or not over))
        self.details.float_over(over)
        self.empty.setVisible(empty)
        for widget in (self.search, self.print_button, self.main):
            widget.setVisible(not form and not (empty and widget is not self.main))
        self.side.setFixedWidth(max(100, self.width() - u(44)) if over else u(LIST_WIDTH))
        grid.addWidget(self.head, 0, 0, 1, 1 if form and not over else 2)
        grid.addWidget(self.empty if empty else self.side, 1, 0, 1, 2 if empty else 1)
        if form:
            grid.addWidget(self.form, 0, 0 if over else 1, 2, 2 if over else 1)
        elif not self.details.isHidden():  # hidden it would take the gap between head and list away
            grid.addWidget(self.details, 1, 0 if over else 1, 1, 2 if over else 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

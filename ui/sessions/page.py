"""Sessions: the list at the left, one session or the form at the right (mock 07).

Promises: opens as quickly with 20,000 sessions as with 20: the newest come first, the rest
arrives while nobody waits; a half-typed session is kept as a draft whenever it leaves the screen.
"""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.errors import KnownProblem
from app.language import _
from app.sessions.recording import remove_session
from app.sessions.session_views import SessionRow, get_session
from app.sessions.words import State
from app.staff.staff_members import names_by_id
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.long_list import LongList
from ui.kit.page import NARROW, Page, PageHead, SearchBox
from ui.kit.theme import theme
from ui.sessions.details import SessionDetails
from ui.sessions.filters import SessionFilters
from ui.sessions.lines import DraftRow, Row, SessionLines, row_key
from ui.sessions.note_search import NoteSearch
from ui.sessions.record_form import RecordForm
from ui.sessions.source import SessionSource

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
        account = context.account
        everything = may(account, Action.SEE_ALL)
        # An account without a staff member has no sessions of its own.
        staff_id = None if everything else account.staff_id or 0
        me = "" if everything else names_by_id(context.book).get(account.staff_id or 0, "")
        self._staff_id = staff_id
        self.source = SessionSource(context.book, staff_id)
        self._notes = NoteSearch(context.book)
        self.lines = SessionLines(context.clock.today, lambda id_: self.source.numbers.get(id_, (0, 0)), me)
        self.list = LongList(_("Sessions"), describe=self.lines.entry, key=row_key, words=self.lines.words)
        self.filters = SessionFilters(context.clock, self.source.pairs)
        if not everything:
            self.filters.hide()
        self.details = SessionDetails(context, may_remove=everything)
        self._form: RecordForm | None = None
        self._panel_wanted = False
        self._following = False
        self._more = QTimer(self)
        self._more.setInterval(10)
        self._more.timeout.connect(self._load_more)
        self._build()
        self._connect()
        self.refresh(None)

    def _build(self) -> None:
        u = theme().u
        self._grid = QGridLayout(self)
        self.head = PageHead(_("Sessions"))
        self.search = self.head.add_search(_("Search sessions"))
        self.print_button = self.head.add_print(self.print_page)
        self.main = self.head.add_main(_("Record session"), self.new, hint="Ctrl+R")
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(8))
        column.addWidget(self.filters)
        card = Card(padded=False)
        card.add(self.list, 1)
        column.addWidget(card, 1)
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
        for place in (self.head, self._left, self.details, self.empty):
            place.setParent(self)

    def _connect(self) -> None:
        self.head.searched.connect(self._search)
        assert isinstance(self.search, SearchBox)
        self.search.down.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.filters.changed.connect(self._filter)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.list.clicked.connect(lambda _index: self._clicked())
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
                self.details.widen_again(arguments.get("widen"))
            elif pair_id is not None:
                self.filters.choose_pair(pair_id)

    def where(self) -> dict[str, Any]:
        """The session chosen."""
        row = self.list.current()
        return {"id": row.id} if isinstance(row, SessionRow) and not self.recording else {}

    def refresh(self, changed: Any | None) -> None:
        """Show what the book holds now."""
        if changed is None or changed.kinds & PAIRS:
            self.source.forget_pairs()
        if changed is None or changed.kinds & TOUCHING:
            self._notes.forget()
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
        row = self.list.current()
        waiting = isinstance(row, DraftRow) or (isinstance(row, SessionRow) and row.state == State.BOOKED)
        self._record((row.pair_id or None) if row is not None and waiting else self.filters.pair_id)

    def find(self) -> None:
        """Go to the search box."""
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_page(self) -> None:
        """The log of the sessions shown."""
        since, until = self.filters.days
        options = {"pair": self.filters.pair_id, "since": since, "until": until, "staff": self._staff_id}
        self.print_wanted.emit("session-log", {k: v for k, v in options.items() if v})

    # The list
    def _load(self) -> None:
        self._more.stop()
        self.source.load()
        self.lines.drafted = self.source.drafted
        self.list.set_groups(self.source.groups)
        if not self.source.complete:
            self._more.start()
        self.head.say(facts=self.source.facts())
        if self.search.text() or self._filtered:
            self._search(self.search.text())
            self._load_rest()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known whether the panel has room beside the list.
        if not self.recording and self.list.current() is None and not self._over:
            first = next((row for row in self.list.shown() if self._plain(row)), None)
            if first is not None:
                self._following = True  # nobody asked for it: a panel of its own would hide the list
                self.list.choose(row_key(first))
                self._following = False
                self._show_details()

    def _plain(self, row: Row) -> bool:
        """Whether looking at *row* shows its details; a draft would open the form."""
        return isinstance(row, SessionRow) and row.id not in self.lines.drafted

    def _load_more(self) -> None:
        self.list.append(self.source.more())
        if self.source.complete:
            self._more.stop()

    def _load_rest(self) -> None:
        """Searching and filtering look at everything."""
        while not self.source.complete:
            self._load_more()

    @property
    def _filtered(self) -> bool:
        return self.filters.pair_id is not None or self.filters.days[0] is not None

    def _search(self, text: str) -> None:
        if not text:
            self._notes.forget()
            return self.list.filter_text("")
        self._load_rest()
        found = self._notes.sessions(text)
        self.list.filter_text(text, lambda row: isinstance(row, SessionRow) and row.id in found)

    def _filter(self) -> None:
        pair_id = self.filters.pair_id
        since, until = self.filters.days
        if not self._filtered:
            return self.list.filter_rows(None)
        self._load_rest()

        def keep(row: Row) -> bool:
            if pair_id is not None and row.pair_id != pair_id:
                return False
            day = row.held_on if isinstance(row, SessionRow) else row.at.date()
            return since is None or (since <= day and (until is None or day <= until))

        self.list.filter_rows(keep)

    def _choose_session(self, session_id: int) -> None:
        if not self.list.choose(("session", session_id)):
            self._load_rest()
            if not self.list.choose(("session", session_id)):
                self.search.clear()
                self.filters.choose_pair(None)
                self.filters.period.set_value("all")
                self.list.choose(("session", session_id))

    def _chosen(self, _key: Any) -> None:
        if self._following:
            return
        if self.recording and self.list.current() is not None and not self._leave_form():
            return self._follow_form(None)
        self._panel_wanted = self.list.current() is not None
        self._show_details()
        self._arrange()

    def _clicked(self) -> None:
        """Where the panel lies over the list, a click shows it for the row that was chosen before, too."""
        if self._over and not self._panel_wanted and self.list.current() is not None:
            self._chosen(None)

    def _opened(self, key: Any) -> None:
        row = self.list.current()
        today = self.context.clock.today()
        if isinstance(row, SessionRow) and row.state == State.BOOKED and row.held_on <= today:
            self._record(row.pair_id)
        elif self.recording:
            self.form.focus_form()
        else:
            self._chosen(key)

    def _show_details(self) -> None:
        row = self.list.current()
        if row is None:
            self.details.say_nothing()
        elif isinstance(row, DraftRow) or row.id in self.lines.drafted:
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
        waiting = {row.pair_id for row in self.source.waiting if row.pair_id}
        if pair_id is None and len(waiting) == 1:
            pair_id = waiting.pop()
        if not self.recording or self.form.let_go():
            self._start(pair_id, cancelled=cancelled)

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
        self._follow_form(session_id)
        self._arrange()
        if keyboard:
            self.form.focus_form()

    def _follow_form(self, session_id: int | None) -> None:
        """Choose the row of the list that the form is about, if there is one."""
        self._following = True
        if session_id is not None:
            self.list.choose(("session", session_id))
        elif self.form.pair_id is not None:
            row = next((row for row in self.source.waiting if row.pair_id == self.form.pair_id), None)
            if row is None or not self.list.choose(row_key(row)):
                self.list.clearSelection()
        self._following = False

    def _drafts_changed(self) -> None:
        """The first letter made a draft, or one is gone: the list shows it, and the form's own is chosen."""
        self._load()
        if self.recording and not self.form.correcting:
            self._follow_form(None)

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
        self._following = True
        self.list.clearSelection()
        self._load()
        self._following = False
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
        grid, form = self._grid, self.recording
        over = self._over
        empty = self.source.empty and not form
        panel = form or self._panel_wanted
        while grid.count():
            grid.takeAt(0)
        grid.setContentsMargins(u(24), u(18), u(20), u(16))
        grid.setHorizontalSpacing(0 if over or empty else u(16))
        grid.setVerticalSpacing(u(10))
        self.head.setVisible(not (over and form))
        self._left.setVisible(not empty and not (over and panel))
        self.details.setVisible(not empty and not form and (panel or not over))
        self.details.float_over(over)
        self.empty.setVisible(empty)
        for widget in (self.search, self.print_button, self.main):
            widget.setVisible(not form and not (empty and widget is not self.main))
        self._left.setFixedWidth(u(LIST_WIDTH)) if not over else self._left.setFixedWidth(
            max(100, self.width() - u(44))
        )
        grid.addWidget(self.head, 0, 0, 1, 1 if form and not over else 2)
        grid.addWidget(self.empty if empty else self._left, 1, 0, 1, 2 if empty else 1)
        if form:
            grid.addWidget(self.form, 0, 0 if over else 1, 2, 2 if over else 1)
        elif not empty:
            grid.addWidget(self.details, 1, 0 if over else 1, 1, 2 if over else 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

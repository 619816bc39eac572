"""One mentor's training record: head, what stands in the way, sections that open (mock 08).

Promises: signing happens in place; after each signature the same sections stay open and the
keyboard goes on to the next open item; after the last starred one it goes to the pair that waits.
"""

from collections.abc import Callable
from contextlib import nullcontext

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from app.training.earlier import training_versions
from app.training.training import (
    ItemState,
    SignItems,
    TrainingView,
    sign_items,
    withdraw_sign_off,
)
from ui.kit.announcing import announce
from ui.kit.avatar import Avatar
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.drafts import Kept, saving
from ui.kit.scrolled import Scrolled
from ui.kit.text import Elided, rule
from ui.kit.theme import theme
from ui.kit.versions import show_what_was
from ui.training.lines import WaitingPair, banner_words, day_month, section_mark
from ui.training.rows import ItemLine, Line, SectionLine
from ui.training.sign_row import SignRow
from ui.training.waiting_pairs import waiting_pairs

MOST_PAIRS = 3  # buttons of a banner (STYLE 3)


class RecordPanel(QFrame):
    """The card about one record; ``closed`` where it lies over the list."""

    closed = Signal()
    print_wanted = Signal(int)
    several_wanted = Signal(object)
    pair_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(_("Training record"))
        self._context = context
        self._may_sign = may(context.account, Action.SIGN_TRAINING)
        self._record: TrainingView | None = None
        self._opened: set[str] = set()
        self._signing = ""
        self._waiting: tuple[WaitingPair, ...] = ()
        self.sign_row: SignRow | None = None
        self.pair_buttons: list[Button] = []
        self._lines: dict[str, ItemLine] = {}
        self._sections: dict[str, SectionLine] = {}
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(u(14), u(10), u(14), u(8))
        row.setSpacing(u(8))
        self._avatar = Avatar("", 38)
        row.addWidget(self._avatar)
        row.addSpacing(u(4))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = Elided("", "head")
        self.about = Elided("", "quiet", lines=2)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.print_button = Button(_("Print record"), "print")
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(self.shown.staff_id))
        self.several_button = Button(_("Sign several…"), "training")
        self.several_button.clicked.connect(lambda: self.several_wanted.emit(self.shown))
        if not self._may_sign:
            self.several_button.hide()
        self.earlier_button = IconButton("clock", _("Earlier versions"))
        self.earlier_button.clicked.connect(self._show_versions)
        if not may(context.account, Action.SEE_HISTORY):
            self.earlier_button.hide()
        self.close_button = IconButton("x", _("Close the record"), framed=False)
        self.close_button.clicked.connect(self.closed)
        buttons = (self.earlier_button, self.print_button, self.several_button, self.close_button)
        for button in buttons:
            row.addWidget(button)
        whole.addWidget(head)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(u(14), 0, u(14), u(10))
        self.banner = Banner("watch")
        room.addWidget(self.banner)
        whole.addWidget(self._banner_room)
        self._problem_room = QWidget()
        room = QVBoxLayout(self._problem_room)
        room.setContentsMargins(u(14), 0, u(14), u(10))
        self.problem = Banner("bad")
        room.addWidget(self.problem)
        whole.addWidget(self._problem_room)
        whole.addWidget(rule())
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scroll = Scrolled(self._content)
        whole.addWidget(self._scroll, 1)
        self.float_over(False)

    @property
    def shown(self) -> TrainingView:
        """The record shown; there must be one."""
        assert self._record is not None
        return self._record

    def float_over(self, floating: bool) -> None:
        """Whether it lies over the list and needs a way to close."""
        self.close_button.setVisible(floating)

    # Showing
    def show_record(self, record: TrainingView) -> None:
        """Show *record*; for the same person what was open stays open."""
        same = self._record is not None and self._record.staff_id == record.staff_id
        focus = self._focused_code() if same else ""
        now_ready = same and record.ready and not self.shown.ready
        self._record = record
        if not same:
            self._signing = ""
            first = next((s for s in record.sections if s.starred_open), None)
            first = first or next((s for s in record.sections if s.signed < s.total), None)
            self._opened = {first.letter} if first is not None else set()
        self._say_problem(None)
        self._say_head(record)
        self._fill()
        if now_ready and self.pair_buttons:
            announce(self.banner, self.banner.words.plain)
        if now_ready and self.pair_buttons and focus:
            self.pair_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif focus:
            self._focus_line(focus)

    def show_item(self, code: str) -> None:
        """Open an item to be signed, and bring it into sight."""
        section = next((s for s in self.shown.sections if any(i.item.code == code for i in s.items)), None)
        if section is not None:
            self._opened.add(section.letter)
            self._open_item(code)

    def _say_head(self, record: TrainingView) -> None:
        today = self._context.clock.today()
        self._avatar.say(record.name)
        self.name.setText(record.name)
        parts = [
            record.grade,
            _("checklist version {n}").format(n=record.version),
            _("begun {day}").format(day=day_month(record.begun_on, today)),
        ]
        self.about.setText(" · ".join(part for part in parts if part))
        self.several_button.allow(not record.complete, _("Every item is signed."))
        self._waiting = waiting_pairs(self._context.book, record)

    def _say_banner(self) -> None:
        record = self.shown
        words = banner_words(record, self._waiting, self._context.clock.today())
        self._banner_room.setVisible(words is not None)
        self.pair_buttons = []
        if words is not None:
            self.banner.say(words.tone, words.strong, words.rest, icon=words.icon, aloud=False)
            codes = record.starred_open or record.open
            code = next((c for c in codes if c != self._signing), "")
            if words.code and code and self._may_sign:
                self.banner.add_link(_("Show {code}").format(code=code), lambda: self.show_item(code))
            if record.ready:
                self._offer_pairs()

    def _offer_pairs(self) -> None:
        """A way to each pair that waits, first to those that nothing else keeps from starting."""
        pairs = sorted(self._waiting, key=lambda pair: bool(pair.missing))[:MOST_PAIRS]
        for pair in pairs:
            words = _("Open the pair with {names}").format(names=pair.mentees)
            button = self.banner.add_button(
                words if len(pairs) > 1 else _("Open the pair"),
                lambda pair_id=pair.id: self.pair_wanted.emit(pair_id),  # type: ignore[misc]
                "pairs",
            )
            button.setAccessibleName(words)
            button.show()  # at once, so that it can take the keyboard
            self.pair_buttons.append(button)

    def _fill(self) -> None:
        if self.sign_row is not None and self.sign_row.draft.active:
            self.sign_row.draft.leave()
        self.sign_row = None
        self._lines, self._sections = {}, {}
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        today = self._context.clock.today()
        for section in self.shown.sections:
            opened = section.letter in self._opened
            line = SectionLine(section, section_mark(section, self.shown, today), opened)
            line.clicked.connect(lambda _on=False, letter=section.letter: self._toggle(letter))
            self._sections[section.letter] = line
            self._column.addWidget(line)
            line.show()  # at once: what is not shown yet cannot take the keyboard
            if opened:
                for state in section.items:
                    self._add_item(state)
        self._column.addStretch(1)
        self._say_banner()

    def _add_item(self, state: ItemState) -> None:
        code = state.item.code
        if code == self._signing:
            again = {"panel": "sign", "staff": self.shown.staff_id, "code": code}
            key = f"{self.shown.staff_id}:{code}"
            kept = Kept(self._context.book, "sign off", key, "training", again)
            row = SignRow(state, self._context.clock, self._context.account.name, kept)
            row.signed.connect(self._sign)
            row.withdrawn.connect(self._withdraw)
            row.closed.connect(self._close_item)
            self.sign_row = row
            self._column.addWidget(row)
            row.show()
            return
        line = ItemLine(state, self._context.clock.today(), may_sign=self._may_sign)
        if self._may_sign:
            line.clicked.connect(lambda _on=False: self._open_item(code))
        self._lines[code] = line
        self._column.addWidget(line)
        line.show()

    # Opening and closing
    def _toggle(self, letter: str) -> None:
        self._opened.symmetric_difference_update({letter})
        self._refill(lambda: self._sections[letter])

    def _open_item(self, code: str) -> None:
        self._signing = code
        self._refill(lambda: self.sign_row)

    def _close_item(self) -> None:
        code, self._signing = self._signing, ""
        self._refill(lambda: self._lines.get(code))

    def _refill(self, to_focus: Callable[[], QWidget | None]) -> None:
        bar = self._scroll.verticalScrollBar()
        place = bar.value()
        self._fill()
        self._content.adjustSize()
        bar.setValue(place)
        widget = to_focus()
        if isinstance(widget, SignRow):
            widget.focus_here()
        elif widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget is not None:
            # Its place is known only after the layout has run.
            QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget, 0, 8))

    def _focused_code(self) -> str:
        focus = self.focusWidget()
        while focus is not None and focus is not self:
            if isinstance(focus, Line):
                return focus.state.item.code if isinstance(focus, ItemLine) else ""
            if isinstance(focus, SignRow):
                return focus.state.item.code
            focus = focus.parentWidget()
        return ""

    def _focus_line(self, code: str) -> None:
        """The keyboard goes to this item's line, or after a signature to the next open one."""
        codes = [state.item.code for state in self.shown.items if state.item.code in self._lines]
        after = codes[codes.index(code) + 1 :] if code in codes else []
        today = self._context.clock.today()
        wanted = next((c for c in after if self._lines[c].state.open_on(today)), code)
        line = self._lines.get(wanted)
        if line is not None:
            line.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_versions(self) -> None:
        record, context = self.shown, self._context
        show_what_was(self.window(), context, record.name, lambda: training_versions(context.book, record.id))

    # Signing
    def _sign(self, entry: SignItems) -> None:
        row, signing = self.sign_row, self._signing
        self._signing = ""
        try:
            with saving(row.draft) if row is not None else nullcontext():
                sign_items(self._context.book, self._context.account, self.shown.staff_id, entry)
        except InvalidEntry as problem:
            self._signing = signing
            if row is not None:
                row.show_faults(problem)
        except KnownProblem as problem:
            self._signing = signing
            self._say_problem(problem)

    def _withdraw(self, code: str) -> None:
        self._signing = ""
        try:
            row = self.sign_row
            with saving(row.draft) if row is not None else nullcontext():
                withdraw_sign_off(self._context.book, self._context.account, self.shown.staff_id, code)
        except KnownProblem as problem:
            self._signing = code
            self._say_problem(problem)

    def _say_problem(self, problem: KnownProblem | None) -> None:
        self._problem_room.setVisible(problem is not None)
        if problem is None:
            self.problem.hide()
            return
        self.problem.show_problem(problem)

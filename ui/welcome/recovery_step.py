"""Step 3: the recovery sheet, printed or saved, and one group asked back from it (mock 02).

Promises: the code is hidden once it was printed or saved; going on needs one group read
from the paper; the code is kept nowhere but in this page, and gone with it.
"""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.dates import plain_date
from ui.kit.dialogs import Alerts, ask_save
from ui.kit.fields import LineField
from ui.kit.flow import Flow
from ui.kit.fonts import face
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.text import Elided, IconText, Label, TwoWeights, rule
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.book import Book

GROUPS = 8
SIDE_BY_SIDE = 660
DOTS = "•••••"


class _Group(QFrame):
    """One group of the code on the picture of the sheet."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName("group")
        row = QHBoxLayout(self)
        u = theme().u
        row.setContentsMargins(u(7), u(6), u(7), u(6))
        row.setSpacing(u(4))
        row.addWidget(Label(str(number), "small"))
        self.letters = Label(DOTS)
        self.letters.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.letters, 1)
        self._number = number
        self.set_asked(False)

    def set_asked(self, asked: bool) -> None:
        """Draw it as the group asked back."""
        tokens, u = theme().tokens, theme().u
        edge = f"2px solid {tokens.primary}" if asked else f"1px solid {tokens.ctl}"
        self.setStyleSheet(f"QFrame#group{{border:{edge};border-radius:{u(4)}px}}")

    def show_letters(self, letters: str) -> None:
        """Show the letters, or dots."""
        self.letters.setText(letters)
        self.letters.setFont(face(theme().u(14.5), mono=letters != DOTS))
        spoken = _("hidden") if letters == DOTS else letters
        self.letters.setAccessibleName(
            _("Group {number}: {letters}").format(number=self._number, letters=spoken)
        )


class RecoveryStep(QWidget):
    """The sheet at the left, what to do with it at the right."""

    returned = Signal()
    ready_changed = Signal()

    def __init__(self, jobs: Jobs, alerts: Alerts) -> None:
        super().__init__()
        self._jobs, self._alerts = jobs, alerts
        self._book: Book | None = None
        self._code = ""
        self._kept = False
        self.asked = secrets.randbelow(GROUPS) + 1
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme().u(36))
        self._sides.addWidget(self._sheet(), 43)
        self._sides.addLayout(self._actions(), 51)

    def begin(self, book: "Book", code: str) -> None:
        """Show the *code* of *book*."""
        self._book, self._code = book, code
        when = plain_date(book.clock.today())
        self._facts.setText(f"{book.unit.name} · {book.account.name} · {when}")
        self._show_code(True)
        self._check.setEnabled(False)

    @property
    def ready(self) -> bool:
        """Whether the group typed is the one on the sheet."""
        from app.book.recovery_code import same_group

        return self._kept and bool(self._code) and same_group(self._code, self.asked, self.group.value())

    def check(self) -> bool:
        """Whether one may go on; else the reason is said."""
        if self.ready:
            return True
        if not self._kept:
            self.banner.say(
                "watch",
                _("Print or save the sheet first."),
                _("Without it nobody can help when the passphrase is lost."),
            )
            self.print_button.setFocus()
        else:
            words = _("That is not group {number} of the sheet.").format(number=self.asked)
            self.form.row("group").say(words)
            self.group.focus_here()
        return False

    # Building
    def _sheet(self) -> QWidget:
        u = theme().u
        card = Card()
        card.setMinimumHeight(u(400))
        card.column.setContentsMargins(u(20), u(14), u(20), u(14))
        card.column.setSpacing(u(8))
        head = QHBoxLayout()
        head.addWidget(Label(_("Recovery sheet"), "panel"))
        head.addStretch(1)
        head.addWidget(Label(_("Confidential"), "small"))
        card.column.addLayout(head)
        self._facts = Elided("", "small")
        card.add(self._facts)
        card.add(rule())
        card.add(
            Label(
                _(
                    "This code opens the book if every passphrase is lost. Keep this sheet where the ward "
                    "keeps its controlled keys."
                ),
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setSpacing(u(10))
        self._groups = [_Group(number + 1) for number in range(GROUPS)]
        for place, group in enumerate(self._groups):
            grid.addWidget(group, place // 4, place % 4)
        card.column.addLayout(grid)
        line = QHBoxLayout()
        self._hidden = Label("", "small")
        line.addWidget(self._hidden, 1)
        self.reveal = Button(_("Show again"), "eye", "text")
        self.reveal.clicked.connect(lambda: self._show_code(True))
        line.addWidget(self.reveal)
        card.column.addLayout(line)
        card.add(
            TwoWeights(
                _("To use it:"),
                _(
                    "on the sign-in page choose “Forgotten your passphrase?” and type the eight groups. "
                    "Letters or digits that look alike are read as the same."
                ),
            )
        )
        card.add_stretch()
        foot = QHBoxLayout()
        foot.setSpacing(u(16))
        for words in (_("Kept where"), _("Handed over to, date")):
            box = QVBoxLayout()
            box.addWidget(rule("edge"))
            box.addWidget(Label(words, "small"))
            foot.addLayout(box, 1)
        card.column.addLayout(foot)
        return card

    def _actions(self) -> QVBoxLayout:
        u = theme().u
        column = QVBoxLayout()
        column.setSpacing(u(10))
        self.print_button = Button(_("Print sheet…"), "print")
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button = Button(_("Save as PDF…"), "save")
        self.save_button.clicked.connect(self.save_sheet)
        self.by_hand = Button(_("I copied it by hand"), "", "text")
        self.by_hand.clicked.connect(lambda: self._was_kept(_("Copied by hand")))
        buttons = Flow(u(8))
        for button in (self.print_button, self.save_button, self.by_hand):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.banner = Banner("watch")
        column.addWidget(self.banner)
        self._done = IconText("ok", "", tone="good")
        self._done.hide()
        column.addWidget(self._done)
        column.addSpacing(u(6))
        column.addWidget(rule())
        column.addSpacing(u(6))
        column.addWidget(Label(_("One check, from the paper"), "head"))
        self._check = QWidget()
        box = QVBoxLayout(self._check)
        box.setContentsMargins(0, 0, 0, 0)
        self.form = Form(columns=1)
        self.group: LineField = self.form.add(
            "group",
            _("Type group {number} from your sheet").format(number=self.asked),
            LineField(longest=12, icon_name="key", secret=True),
            help=_("Read it from the printed sheet. Capitals do not matter."),
        )
        self.group.setFixedWidth(u(220))  # five letters: a line over the whole column asks for more
        row = self.form.row("group").layout()
        assert row is not None
        row.setAlignment(self.group, Qt.AlignmentFlag.AlignLeft)
        self.group.changed.connect(self._typed)
        self.group.returnPressed.connect(self.returned)
        box.addWidget(self.form)
        self._right = IconText("ok", _("That is right"), tone="good")
        self._right.hide()
        box.addWidget(self._right)
        column.addWidget(self._check)
        column.addSpacing(u(6))
        column.addWidget(
            Banner(
                "info",
                _("Not on this PC."),
                _(
                    "A sheet saved next to the book protects nobody. "
                    "Use paper, or a USB stick in a locked drawer."
                ),
            )
        )
        column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The actions come first where both do not fit side by side.
        narrow = self.parentWidget() is not None and self.parentWidget().width() < theme().u(SIDE_BY_SIDE)
        way = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != way:
            self._sides.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().u(320), super().minimumSizeHint().height())

    # Printing and saving
    def print_sheet(self) -> None:
        """Print the sheet with the system's dialog."""
        from ui.reports.printing import ask_for_printer, print_pages

        def render(data: bytes) -> None:
            def chosen(printer: object) -> None:
                def printed(_pages: object) -> None:
                    name = printer.printerName()  # type: ignore[attr-defined]
                    now = f"{self._now():%H:%M}"
                    words = _("Sent to printer “{name}” at {time}").format(name=name, time=now)
                    self._was_kept(words)

                self._jobs.run(
                    print_pages, data, printer, lambda _share, _words: None, done=printed, failed=self._failed
                )

            ask_for_printer(self, _("Recovery sheet"), 1, chosen, refused=self._failed)

        self._render(render)

    def save_sheet(self) -> None:
        """Ask where, then save the sheet as a PDF."""
        name = _("Recovery sheet") + ".pdf"
        ask_save(self, _("Save the recovery sheet"), "PDF (*.pdf)", name, self.save_to)

    def save_to(self, path: Path) -> None:
        """Save the sheet at *path*."""

        def write(data: bytes) -> None:
            from app import files

            try:
                files.write_atomically(path, data)
            except KnownProblem as problem:
                self._failed(problem)
                return
            self._was_kept(_("Saved as {name}").format(name=path.name))

        self._render(write)

    def _render(self, then: Callable[[bytes], object]) -> None:
        book, code = self._book, self._code
        if book is None:
            return
        unit, hospital, account = book.unit.name, book.unit.hospital, book.account.name
        now = self._now()

        def work() -> bytes:
            from app.reports import recovery_sheet

            return bytes(
                recovery_sheet.render(
                    unit=unit, hospital=hospital, account=account, code=code, printed_at=now
                )
            )

        self._jobs.run(work, done=then, failed=self._failed)

    def _now(self) -> "object":
        assert self._book is not None
        return self._book.clock.now()

    def _was_kept(self, words: str) -> None:
        self._kept = True
        self.banner.hide()
        self._done.say("ok", words, "good")
        self._done.show()
        self._show_code(False)
        self._check.setEnabled(True)
        self.group.focus_here()
        self.ready_changed.emit()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._alerts.show(problem)

    # The code on screen
    def _show_code(self, shown: bool) -> None:
        letters = self._code.split("-") if shown else [DOTS] * GROUPS
        for place, (group, words) in enumerate(zip(self._groups, letters, strict=False)):
            group.show_letters(words)
            group.set_asked(self._kept and place + 1 == self.asked)
        self.reveal.setVisible(not shown and not self.group.text())
        self._hidden.setText("" if shown else _("Hidden on screen since it was kept"))
        if shown and self._kept:
            # Shown again: whoever looks must print again, and then read from the paper.
            self._kept = False
            self._check.setEnabled(False)
            self._done.hide()
            self.group.clear()

    def _typed(self) -> None:
        right = self.ready
        self._right.setVisible(right)
        self.form.row("group").help.setVisible(not right)
        self.reveal.setVisible(self._kept and not self.group.text())
        self.ready_changed.emit()

"""A new book in four short steps (mock 02): unit, passphrase, recovery sheet, first staff.

Promises: the book is made after step 2, in a thread, and stands from then on; going back
never loses what was typed; stopping after step 2 leaves a book that can be signed in to.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.dialogs import Alerts
from ui.kit.jobs import Jobs
from ui.kit.option_card import OptionCard
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label, rule
from ui.kit.theme import theme
from ui.sign_in.new_passphrase import PassphraseChoice
from ui.sign_in.side import SLIM, Side, front
from ui.welcome.recovery_step import RecoveryStep
from ui.welcome.steps_column import StepsColumn
from ui.welcome.unit_step import UnitStep

if TYPE_CHECKING:
    from app.book import Book, KeyCost

UNIT, PASSPHRASE, RECOVERY, STAFF = range(4)


class SetUpPage(QWidget):
    """The steps, one at a time; :attr:`finished` hands over the open book and where to go first."""

    made = Signal(object)
    finished = Signal(object, str)
    left = Signal()

    def __init__(self, jobs: Jobs, alerts: Alerts, clock: Clock, *, cost: "KeyCost | None" = None) -> None:
        super().__init__()
        self._jobs, self._alerts, self._clock, self._cost = jobs, alerts, clock, cost
        self._book: Book | None = None
        self._handed_over = False
        self.step = UNIT
        self.unit = UnitStep()
        self.passphrase = PassphraseChoice()
        self.recovery = RecoveryStep(jobs, alerts)
        self.empty = OptionCard(
            "book",
            _("Start empty"),
            _("Add staff one by one; a pair needs two people and a topic."),
            main=True,
        )
        self.bring = OptionCard(
            "staff",
            _("Bring a staff list"),
            _("A spreadsheet (CSV or XLSX) with names, roles, wards, who can teach what."),
        )
        side = Side(pixels=SLIM, drawn=False)
        side.middle.addWidget(Label(_("A new book in four short steps")))
        side.middle.addSpacing(theme().u(12))
        self.steps = StepsColumn(
            (_("Unit and your name"), _("Your passphrase"), _("Recovery sheet"), _("First staff"))
        )
        side.middle.addWidget(self.steps)
        side.add_promise("shield", _("Everything stays on this PC"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(front(side, self._right()))
        self.unit.returned.connect(self.go_on)
        self.passphrase.returned.connect(self.go_on)
        self.recovery.returned.connect(self.go_on)
        self.recovery.ready_changed.connect(self._say_ready)
        self.empty.clicked.connect(lambda: self._finish("home"))
        self.bring.clicked.connect(lambda: self._finish("staff/import"))
        self._show(UNIT)

    def _right(self) -> QWidget:
        u = theme().u
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(u(44), u(40), u(44), u(20))
        page.setSpacing(u(2))
        self._count = Label("", "quiet")
        self._title = Label("", "hero", wrap=True)
        self._lead = Label("", "lead", wrap=True)
        page.addWidget(self._count)
        page.addWidget(self._title)
        page.addWidget(self._lead)
        page.addSpacing(u(14))
        self.banner = Banner("bad")
        page.addWidget(self.banner)
        self._stack = QStackedWidget()
        first_staff = QWidget()
        ways = QVBoxLayout(first_staff)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(u(14))
        ways.addWidget(self.empty)
        ways.addWidget(self.bring)
        ways.addStretch(1)
        for widget, narrow in (
            (self.unit, True),
            (self.passphrase, True),
            (self.recovery, False),
            (first_staff, True),
        ):
            self._stack.addWidget(_narrowed(widget) if narrow else widget)
        page.addWidget(self._stack, 1)
        column.addWidget(Scrolled(inner), 1)
        column.addWidget(rule("edge"))
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(44), u(12), u(44), u(12))
        row.setSpacing(u(8))
        self._kept = Label("", "quiet", wrap=True)
        row.addWidget(self._kept, 1)
        self.back_button = Button(_("Back"))
        self.back_button.clicked.connect(self.go_back)
        self.on_button = Button(_("Continue"), "", "main")
        self.on_button.setMinimumWidth(u(120))
        self.on_button.clicked.connect(self.go_on)
        row.addWidget(self.back_button)
        row.addWidget(self.on_button)
        column.addWidget(foot)
        return right

    # Going on and back
    def go_on(self) -> None:
        """Do what the present step asks, then show the next."""
        self.banner.hide()
        if self.step == UNIT:
            if self._book is not None or self.unit.check():
                names = (self.unit.unit.value(), self.unit.hospital.value(), self.unit.manager.value())
                self.passphrase.set_hints((*names, "pairbook"))
                self._show(PASSPHRASE)
        elif self.step == PASSPHRASE:
            if self._book is not None and not self.passphrase.value():
                self._show(RECOVERY)
            elif self.passphrase.check():
                self._keep_passphrase()
        elif self.step == RECOVERY and self.recovery.check():
            self._show(STAFF)

    def go_back(self) -> None:
        """The step before; from the first, back to the welcome."""
        self.banner.hide()
        if self.step == UNIT:
            self.close_book()
            self.left.emit()
        else:
            self._show(self.step - 1)

    def close_book(self) -> None:
        """Close the book when the set-up is left before its end."""
        if self._book is not None and not self._handed_over:
            self._book.close()

    def _finish(self, place: str) -> None:
        if self._book is not None:
            self._handed_over = True
            self.finished.emit(self._book, place)

    def _show(self, step: int) -> None:
        titles = (
            (_("Your unit and your name"), _("One book holds one unit. You can change all of this later.")),
            (
                _("Choose your passphrase"),
                _(
                    "It encrypts the book. You type it each time you sign in, "
                    "so make it one you can keep in mind."
                ),
            ),
            (
                _("Print the recovery sheet"),
                _(
                    "Nobody else can reset your passphrase: not IT, not us. "
                    "This sheet is the only other way in."
                ),
            ),
            (_("Bring your staff"), _("Start with an empty book, or with a list you already have.")),
        )
        kept = (
            "",
            "",
            _("Steps 1 and 2 are kept if you stop here."),
            _("Steps 1 to 3 are kept if you stop here."),
        )
        self.step = step
        self._count.setText(_("Step {number} of 4").format(number=step + 1))
        self._title.setText(titles[step][0])
        self._lead.setText(titles[step][1])
        self._kept.setText(kept[step])
        self._stack.setCurrentIndex(step)
        self.on_button.setVisible(step != STAFF)
        self._say_ready()
        self._say_steps()
        self.steps.show_step(step)
        if step == UNIT:
            self.unit.form.focus_first()
        elif step == PASSPHRASE:
            self.passphrase.first.focus_here()
        elif step == RECOVERY:
            self.recovery.print_button.setFocus()
        else:
            self.empty.setFocus()

    def _say_steps(self) -> None:
        self.steps.say(UNIT, self.unit.unit.value() or _("Who keeps the book"))
        self.steps.say(PASSPHRASE, _("Strong enough") if self._book else _("Four or five words"))
        self.steps.say(RECOVERY, _("Print it or save it"))
        self.steps.say(STAFF, _("Start empty or bring a list"))

    def _say_ready(self) -> None:
        self.on_button.setText(_("Continue"))
        self.on_button.setEnabled(True)

    # Making the book
    def _keep_passphrase(self) -> None:
        self.on_button.setEnabled(False)
        self.on_button.setText(_("Making the book…") if self._book is None else _("Keeping it…"))
        if self._book is None:
            self._make_book()
            return
        from app.accounts.passphrase import prepare_passphrase

        book = self._book
        self._jobs.run(
            prepare_passphrase,
            book,
            self.passphrase.value(),
            done=self._passphrase_ready,
            failed=self._failed,
        )

    def _passphrase_ready(self, prepared: Any) -> None:
        from app.accounts.passphrase import apply_passphrase

        assert self._book is not None
        try:
            apply_passphrase(self._book, prepared)
        except KnownProblem as problem:
            self._failed(problem)
            return
        self.passphrase.clear()
        self._show(RECOVERY)

    def _make_book(self) -> None:
        folder = self.unit.folder()
        unit, hospital = self.unit.unit.value(), self.unit.hospital.value()
        manager, passphrase = self.unit.manager.value(), self.passphrase.value()
        now, cost = self._clock.now(), self._cost

        def work() -> Any:
            from app import files
            from app.book import KeyCost, creation

            files.make_folder(folder.parent)
            new = creation.NewBook(unit, hospital, manager, passphrase)
            return creation.create(folder, new, now, cost or KeyCost())

        self._jobs.run(work, done=self._book_made, failed=self._failed)

    def _book_made(self, made: Any) -> None:
        from app.book import Book
        from app.programmes.new_unit import furnish

        unlocked, code = made
        try:
            self._book = Book.open_with(unlocked, clock=self._clock)
            furnish(self._book, self._book.account)
        except KnownProblem as problem:
            self._failed(problem)
            return
        self.passphrase.clear()
        self.unit.freeze()
        self.made.emit(self._book.folder)
        self.recovery.begin(self._book, code)
        self._show(RECOVERY)

    def _failed(self, problem: BaseException) -> None:
        self._say_ready()
        if isinstance(problem, InvalidEntry):
            at_unit = [fault for fault in problem.faults if fault.field in ("unit", "hospital", "manager")]
            if at_unit:
                self._show(UNIT)
                self.unit.form.show_faults(tuple(at_unit))
            else:
                self.passphrase.show_fault(problem.faults[0].sentence)
        elif isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._alerts.show(problem)


def _narrowed(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    widget.setMaximumWidth(theme().u(470))
    row.addWidget(widget, 20)
    row.addStretch(1)
    return box

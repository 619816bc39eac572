"""Choosing a passphrase: the two fields with an honest word on their strength, and the page that asks.

Promises: nobody goes on with two that differ, or with one that is easily guessed; the
words on strength come from ``app.accounts`` and are not flattered.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.errors import Fault, InvalidEntry, KnownProblem
from app.language import _
from ui.kit.buttons import Button
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.text import IconText, Label
from ui.kit.theme import theme
from ui.sign_in.front_page import FrontPage
from ui.sign_in.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from app.accounts.passphrase import Strength
    from app.book import Book


class PassphraseChoice(QWidget):
    """Two fields and a bar; *hints* are words that are easy to guess here (names, unit).

    *label* stands over the first field: "New passphrase" where there is one already.
    """

    returned = Signal()
    changed = Signal()

    def __init__(self, hints: Sequence[str] = (), *, label: str | None = None) -> None:
        super().__init__()
        label = label or _("Passphrase")
        self._hints = list(hints)
        self._strength: Strength | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(12))
        self.form = Form(columns=1)
        self.first: PassphraseField = self.form.add(
            "passphrase",
            label,
            PassphraseField(label),
            help=_("Four or five words that have nothing to do with each other, or with you."),
        )
        column.addWidget(self.form)
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        column.addWidget(self._bar)
        self._words = IconText("info", _("Nothing typed yet."))
        self._advice = Label("", "small", wrap=True)
        column.addWidget(self._words)
        column.addWidget(self._advice)
        self._again = Form(columns=1)
        self.second: PassphraseField = self._again.add(
            "again", _("The same again"), PassphraseField(_("The same again"))
        )
        column.addWidget(self._again)
        column.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._weigh)
        self.first.changed.connect(self._typed)
        self.second.changed.connect(self.changed)
        self.first.returnPressed.connect(self.second.focus_here)
        self.second.returnPressed.connect(self.returned)

    def set_hints(self, hints: Sequence[str]) -> None:
        """Other words that are easy to guess here."""
        self._hints = list(hints)
        self._weigh()

    @property
    def strength(self) -> "Strength | None":
        """How strong what is typed is; None before anything was."""
        return self._strength

    def value(self) -> str:
        """What was typed."""
        return self.first.text()

    def check(self) -> bool:
        """Whether it will do; else the reason stands beside the field."""
        self._weigh()
        if not self.first.text().strip():
            self.form.show_faults((Fault("passphrase", _("Choose a passphrase.")),))
            return False
        if self._strength is not None and not self._strength.enough:
            # How weak, and what makes it stronger, stands under the bar already.
            self.form.show_faults((Fault("passphrase", _("Not strong enough yet.")),))
            return False
        if self.first.text() != self.second.text():
            self._again.show_faults((Fault("again", _("The two are not the same.")),))
            self.second.selectAll()
            return False
        return True

    def show_fault(self, sentence: str) -> None:
        """Put *sentence* beside the first field."""
        self.form.show_faults((Fault("passphrase", sentence),))

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _typed(self) -> None:
        self._wait.start()
        self.changed.emit()

    def _weigh(self) -> None:
        from app.accounts.passphrase import passphrase_strength

        self._wait.stop()
        found = passphrase_strength(self.first.text(), self._hints)
        self._strength = found
        self._bar.setValue(found.score if self.first.text() else 0)
        if not self.first.text():
            self._words.say("info", found.words)
        elif found.enough:
            self._words.say("ok", found.words, "good")
        else:
            self._words.say("watch", found.words, "watch")
        self._advice.setText(found.advice if self.first.text() else "")
        self._advice.setVisible(bool(found.advice) and bool(self.first.text()))


class NewPassphrasePage(FrontPage):
    """Asked after a recovery code or a one-time passphrase."""

    done = Signal()
    left = Signal()

    def __init__(self, book: "Book", jobs: Jobs) -> None:
        super().__init__(
            _("Choose your own passphrase"),
            _("From now on only this passphrase, or your recovery sheet, opens the book for you."),
            unit=book.unit.name,
        )
        self._book, self._jobs = book, jobs
        self.choice = PassphraseChoice((book.account.name, book.unit.name, "pairbook"))
        self.choice.returned.connect(self.save)
        self.add(self.choice)
        back = Button(_("Back to sign-in"))
        back.clicked.connect(self.left)
        self.button = Button(_("Keep this passphrase"), "check", "main")
        self.button.clicked.connect(self.save)
        self.add_buttons(back, self.button)
        self.choice.first.focus_here()

    def close_book(self) -> None:
        """Close the book when the page is left before a passphrase is chosen."""
        self._book.close()

    def save(self) -> None:
        """Derive the new keys in a thread and keep them."""
        if not self.choice.check():
            return
        from app.accounts.passphrase import prepare_passphrase

        self.button.setEnabled(False)
        self._jobs.run(
            prepare_passphrase, self._book, self.choice.value(), done=self._prepared, failed=self._failed
        )

    def _prepared(self, prepared: Any) -> None:
        from app.accounts.passphrase import apply_passphrase

        try:
            apply_passphrase(self._book, prepared)
        except KnownProblem as problem:
            self._failed(problem)
            return
        self.choice.clear()
        self.done.emit()

    def _failed(self, problem: BaseException) -> None:
        self.button.setEnabled(True)
        if isinstance(problem, InvalidEntry):
            self.choice.show_fault(problem.faults[0].sentence)
        elif isinstance(problem, KnownProblem):
            self.show_problem(problem, self.save)
        else:
            raise problem

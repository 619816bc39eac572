"""Changing one's own passphrase: the old one, a new one with an honest word on its strength."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.accounts import NewPassphrase, apply_passphrase, prepare_passphrase
from app.book import Book
from app.book.problems import WrongPassphrase
from app.errors import Fault, InvalidEntry, KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Kept, keep_sheet
from ui.kit.forms import Form
from ui.sign_in.new_passphrase import PassphraseChoice
from ui.sign_in.passphrase_field import PassphraseField


class PassphraseSheet(Sheet):
    """*changed* is called when the new passphrase holds."""

    def __init__(self, parent: QWidget, context: Context, changed: Callable[[], object]) -> None:
        super().__init__(parent, _("Change my passphrase"), width=480)
        self._context, self._changed = context, changed
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self._form = Form(columns=1)
        self.old = self._form.add("old", _("Passphrase of today"), PassphraseField(_("Passphrase of today")))
        self.body.addWidget(self._form)
        book = context.book
        self.choice = PassphraseChoice(
            (book.account.name, book.unit.name, book.unit.hospital, "pairbook"), label=_("New passphrase")
        )
        self.choice.returned.connect(self.change)
        self.old.returnPressed.connect(self.choice.first.focus_here)
        self.body.addWidget(self.choice)
        about = {"section": "people", "ask": "passphrase"}
        keep_sheet(self, Kept(book, "change passphrase", "1", "settings", about))
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Change passphrase"), self.change, main=True, icon="key")

    def open(self) -> None:
        """Show it with the keyboard in the first field."""
        super().open()
        self.old.focus_here()

    def change(self) -> None:
        """Derive the new keys in a thread and keep them."""
        if not self.button.isEnabled():
            return
        if not self.old.value():
            self._form.show_faults((Fault("old", _("Type the passphrase you sign in with today.")),))
            return
        if not self.choice.check():
            return
        self.banner.hide()
        self.button.allow(False, _("The keys are being made."))
        self._context.jobs.run(
            _prepare, self._context.book, self.choice.value(), self.old.value(), done=self._prepared,
            failed=self._failed,
        )  # fmt: skip

    def _prepared(self, prepared: Any) -> None:
        try:
            apply_passphrase(self._context.book, prepared)
        except KnownProblem as problem:
            self._failed(problem)
            return
        self.accept()
        self._changed()

    def _failed(self, problem: BaseException) -> None:
        self.button.allow(True)
        if isinstance(problem, WrongPassphrase):
            self._form.show_faults((Fault("old", problem.what),))
        elif isinstance(problem, InvalidEntry):
            self.choice.show_fault(problem.faults[0].sentence)
        elif isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)


def _prepare(book: Book, new: str, old: str) -> NewPassphrase:
    return prepare_passphrase(book, new, old=old)

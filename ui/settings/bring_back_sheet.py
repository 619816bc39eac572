"""Bringing sealed notes back: with a passphrase or recovery sheet of one's own from before.

Promises: what is typed is tried in a thread, since a passphrase is slow to try by design; what
opens nothing is told beside the field.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Fault, KnownProblem
from app.language import _
from app.sessions.note_keys import BroughtBack, bring_back, find_earlier_key
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Kept, keep_sheet
from ui.kit.forms import Form
from ui.sign_in.passphrase_field import PassphraseField


class BringBackSheet(Sheet):
    """*done* is called with what came back."""

    def __init__(self, parent: QWidget, context: Context, done: Callable[[BroughtBack], object]) -> None:
        super().__init__(
            parent,
            _("Bring sealed notes back"),
            subtitle=_("A recovery sheet is used up by this; a new one is printed afterwards."),
            width=520,
        )
        self._context, self._done = context, done
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.form = Form(columns=1)
        words = _("Passphrase or recovery code of before")
        self.words: PassphraseField = self.form.add(
            "words", words, PassphraseField(words),
            help=_("The one you had when the notes were written: your passphrase, or your own sheet."),
        )  # fmt: skip
        self.words.returnPressed.connect(self.try_it)
        self.body.addWidget(self.form)
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Bring them back"), self.try_it, main=True, icon="key")
        again = {"section": "people", "ask": "bring back"}
        keep_sheet(self, Kept(context.book, "bring back", "1", "settings", again))

    def open(self) -> None:
        """Show it with the keyboard in the field."""
        super().open()
        self.words.focus_here()

    def try_it(self) -> None:
        """Try what is typed."""
        if not self.button.isEnabled():
            return
        typed = self.words.text()
        if not typed.strip():
            self._tell(_("Type the passphrase, or the code from the sheet."))
            return
        self.banner.hide()
        self.button.allow(False, _("The words are being tried."))
        self._context.jobs.run(
            find_earlier_key, self._context.book, typed, done=self._found, failed=self._failed
        )

    def _found(self, earlier: Any) -> None:
        try:
            back = bring_back(self._context.book, earlier)
        except KnownProblem as problem:
            self._failed(problem)
            return
        self.words.clear()
        self.accept()
        self._done(back)

    def _failed(self, problem: BaseException) -> None:
        self.button.allow(True)
        if isinstance(problem, KnownProblem):
            self._tell(" ".join(part for part in (problem.what, problem.do) if part))
        else:
            self._context.alerts.show(problem)

    def _tell(self, sentence: str) -> None:
        self.form.show_faults((Fault("words", sentence),))
        self.words.focus_here()

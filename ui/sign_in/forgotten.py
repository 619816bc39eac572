"""Signing in with the recovery code from the printed sheet.

Promises: letters that look alike are read as the same; a slip is named by its group; a
new passphrase follows before anything else.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.fields import LineField
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.sign_in.front_page import FrontPage

if TYPE_CHECKING:
    from app.book import Unlocked


class ForgottenPage(FrontPage):
    """Asks for the eight groups of the recovery sheet."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, folder: Path, jobs: Jobs, unit: str) -> None:
        super().__init__(
            _("Forgotten your passphrase?"),
            _(
                "Type the eight groups from your recovery sheet. Capitals, spaces and hyphens do not matter, "
                "and letters or digits that look alike are read as the same."
            ),
            unit=unit,
        )
        self._folder, self._jobs = folder, jobs
        self.form = Form(columns=1)
        self.code: LineField = self.form.add(
            "code",
            _("Recovery code"),
            LineField(longest=80, icon_name="key", secret=True),
            help=_("Eight groups of five, such as N5CJE-…"),
        )
        self.code.returnPressed.connect(self.sign_in)
        self.add(self.form)
        self.add(
            Banner(
                "info", _("No sheet at hand?"), _("The unit's manager can give you a one-time passphrase.")
            )
        )
        self.back = Button(_("Back to sign-in"))
        self.back.clicked.connect(self.left)
        self.button = Button(_("Open with the code"), "key", "main")
        self.button.clicked.connect(self.sign_in)
        self.add_buttons(self.back, self.button)
        self.code.focus_here()

    def sign_in(self) -> None:
        """Try the code."""
        typed = self.code.text()
        if not typed.strip():
            self.form.row("code").say(_("Type the code from your recovery sheet."))
            self.code.focus_here()
            return
        self.button.setEnabled(False)

        def work() -> "Unlocked":
            from app.book import unlock_with_code

            return unlock_with_code(self._folder, typed)

        self._jobs.run(work, done=self._opened, failed=self._failed)

    def _opened(self, unlocked: "Unlocked") -> None:
        self.button.setEnabled(True)
        self.unlocked.emit(unlocked)

    def _failed(self, problem: BaseException) -> None:
        self.button.setEnabled(True)
        if not isinstance(problem, KnownProblem):
            raise problem
        self.form.row("code").say(str(problem))
        self.code.focus_here()

"""Restoring a backup before anybody is signed in: whose it is, its passphrase, where it goes.

Promises: the backup is checked before anything moves; a book that is already there is
kept beside the restored one, and the page says so beforehand.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.clock import Clock
from app.errors import KnownProblem
from app.file_names import file_name
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.choices import Choice, ChoiceField
from ui.kit.dates import plain_date
from ui.kit.dialogs import ask_folder
from ui.kit.forms import Form
from ui.kit.jobs import Jobs
from ui.kit.text import Label
from ui.preferences import books_folder
from ui.sign_in.front_page import FrontPage
from ui.sign_in.passphrase_field import PassphraseField
from ui.welcome.unit_step import LONGEST_FOLDER_NAME

if TYPE_CHECKING:
    from app.book import Cover


class RestorePage(FrontPage):
    """One backup, on its way back to being a book."""

    left = Signal()
    restored = Signal(object)

    def __init__(self, backup: Path, jobs: Jobs, clock: Clock) -> None:
        super().__init__(
            _("Restore a backup"),
            _("Restoring never overwrites: a book that is already there is kept beside the restored one."),
            width=470,
        )
        self._backup, self._jobs, self._clock = backup, jobs, clock
        self._folder = books_folder() / "…"
        self.whose = Label(_("Reading the backup…"), "strong", wrap=True)
        self.add(self.whose)
        self.form = Form(columns=1)
        self.who: ChoiceField = self.form.add("who", _("Your name"), ChoiceField(searchable=False))
        self.passphrase: PassphraseField = self.form.add(
            "passphrase",
            _("Passphrase"),
            PassphraseField(_("Passphrase")),
            help=_("Of the time the backup was made. The recovery code works too."),
        )
        self.passphrase.returnPressed.connect(self.go)
        self.add(self.form)
        self.where = Label("", "quiet", wrap=True)
        self.add(self.where)
        self.kept = Banner("info")
        self.add(self.kept)
        change = Button(_("Another folder…"), "folder", "text")
        change.clicked.connect(self._choose_folder)
        self.add(change)
        back = Button(_("Back"))
        back.clicked.connect(self.left)
        self.button = Button(_("Restore"), "restore", "main")
        self.button.clicked.connect(self.go)
        self.button.setEnabled(False)
        self.add_buttons(back, self.button)
        from app.book.restore import backup_cover

        jobs.run(backup_cover, backup, done=self._show_cover, failed=self._failed)

    def _show_cover(self, cover: "Cover") -> None:
        made = cover.last_backup
        when = f"{plain_date(made.date())}, {made:%H:%M}" if made else ""
        words = _("{unit}, backed up {when}") if when else "{unit}"
        self.whose.setText(words.format(unit=cover.unit, when=when))
        self.who.set_options([Choice(account.id, account.name) for account in cover.accounts])
        self.who.set_value(cover.accounts[0].id if cover.accounts else None)
        name = file_name(cover.unit, _("Unit"), LONGEST_FOLDER_NAME)
        self._show_folder(books_folder() / f"{name}.pairbook")
        self.button.setEnabled(True)
        self.passphrase.focus_here()

    def _show_folder(self, folder: Path) -> None:
        self._folder = folder
        self.where.setText(_("The book will be {folder}").format(folder=folder))
        if folder.exists():
            self.kept.say(
                "info", _("There is a book already."), _("It is kept beside the restored one."), aloud=False
            )
        else:
            self.kept.hide()

    def _choose_folder(self) -> None:
        ask_folder(
            self,
            _("Folder for the book"),
            lambda chosen: self._show_folder(chosen / self._folder.name),
            folder=self._folder.parent,
        )

    def go(self) -> None:
        """Unlock, check and put the book in its place, in a thread."""
        typed = self.passphrase.text()
        who = self.who.value()
        if not typed.strip():
            self.form.row("passphrase").say(_("Type the passphrase of the time the backup was made."))
            self.passphrase.focus_here()
            return
        self.button.setEnabled(False)
        backup, folder, now = self._backup, self._folder, self._clock.now()

        def work() -> Any:
            from app.book.problems import WrongPassphrase
            from app.book.recovery_code import CodeMistyped
            from app.book.restore import restore, unlock_backup, unlock_backup_with_code

            try:
                unlocked = unlock_backup(backup, who, typed)
            except WrongPassphrase as wrong:
                try:
                    unlocked = unlock_backup_with_code(backup, typed)
                except CodeMistyped:
                    raise wrong from None
            restore(backup, unlocked, folder, now)
            return folder

        self._jobs.run(work, title=_("Restoring"), done=self.restored.emit, failed=self._failed)

    def _failed(self, problem: BaseException) -> None:
        self.button.setEnabled(bool(self.who.count()))
        if not isinstance(problem, KnownProblem):
            raise problem
        self.show_problem(problem)

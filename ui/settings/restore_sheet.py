"""Restoring a copy from Settings: it becomes a book of its own beside the one of today."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.book.backup_preview import Preview, preview
from app.book.backup_state import Backup
from app.book.problems import WrongPassphrase
from app.book.restore import restore, unlock_backup
from app.clock import Clock
from app.dates import day_and_time
from app.errors import Fault, KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Kept, finish_quietly, keep_sheet
from ui.kit.forms import Form
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.sign_in.passphrase_field import PassphraseField


class RestoreSheet(Sheet):
    """Asks for the passphrase of the copy's time, then unpacks, checks and places it."""

    def __init__(self, parent: QWidget, context: Context, backup: Backup) -> None:
        made = day_and_time(backup.made)
        super().__init__(parent, _("Restore the copy of {when}").format(when=made), width=560)
        self._context, self._backup = context, backup
        self.target = place_beside(context.book.folder, backup)
        self._words = Label(
            _(
                "It becomes a book of its own, “{name}”, beside the book of today, which stays as it is."
            ).format(name=self.target.stem),
            wrap=True,
        )
        self.body.addWidget(self._words)
        self.inside = Label(_("Looking into the copy…"), "quiet", wrap=True)
        self.inside.setMinimumHeight(theme().u(36))
        self.body.addWidget(self.inside)
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.form = Form(columns=1)
        self.passphrase = self.form.add(
            "passphrase",
            _("Your passphrase"),
            PassphraseField(_("Your passphrase")),
            help=_("The one you had when the copy was made."),
        )
        self.body.addWidget(self.form)
        about = {"section": "backups", "restore": backup.path.name}
        self._draft = keep_sheet(self, Kept(context.book, "restore", backup.path.name, "settings", about))
        self.cancel = self.add_button(_("Cancel"))
        self.button = self.add_button(_("Restore beside"), self.restore, main=True, icon="restore")
        self.passphrase.returnPressed.connect(self.restore)

    def open(self) -> None:
        """Show it with the keyboard in the field."""
        super().open()
        self.passphrase.focus_here()
        self._context.jobs.run(
            preview, self._backup.path, self._context.book.material.data_key,
            done=self._say_inside, failed=self._not_looked_into,
        )  # fmt: skip

    def _say_inside(self, found: Preview) -> None:
        whose = ", ".join(part for part in (found.unit, found.hospital) if part)
        words = _("In it: {unit}; {names} can sign in.").format(unit=whose, names=", ".join(found.accounts))
        if found.counts is not None:
            words += " " + _("{people} staff members, {pairs} pairs, {sessions} sessions.").format(
                people=found.counts.people, pairs=found.counts.pairs, sessions=found.counts.sessions
            )
            if found.counts.last_change is not None:
                words += " " + _("Last change: {when}.").format(when=day_and_time(found.counts.last_change))
        self.inside.setText(words)

    def _not_looked_into(self, problem: BaseException) -> None:
        self.inside.setText(str(problem) if isinstance(problem, KnownProblem) else "")

    def restore(self) -> None:
        """Unlock, check and place the copy, in a thread."""
        if not self.button.isEnabled():
            return
        if not self.passphrase.value().strip():
            self.form.show_faults((Fault("passphrase", _("Type your passphrase.")),))
            return
        self.banner.hide()
        self.button.allow(False, _("The copy is being restored."))
        self._context.jobs.run(
            _restore, self._backup.path, self._context.account.id, self.passphrase.value(), self.target,
            self._context.clock, title=_("Restoring"), done=self._done, failed=self._failed,
        )  # fmt: skip

    def _done(self, _nothing: object) -> None:
        finish_quietly(self._draft)
        self.form.hide()
        self._words.hide()
        self.banner.say(
            "good",
            _("Restored as “{name}”.").format(name=self.target.stem),
            _("Every page was checked. To look into it, lock this book (Ctrl+L) and open the other one."),
        )
        self.button.hide()
        folder = QUrl.fromLocalFile(str(self.target.parent))
        self.banner.add_button(_("Open folder"), lambda: QDesktopServices.openUrl(folder), "folder")
        self.cancel.setText(_("Close"))
        self.cancel.setFocus()

    def _failed(self, problem: BaseException) -> None:
        self.button.allow(True)
        if isinstance(problem, WrongPassphrase):
            self.form.show_faults((Fault("passphrase", str(problem)),))
        elif isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)


def place_beside(book: Path, backup: Backup) -> Path:
    """A free folder beside *book*, named after it and the copy's day."""
    stem = _("{book} of {day}").format(book=book.stem, day=f"{backup.made:%Y-%m-%d %H-%M}")
    names = [stem, *(f"{stem} ({number})" for number in range(2, 1000))]
    found = (book.with_name(f"{name}{book.suffix}") for name in names)
    return next(folder for folder in found if not folder.exists())


def _restore(backup: Path, account: int, passphrase: str, target: Path, clock: Clock) -> None:
    restore(backup, unlock_backup(backup, account, passphrase), target, clock.now())

"""What can happen to a book, each in its own sentences (STYLE 4): what happened, what is safe, what to do."""

import math
from datetime import datetime
from typing import NoReturn

from app.dates import day_and_time
from app.errors import KnownProblem
from app.files import DiskFull, NotStored, NotWritable
from app.language import _, ngettext

__all__ = [
    "BackupDamaged",
    "BookDamaged",
    "BookExists",
    "BookGone",
    "BookInUse",
    "BookMissing",
    "BookNewer",
    "CopyDamaged",
    "DiskFull",
    "FolderNotWritable",
    "KeysDamaged",
    "KeysMissing",
    "NoDrafts",
    "NoSuchAccount",
    "NotABackup",
    "NotABook",
    "NothingToUndo",
    "RecordsDamaged",
    "RecordsEmpty",
    "RecordsHeld",
    "RecordsMissing",
    "UndoBlocked",
    "WrongPassphrase",
    "WrongRecoveryCode",
    "raise_for_database",
]


class WrongPassphrase(KnownProblem):
    """The passphrase does not open any slot of the account; the next try waits *wait* seconds."""

    def __init__(self, wait: float = 0.0) -> None:
        seconds = math.ceil(wait)
        super().__init__(
            _("That passphrase does not open this book."),
            _("Nothing was changed."),
            ngettext(
                "Check Caps Lock, or use your recovery sheet. The next try waits {n} second.",
                "Check Caps Lock, or use your recovery sheet. The next try waits {n} seconds.",
                seconds,
            ).format(n=seconds)
            if seconds
            else _("Check Caps Lock, or use your recovery sheet."),
        )
        self.wait = wait


class WrongRecoveryCode(KnownProblem):
    """The recovery code is well formed but opens nothing in this book."""

    def __init__(self) -> None:
        super().__init__(
            _("That recovery code does not open this book."),
            _("Nothing was changed."),
            _("Check that the sheet belongs to this book and that no newer sheet was printed since."),
        )


class NoSuchAccount(KnownProblem):
    """Nobody of that name or number can sign in to the book."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody of that name has an account in this book."),
            _("Nothing was changed."),
            _("Check the spelling, or ask the unit's manager for an account."),
        )


class BookMissing(KnownProblem):
    """The book's folder is not there."""

    def __init__(self) -> None:
        super().__init__(
            _("The book is not there: its folder was moved or removed, or its drive is not connected."),
            _("Nothing was changed."),
            _("Connect the drive, choose the book where it lies now, or restore a backup."),
        )


class BookGone(KnownProblem):
    """The open book's folder was taken away: moved, removed, or its drive unplugged."""

    def __init__(self) -> None:
        super().__init__(
            _("Not saved: the book is no longer where it was opened."),
            _("What was saved before is where its folder went. What you typed is still here."),
            _(
                "Put the folder back or connect its drive, then try again. If that does not help, "
                "lock and sign in."
            ),
        )


class NotABook(KnownProblem):
    """Something else than a book was chosen."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a Pairbook book."),
            _("Nothing was changed."),
            _("Choose the folder of a book; its name usually ends in .pairbook."),
        )


class BookExists(KnownProblem):
    """A new book was to be made where something already is."""

    def __init__(self) -> None:
        super().__init__(
            _("There is already something under this name."),
            _("It was left as it is."),
            _("Choose another name or folder for the new book."),
        )


class BookDamaged(KnownProblem):
    """Files of the book are missing or are not as they were written."""


class KeysMissing(BookDamaged):
    """records.db is there, keys.json is not."""

    def __init__(self) -> None:
        super().__init__(
            _("The book's keys are missing: there is no file keys.json in its folder."),
            _("The records are still there, but without the keys nobody can read them."),
            _("Put keys.json back if it was moved, or restore a backup: backups carry the keys."),
        )


class KeysDamaged(BookDamaged):
    """keys.json is not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            _("The book's keys are damaged: the file keys.json is not as Pairbook wrote it."),
            _("Nothing was changed, and the records were not touched."),
            _("Restore a backup: backups carry the keys. Keep the damaged book until then."),
        )


class RecordsMissing(BookDamaged):
    """keys.json is there, records.db is not."""

    def __init__(self) -> None:
        super().__init__(
            _("The book's records are missing: there is no file records.db in its folder."),
            _("Nothing was changed."),
            _("Put records.db back if it was moved, or restore a backup."),
        )


class RecordsEmpty(BookDamaged):
    """records.db holds no bytes."""

    def __init__(self) -> None:
        super().__init__(
            _("The book's records are empty: the file records.db holds nothing."),
            _("Nothing was changed."),
            _("Restore a backup. Keep the damaged book until then."),
        )


class RecordsHeld(KnownProblem):
    """Another program keeps everybody else from records.db (on Windows)."""

    def __init__(self) -> None:
        super().__init__(
            _("The book cannot be opened: another program holds its records."),
            _("Nothing was changed."),
            _("Wait until a backup or a virus scan has finished, or close that program, then try again."),
        )


class RecordsDamaged(BookDamaged):
    """records.db cannot be read with the right key."""

    def __init__(self) -> None:
        super().__init__(
            _("The book's records are damaged: the file records.db cannot be read."),
            _("Your passphrase is right, and nothing was changed."),
            _("Restore a backup. Keep the damaged book until then."),
        )


class BookNewer(KnownProblem):
    """The book was written by a newer Pairbook."""

    def __init__(self) -> None:
        super().__init__(
            _("This book was last used with a newer Pairbook."),
            _("Nothing was changed."),
            _("Open it with the newer Pairbook, or install that one on this PC."),
        )


class BookInUse(KnownProblem):
    """The book is open elsewhere; *who*, on which *computer*, *since* when, as far as known.

    The words leave out the day when it is that of *now*.
    """

    def __init__(
        self, who: str = "", computer: str = "", since: datetime | None = None, now: datetime | None = None
    ) -> None:
        super().__init__(
            _("The book is in use somewhere else."),
            _("Nothing was changed."),
            _("Lock or close Pairbook there, then try again."),
        )
        self.who = who
        self.computer = computer
        self.since = since.astimezone() if since is not None else None
        self._today = now.astimezone().date() if now is not None else None

    def words(self) -> str:
        """The sentences with who, where and since when, for the screen; not for a log."""
        if self.since is None:
            return str(self)
        time = f"{self.since:%H:%M}" if self.since.date() == self._today else day_and_time(self.since)
        happened = _("{who} has this book open on {computer} since {time}.").format(
            who=self.who, computer=self.computer, time=time
        )
        return " ".join((happened, self.safe, self.do))


class FolderNotWritable(NotWritable):
    """The book's folder may be read but not written."""

    def __init__(self) -> None:
        super().__init__(
            _("The book cannot be opened: its folder may not be written to."),
            _("Nothing was changed."),
            _("Copy the book to a folder that you may write to, or ask whoever looks after this PC."),
        )


class UndoBlocked(KnownProblem):
    """Newer changes stand in the way; *titles* says which, newest first."""

    def __init__(self, title: str, titles: tuple[str, ...]) -> None:
        super().__init__(
            _("This cannot be undone, because what it changed was changed again since."),
            _("Nothing was changed."),
            _("Undo the newer changes first, or put it right by hand."),
        )
        self.title = title
        self.titles = titles

    def words(self) -> str:
        """The sentences with the changes' names, for the screen; not for a log."""
        if not self.titles:
            return str(self)
        newer = _("Changed since by: {titles}.").format(titles="; ".join(self.titles))
        return " ".join((self.what, newer, self.safe, self.do))


class NothingToUndo(KnownProblem):
    """The account has nothing (left) to undo or redo."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to undo or redo."))


class NoDrafts(KnownProblem):
    """The account has no private key yet to seal a draft with."""

    def __init__(self) -> None:
        super().__init__(
            _("What you typed is not kept aside yet."),
            _("It is still here, on this page."),
            _("Choose your own passphrase first."),
        )


class NotABackup(KnownProblem):
    """The chosen file is not a backup of a book."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is not a Pairbook backup."),
            _("Nothing was changed."),
            _("Choose a file whose name ends in .pairbook-backup."),
        )


class BackupDamaged(KnownProblem):
    """A backup is not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup is damaged and cannot be used."),
            _("The book was not touched."),
            _("Choose an older backup."),
        )


class CopyDamaged(BackupDamaged):
    """A backup that was being made did not pass its check, and was thrown away."""

    def __init__(self) -> None:
        KnownProblem.__init__(
            self,
            _("No backup was made: the copy did not pass its check."),
            _("The backups from before are still there."),
            _("Check the book under Settings, Backups: the book or the drive is damaged."),
        )


_LOCKED = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
_FORBIDDEN = {"SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH"}


def raise_for_database(error: BaseException) -> None:
    """Raises the known problem behind a database driver's *error*; returns when it is none (a bug)."""
    name = str(getattr(error, "sqlite_errorname", ""))
    primary = "_".join(name.split("_")[:2])
    if primary == "SQLITE_FULL":
        _raise(
            DiskFull(
                _("Not saved yet: the disk is full."),
                _("Your entry is still here, and the book is as it was before."),
                _("Free some space on the disk that holds the book, then try again."),
            ),
            error,
        )
    if primary in _LOCKED:
        _raise(BookInUse(), error)
    if primary in _DAMAGED:
        _raise(RecordsDamaged(), error)
    if primary in _FORBIDDEN:
        _raise(FolderNotWritable(), error)
    if primary == "SQLITE_IOERR":
        _raise(
            NotStored(
                _("Not saved yet: the disk that holds the book reported a fault."),
                _("Your entry is still here, and the book is as it was before."),
                _("Check that the drive is connected and has room, then try again."),
            ),
            error,
        )


def _raise(problem: KnownProblem, error: BaseException) -> NoReturn:
    raise problem from error

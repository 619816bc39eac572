"""How old the copies of a book are: those on this PC, and those taken outside it.

A copy outside (a USB stick, another drive) is known by the history alone: the stick is
seldom plugged in when somebody asks.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.book import history
from app.book.backup_names import aged_out_in, backups_in
from app.book.cover import BACKUPS_NAME
from app.language import _

if TYPE_CHECKING:
    from app.book import Account, Book

OUTSIDE = "copy"


@dataclass(frozen=True)
class Backup:
    """One backup on this PC."""

    made: datetime
    path: Path
    size: int


@dataclass(frozen=True)
class BackupState:
    """When the newest backup on this PC and the newest copy outside it were made; None: never.

    *begun*: when the book was made.
    """

    here: datetime | None
    outside: datetime | None
    begun: datetime

    def days_without(self, now: datetime) -> int:
        """For how many days there has been no backup on this PC."""
        return (now.date() - (self.here or self.begun).date()).days


def backups_of(book: "Book") -> tuple[Backup, ...]:
    """The backups in the book's own folder, newest first; all of them were checked when they were made."""
    found = []
    for made, path in backups_in(book.folder / BACKUPS_NAME):
        try:
            found.append(Backup(made, path, path.stat().st_size))
        except OSError:
            continue  # thinned away meanwhile
    return tuple(found)


def backup_state(book: "Book") -> BackupState:
    """How old the copies are."""
    newest = next(iter(backups_in(book.folder / BACKUPS_NAME)), None)
    with book.reading() as db:
        outside = history.entries(db, kinds=[OUTSIDE], limit=1)
        begun = history.begun(db)
    return BackupState(newest[0] if newest else None, outside[0].at if outside else None, begun)


def aged_out_in_days(book: "Book") -> int:
    """In how many days the backups of today on this PC are all gone, when one is made each day."""
    moments = [made for made, _path in backups_in(book.folder / BACKUPS_NAME)]
    return aged_out_in(moments, book.clock.today())


def note_copy_outside(book: "Book", by: "Account") -> None:
    """Note in the history that a copy was taken outside this PC."""
    book.record_event(OUTSIDE, _("Copy taken outside this PC"), by=by)

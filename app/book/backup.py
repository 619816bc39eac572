"""Backups: one file each, with the keys, checked before it counts.

A copy of the open database is made in the target folder, reopened, checked by SQLite and by
SQLCipher (a truncated file passes the second alone), packed with keys.json into one
uncompressed zip, brought to the disk and only then given its name.

:func:`begin` needs the open book and copies step by step, so that nobody waits; :func:`finish` takes
the time and works on plain paths, in any thread.
"""

import secrets
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app import files
from app.book import engine, keys_file
from app.book.backup_names import backup_name, backups_in, book_name, kept, newest
from app.book.cover import BACKUPS_NAME, RECORDS_NAME
from app.book.problems import CopyDamaged
from app.book.records import UnitRecord

if TYPE_CHECKING:
    from app.book.book import Book


@dataclass(frozen=True)
class Copied:
    """A copy that is not yet a backup: the records, the place for the backup, and what it needs."""

    records: Path
    target: Path
    made: datetime
    keys: bytes = field(repr=False)
    data_key: bytes = field(repr=False)


def back_up(book: "Book", folder: Path | None = None) -> Path:
    """Makes a backup of *book* in *folder* (its own backups) and thins the backups there; its path.

    Raises a problem of the disk, or CopyDamaged when the copy does not pass its check.
    """
    copying = begin(book, folder)
    copied = None
    while copied is None:
        copied = copying.step()
    return finish(copied)


def back_up_if_due(book: "Book") -> Path | None:
    """Makes today's backup unless there is one already."""
    last = newest(book.folder / BACKUPS_NAME)
    if last is not None and last.date() == book.clock.today():
        return None
    return back_up(book)


def second_folder_due(book: "Book") -> Path | None:
    """The second folder of the book when it is there now and holds no backup of today yet.

    Hand it to :func:`begin` or :func:`back_up`, and then call note_copy_outside.
    """
    folder = copies_folder(book)
    try:
        if folder is None or not folder.is_dir():
            return None
        ours = [made for made, path in backups_in(folder) if book_name(path) == book.folder.stem]
    except OSError:
        return None
    return folder if not ours or ours[0].date() != book.clock.today() else None


def copies_folder(book: "Book") -> Path | None:
    """The second folder for backups that the book remembers: a USB stick or another drive."""
    with book.reading() as db:
        folder = db.get_one(UnitRecord, 1).copies_folder
    return Path(folder) if folder else None


class Copying:
    """A copy of the open *book* under way: :meth:`step` it until it is whole, on the book's own thread."""

    def __init__(self, book: "Book", folder: Path) -> None:
        self._book, self._folder, self._made = book, folder, book.clock.now()
        self._records = folder / f".{secrets.token_hex(6)}.pairbook-part"
        self._copy = book.records.copy(self._records)

    def step(self) -> Copied | None:
        """A hundredth of a second of the work; the copy once it is whole, for :func:`finish`.

        Raises a problem of the disk; nothing is left then.
        """
        if not self._copy.step():
            return None
        target = self._folder / backup_name(self._book.folder, self._made)
        # The keys as they are now: an account that came meanwhile is in the records as well.
        keys, data_key = keys_file.dump(self._book.keys), self._book.material.data_key
        return Copied(self._records, target, self._made, keys, data_key)

    @property
    def given_up(self) -> bool:
        """Whether the book was closed meanwhile; then there is nothing to step any more."""
        return self._copy.given_up


def begin(book: "Book", folder: Path | None = None) -> Copying:
    """Begins to copy the open *book*'s records for a backup in *folder*; raises a problem of the disk."""
    if folder is None:
        book.look()  # else a new folder would stand where the book's was taken away
        folder = book.folder / BACKUPS_NAME
    files.make_folder(folder)
    return Copying(book, folder)


def finish(copied: Copied) -> Path:
    """Checks and packs a whole copy; the backup's path.  In any thread."""
    try:
        if engine.faults(copied.records, copied.data_key):
            raise CopyDamaged
        files.sync_file(copied.records)
        files.write_atomically(copied.target, lambda file: _pack(file, copied))
    finally:
        files.remove(copied.records)
    thin(copied.target, copied.made.date())
    return copied.target


def thin(backup: Path, today: date) -> None:
    """Removes the older backups of the same book beside *backup* that need not be kept (DESIGN 3).

    Other wards' backups on the same stick are left alone.
    """
    present = [each for each in backups_in(backup.parent) if book_name(each[1]) == book_name(backup)]
    keep = kept((moment for moment, _path in present), today)
    for moment, path in present:
        if moment not in keep:
            files.remove(path)


def _pack(file: BinaryIO, copied: Copied) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        archive.writestr(keys_file.KEYS_NAME, copied.keys)
        archive.write(copied.records, RECORDS_NAME)
    file.flush()
    with zipfile.ZipFile(file) as archive:
        if archive.testzip() is not None:
            raise CopyDamaged

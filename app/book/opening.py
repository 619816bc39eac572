"""What happens between the right key and an open book.

Promises that files which an interruption left half written are gone, that a book which was not
closed properly is checked before anybody works in it, that keys which had to be taken from
elsewhere are put right, and that all of this is said (:attr:`Book.remarks`).
"""

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app import files
from app.book import backup, engine, keys_file, migrations, place, rekey, schema, search
from app.book.cover import BACKUPS_NAME
from app.book.key_slots import Keys
from app.book.lock_file import Lock
from app.book.problems import RecordsDamaged
from app.book.unlocking import Unlocked
from app.errors import KnownProblem
from app.language import _

if TYPE_CHECKING:
    from app.book.book import Book

_PARTS = "*.pairbook-part*"
_UNPACKED = "*.pairbook-restore"
DAMAGED_NAME = "keys.json.damaged"


def prepare(book: "Book", unlocked: Unlocked, lock: Lock) -> tuple[str, ...]:
    """Checks and migrates the records of *book* as far as needed; what to tell whoever signs in.

    Raises BookNewer, RecordsDamaged, or what a backup before a migration raises; then no byte
    of the records was changed.
    """
    remarks = []
    with engine.explained():
        version = schema.version_of(book.driver)
    if lock.was_left:
        _check_after_unclean_end(book)
        remarks.append(
            _("Pairbook was not closed properly last time. The book was checked, and it is whole.")
        )
    _clear_leftovers(book.folder)
    if version < migrations.CURRENT:
        backup.back_up(book)
        schema.upgrade(book.engine, book.driver, version)
    if unlocked.remark:
        remarks.append(unlocked.remark)
    return tuple(remarks)


def present_keys(unlocked: Unlocked) -> Keys:
    """The keys as they are now that the book is locked: somebody may have changed theirs since *unlocked*."""
    if not unlocked.remark:
        with suppress(KnownProblem):
            return keys_file.load(files.read(unlocked.folder / keys_file.KEYS_NAME))
    return unlocked.keys


def settle_keys(book: "Book", *, later: bool = False) -> None:
    """Puts the files of the keys right where they are not, and finishes a replaced key unless *later*."""
    try:
        if not keys_file.is_whole(book.folder, book.keys):
            _keep_damaged(book.folder)
            book.put_keys(book.keys)
    except KnownProblem as problem:
        logging.getLogger(__name__).info("keys not put right yet: %s", type(problem).__name__)
    rekey.settle(book, later=later)


def back_up_before_close(book: "Book") -> None:
    """Makes a backup of a changed *book* on this PC when the book lies on a network share."""
    try:
        if place.look_at(book.folder).kind is place.Kind.NETWORK:
            backup.back_up(book, place.local_backups(book.keys.book))
    except KnownProblem as problem:
        logging.getLogger(__name__).info("no backup at close: %s", type(problem).__name__)


def _check_after_unclean_end(book: "Book") -> None:
    with engine.explained():
        found = [str(row[0]) for row in book.driver.execute("PRAGMA quick_check")]
        bad = [each for each in found if each != "ok"]
        if any("fts5" not in each.casefold() for each in bad):
            raise RecordsDamaged
        if bad:
            search.rebuild(book.driver)


def _clear_leftovers(folder: Path) -> None:
    """Removes what an interrupted write or backup left; nobody else writes here while the lock is held."""
    for where in (folder, folder / BACKUPS_NAME):
        for part in where.glob(_PARTS):
            with suppress(KnownProblem):
                files.remove(part)
    for unpacked in folder.glob(_UNPACKED):
        files.remove_folder(unpacked)


def _keep_damaged(folder: Path) -> None:
    """Keeps a keys.json that cannot be read, beside the one that takes its place."""
    path = folder / keys_file.KEYS_NAME
    try:
        keys_file.load(files.read(path))
    except files.PlaceGone:
        return
    except KnownProblem:
        files.put_in_place(path, folder / DAMAGED_NAME)

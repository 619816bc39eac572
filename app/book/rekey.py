"""A new data key for a book, after somebody who knew it was removed.

Promises that whoever was removed opens nothing that is written from then on, that everybody
else signs in as before, and that an interruption at any step leaves a book that opens and
finishes the work at the next sign-in.  The steps:

1. keys.json gets, in each slot that stays, a second seal with the new data key
   (app/book/key_slots.py); slots of the removed account are left out.
2. The records are copied under the new key to a temporary file, checked and brought to the disk.
3. That file takes the place of records.db in one step.
4. keys.json is left with the new data key alone.

Until step 3 the old data key opens the records, after it the new one; who signs in holds both
and tries both.  An interruption shows by a slot with two seals, or by a slot of an account
that is not in the book (:func:`settle`).  Older backups stay as they are: who was removed can
still open those, until they age out.

:func:`rekey` does it all at once.  Where a window is to stay alive, :func:`begin` copies and says how
far it is, :func:`verify` takes the longest and works on a plain path in any thread, and
:func:`complete` swaps.
"""

import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import files
from app.book import engine, key_slots
from app.book.problems import RecordsDamaged
from app.book.records import AccountRecord
from app.errors import KnownProblem

if TYPE_CHECKING:
    from app.book.book import Book


def present_accounts(book: "Book") -> frozenset[int]:
    """The numbers of the accounts that are in the book."""
    with book.reading() as db:
        present = select(AccountRecord.id).where(AccountRecord.removed_at.is_(None))
        return frozenset(db.scalars(present))


@dataclass(frozen=True)
class NewRecords:
    """The records under the new key in the file *part*, as they were after so many *changes*."""

    part: Path
    data_key: bytes = field(repr=False)
    changes: int


def rekey(book: "Book") -> None:
    """Gives the open *book* a new data key; on the book's own thread.

    Raises RecordsDamaged or a problem of the disk; then the book goes on as before, and the
    next sign-in tries again.
    """
    complete(book, verify(begin(book)))


def begin(book: "Book", moved: Callable[[float], object] | None = None) -> NewRecords:
    """Steps 1 and the copy of step 2, on the book's own thread; *moved* is told the share done, 0–1.

    Raises a problem of the disk.
    """
    accounts = present_accounts(book)
    old, new = book.material.data_key, secrets.token_bytes(engine.KEY_BYTES)
    book.put_keys(key_slots.with_next_key(book.keys, accounts, old, new))
    made = NewRecords(book.folder / f".{secrets.token_hex(6)}.pairbook-part", new, book.driver.total_changes)
    try:
        engine.copy(book.driver, made.part, new, moved)
    except BaseException:
        files.remove(made.part)
        raise
    return made


def verify(made: NewRecords) -> NewRecords:
    """The rest of step 2, in any thread; raises RecordsDamaged or a problem of the disk."""
    try:
        if engine.faults(made.part, made.data_key):
            raise RecordsDamaged
        files.sync_file(made.part)
    except BaseException:
        files.remove(made.part)
        raise
    return made


def complete(book: "Book", made: NewRecords) -> None:
    """Steps 3 and 4 with the verified records *made*, on the book's own thread.

    Where the book was written to since they were copied, they are copied and verified once more.
    Raises as :func:`rekey`.
    """
    if book.driver.total_changes != made.changes:
        files.remove(made.part)
        made = verify(begin(book))
    try:
        book.records.swap(made.part, made.data_key)
    finally:
        files.remove(made.part)
    book.put_keys(key_slots.settled(book.keys, made.data_key))


def is_unfinished(book: "Book") -> bool:
    """Whether an interruption left the book without the new key that it was to get."""
    return not key_slots.is_settled(book.keys, present_accounts(book))


def settle(book: "Book", *, later: bool = False) -> None:
    """Finishes what an interruption left undone; what cannot be done now, the next sign-in tries again.

    *later*: the records are copied by whoever opens the book, who asks :func:`is_unfinished`.
    """
    accounts = present_accounts(book)
    if key_slots.is_settled(book.keys, accounts):
        return
    try:
        if _is_swapped(book, accounts):
            book.put_keys(key_slots.settled(book.keys, book.material.data_key))
        elif not later:
            rekey(book)
    except KnownProblem as problem:
        logging.getLogger(__name__).info("key not replaced yet: %s", type(problem).__name__)


def _is_swapped(book: "Book", accounts: Collection[int]) -> bool:
    """Whether only step 4 is missing: the records are under the new key already."""
    rest = key_slots.settled(book.keys, book.material.data_key)
    newest = all(
        slot.seals[-1:] == kept.seals for slot, kept in zip(book.keys.slots, rest.slots, strict=False)
    )
    return newest and len(rest.slots) == len(book.keys.slots) and key_slots.is_settled(rest, accounts)

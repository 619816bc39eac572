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
"""

import logging
import secrets
from collections.abc import Collection
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


def rekey(book: "Book") -> None:
    """Gives the open *book* a new data key; on the book's own thread.

    Raises RecordsDamaged or a problem of the disk; then the book goes on as before, and the
    next sign-in tries again.
    """
    accounts = present_accounts(book)
    old, new = book.material.data_key, secrets.token_bytes(engine.KEY_BYTES)
    book.put_keys(key_slots.with_next_key(book.keys, accounts, old, new))
    part = book.folder / f".{secrets.token_hex(6)}.pairbook-part"
    try:
        engine.copy(book.driver, part, new)
        if engine.faults(part, new):
            raise RecordsDamaged
        files.sync_file(part)
        book.swap_records(part, new)
    finally:
        files.remove(part)
    book.put_keys(key_slots.settled(book.keys, new))


def settle(book: "Book") -> None:
    """Finishes what an interruption left undone; what cannot be done now, the next sign-in tries again."""
    accounts = present_accounts(book)
    if key_slots.is_settled(book.keys, accounts):
        return
    try:
        if _is_swapped(book, accounts):
            book.put_keys(key_slots.settled(book.keys, book.material.data_key))
        else:
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

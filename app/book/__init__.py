"""A unit's records at rest: open, lock, change, undo, back up, check, migrate.

The only room that knows SQLCipher and SQLite.  Promises that a save is whole or not at all,
that every save is in the history, and that nothing of a book can be read without a passphrase.
"""

from app.book.book import Book
from app.book.cover import Cover, CoverAccount, read_cover
from app.book.facts import Account, Changed, UnitFacts
from app.book.key_slots import FAST_KEYS, KeyCost
from app.book.records import AccountRecord, Base, Moment, UnitRecord
from app.book.unlocking import Unlocked, unlock, unlock_with_code

__all__ = [
    "FAST_KEYS",
    "Account",
    "AccountRecord",
    "Base",
    "Book",
    "Changed",
    "Cover",
    "CoverAccount",
    "KeyCost",
    "Moment",
    "UnitFacts",
    "UnitRecord",
    "Unlocked",
    "read_cover",
    "unlock",
    "unlock_with_code",
]

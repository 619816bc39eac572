"""A unit's records at rest: open, lock, change, undo, back up, check, migrate.

The only room that knows SQLCipher and SQLite.  Promises that a save is whole or not at all,
that every save is in the history, and that nothing of a book can be read without a passphrase.

Its names are loaded when they are first asked for: the cover on the sign-in page then does not wait for
SQLAlchemy (DESIGN 8).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.book.book import Book
    from app.book.cover import Cover, CoverAccount, read_cover
    from app.book.facts import Account, Changed, UnitFacts
    from app.book.key_slots import FAST_KEYS, KeyCost
    from app.book.records import AccountRecord, Base, Moment, UnitRecord
    from app.book.unlocking import Unlocked, unlock, unlock_with_code

_MODULES = {
    "Book": "book",
    "Cover": "cover",
    "CoverAccount": "cover",
    "read_cover": "cover",
    "Account": "facts",
    "Changed": "facts",
    "UnitFacts": "facts",
    "FAST_KEYS": "key_slots",
    "KeyCost": "key_slots",
    "AccountRecord": "records",
    "Base": "records",
    "Moment": "records",
    "UnitRecord": "records",
    "Unlocked": "unlocking",
    "unlock": "unlocking",
    "unlock_with_code": "unlocking",
}

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


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found

"""What Pairbook promises about data: the list in the README and the tests of this folder, in one place.

``test_promises.py`` holds all three together: a promise without its test, or without its line in
the README, fails.
"""

import re

PROMISES = (
    "A save that was acknowledged is there after a kill.",
    "A draft that was kept is there after a kill.",
    "A kill during a backup leaves the book and the backups before it.",
    "A kill during a restore leaves the book from before or the restored one.",
    "A kill while a passphrase is changed leaves the old one or the new one.",
    "A kill while the key is replaced locks nobody out and the removed person stays out.",
    "A kill during a migration keeps every row.",
    "A migration keeps every row, with its triggers, of a book of each released version.",
    "A full disk loses nothing and is said.",
    "A disk fault at any step leaves no half file under a final name.",
    "A book that is taken away while it is open acknowledges nothing more.",
    "A flipped bit in the records is found or does no harm.",
    "A flipped bit in the keys costs nothing.",
    "A flipped bit in a backup is found before it is restored.",
    "Records that were cut short are told as damaged and stay as they are.",
    "What is no book is never turned into one.",
    "A clock that is put back loses no save and no backup.",
    "A change of summer time or time zone moves no moment.",
    "Of two starts at the same moment one gets the book.",
    "After any sequence of changes, undo, lock and kill the book holds what was saved last.",
)


def test_name(promise: str) -> str:
    """The name of the test that proves *promise*."""
    return "test_" + re.sub(r"\W+", "_", promise.lower()).strip("_")


test_name.__test__ = False  # type: ignore[attr-defined]

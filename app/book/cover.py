"""What can be known of a book before anybody signs in: its cover.

Changes no byte of the folder, but for a restore that was interrupted: that is finished first.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app import files
from app.book import keys_file, restore_steps
from app.book.backup_names import newest
from app.book.key_slots import Keys
from app.book.keys_file import BACKUPS_NAME, RECORDS_NAME
from app.book.problems import BookMissing, KeysDamaged, NotABook, RecordsEmpty, RecordsMissing

__all__ = [
    "BACKUPS_NAME",
    "RECORDS_NAME",
    "Cover",
    "CoverAccount",
    "cover_accounts",
    "cover_content",
    "find_keys",
    "read_cover",
    "read_keys",
]


@dataclass(frozen=True)
class CoverAccount:
    """Somebody who can sign in."""

    id: int
    name: str
    role: str


@dataclass(frozen=True)
class Cover:
    """What the sign-in page shows: the unit, its accounts, when the newest backup was made.

    *remark* says so where the keys did not come from keys.json; else it is empty.
    """

    folder: Path
    unit: str
    hospital: str
    accounts: tuple[CoverAccount, ...]
    last_backup: datetime | None
    remark: str = ""


def read_cover(folder: Path) -> Cover:
    """The cover of the book in *folder*.

    Raises BookMissing, NotABook, BookNewer, KeysMissing, KeysDamaged, RecordsMissing or RecordsEmpty.
    """
    found = find_keys(folder)
    accounts = cover_accounts(found.keys)
    unit, hospital = (str(found.keys.cover.get(part, "")) for part in ("unit", "hospital"))
    return Cover(folder, unit, hospital, accounts, newest(folder / BACKUPS_NAME), found.remark)


def cover_accounts(keys: Keys) -> tuple[CoverAccount, ...]:
    """Who can sign in, by the cover of *keys*; raises KeysDamaged."""
    try:
        return tuple(
            CoverAccount(int(account["id"]), str(account["name"]), str(account["role"]))
            for account in keys.cover["accounts"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error


def read_keys(folder: Path) -> Keys:
    """The best keys of the book in *folder*; raises as read_cover."""
    return find_keys(folder).keys


def find_keys(folder: Path) -> keys_file.Found:
    """The best keys of the book in *folder*, and where they came from; raises as read_cover.

    Raises a problem of the disk for a folder that may not be looked into.
    """
    with files.explained_reading():
        return _found_in(folder)


def _found_in(folder: Path) -> keys_file.Found:
    if not folder.exists():
        raise BookMissing
    if not folder.is_dir():
        raise NotABook
    restore_steps.finish_interrupted(folder)
    found = next(keys_file.candidates(folder))
    records = folder / RECORDS_NAME
    if not records.is_file():
        raise RecordsMissing
    if records.stat().st_size == 0:
        raise RecordsEmpty
    return found


def cover_content(unit: str, hospital: str, accounts: tuple[CoverAccount, ...]) -> dict[str, Any]:
    """The cover as keys.json holds it."""
    return {"unit": unit, "hospital": hospital, "accounts": [asdict(account) for account in accounts]}

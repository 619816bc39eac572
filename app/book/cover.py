"""What can be known of a book before anybody signs in: its cover.  Changes no byte of the folder."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app import files
from app.book import key_slots
from app.book.backup_names import newest
from app.book.problems import BookMissing, KeysDamaged, KeysMissing, NotABook, RecordsEmpty, RecordsMissing

RECORDS_NAME = "records.db"
BACKUPS_NAME = "backups"


@dataclass(frozen=True)
class CoverAccount:
    """Somebody who can sign in."""

    id: int
    name: str
    role: str


@dataclass(frozen=True)
class Cover:
    """What the sign-in page shows: the unit, its accounts, when the newest backup was made."""

    folder: Path
    unit: str
    hospital: str
    accounts: tuple[CoverAccount, ...]
    last_backup: datetime | None


def read_cover(folder: Path) -> Cover:
    """The cover of the book in *folder*.

    Raises BookMissing, NotABook, BookNewer, KeysMissing, KeysDamaged, RecordsMissing or RecordsEmpty.
    """
    keys = read_keys(folder)
    try:
        accounts = tuple(
            CoverAccount(int(account["id"]), str(account["name"]), str(account["role"]))
            for account in keys.cover["accounts"]
        )
        unit, hospital = str(keys.cover["unit"]), str(keys.cover["hospital"])
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error
    return Cover(folder, unit, hospital, accounts, newest(folder / BACKUPS_NAME))


def read_keys(folder: Path) -> key_slots.Keys:
    """keys.json of the book in *folder*, after a look whether its files are there; raises as read_cover."""
    keys, records = folder / key_slots.KEYS_NAME, folder / RECORDS_NAME
    if not folder.exists():
        raise BookMissing
    if not keys.is_file():
        raise KeysMissing if records.is_file() else NotABook
    loaded = key_slots.load(files.read(keys))
    if not records.is_file():
        raise RecordsMissing
    if records.stat().st_size == 0:
        raise RecordsEmpty
    return loaded


def cover_content(unit: str, hospital: str, accounts: tuple[CoverAccount, ...]) -> dict[str, Any]:
    """The cover as keys.json holds it."""
    return {"unit": unit, "hospital": hospital, "accounts": [asdict(account) for account in accounts]}

"""Names of backups, and which of them to keep.  Pure but for looking into the folder."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

SUFFIX = ".pairbook-backup"
_MOMENT = re.compile(r" (\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)$")
_WRITTEN = "%Y-%m-%d %H-%M-%S"
DAYS = 14
WEEKS = 6
MONTHS = 12


def backup_name(book: Path, moment: datetime) -> str:
    """The file name of a backup of *book* made at *moment*."""
    return f"{book.stem} {moment.strftime(_WRITTEN)}{SUFFIX}"


def made_at(backup: Path) -> datetime | None:
    """When *backup* was made, by its name, in local time; None when the name does not say."""
    found = _MOMENT.search(backup.stem) if backup.suffix == SUFFIX else None
    if not found:
        return None
    try:
        return datetime.strptime(found[1], _WRITTEN).astimezone()
    except ValueError:
        return None


def book_name(backup: Path) -> str:
    """The name of the book that *backup* was made of, by its own name."""
    return _MOMENT.sub("", backup.stem)


def backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups in *folder*, newest first."""
    if not folder.is_dir():
        return []
    dated = ((made_at(path), path) for path in folder.iterdir())
    return sorted(((moment, path) for moment, path in dated if moment), reverse=True)


def newest(folder: Path) -> datetime | None:
    """When the newest backup in *folder* was made."""
    return next((moment for moment, _path in backups_in(folder)), None)


def kept(moments: Iterable[datetime], today: date) -> set[datetime]:
    """Which backups to keep (DESIGN 3): the newest of each day for 14 days, of each week for 6
    weeks, of each month for 12 months; and always the newest of all, and those dated ahead."""
    keep: dict[tuple[str, date], datetime] = {}
    for moment in sorted(moments):
        day = moment.date()
        age = (today - day).days
        week = day - timedelta(days=day.weekday())
        this_week = today - timedelta(days=today.weekday())
        months = (today.year - day.year) * 12 + today.month - day.month
        if age < 0:
            keep["ahead", day] = moment
        if 0 <= age < DAYS:
            keep["day", day] = moment
        if 0 <= (this_week - week).days < 7 * WEEKS:
            keep["week", week] = moment
        if 0 <= months < MONTHS:
            keep["month", day.replace(day=1)] = moment
        keep["newest", date.min] = moment
    return set(keep.values())


def aged_out_in(moments: Iterable[datetime], today: date) -> int:
    """In how many days none of the backups made at *moments* is kept any more, with a new one each day.

    Tells when the last copy of what was erased or of who was removed is gone.
    """
    left = {moment for moment in moments if moment.date() <= today}
    made = set(left)
    days = 0
    while left:
        days += 1
        day = today + timedelta(days=days)
        made.add(datetime.combine(day, time(12)).astimezone())
        made = kept(made, day)
        left &= made
    return days

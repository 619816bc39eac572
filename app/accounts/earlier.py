"""Earlier versions of a record: who changed which field from what to what, and when (issue 3).

Read from the history's images of the record's own row.  A participant sees none; the words of an
erased person are not there any more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Base, Book, history
from app.book.history import RowChange
from app.book.images import Row
from app.dates import long_day
from app.language import _

_UNTOLD = frozenset({"id", "created_at", "changed_at", "sealed", "sealed_key", "public_key", "body"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, named in words, before and after; empty where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """What one entry of the history did to the record."""

    at: datetime
    who: str
    title: str
    fields: tuple[FieldChange, ...]


@rule(Action.SEE_HISTORY)
def earlier_versions(book: Book, kind: str, row_id: int) -> tuple[Version, ...]:
    """Every change of row *row_id* of the table *kind*, newest first; raises NotAllowed."""
    with book.reading() as db:
        return tuple(_version(db, kind, change) for change in history.versions(db, kind, row_id))


def _version(db: Session, kind: str, change: RowChange) -> Version:
    before, after = change.before or {}, change.after or {}
    columns: dict[str, Column[Any]] = dict(Base.metadata.tables[kind].columns)
    fields = []
    for name, column in columns.items():
        if name in _UNTOLD or before.get(name) == after.get(name):
            continue
        was, is_now = _words(db, column, before), _words(db, column, after)
        if was != is_now:
            fields.append(FieldChange(field_words(name), was, is_now))
    entry = change.entry
    return Version(entry.at, entry.account_name, entry.title, tuple(fields))


def _words(db: Session, column: Column[Any], row: Row) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        return ""
    if isinstance(column.type, Boolean):
        return _("Yes") if value else _("No")
    if isinstance(column.type, Date):
        return long_day(date.fromisoformat(str(value)))
    for key in column.foreign_keys:
        target = key.column.table
        if "name" in target.columns:
            found = db.execute(select(target.c.name).where(key.column == value)).scalar()
            return str(found) if found is not None else _("one that is not there any more")
    return str(value)


def field_words(name: str) -> str:
    """The column *name* as it stands on screen."""
    words = {
        "name": _("Name"),
        "known_as": _("Known as"),
        "grade_id": _("Grade"),
        "ward": _("Ward"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "line_manager_id": _("Line manager"),
        "availability": _("Availability"),
        "capacity": _("Capacity"),
        "active": _("Works here"),
        "left_on": _("Left on"),
        "restricted": _("Restricted"),
        "notes": _("Notes"),
        "topic_id": _("Topic"),
        "programme_id": _("Programme"),
        "aim": _("Aim"),
        "status": _("Status"),
        "planned_sessions": _("Planned sessions"),
        "planned_end": _("Planned end"),
        "starts_on": _("Starts on"),
        "held_on": _("Date"),
        "starts_at": _("Time"),
        "minutes": _("Minutes"),
        "protected_time": _("Protected time kept"),
        "mode": _("Kind of meeting"),
        "summary": _("What you worked on"),
        "place": _("Place"),
        "state": _("State"),
    }
    return words.get(name, name.removesuffix("_id").replace("_", " ").capitalize())

"""Earlier versions of a record: who changed which field from what to what, and when (issue 3).

Read from the history's images of the record's own row.  A participant sees none; the words of an
erased person are not there any more, and who is restricted is not named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, select
from sqlalchemy.orm import Session

from app.accounts.hidden_names import HiddenNames, hidden_names
from app.accounts.roles import Action, rule
from app.book import Base, Book, history
from app.book.history import RowChange
from app.book.images import Row
from app.dates import long_day
from app.language import _

_TELLING = ("name", "held_on", "code")
"""Columns by which another record is told, the first that it has."""
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
def earlier_versions(
    book: Book, kind: str, row_id: int, *, words: Mapping[str, Callable[[str], str]] | None = None
) -> tuple[Version, ...]:
    """Every change of row *row_id* of the table *kind*, newest first; raises NotAllowed.

    *words* turns the fixed values of a column into the words that stand for them on screen.
    """
    hidden = hidden_names(book)
    with book.reading() as db:
        changes = history.versions(db, kind, row_id)
        return tuple(version_of(change, fields_of(db, change, words or {}), hidden) for change in changes)


def version_of(change: RowChange, fields: Iterable[FieldChange], hidden: HiddenNames) -> Version:
    """What the entry of *change* did, said by *fields*, with nobody named who is *hidden*."""
    entry = change.entry
    told = tuple(FieldChange(each.name, hidden.hide(each.before), hidden.hide(each.after)) for each in fields)
    return Version(entry.at, hidden.hide(entry.account_name), hidden.hide(entry.title), told)


def fields_of(db: Session, change: RowChange, words: Mapping[str, Callable[[str], str]]) -> list[FieldChange]:
    """The fields that *change* made different, named in words, inside a transaction."""
    before, after = change.before or {}, change.after or {}
    columns: dict[str, Column[Any]] = dict(Base.metadata.tables[change.kind].columns)
    fields = []
    for name, column in columns.items():
        if name in _UNTOLD or before.get(name) == after.get(name):
            continue
        was, is_now = (_words(db, column, row, words.get(name)) for row in (before, after))
        if was != is_now:
            fields.append(FieldChange(field_words(change.kind, name), was, is_now))
    return fields


def _words(db: Session, column: Column[Any], row: Row, say: Callable[[str], str] | None) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        return ""
    if say is not None:
        return say(str(value))
    if isinstance(column.type, Boolean):
        return _("Yes") if value else _("No")
    if isinstance(column.type, Date):
        return long_day(date.fromisoformat(str(value)))
    for key in column.foreign_keys:
        target = key.column.table
        told = next((target.columns[name] for name in _TELLING if name in target.columns), None)
        if told is None:
            return ""  # a bare number tells nobody which one it is
        found = db.execute(select(told).where(key.column == value)).scalar()
        if found is None:
            return _("one that is not there any more")
        return long_day(found) if isinstance(found, date) else str(found)
    return str(value)


def field_words(kind: str, name: str) -> str:
    """The column *name* of the table *kind* as it stands on screen."""
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
        "action.text": _("What"),
        "owner_id": _("Who"),
        "action.due_on": _("By"),
        "done_on": _("Done on"),
        "done_in_id": _("Done in the session of"),
        "action.session_id": _("Agreed in the session of"),
        "staff_id": _("Whose"),
        "data_request.kind": _("Asks for"),
        "data_request.due_on": _("Answer by"),
        "received_on": _("Came in on"),
        "answered_on": _("Answered on"),
        "remark": _("Remark"),
        "noted_by": _("Noted by"),
        "begun_on": _("Begun on"),
    }
    known = words.get(f"{kind}.{name}") or words.get(name)
    return known or name.removesuffix("_id").replace("_", " ").capitalize()

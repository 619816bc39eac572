"""Earlier versions of a record, in words: what each change made of each field, who made it and when.

Works on the history's images, so it knows every table without knowing the rooms.  Columns that
hold sealed or binary values are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from app.book import history
from app.book.history import HistoryEntry
from app.book.images import Row
from app.dates import day_and_time, long_day
from app.language import _

_LEFT_OUT = frozenset({"id", "sealed", "sealed_key", "public_key", "body"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?")


@dataclass(frozen=True)
class FieldChange:
    """One *field* (its *name* in words) of a record *before* and *after* a change, as text."""

    field: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """What one history *entry* did to a record: *made*, *changed* or *removed*, and its fields."""

    entry: HistoryEntry
    what: str
    fields: tuple[FieldChange, ...]

    def words(self) -> str:
        """What was done, in one word."""
        return {"made": _("Made"), "changed": _("Changed"), "removed": _("Removed")}.get(
            self.what, _("Erased")
        )


def earlier_versions(db: Session, kind: str, row_id: int) -> tuple[Version, ...]:
    """Every version of row *row_id* of table *kind*, newest first.

    Of what was erased, who and when is left, without fields; *what* is then "erased".
    """
    return tuple(
        Version(change.entry, _what(change.before, change.after), _fields(change.before, change.after))
        for change in history.versions(db, kind, row_id)
    )


def field_name(column: str) -> str:
    """The name of *column* in words."""
    known = _names().get(column)
    if known:
        return known
    plain = re.sub(r"_(id|on|at)$", "", column).replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _names() -> dict[str, str]:
    return {
        "known_as": _("Known as"),
        "grade_id": _("Grade"),
        "line_manager_id": _("Line manager"),
        "left_on": _("Left on"),
        "held_on": _("Date"),
        "starts_at": _("Start"),
        "due_on": _("Due"),
        "done_on": _("Done on"),
        "owner_id": _("Who"),
        "topic_id": _("Topic"),
        "text": _("Text"),
        "closed_on": _("Closed on"),
        "close_reason": _("Why it ended"),
        "planned_end": _("Planned end"),
        "planned_sessions": _("Planned sessions"),
        "session_minutes": _("Minutes a session"),
        "protected_time": _("Protected time kept"),
        "signed_on": _("Signed on"),
        "signed_by": _("Signed off by"),
        "amber_weeks": _("Slowing after weeks"),
        "red_weeks": _("Stalled after weeks"),
        "print_days": _("Days until prints are destroyed"),
        "copies_folder": _("Second folder for backups"),
    }


def _what(before: Row | None, after: Row | None) -> str:
    if before is None and after is None:
        return "erased"
    if before is None:
        return "made"
    return "removed" if after is None else "changed"


def _fields(before: Row | None, after: Row | None) -> tuple[FieldChange, ...]:
    old, new = before or {}, after or {}
    columns = dict.fromkeys((*new, *old))
    return tuple(
        FieldChange(column, field_name(column), _text(old.get(column)), _text(new.get(column)))
        for column in columns
        if column not in _LEFT_OUT and old.get(column) != new.get(column)
    )


def _text(value: Any) -> str:
    """A stored *value* as a reader expects it."""
    if value is None or isinstance(value, bytes):
        return ""
    text = str(value)
    if not isinstance(value, str):
        return text
    if _MOMENT.fullmatch(text):
        return day_and_time(datetime.fromisoformat(f"{text}+00:00").astimezone())
    if _DAY.fullmatch(text):
        return long_day(date.fromisoformat(text))
    if _TIME.fullmatch(text):
        return f"{time.fromisoformat(text):%H:%M}"
    return text

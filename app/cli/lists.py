"""The command ``list``: what a book holds, as a table to read or as JSON.

A manager sees all of it; a participant what concerns their own pairs and training (DOMAIN 5).
"""

import json
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from app.accounts.accounts import all_accounts
from app.accounts.past import read_history
from app.accounts.roles import Action, may, require
from app.book import AccountRecord, Book
from app.cli.letters import only_ascii
from app.cli.signing_in import open_book
from app.cli.usage import Commands, add_account, add_book, say
from app.errors import ExitStatus, NotAllowed
from app.language import _
from app.pairs.pairs import Person
from app.pairs.words import Status
from app.sessions.actions import list_actions
from app.sessions.notes import private_notes
from app.sessions.pair_rows import list_pairs
from app.sessions.records import Note
from app.sessions.session_views import list_sessions
from app.sessions.words import Audience
from app.staff.staff_members import staff_in_full
from app.staff.topics import list_topics
from app.training.training import TrainingView, get_training, list_training

Row = dict[str, Any]
_EVERY_ENTRY = 10_000_000


def add_to(commands: Commands) -> None:
    """Adds this module's command."""
    parser = commands.add(
        "list",
        show,
        _("list what a book holds"),
        _("With --json an array; every row has “id”. Dates are written as 2026-03-12."),
    )
    parser.add_argument("kind", choices=tuple(_KINDS), metavar="KIND", help=", ".join(_KINDS))
    add_book(parser)
    add_account(parser)
    parser.add_argument("--json", action="store_true", help=_("print an array of objects for other programs"))


def show(arguments: Namespace) -> int:
    """``pairbook list``."""
    with open_book(arguments) as book:
        rows = _KINDS[arguments.kind](book)
    if arguments.json:
        say(as_json(rows))
    else:
        say(*as_table(rows, _COLUMNS[arguments.kind]))
    return ExitStatus.DONE


def as_json(value: object) -> str:
    """*value* as JSON, in letters that come through standard output whole."""
    return json.dumps(value, ensure_ascii=only_ascii(sys.stdout), indent=1, default=_plain)


def as_table(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> list[str]:
    """The *columns* of *rows* as lines, below a line of their names."""
    cells = [[column.replace("_", " ") for column in columns]]
    cells += [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _staff(book: Book) -> list[Row]:
    require(book.account, Action.SEE_ALL)
    return [
        {
            "id": person.id,
            "name": person.name,
            "known_as": person.known_as,
            "profession": person.profession,
            "grade": person.grade,
            "ward": person.ward,
            "email": person.email,
            "phone": person.phone,
            "line_manager": person.line_manager,
            "line_manager_id": person.line_manager_id,
            "availability": sorted(person.availability),
            "capacity": person.capacity,
            "teaches": {skill.topic: skill.confidence for skill in person.offers},
            "wants": {skill.topic: skill.confidence for skill in person.needs},
            "active": person.active,
            "left_on": person.left_on,
            "notes": person.notes,
        }
        for person in staff_in_full(book)
    ]


def _pairs(book: Book) -> list[Row]:
    return [
        {
            "id": row.id,
            "status": row.status,
            "mentors": _names(row.mentors),
            "mentees": _names(row.mentees),
            "topic": row.topic,
            "mentor_ids": [person.id for person in row.mentors],
            "mentee_ids": [person.id for person in row.mentees],
            "programme_id": row.programme_id,
            "since": row.status_since,
            "active_from": row.active_from,
            "close_reason": row.close_reason,
            "rhythm": row.rhythm.light,
            "why": row.rhythm.reason,
            "held": row.held,
            "cancelled": row.cancelled,
            "planned_sessions": row.planned_sessions,
            "last_on": row.last_on,
            "next_on": row.next_on,
            "planned_end": row.planned_end,
        }
        for row in list_pairs(book, statuses=tuple(Status), staff_id=_own(book))
    ]


def _sessions(book: Book) -> list[Row]:
    notes = _notes(book)
    return [
        {
            "id": row.id,
            "date": row.held_on,
            "starts_at": row.starts_at,
            "minutes": row.minutes,
            "pair": row.pair_id,
            "people": row.pair,
            "topic": row.topic,
            "state": row.state,
            "mode": row.mode,
            "protected_time": row.protected_time,
            "summary": row.summary,
            "cancelled_by": row.cancelled_by,
            "cancel_reason": row.cancel_reason,
            "notes": notes.get(row.id, []),
        }
        for row in list_sessions(book, staff_id=_own(book))
    ]


def _notes(book: Book) -> dict[int, list[Row]]:
    query = (
        select(Note.session_id, Note.audience, AccountRecord.name, Note.text)
        .join(AccountRecord, AccountRecord.id == Note.author_id)
        .where(Note.audience == Audience.RECORD)
        .order_by(Note.id)
    )
    notes: dict[int, list[Row]] = defaultdict(list)
    with book.reading() as db:
        for session_id, audience, author, text in db.execute(query):
            notes[session_id].append({"audience": audience, "author": author, "text": text})
    for session_id, private in private_notes(book).items():
        notes[session_id] += [
            {"audience": note.audience.value, "author": note.author, "text": note.text}
            for note in private
            if note.readable
        ]
    return notes


def _actions(book: Book) -> list[Row]:
    own = _own(book)
    pairs = (
        None if own is None else {row.id for row in list_pairs(book, statuses=tuple(Status), staff_id=own)}
    )
    return [
        {
            "id": row.id,
            "text": row.text,
            "owner": row.owner,
            "owner_id": row.owner_id,
            "due_on": row.due_on,
            "done_on": row.done_on,
            "pair": row.pair_id,
            "session": row.session_id,
        }
        for row in list_actions(book, done=True, ended=True)
        if pairs is None or row.pair_id in pairs
    ]


def _training(book: Book) -> list[Row]:
    own = _own(book)
    if own is None:
        return [_training_row(record) for record in list_training(book)]
    record = get_training(book, own)
    return [] if record is None else [_training_row(record)]


def _training_row(record: TrainingView) -> Row:
    return {
        "id": record.id,
        "staff_id": record.staff_id,
        "name": record.name,
        "grade": record.grade,
        "ward": record.ward,
        "version": record.version,
        "begun_on": record.begun_on,
        "due_on": record.due_on,
        "starred_signed": record.starred_signed,
        "starred_total": record.starred_total,
        "signed": record.signed,
        "total": record.total,
        "ready": record.ready,
        "complete": record.complete,
        "open": list(record.open),
    }


def _topics(book: Book) -> list[Row]:
    return [
        {
            "id": row.id,
            "name": row.name,
            "category": row.category,
            "teach": row.teach,
            "learn": row.learn,
            "active": row.active,
        }
        for row in list_topics(book, retired=True)
    ]


def _accounts(book: Book) -> list[Row]:
    require(book.account, Action.EDIT_ACCOUNTS)
    return [
        {
            "id": account.id,
            "name": account.name,
            "role": account.role,
            "staff_id": account.staff_id,
            "created_at": account.created_at,
            "has_signed_in": account.has_signed_in,
        }
        for account in all_accounts(book)
    ]


def _history(book: Book) -> list[Row]:
    require(book.account, Action.SEE_HISTORY)
    return [
        {
            "id": entry.id,
            "at": entry.at,
            "account": entry.account_name,
            "kind": entry.kind,
            "title": entry.title,
            "undoes": entry.undoes,
        }
        for entry in read_history(book, limit=_EVERY_ENTRY)
    ]


def _own(book: Book) -> int | None:
    """Whose records are listed: None for everybody's."""
    if may(book.account, Action.SEE_ALL):
        return None
    if book.account.staff_id is None:
        raise NotAllowed(
            _("Your account is not linked to a staff member, so there is nothing of your own to list."),
            _("Nothing was changed."),
            _("Ask the unit's manager to link it."),
        )
    return book.account.staff_id


_KINDS: dict[str, Callable[[Book], list[Row]]] = {
    "staff": _staff,
    "pairs": _pairs,
    "sessions": _sessions,
    "actions": _actions,
    "training": _training,
    "topics": _topics,
    "accounts": _accounts,
    "history": _history,
}
_COLUMNS = {
    "staff": ("id", "name", "grade", "ward", "line_manager", "teaches", "wants", "left_on"),
    "pairs": ("id", "status", "mentors", "mentees", "topic", "rhythm", "held", "planned_sessions", "next_on"),
    "sessions": ("id", "date", "minutes", "state", "pair", "people", "topic", "protected_time", "summary"),
    "actions": ("id", "due_on", "done_on", "owner", "text", "pair"),
    "training": ("id", "staff_id", "name", "starred_signed", "starred_total", "signed", "total", "due_on"),
    "topics": ("id", "name", "category", "teach", "learn"),
    "accounts": ("id", "name", "role", "staff_id", "has_signed_in"),
    "history": ("id", "at", "account", "kind", "title"),
}


def _names(people: tuple[Person, ...]) -> list[str]:
    return [person.name for person in people]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a row holds a {type(value).__name__}")


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | dict):
        return ", ".join(value)
    text = _plain(value) if isinstance(value, date | time) else str(value)
    return " ".join(text.split())

"""Programmes: frames for pairs, with the defaults a new pair takes over (DOMAIN 2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import NotFound
from app.language import _
from app.pairs.records import Pair
from app.pairs.saving import LONGEST_MINUTES, MOST_SESSIONS, SHORTEST_MINUTES
from app.pairs.words import OPEN_STATUSES
from app.programmes.records import Programme
from app.sessions.note_mode import NoteMode

MOST_WEEKS = 260


class Kind(StrEnum):
    """The frame a programme gives its pairs."""

    ONE_TO_ONE = "one-to-one"
    ROLL_OUT = "roll-out"
    RECIPROCAL = "reciprocal"


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """A programme with the number of its open pairs and of all its pairs."""

    id: int
    name: str
    kind: Kind
    aim: str
    sponsor: str
    starts_on: date
    ends_on: date | None
    note_mode: NoteMode
    planned_sessions: int
    session_minutes: int
    weeks: int
    open_pairs: int
    all_pairs: int


@dataclass(frozen=True, slots=True)
class SaveProgramme:
    """What the programme form holds."""

    name: str
    starts_on: date
    kind: Kind = Kind.ONE_TO_ONE
    aim: str = ""
    sponsor: str = ""
    ends_on: date | None = None
    note_mode: NoteMode = NoteMode.ACTIONS
    planned_sessions: int = 6
    session_minutes: int = 45
    weeks: int = 26


@rule(Action.SEE_OWN)
def list_programmes(book: Book) -> list[ProgrammeView]:
    """Every programme, the newest first."""
    open_pairs = func.count(Pair.id).filter(Pair.status.in_(OPEN_STATUSES))
    query = (
        select(Programme, open_pairs, func.count(Pair.id))
        .outerjoin(Pair, Pair.programme_id == Programme.id)
        .group_by(Programme.id)
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    with book.reading() as db:
        return [_view(row, open_count, count) for row, open_count, count in db.execute(query)]


@rule(Action.SEE_OWN)
def get_programme(book: Book, programme_id: int) -> ProgrammeView:
    """One programme; raises :class:`~app.errors.NotFound`."""
    for programme in list_programmes(book):
        if programme.id == programme_id:
            return programme
    raise NotFound(_("There is no programme with number {id}.").format(id=programme_id))


@rule(Action.EDIT_UNIT)
def save_programme(book: Book, by: Account, entry: SaveProgramme, programme_id: int | None = None) -> int:
    """Add a programme, or change the one with *programme_id*; returns the id.

    Raises :class:`~app.errors.InvalidEntry` for a missing or taken name, an end before the start,
    or numbers out of range.
    """
    check = EntryCheck()
    name = check.line("name", entry.name, missing=_("Give the programme a name."), longest=NAME_LENGTH)
    aim = check.text("aim", entry.aim)
    sponsor = check.line("sponsor", entry.sponsor, longest=NAME_LENGTH)
    today = book.clock.today()
    check.day("starts_on", entry.starts_on, today)
    check.day("ends_on", entry.ends_on, today)
    if entry.ends_on is not None and entry.ends_on < entry.starts_on:
        check.fault("ends_on", _("The end lies before the start. Choose a later date."))
    check.number("planned_sessions", entry.planned_sessions, 1, MOST_SESSIONS)
    check.number("session_minutes", entry.session_minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
    check.number("weeks", entry.weeks, 1, MOST_WEEKS)
    with book.reading() as db:
        for id_, other in db.execute(select(Programme.id, Programme.name)):
            if other.casefold() == name.casefold() and id_ != programme_id:
                check.fault("name", _("There is a programme with this name already."))
    check.done()
    title = _("Add programme {name}") if programme_id is None else _("Change programme {name}")
    with book.change(title.format(name=name), by=by) as db:
        row = Programme() if programme_id is None else _found(db, programme_id)
        row.name, row.aim, row.sponsor = name, aim, sponsor
        row.kind, row.note_mode = entry.kind.value, entry.note_mode.value
        row.starts_on, row.ends_on = entry.starts_on, entry.ends_on
        row.planned_sessions, row.session_minutes = entry.planned_sessions, entry.session_minutes
        row.weeks = entry.weeks
        db.add(row)
        db.flush()
        return row.id


def _found(db: Session, programme_id: int) -> Programme:
    row = db.get(Programme, programme_id)
    if row is None:
        raise NotFound(_("There is no programme with number {id}.").format(id=programme_id))
    return row


def _view(row: Programme, open_pairs: int, all_pairs: int) -> ProgrammeView:
    return ProgrammeView(
        id=row.id,
        name=row.name,
        kind=Kind(row.kind),
        aim=row.aim,
        sponsor=row.sponsor,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        note_mode=NoteMode(row.note_mode),
        planned_sessions=row.planned_sessions,
        session_minutes=row.session_minutes,
        weeks=row.weeks,
        open_pairs=open_pairs,
        all_pairs=all_pairs,
    )

"""Sessions as lists show them and one session in full."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.own import require_session, sight
from app.accounts.roles import Action, rule
from app.book import AccountRecord, Book
from app.pairs.pairs import Person, among, members_of, pair_title
from app.pairs.pairs import found as found_pair
from app.pairs.records import Goal, Pair, PairMember
from app.pairs.words import Side
from app.sessions.actions import ActionRow, list_actions
from app.sessions.note_views import NoteView
from app.sessions.notes import private_notes
from app.sessions.recording import found
from app.sessions.records import Attendance, MentoringSession, Note, SessionGoal
from app.sessions.words import Audience, CancelledBy, Mode, Protected, State
from app.staff.records import StaffMember, Topic


class SessionRow(NamedTuple):
    """A session as a list shows it; *state*, *mode* and *protected_time* hold the stored words."""

    id: int
    pair_id: int
    held_on: date
    starts_at: time | None
    minutes: int
    state: str
    mode: str
    protected_time: str
    summary: str
    cancelled_by: str
    cancel_reason: str
    topic: str
    pair: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session in full; *number* counts the sessions held by its pair up to this one."""

    id: int
    pair_id: int
    pair: str
    topic: str
    number: int
    planned_sessions: int
    state: State
    held_on: date
    starts_at: time | None
    minutes: int
    mode: Mode | None
    place: str
    protected_time: Protected | None
    summary: str
    cancelled_by: CancelledBy | None
    cancel_reason: str
    recorded_by: str
    recorded_at: datetime | None
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    attended: tuple[Person, ...]
    goals: tuple[str, ...]
    goal_ids: tuple[int, ...]
    notes: tuple[NoteView, ...]
    actions: tuple[ActionRow, ...]
    next_on: date | None
    next_at: time | None
    private: tuple[NoteView, ...] = ()


@rule(Action.SEE_OWN)
def list_sessions(
    book: Book,
    *,
    pair_id: int | None = None,
    staff_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    states: tuple[State, ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[SessionRow]:
    """The sessions asked for, newest first; dates are inclusive, no *states* means all."""
    query = (
        select(
            MentoringSession.id, MentoringSession.pair_id, MentoringSession.held_on,
            MentoringSession.starts_at, MentoringSession.minutes, MentoringSession.state,
            MentoringSession.mode, MentoringSession.protected_time, MentoringSession.summary,
            MentoringSession.cancelled_by, MentoringSession.cancel_reason, Topic.name,
        )
        .join(Pair, Pair.id == MentoringSession.pair_id)
        .join(Topic, Topic.id == Pair.topic_id)
        .where(sight(book).of_pair(MentoringSession.pair_id))
        .order_by(MentoringSession.held_on.desc(), MentoringSession.id.desc())
    )  # fmt: skip
    if pair_id is not None:
        query = query.where(MentoringSession.pair_id == pair_id)
    if staff_id is not None:
        mine = select(PairMember.pair_id).where(PairMember.staff_id == staff_id)
        query = query.where(MentoringSession.pair_id.in_(mine))
    if since is not None:
        query = query.where(MentoringSession.held_on >= since)
    if until is not None:
        query = query.where(MentoringSession.held_on <= until)
    if states:
        query = query.where(MentoringSession.state.in_(states))
    if limit is not None:
        query = query.limit(limit).offset(offset)
    with book.reading() as db:
        rows = db.execute(query).all()
        titles = pair_titles(db, {row[1] for row in rows})
        return [SessionRow._make((*row, titles[row[1]])) for row in rows]


@rule(Action.SEE_OWN)
def get_session(book: Book, session_id: int) -> SessionView:
    """One session in full with its Record notes; raises :class:`~app.errors.NotFound` or NotAllowed.

    *private* holds the Pair and Only-me notes sealed to who is signed in, and no others.
    """
    require_session(book, session_id)
    with book.reading() as db:
        row = found(db, session_id)
        pair = found_pair(db, row.pair_id)
        people = members_of(db, [pair.id])[pair.id]
        everybody = people[Side.MENTOR] + people[Side.MENTEE]
        there = set(db.scalars(select(Attendance.staff_id).where(Attendance.session_id == session_id)))
        goals = db.execute(
            select(Goal.id, Goal.text)
            .join(SessionGoal, SessionGoal.goal_id == Goal.id)
            .where(SessionGoal.session_id == session_id)
            .order_by(Goal.id)
        ).all()
        booking = _booking_after(db, row)
        view = SessionView(
            id=row.id,
            pair_id=pair.id,
            pair=pair_title([p.name for p in people[Side.MENTOR]], [p.name for p in people[Side.MENTEE]]),
            topic=db.get_one(Topic, pair.topic_id).name,
            number=_number(db, row),
            planned_sessions=pair.planned_sessions,
            state=State(row.state),
            held_on=row.held_on,
            starts_at=row.starts_at,
            minutes=row.minutes,
            mode=Mode(row.mode) if row.mode else None,
            place=row.place,
            protected_time=Protected(row.protected_time) if row.protected_time else None,
            summary=row.summary,
            cancelled_by=CancelledBy(row.cancelled_by) if row.cancelled_by else None,
            cancel_reason=row.cancel_reason,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
            mentors=people[Side.MENTOR],
            mentees=people[Side.MENTEE],
            attended=tuple(person for person in everybody if person.id in there),
            goals=tuple(text for _id, text in goals),
            goal_ids=tuple(goal_id for goal_id, _text in goals),
            notes=_record_notes(db, session_id, book.account.id),
            actions=(),
            next_on=booking.held_on if booking else None,
            next_at=booking.starts_at if booking else None,
        )
    actions = list_actions(book, pair_id=view.pair_id, done=True)
    private = private_notes(book, {session_id}).get(session_id, ())
    view = replace(view, private=private)
    return replace(view, actions=tuple(a for a in actions if session_id in (a.session_id, a.done_in_id)))


def pair_titles(db: Session, pair_ids: Collection[int]) -> dict[int, str]:
    """``Mentor → mentee`` for each of these pairs."""
    query = (
        select(PairMember.pair_id, PairMember.side, StaffMember.name)
        .join(StaffMember, StaffMember.id == PairMember.staff_id)
        .where(among(PairMember.pair_id, pair_ids))
        .order_by(PairMember.pair_id, PairMember.lead.desc(), PairMember.id)
    )
    sides: dict[int, tuple[list[str], list[str]]] = {}
    for id_, side, name in db.execute(query):
        sides.setdefault(id_, ([], []))[side != Side.MENTOR].append(name)
    return {id_: pair_title(mentors, mentees) for id_, (mentors, mentees) in sides.items()}


def _number(db: Session, row: MentoringSession) -> int:
    earlier = (
        select(func.count())
        .select_from(MentoringSession)
        .where(
            MentoringSession.pair_id == row.pair_id,
            MentoringSession.state == State.HELD,
            (MentoringSession.held_on < row.held_on)
            | ((MentoringSession.held_on == row.held_on) & (MentoringSession.id < row.id)),
        )
    )
    return int(db.scalar(earlier) or 0) + 1


def _booking_after(db: Session, row: MentoringSession) -> MentoringSession | None:
    query = (
        select(MentoringSession)
        .where(MentoringSession.pair_id == row.pair_id, MentoringSession.held_on > row.held_on)
        .order_by(MentoringSession.held_on)
        .limit(1)
    )
    return db.scalars(query).first()


def _record_notes(db: Session, session_id: int, reader_id: int) -> tuple[NoteView, ...]:
    query = (
        select(Note, AccountRecord.name)
        .join(AccountRecord, AccountRecord.id == Note.author_id)
        .where(Note.session_id == session_id, Note.audience == Audience.RECORD)
        .order_by(Note.id)
    )
    return tuple(
        NoteView(note.id, Audience.RECORD, author, note.text, note.author_id == reader_id)
        for note, author in db.execute(query)
    )

"""What the session form is filled in with: the pairs to choose from, and the facts of one.

Promises light queries: the cost follows the pairs offered, never the sessions ever held.
"""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import func, select

from app.accounts.own import sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.pairs.pairs import PairView, among, get_pair
from app.pairs.records import Pair, PairMember
from app.pairs.words import Status
from app.sessions.actions import ActionRow, list_actions
from app.sessions.records import MentoringSession
from app.sessions.session_views import SessionView, pair_titles
from app.sessions.words import Mode, State
from app.staff.records import Topic

_ORDER = {Status.ACTIVE: 0, Status.PAUSED: 1, Status.CLOSED: 2}


class PairChoice(NamedTuple):
    """A pair whose sessions can be recorded."""

    id: int
    title: str
    topic: str
    status: Status


@dataclass(frozen=True, slots=True)
class Booking:
    """A session that is booked."""

    id: int
    on: date
    at: time | None
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known before anything is typed.

    *number* is the one the next session held gets; *due* is a booking whose day has come, *next*
    one that lies ahead; *mode* is how the pair met last time.
    """

    pair: PairView
    number: int
    due: Booking | None
    next: Booking | None
    mode: Mode | None
    actions: tuple[ActionRow, ...]


@rule(Action.SEE_OWN)
def pairs_to_record(book: Book, *, staff_id: int | None = None) -> list[PairChoice]:
    """Active pairs by title, then paused and closed ones; with *staff_id* only that person's."""
    query = (
        select(Pair.id, Topic.name, Pair.status)
        .join(Topic, Topic.id == Pair.topic_id)
        .where(Pair.status.in_(tuple(_ORDER)), sight(book).of_pair(Pair.id))
    )
    if staff_id is not None:
        mine = select(PairMember.pair_id).where(PairMember.staff_id == staff_id)
        query = query.where(Pair.id.in_(mine))
    with book.reading() as db:
        rows = db.execute(query).all()
        titles = pair_titles(db, {row[0] for row in rows})
    choices = [PairChoice(id_, titles[id_], topic, Status(status)) for id_, topic, status in rows]
    return sorted(choices, key=lambda pair: (_ORDER[pair.status], pair.title.casefold()))


@rule(Action.SEE_OWN)
def session_facts(book: Book, pair_id: int) -> SessionFacts:
    """The facts of one pair; raises :class:`~app.errors.NotFound`."""
    pair = get_pair(book, pair_id)
    today = book.clock.today()
    newest = MentoringSession.held_on.desc()
    with book.reading() as db:
        of_pair = select(MentoringSession).where(MentoringSession.pair_id == pair_id)
        booked = [
            Booking(row.id, row.held_on, row.starts_at, row.minutes)
            for row in db.scalars(of_pair.where(MentoringSession.state == State.BOOKED).order_by(newest))
        ]
        last = db.scalars(of_pair.where(MentoringSession.state == State.HELD).order_by(newest)).first()
        mode = Mode(last.mode) if last is not None and last.mode else None
    return SessionFacts(
        pair=pair,
        number=held_by_pair(book, {pair_id}).get(pair_id, 0) + 1,
        due=next((booking for booking in booked if booking.on <= today), None),
        next=next((booking for booking in reversed(booked) if booking.on > today), None),
        mode=mode,
        actions=tuple(list_actions(book, pair_id=pair_id)),
    )


@rule(Action.SEE_OWN)
def facts_of_session(book: Book, session: SessionView) -> SessionFacts:
    """The facts for correcting a session: its pair's open actions and those it ticked off."""
    facts = session_facts(book, session.pair_id)
    done = tuple(action for action in session.actions if action.done_in_id == session.id)
    return replace(facts, number=session.number, due=None, actions=done + facts.actions)


@rule(Action.SEE_OWN)
def held_by_pair(book: Book, pair_ids: set[int]) -> dict[int, int]:
    """How many sessions each of these pairs has held; pairs without one are left out."""
    query = (
        select(MentoringSession.pair_id, func.count())
        .where(MentoringSession.state == State.HELD, among(MentoringSession.pair_id, pair_ids))
        .where(sight(book).of_pair(MentoringSession.pair_id))
        .group_by(MentoringSession.pair_id)
    )
    with book.reading() as db:
        return {pair_id: count for pair_id, count in db.execute(query) if pair_id in pair_ids}


@rule(Action.SEE_OWN)
def planned_by_pair(book: Book, pair_ids: set[int]) -> dict[int, int]:
    """How many sessions each of these pairs has planned."""
    query = select(Pair.id, Pair.planned_sessions).where(
        among(Pair.id, pair_ids), sight(book).of_pair(Pair.id)
    )
    with book.reading() as db:
        return {pair_id: planned for pair_id, planned in db.execute(query) if pair_id in pair_ids}


class SessionCounts(NamedTuple):
    """How many sessions are held and cancelled, of how many pairs."""

    held: int
    cancelled: int
    pairs: int


@rule(Action.SEE_OWN)
def count_sessions(book: Book, *, staff_id: int | None = None) -> SessionCounts:
    """The counts of the whole book, or with *staff_id* of that person's pairs."""
    held = MentoringSession.state == State.HELD
    query = select(
        func.count().filter(held),
        func.count().filter(MentoringSession.state == State.CANCELLED),
        func.count(MentoringSession.pair_id.distinct()).filter(held),
    ).where(sight(book).of_pair(MentoringSession.pair_id))
    if staff_id is not None:
        mine = select(PairMember.pair_id).where(PairMember.staff_id == staff_id)
        query = query.where(MentoringSession.pair_id.in_(mine))
    with book.reading() as db:
        return SessionCounts(*db.execute(query).one())

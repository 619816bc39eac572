"""Pairs as lists show them: status, rhythm, sessions held and the next date.

The facts of the stall light are counted from the sessions of the pairs asked for, so that the
cost follows the number of those pairs and not of all sessions ever held.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.own import sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.pairs.pairs import Person, among, members_of, pair_title
from app.pairs.records import Pair, PairMember
from app.pairs.stall import Light, Rhythm, RhythmFacts, rhythm
from app.pairs.words import OPEN_STATUSES, CloseReason, Side, Status
from app.sessions.records import MentoringSession
from app.sessions.words import State
from app.staff.records import Topic


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a list shows it."""

    id: int
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    topic_id: int
    topic: str
    programme_id: int | None
    status: Status
    status_since: date
    close_reason: CloseReason | None
    active_from: date | None
    planned_end: date | None
    planned_sessions: int
    session_minutes: int
    held: int
    cancelled: int
    last_on: date | None
    next_on: date | None
    next_at: time | None
    rhythm: Rhythm

    @property
    def title(self) -> str:
        """``Mentor → mentee``."""
        return pair_title([p.name for p in self.mentors], [p.name for p in self.mentees])

    @property
    def needs_attention(self) -> bool:
        """Whether the light is amber or red."""
        return self.rhythm.light in (Light.SLOWING, Light.STALLED)


@rule(Action.SEE_OWN)
def list_pairs(
    book: Book,
    *,
    statuses: tuple[Status, ...] = OPEN_STATUSES,
    programme_id: int | None = None,
    staff_id: int | None = None,
    pair_id: int | None = None,
    ended_since: date | None = None,
) -> list[PairRow]:
    """The pairs in these statuses: stalled first, then slowing, then by status and mentor.

    With *ended_since* those that ended before that day are left out.
    """
    query = select(Pair, Topic.name).join(Topic, Topic.id == Pair.topic_id).where(Pair.status.in_(statuses))
    query = query.where(sight(book).of_pair(Pair.id))
    if programme_id is not None:
        query = query.where(Pair.programme_id == programme_id)
    if pair_id is not None:
        query = query.where(Pair.id == pair_id)
    if ended_since is not None:
        query = query.where((Pair.status != Status.CLOSED) | (Pair.status_since >= ended_since))
    if staff_id is not None:
        query = query.where(Pair.id.in_(select(PairMember.pair_id).where(PairMember.staff_id == staff_id)))
    today = book.clock.today()
    unit = book.unit
    with book.reading() as db:
        found = db.execute(query).all()
        ids = [pair.id for pair, _topic in found]
        people = members_of(db, ids)
        sessions = _sessions_of(db, ids)
        rows = [
            _row(
                pair, topic, people[pair.id], sessions.get(pair.id, []), today,
                unit.amber_weeks, unit.red_weeks,
            )
            for pair, topic in found
        ]  # fmt: skip
    return sorted(rows, key=_urgency)


@rule(Action.SEE_OWN)
def get_pair_row(book: Book, pair_id: int) -> PairRow | None:
    """One pair's row in whatever status, or None when there is no such pair."""
    rows = list_pairs(book, statuses=tuple(Status), pair_id=pair_id)
    return rows[0] if rows else None


@rule(Action.SEE_OWN)
def first_active_day(book: Book, programme_id: int | None = None) -> date | None:
    """The day on which the first pair ever became active; None when none has."""
    query = select(func.min(Pair.active_from)).where(sight(book).of_pair(Pair.id))
    if programme_id is not None:
        query = query.where(Pair.programme_id == programme_id)
    with book.reading() as db:
        return db.scalar(query)


_Meeting = tuple[date, time | None, str]


def _sessions_of(db: Session, pair_ids: list[int]) -> dict[int, list[_Meeting]]:
    query = (
        select(
            MentoringSession.pair_id,
            MentoringSession.held_on,
            MentoringSession.starts_at,
            MentoringSession.state,
        )
        .where(among(MentoringSession.pair_id, pair_ids))
        .order_by(MentoringSession.pair_id, MentoringSession.held_on, MentoringSession.id)
    )
    meetings: dict[int, list[_Meeting]] = defaultdict(list)
    for pair_id, held_on, starts_at, state in db.execute(query):
        meetings[pair_id].append((held_on, starts_at, state))
    return meetings


def _row(
    pair: Pair,
    topic: str,
    people: dict[Side, tuple[Person, ...]],
    meetings: list[_Meeting],
    today: date,
    amber_weeks: int,
    red_weeks: int,
) -> PairRow:
    held = [day for day, _at, state in meetings if state == State.HELD]
    booked = [(day, at) for day, at, state in meetings if state == State.BOOKED and day >= today]
    in_a_row = 0
    for _day, _at, state in reversed(meetings):
        if state == State.HELD:
            break
        in_a_row += state == State.CANCELLED
    next_on, next_at = booked[0] if booked else (None, None)
    status = Status(pair.status)
    resumed = pair.status_since if status is Status.ACTIVE else pair.created_on
    since = max([*held[-1:], pair.active_from or pair.created_on, resumed])
    facts = RhythmFacts(status is Status.ACTIVE, since, next_on, in_a_row)
    return PairRow(
        id=pair.id,
        mentors=people[Side.MENTOR],
        mentees=people[Side.MENTEE],
        topic_id=pair.topic_id,
        topic=topic,
        programme_id=pair.programme_id,
        status=status,
        status_since=pair.status_since,
        close_reason=CloseReason(pair.close_reason) if pair.close_reason else None,
        active_from=pair.active_from,
        planned_end=pair.planned_end,
        planned_sessions=pair.planned_sessions,
        session_minutes=pair.session_minutes,
        held=len(held),
        cancelled=sum(state == State.CANCELLED for _day, _at, state in meetings),
        last_on=held[-1] if held else None,
        next_on=next_on,
        next_at=next_at,
        rhythm=rhythm(facts, today, amber_weeks, red_weeks),
    )


_LIGHT_ORDER = {Light.STALLED: 0, Light.SLOWING: 1, Light.ON_TRACK: 2, Light.NONE: 3}
_STATUS_ORDER = {status: index for index, status in enumerate(
    (Status.ACTIVE, Status.AGREED, Status.PROPOSED, Status.PAUSED, Status.CLOSED)
)}  # fmt: skip


def _urgency(row: PairRow) -> tuple[int, int, date, str]:
    return (
        _LIGHT_ORDER[row.rhythm.light],
        _STATUS_ORDER[row.status],
        row.next_on or date.max,
        row.mentors[0].name if row.mentors else "",
    )

"""One pair in full, and the small questions lists ask about pairs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.own import require_pair, sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.errors import NotFound
from app.language import _
from app.pairs.records import Goal, Pair, PairMember
from app.pairs.words import OPEN_STATUSES, AimsMet, CloseReason, Side, Status
from app.staff.records import Grade, StaffMember, Topic

_FEW = 500


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a pair."""

    id: int
    name: str
    known_as: str
    grade: str
    ward: str
    email: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class GoalView:
    """What will be different; confidence 1 to 10 before and after."""

    id: int
    text: str
    before: int | None
    after: int | None
    achieved_on: date | None


@dataclass(frozen=True, slots=True)
class Closure:
    """Why and how a pair ended."""

    on: date
    reason: CloseReason
    aims_met: AimsMet | None
    achievements: str
    handed_on: str


@dataclass(frozen=True, slots=True)
class Override:
    """An activation against the gate: by whom, when, why, and what was missing."""

    by: str
    on: date
    reason: str
    missing: str


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything this room knows about a pair; mentors stand lead first."""

    id: int
    topic_id: int
    topic: str
    programme_id: int | None
    aim: str
    status: Status
    status_since: date
    created_on: date
    conflicts_checked_on: date | None
    active_from: date | None
    pause_reason: str
    planned_sessions: int
    session_minutes: int
    planned_end: date | None
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    goals: tuple[GoalView, ...]
    override: Override | None
    closure: Closure | None

    @property
    def title(self) -> str:
        """``Mentor → mentee``, always in this order."""
        return pair_title([p.name for p in self.mentors], [p.name for p in self.mentees])


def pair_title(mentors: list[str], mentees: list[str]) -> str:
    """The name of a pair: its mentors, an arrow, its mentees."""
    return f"{', '.join(mentors)} → {', '.join(mentees)}"


@rule(Action.SEE_OWN)
def get_pair(book: Book, pair_id: int) -> PairView:
    """One pair in full; raises :class:`~app.errors.NotFound`, or NotAllowed when it is not one's own."""
    require_pair(book, pair_id)
    with book.reading() as db:
        pair = found(db, pair_id)
        topic = db.get_one(Topic, pair.topic_id)
        people = members_of(db, [pair_id])[pair_id]
        goals = db.scalars(select(Goal).where(Goal.pair_id == pair_id).order_by(Goal.id))
        return PairView(
            id=pair.id,
            topic_id=pair.topic_id,
            topic=topic.name,
            programme_id=pair.programme_id,
            aim=pair.aim,
            status=Status(pair.status),
            status_since=pair.status_since,
            created_on=pair.created_on,
            conflicts_checked_on=pair.conflicts_checked_on,
            active_from=pair.active_from,
            pause_reason=pair.pause_reason,
            planned_sessions=pair.planned_sessions,
            session_minutes=pair.session_minutes,
            planned_end=pair.planned_end,
            mentors=people[Side.MENTOR],
            mentees=people[Side.MENTEE],
            goals=tuple(GoalView(g.id, g.text, g.before, g.after, g.achieved_on) for g in goals),
            override=_override(pair),
            closure=_closure(pair),
        )


def members_of(db: Session, pair_ids: list[int]) -> dict[int, dict[Side, tuple[Person, ...]]]:
    """The people of many pairs at once, by pair and side, the lead first."""
    people: dict[int, dict[Side, list[Person]]] = defaultdict(lambda: {Side.MENTOR: [], Side.MENTEE: []})
    query = (
        select(
            PairMember.pair_id, PairMember.side, PairMember.lead,
            StaffMember.id, StaffMember.name, StaffMember.known_as, Grade.name,
            StaffMember.ward, StaffMember.email,
        )
        .join(StaffMember, StaffMember.id == PairMember.staff_id)
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .order_by(PairMember.lead.desc(), PairMember.id)
    )  # fmt: skip
    query = query.where(among(PairMember.pair_id, pair_ids))
    wanted = set(pair_ids)
    for pair_id, side, lead, id_, name, known_as, grade, ward, email in db.execute(query):
        if pair_id in wanted:
            people[pair_id][Side(side)].append(Person(id_, name, known_as, grade or "", ward, email, lead))
    return {
        pair_id: {side: tuple(members) for side, members in people[pair_id].items()} for pair_id in pair_ids
    }


def among(column: InstrumentedAttribute[int], ids: Collection[int]) -> ColumnElement[bool]:
    """A condition that keeps a query to a few ids; for many, reading all rows is cheaper."""
    return column.in_(ids) if len(ids) <= _FEW else true()


@rule(Action.SEE_OWN)
def open_pairs_by_person(book: Book) -> dict[int, int]:
    """In how many open pairs each person is, on either side; people in none are left out."""
    query = (
        select(PairMember.staff_id, func.count())
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(Pair.status.in_(OPEN_STATUSES), sight(book).of_pair(Pair.id))
        .group_by(PairMember.staff_id)
    )
    with book.reading() as db:
        return {staff_id: count for staff_id, count in db.execute(query)}  # noqa: C416


@rule(Action.SEE_OWN)
def count_pairs(book: Book, *, staff_id: int | None = None) -> dict[Status, int]:
    """How many pairs (of one person) there are in each status; statuses without any are left out."""
    query = select(Pair.status, func.count()).group_by(Pair.status)
    if staff_id is not None:
        mine = select(PairMember.pair_id).where(PairMember.staff_id == staff_id)
        query = query.where(Pair.id.in_(mine))
    with book.reading() as db:
        return {Status(status): count for status, count in db.execute(query)}


@dataclass(frozen=True, slots=True)
class PairOfPerson:
    """A pair as seen from one of its people."""

    id: int
    title: str
    topic_id: int
    topic: str
    side: Side
    status: Status


@rule(Action.SEE_OWN)
def pairs_of_person(book: Book, staff_id: int) -> list[PairOfPerson]:
    """The pairs somebody is or was in, open ones first; a participant sees those they share."""
    query = (
        select(Pair.id, Pair.topic_id, Topic.name, PairMember.side, Pair.status)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .join(Topic, Topic.id == Pair.topic_id)
        .where(PairMember.staff_id == staff_id, sight(book).of_pair(Pair.id))
        .order_by(Pair.id.desc())
    )
    with book.reading() as db:
        rows = db.execute(query).all()
        people = members_of(db, [row[0] for row in rows])
    pairs = [
        PairOfPerson(
            id_,
            pair_title(
                [p.name for p in people[id_][Side.MENTOR]], [p.name for p in people[id_][Side.MENTEE]]
            ),
            topic_id,
            topic,
            Side(side),
            Status(status),
        )
        for id_, topic_id, topic, side, status in rows
    ]
    return sorted(pairs, key=lambda pair: pair.status is Status.CLOSED)


def found(db: Session, pair_id: int) -> Pair:
    """The pair with this id; raises :class:`~app.errors.NotFound`."""
    pair = db.get(Pair, pair_id)
    if pair is None:
        raise NotFound(_("There is no pair with number {id}.").format(id=pair_id))
    return pair


def _override(pair: Pair) -> Override | None:
    if pair.override_on is None:
        return None
    return Override(pair.override_by, pair.override_on, pair.override_reason, pair.override_missing)


def _closure(pair: Pair) -> Closure | None:
    if pair.closed_on is None:
        return None
    return Closure(
        on=pair.closed_on,
        reason=CloseReason(pair.close_reason),
        aims_met=AimsMet(pair.aims_met) if pair.aims_met else None,
        achievements=pair.achievements,
        handed_on=pair.handed_on,
    )

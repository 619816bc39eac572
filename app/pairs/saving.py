"""Proposing a pair and changing its terms: one form, one change.

A new pair starts as *proposed* with its conflicts checked on the day (DOMAIN 2).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.language import _
from app.pairs.conflicts import find_conflicts
from app.pairs.pairs import found
from app.pairs.records import Goal, Pair, PairMember
from app.pairs.words import OPEN_STATUSES, Side, Status
from app.staff.records import StaffMember, Topic

MOST_SESSIONS = 60
SHORTEST_MINUTES = 5
LONGEST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """A goal as typed; *id* for one already in the book."""

    text: str
    before: int | None = None
    after: int | None = None
    achieved_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SavePair:
    """What the pair form holds.  The first mentor is the lead."""

    mentors: tuple[int, ...]
    mentees: tuple[int, ...]
    topic_id: int | None
    aim: str = ""
    programme_id: int | None = None
    planned_sessions: int = 6
    session_minutes: int = 45
    planned_end: date | None = None
    goals: tuple[GoalEntry, ...] = ()
    starts_on: date | None = None


@rule(Action.EDIT_PAIRS)
def save_pair(book: Book, by: Account, entry: SavePair, pair_id: int | None = None) -> int:
    """Propose a pair, or change the one with *pair_id*; returns the id.

    Raises :class:`~app.errors.InvalidEntry` for a missing side or topic, somebody paired with
    themselves, a conflict (the sentence says which), an open pair of the same people and topic,
    an end before the start, or numbers out of range.
    """
    today = book.clock.today()
    with book.reading() as db:
        clean = checked(db, entry, today, pair_id)
    title = _("Propose a pair") if pair_id is None else _("Change a pair")
    with book.change(title, by=by) as db:
        return store(db, clean, today, pair_id)


def checked(
    db: Session, entry: SavePair, today: date, pair_id: int | None = None, *,
    ended: bool = False, new_topic: bool = False,
) -> SavePair:  # fmt: skip
    """The entry with clean texts; raises :class:`~app.errors.InvalidEntry`.

    *ended* is for a pair of the past: its people may have left, and conflicts of today do not count.
    *new_topic* is for a topic that is only added when the entry is saved.
    """
    check = EntryCheck()
    _check_people(db, check, entry, pair_id, ended)
    if not new_topic and (entry.topic_id is None or db.get(Topic, entry.topic_id) is None):
        check.fault("topic_id", _("Choose the topic."))
    aim = check.text("aim", entry.aim)
    check.number("planned_sessions", entry.planned_sessions, 1, MOST_SESSIONS)
    check.number("session_minutes", entry.session_minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
    start = found(db, pair_id).created_on if pair_id is not None else entry.starts_on or today
    check.day("starts_on", entry.starts_on, today)
    end = check.day("planned_end", entry.planned_end, today)
    if end is not None and end < start:
        check.fault("planned_end", _("The end lies before the start. Choose a later date."))
    goals = []
    for goal in entry.goals:
        text = check.text("goals", goal.text, missing=_("Say what will be different, or remove the goal."))
        for confidence in (goal.before, goal.after):
            if confidence is not None:
                check.number("goals", confidence, 1, 10)
        goals.append(GoalEntry(text, goal.before, goal.after, goal.achieved_on, goal.id))
    check.done()
    return SavePair(
        mentors=entry.mentors, mentees=entry.mentees, topic_id=entry.topic_id, aim=aim,
        programme_id=entry.programme_id, planned_sessions=entry.planned_sessions,
        session_minutes=entry.session_minutes, planned_end=end, goals=tuple(goals),
        starts_on=entry.starts_on,
    )  # fmt: skip


def store(db: Session, entry: SavePair, today: date, pair_id: int | None = None) -> int:
    """Write a checked entry inside an open change; returns the id."""
    if pair_id is None:
        start = entry.starts_on or today
        pair = Pair(status=Status.PROPOSED.value, status_since=start, created_on=start)
    else:
        pair = found(db, pair_id)
    assert entry.topic_id is not None
    pair.topic_id = entry.topic_id
    pair.programme_id = entry.programme_id
    pair.aim = entry.aim
    pair.planned_sessions = entry.planned_sessions
    pair.session_minutes = entry.session_minutes
    pair.planned_end = entry.planned_end
    pair.conflicts_checked_on = today
    db.add(pair)
    db.flush()
    _store_members(db, pair.id, entry)
    _store_goals(db, pair.id, entry.goals)
    return pair.id


def _check_people(db: Session, check: EntryCheck, entry: SavePair, pair_id: int | None, ended: bool) -> None:
    if not entry.mentors:
        check.fault("mentors", _("Choose who teaches."))
    if not entry.mentees:
        check.fault("mentees", _("Choose who learns."))
    if set(entry.mentors) & set(entry.mentees):
        check.fault("mentees", _("Nobody can be paired with themselves. Choose somebody else."))
    elif entry.mentors and entry.mentees and not ended:
        for conflict in find_conflicts(db, entry.mentors, entry.mentees).conflicts:
            check.fault("mentees", _("{why} Choose somebody else.").format(why=conflict.sentence))
    if len(set(entry.mentors)) < len(entry.mentors):
        check.fault("mentors", _("Somebody is named twice. Remove one."))
    if len(set(entry.mentees)) < len(entry.mentees):
        check.fault("mentees", _("Somebody is named twice. Remove one."))
    already = _people_of(db, pair_id)
    for field, people in (("mentors", entry.mentors), ("mentees", entry.mentees)):
        for staff_id in people:
            person = db.get(StaffMember, staff_id)
            if person is None or not (person.active or ended or staff_id in already):
                check.fault(field, _("Somebody chosen here does not work in the unit any more."))
    if not ended and entry.topic_id is not None and _same_open_pair(db, entry, pair_id):
        check.fault("mentees", _("These two already have an open pair for this topic."))


def _people_of(db: Session, pair_id: int | None) -> set[int]:
    if pair_id is None:
        return set()
    return set(db.scalars(select(PairMember.staff_id).where(PairMember.pair_id == pair_id)))


def _same_open_pair(db: Session, entry: SavePair, pair_id: int | None) -> bool:
    candidates = (
        select(Pair.id)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(Pair.topic_id == entry.topic_id, Pair.status.in_(OPEN_STATUSES))
        .where(PairMember.staff_id.in_(entry.mentors))
        .distinct()
    )
    wanted = {(Side.MENTOR.value, p) for p in entry.mentors} | {(Side.MENTEE.value, p) for p in entry.mentees}
    for other_id in db.scalars(candidates):
        if other_id != pair_id:
            sides = select(PairMember.side, PairMember.staff_id).where(PairMember.pair_id == other_id)
            if {(side, staff_id) for side, staff_id in db.execute(sides)} == wanted:
                return True
    return False


def _store_members(db: Session, pair_id: int, entry: SavePair) -> None:
    wanted = {staff_id: (Side.MENTOR, index == 0) for index, staff_id in enumerate(entry.mentors)}
    wanted |= dict.fromkeys(entry.mentees, (Side.MENTEE, False))
    for row in db.scalars(select(PairMember).where(PairMember.pair_id == pair_id)):
        if row.staff_id in wanted:
            side, row.lead = wanted.pop(row.staff_id)
            row.side = side.value
        else:
            db.delete(row)
    for staff_id, (side, lead) in wanted.items():
        db.add(PairMember(pair_id=pair_id, staff_id=staff_id, side=side.value, lead=lead))


def _store_goals(db: Session, pair_id: int, goals: tuple[GoalEntry, ...]) -> None:
    kept = {goal.id: goal for goal in goals if goal.id is not None}
    for row in db.scalars(select(Goal).where(Goal.pair_id == pair_id)):
        goal = kept.get(row.id)
        if goal is None:
            db.delete(row)
        else:
            row.text, row.before, row.after = goal.text, goal.before, goal.after
            row.achieved_on = goal.achieved_on
    for goal in goals:
        if goal.id is None:
            db.add(
                Goal(
                    pair_id=pair_id,
                    text=goal.text,
                    before=goal.before,
                    after=goal.after,
                    achieved_on=goal.achieved_on,
                )
            )

"""Finds the pair a row of sessions is about: by its people, its topic and the day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entry_check import clean_line
from app.exchange.cell_values import Unreadable
from app.exchange.columns import ListRow
from app.exchange.people import People
from app.language import _
from app.pairs.pairs import pair_title
from app.pairs.records import Pair, PairMember
from app.pairs.words import Side
from app.staff.records import StaffMember, Topic


@dataclass(frozen=True, slots=True)
class KnownPair:
    """A pair of the book as far as finding it needs; *begins* is the first day it may have met."""

    id: int
    title: str
    mentors: frozenset[int]
    mentees: frozenset[int]
    topic: str
    begins: date
    closed_on: date | None
    minutes: int

    def met_on(self, day: date) -> bool:
        """Whether the pair existed on *day*."""
        return self.begins <= day and (self.closed_on is None or day <= self.closed_on)


class KnownPairs:
    """All pairs of the book, to be found by what a row says."""

    def __init__(self, db: Session, people: People[int]) -> None:
        self._people = people
        self._pairs = _read(db)
        self._of: dict[int, set[int]] = defaultdict(set)
        for pair in self._pairs.values():
            for staff_id in pair.mentors | pair.mentees:
                self._of[staff_id].add(pair.id)

    def find(self, row: ListRow, day: date) -> KnownPair:
        """The one pair of these mentors and mentees (of several, some may be named) and this topic.

        Raises Unreadable when there is none, or several.
        """
        mentors_text, mentees_text = row["mentors"], row["mentees"]
        if not mentors_text and not mentees_text:
            mentors_text, mentees_text = _sides(row["pair"])
        mentors = set(self._people.each(self._people.names_in(mentors_text)))
        mentees = set(self._people.each(self._people.names_in(mentees_text)))
        if not mentors | mentees:
            raise Unreadable(_("The row does not say who met."))
        fits = [
            self._pairs[id_]
            for id_ in set.intersection(*(self._of[staff_id] for staff_id in mentors | mentees))
            if mentors <= self._pairs[id_].mentors and mentees <= self._pairs[id_].mentees
        ]
        if not fits:
            raise Unreadable(_("There is no pair of these people. Import or propose it first."))
        return self._only(row, day, mentors, mentees, fits)

    @staticmethod
    def _only(
        row: ListRow, day: date, mentors: set[int], mentees: set[int], fits: list[KnownPair]
    ) -> KnownPair:
        topic = clean_line(row["topic"]).casefold()
        if topic:
            fits = [pair for pair in fits if pair.topic.casefold() == topic]
            if not fits:
                raise Unreadable(_("These people have no pair for this topic."))
        # Each step narrows the choice only as far as something is left.
        for narrower in (
            [pair for pair in fits if pair.met_on(day)],
            [pair for pair in fits if pair.mentors == mentors and pair.mentees == mentees],
        ):
            fits = [pair for pair in fits if pair in narrower] or fits
        if len(fits) > 1:
            raise Unreadable(_("These people have several pairs. Give the topic."))
        return fits[0]


def _sides(text: str) -> tuple[str, str]:
    for arrow in ("→", "->", "–>", " – ", " - ", " / "):
        mentors, found, mentees = text.partition(arrow)
        if found:
            return mentors.replace(",", ";"), mentees.replace(",", ";")
    return "", ""


def _read(db: Session) -> dict[int, KnownPair]:
    people: dict[int, dict[str, list[tuple[int, str]]]] = {}
    for pair_id, side, staff_id, name in db.execute(
        select(PairMember.pair_id, PairMember.side, PairMember.staff_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == PairMember.staff_id)
        .order_by(PairMember.lead.desc(), PairMember.id)
    ):
        sides = people.setdefault(pair_id, {Side.MENTOR: [], Side.MENTEE: []})
        sides[side].append((staff_id, name))
    pairs = {}
    for pair, topic in db.execute(select(Pair, Topic.name).join(Topic, Topic.id == Pair.topic_id)):
        sides = people.get(pair.id, {Side.MENTOR: [], Side.MENTEE: []})
        mentors, mentees = sides[Side.MENTOR], sides[Side.MENTEE]
        pairs[pair.id] = KnownPair(
            id=pair.id,
            title=pair_title([name for _id, name in mentors], [name for _id, name in mentees]),
            mentors=frozenset(staff_id for staff_id, _name in mentors),
            mentees=frozenset(staff_id for staff_id, _name in mentees),
            topic=topic,
            begins=pair.active_from or pair.created_on,
            closed_on=pair.closed_on,
            minutes=pair.session_minutes,
        )
    return pairs

"""The grades and topics a list may name: those of the book, and those it would add.

What is not in the book yet gets a stand-in id below zero, so that the rules of the staff room
can judge an entry before anything is saved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entry_check import NAME_LENGTH, clean_line
from app.exchange.cell_values import NamedRating, Unreadable
from app.language import _
from app.staff.grades import HIGHEST_RANK, LOWEST_RANK, UNKNOWN_RANK
from app.staff.records import Grade, Profession, Topic
from app.staff.saving import Rating
from app.staff.topics import topic_named


class Topics:
    """Topics by name, without regard to case."""

    def __init__(self, db: Session) -> None:
        self._ids: dict[str, int] = {}
        self._names: dict[int, str] = {}
        for topic_id, name in db.execute(select(Topic.id, Topic.name)):
            self._ids[name.casefold()] = topic_id
            self._names[topic_id] = name

    @property
    def names(self) -> Iterable[str]:
        """Every name known so far."""
        return self._names.values()

    def id_of(self, name: str) -> int:
        """The id of a topic, or a stand-in for one to be added; raises Unreadable for an over-long name."""
        name = clean_line(name)
        if len(name) > NAME_LENGTH:
            raise Unreadable(
                _("A topic has {count} characters. Shorten it to {longest}.").format(
                    count=len(name), longest=NAME_LENGTH
                )
            )
        topic_id = self._ids.setdefault(name.casefold(), -1 - len(self._ids))
        self._names.setdefault(topic_id, name)
        return topic_id

    def name_of(self, topic_id: int) -> str:
        """The name behind an id or a stand-in."""
        return self._names[topic_id]

    def ratings(self, named: Iterable[NamedRating]) -> tuple[Rating, ...]:
        """Ratings by topic id."""
        return tuple(Rating(self.id_of(each.topic), each.confidence) for each in named)

    def new_among(self, topic_ids: Iterable[int]) -> tuple[tuple[int, str], ...]:
        """The stand-ins among *topic_ids* with their names."""
        return tuple((topic_id, self._names[topic_id]) for topic_id in topic_ids if topic_id < 0)


def real_topics(db: Session, new: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Adds the topics behind stand-ins inside an open change; stand-in → id."""
    return {stand_in: topic_named(db, name) for stand_in, name in new}


@dataclass(frozen=True, slots=True)
class NewGrade:
    """A grade that the import adds."""

    profession: str
    name: str
    rank: int


class Grades:
    """Grades by name and profession, without regard to case."""

    def __init__(self, db: Session) -> None:
        self._by_both: dict[tuple[str, str], int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._professions = {name.casefold() for name in db.scalars(select(Profession.name))}
        query = select(Grade.id, Grade.name, Profession.name).join(
            Profession, Profession.id == Grade.profession_id
        )
        for grade_id, name, profession in db.execute(query):
            self._by_both[profession.casefold(), name.casefold()] = grade_id
            self._by_name[name.casefold()].append(grade_id)

    def find(self, profession: str, name: str, rank: int | None) -> int | NewGrade | None:
        """The grade meant, or the one to add: in its profession, or under "Other" where none is named.

        A profession that the book does not know gives way to a grade that only one profession has.
        """
        if not name:
            return None
        exact = self._by_both.get((profession.casefold(), name.casefold()))
        if exact is not None:
            return exact
        alike = self._by_name.get(name.casefold(), [])
        if len(alike) == 1 and profession.casefold() not in self._professions:
            return alike[0]
        for text in (profession, name):
            if len(text) > NAME_LENGTH:
                raise Unreadable(
                    _("The grade has {count} characters. Shorten it to {longest}.").format(
                        count=len(text), longest=NAME_LENGTH
                    )
                )
        if rank is not None and not LOWEST_RANK <= rank <= HIGHEST_RANK:
            raise Unreadable(
                _("Give the rank as a number from {least} to {most}.").format(
                    least=LOWEST_RANK, most=HIGHEST_RANK
                )
            )
        return NewGrade(profession or _("Other"), name, rank or UNKNOWN_RANK)

"""A staff form with words that are new to the book: a grade, topics.  One form, one change.

Whatever is new is added together with the person, so that one undo takes all of it back.
"""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import Fault, InvalidEntry
from app.language import _
from app.staff.grades import HIGHEST_RANK, LOWEST_RANK, grade_named
from app.staff.saving import Rating, SaveStaffMember, save_staff_member
from app.staff.topics import topic_named


@dataclass(frozen=True, slots=True)
class NewGrade:
    """A grade as typed; *rank* compares it across professions (DOMAIN 2)."""

    profession: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic as typed, with somebody's own rating of confidence, 1 to 5."""

    name: str
    confidence: int


@dataclass(frozen=True, slots=True)
class NewWords:
    """What a staff form holds besides ids: the grade and the topics that are not in the book yet."""

    grade: NewGrade | None = None
    offers: tuple[NewTopic, ...] = ()
    needs: tuple[NewTopic, ...] = ()


@rule(Action.EDIT_STAFF)
def enter_staff_member(
    book: Book, by: Account, entry: SaveStaffMember, new: NewWords, staff_id: int | None = None
) -> int:
    """Save a staff member and what is *new* in one change; returns the id.

    Raises what :func:`~app.staff.saving.save_staff_member` raises, and
    :class:`~app.errors.InvalidEntry` for a new grade without names or with a rank outside 1 to 9,
    or an over-long topic; then nothing was added.
    """
    grade = _checked_grade(new.grade)
    _check_topics(new)
    title = _("Add {name}") if staff_id is None else _("Change {name}")
    with book.change(title.format(name=entry.name.strip()), by=by) as db:
        if grade is not None:
            entry = replace(entry, grade_id=grade_named(db, grade.profession, grade.name, grade.rank))
        entry = replace(
            entry,
            offers=entry.offers + _named(db, new.offers),
            needs=entry.needs + _named(db, new.needs),
        )
        return save_staff_member(book, by, entry, staff_id)


def _checked_grade(grade: NewGrade | None) -> NewGrade | None:
    if grade is None:
        return None
    check = EntryCheck()
    profession = check.line(
        "profession", grade.profession, missing=_("Give the profession of this grade."), longest=NAME_LENGTH
    )
    name = check.line("grade", grade.name, missing=_("Give the grade a name."), longest=NAME_LENGTH)
    check.number("rank", grade.rank, LOWEST_RANK, HIGHEST_RANK)
    check.done()
    return NewGrade(profession, name, grade.rank)


def _check_topics(new: NewWords) -> None:
    faults = [
        Fault(field, _("Shorten the name of this topic to {longest} characters.").format(longest=NAME_LENGTH))
        for field, topics in (("offers", new.offers), ("needs", new.needs))
        for topic in topics
        if len(topic.name.strip()) > NAME_LENGTH
    ]
    if faults:
        raise InvalidEntry(*faults)


def _named(db: Session, topics: tuple[NewTopic, ...]) -> tuple[Rating, ...]:
    return tuple(Rating(topic_named(db, topic.name.strip()), topic.confidence) for topic in topics)

"""Staff members: listing them, one in full, saving, leaving and coming back.

Leavers stay in the book and its history (DOMAIN 2); nothing here deletes a person.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.own import require_person, sight
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.errors import NotFound
from app.language import _
from app.staff.availability import stored_slots
from app.staff.records import Grade, Need, Offer, Profession, RatedTopic, StaffMember, Topic


class StaffRow(NamedTuple):
    """A staff member as a list shows them; topics by name, most confident first."""

    id: int
    name: str
    known_as: str
    grade: str
    rank: int | None
    profession: str
    ward: str
    teaches: tuple[str, ...]
    wants: tuple[str, ...]
    active: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Skill:
    """A topic somebody teaches or wants to learn, with their own rating of confidence, 1 to 5."""

    topic_id: int
    topic: str
    confidence: int


@dataclass(frozen=True, slots=True)
class StaffMemberView:
    """Everything the book holds about a staff member in this room."""

    id: int
    name: str
    known_as: str
    grade_id: int | None
    grade: str
    rank: int | None
    profession: str
    ward: str
    email: str
    phone: str
    line_manager_id: int | None
    line_manager: str
    availability: frozenset[str]
    capacity: int
    active: bool
    left_on: date | None
    notes: str
    offers: tuple[Skill, ...]
    needs: tuple[Skill, ...]


@rule(Action.SEE_OWN)
def list_staff(book: Book, *, left: bool = False) -> list[StaffRow]:
    """The active staff by name; with *left* also those who have left.

    A participant sees themselves, and of the people of their own pairs the name, grade and ward.
    """
    seen = sight(book)
    own = (book.account.staff_id or 0) if seen.people is not None else None
    query = (
        select(
            StaffMember.id,
            StaffMember.name,
            StaffMember.known_as,
            Grade.name,
            Grade.rank,
            Profession.name,
            StaffMember.ward,
            StaffMember.active,
            StaffMember.left_on,
        )
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .outerjoin(Profession, Profession.id == Grade.profession_id)
        .where(seen.of_person(StaffMember.id))
        .order_by(StaffMember.name)
    )
    if not left:
        query = query.where(StaffMember.active)
    with book.reading() as db:
        teaches = _topics_by_person(db, Offer, own)
        wants = _topics_by_person(db, Need, own)
        return [
            StaffRow(
                id_,
                name,
                known_as,
                grade or "",
                rank,
                profession or "",
                ward,
                teaches.get(id_, ()),
                wants.get(id_, ()),
                active,
                left_on,
            )
            for id_, name, known_as, grade, rank, profession, ward, active, left_on in db.execute(query)
        ]


@rule(Action.SEE_OWN)
def get_staff_member(book: Book, staff_id: int) -> StaffMemberView:
    """One staff member in full; raises :class:`~app.errors.NotFound` or NotAllowed.

    A participant sees themselves but for the notes, and of the people of their own pairs how to
    reach them.
    """
    seen = sight(book).people
    if seen is not None and staff_id not in seen:
        require_person(book, staff_id)
    with book.reading() as db:
        person = found(db, staff_id)
        grade = db.get(Grade, person.grade_id) if person.grade_id is not None else None
        profession = db.get(Profession, grade.profession_id) if grade is not None else None
        manager = db.get(StaffMember, person.line_manager_id) if person.line_manager_id is not None else None
        whole = _view(
            person, grade, profession, manager, _skills(db, Offer, staff_id), _skills(db, Need, staff_id)
        )
    if seen is None:
        return whole
    if staff_id == book.account.staff_id:
        return replace(whole, notes="")
    return replace(
        whole, notes="", line_manager_id=None, line_manager="", availability=frozenset(), offers=(), needs=()
    )


@rule(Action.SEE_ALL)
def staff_in_full(book: Book) -> list[StaffMemberView]:
    """Everybody who is or was in the unit, by name, each as :func:`get_staff_member` shows them."""
    shown = select(StaffMember.id).where(sight(book).of_person(StaffMember.id)).order_by(StaffMember.name)
    with book.reading() as db:
        people = {person.id: person for person in db.scalars(select(StaffMember))}
        grades = {grade.id: grade for grade in db.scalars(select(Grade))}
        professions = {profession.id: profession for profession in db.scalars(select(Profession))}
        offers, needs = _skills_by_person(db, Offer), _skills_by_person(db, Need)
        views = []
        for person in (people[staff_id] for staff_id in db.scalars(shown)):
            grade = grades[person.grade_id] if person.grade_id is not None else None
            profession = professions[grade.profession_id] if grade is not None else None
            manager = people[person.line_manager_id] if person.line_manager_id is not None else None
            views.append(
                _view(person, grade, profession, manager, offers.get(person.id, ()), needs.get(person.id, ()))
            )
        return views


@rule(Action.SEE_OWN)
def names_by_id(book: Book) -> dict[int, str]:
    """The name of everybody who is or was in the unit; for a participant, of the people of their pairs."""
    query = select(StaffMember.id, StaffMember.name).where(sight(book).of_person(StaffMember.id))
    with book.reading() as db:
        return {id_: name for id_, name in db.execute(query)}  # noqa: C416


@rule(Action.SEE_OWN)
def wards(book: Book) -> list[str]:
    """The wards that staff members name, for completion while typing."""
    query = select(StaffMember.ward).where(StaffMember.ward != "").distinct().order_by(StaffMember.ward)
    with book.reading() as db:
        return list(db.scalars(query))


@rule(Action.EDIT_STAFF)
def mark_left(book: Book, by: Account, staff_id: int, on: date) -> None:
    """Note that somebody has left; their pairs and records stay."""
    with book.change(_("Staff member left"), by=by) as db:
        person = found(db, staff_id)
        person.active, person.left_on = False, on


@rule(Action.EDIT_STAFF)
def bring_back(book: Book, by: Account, staff_id: int) -> None:
    """Undo that somebody left: they work here again."""
    with book.change(_("Staff member back"), by=by) as db:
        person = found(db, staff_id)
        person.active, person.left_on = True, None


def found(db: Session, staff_id: int) -> StaffMember:
    """The staff member with this id; raises :class:`~app.errors.NotFound`."""
    person = db.get(StaffMember, staff_id)
    if person is None:
        raise NotFound(_("There is no staff member with number {id}.").format(id=staff_id))
    return person


def _topics_by_person(
    db: Session, kind: type[RatedTopic], own: int | None = None
) -> dict[int, tuple[str, ...]]:
    by_person = _skills_by_person(db, kind, own)
    return {staff_id: tuple(skill.topic for skill in skills) for staff_id, skills in by_person.items()}


def _view(
    person: StaffMember,
    grade: Grade | None,
    profession: Profession | None,
    manager: StaffMember | None,
    offers: tuple[Skill, ...],
    needs: tuple[Skill, ...],
) -> StaffMemberView:
    return StaffMemberView(
        id=person.id,
        name=person.name,
        known_as=person.known_as,
        grade_id=person.grade_id,
        grade=grade.name if grade else "",
        rank=grade.rank if grade else None,
        profession=profession.name if profession else "",
        ward=person.ward,
        email=person.email,
        phone=person.phone,
        line_manager_id=person.line_manager_id,
        line_manager=manager.name if manager and not manager.restricted else "",
        availability=stored_slots(person.availability),
        capacity=person.capacity,
        active=person.active,
        left_on=person.left_on,
        notes=person.notes,
        offers=offers,
        needs=needs,
    )


def _skills(db: Session, kind: type[RatedTopic], staff_id: int) -> tuple[Skill, ...]:
    return _skills_by_person(db, kind, staff_id).get(staff_id, ())


def _skills_by_person(
    db: Session, kind: type[RatedTopic], own: int | None = None
) -> dict[int, tuple[Skill, ...]]:
    by_person: dict[int, list[Skill]] = defaultdict(list)
    query = (
        select(kind.staff_id, kind.topic_id, Topic.name, kind.confidence)
        .join(Topic, Topic.id == kind.topic_id)
        .order_by(kind.confidence.desc(), Topic.name)
    )
    if own is not None:
        query = query.where(kind.staff_id == own)
    for staff_id, topic_id, topic, confidence in db.execute(query):
        by_person[staff_id].append(Skill(topic_id, topic, confidence))
    return {staff_id: tuple(skills) for staff_id, skills in by_person.items()}

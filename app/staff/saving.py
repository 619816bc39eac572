"""Saving a staff member with what they teach and want to learn: one form, one change."""

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.language import _
from app.staff.availability import in_week_order
from app.staff.records import Need, Offer, RatedTopic, StaffMember
from app.staff.reporting_lines import ReportingLines
from app.staff.staff_members import found

MOST_PAIRS = 9
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Rating:
    """A topic with a confidence from 1 to 5."""

    topic_id: int
    confidence: int


@dataclass(frozen=True, slots=True)
class SaveStaffMember:
    """What the staff form holds.  *namesake* says that a second person of this name is meant."""

    name: str
    known_as: str = ""
    grade_id: int | None = None
    ward: str = ""
    email: str = ""
    phone: str = ""
    line_manager_id: int | None = None
    availability: frozenset[str] = frozenset()
    capacity: int = 2
    notes: str = ""
    offers: tuple[Rating, ...] = ()
    needs: tuple[Rating, ...] = ()
    namesake: bool = False


@rule(Action.EDIT_STAFF)
def save_staff_member(book: Book, by: Account, entry: SaveStaffMember, staff_id: int | None = None) -> int:
    """Add a staff member, or change the one with *staff_id*; returns the id.

    Raises :class:`~app.errors.InvalidEntry` for a missing or taken name, over-long fields, an
    e-mail address that is none, a reporting line that closes on itself, or a topic on both sides.
    """
    with book.reading() as db:
        clean = checked(db, entry, staff_id)
    title = _("Add {name}") if staff_id is None else _("Change {name}")
    with book.change(title.format(name=clean.name), by=by) as db:
        return store(db, clean, staff_id)


class Bearers:
    """Who bears which name, read once for a list of many people."""

    def __init__(self, db: Session) -> None:
        self._ids: dict[tuple[int, str], set[int]] = defaultdict(set)
        for staff_id, name in db.execute(select(StaffMember.id, StaffMember.name)):
            self.add(staff_id, name)

    def add(self, staff_id: int, name: str) -> None:
        """Somebody was added to the book."""
        self._ids[len(name), name.casefold()].add(staff_id)

    def of(self, name: str) -> set[int]:
        """The ids of those who bear *name*, without regard to case."""
        return self._ids.get((len(name), name.casefold()), set())


def checked(
    db: Session, entry: SaveStaffMember, staff_id: int | None = None, bearers: Bearers | None = None
) -> SaveStaffMember:
    """The entry with clean texts; raises :class:`~app.errors.InvalidEntry`.

    *bearers* spares reading the names of the book for each of many people.
    """
    check = EntryCheck()
    name = check.line("name", entry.name, missing=_("Give the full name."), longest=NAME_LENGTH)
    if name and not entry.namesake and _taken((bearers or Bearers(db)).of(name), staff_id):
        check.fault(
            "name",
            _(
                "Somebody of this name is in the book already. "
                "If this is another person, tick “Another person of the same name”."
            ),
        )
    known_as = check.line("known_as", entry.known_as, longest=NAME_LENGTH)
    ward = check.line("ward", entry.ward, longest=NAME_LENGTH)
    email = check.line("email", entry.email)
    if email and not _EMAIL.fullmatch(email):
        check.fault("email", _("This is not an e-mail address. It needs a name, an @ and a place."))
    phone = check.line("phone", entry.phone, longest=NAME_LENGTH)
    if entry.line_manager_id is not None and staff_id is not None:
        if entry.line_manager_id == staff_id:
            check.fault("line_manager_id", _("Nobody is their own line manager. Choose somebody else."))
        elif ReportingLines.read(db).would_ring(staff_id, entry.line_manager_id):
            check.fault(
                "line_manager_id",
                _("This person reports to the one you are editing. Choose somebody else."),
            )
    check.number("capacity", entry.capacity, 0, MOST_PAIRS)
    notes = check.text("notes", entry.notes)
    for rating in (*entry.offers, *entry.needs):
        check.number("offers" if rating in entry.offers else "needs", rating.confidence, 1, 5)
    if {offer.topic_id for offer in entry.offers} & {need.topic_id for need in entry.needs}:
        check.fault("needs", _("A topic is on both sides. Leave it under Teaches or under Wants to learn."))
    check.done()
    return SaveStaffMember(
        name=name, known_as=known_as, grade_id=entry.grade_id, ward=ward, email=email, phone=phone,
        line_manager_id=entry.line_manager_id, availability=entry.availability, capacity=entry.capacity,
        notes=notes, offers=entry.offers, needs=entry.needs, namesake=entry.namesake,
    )  # fmt: skip


def store(db: Session, entry: SaveStaffMember, staff_id: int | None = None) -> int:
    """Write a checked entry inside an open change; returns the id."""
    person = StaffMember(active=True) if staff_id is None else found(db, staff_id)
    person.name = entry.name
    person.known_as = entry.known_as
    person.grade_id = entry.grade_id
    person.ward = entry.ward
    person.email = entry.email
    person.phone = entry.phone
    person.line_manager_id = entry.line_manager_id
    person.availability = in_week_order(entry.availability)
    person.capacity = entry.capacity
    person.notes = entry.notes
    db.add(person)
    db.flush()
    for kind, ratings in ((Offer, entry.offers), (Need, entry.needs)):
        wanted = {rating.topic_id: rating.confidence for rating in ratings}
        if staff_id is not None:
            _change_ratings(db, kind, staff_id, wanted)
        db.add_all(
            kind(staff_id=person.id, topic_id=topic_id, confidence=confidence)
            for topic_id, confidence in wanted.items()
        )
    return person.id


def _change_ratings(db: Session, kind: type[RatedTopic], staff_id: int, wanted: dict[int, int]) -> None:
    """Change or delete those there are; *wanted* keeps those to be added."""
    for row in db.scalars(select(kind).where(kind.staff_id == staff_id)):
        if row.topic_id not in wanted:
            db.delete(row)
        else:
            row.confidence = wanted.pop(row.topic_id)


def _taken(bearers: set[int], staff_id: int | None) -> bool:
    # Somebody who bears the name already was asked about it when it was first given.
    return bool(bearers) and staff_id not in bearers

"""Restriction: somebody's data stay in the book, out of every list and print (DOMAIN 5).

The lists and prints see to it by :func:`app.accounts.own.sight` and
:func:`app.accounts.own.refuse_restricted`; counts of the unit leave the person's pairs out.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.language import _
from app.privacy.records import Restriction
from app.staff.records import StaffMember
from app.staff.staff_members import found as found_person


@dataclass(frozen=True, slots=True)
class RestrictedPerson:
    """Somebody whose data are restricted, since when and why."""

    staff_id: int
    name: str
    since: date
    reason: str


@rule(Action.HANDLE_RIGHTS)
def restrict_person(book: Book, by: Account, staff_id: int, reason: str) -> None:
    """Hides somebody from lists and prints; nothing happens when they are hidden already.

    Raises InvalidEntry without a reason, or NotFound.
    """
    check = EntryCheck()
    reason = check.text("reason", reason, missing=_("Say why, for the log."))
    check.done()
    with book.change(_("Restrict the use of a person's data"), by=by) as db:
        person = found_person(db, staff_id)
        if not person.restricted:
            person.restricted = True
            db.add(Restriction(staff_id=staff_id, since=book.clock.today(), reason=reason))


@rule(Action.HANDLE_RIGHTS)
def lift_restriction(book: Book, by: Account, staff_id: int) -> None:
    """Shows somebody in lists and prints again; the log keeps from when to when they were hidden."""
    with book.change(_("Lift a restriction"), by=by) as db:
        found_person(db, staff_id).restricted = False
        open_ones = select(Restriction).where(
            Restriction.staff_id == staff_id, Restriction.lifted_on.is_(None)
        )
        for row in db.scalars(open_ones):
            row.lifted_on = book.clock.today()


@rule(Action.HANDLE_RIGHTS)
def restricted_people(book: Book) -> tuple[RestrictedPerson, ...]:
    """Who is hidden now: the one list in which they stand, so that the restriction can be lifted."""
    query = (
        select(StaffMember.id, StaffMember.name, Restriction.since, Restriction.reason)
        .join(Restriction, Restriction.staff_id == StaffMember.id)
        .where(StaffMember.restricted, Restriction.lifted_on.is_(None))
        .order_by(StaffMember.name)
    )
    with book.reading() as db:
        return tuple(RestrictedPerson(*row) for row in db.execute(query))

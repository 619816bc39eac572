"""A statement of disagreement: kept beside what it is about, never in its place (DOMAIN 5)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.own import require_person, require_session
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.privacy.records import Disagreement
from app.staff.records import StaffMember
from app.staff.staff_members import found as found_person


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says to a record about them; *session_id* None: to all of it."""

    id: int
    staff_id: int
    name: str
    session_id: int | None
    words: str
    made_on: date


@rule(Action.RECORD_OWN)
def state_disagreement(
    book: Book, by: Account, staff_id: int, words: str, *, session_id: int | None = None
) -> int:
    """Keeps somebody's own words beside a session, or their record; returns the statement's id.

    A participant speaks for themselves, the manager notes it for others.  Raises InvalidEntry
    without words, NotFound or NotAllowed.
    """
    require_person(book, staff_id)
    require_session(book, session_id)
    check = EntryCheck()
    words = check.text("words", words, missing=_("Write what is seen otherwise."))
    check.done()
    with book.change(_("Statement of disagreement"), by=by) as db:
        found_person(db, staff_id)
        row = Disagreement(
            staff_id=staff_id, session_id=session_id, words=words, made_on=book.clock.today(),
            noted_by=by.name,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row.id


@rule(Action.RECORD_OWN)
def withdraw_statement(book: Book, by: Account, statement_id: int) -> None:
    """Takes a statement back; raises NotFound, or NotAllowed when it is another's."""
    with book.reading() as db:
        row = db.get(Disagreement, statement_id)
        require_person(book, row.staff_id if row is not None else None)
        if row is None:
            raise NotFound(_("This statement is not in the book any more."))
    with book.change(_("Statement withdrawn"), by=by) as db:
        db.delete(db.get_one(Disagreement, statement_id))


@rule(Action.SEE_OWN)
def statements_about(
    book: Book, *, session_id: int | None = None, staff_id: int | None = None
) -> tuple[Statement, ...]:
    """The statements beside a session, or of a person; raises NotAllowed for what is not one's own."""
    query = (
        select(Disagreement, StaffMember.name)
        .join(StaffMember, StaffMember.id == Disagreement.staff_id)
        .order_by(Disagreement.id)
    )
    if session_id is not None:
        require_session(book, session_id)
        query = query.where(Disagreement.session_id == session_id)
    else:
        require_person(book, staff_id)
    if staff_id is not None:
        query = query.where(Disagreement.staff_id == staff_id)
    with book.reading() as db:
        return tuple(
            Statement(row.id, row.staff_id, name, row.session_id, row.words, row.made_on)
            for row, name in db.execute(query)
        )

"""The log of requests: who asked for which right, by when it is answered, and what was said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from app.accounts.earlier import Version, earlier_versions
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.dates import add_months
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.privacy.records import DataRequest
from app.staff.records import StaffMember
from app.staff.staff_members import found as found_person

MONTHS_TO_ANSWER = 1


class Right(StrEnum):
    """What somebody may ask for (DOMAIN 5)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    RESTRICTION = "restriction"
    ERASURE = "erasure"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as the log shows it; *late* when its month has passed unanswered."""

    id: int
    staff_id: int
    name: str
    right: Right
    received_on: date
    due_on: date
    answered_on: date | None
    remark: str
    noted_by: str
    late: bool


def right_word(right: Right) -> str:
    """The word on screen and paper for a right."""
    return _WORDS[right]()


_WORDS: dict[Right, Callable[[], str]] = {
    Right.ACCESS: lambda: _("Everything about them"),
    Right.RECTIFICATION: lambda: _("A correction"),
    Right.RESTRICTION: lambda: _("A restriction"),
    Right.ERASURE: lambda: _("Erasure"),
    Right.OBJECTION: lambda: _("An objection"),
}


@rule(Action.HANDLE_RIGHTS)
def note_request(
    book: Book, by: Account, staff_id: int, right: Right, received_on: date, *, remark: str = ""
) -> int:
    """Notes a request; its answer is due a month after the day it came in.  Returns its id.

    Raises InvalidEntry for a day in the future or too long ago, or NotFound.
    """
    check = EntryCheck()
    remark = check.text("remark", remark)
    check.day("received_on", received_on, book.clock.today())
    if received_on > book.clock.today():
        check.fault("received_on", _("A request is noted once it has come in. Choose today or earlier."))
    check.done()
    with book.change(_("Note a data request"), by=by) as db:
        found_person(db, staff_id)
        row = DataRequest(
            staff_id=staff_id, kind=right.value, received_on=received_on,
            due_on=add_months(received_on, MONTHS_TO_ANSWER), remark=remark, noted_by=by.name,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row.id


@rule(Action.HANDLE_RIGHTS)
def answer_request(book: Book, by: Account, request_id: int, on: date, *, remark: str = "") -> None:
    """Notes that a request was answered on a day; raises InvalidEntry or NotFound."""
    check = EntryCheck()
    remark = check.text("remark", remark)
    with book.reading() as db:
        row = db.get(DataRequest, request_id)
        if row is None:
            raise NotFound(_("This request is not in the book any more."))
        if not row.received_on <= on <= book.clock.today():
            check.fault("on", _("Choose a day from when the request came in up to today."))
    check.done()
    with book.change(_("Answer a data request"), by=by) as db:
        row = db.get_one(DataRequest, request_id)
        row.answered_on, row.remark = on, remark or row.remark


@rule(Action.HANDLE_RIGHTS)
def request_versions(book: Book, request_id: int) -> tuple[Version, ...]:
    """Every change of one request, newest first."""
    words = {"kind": lambda kind: right_word(Right(kind))}
    return earlier_versions(book, "data_request", request_id, words=words)


@rule(Action.HANDLE_RIGHTS)
def list_requests(book: Book, *, staff_id: int | None = None) -> list[RequestRow]:
    """The log: open requests first, the most urgent on top, then those answered, newest first."""
    today = book.clock.today()
    query = select(DataRequest, StaffMember.name).join(StaffMember, StaffMember.id == DataRequest.staff_id)
    if staff_id is not None:
        query = query.where(DataRequest.staff_id == staff_id)
    with book.reading() as db:
        rows = [
            RequestRow(
                row.id, row.staff_id, name, Right(row.kind), row.received_on, row.due_on, row.answered_on,
                row.remark, row.noted_by, row.answered_on is None and row.due_on < today,
            )
            for row, name in db.execute(query)
        ]  # fmt: skip
    waiting = sorted((r for r in rows if r.answered_on is None), key=lambda r: (r.due_on, r.id))
    return waiting + sorted((r for r in rows if r.answered_on), key=lambda r: -r.id)

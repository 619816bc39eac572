"""What a print is asked for, and what stands on its every page: unit, printer, fate (DOMAIN 4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import add_months, long_day
from app.errors import KnownProblem
from app.language import _
from app.reports.document import Block, Document, Reader, Remark
from app.reports.inline import person
from app.reports.words import initials

PAIR_PAPERS_KEPT_MONTHS = 18
TRAINING_PAPERS_KEPT_MONTHS = 36


class FillIn(StrEnum):
    """How a form comes out (PRINT_STYLE 7)."""

    COMPLETED = "completed"
    PRE_FILLED = "pre-filled"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Options:
    """What a report may be asked for; each report takes those that its catalogue entry names.

    Dates are inclusive.  *initials* prints initials in place of names, for a wider audience.
    *shown* are the keys of redactions that a review lets stand (app/privacy/redaction.py).
    """

    pair_id: int | None = None
    staff_id: int | None = None
    session_id: int | None = None
    programme_id: int | None = None
    since: date | None = None
    until: date | None = None
    fill_in: FillIn = FillIn.COMPLETED
    initials: bool = False
    charts: bool = True
    shown: frozenset[str] = frozenset()

    def name(self, full_name: str) -> str:
        """A name as this print shows it."""
        return initials(full_name) if self.initials else person(full_name)


class NotEnoughSaid(KnownProblem):
    """The report needs to know which pair, person or session it is about."""


def chosen(value: int | None, what: str) -> int:
    """*value*, or :class:`NotEnoughSaid` with the sentence *what* when it was not given."""
    if value is None:
        raise NotEnoughSaid(what)
    return value


@rule(Action.PRINT_OWN)
def meeting_fate(book: Book) -> str:
    """When a print for a meeting is to be destroyed: so many days after printing (unit setting)."""
    return destroy_by(book.clock.today() + timedelta(days=book.unit.print_days))


def pair_fate(end: date | None, today: date) -> str:
    """When papers of a pair are to be destroyed: eighteen months after its end, or after today."""
    return destroy_by(add_months(end or today, PAIR_PAPERS_KEPT_MONTHS))


def training_fate(begun: date) -> str:
    """When a training record on paper is to be destroyed: three years after it was begun."""
    return destroy_by(add_months(begun, TRAINING_PAPERS_KEPT_MONTHS))


def destroy_by(day: date) -> str:
    """The words for a day."""
    return _("Destroy by {day}").format(day=long_day(day))


def shred_when_recorded() -> str:
    """The fate of a form that is filled in by hand."""
    return _("Shred when recorded")


def kept_in_register() -> str:
    """The fate of what the unit shows to an auditor: it names nobody and is filed."""
    return _("Kept in the unit’s register")


def write_in_ink() -> str:
    """What to do with a form that is filled in by hand."""
    return _("Write in ink, hand it to the person who keeps the book, shred it once it is recorded.")


@rule(Action.PRINT_OWN)
def speaking_up(book: Book) -> Remark:
    """Whom to tell about a safety concern, at the foot of every form written on by hand (DOMAIN 2)."""
    contact = book.unit.speaking_up_contact
    first = (
        _("Leave mentoring and speak up. {contact}.").format(contact=contact.rstrip("."))
        if contact
        else _("Leave mentoring and use your hospital’s speaking-up route.")
    )
    rest = _("This is not an incident report. Private notes belong in the program, never on this sheet.")
    return Remark(f"{first} {rest}", _("Worried about safety?"))


@rule(Action.PRINT_OWN)
def printed(
    book: Book,
    title: str,
    reader: Reader,
    blocks: tuple[Block, ...],
    *,
    facts: tuple[str, ...] = (),
    fate: str = "",
    running_title: str = "",
) -> Document:
    """A document of this book, printed now by whoever is signed in."""
    return Document(
        title=title,
        unit=book.unit.name,
        hospital=book.unit.hospital,
        reader=reader,
        printed_by=person(book.account.name),
        printed_at=book.clock.now(),
        fate=fate,
        facts=tuple(fact for fact in facts if fact),
        running_title=running_title,
        blocks=blocks,
    )

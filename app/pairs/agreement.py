"""The agreement of a pair: its terms, versions and signatures (DOMAIN 4).

A change of terms makes a new version, which everybody signs again.  When all have signed a
proposed pair becomes *agreed*.
"""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.own import require_pair, require_person
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.pairs.pairs import found
from app.pairs.records import Agreement, AgreementSignature, PairMember
from app.pairs.words import Status
from app.staff.records import StaffMember


@dataclass(frozen=True, slots=True)
class Terms:
    """What a pair agrees on, in its own words."""

    signs_of_success: str = ""
    frequency: str = ""
    place: str = ""
    arranged_by: str = ""
    cancelling: str = ""
    contact_between: str = ""
    out_of_bounds: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who of the pair signed, and when; *on* is None while it is open."""

    staff_id: int
    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The newest version of an agreement with everybody's signature."""

    version: int
    made_on: date
    terms: Terms
    signatures: tuple[Signature, ...]

    @property
    def signed_on(self) -> date | None:
        """The day the last signature was given; None while one is missing."""
        days = [signature.on for signature in self.signatures]
        given = [day for day in days if day is not None]
        return max(given) if given and len(given) == len(days) else None


@rule(Action.SEE_OWN)
def get_agreement(book: Book, pair_id: int) -> AgreementView | None:
    """The newest version, or None before the first; raises NotAllowed for a pair that is not one's own."""
    require_pair(book, pair_id)
    with book.reading() as db:
        return read_agreement(db, pair_id)


def read_agreement(db: Session, pair_id: int) -> AgreementView | None:
    """The same inside an open transaction."""
    row = _newest(db, pair_id)
    if row is None:
        return None
    given = db.execute(
        select(AgreementSignature.staff_id, AgreementSignature.signed_on).where(
            AgreementSignature.agreement_id == row.id
        )
    )
    signed = {staff_id: day for staff_id, day in given}  # noqa: C416 - rows to plain values
    people = db.execute(
        select(StaffMember.id, StaffMember.name)
        .join(PairMember, PairMember.staff_id == StaffMember.id)
        .where(PairMember.pair_id == pair_id)
        .order_by(PairMember.side.desc(), PairMember.lead.desc(), PairMember.id)
    )
    return AgreementView(
        version=row.version,
        made_on=row.made_on,
        terms=Terms(**{field.name: getattr(row, field.name) for field in fields(Terms)}),
        signatures=tuple(Signature(id_, name, signed.get(id_)) for id_, name in people),
    )


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """A version of an agreement: when it was made, which terms it *changed*, and when all had signed it."""

    version: int
    made_on: date
    changed: tuple[str, ...]
    signed_on: date | None


@rule(Action.SEE_OWN)
def agreement_versions(book: Book, pair_id: int) -> tuple[AgreementVersion, ...]:
    """Every version, the oldest first; raises NotAllowed for a pair that is not one's own."""
    require_pair(book, pair_id)
    with book.reading() as db:
        members = set(db.scalars(select(PairMember.staff_id).where(PairMember.pair_id == pair_id)))
        rows = db.scalars(
            select(Agreement).where(Agreement.pair_id == pair_id).order_by(Agreement.version)
        ).all()
        versions = []
        for row, before in zip(rows, [None, *rows], strict=False):
            given = db.execute(
                select(AgreementSignature.staff_id, AgreementSignature.signed_on).where(
                    AgreementSignature.agreement_id == row.id
                )
            ).all()
            names = [field.name for field in fields(Terms)]
            versions.append(
                AgreementVersion(
                    version=row.version,
                    made_on=row.made_on,
                    changed=tuple(
                        name for name in names if before and getattr(row, name) != getattr(before, name)
                    ),
                    signed_on=max(day for _id, day in given)
                    if given and members <= {staff_id for staff_id, _day in given}
                    else None,
                )
            )
        return tuple(versions)


@rule(Action.RECORD_OWN)
def save_terms(book: Book, by: Account, pair_id: int, terms: Terms) -> int:
    """Write the terms and return the version they stand in.

    The first save makes version 1; changed terms under a version that somebody has signed make
    the next version.  Raises :class:`~app.errors.InvalidEntry` for over-long texts, or NotAllowed.
    """
    require_pair(book, pair_id)
    check = EntryCheck()
    long_fields = ("signs_of_success", "out_of_bounds")
    clean = Terms(
        **{
            field.name: (check.text if field.name in long_fields else check.line)(
                field.name, getattr(terms, field.name)
            )
            for field in fields(Terms)
        }
    )
    check.done()
    today = book.clock.today()
    with book.change(_("Write the agreement"), by=by) as db:
        found(db, pair_id)
        row = _newest(db, pair_id)
        if row is None or (_signature_count(db, row.id) and _differs(row, clean)):
            version = 1 if row is None else row.version + 1
            row = Agreement(pair_id=pair_id, version=version, made_on=today)
            db.add(row)
        for field in fields(Terms):
            setattr(row, field.name, getattr(clean, field.name))
        db.flush()
        return row.version


@rule(Action.RECORD_OWN)
def sign_agreement(book: Book, by: Account, pair_id: int, signed: dict[int, date]) -> Status:
    """Note who of the pair (staff id) signed the newest version, and when; returns the pair's status.

    Raises :class:`~app.errors.InvalidEntry` for a date in the future, and
    :class:`~app.errors.NotFound` when there is no such pair.  A participant signs for themselves
    alone; else NotAllowed.
    """
    require_pair(book, pair_id)
    for staff_id in signed:
        require_person(book, staff_id)
    today = book.clock.today()
    check = EntryCheck()
    if any(day > today for day in signed.values()):
        check.fault("signed_on", _("A signature cannot be dated in the future."))
    check.done()
    with book.change(_("Sign the agreement"), by=by) as db:
        pair = found(db, pair_id)
        row = _newest(db, pair_id)
        if row is None:
            # A paper signed before it came into this book was made by then.
            row = Agreement(pair_id=pair_id, version=1, made_on=min([today, *signed.values()]))
            db.add(row)
            db.flush()
        given = {
            signature.staff_id: signature
            for signature in db.scalars(
                select(AgreementSignature).where(AgreementSignature.agreement_id == row.id)
            )
        }
        members = set(db.scalars(select(PairMember.staff_id).where(PairMember.pair_id == pair_id)))
        for staff_id, day in signed.items():
            if staff_id not in members:
                raise NotFound(_("Only the people of the pair sign its agreement."))
            if staff_id in given:
                given[staff_id].signed_on = day
            else:
                db.add(AgreementSignature(agreement_id=row.id, staff_id=staff_id, signed_on=day))
        if members <= set(given) | set(signed) and pair.status == Status.PROPOSED:
            pair.status, pair.status_since = Status.AGREED.value, max(signed.values())
        return Status(pair.status)


def _newest(db: Session, pair_id: int) -> Agreement | None:
    query = select(Agreement).where(Agreement.pair_id == pair_id).order_by(Agreement.version.desc())
    return db.scalars(query.limit(1)).first()


def _signature_count(db: Session, agreement_id: int) -> int:
    query = select(func.count()).where(AgreementSignature.agreement_id == agreement_id)
    return int(db.scalar(query.select_from(AgreementSignature)) or 0)


def _differs(row: Agreement, terms: Terms) -> bool:
    return any(getattr(row, field.name) != getattr(terms, field.name) for field in fields(Terms))

"""Erasure: a person is anonymised, what they did still counts, and the history forgets them too.

Promises that after it neither the tables nor the history's words and images hold the name, that
nobody's half-typed form about the person or a pair of theirs is left, nor one about nobody yet that
may name them, that the history's chain still holds (app/book/history.py), and that it says until
when backups from before keep the person.  It cannot be undone.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, Text, or_, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, AccountRecord, Base, Book
from app.book.backup_state import aged_out_in_days
from app.book.drafts import list_drafts
from app.book.records import UNRECORDED
from app.dates import long_day
from app.errors import KnownProblem
from app.language import _
from app.pairs.records import DeclaredConflict, PairMember
from app.privacy.half_typed import Gone, drop_half_typed, drop_naming
from app.privacy.past import Names, accounts_linked, forget, images_about, names_ever, pairs_ever
from app.privacy.records import DataRequest, Disagreement, Erasure, Restriction
from app.sessions.note_rows import remove_notes
from app.sessions.records import MentoringSession, Note
from app.staff.records import Need, Offer, StaffMember
from app.staff.staff_members import found as found_person


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did: the *label* that stands for the person, and until when backups hold them."""

    label: str
    backups_until: date
    days: int
    sentence: str


class StillHere(KnownProblem):
    """The person has an account, so they would go on leaving traces."""

    def __init__(self) -> None:
        super().__init__(
            _("This person still has an account."),
            _("Nothing was changed."),
            _("Remove the account first: that also gives the book a new key."),
        )


@rule(Action.HANDLE_RIGHTS)
def erase_person(book: Book, by: Account, staff_id: int) -> Erased:
    """Anonymises somebody who has left, all of it or nothing; called again, it looks once more.

    Raises StillHere or NotFound.
    """
    today = book.clock.today()
    label = _("Erased person {number}").format(number=staff_id)
    until = today + timedelta(days=aged_out_in_days(book))
    with book.reading() as db:
        present = select(AccountRecord.id).where(
            AccountRecord.staff_id == staff_id, AccountRecord.removed_at.is_(None)
        )
        if db.scalar(present) is not None:
            raise StillHere
        person = found_person(db, staff_id)
        name, known_as = person.name, person.known_as
        known = db.scalar(select(Erasure.backups_until).where(Erasure.staff_id == staff_id))
    typed = list_drafts(book)
    with book.change(_("Erase a person"), by=by, kind="account", forgets=True) as db:
        names = names_ever(db, staff_id, name, known_as)
        accounts = _accounts_of(db, staff_id, names)
        images = images_about(db, staff_id, accounts, names)
        pairs = db.scalars(select(PairMember.pair_id).where(PairMember.staff_id == staff_id)).all()
        drop_half_typed(db, Gone(people=[staff_id], trainees=[staff_id], accounts=accounts, pairs=pairs))
        drop_naming(db, names.whole, book.account.id, typed)
        _erase_rows(db, staff_id, names, label, accounts)
        if known is None:
            db.add(Erasure(staff_id=staff_id, erased_on=today, backups_until=until))
        forget(db, images, names, accounts)
    until = known or until
    days = (until - today).days
    sentence = _(
        "The person is anonymised here and in the history. Backups inside the book keep them until {day}, "
        "that is {days} days at most, when the last one from before is replaced. Delete older copies on USB "
        "sticks or in other folders yourself. Ask the people of their pairs to look through sealed notes: "
        "nobody else can open those."
    ).format(day=long_day(until), days=days)
    return Erased(label, until, days, sentence)


def _accounts_of(db: Session, staff_id: int, names: Names) -> list[int]:
    """Removed accounts that were linked to the person, or in a name of theirs."""
    linked = accounts_linked(db, staff_id)
    called = {name.casefold() for name in names.full}
    removed = select(AccountRecord).where(AccountRecord.removed_at.is_not(None))
    return [each.id for each in db.scalars(removed) if each.id in linked or each.name.casefold() in called]


def _erase_rows(db: Session, staff_id: int, names: Names, label: str, accounts: list[int]) -> None:
    pairs = sorted(pairs_ever(db, staff_id))
    remove_notes(
        db, db.scalars(select(Note).where(Note.author_id.in_(accounts), Note.sealed.is_not(None))).all()
    )
    own: tuple[type[Any], ...] = (Offer, Need, Disagreement)
    for kind in own:
        for row in db.scalars(select(kind).where(kind.staff_id == staff_id)):
            db.delete(row)
    conflict = DeclaredConflict
    for declared in db.scalars(
        select(conflict).where(or_(conflict.first_id == staff_id, conflict.second_id == staff_id))
    ):
        db.delete(declared)
    for request in db.scalars(select(DataRequest).where(DataRequest.staff_id == staff_id)):
        request.remark = ""
    for restriction in db.scalars(select(Restriction).where(Restriction.staff_id == staff_id)):
        restriction.reason = ""
    for other in db.scalars(select(StaffMember).where(StaffMember.line_manager_id == staff_id)):
        other.line_manager_id = None
    db.flush()
    _replace_everywhere(db, names, label)
    _replace_in_pairs(db, pairs, names.pattern, label)
    for account in db.scalars(select(AccountRecord).where(AccountRecord.id.in_(accounts))):
        account.name = label
    person = found_person(db, staff_id)
    person.name, person.known_as, person.ward, person.email, person.phone = label, "", "", "", ""
    person.grade_id = person.line_manager_id = None
    person.availability, person.notes, person.active = "", "", False


def _text_columns(kind: type[Base]) -> list[Any]:
    table = kind.__table__
    return [column for column in table.columns if isinstance(column.type, String | Text)]


def _kinds() -> list[type[Base]]:
    return [
        mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ not in UNRECORDED and mapper.class_ is not StaffMember
    ]


def _replace_everywhere(db: Session, names: Names, label: str) -> None:
    """The full names in any text of any table, in any capitals."""
    kinds: list[type[Base]] = [*_kinds(), StaffMember]
    for kind in kinds:
        columns = _text_columns(kind)
        if columns:
            for row in db.scalars(select(kind).where(names.may_hold(*columns))):
                for column in columns:
                    _put(row, column.name, names.whole.sub(label, getattr(row, column.name) or ""))


def _replace_in_pairs(db: Session, pairs: list[int], words: re.Pattern[str], label: str) -> None:
    """Single names in the free texts of the person's own pairs."""
    sessions = select(MentoringSession.id).where(MentoringSession.pair_id.in_(pairs))
    for kind in _kinds():
        names = kind.__table__.columns.keys()
        condition: ColumnElement[bool]
        if kind.__tablename__ == "pair":
            condition = kind.__table__.c.id.in_(pairs)
        elif "pair_id" in names:
            condition = kind.__table__.c.pair_id.in_(pairs)
        elif "session_id" in names:
            condition = kind.__table__.c.session_id.in_(sessions)
        else:
            continue
        columns = [column for column in _text_columns(kind) if isinstance(column.type, Text)]
        for row in db.scalars(select(kind).where(condition)) if columns else ():
            for column in columns:
                text = getattr(row, column.name) or ""
                _put(row, column.name, words.sub(label, text))


def _put(row: Any, column: str, text: str) -> None:
    if (getattr(row, column) or "") != text:
        setattr(row, column, text)

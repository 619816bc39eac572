"""Who may not mentor whom (DOMAIN 2, conflict rules).

Nobody mentors up or down their own reporting line, nor a person with whom a conflict is
declared.  A mentor more senior than the mentee is allowed, with a remark.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, may, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.pairs.records import DeclaredConflict
from app.pairs.words import Ground, label
from app.staff.records import Grade, StaffMember
from app.staff.reporting_lines import ReportingLines


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people who exclude each other, and why in a sentence."""

    mentor_id: int
    mentee_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ConflictCheck:
    """What a check found: *conflicts* exclude the pair, *remarks* do not."""

    conflicts: tuple[Conflict, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A declared conflict as lists show it."""

    id: int
    other_id: int
    other: str
    ground: Ground
    remark: str
    declared_on: date


@rule(Action.EDIT_PAIRS)
def check_conflicts(book: Book, mentors: tuple[int, ...], mentees: tuple[int, ...]) -> ConflictCheck:
    """Every conflict and remark between the mentors and the mentees of a (planned) pair."""
    with book.reading() as db:
        return find_conflicts(db, mentors, mentees)


def find_conflicts(db: Session, mentors: tuple[int, ...], mentees: tuple[int, ...]) -> ConflictCheck:
    """The same inside an open transaction."""
    lines = ReportingLines.read(db)
    names, ranks = _names_and_ranks(db, (*mentors, *mentees))
    conflicts: list[Conflict] = []
    remarks: list[str] = []
    for mentor in mentors:
        for mentee in mentees:
            sentence = _line_sentence(lines, names, mentor, mentee) or _declared_sentence(
                db, names, mentor, mentee
            )
            if sentence:
                conflicts.append(Conflict(mentor, mentee, sentence))
            one, other = ranks.get(mentor), ranks.get(mentee)
            if one is not None and other is not None and one > other:
                remarks.append(
                    _("{mentor} is more senior than {mentee}: this is not a reverse pair.").format(
                        mentor=names[mentor], mentee=names[mentee]
                    )
                )
    return ConflictCheck(tuple(conflicts), tuple(remarks))


@rule(Action.EDIT_PAIRS)
def declare_conflict(
    book: Book, by: Account, *, one_id: int, other_id: int, ground: Ground, remark: str = ""
) -> int:
    """Note that two people may not be paired; returns the id of the declaration.

    Raises :class:`~app.errors.InvalidEntry` for the same person twice or a declaration already made.
    """
    check = EntryCheck()
    remark = check.line("remark", remark)
    if one_id == other_id:
        check.fault("other_id", _("Choose two different people."))
    with book.reading() as db:
        if _declared(db, one_id, other_id) is not None:
            check.fault("other_id", _("A conflict between these two is declared already."))
    check.done()
    with book.change(_("Declare a conflict"), by=by) as db:
        row = DeclaredConflict(
            first_id=one_id,
            second_id=other_id,
            ground=ground.value,
            remark=remark,
            declared_on=book.clock.today(),
        )
        db.add(row)
        db.flush()
        return row.id


@rule(Action.EDIT_PAIRS)
def withdraw_conflict(book: Book, by: Account, conflict_id: int) -> None:
    """Remove a declaration; raises :class:`~app.errors.NotFound`."""
    with book.change(_("Withdraw a declared conflict"), by=by) as db:
        row = db.get(DeclaredConflict, conflict_id)
        if row is None:
            raise NotFound(_("This declaration is not in the book any more."))
        db.delete(row)


@rule(Action.SEE_OWN)
def declared_conflicts(book: Book, staff_id: int) -> list[ConflictRow]:
    """The conflicts somebody has declared or is named in; a participant sees their own alone."""
    if not may(book.account, Action.SEE_ALL) and staff_id != book.account.staff_id:
        return []
    query = select(DeclaredConflict).where(
        or_(DeclaredConflict.first_id == staff_id, DeclaredConflict.second_id == staff_id)
    )
    with book.reading() as db:
        rows = list(db.scalars(query))
        names, _ranks = _names_and_ranks(db, tuple({r.first_id for r in rows} | {r.second_id for r in rows}))
        return [
            ConflictRow(
                id=row.id,
                other_id=other,
                other=names[other],
                ground=Ground(row.ground),
                remark=row.remark,
                declared_on=row.declared_on,
            )
            for row in rows
            for other in (row.second_id if row.first_id == staff_id else row.first_id,)
        ]


def _names_and_ranks(db: Session, people: tuple[int, ...]) -> tuple[dict[int, str], dict[int, int | None]]:
    query = (
        select(StaffMember.id, StaffMember.name, Grade.rank)
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .where(StaffMember.id.in_(people))
    )
    names: dict[int, str] = {}
    ranks: dict[int, int | None] = {}
    for id_, name, rank in db.execute(query):
        names[id_], ranks[id_] = name, rank
    return names, ranks


def _line_sentence(lines: ReportingLines, names: dict[int, str], mentor: int, mentee: int) -> str:
    for junior, senior in ((mentor, mentee), (mentee, mentor)):
        above = lines.above(junior)
        if senior in above:
            if above[0] == senior:
                return _("{senior} is {junior}’s line manager.").format(
                    senior=names[senior], junior=names[junior]
                )
            return _("{senior} stands above {junior} in the same reporting line.").format(
                senior=names[senior], junior=names[junior]
            )
    return ""


def _declared_sentence(db: Session, names: dict[int, str], mentor: int, mentee: int) -> str:
    row = _declared(db, mentor, mentee)
    if row is None:
        return ""
    return _("A conflict is declared between {one} and {other}: {ground}.").format(
        one=names[mentor], other=names[mentee], ground=label(Ground(row.ground))
    )


def _declared(db: Session, one: int, other: int) -> DeclaredConflict | None:
    return db.scalars(
        select(DeclaredConflict).where(
            or_(
                (DeclaredConflict.first_id == one) & (DeclaredConflict.second_id == other),
                (DeclaredConflict.first_id == other) & (DeclaredConflict.second_id == one),
            )
        )
    ).first()

"""Professions and their grades, with a rank that compares across professions (DOMAIN 2).

Ranks run from 1 (in training, assistant) to 9 (leads a service).
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import KnownProblem, NotFound
from app.language import _
from app.staff.records import Grade, Profession, StaffMember

LOWEST_RANK = 1
HIGHEST_RANK = 9
UNKNOWN_RANK = 4


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade as lists and choices show it."""

    id: int
    name: str
    rank: int
    profession: str


@rule(Action.SEE_OWN)
def list_grades(book: Book) -> list[GradeRow]:
    """Every grade, by profession and then by rank."""
    query = (
        select(Grade.id, Grade.name, Grade.rank, Profession.name)
        .join(Profession, Profession.id == Grade.profession_id)
        .order_by(Profession.name, Grade.rank, Grade.name)
    )
    with book.reading() as db:
        return [GradeRow(*row) for row in db.execute(query)]


@rule(Action.EDIT_STAFF)
def add_grade(book: Book, by: Account, *, profession: str, name: str, rank: int) -> int:
    """Add a grade (and its profession when new); returns its id, also of one already there.

    Raises :class:`~app.errors.InvalidEntry` for empty or over-long names or a rank outside 1 to 9.
    """
    check = EntryCheck()
    profession = check.line("profession", profession, missing=_("Give the profession."), longest=NAME_LENGTH)
    name = check.line("name", name, missing=_("Give the grade a name."), longest=NAME_LENGTH)
    check.number("rank", rank, LOWEST_RANK, HIGHEST_RANK)
    check.done()
    with book.change(_("Add grade {name}").format(name=name), by=by) as db:
        return grade_named(db, profession, name, rank)


@rule(Action.EDIT_STAFF)
def change_grade(book: Book, by: Account, grade_id: int, *, name: str, rank: int) -> None:
    """Rename a grade or give it another rank.

    Raises :class:`~app.errors.InvalidEntry` for an empty, over-long or taken name or a rank
    outside 1 to 9, :class:`~app.errors.NotFound`.
    """
    check = EntryCheck()
    name = check.line("name", name, missing=_("Give the grade a name."), longest=NAME_LENGTH)
    check.number("rank", rank, LOWEST_RANK, HIGHEST_RANK)
    with book.reading() as db:
        home = _found(db, grade_id).profession_id
        for other in db.scalars(select(Grade).where(Grade.profession_id == home, Grade.id != grade_id)):
            if other.name.casefold() == name.casefold():
                check.fault("name", _("There is a grade with this name already."))
    check.done()
    with book.change(_("Change grade {name}").format(name=name), by=by) as db:
        grade = _found(db, grade_id)
        grade.name, grade.rank = name, rank


@rule(Action.EDIT_STAFF)
def remove_grade(book: Book, by: Account, grade_id: int) -> None:
    """Take away a grade that nobody has, and its profession with its last grade.

    Raises :class:`~app.errors.KnownProblem` while somebody has it.
    """
    with book.change(_("Remove a grade"), by=by) as db:
        grade = _found(db, grade_id)
        if db.scalar(select(StaffMember.id).where(StaffMember.grade_id == grade_id).limit(1)) is not None:
            raise KnownProblem(
                _("Somebody has this grade."),
                _("Nothing was changed."),
                _("Give them another grade first, or rename this one."),
            )
        home = grade.profession_id
        db.delete(grade)
        db.flush()
        if db.scalar(select(Grade.id).where(Grade.profession_id == home).limit(1)) is None:
            db.delete(db.get_one(Profession, home))


def grade_named(db: Session, profession: str, name: str, rank: int = UNKNOWN_RANK) -> int:
    """The id of a grade by its names, added when missing; names compare without case."""
    home = _named(db, profession)
    for grade in db.scalars(select(Grade).where(Grade.profession_id == home.id)):
        if grade.name.casefold() == name.casefold():
            return grade.id
    grade = Grade(profession_id=home.id, name=name, rank=rank)
    db.add(grade)
    db.flush()
    return grade.id


def _found(db: Session, grade_id: int) -> Grade:
    grade = db.get(Grade, grade_id)
    if grade is None:
        raise NotFound(_("There is no grade with number {id}.").format(id=grade_id))
    return grade


def _named(db: Session, name: str) -> Profession:
    for profession in db.scalars(select(Profession)):
        if profession.name.casefold() == name.casefold():
            return profession
    profession = Profession(name=name)
    db.add(profession)
    db.flush()
    return profession

"""Staff lists in: who is new, who is in the book already, who is refused and why.

People are matched by name ("Surname, First name" too) and by e-mail.  Somebody already in the book
only gets what was empty there and topics not yet named; nothing is overwritten.  Line managers may
stand later in the list or in the book; one who is not found is left empty with a remark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book import Account, Book
from app.entry_check import clean_line
from app.errors import InvalidEntry
from app.exchange.cell_values import Unreadable, read_date, read_number, read_ratings
from app.exchange.columns import ListRow, ReadList
from app.exchange.import_plan import (
    Outcome,
    PlannedRow,
)
from app.exchange.known_columns import staff_columns
from app.exchange.list_import import ListKind
from app.exchange.people import people_of
from app.exchange.staff_gaps import fill_gaps
from app.exchange.staff_lookups import Grades, NewGrade, Topics, real_topics
from app.exchange.staff_matching import Draft, match_rows
from app.language import _, ngettext
from app.staff.availability import read_availability, stored_slots
from app.staff.grades import grade_named
from app.staff.records import Need, Offer, RatedTopic, StaffMember
from app.staff.reporting_lines import ReportingLines
from app.staff.saving import Bearers, Rating, SaveStaffMember, checked, store
from app.staff.staff_members import found, mark_left


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """What is saved for a row: *staff_id* None adds somebody.

    A line manager below zero is the person of that row of the same list; topics below zero and
    *grade* are added on the way.
    """

    save: SaveStaffMember
    staff_id: int | None = None
    grade: NewGrade | None = None
    topics: tuple[tuple[int, str], ...] = ()
    left_on: date | None = None


def _rows(
    book: Book, db: Session, listed: ReadList, titles: Mapping[str, str]
) -> tuple[PlannedRow[StaffEntry], ...]:
    return _Planner(db, listed.rows, titles, book.clock.today()).planned()


def _title(entries: Sequence[StaffEntry]) -> str:
    words = ngettext("Import of {n} staff member", "Import of {n} staff members", len(entries))
    return words.format(n=len(entries))


def _save(book: Book, by: Account, db: Session, rows: Sequence[PlannedRow[StaffEntry]]) -> None:
    ids: dict[int, int] = {}
    bearers = Bearers(db)
    waiting: list[tuple[int, int]] = []
    entries = [(row.number, row.entry) for row in rows if row.entry is not None]
    topics = real_topics(db, {topic: None for _row, entry in entries for topic in entry.topics})
    new_grades = {entry.grade: None for _row, entry in entries if entry.grade is not None}
    grades = {grade: grade_named(db, grade.profession, grade.name, grade.rank) for grade in new_grades}
    for number, entry in entries:
        save = entry.save
        manager = save.line_manager_id
        if manager is not None and entry.staff_id is None:
            manager = ids.get(manager, manager)  # somebody of a row above
        save = replace(
            save,
            line_manager_id=None if manager is not None and manager < 0 else manager,
            grade_id=save.grade_id if entry.grade is None else grades[entry.grade],
            offers=_with_ids(save.offers, topics),
            needs=_with_ids(save.needs, topics),
        )
        staff_id = store(db, checked(db, save, entry.staff_id, bearers), entry.staff_id)
        bearers.add(staff_id, save.name)
        ids[-number] = staff_id
        if manager is not None and manager < 0:
            waiting.append((staff_id, manager))
        if entry.left_on is not None:
            mark_left(book, by, staff_id, entry.left_on)
    for staff_id, manager in waiting:
        found(db, staff_id).line_manager_id = ids[manager]


STAFF_LIST = ListKind(
    "staff", ("Staff", "Staff members", "People", "Team"), staff_columns, _rows, _title, _save
)


def _with_ids(ratings: tuple[Rating, ...], topics: dict[int, int]) -> tuple[Rating, ...]:
    return tuple(replace(each, topic_id=topics.get(each.topic_id, each.topic_id)) for each in ratings)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a row asks for, already judged by the rules of the staff room."""

    save: SaveStaffMember
    grade: NewGrade | None
    left_on: date | None
    remarks: tuple[str, ...]


class _Planner:
    """Plans all rows of one list against one book."""

    def __init__(
        self, db: Session, rows: tuple[ListRow, ...], titles: Mapping[str, str], today: date
    ) -> None:
        self._db = db
        self._titles = titles
        self._today = today
        self._topics = Topics(db)
        self._grades = Grades(db)
        self._there = {person.id: person for person in db.scalars(select(StaffMember))}
        self._ratings = {kind: _ratings_of(db, kind) for kind in (Offer, Need)}
        self._managers = {
            id_: person.line_manager_id
            for id_, person in self._there.items()
            if person.line_manager_id is not None
        }
        self._people = people_of(db)
        self._drafts = match_rows(rows, self._people, self._there)
        self._bearers = Bearers(db)

    def planned(self) -> tuple[PlannedRow[StaffEntry], ...]:
        """Every row with its outcome, in the order of the file."""
        wishes = [self._judged(draft) for draft in self._drafts]
        # Only now is it known who will be in the book, and so who can be a line manager.
        for draft in self._drafts:
            if not draft.refused and draft.mark not in self._people.named(draft.name):
                self._people.add(draft.mark, draft.name, draft.email)
        return tuple(self._outcome(draft, wish) for draft, wish in zip(self._drafts, wishes, strict=True))

    def _judged(self, draft: Draft) -> _Wish | None:
        if draft.refused:
            return None
        try:
            wish = self._wish(draft)
            staff_id = draft.mark if draft.mark > 0 else None
            checking = replace(wish.save, namesake=True) if staff_id else wish.save
            return replace(wish, save=checked(self._db, checking, staff_id, self._bearers))
        except InvalidEntry as error:
            # The name of the column stands before the sentence, which was written for a form.
            draft.refused = " ".join(
                f"{self._titles[_COLUMN_OF.get(fault.field, fault.field)]}: {fault.sentence}"
                for fault in error.faults
            )
        except Unreadable as error:
            draft.refused = str(error)
        return None

    def _wish(self, draft: Draft) -> _Wish:
        row, remarks = draft.row, list(draft.remarks)
        profession, grade_name = clean_line(row["profession"]), clean_line(row["grade"])
        grade = self._grades.find(profession, grade_name, read_number(row["rank"], self._titles["rank"]))
        if isinstance(grade, NewGrade) and not row["rank"]:
            remarks.append(_("The grade is new: check its rank in Settings."))
        if profession and not grade_name:
            remarks.append(_("A profession is kept with a grade only."))
        try:
            availability = read_availability(row["availability"])
        except ValueError:
            availability = frozenset()
            remarks.append(_("The availability was not understood. Write it as Mon early, Tue night."))
        capacity = read_number(row["capacity"], self._titles["capacity"])
        left_on = read_date(row["left_on"], self._titles["left_on"])
        if left_on is not None and left_on > self._today:
            left_on = None
            remarks.append(_("The leaving date lies in the future and is left out."))
        save = SaveStaffMember(
            name=draft.name,
            known_as=row["known_as"],
            grade_id=grade if isinstance(grade, int) else None,
            ward=row["ward"],
            email=draft.email,
            phone=row["phone"],
            availability=availability,
            notes=row["notes"],
            offers=self._topics.ratings(read_ratings(row["teaches"], self._topics.names)),
            needs=self._topics.ratings(read_ratings(row["wants"], self._topics.names)),
            namesake=draft.namesake,
        )
        if capacity is not None:
            save = replace(save, capacity=capacity)
        return _Wish(save, grade if isinstance(grade, NewGrade) else None, left_on, tuple(remarks))

    def _outcome(self, draft: Draft, wish: _Wish | None) -> PlannedRow[StaffEntry]:
        if wish is None:
            label = draft.name if len(draft.name) <= _LONGEST_LABEL else draft.name[:_LONGEST_LABEL] + "…"
            label = label or _("(no name)")
            return PlannedRow(draft.row.number, label, Outcome.REFUSED, draft.refused)
        remarks = list(wish.remarks)
        wish = replace(wish, save=replace(wish.save, line_manager_id=self._line_manager(draft, remarks)))
        return (self._added if draft.mark < 0 else self._matched)(draft, wish, remarks)

    def _line_manager(self, draft: Draft, remarks: list[str]) -> int | None:
        text = clean_line(draft.row["line_manager"])
        if not text:
            return None
        meant = self._people.found(text)
        if len(meant) != 1:
            remarks.append(
                _("Several people have the line manager’s name: left empty.")
                if meant
                else _("The line manager is neither in the list nor in the book: left empty.")
            )
            return None
        if draft.mark in self._managers:
            return meant[0]  # only to be compared with the one in the book
        if ReportingLines(self._managers).would_ring(draft.mark, meant[0]):
            remarks.append(_("The line manager named here reports to this person: left empty."))
            return None
        self._managers[draft.mark] = meant[0]
        return meant[0]

    def _added(self, draft: Draft, wish: _Wish, remarks: list[str]) -> PlannedRow[StaffEntry]:
        topics = self._new_topics(wish.save)
        if topics:
            remarks.append(_("New topics: {names}.").format(names=", ".join(name for _id, name in topics)))
        entry = StaffEntry(wish.save, None, wish.grade, topics, wish.left_on)
        return PlannedRow(draft.row.number, draft.name, Outcome.ADDED, " ".join(remarks), entry, True)

    def _matched(self, draft: Draft, wish: _Wish, remarks: list[str]) -> PlannedRow[StaffEntry]:
        person = self._there[draft.mark]
        old = SaveStaffMember(
            name=person.name, known_as=person.known_as, grade_id=person.grade_id, ward=person.ward,
            email=person.email, phone=person.phone, line_manager_id=person.line_manager_id,
            availability=stored_slots(person.availability), capacity=person.capacity, notes=person.notes,
            offers=self._ratings[Offer].get(person.id, ()), needs=self._ratings[Need].get(person.id, ()),
            namesake=True,
        )  # fmt: skip
        filled = fill_gaps(old, wish.save, wish.grade, self._titles, self._topics)
        kept = list(filled.kept)
        if draft.row["capacity"] and wish.save.capacity != old.capacity:
            kept.append(self._titles["capacity"])
        if not person.active:
            remarks.append(_("This person has left and stays so."))
        elif wish.left_on is not None:
            kept.append(self._titles["left_on"])
        if filled.gets:
            remarks.append(_("Gets: {fields}.").format(fields=", ".join(filled.gets)))
        if kept:
            remarks.append(_("Stays as it is in the book: {fields}.").format(fields=", ".join(kept)))
        reason = " ".join(remarks) or _("Nothing new.")
        if not filled.gets:
            return PlannedRow(draft.row.number, person.name, Outcome.MATCHED, reason)
        entry = StaffEntry(filled.save, person.id, filled.grade, self._new_topics(filled.save))
        return PlannedRow(draft.row.number, person.name, Outcome.MATCHED, reason, entry, True)

    def _new_topics(self, save: SaveStaffMember) -> tuple[tuple[int, str], ...]:
        return self._topics.new_among(each.topic_id for each in (*save.offers, *save.needs))


_LONGEST_LABEL = 80
_COLUMN_OF = {
    "grade_id": "grade",
    "line_manager_id": "line_manager",
    "offers": "teaches",
    "needs": "wants",
}


def _ratings_of(db: Session, kind: type[RatedTopic]) -> dict[int, tuple[Rating, ...]]:
    ratings: dict[int, list[Rating]] = {}
    for staff_id, topic_id, confidence in db.execute(
        select(kind.staff_id, kind.topic_id, kind.confidence).order_by(kind.id)
    ):
        ratings.setdefault(staff_id, []).append(Rating(topic_id, confidence))
    return {staff_id: tuple(each) for staff_id, each in ratings.items()}

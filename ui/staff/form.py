"""The form of a staff member: new or changed, every field of DOMAIN 2 on one page.

Promises: nothing typed is lost by an error; a grade or topic that is new to the book is added
together with the person, so that one undo takes all of it back.
"""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import Account, Book
from app.entry_check import NAME_LENGTH
from app.errors import InvalidEntry
from app.language import _
from app.staff.availability import SLOTS
from app.staff.entering import NewGrade, NewTopic, NewWords, enter_staff_member
from app.staff.grades import UNKNOWN_RANK, GradeRow, list_grades
from app.staff.saving import MOST_PAIRS, Rating, SaveStaffMember
from app.staff.staff_members import StaffMemberView, get_staff_member, list_staff, wards
from app.staff.topics import list_topics
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import CheckField, LineField, NumberField, TextField
from ui.kit.forms import Form
from ui.staff.shifts import ShiftsField
from ui.staff.topics_field import RatedTopicsField

Rated = tuple[tuple[int | str, int], ...]


class StaffForm(QWidget):
    """The fields; :meth:`save` writes them.  *staff_id* None adds somebody."""

    def __init__(self, book: Book, by: Account, staff_id: int | None = None) -> None:
        super().__init__()
        self._book, self._by, self.staff_id = book, by, staff_id
        self._grades = list_grades(book)
        self.form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self._build()
        self.form.changed.connect(self._follow)
        self.form.field("profession").changed.connect(self._offer_grades)
        person = get_staff_member(book, staff_id) if staff_id is not None else None
        self.name = person.name if person else ""
        self.form.set_values(_as_typed(person) if person else {"capacity": 2})
        self._offer_grades()
        if person is not None:
            self.form.field("grade").set_value(person.grade_id)
        self.form.mark_clean()
        self._follow()

    def save(self) -> int:
        """Write the entry; returns the id.  Raises :class:`InvalidEntry`."""
        found = self.form.check()
        if found:
            raise InvalidEntry(*found)
        values = self.form.values()
        entry, new = self._entry(values)
        try:
            return enter_staff_member(self._book, self._by, entry, new, self.staff_id)
        except InvalidEntry as problem:
            if any(fault.field == "name" for fault in problem.faults) and values["name"]:
                self.form.show_row("namesake", self._name_is_taken(values["name"]))
            raise

    def _build(self) -> None:
        form, book = self.form, self._book
        form.add_heading(_("Who"))
        form.add("name", _("Full name"), LineField(longest=NAME_LENGTH))
        form.add(
            "known_as",
            _("Known as"),
            LineField(longest=NAME_LENGTH),
            optional=True,
            help=_("As colleagues call them."),
        )
        form.add("namesake", "", CheckField(_("Another person of the same name")), wide=True)
        form.show_row("namesake", False)
        professions = dict.fromkeys(grade.profession for grade in self._grades)
        form.add(
            "profession",
            _("Profession"),
            ChoiceField([Choice(p, p) for p in professions], free=True),
            optional=True,
        )
        form.add(
            "grade",
            _("Grade"),
            ChoiceField((), free=True),
            optional=True,
            help=_("Choose one, or type a grade that is not in the list yet."),
        )
        form.add(
            "rank",
            _("Seniority of this new grade"),
            ChoiceField(self._rank_choices(), searchable=False),
            help=_("Compares grades across professions: who is more senior than whom."),
        )
        form.show_row("rank", False)
        form.add(
            "ward",
            _("Ward or department"),
            ChoiceField([Choice(w, w) for w in wards(book)], free=True),
            optional=True,
        )
        people = [Choice(p.id, p.name, p.grade) for p in list_staff(book) if p.id != self.staff_id]
        form.add(
            "line_manager_id",
            _("Line manager"),
            ChoiceField(people, searchable=True, nothing=_("Nobody"), hint=_("Type part of a name")),
            optional=True,
            help=_("Nobody mentors up or down their own reporting line."),
        )
        form.add("email", _("E-mail"), LineField(longest=240), optional=True)
        form.add("phone", _("Phone"), LineField(longest=120), optional=True)
        form.add_heading(_("Teaching and learning"))
        topics = [Choice(t.id, t.name, t.category) for t in list_topics(book)]
        squares = _("Squares: own rating of confidence, 1 to 5.")
        form.add(
            "offers",
            _("Teaches"),
            RatedTopicsField(topics, tone="teach", add_words=_("Add a topic to teach")),
            help=squares,
        )
        form.add(
            "needs",
            _("Wants to learn"),
            RatedTopicsField(topics, tone="learn", add_words=_("Add a topic to learn")),
            help=squares,
        )
        form.add_heading(_("Time"))
        form.add("availability", _("Usual shifts"), ShiftsField(), help=_("E early, L late, N night."))
        form.add(
            "capacity",
            _("Pairs at most as a mentor"),
            NumberField(0, MOST_PAIRS),
            help=_("0 to {most}.").format(most=MOST_PAIRS),
        )
        form.add(
            "notes",
            _("Notes"),
            TextField(lines=2),
            optional=True,
            wide=True,
            help=_("The manager may read this. No patients, and nothing about health."),
        )

    def _rank_choices(self) -> list[Choice]:
        choices = []
        for rank in range(1, 10):
            like = [grade.name for grade in self._grades if grade.rank == rank][:2]
            remark = _("like {grades}").format(grades=", ".join(like)) if like else ""
            choices.append(Choice(rank, str(rank), remark))
        return choices

    def _offer_grades(self) -> None:
        profession = self.form.value("profession")
        field: ChoiceField = self.form.field("grade")
        offered = [grade for grade in self._grades if not profession or grade.profession == profession]
        field.set_options([_grade_choice(grade, bool(profession)) for grade in offered])

    def _follow(self) -> None:
        """Ask for the seniority only of a grade that is new."""
        new = isinstance(self.form.value("grade"), str)
        self.form.show_row("rank", new)
        if new and self.form.value("rank") is None:
            self.form.field("rank").set_value(UNKNOWN_RANK)

    def _name_is_taken(self, name: str) -> bool:
        folded = name.casefold()
        return any(
            person.name.casefold() == folded and person.id != self.staff_id
            for person in list_staff(self._book, left=True)
        )

    def _entry(self, values: dict[str, Any]) -> tuple[SaveStaffMember, NewWords]:
        grade = values["grade"]
        new_grade = None
        if isinstance(grade, str):
            new_grade = NewGrade(values["profession"] or "", grade, values["rank"] or UNKNOWN_RANK)
        entry = SaveStaffMember(
            name=values["name"],
            known_as=values["known_as"],
            grade_id=grade if isinstance(grade, int) else None,
            ward=values["ward"] or "",
            email=values["email"],
            phone=values["phone"],
            line_manager_id=values["line_manager_id"],
            availability=frozenset(values["availability"]),
            capacity=values["capacity"],
            notes=values["notes"],
            offers=_known(values["offers"]),
            needs=_known(values["needs"]),
            namesake=values["namesake"],
        )
        return entry, NewWords(new_grade, _unknown(values["offers"]), _unknown(values["needs"]))


def _grade_choice(grade: GradeRow, alone: bool) -> Choice:
    return Choice(grade.id, grade.name, "" if alone else grade.profession)


def _known(rated: Rated) -> tuple[Rating, ...]:
    return tuple(Rating(topic, confidence) for topic, confidence in rated if isinstance(topic, int))


def _unknown(rated: Rated) -> tuple[NewTopic, ...]:
    return tuple(NewTopic(topic, confidence) for topic, confidence in rated if isinstance(topic, str))


def _as_typed(person: StaffMemberView) -> dict[str, Any]:
    return {
        "name": person.name,
        "known_as": person.known_as,
        "profession": person.profession or None,
        "ward": person.ward or None,
        "line_manager_id": person.line_manager_id,
        "email": person.email,
        "phone": person.phone,
        "offers": tuple((skill.topic_id, skill.confidence) for skill in person.offers),
        "needs": tuple((skill.topic_id, skill.confidence) for skill in person.needs),
        "availability": tuple(slot for slot in SLOTS if slot in person.availability),
        "capacity": person.capacity,
        "notes": person.notes,
        "namesake": False,
    }

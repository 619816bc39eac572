"""A staff form with a grade and topics that are new: all of it together, or nothing."""

import pytest

from app.errors import InvalidEntry
from app.staff.entering import NewGrade, NewTopic, NewWords, enter_staff_member
from app.staff.grades import list_grades
from app.staff.saving import Rating, SaveStaffMember
from app.staff.staff_members import get_staff_member, list_staff
from app.staff.topics import list_topics
from tests.fixtures.unit import Unit


def test_new_words_come_with_the_person_and_go_with_one_undo(unit: Unit) -> None:
    grades, topics = len(list_grades(unit.book)), len(list_topics(unit.book))
    entry = SaveStaffMember(name="Chiara Bonafini", offers=(Rating(unit.topic(), 3),))
    new = NewWords(
        NewGrade("Therapies", "Hydrotherapist", 5),
        (NewTopic("Pool rescue", 4),),
        (NewTopic("Wound care", 2),),
    )
    view = get_staff_member(unit.book, enter_staff_member(unit.book, unit.by, entry, new))
    assert (view.profession, view.grade, view.rank) == ("Therapies", "Hydrotherapist", 5)
    assert {(skill.topic, skill.confidence) for skill in view.offers} == {
        ("Electronic charting", 3),
        ("Pool rescue", 4),
    }
    assert [skill.topic for skill in view.needs] == ["Wound care"]
    assert len(list_topics(unit.book)) == topics + 1
    assert unit.book.undo() == "Add Chiara Bonafini"
    assert not list_staff(unit.book)
    assert (len(list_grades(unit.book)), len(list_topics(unit.book))) == (grades, topics)


@pytest.mark.parametrize(
    ("name", "new", "field"),
    [
        ("", NewWords(NewGrade("Therapies", "Hydrotherapist", 5)), "name"),
        ("Ama Boadu", NewWords(NewGrade("", "Hydrotherapist", 5)), "profession"),
        ("Ama Boadu", NewWords(NewGrade("Therapies", "Hydrotherapist", 10)), "rank"),
        ("Ama Boadu", NewWords(offers=(NewTopic("x" * 200, 3),)), "offers"),
        ("Ama Boadu", NewWords(needs=(NewTopic("Pool rescue", 9),)), "needs"),
    ],
)
def test_a_faulty_form_adds_no_word_either(unit: Unit, name: str, new: NewWords, field: str) -> None:
    grades, topics = list_grades(unit.book), list_topics(unit.book)
    with pytest.raises(InvalidEntry) as refused:
        enter_staff_member(unit.book, unit.by, SaveStaffMember(name=name), new)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert (list_grades(unit.book), list_topics(unit.book), list_staff(unit.book)) == (grades, topics, [])

"""Topics and grades: names are unique without case, ranks compare across professions."""

import pytest

from app.errors import InvalidEntry, KnownProblem, NotFound
from app.staff.grades import add_grade, change_grade, list_grades, remove_grade
from app.staff.saving import Rating, SaveStaffMember, save_staff_member
from app.staff.staff_members import mark_left
from app.staff.topics import list_topics, retire_topic, save_topic
from tests.fixtures.unit import Unit


def test_counts_follow_active_people(unit: Unit) -> None:
    topic = unit.topic("Ward tablets")
    staff_id = unit.person("Ama Boadu", offers=(Rating(topic, 4),))
    unit.person("Colm Hanratty", needs=(Rating(topic, 1),))
    assert next((t.teach, t.learn) for t in list_topics(unit.book) if t.id == topic) == (1, 1)
    mark_left(unit.book, unit.by, staff_id, unit.today)
    assert next((t.teach, t.learn) for t in list_topics(unit.book) if t.id == topic) == (0, 1)


def test_a_topic_name_is_taken_without_case(unit: Unit) -> None:
    with pytest.raises(InvalidEntry, match="already"):
        save_topic(unit.book, unit.by, name="electronic CHARTING")
    renamed = save_topic(unit.book, unit.by, name="Charting", topic_id=unit.topic())
    assert renamed == unit.topic("Charting")


def test_a_retired_topic_is_out_of_the_choices(unit: Unit) -> None:
    topic = unit.topic("Ethics in practice")
    retire_topic(unit.book, unit.by, topic)
    assert topic not in {row.id for row in list_topics(unit.book)}
    assert topic in {row.id for row in list_topics(unit.book, retired=True)}
    with pytest.raises(NotFound):
        retire_topic(unit.book, unit.by, 10_000)


def test_a_consultant_outranks_a_staff_nurse(unit: Unit) -> None:
    ranks = {(grade.profession, grade.name): grade.rank for grade in list_grades(unit.book)}
    assert ranks["Medicine", "Consultant"] > ranks["Nursing", "Staff nurse"]


def test_adding_a_grade_twice_gives_the_same_one(unit: Unit) -> None:
    first = add_grade(unit.book, unit.by, profession="Nursing", name="Bank nurse", rank=3)
    assert add_grade(unit.book, unit.by, profession="nursing", name="BANK nurse", rank=5) == first
    with pytest.raises(InvalidEntry):
        add_grade(unit.book, unit.by, profession="", name="x", rank=10)


def test_a_grade_is_renamed_but_not_to_a_taken_name(unit: Unit) -> None:
    grades = {grade.name: grade.id for grade in list_grades(unit.book) if grade.profession == "Nursing"}
    change_grade(unit.book, unit.by, grades["Staff nurse"], name="Registered nurse", rank=4)
    found = next(grade for grade in list_grades(unit.book) if grade.id == grades["Staff nurse"])
    assert (found.name, found.rank) == ("Registered nurse", 4)
    with pytest.raises(InvalidEntry, match="already"):
        change_grade(unit.book, unit.by, grades["Ward manager"], name="registered NURSE", rank=4)
    with pytest.raises(NotFound):
        change_grade(unit.book, unit.by, 10_000, name="x", rank=1)


def test_a_grade_goes_only_when_nobody_has_it(unit: Unit) -> None:
    grade_id = add_grade(unit.book, unit.by, profession="Chaplaincy", name="Chaplain", rank=5)
    person = unit.person("Ama Boadu", grade_id=grade_id)
    with pytest.raises(KnownProblem, match="Somebody has this grade"):
        remove_grade(unit.book, unit.by, grade_id)
    save_staff_member(unit.book, unit.by, SaveStaffMember(name="Ama Boadu"), person)
    remove_grade(unit.book, unit.by, grade_id)
    assert "Chaplaincy" not in {grade.profession for grade in list_grades(unit.book)}

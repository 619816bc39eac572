"""Saving staff members: what is kept, what is refused, and in which words."""

from dataclasses import replace

import pytest

from app.errors import InvalidEntry
from app.staff.saving import Rating, SaveStaffMember, save_staff_member
from app.staff.staff_members import bring_back, get_staff_member, list_staff, mark_left
from tests.fixtures.unit import Unit

NASTY = ['"R&D <b"', "<img src=/etc/passwd>", "Zoë \U0001f469\u200d⚕️", "abc\u202edef", "=cmd|' /C calc'!A0"]


def test_everything_typed_comes_back(unit: Unit) -> None:
    boss = unit.person("Ruth Abernethy")
    entry = SaveStaffMember(
        name="  Nguyễn  Thị Lan ",
        known_as="Lan",
        ward="Ward 7",
        email="lan@example.org",
        phone="ext. 4417",
        line_manager_id=boss,
        availability=frozenset({"tue-late", "mon-early"}),
        capacity=3,
        notes="Prefers mornings.\r\nTeaches well.",
        offers=(Rating(unit.topic("Electronic charting"), 5),),
        needs=(Rating(unit.topic("Reading an ECG"), 2),),
    )
    person = get_staff_member(unit.book, save_staff_member(unit.book, unit.by, entry))
    assert (person.name, person.known_as, person.ward) == ("Nguyễn Thị Lan", "Lan", "Ward 7")
    assert person.availability == {"mon-early", "tue-late"}
    assert (person.line_manager, person.capacity) == ("Ruth Abernethy", 3)
    assert person.notes == "Prefers mornings.\nTeaches well."
    assert [(skill.topic, skill.confidence) for skill in person.offers] == [("Electronic charting", 5)]
    assert [(skill.topic, skill.confidence) for skill in person.needs] == [("Reading an ECG", 2)]


def test_changing_topics_replaces_adds_and_removes(unit: Unit) -> None:
    charting, tablets, ecg = (
        unit.topic(n) for n in ("Electronic charting", "Ward tablets", "Reading an ECG")
    )
    entry = SaveStaffMember(name="Kwabena Ofori", offers=(Rating(charting, 3), Rating(tablets, 4)))
    staff_id = save_staff_member(unit.book, unit.by, entry)
    changed = replace(entry, offers=(Rating(charting, 5),), needs=(Rating(ecg, 1),))
    save_staff_member(unit.book, unit.by, changed, staff_id)
    row = next(row for row in list_staff(unit.book) if row.id == staff_id)
    assert (row.teaches, row.wants) == (("Electronic charting",), ("Reading an ECG",))
    assert get_staff_member(unit.book, staff_id).offers[0].confidence == 5


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_kept_as_text(unit: Unit, text: str) -> None:
    staff_id = save_staff_member(unit.book, unit.by, SaveStaffMember(name=text, notes=text))
    assert get_staff_member(unit.book, staff_id).name == text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "no address"}, "email"),
        ({"ward": "w" * 121}, "ward"),
        ({"capacity": 10}, "capacity"),
        ({"notes": "n" * 100_001}, "notes"),
        ({"offers": (Rating(1, 6),)}, "offers"),
        ({"offers": (Rating(1, 3),), "needs": (Rating(1, 3),)}, "needs"),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_nothing_is_saved(unit: Unit, change: dict, field: str) -> None:
    before = list_staff(unit.book)
    with pytest.raises(InvalidEntry) as problem:
        save_staff_member(unit.book, unit.by, SaveStaffMember(**{"name": "Ama Boadu", **change}))
    assert [fault.field for fault in problem.value.faults] == [field]
    assert problem.value.faults[0].sentence.endswith(".")
    assert list_staff(unit.book) == before


def test_the_same_name_needs_the_word_that_it_is_another_person(unit: Unit) -> None:
    first = unit.person("Ama Boadu")
    with pytest.raises(InvalidEntry, match="already"):
        save_staff_member(unit.book, unit.by, SaveStaffMember(name="AMA boadu"))
    second = save_staff_member(unit.book, unit.by, SaveStaffMember(name="Ama Boadu", namesake=True))
    assert second != first
    assert (
        save_staff_member(unit.book, unit.by, SaveStaffMember(name="Ama Boadu", ward="9"), second) == second
    )


def test_nobody_manages_themselves_or_their_own_manager(unit: Unit) -> None:
    boss = unit.person("Ruth Abernethy")
    nurse = unit.person("Lan Nguyễn", line_manager_id=boss)
    for manager in (boss, nurse):
        with pytest.raises(InvalidEntry) as problem:
            save_staff_member(
                unit.book, unit.by, SaveStaffMember(name="Ruth Abernethy", line_manager_id=manager), boss
            )
        assert problem.value.faults[0].field == "line_manager_id"


def test_a_leaver_stays_in_the_book_and_can_come_back(unit: Unit) -> None:
    staff_id = unit.person("Yara Haddadin")
    mark_left(unit.book, unit.by, staff_id, unit.today)
    assert staff_id not in {row.id for row in list_staff(unit.book)}
    left = next(row for row in list_staff(unit.book, left=True) if row.id == staff_id)
    assert (left.active, left.left_on) == (False, unit.today)
    bring_back(unit.book, unit.by, staff_id)
    assert staff_id in {row.id for row in list_staff(unit.book)}


def test_one_save_is_one_undo_step(unit: Unit) -> None:
    before = list_staff(unit.book)
    save_staff_member(
        unit.book, unit.by, SaveStaffMember(name="Ama Boadu", offers=(Rating(unit.topic(), 4),))
    )
    unit.book.undo()
    assert list_staff(unit.book) == before

"""Staff members: everybody in full is what each is alone."""

from datetime import date

from app.staff.saving import Rating
from app.staff.staff_members import get_staff_member, list_staff, mark_left, staff_in_full
from tests.fixtures.unit import Unit


def test_everybody_in_full_is_as_each_alone(unit: Unit) -> None:
    manager = unit.person("Ruth Abernethy", email="r.abernethy@example.org")
    charting, knitting = unit.topic(), unit.topic("Literature searching")
    unit.person(
        "Lan Nguyễn",
        line_manager_id=manager,
        availability=frozenset({"mon-early"}),
        notes="Back in May",
        offers=(Rating(charting, 2), Rating(knitting, 5)),
    )
    unit.person("Margit Sørvik", needs=(Rating(charting, 1),))
    mark_left(unit.book, unit.by, unit.person("Owen Carrick"), date(2026, 3, 1))
    everybody = staff_in_full(unit.book)
    assert [person.name for person in everybody] == [
        "Lan Nguyễn", "Margit Sørvik", "Owen Carrick", "Ruth Abernethy"
    ]  # fmt: skip
    assert everybody == [get_staff_member(unit.book, row.id) for row in list_staff(unit.book, left=True)]
    assert everybody[0].line_manager == "Ruth Abernethy"
    assert [skill.topic for skill in everybody[0].offers] == ["Literature searching", "Electronic charting"]

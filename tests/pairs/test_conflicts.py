"""Conflict rules of DOMAIN 2: reporting lines and declared conflicts exclude, seniority only remarks."""

import pytest

from app.errors import InvalidEntry
from app.pairs.conflicts import check_conflicts, declare_conflict, declared_conflicts, withdraw_conflict
from app.pairs.words import Ground
from app.staff.grades import list_grades
from tests.fixtures.unit import Unit


@pytest.fixture
def line(unit: Unit) -> tuple[int, int, int]:
    """A matron, a ward manager under her, a nurse under him."""
    matron = unit.person("Joan Matron")
    manager = unit.person("Ruth Abernethy", line_manager_id=matron)
    return matron, manager, unit.person("Lan Nguyễn", line_manager_id=manager)


def test_nobody_mentors_up_or_down_their_own_line(unit: Unit, line: tuple[int, int, int]) -> None:
    matron, manager, nurse = line
    for mentor, mentee in ((nurse, manager), (nurse, matron), (manager, nurse), (matron, nurse)):
        found = check_conflicts(unit.book, (mentor,), (mentee,))
        assert len(found.conflicts) == 1
    assert "line manager" in check_conflicts(unit.book, (nurse,), (manager,)).conflicts[0].sentence
    assert "above" in check_conflicts(unit.book, (nurse,), (matron,)).conflicts[0].sentence


def test_two_people_under_one_manager_may_be_paired(unit: Unit, line: tuple[int, int, int]) -> None:
    other = unit.person("Kwabena Ofori", line_manager_id=line[1])
    assert check_conflicts(unit.book, (line[2],), (other,)).conflicts == ()


def test_a_declared_conflict_excludes_both_ways_until_withdrawn(unit: Unit) -> None:
    one, other = unit.person("Lan Nguyễn"), unit.person("Henrik Aaltola")
    conflict = declare_conflict(unit.book, unit.by, one_id=one, other_id=other, ground=Ground.ASSESSING)
    assert check_conflicts(unit.book, (other,), (one,)).conflicts
    assert [row.other for row in declared_conflicts(unit.book, other)] == ["Lan Nguyễn"]
    with pytest.raises(InvalidEntry, match="already"):
        declare_conflict(unit.book, unit.by, one_id=other, other_id=one, ground=Ground.ROTA)
    with pytest.raises(InvalidEntry, match="different"):
        declare_conflict(unit.book, unit.by, one_id=one, other_id=one, ground=Ground.ROTA)
    withdraw_conflict(unit.book, unit.by, conflict)
    assert check_conflicts(unit.book, (one,), (other,)).conflicts == ()


def test_a_more_senior_mentor_is_allowed_with_a_remark(unit: Unit) -> None:
    grades = {grade.name: grade.id for grade in list_grades(unit.book)}
    consultant = unit.person("Henrik Aaltola", grade_id=grades["Consultant"])
    nurse = unit.person("Lan Nguyễn", grade_id=grades["Staff nurse"])
    found = check_conflicts(unit.book, (consultant,), (nurse,))
    assert (len(found.conflicts), len(found.remarks)) == (0, 1)
    assert check_conflicts(unit.book, (nurse,), (consultant,)).remarks == ()

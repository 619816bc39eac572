"""Staff lists: what is added, matched and refused; one change, one undo; nothing without carrying out."""

import sys
from pathlib import Path

import pytest

from app.book import Account
from app.errors import KnownProblem, NotAllowed
from app.exchange import imports
from app.exchange.columns import NoHeader, NoRows
from app.exchange.import_plan import BookMovedOn, ImportPlan
from app.exchange.imports import columns_help
from app.exchange.staff_import import StaffEntry
from app.staff.grades import list_grades
from app.staff.saving import Rating
from app.staff.staff_members import StaffMemberView, get_staff_member, list_staff, mark_left
from app.staff.topics import list_topics
from tests.exchange.lists import HOSTILE, write_csv, write_xlsx
from tests.fixtures.books import fingerprint
from tests.fixtures.unit import Unit

_EXAMPLE = Path(__file__).parents[2] / "resources" / "help" / "staff-list-example.csv"


def _plan(unit: Unit, folder: Path, *rows: list[str]) -> ImportPlan[StaffEntry]:
    return imports.plan("staff", unit.book, write_csv(folder, rows))


def _outcomes(plan: ImportPlan[StaffEntry]) -> list[str]:
    return [row.outcome.value for row in plan.rows]


def _by_name(unit: Unit, name: str) -> StaffMemberView:
    ids = [row.id for row in list_staff(unit.book, left=True) if row.name == name]
    assert len(ids) == 1, f"{len(ids)} people called {name}"
    return get_staff_member(unit.book, ids[0])


def test_the_example_list_comes_in_whole_and_one_undo_takes_it_back(unit: Unit) -> None:
    before = list_topics(unit.book), list_grades(unit.book)
    plan = imports.plan("staff", unit.book, _EXAMPLE)
    assert (plan.added, plan.matched, plan.refused, plan.unknown_columns) == (12, 0, 0, ())
    assert all(not row.reason for row in plan.rows)
    assert list_staff(unit.book) == []

    result = imports.carry_out(unit.book, unit.by, plan)

    assert (result.added, result.completed, result.unchanged, result.refused) == (12, 0, 0, 0)
    assert result.title == "Import of 12 staff members" == unit.book.undo_title
    person = _by_name(unit, "Máire Brannigan")
    assert (person.line_manager, person.grade, person.rank) == ("Ruth Abernethy", "Senior sister", 6)
    assert [(skill.topic, skill.confidence) for skill in person.needs] == [
        ("Telemedicine consultations", 2),
        ("Electronic charting", 1),
    ]
    assert person.availability == {"mon-early", "wed-early"}
    assert imports.plan("staff", unit.book, _EXAMPLE).matched == 12

    unit.book.undo()
    assert list_staff(unit.book, left=True) == []
    assert (list_topics(unit.book), list_grades(unit.book)) == before


def test_planning_changes_no_byte(unit: Unit) -> None:
    before = fingerprint(unit.book.folder)
    imports.plan("staff", unit.book, _EXAMPLE)
    assert fingerprint(unit.book.folder) == before


def test_headers_by_other_names_below_a_title(unit: Unit, tmp_path: Path) -> None:
    plan = _plan(
        unit, tmp_path,
        ["Staff of ward 7, March"],
        [],
        ["Payroll no", "SURNAME", "first  name", "Job Title", "Department", "Reports To", "e-mail (work):",
         "EXT.", "Happy to teach", "Learning needs"],
        ["123", "Okonkwo", "Ada", "band 5", "7", "Ben Hay", "ada@x.example", "12",
         "Charting (4) / Telemedicine", "ECG, Wound care\nRostering"],
        ["124", "Hay", "Ben", "Band 5", "7", "", "", "", "", ""],
    )  # fmt: skip
    assert plan.unknown_columns == ("Payroll no",)
    assert [row.number for row in plan.rows] == [4, 5]
    imports.carry_out(unit.book, unit.by, plan)
    ada = _by_name(unit, "Ada Okonkwo")
    assert (ada.grade, ada.profession, ada.line_manager, ada.phone) == ("band 5", "Other", "Ben Hay", "12")
    assert {(skill.topic, skill.confidence) for skill in ada.offers} == {("Charting", 4), ("Telemedicine", 3)}
    assert {skill.topic for skill in ada.needs} == {"ECG", "Wound care", "Rostering"}
    assert _by_name(unit, "Ben Hay").grade_id == ada.grade_id


def test_a_list_without_names_is_refused(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(NoHeader, match="Name · First name · Surname"):
        _plan(unit, tmp_path, ["Ward", "Ext"], ["7", "12"])


@pytest.mark.parametrize("first", [["Anna Kowalska", "Nurse", "7"], ["Bo Li", "Doctor", "Bank"]])
def test_a_list_whose_first_line_is_a_person_already_is_refused(
    first: list[str], unit: Unit, tmp_path: Path
) -> None:
    with pytest.raises(NoHeader):
        _plan(unit, tmp_path, first, ["Cy Dee", "Doctor", "8"])


def test_a_list_of_names_alone_may_hold_commas(unit: Unit, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Name\nAbernethy, Ruth\nBo Dahl\nIto, Mary\n", encoding="utf-8")
    plan = imports.plan("staff", unit.book, path)
    assert [row.label for row in plan.rows] == ["Ruth Abernethy", "Bo Dahl", "Mary Ito"]


def test_somebody_in_the_book_gets_only_what_was_empty(unit: Unit, tmp_path: Path) -> None:
    charting = unit.topic()
    unit.person("Zoë Hart", ward="Ward 7", offers=(Rating(charting, 5),))
    rows = (
        ["Name", "Ward", "Phone", "Can teach"],
        ["HART, Zoe\u0308", "Ward 9", "12", "electronic charting (2); Wound care"],
    )
    plan = _plan(unit, tmp_path, *rows)
    assert _outcomes(plan) == ["matched"]
    assert plan.rows[0].reason == (
        "Gets: Phone, Wound care. Stays as it is in the book: Ward, Electronic charting."
    )
    result = imports.carry_out(unit.book, unit.by, plan)
    assert (result.added, result.completed) == (0, 1)
    zoe = _by_name(unit, "Zoë Hart")
    assert (zoe.ward, zoe.phone) == ("Ward 7", "12")
    assert [(skill.topic, skill.confidence) for skill in zoe.offers] == [
        ("Electronic charting", 5),
        ("Wound care", 3),
    ]
    again = imports.carry_out(unit.book, unit.by, _plan(unit, tmp_path, *rows))
    assert (again.completed, again.unchanged, again.title) == (0, 1, "")


def test_twins_namesakes_and_changed_names(unit: Unit, tmp_path: Path) -> None:
    unit.person("Mary Ito", email="mary@x.example")
    unit.person("Sam Lee", email="sam@x.example")
    plan = _plan(
        unit, tmp_path,
        ["Name", "E-mail"],
        ["Bo Dahl", ""],
        ["dahl, bo", ""],
        ["Mary Ito", "other.mary@x.example"],
        ["MARY ITO", "Mary@x.example"],
        ["Sam Jones", "sam@x.example"],
        ["", "nobody@x.example"],
    )  # fmt: skip
    assert _outcomes(plan) == ["added", "refused", "added", "matched", "matched", "refused"]
    assert plan.rows[1].reason == "The same person stands in row 2."
    assert plan.rows[2].reason == "Another person of the same name."
    assert "as Sam Lee" in plan.rows[4].reason
    imports.carry_out(unit.book, unit.by, plan)
    assert sorted(row.name for row in list_staff(unit.book)) == ["Bo Dahl", "Mary Ito", "Mary Ito", "Sam Lee"]
    unclear = _plan(unit, tmp_path, ["Name"], ["Mary Ito"])
    assert _outcomes(unclear) == ["refused"]


def test_line_managers_later_unknown_refused_and_in_a_ring(unit: Unit, tmp_path: Path) -> None:
    plan = _plan(
        unit, tmp_path,
        ["Name", "Manager", "E-mail"],
        ["A One", "B Two", ""],
        ["B Two", "C Three", ""],
        ["C Three", "A One", ""],
        ["D Four", "Nobody Here", ""],
        ["E Five", "F Six", ""],
        ["F Six", "", "not an address"],
        ["G Seven", "G Seven", ""],
    )  # fmt: skip
    assert _outcomes(plan) == ["added"] * 5 + ["refused", "added"]
    assert [bool(row.reason) for row in plan.rows] == [False, False, True, True, True, True, True]
    assert plan.rows[5].reason.startswith("E-mail: This is not an e-mail address.")
    imports.carry_out(unit.book, unit.by, plan)
    managers = {row.name: get_staff_member(unit.book, row.id).line_manager for row in list_staff(unit.book)}
    assert managers == {
        "A One": "B Two", "B Two": "C Three", "C Three": "", "D Four": "", "E Five": "", "G Seven": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "text", "says"),
    [
        ("Can teach", "Charting (9)", "from 1 to 5"),
        ("Capacity", "lots", "no whole number"),
        ("Capacity", "40", "from 0 to 9"),
        ("Left on", "3/25/2026", "day/month/year"),
        ("Ward", "w" * 200, "Shorten this to 120"),
        ("Can teach", "t" * 200, "Shorten it to 120"),
        ("Grade", "g" * 200, "Shorten it to 120"),
    ],
)
def test_a_cell_that_cannot_be_right_refuses_its_row_only(
    unit: Unit, tmp_path: Path, heading: str, text: str, says: str
) -> None:
    plan = _plan(unit, tmp_path, ["Name", heading], ["Ada", text], ["Bo", ""])
    assert _outcomes(plan) == ["refused", "added"]
    assert says in plan.rows[0].reason


def test_a_topic_on_both_sides_is_refused_even_when_it_is_new(unit: Unit, tmp_path: Path) -> None:
    plan = _plan(unit, tmp_path, ["Name", "Teaches", "Learns"], ["Ada", "Origami", "ORIGAMI; Knots"])
    assert _outcomes(plan) == ["refused"]
    assert "both sides" in plan.rows[0].reason


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_hostile_text_is_kept_as_text(unit: Unit, tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    note = "word " * 6000
    path = write(tmp_path, [["Name", "Ward", "Notes"], *([text, text, note] for text in HOSTILE)])
    imports.carry_out(unit.book, unit.by, imports.plan("staff", unit.book, path))
    assert {row.name for row in list_staff(unit.book)} == set(HOSTILE)
    assert get_staff_member(unit.book, list_staff(unit.book)[0].id).notes == note.strip()


def test_leavers_come_in_as_leavers_and_stay_so(unit: Unit, tmp_path: Path) -> None:
    mark_left(unit.book, unit.by, unit.person("Old Hand"), unit.today)
    plan = _plan(unit, tmp_path, ["Name", "Left on"], ["Old Hand", ""], ["Gone Now", "1 Feb 2026"])
    imports.carry_out(unit.book, unit.by, plan)
    assert list_staff(unit.book) == []
    assert str(_by_name(unit, "Gone Now").left_on) == "2026-02-01"


def test_only_a_manager_imports_and_only_into_the_book_that_was_planned_for(unit: Unit) -> None:
    plan = imports.plan("staff", unit.book, _EXAMPLE)
    with pytest.raises(NotAllowed):
        imports.carry_out(unit.book, Account(9, "Ada", "participant", None), plan)
    unit.person("Ruth Abernethy")
    with pytest.raises(BookMovedOn):
        imports.carry_out(unit.book, unit.by, plan)
    assert [row.name for row in list_staff(unit.book)] == ["Ruth Abernethy"]


def test_planning_ten_times_the_rows_is_no_more_than_ten_times_the_work(unit: Unit, tmp_path: Path) -> None:
    def work(count: int) -> int:
        names = [f"Person {number:03}" for number in range(1, count + 1)]
        rows = [[name, names[place // 8], "Charting (4); ECG", "Nurse"] for place, name in enumerate(names)]
        path = write_csv(tmp_path, [["Name", "Line manager", "Can teach", "Grade"], *rows])
        calls = 0

        def count_call(_frame: object, what: str, _about: object) -> None:
            nonlocal calls
            calls += what in ("call", "c_call")

        sys.setprofile(count_call)
        try:
            plan = imports.plan("staff", unit.book, path)
        finally:
            sys.setprofile(None)
        assert plan.added == count
        return calls

    work(40)  # what is made once is made by now
    few, many = work(40), work(400)
    assert many <= 10 * few


def test_the_dispatcher_and_its_help(unit: Unit) -> None:
    assert imports.KINDS == ("staff", "pairs", "sessions", "training")
    assert imports.carry_out(unit.book, unit.by, imports.plan("staff", unit.book, _EXAMPLE)).added == 12
    for kind in imports.KINDS:
        assert len(columns_help(kind).splitlines()) > 5
    with pytest.raises(KnownProblem):
        imports.plan("pairs", unit.book, _EXAMPLE)


def test_a_list_without_a_row_says_so(unit: Unit, tmp_path: Path) -> None:
    with pytest.raises(NoRows):
        _plan(unit, tmp_path, ["Name", "Ward"], ["", " "])


def test_a_date_whose_cell_lost_its_format_is_read_and_another_number_is_not(
    unit: Unit, tmp_path: Path
) -> None:
    header = ["Name", "Left on"]
    plan = _plan(unit, tmp_path, header, ["Gone Now", "46054"], ["Odd One", "1234"], ["Us One", "12/31/2025"])
    assert _outcomes(plan) == ["added", "refused", "refused"]
    imports.carry_out(unit.book, unit.by, plan)
    assert str(_by_name(unit, "Gone Now").left_on) == "2026-02-01"


def test_a_chain_of_line_managers_may_be_long_and_no_ring_comes_in(unit: Unit, tmp_path: Path) -> None:
    links = [[f"Person {n}", f"Person {(n + 1) % 300}"] for n in range(300)]
    plan = _plan(unit, tmp_path, ["Name", "Line manager"], *links, ["Self Made", "Self Made"])
    assert [row.label for row in plan.rows if "left empty" in row.reason] == ["Person 299", "Self Made"]
    imports.carry_out(unit.book, unit.by, plan)
    managers = [_by_name(unit, f"Person {n}").line_manager for n in (0, 298, 299)]
    assert managers == ["Person 1", "Person 299", ""]


def test_a_number_out_of_bounds_names_its_column(unit: Unit, tmp_path: Path) -> None:
    pair = unit.active_pair("Ann Able", "Bo Best")
    assert pair
    header = ["Mentor", "Mentee", "Date", "Minutes"]
    rows = [header, ["Ann Able", "Bo Best", unit.today.isoformat(), "4500"]]
    plan = imports.plan("sessions", unit.book, write_csv(tmp_path, rows))
    assert plan.rows[0].reason == "Minutes: Give a number from 5 to 480."

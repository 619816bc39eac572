"""What goes out: every sheet, nothing that runs, only Record notes; and it can come in again."""

import csv
import io
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.book import Account, Book
from app.book.history import entries
from app.clock import SetClock
from app.errors import NotAllowed
from app.exchange import imports
from app.exchange.export import export_folder, export_xlsx
from app.exchange.out_sheets import sheets_of
from app.exchange.spreadsheet_out import as_text
from app.files import PlaceGone
from app.pairs.saving import GoalEntry
from app.pairs.status import ClosePair, close_pair, pause_pair
from app.pairs.words import CloseReason
from app.sessions.booking import CancelSession, cancel_session, set_next_date
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.records import Note
from app.sessions.words import CancelledBy, Mode, Protected
from app.staff.availability import read_availability
from app.staff.saving import Rating
from app.staff.staff_members import mark_left
from app.staff.topics import save_topic
from tests.exchange.lists import HOSTILE
from tests.fixtures.books import new_book
from tests.fixtures.unit import Unit

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def full(unit: Unit) -> Unit:
    """A ward in which everything an export holds has happened."""
    start = unit.today - timedelta(weeks=10)
    odd = save_topic(unit.book, unit.by, name='Reading, writing / "R&D <b"')
    boss = unit.person("Ingrid Aasland", email="ingrid@x.example", ward="Ward 7", capacity=0)
    lan = unit.person(
        "Lan Nguyễn", known_as="Lan", line_manager_id=boss, phone="+44 20 7946 0958",
        availability=read_availability("Mon EL, Sun night"), offers=(Rating(unit.topic(), 5), Rating(odd, 2)),
        needs=(Rating(unit.topic("Wound care"), 1),), notes="two\nlines",
    )  # fmt: skip
    for number, text in enumerate(HOSTILE):
        unit.person(f"Person {number}", notes=text, ward=text)
    goals = (GoalEntry("Charts alone", 3, 8, unit.today), GoalEntry("Finds results"))
    active = unit.active_pair(starts_on=start, goals=goals, planned_sessions=4)
    entry = RecordSession(
        active, start + timedelta(days=7), 50, Mode.SIDE_BY_SIDE, Protected.PART, HOSTILE[0], place="Room 2",
        attended=(lan,), record_note=HOSTILE[2], actions=(ActionEntry(HOSTILE[7], lan, unit.today),),
    )  # fmt: skip
    record_session(unit.book, unit.by, entry)
    cancelled = CancelSession(active, start + timedelta(days=14), CancelledBy.WARD, "Short of staff")
    cancel_session(unit.book, unit.by, cancelled)
    set_next_date(unit.book, unit.by, active, unit.today + timedelta(days=3))
    paused = unit.active_pair("Ada Obi", "Bo Dahl", starts_on=start)
    pause_pair(unit.book, unit.by, paused, "Winter rota")
    ended = unit.active_pair("Fay Lowe", "Bo Dahl", starts_on=start, topic_id=odd)
    record_session(unit.book, unit.by, RecordSession(ended, start + timedelta(days=3)))
    reason = ClosePair(CloseReason.MOVED, unit.today - timedelta(days=5), handed_on="None")
    close_pair(unit.book, unit.by, ended, reason)
    mark_left(unit.book, unit.by, unit.person("Fay Lowe"), unit.today)
    unit.pair("Cy Moss", "Di Webb")
    return unit


def _content(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: sorted(sheet.rows, key=repr) for sheet in sheets_of(book)}


@pytest.mark.parametrize("as_folder", [True, False])
def test_what_goes_out_comes_in_again(full: Unit, tmp_path: Path, clock: SetClock, as_folder: bool) -> None:
    if as_folder:
        files = {path.stem: path for path in export_folder(full.book, full.by, tmp_path / "out")}
    else:
        export_xlsx(full.book, full.by, tmp_path / "out.xlsx")
        files = dict.fromkeys(imports.KINDS, tmp_path / "out.xlsx")
    for kind in imports.KINDS:
        plan = imports.plan(kind, full.book, files[kind])
        assert (plan.added, plan.refused, plan.changing, plan.unknown_columns) == (0, 0, (), ()), kind

    with new_book(tmp_path, clock, unit="Ward 8") as fresh:
        copy = Unit(fresh)
        for kind in ("staff", "training", "pairs", "sessions"):
            plan = imports.plan(kind, fresh, files[kind])
            assert plan.refused == 0, [row.reason for row in plan.rows if row.outcome.value == "refused"]
            imports.carry_out(fresh, copy.by, plan)
        before, after = _content(full.book), _content(fresh)
        for sheet in ("Staff", "Offers and needs", "Pairs", "Sessions", "Training"):
            assert after[sheet] == before[sheet], sheet


def test_no_cell_runs_as_a_formula(full: Unit, tmp_path: Path) -> None:
    export_xlsx(full.book, full.by, tmp_path / "out.xlsx")
    workbook = load_workbook(tmp_path / "out.xlsx")
    assert workbook.sheetnames == ["Staff", "Offers and needs", "Pairs", "Sessions", "Actions", "Training"]
    kinds = set()
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    assert not cell.value.startswith(_FORMULA_STARTS), cell.value
                kinds.add((sheet.title, cell.data_type))
    assert {("Sessions", "d"), ("Sessions", "n"), ("Staff", "n"), ("Actions", "d")} <= kinds

    for path in export_folder(full.book, full.by, tmp_path / "out"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        for record in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not any(text.startswith(_FORMULA_STARTS) for text in record)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r1", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert as_text(text) == f"'{text}"


def test_ordinary_text_stays_as_it_is() -> None:
    assert as_text("O’Brien – 5 = five") == "O’Brien – 5 = five"


def test_only_record_notes_go_out(full: Unit) -> None:
    with full.book.change("Note", by=full.by) as db:
        note = db.scalars(select(Note)).one()
        db.add(Note(session_id=note.session_id, audience="pair", author_id=full.by.id, text="between us"))
    everything = repr(_content(full.book))
    assert note.text in everything
    assert "between us" not in everything


def test_an_export_is_noted_and_only_for_managers(full: Unit, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_xlsx(full.book, Account(9, "Ada", "participant", None), tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
    export_xlsx(full.book, full.by, tmp_path / "out.xlsx")
    export_folder(full.book, full.by, tmp_path / "out")
    with full.book.reading() as db:
        titles = [entry.title for entry in entries(db, kinds=["export"])]
    assert titles == ["Exported everything as CSV files", "Exported everything as a workbook"]


def test_nothing_of_the_book_stands_in_a_temporary_file(
    full: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a temporary file was asked for")

    monkeypatch.setattr(tempfile, "_get_default_tempdir", refuse)
    monkeypatch.setattr(tempfile, "_mkstemp_inner", refuse)
    export_xlsx(full.book, full.by, tmp_path / "out.xlsx")
    imports.plan("staff", full.book, tmp_path / "out.xlsx")


def test_a_place_that_is_no_folder_is_a_known_problem(full: Unit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(PlaceGone):
        export_xlsx(full.book, full.by, tmp_path / "file" / "out.xlsx")
    assert (tmp_path / "file").read_text() == "mine"


def test_dates_and_numbers_stay_typed(full: Unit, tmp_path: Path) -> None:
    export_xlsx(full.book, full.by, tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["Sessions"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, (cell.value for cell in sheet[2]), strict=True))
    assert isinstance(row["Date"], date)
    assert isinstance(row["Minutes"], int)

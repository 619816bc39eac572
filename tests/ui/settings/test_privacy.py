"""Privacy on screen: requests and their month, a review before handing over, nothing cleared unasked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.accounts import all_accounts
from app.book import Book
from app.clock import SetClock
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import AimsMet, CloseReason
from app.privacy.requests import Right, list_requests, note_request
from app.privacy.restriction import restricted_people
from app.privacy.retention import RecordClass, due_for_review, periods
from app.privacy.statements import statements_about
from app.sessions.actions import save_action
from app.sessions.recording import RecordSession, record_session
from app.sessions.session_views import get_session, list_sessions
from app.staff.staff_members import list_staff, names_by_id
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit
from tests.ui.screen import push, sheet_of, words_on
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.form_sheet import FormSheet
from ui.sessions.note_lines import NoteLines
from ui.settings.about_person_sheet import AboutPersonSheet
from ui.settings.leaving_sheet import LeavingSheet
from ui.settings.privacy import PrivacySection

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
LAN, MARGIT = "Lan Nguyễn", "Margit Sørvik"


@pytest.fixture
def ward(unit: Unit) -> Unit:
    """Lan and Margit, with a session that names Margit and Lan's line manager."""
    unit.person("Ruth Abernethy")
    pair_id = unit.active_pair(LAN, MARGIT)
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, summary="Margit showed her list"))
    return unit


@pytest.fixture
def section(ward: Unit, context_of: Make, show: Show) -> PrivacySection:
    return section_of(ward.book, context_of, show)


def section_of(book: Book, context_of: Make, show: Show) -> PrivacySection:
    made = PrivacySection(context_of(book))
    made.resize(930, 640)
    made.refresh()
    book.subscribe(lambda _changed: made.refresh())
    show(made)
    made.activateWindow()
    return made


def test_a_request_is_noted_with_its_month_and_answered(
    ward: Unit, section: PrivacySection, qtbot: QtBot
) -> None:
    section.new()
    sheet = sheet_of(FormSheet)
    sheet.form.field("staff_id").set_value(ward.person(LAN))
    qtbot.keyClick(sheet.action, Qt.Key.Key_Space)
    (row,) = list_requests(ward.book)
    assert (row.right, row.due_on.isoformat()) == (Right.ACCESS, "2026-04-12")
    assert section.head.facts.text().startswith("1 request waits")
    assert section.requests.deal.text() == "Everything about them…"
    section.requests.answer.click()
    qtbot.keyClick(sheet_of(FormSheet).action, Qt.Key.Key_Space)
    assert list_requests(ward.book)[0].answered_on == ward.today
    assert not section.requests.deal.isEnabled()
    assert section.requests.deal.toolTip() == "It is answered."


def test_a_late_request_says_so(ward: Unit, section: PrivacySection) -> None:
    day = ward.today - timedelta(days=50)
    note_request(ward.book, ward.by, ward.person(LAN), Right.OBJECTION, day)
    assert "1 is late" in section.head.facts.text()


def test_everything_about_one_person_is_looked_through_first(
    ward: Unit, section: PrivacySection, tmp_path: Path, qtbot: QtBot
) -> None:
    from openpyxl import load_workbook
    from pypdf import PdfReader

    section.about(ward.person(LAN))
    sheet = sheet_of(AboutPersonSheet)
    assert isinstance(sheet, AboutPersonSheet)
    rows = list(sheet.table.rows.shown)
    row = next(each for each in rows if "showed her list" in each.found.context)
    sheet.save_to(tmp_path / "lan.pdf")
    qtbot.waitUntil(lambda: sheet.banner.words.plain.startswith("Saved as lan.pdf."), timeout=10_000)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "lan.pdf").pages).split())
    assert "showed her list" in text
    assert "Margit" not in text
    sheet.table.ticked.emit(row, "stand")
    assert sheet.facts.text().startswith(f"{len(rows) - 1} mention")
    sheet.everywhere.click()
    mentions = [each for each in rows if each.found.sign == sheet.table.current().found.sign]
    assert sheet._shown >= {each.id for each in mentions}
    sheet.everywhere.click()
    sheet._shown.add(row.id)
    sheet.save_sheet_to(tmp_path / "lan.xlsx")
    cells = [
        str(cell)
        for page in load_workbook(tmp_path / "lan.xlsx")
        for line in page.values
        for cell in line
        if cell
    ]
    assert sum("Margit" in cell for cell in cells) == 1
    assert any("Margit showed her list" in cell for cell in cells)


def test_a_restriction_hides_and_is_lifted_again(ward: Unit, section: PrivacySection) -> None:
    margit = ward.person(MARGIT)
    section.tabs.choose("people")
    people = section.people
    assert not people.acts[0].isEnabled()
    people.person.set_value(margit)
    people.acts[2].click()
    sheet = sheet_of(FormSheet)
    sheet.save()
    assert sheet.form.row("reason").error.text()
    sheet.form.field("reason").set_value("Contests the record")
    sheet.save()
    assert [each.name for each in restricted_people(ward.book)] == [MARGIT]
    assert MARGIT not in [row.name for row in list_staff(ward.book)]
    people.table.choose(margit)
    people.lift.click()
    assert MARGIT in [row.name for row in list_staff(ward.book)]


def test_a_statement_stands_beside_its_session(ward: Unit, section: PrivacySection) -> None:
    (session,) = list_sessions(ward.book)
    people = section.people
    people.person.set_value(ward.person(MARGIT))
    people.acts[1].click()
    sheet = sheet_of(FormSheet)
    sheet.form.field("session_id").set_value(session.id)
    sheet.form.field("words").set_value("It was her list, not mine")
    sheet.save()
    (statement,) = statements_about(ward.book, session_id=session.id)
    assert statement.name == MARGIT
    lines = NoteLines(section.context, get_session(ward.book, session.id))
    assert "It was her list, not mine" in words_on(lines)


def test_erasure_says_what_happens_and_when_backups_have_aged_out(
    ward: Unit, section: PrivacySection
) -> None:
    people = section.people
    people.person.set_value(ward.person(MARGIT))
    people.acts[4].click()
    question = sheet_of(Sheet)
    assert "Undo cannot bring them back" in words_on(question)
    push(question, "Erase")
    answer = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet) and each.isVisible()
        and "Backups inside the book" in words_on(each)
    )  # fmt: skip
    answer.close()
    assert MARGIT not in names_by_id(ward.book).values()


def test_what_has_passed_its_time_is_kept_or_cleared_by_a_person(
    ward: Unit, section: PrivacySection, clock: SetClock
) -> None:
    (session,) = list_sessions(ward.book)
    close_pair(
        ward.book, ward.by, session.pair_id, ClosePair(CloseReason.COMPLETED, ward.today, AimsMet.FULL)
    )
    clock.moment += timedelta(days=700)
    section.refresh()
    review = section.review
    (row,) = review.table.rows.shown
    assert row.record_class is RecordClass.PAIRS
    review.periods.click()
    sheet = sheet_of(FormSheet)
    sheet.form.field("pairs").set_value(30)
    sheet.save()
    assert periods(ward.book)[0].months == 30
    assert not due_for_review(ward.book)
    review.periods.click()
    sheet_of(FormSheet).form.field("pairs").set_value(12)
    sheet_of(FormSheet).save()
    review.clear.click()
    question = sheet_of(Sheet)
    assert "dates, minutes, ratings and counts stay" in words_on(question)
    push(question, "Leave it")
    assert get_session(ward.book, session.id).summary
    review.clear.click()
    push(sheet_of(Sheet), "Clear")
    assert not get_session(ward.book, session.id).summary
    assert not review.table.rows.shown


def test_whoever_leaves_is_led_through_what_is_open(
    ward: Unit, section: PrivacySection, qtbot: QtBot
) -> None:
    lan, priya = ward.person(LAN), ward.person("Priya Deshmane")
    give_account(ward.book, LAN, lan)
    (session,) = list_sessions(ward.book)
    save_action(ward.book, ward.by, pair_id=session.pair_id, text="Send the guide", owner_id=lan)
    section.leave(lan)
    sheet = sheet_of(LeavingSheet)
    assert isinstance(sheet, LeavingSheet)
    assert not sheet.finish_button.isEnabled()
    assert "Hand on 1 action." in sheet.finish_button.toolTip()
    push(sheet, "Hand over…")
    choice = sheet_of(FormSheet)
    choice.form.field("to_id").set_value(priya)
    choice.save()
    assert "Send the guide" not in words_on(sheet)
    qtbot.waitUntil(sheet.finish_button.isEnabled)
    sheet.finish()
    assert LAN not in [row.name for row in list_staff(ward.book)]
    assert LAN not in [each.name for each in all_accounts(ward.book)]


def test_a_mentor_finds_their_own_rights(ward: Unit, context_of: Make, show: Show, clock: SetClock) -> None:
    give_account(ward.book, LAN, ward.person(LAN))
    folder = ward.book.folder
    ward.book.close()
    with signed_in(folder, LAN, clock, ONCE) as book:
        section = section_of(book, context_of, show)
        section.own.statement.click()
        sheet_of(FormSheet).form.field("words").set_value("I see it otherwise")
        sheet_of(FormSheet).save()
        assert "I see it otherwise" in words_on(section)
        section.own.everything.click()
        sheet = sheet_of(AboutPersonSheet)
        assert LAN in sheet.windowTitle()
        sheet.close()

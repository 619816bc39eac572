"""Home: every matter has its remedy, the numbers are those of the book, a new unit is led."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.book.backup import back_up
from app.book.backup_state import backup_state, note_copy_outside
from app.clock import SetClock
from app.sessions.actions import count_actions, list_actions, save_action
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import Protected
from tests.fixtures.unit import Unit
from ui.home.overdue_actions import OverdueActions
from ui.home.page import HomePage, greeting
from ui.kit.context import Context

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def busy(unit: Unit, clock: SetClock) -> Unit:
    """A unit with a stalled pair, one whose mentor cannot start, a late action and a session this month."""
    now = clock.moment
    clock.moment = now - timedelta(weeks=10)
    quiet = unit.active_pair("Yusuf Karimi", "Elspeth Rowan")
    good = unit.active_pair("Lan Nguyễn", "Margit Sørvik")
    save_action(
        unit.book, unit.by, pair_id=quiet, text="Book the projector", owner_id=unit.person("Yusuf Karimi"),
        due_on=clock.today(),
    )  # fmt: skip
    clock.moment = now
    record_session(
        unit.book,
        unit.by,
        RecordSession(
            good, unit.today, protected_time=Protected.PART, next_on=unit.today + timedelta(days=4)
        ),
    )
    unit.pair("Noor Al-Sayegh", "Ingrid Vollan")
    return unit


def home(unit: Unit, context_of: Make, show: Show) -> HomePage:
    page = HomePage(context_of(unit.book))
    page.resize(1170, 662)
    page.refresh(None)
    show(page)
    return page


def buttons(page: HomePage) -> dict[str, QPushButton]:
    return {row.button.text(): row.button for row in page.attention.rows}


def test_numbers_and_matters_are_those_of_the_book(busy: Unit, context_of: Make, show: Show) -> None:
    page = home(busy, context_of, show)
    assert page.head.facts.text() == "Thursday 12 March 2026 · 4 things need attention"
    assert page.waiting == 4
    figures = page.figures
    assert (figures.pairs.number.text(), figures.pairs.unit.text()) == ("2", "of 3 open")
    assert figures.pairs.remark.words.text() == "1 on track, 1 stalled"
    assert (figures.sessions.number.text(), figures.sessions.unit.text()) == ("1", "in March")
    assert figures.sessions.remark.words.text() == "1 more is booked this month"
    assert figures.time.number.text() == "0"
    assert figures.mentors.unit.text() == "of 2"
    assert list(buttons(page)) == ["Agree a way on", "Sign items", "See actions", "Back up"]
    assert page.activity.chart.rows()[-1] == ("Mar", 0, 1)


def test_each_button_goes_where_the_matter_is_dealt_with(
    busy: Unit, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    page = home(busy, context_of, show)
    stalled = busy.people["Yusuf Karimi"]
    assert stalled
    for words, place in (("Agree a way on", "pairs"), ("Sign items", "training"), ("Back up", "settings")):
        with qtbot.waitSignal(page.go) as went:
            buttons(page)[words].setFocus()
            qtbot.keyClick(buttons(page)[words], Qt.Key.Key_Space)
        assert went.args[0] == place
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.pack.click()
    assert printed.args == ["programme-summary", {}]


def test_overdue_actions_are_ticked_in_place(busy: Unit, context_of: Make, show: Show, qtbot: QtBot) -> None:
    page = home(busy, context_of, show)
    sheet = OverdueActions(page, page.context, page.go.emit)
    show(sheet)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
    assert count_actions(busy.book).overdue == 0
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)
    assert [row.text for row in list_actions(busy.book)] == ["Book the projector"]
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert went.args[0] == "pairs"


def test_an_old_copy_outside_is_told_only_once_backups_are_fresh(
    busy: Unit, context_of: Make, show: Show, clock: SetClock
) -> None:
    back_up(busy.book)
    page = home(busy, context_of, show)
    assert page.attention.rows[-1].button.text() == "Copy to USB"
    note_copy_outside(busy.book, busy.by)
    page.refresh(None)
    assert len(page.attention.rows) == 3
    clock.moment += timedelta(days=6)
    page.refresh(None)
    assert "Back up" not in [row.button.text() for row in page.attention.rows]
    clock.moment += timedelta(days=1)
    page.refresh(None)
    assert page.attention.rows[-1].button.text() == "Back up"
    (matter,) = [each for each in page.attention._matters if each.action == "Back up"]
    assert (matter.tone, matter.headline) == ("bad", "No backup for 7 days")


def test_a_book_that_was_never_backed_up_is_red_after_its_first_week(
    busy: Unit, context_of: Make, show: Show, clock: SetClock
) -> None:
    def told(page: HomePage) -> tuple[str, str]:
        (matter,) = [each for each in page.attention._matters if each.action == "Back up"]
        return matter.tone, matter.headline

    clock.moment = backup_state(busy.book).begun
    page = home(busy, context_of, show)
    assert told(page) == ("watch", "No backup yet")
    clock.moment += timedelta(days=7)
    page.refresh(None)
    assert told(page) == ("bad", "No backup for 7 days")


def test_a_pair_with_a_date_is_written_to(
    unit: Unit, context_of: Make, show: Show, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.moment
    clock.moment = now - timedelta(weeks=7)
    unit.person("Zoë", email="zoe@example.org")
    unit.person("Bo", email="bo@example.org")
    pair_id = unit.active_pair("Zoë", "Bo")
    record_session(unit.book, unit.by, RecordSession(pair_id, clock.today(), next_on=date(2026, 3, 26)))
    clock.moment = now
    page = home(unit, context_of, show)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    buttons(page)["E-mail both"].click()
    assert opened == ["mailto:zoe@example.org,bo@example.org"]


def test_a_new_unit_is_led_to_its_first_pair(unit: Unit, context_of: Make, show: Show, qtbot: QtBot) -> None:
    page = home(unit, context_of, show)
    assert not page.record.isEnabled()
    assert "once there is a pair" in page.record.toolTip()
    steps = {button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()}
    for words, place in (("Add staff", "staff"), ("New pair", "pairs"), ("Begin training", "training")):
        with qtbot.waitSignal(page.go) as went:
            steps[words].click()
        assert went.args[0] == place
    unit.pair()
    page.refresh(None)
    assert page.record.isEnabled()
    assert page.figures.isVisible()


def test_many_matters_are_one_click_away(unit: Unit, context_of: Make, show: Show) -> None:
    for number in range(8):
        unit.pair(f"Mentor {number}", f"Mentee {number}")
    page = home(unit, context_of, show)
    assert len(page.attention.rows) == 6
    assert page.attention.link.text() == "All 9"
    page.attention.link.click()
    assert len(page.attention.rows) == 9


def test_the_chart_has_its_table_one_key_away(busy: Unit, context_of: Make, show: Show, qtbot: QtBot) -> None:
    page = home(busy, context_of, show)
    qtbot.keyClick(page.activity.chart, Qt.Key.Key_Return)
    sheet = page.activity.sheet
    assert sheet is not None
    assert sheet.isVisible()
    sheet.close()


@pytest.mark.parametrize(
    ("hour", "name", "words"),
    [
        (7, "Ruth Abernethy", "Good morning, Ruth"),
        (13, "Dr Henrik Aaltola", "Good afternoon, Henrik"),
        (22, "Prof.", "Good evening, Prof."),
    ],
)
def test_the_greeting_knows_the_hour_and_the_first_name(hour: int, name: str, words: str) -> None:
    assert greeting(datetime(2026, 3, 12, hour).astimezone(), name) == words

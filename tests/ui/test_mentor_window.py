"""The window of a mentor: every page works, shows their own alone, and runs into no closed door."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.demo import PASSPHRASE, make_sample_book
from app.pairs.pairs import pairs_of_person
from app.sessions.actions import save_action
from app.sessions.booking import set_next_date
from tests.fixtures.sign_in import give_account, signed_in
from tests.fixtures.unit import Unit
from ui.home.own_page import OwnHomePage
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.reports.page import ReportsPage
from ui.settings.page import SettingsPage
from ui.workspace import Workspace

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]
MENTOR = "Lan Nguyễn"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample unit, made once."""
    clock = SetClock(datetime(2026, 3, 12, 10, 43).astimezone())
    return make_sample_book(tmp_path_factory.mktemp("sample") / "Ward 7.pairbook", clock=clock)


@pytest.fixture
def window(sample: Path, clock: SetClock, context_of: Make, show: Show, qtbot: QtBot) -> Iterator[Workspace]:
    """The sample book's window as Lan sees it."""
    with Book.open(sample, MENTOR, PASSPHRASE, clock=clock, back_up=False) as book:
        workspace = Workspace(context_of(book))
        workspace.resize(1366, 690)
        show(workspace)
        workspace.activateWindow()
        yield workspace
        qtbot.wait(400)  # a preview asked for last begins a moment later
        settle(qtbot, workspace)
        workspace.close_down()


def settle(qtbot: QtBot, workspace: Workspace) -> None:
    qtbot.waitUntil(lambda: not workspace._context.jobs.busy, timeout=30_000)


def test_every_page_report_and_section_opens_without_a_closed_door(
    window: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(window._context.alerts, "show", told.append)
    names = list(window._places)
    assert names == ["home", "pairs", "sessions", "training", "reports", "settings"]
    for name in names:
        window.go(name, None)
        assert window.place == name
        page = window.page()
        assert page is not None
        page.refresh(None)
        for act in (page.find, page.new):
            act()
        settle(qtbot, window)
    pairs = pairs_of_person(window._context.book, window._context.account.staff_id or 0)
    for pair in pairs:
        window.go("pairs", {"id": pair.id, "open": True})
        window.go("sessions", {"pair": pair.id})
    window.go("settings", None)
    settings = window.page()
    assert isinstance(settings, SettingsPage)
    for name in settings._modules:
        settings.open({"section": name})
        assert settings.section.isVisible()
    window.go("reports", None)
    reports = window.page()
    assert isinstance(reports, ReportsPage)
    for entry in reports._allowed:
        window.go(
            "reports", {"kind": entry.kind, "pair": pairs[0].id, "staff": window._context.account.staff_id}
        )
        settle(qtbot, window)
        assert "may not" not in words_of(reports.preview), entry.kind
    assert told == []


def test_printing_from_any_place_leads_to_what_is_ones_own(window: Workspace, qtbot: QtBot) -> None:
    for name in ("pairs", "sessions", "training"):
        window.go(name, None)
        page = window.page()
        assert page is not None
        page.print_page()
        settle(qtbot, window)
        reports = window.page("reports")
        if isinstance(reports, ReportsPage):
            assert reports._report in reports._allowed
            assert "may not" not in words_of(reports.preview)


def test_ones_own_statement_is_one_click_from_home(window: Workspace, qtbot: QtBot) -> None:
    window.go("home", None)
    home = window.page()
    assert isinstance(home, OwnHomePage)
    home.statement.click()
    settle(qtbot, window)
    reports = window.page()
    assert isinstance(reports, ReportsPage)
    qtbot.waitUntil(lambda: reports._made is not None, timeout=30_000)
    assert reports._made is not None
    assert reports._made.document.title == MENTOR


def test_home_is_ones_own(window: Workspace) -> None:
    window.go("home", None)
    page = window.page()
    assert isinstance(page, OwnHomePage)
    assert page.head.title.text() == "Good morning, Lan"
    assert [line.accessibleName().split(",")[0] for line in page.pairs.lines]
    people = " ".join(line.accessibleName() for line in page.pairs.lines)
    assert "Lan" not in people
    assert page.coming.title.text().startswith("14:30 with")
    assert page.training.isVisible()
    words = words_of(page)
    assert "Kwabena" not in words
    assert not [button for button in page.findChildren(Button) if "Copy to USB" in button.text()]


def test_home_names_what_waits_and_deals_with_it(
    unit: Unit, clock: SetClock, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    pair_id = unit.active_pair(MENTOR, "Margit Sørvik")
    set_next_date(unit.book, unit.by, pair_id, unit.today)
    save_action(
        unit.book, unit.by, pair_id=pair_id, text="Ask for a test account", owner_id=unit.person(MENTOR),
        due_on=unit.today,
    )  # fmt: skip
    give_account(unit.book, MENTOR, unit.person(MENTOR))
    folder = unit.book.folder
    unit.book.close()
    with signed_in(folder, MENTOR, clock, "only once") as book:
        page = OwnHomePage(context_of(book))
        page.resize(1170, 662)
        page.refresh(None)
        book.subscribe(page.refresh)
        show(page)
        page.activateWindow()
        asked: list[tuple[str, object]] = []
        page.go.connect(lambda place, about: asked.append((place, about)))
        (row,) = page.attention.rows
        row.button.setFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert not page.attention.rows
        qtbot.keyClick(page.pairs.lines[0], Qt.Key.Key_Return)
        qtbot.keyClick(page.coming.record, Qt.Key.Key_Space)
        assert asked == [("pairs", {"id": pair_id}), ("sessions", {"record": True, "pair": pair_id})]
        assert not page.next.isVisible()


def test_somebody_without_a_pair_sees_no_empty_places(
    unit: Unit, clock: SetClock, context_of: Make, show: Show
) -> None:
    give_account(unit.book, "New Here", unit.person("New Here"))
    folder = unit.book.folder
    unit.book.close()
    with signed_in(folder, "New Here", clock, "only once") as book:
        workspace = Workspace(context_of(book))
        show(workspace)
        assert list(workspace._places) == ["home", "reports", "settings"]
        workspace.go("home", None)
        assert "You are in no open pair." in words_of(workspace)
        workspace.close_down()


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))

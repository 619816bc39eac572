"""A book that a front page holds open locks as one in the workspace does: nobody need be signed in quite."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.book import FAST_KEYS, Book, unlock
from app.book.unlocking import unlock_with_code
from app.clock import SetClock
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.ui.windows import open_window
from ui.kit.buttons import Button
from ui.kit.theme import Theme
from ui.main_window import MainWindow
from ui.sign_in.new_passphrase import NewPassphrasePage
from ui.sign_in.page import SignInPage
from ui.sign_in.repair_page import RepairPage
from ui.welcome.set_up import RECOVERY, SetUpPage

Way = Callable[[MainWindow, SetClock], None]


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    """A program that has just been started: nobody was signed in yet."""
    made = open_window(look, show, clock)
    made.key_cost = FAST_KEYS
    yield made
    made.close_down()


def by_idle(window: MainWindow, clock: SetClock) -> None:
    assert window.idle is not None
    clock.moment += timedelta(minutes=5, seconds=1)
    window.idle.look()


def by_screen_lock(window: MainWindow, _clock: SetClock) -> None:
    window._leaving.switched(True)


def by_key(window: MainWindow, _clock: SetClock) -> None:
    over = QApplication.activeModalWidget() or window.frame
    QTest.keyClick(over.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


ways = pytest.mark.parametrize("way", [by_idle, by_screen_lock, by_key])


@ways
def test_who_came_in_by_the_sheet_and_walks_away_leaves_nobody_a_way_in(
    window: MainWindow, clock: SetClock, tmp_path: Path, way: Way
) -> None:
    book, code = Book.create(
        tmp_path / "W.pairbook", unit="W", manager=MANAGER, passphrase=PASSPHRASE, clock=clock, cost=FAST_KEYS
    )
    book.close()
    window.open_book(unlock_with_code(book.folder, code))
    assert isinstance(window.page, NewPassphrasePage)
    way(window, clock)
    assert isinstance(window.page, SignInPage)
    Book.open(book.folder, MANAGER, PASSPHRASE, clock=clock, back_up=False).close()
    assert window.idle is not None
    assert not window.idle.counts  # nothing is open any more


@ways
def test_a_set_up_that_is_left_alone_hides_the_recovery_code_and_closes_the_book(
    window: MainWindow, clock: SetClock, qtbot: QtBot, way: Way
) -> None:
    window.show_set_up()
    page = window.page
    assert isinstance(page, SetUpPage)
    page.unit.unit.setText("Ward 9")
    page.unit.manager.setText(MANAGER)
    page.go_on()
    for field in (page.passphrase.first, page.passphrase.second):
        field.setText("quiet harbour lamp seven")
    page.go_on()
    qtbot.waitUntil(lambda: page.step == RECOVERY)
    folder = page.unit.folder()
    page.recovery.save_sheet()
    assert [each for each in window.frame.findChildren(QFileDialog) if each.isVisible()]
    way(window, clock)
    assert isinstance(window.page, SignInPage)
    assert not [each for each in window.frame.findChildren(QFileDialog) if each.isVisible()]
    Book.open(folder, MANAGER, "quiet harbour lamp seven", clock=clock, back_up=False).close()


@ways
def test_a_passphrase_that_waits_for_a_book_in_use_opens_it_to_nobody_else(
    window: MainWindow, clock: SetClock, tmp_path: Path, way: Way
) -> None:
    with new_book(tmp_path, clock) as elsewhere:
        window.show_sign_in(elsewhere.folder)
        page = window.page
        assert isinstance(page, SignInPage)
        window.open_book(unlock(elsewhere.folder, 1, PASSPHRASE))
        assert [each.text() for each in page.banner.findChildren(Button)] == ["Try again"]
        way(window, clock)
    assert window.page is not page
    assert isinstance(window.page, SignInPage)
    assert not window.page.banner.findChildren(Button)


@ways
def test_a_book_that_was_checked_opens_again_to_nobody_else(
    window: MainWindow, clock: SetClock, tmp_path: Path, qtbot: QtBot, way: Way
) -> None:
    with new_book(tmp_path, clock) as book:
        folder = book.folder
    window.show_repair(unlock(folder, 1, PASSPHRASE))
    page = window.page
    assert isinstance(page, RepairPage)
    qtbot.waitUntil(page.button.isVisible)
    way(window, clock)
    assert isinstance(window.page, SignInPage)

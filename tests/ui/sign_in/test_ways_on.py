"""A book that does not open: the way on stands beside the words, from the other PC's lock to repair."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.book import Book, keys_file, lock_file
from app.book.backup import back_up
from app.clock import SetClock
from app.files import read
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.ui.windows import open_window, sign_in
from ui.kit.buttons import Button
from ui.kit.theme import Theme
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage
from ui.sign_in.repair_page import RepairPage
from ui.welcome.restore import RestorePage


@pytest.fixture
def folder(tmp_path: Path, clock: SetClock) -> Path:
    with new_book(tmp_path, clock) as book:
        back_up(book)
        return book.folder


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    made = open_window(look, show, clock)
    yield made
    made.close_down()


def try_to_sign_in(window: MainWindow, folder: Path, qtbot: QtBot) -> SignInPage:
    """Type the right passphrase into a book that will not open."""
    window.show_sign_in(folder)
    page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: bool(page.names.entries))
    page.passphrase.setText(PASSPHRASE)
    page.sign_in()
    qtbot.waitUntil(page.banner.isVisible, timeout=10_000)
    return page


def button(page: QWidget, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words)


def test_the_lock_of_a_pc_that_was_switched_off_is_taken_over_by_who_says_so(
    window: MainWindow, folder: Path, clock: SetClock, qtbot: QtBot
) -> None:
    cover_key = keys_file.load(read(folder / "keys.json")).cover_key
    holder = {"who": "Iona Meikle", "computer": "WARD5-PC", "pid": 7, "began": 0.0, "mark": "there"}
    sealed = keys_file.seal(cover_key, holder | {"since": clock.now().isoformat()}, "lock")
    (folder / lock_file.LOCK_NAME).write_text(json.dumps(sealed), encoding="ascii")
    page = try_to_sign_in(window, folder, qtbot)
    assert "Iona Meikle has this book open on WARD5-PC since 10:43." in page.banner.words.plain
    with qtbot.waitSignal(window.alerts.shown) as shown:
        button(page, "That PC is off…").click()
    assert shown.args is not None
    with qtbot.waitSignal(window.entered):
        button(shown.args[0], "Open it here").click()


def test_a_book_in_use_on_this_pc_is_never_taken_over(
    window: MainWindow, folder: Path, clock: SetClock, qtbot: QtBot
) -> None:
    with Book.open(folder, MANAGER, PASSPHRASE, clock=clock, back_up=False):
        page = try_to_sign_in(window, folder, qtbot)
        assert [each.text() for each in page.banner.findChildren(Button)] == ["Try again"]


def test_damaged_records_are_checked_and_the_backup_that_works_is_offered(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    records = folder / "records.db"
    content = bytearray(records.read_bytes())
    content[:4096] = bytes(4096)
    records.write_bytes(bytes(content))
    page = try_to_sign_in(window, folder, qtbot)
    assert "records are damaged" in page.banner.words.plain
    button(page, "Check and repair…").click()
    repair = window.page
    assert isinstance(repair, RepairPage)
    qtbot.waitUntil(lambda: repair.result is not None, timeout=30_000)
    assert repair.result is not None
    assert not repair.result.whole
    assert "The newest backup that works is of 12 March 2026, 10:43." in repair.banner.words.plain
    assert repair.button.isHidden()
    repair.offer.click()
    assert isinstance(window.page, RestorePage)


def test_the_book_is_checked_from_settings_and_stands_as_before(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    window.workspace.go("settings", {"section": "backups"})
    window.workspace.page().section.check.click()
    repair = window.page
    assert isinstance(repair, RepairPage)
    qtbot.waitUntil(lambda: repair.result is not None, timeout=30_000)
    assert repair.banner.words.plain == "The book is whole; nothing had to be done."
    with qtbot.waitSignal(window.entered):
        repair.button.click()
    assert window.workspace.place == "settings"
    assert window.workspace.page().where() == {"section": "backups"}


def test_keys_that_were_put_right_are_told_once(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    (folder / "keys.json").write_text("{", encoding="ascii")
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.remarks_banner.isVisible()
    assert "keys" in window.workspace.remarks_banner.words.plain
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert not window.workspace.remarks_banner.isVisible()

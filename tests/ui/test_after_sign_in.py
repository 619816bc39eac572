"""An interrupted new key is finished after the sign-in, beside a window that paints and says so."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import files
from app.accounts import all_accounts, remove_account
from app.book import Book, backup, rekey
from app.clock import SetClock
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.ui.locking.conftest import SECOND, closed_window, folder, made  # noqa: F401
from tests.ui.windows import sign_in
from ui.main_window import MainWindow
from ui.settings.new_key import NewKeySheet


@pytest.fixture
def interrupted(folder: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """A book from which the second manager was removed, with the disk full before it had its new key."""

    def full(*_arguments: object) -> None:
        raise files.DiskFull("the disk is full")

    with Book.open(folder, MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        second = next(each.id for each in all_accounts(book) if each.name == SECOND)
        with monkeypatch.context() as patch:
            patch.setattr(rekey.engine, "copy", full)
            with pytest.raises(files.DiskFull):
                remove_account(book, book.account, second)
        assert rekey.is_unfinished(book)
    return folder


def sheet() -> NewKeySheet | None:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, NewKeySheet)]
    return next((each for each in found if each.isVisible()), None)


def data_key(window: MainWindow) -> bytes:
    assert window._book is not None
    return window._book.material.data_key


def test_a_new_key_that_was_interrupted_is_finished_beside_a_window_that_paints(
    closed_window: MainWindow,  # noqa: F811
    interrupted: Path,
    qtbot: QtBot,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads, copies = list[object](), list[bytes]()
    verify, begin = rekey.verify, backup.begin

    def seen(records: rekey.NewRecords) -> rekey.NewRecords:
        threads.append(threading.current_thread())
        return verify(records)

    def copied(book: Book, *more: Path | None) -> object:
        copies.append(book.material.data_key)
        return begin(book, *more)

    monkeypatch.setattr(rekey, "verify", seen)
    monkeypatch.setattr(backup, "begin", copied)
    sign_in(closed_window, interrupted, qtbot, MANAGER)
    old, shown = data_key(closed_window), sheet()
    assert shown is not None
    assert shown.windowTitle() == "The book gets a new key"
    assert threads == []
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheet() is None, timeout=60_000)
    assert len(threads) == 1
    assert threading.main_thread() not in threads
    assert data_key(closed_window) != old
    assert copies[0] == data_key(closed_window), "a backup under the old key helps whoever was removed"
    closed_window.lock()
    sign_in(closed_window, interrupted, qtbot, MANAGER)
    assert sheet() is None
    closed_window.lock()
    with Book.open(interrupted, MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        assert not rekey.is_unfinished(book)


def test_locked_over_the_new_key_the_next_sign_in_gives_it(
    closed_window: MainWindow,  # noqa: F811
    interrupted: Path,
    qtbot: QtBot,
) -> None:
    sign_in(closed_window, interrupted, qtbot, MANAGER)
    assert sheet() is not None
    closed_window.lock()
    assert sheet() is None
    sign_in(closed_window, interrupted, qtbot, MANAGER)
    old = data_key(closed_window)
    assert sheet() is not None
    qtbot.waitUntil(lambda: sheet() is None, timeout=60_000)
    assert data_key(closed_window) != old

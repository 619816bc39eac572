"""Locking: whatever is open is kept, the book is free for others, and nothing of it stays in memory."""

import gc
import weakref
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import files
from app.book import Book
from app.clock import SetClock
from app.files import DiskFull
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.ui.locking.conftest import SECOND
from tests.ui.locking.open_forms import holder, open_form
from tests.ui.ward_seven import MadeWard
from tests.ui.windows import sign_in
from ui.kit.drafts import FormDraft
from ui.kit.idle import Idle
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage


def test_somebody_else_sees_neither_the_form_nor_its_text_and_the_writer_finds_both(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Half ty")
    window.workspace.switch_wanted.emit()
    page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: bool(page.names.entries))
    assert page.names.current() is None
    with Book.open(folder, SECOND, "only once", back_up=False) as other:
        from app.accounts import set_passphrase

        set_passphrase(other, PASSPHRASE)
    sign_in(window, folder, qtbot, SECOND)
    assert window.workspace is not None
    assert window.workspace.place == "home"
    window.workspace.go("staff", {"new": True})
    assert holder(open_form(window)).field("name").text() == ""
    window.lock(switch=True)
    sign_in(window, folder, qtbot, MANAGER)
    assert holder(open_form(window)).field("name").text() == "Half ty"


def test_two_half_typed_forms_and_the_place_stand_there_again(
    window: MainWindow, made: MadeWard, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Half ty")
    window.workspace.go("pairs", {"id": made.pairs["Lan Nguyễn"], "ask": "pause"})
    holder(open_form(window)).field("reason").setText("On nig")
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    assert window.workspace.place == "pairs"
    dialog = open_form(window)
    assert holder(dialog).field("reason").text() == "On nig"
    dialog.action.click()
    window.workspace.go("staff", None)
    assert holder(open_form(window)).field("name").text() == "Half ty"
    window.workspace.go("home", None)
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace.place == "home"  # the dialog was finished, Staff still holds its form
    assert [each.name for each in window.frame.findChildren(FormDraft)] == ["staff:new"]


def test_what_the_disk_does_not_take_at_a_lock_waits_sealed_and_is_back(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise DiskFull("Not saved: the disk is full.")

    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Precious")
    with monkeypatch.context() as broken:
        broken.setattr("ui.kit.drafts.store_drafts", full)
        broken.setattr("ui.resuming.store_drafts", full)
        window.lock()
    assert isinstance(window.page, SignInPage)
    assert all(b"Precious" not in draft.body for draft in window._left)
    assert "Precious" not in repr(window._left)
    assert "is not in the book yet" in window.page.banner.words.plain
    sign_in(window, folder, qtbot, MANAGER)
    assert holder(open_form(window)).field("name").text() == "Precious"
    assert window._left == ()


def test_a_lock_after_the_stick_was_pulled_keeps_what_was_typed_until_it_is_back(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Precious")
    away = folder.rename(folder.with_name("away"))
    window.lock()
    page = window.page
    assert isinstance(page, SignInPage)
    assert window._book is None
    assert not folder.exists()
    qtbot.waitUntil(lambda: "is not there" in page.banner.words.plain)
    away.rename(folder)
    window.show_sign_in(folder)
    sign_in(window, folder, qtbot, MANAGER)
    assert holder(open_form(window)).field("name").text() == "Precious"


def test_after_locking_nothing_of_the_book_is_in_memory(
    window: MainWindow, made: MadeWard, qtbot: QtBot
) -> None:
    assert window.workspace is not None
    for place in ("home", "staff", "pairs", "sessions", "training", "programmes", "settings"):
        window.workspace.go(place, None)
    book, workspace = weakref.ref(window._book), weakref.ref(window.workspace)
    window.lock()
    assert window._book is None
    assert workspace() is None or not workspace().isVisible()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and workspace() is None and book() is None, timeout=30_000)


def test_after_locking_no_temporary_file_is_left(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = files.private_folder() / "unpacked"
    left.mkdir()
    window.lock()
    qtbot.waitUntil(lambda: not left.exists())


def test_after_locking_nothing_waits_to_be_done(window: MainWindow, made: MadeWard) -> None:
    for place in ("staff", "pairs", "sessions", "settings", "reports"):
        window.workspace.go(place, None)
    workspace = window.workspace
    assert any(timer.isActive() for timer in workspace.findChildren(QTimer))
    window.lock()
    assert not [timer.parent() for timer in workspace.findChildren(QTimer) if timer.isActive()]


def test_five_minutes_without_input_lock_and_only_real_input_counts(
    window: MainWindow, clock: SetClock, qtbot: QtBot
) -> None:
    idle = window.idle
    assert isinstance(idle, Idle)
    clock.moment += timedelta(minutes=4)
    idle.look()
    assert window.workspace is not None
    QTest.keyClick(window.frame.windowHandle(), Qt.Key.Key_Shift)  # through the window system
    clock.moment += timedelta(minutes=4)
    idle.look()
    assert window.workspace is not None
    window.workspace.go("staff", None)  # the program's own doing
    QApplication.sendEvent(window.frame.windowHandle(), _press())
    clock.moment += timedelta(minutes=1, seconds=1)
    idle.look()
    assert isinstance(window.page, SignInPage)


def test_the_time_without_input_is_from_1_to_60_minutes_and_5_unless_said(
    window: MainWindow, clock: SetClock
) -> None:
    idle = window.idle
    assert isinstance(idle, Idle)
    assert idle.minutes == 5
    for wanted, given in ((1, 1), (60, 60), (61, 60), (0, 1), (-3, 1)):
        assert Idle(idle, clock, wanted).minutes == given
        idle.set_minutes(wanted)
        assert idle.minutes == window.preferences.lock_minutes == given
    assert window.workspace is not None
    window.workspace.go("settings", {"section": "look"})
    minutes = window.workspace.page().section.minutes
    assert (minutes.minimum(), minutes.maximum()) == (1, 60)
    minutes.setValue(17)
    assert idle.minutes == 17


def _press() -> Any:
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


def test_a_screen_lock_locks_and_its_end_does_nothing(window: MainWindow, folder: Path) -> None:
    window._leaving.switched(False)
    assert window.workspace is not None
    window._leaving.switched(True)
    assert isinstance(window.page, SignInPage)
    Book.open(folder, MANAGER, PASSPHRASE, back_up=False).close()


def test_ctrl_l_locks_over_a_dialog(window: MainWindow, made: MadeWard, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.go("pairs", {"id": made.pairs["Lan Nguyễn"], "ask": "pause"})
    dialog = open_form(window)
    window.idle._watch(dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, SignInPage)


def test_work_under_way_tells_nobody_after_a_lock(window: MainWindow, qtbot: QtBot) -> None:
    import threading

    going = threading.Event()
    told: list[object] = []
    window.jobs.run(going.wait, 5, title="Long work", done=told.append, failed=told.append)
    window.lock()
    going.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert told == []


def test_closing_with_a_full_disk_asks_once_and_then_closes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise DiskFull("Not saved: the disk is full.")

    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    holder(open_form(window)).field("name").setText("Precious")
    monkeypatch.setattr("ui.kit.drafts.store_drafts", full)
    with qtbot.waitSignal(window.alerts.shown) as shown:
        assert not window.frame.close()
    assert shown.args is not None
    main = next(b for b in shown.args[0].findChildren(type(shown.args[0].add_button(""))) if b.isDefault())
    main.click()
    assert window._book is None
    assert not window.frame.isVisible()

"""A new unit in four steps, by keyboard, with the real keys and the real sheet."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import FAST_KEYS, Book, creation
from app.book.unlocking import unlock_with_code
from app.clock import SetClock
from ui.frame import Frame
from ui.kit.theme import Theme
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage
from ui.welcome.page import WelcomePage
from ui.welcome.restore import RestorePage
from ui.welcome.set_up import SetUpPage

GOOD = "quiet harbour lamp seven"


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    frame = Frame()
    made = MainWindow(frame, look, clock)
    made.key_cost = FAST_KEYS
    show(frame)
    frame.activateWindow()
    yield made
    made.close_down()


def press(qtbot: QtBot, text: str = "", key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type *text* and press *key* wherever the keyboard is."""
    assert QApplication.focusWidget() is not None
    qtbot.keyClicks(QApplication.focusWidget(), text)
    qtbot.keyClick(QApplication.focusWidget(), key)


def set_up(window: MainWindow) -> SetUpPage:
    """From the welcome into the set-up."""
    window.show_welcome()
    welcome = window.page
    assert isinstance(welcome, WelcomePage)
    welcome.new.click()
    page = window.page
    assert isinstance(page, SetUpPage)
    return page


def to_recovery(page: SetUpPage, qtbot: QtBot) -> None:
    """Steps 1 and 2 by keyboard."""
    press(qtbot, "Ward 9")
    press(qtbot, "St Brannoc's")
    press(qtbot, "Ruth Abernethy")
    press(qtbot, GOOD)
    press(qtbot, GOOD)
    qtbot.waitUntil(lambda: page.step == 2)


def test_four_steps_by_keyboard_make_a_book_that_opens_with_passphrase_and_sheet(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    page = set_up(window)
    to_recovery(page, qtbot)
    folder = page.unit.folder()
    code = page.recovery._code
    page.go_on()
    assert page.step == 2
    assert "Print or save the sheet first." in page.recovery.banner.words.plain
    page.recovery.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.recovery.group)
    text = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert all(group in text for group in code.split("-"))
    shown = [group.letters.text() for group in page.recovery._groups]
    assert not set(shown) & set(code.split("-"))  # asked for from paper, not from the screen
    press(qtbot, "00000")
    assert page.step == 2
    assert page.recovery.form.row("group").error.isVisible()
    page.recovery.group.clear()
    press(qtbot, code.split("-")[page.recovery.asked - 1].lower())
    assert page.step == 3
    with qtbot.waitSignal(window.entered):
        press(qtbot, key=Qt.Key.Key_Space)
    assert window.workspace is not None
    window.lock()
    Book.open(folder, "Ruth Abernethy", GOOD, clock=clock, back_up=False).close()
    assert unlock_with_code(folder, code).needs_new_passphrase


def test_empty_and_weak_entries_are_told_beside_their_fields(window: MainWindow, qtbot: QtBot) -> None:
    page = set_up(window)
    page.go_on()
    assert page.unit.form.row("unit").error.text() == "Give the unit's name."
    assert page.unit.form.row("manager").error.text() == "Give your name."
    page.unit.unit.setText("W" * 121)
    page.go_on()
    assert page.unit.form.row("unit").error.text() == "Shorten this to 120 characters; it has 121."
    assert (page.step, page.unit.unit.value()) == (0, "W" * 121)
    page.unit.unit.setText("Ward / 9")
    page.unit.manager.setText("Ruth Abernethy")
    assert page.unit.folder().name == "Ward 9.pairbook"
    page.go_on()
    assert page.step == 1
    for first, second, words in (
        ("", "", "Choose a passphrase."),
        ("Ruth Abernethy", "Ruth Abernethy", "Not strong enough yet."),
        (GOOD, GOOD + "!", ""),
    ):
        page.passphrase.first.setText(first)
        page.passphrase.second.setText(second)
        page.go_on()
        assert page.step == 1
        assert words.lower() in page.passphrase.form.row("passphrase").error.text().lower()
    page.go_back()
    assert page.unit.unit.value() == "Ward / 9"


def test_a_folder_that_may_not_be_written_is_told_and_can_be_changed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    page = set_up(window)
    page.unit._parent_folder = tmp_path / "file"
    page.unit.unit.setText("Ward 9")
    page.unit.manager.setText("Ruth Abernethy")
    page.go_on()
    page.passphrase.first.setText(GOOD)
    page.passphrase.second.setText(GOOD)
    page.go_on()
    qtbot.waitUntil(page.banner.isVisible)
    assert page.step == 1
    assert page.passphrase.value() == GOOD
    page.unit._parent_folder = tmp_path
    page.go_on()
    qtbot.waitUntil(lambda: page.step == 2)


def test_going_back_after_the_book_is_made_keeps_it_and_may_change_the_passphrase(
    window: MainWindow, qtbot: QtBot, clock: SetClock
) -> None:
    page = set_up(window)
    to_recovery(page, qtbot)
    folder = page.unit.folder()
    page.go_back()
    page.go_back()
    assert page.unit.unit.isReadOnly()
    page.go_on()
    page.passphrase.first.setText("seven lamps in the harbour")
    page.passphrase.second.setText("seven lamps in the harbour")
    page.go_on()
    qtbot.waitUntil(lambda: page.step == 2)
    for _step in range(3):
        page.go_back()
    assert isinstance(window.page, WelcomePage)
    Book.open(folder, "Ruth Abernethy", "seven lamps in the harbour", clock=clock, back_up=False).close()


def test_without_a_printer_the_sheet_is_saved_instead(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    page = set_up(window)
    to_recovery(page, qtbot)
    page.recovery.print_button.click()
    banner = page.recovery.banner
    qtbot.waitUntil(lambda: banner.words.plain.startswith("There is no printer on this PC."), timeout=30_000)
    assert "Save the page as a PDF" in banner.words.plain
    assert not page.recovery.ready


def test_showing_the_code_again_asks_for_a_new_print(window: MainWindow, qtbot: QtBot) -> None:
    page = set_up(window)
    to_recovery(page, qtbot)
    page.recovery.by_hand.click()
    page.recovery.reveal.click()
    assert not page.recovery.ready
    assert not page.recovery.group.isEnabled()


def test_a_backup_is_restored_beside_what_is_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    from app.book import backup
    from ui.preferences import books_folder

    unlocked, _code = creation.create(
        tmp_path / "Ward 3.pairbook",
        creation.NewBook("Ward 3", "", "Ruth Abernethy", GOOD),
        clock.now(),
        FAST_KEYS,
    )
    with Book.open_with(unlocked, clock=clock) as opened:
        copy = backup.back_up(opened, tmp_path / "stick")
    window.show_restore(copy)
    page = window.page
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.button.isEnabled)
    assert "Ward 3, backed up 12 Mar 2026, 10:43" in page.whose.text()
    page.passphrase.setText("not this one")
    page.go()
    qtbot.waitUntil(page.banner.isVisible)
    page.passphrase.setText(GOOD)
    page.go()
    qtbot.waitUntil(lambda: isinstance(window.page, SignInPage))
    Book.open(books_folder() / "Ward 3.pairbook", "Ruth Abernethy", GOOD, clock=clock, back_up=False).close()

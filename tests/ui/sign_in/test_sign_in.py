"""Signing in through the real window: by keyboard, with each thing that can be wrong told in words."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import FAST_KEYS, Book
from app.clock import SetClock
from tests.fixtures.books import MANAGER, PASSPHRASE, fingerprint
from ui.frame import Frame
from ui.home.page import HomePage
from ui.kit.buttons import Button
from ui.kit.theme import Theme
from ui.main_window import MainWindow
from ui.sign_in.forgotten import ForgottenPage
from ui.sign_in.new_passphrase import NewPassphrasePage
from ui.sign_in.page import SignInPage


@pytest.fixture
def made(tmp_path: Path, clock: SetClock) -> tuple[Path, str]:
    """A closed book and its recovery code."""
    book, code = Book.create(
        tmp_path / "Ward 7.pairbook",
        unit="Ward 7, Internal medicine",
        manager=MANAGER,
        passphrase=PASSPHRASE,
        clock=clock,
        cost=FAST_KEYS,
    )
    book.close()
    return book.folder, code


@pytest.fixture
def window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> Iterator[MainWindow]:
    frame = Frame()
    made = MainWindow(frame, look, clock)
    show(frame)
    frame.activateWindow()
    yield made
    made.close_down()


def sign_in_page(window: MainWindow, folder: Path, qtbot: QtBot) -> SignInPage:
    """The page of *folder*, its cover read."""
    window.show_sign_in(folder)
    page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: bool(page.names.entries) or page.banner.isVisible())
    return page


def type_passphrase(page: SignInPage, text: str, qtbot: QtBot) -> None:
    """Type and press Enter, as a person does."""
    qtbot.keyClicks(page.passphrase, text)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)


def test_name_known_passphrase_typed_enter_and_one_is_in(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    page = sign_in_page(window, made[0], qtbot)
    assert page.passphrase.accessibleName() == f"Passphrase of {MANAGER}"
    assert page.passphrase.echoMode() == page.passphrase.EchoMode.Password
    with qtbot.waitSignal(window.entered):
        type_passphrase(page, PASSPHRASE, qtbot)
    assert window.workspace is not None
    assert window.workspace.place == "home"
    assert window.frame.windowTitle() == "Ward 7, Internal medicine – Pairbook"
    assert window.preferences.books == (str(made[0]),)


def test_the_keyboard_is_in_the_page_after_sign_in_and_tab_goes_on_from_its_top(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.entered):
        type_passphrase(sign_in_page(window, made[0], qtbot), PASSPHRASE, qtbot)
    assert window.workspace is not None
    page = window.workspace.page()
    assert isinstance(page, HomePage)
    assert QApplication.focusWidget() is page
    assert page.accessibleName() == "Home"
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    assert page.isAncestorOf(focus)


def test_a_wrong_passphrase_says_so_and_changes_nothing(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    before = fingerprint(made[0])
    page = sign_in_page(window, made[0], qtbot)
    type_passphrase(page, "not this one", qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert "Check Caps Lock, or use your recovery sheet." in page.banner.words.plain
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.passphrase)
    assert page.passphrase.selectedText()
    assert fingerprint(made[0]) == before


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda folder: [each.write_text("{") for each in folder.glob("keys.json*")], "keys are damaged"),
        (lambda folder: [each.unlink() for each in folder.glob("keys.json*")], "keys are missing"),
        (lambda folder: (folder / "records.db").unlink(), "records are missing"),
        (lambda folder: (folder / "records.db").write_bytes(b""), "records are empty"),
        (lambda folder: [each.unlink() for each in folder.iterdir()], "not a Pairbook book"),
        (lambda folder: folder.rename(folder.with_name("away")), "not there"),
    ],
)
def test_a_book_that_cannot_be_read_says_why_and_offers_ways_on(
    window: MainWindow,
    made: tuple[Path, str],
    qtbot: QtBot,
    harm: Callable[[Path], Any],
    words: str,
) -> None:
    harm(made[0])
    page = sign_in_page(window, made[0], qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert words in page.banner.words.plain
    assert {button.text() for button in page.banner.findChildren(Button)} == {
        "Open another book…",
        "Restore a backup…",
    }


def test_a_book_in_use_names_who_and_can_be_tried_again(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot, clock: SetClock
) -> None:
    elsewhere = Book.open(made[0], MANAGER, PASSPHRASE, clock=clock, back_up=False)
    page = sign_in_page(window, made[0], qtbot)
    type_passphrase(page, PASSPHRASE, qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    assert MANAGER in page.banner.words.plain
    elsewhere.close()
    again = next(b for b in page.banner.findChildren(Button) if b.text() == "Try again")
    with qtbot.waitSignal(window.entered):
        again.click()


def test_locking_closes_the_book_and_returns_to_sign_in(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot, clock: SetClock
) -> None:
    page = sign_in_page(window, made[0], qtbot)
    with qtbot.waitSignal(window.entered):
        type_passphrase(page, PASSPHRASE, qtbot)
    qtbot.keyClick(window.frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, SignInPage)
    assert window.workspace is None
    Book.open(made[0], MANAGER, PASSPHRASE, clock=clock, back_up=False).close()  # free for others


def test_a_recovery_code_opens_the_book_and_asks_for_a_new_passphrase(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot, clock: SetClock
) -> None:
    folder, code = made
    page = sign_in_page(window, folder, qtbot)
    page.forgot.click()
    forgotten = window.page
    assert isinstance(forgotten, ForgottenPage)
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    for typed, sentence in (("", "Type the code"), (wrong, "group 1"), ("abc", "eight groups")):
        forgotten.code.setText(typed)
        forgotten.sign_in()
        qtbot.waitUntil(lambda sentence=sentence: sentence in forgotten.form.row("code").error.text())
        qtbot.waitUntil(forgotten.button.isEnabled)
    forgotten.code.setText(code.lower().replace("-", " "))
    qtbot.keyClick(forgotten.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.page, NewPassphrasePage))
    new = window.page
    assert isinstance(new, NewPassphrasePage)
    new.choice.first.setText("ward")
    new.save()
    assert new.choice.form.row("passphrase").error.text() == "Not strong enough yet."
    assert "Very weak" in new.choice._words.words.text()  # why, under the bar, and not twice
    new.choice.first.setText("quiet harbour lamp seven")
    new.choice.second.setText("quiet harbour lamp eight")
    new.save()
    assert "not the same" in new.choice._again.row("again").error.text()
    new.choice.second.setText("quiet harbour lamp seven")
    with qtbot.waitSignal(window.entered):
        new.save()
    window.lock()
    Book.open(folder, MANAGER, "quiet harbour lamp seven", clock=clock, back_up=False).close()


def test_a_passphrase_is_shown_only_while_asked_for(look: Theme) -> None:
    from ui.sign_in.passphrase_field import PassphraseField

    field = PassphraseField("Passphrase")
    told: list[bool] = []
    field.caps_lock.connect(told.append)
    eye = next(action for action in field.actions() if action.isCheckable())
    eye.setChecked(True)
    assert field.echoMode() == field.EchoMode.Normal
    eye.setChecked(False)
    assert field.echoMode() == field.EchoMode.Password
    from PySide6.QtGui import QKeyEvent

    for text, shift in (("A", Qt.KeyboardModifier.NoModifier), ("A", Qt.KeyboardModifier.ShiftModifier)):
        field.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, shift, text))
    assert told == [True, False]


def test_who_types_faster_than_the_names_are_read_is_let_in_all_the_same(
    window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    window.show_sign_in(made[0])
    page = window.page
    assert isinstance(page, SignInPage)
    with qtbot.waitSignal(window.entered):
        type_passphrase(page, PASSPHRASE, qtbot)

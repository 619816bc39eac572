"""The real window over a real book, for tests that lock, close and come back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from tests.fixtures.books import PASSPHRASE
from ui.frame import Frame
from ui.kit.theme import Theme
from ui.main_window import MainWindow
from ui.sign_in.page import SignInPage


def open_window(look: Theme, show: Callable[[QWidget], QWidget], clock: SetClock) -> MainWindow:
    """A window that shows nothing yet."""
    frame = Frame()
    made = MainWindow(frame, look, clock)
    show(frame)
    frame.activateWindow()
    return made


def sign_in(window: MainWindow, folder: Path, qtbot: QtBot, name: str, passphrase: str = PASSPHRASE) -> None:
    """Choose *name* and type the passphrase, as a person does."""
    page = window.page
    if not isinstance(page, SignInPage):
        window.show_sign_in(folder)
        page = window.page
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: bool(page.names.entries))
    page.names.choose(next(entry.key for entry in page.names.entries if entry.title == name))
    qtbot.keyClicks(page.passphrase, passphrase)
    with qtbot.waitSignal(window.entered):
        qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)

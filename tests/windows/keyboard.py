"""Typing in tests on Windows: there a new window gets the keyboard a little later than it is shown.

Whoever types waits for that without knowing it; so do the tests.
"""

import time
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

PATIENCE = 5.0
_NEVER_ACTIVE = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}


def wait_for_the_keyboard(widget: QWidget) -> None:
    """Returns when the window of *widget* has the keyboard, or when it will not get it."""
    window = widget.window()
    if not window.isVisible() or window.windowType() in _NEVER_ACTIVE:
        return
    if QApplication.activeModalWidget() not in (None, window):
        return
    end = time.monotonic() + PATIENCE
    while QApplication.activeWindow() is not window and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.002)


def wait_before_each_key() -> None:
    """Has the keys that ``qtbot`` presses wait for the keyboard."""
    for name in ("keyClick", "keyClicks", "keyPress"):
        setattr(QtBot, name, staticmethod(_waiting(getattr(QtBot, name))))


def _waiting(press: Any) -> Any:
    def pressed(widget: QWidget, *arguments: Any, **more: Any) -> Any:
        wait_for_the_keyboard(widget)
        return press(widget, *arguments, **more)

    return pressed

"""A person with a keyboard and a screen reader, and nothing else.

Promises: every key goes to whatever has the focus; places are found by Tab and by the name a
screen reader speaks; no method of a page, a form or of `app` is ever called.  Files are chosen
at the one façade of the file dialogs, because a system's own dialog cannot be driven here; an
unexpected dialog fails the test.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

ROUNDS = 20
FURTHEST = 160


class ScriptedFiles(QObject):
    """Answers the next file dialogs with *answers*, in their order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.answers: list[Path] = []
        self.asked: list[str] = []
        monkeypatch.setattr("ui.kit.dialogs._file_dialog", self._dialog)

    def will_choose(self, path: Path) -> None:
        """The next dialog gives *path*."""
        self.answers.append(path)

    def _dialog(self, _parent: QWidget, title: str, _kinds: str, _folder: Path | None) -> "_Dialog":
        assert self.answers, f"a file dialog nobody expected: {title}"
        self.asked.append(title)
        return _Dialog(self, self.answers.pop(0))


class _Dialog(QObject):
    fileSelected = Signal(str)

    def __init__(self, parent: QObject, answer: Path) -> None:
        super().__init__(parent)
        self._answer = answer

    def open(self) -> None:
        self.fileSelected.emit(str(self._answer))

    def _nothing(self, *_values: object) -> None:
        pass

    setFileMode = setOption = setAcceptMode = setDefaultSuffix = selectFile = _nothing


class Keyboard:
    """Keys into whatever has the focus, and ears for what is spoken there."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    # Ears
    @property
    def here(self) -> QWidget:
        """What has the focus."""
        popup = QApplication.activePopupWidget()
        if QApplication.activeWindow() is None:
            # What a window manager does once a dialog is closed.
            self._window.activateWindow()
            QApplication.processEvents()
        found = QApplication.focusWidget() or popup or QApplication.activeWindow()
        assert found is not None, "the keyboard is nowhere"
        return found

    @property
    def name(self) -> str:
        """What a screen reader calls the place of the focus."""
        if isinstance(self.here, QComboBox):
            # On this system Qt speaks a choice's value and leaves its name to the label's relation.
            return self.here.accessibleName()
        spoken = QAccessible.queryAccessibleInterface(self.here)
        return spoken.text(QAccessible.Text.Name) if spoken is not None else ""

    def value(self) -> str:
        """What stands in the place of the focus."""
        here = self.here
        if isinstance(here, QComboBox):
            return here.currentText()
        if isinstance(here, QLineEdit | QSpinBox):
            return here.text()
        if isinstance(here, QAbstractItemView):
            return str(here.currentIndex().data())
        if isinstance(here, QPlainTextEdit):
            return here.toPlainText()
        return self.name

    # Hands
    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a chord, such as "Tab", "Ctrl+N", "Shift+Tab"."""
        chord = QKeySequence(keys)[0]
        for _time in range(times):
            QTest.keyClick(self.here, chord.key(), chord.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type *text* where the focus is; what no key of a plain keyboard makes, and long text, is pasted."""
        if text.isascii() and len(text) < 400:
            QTest.keyClicks(self.here, text)
        else:
            QApplication.clipboard().setText(text)
            self.press("Ctrl+V")
        QApplication.processEvents()

    def to(self, name: str, key: str = "Tab") -> None:
        """Tab to the place whose name begins like the pattern *name*; it may be the present one.

        A place that is not to be had yet, such as a button that waits for a job, is looked for again.
        """
        seen = []
        for _round in range(ROUNDS):
            for _step in range(FURTHEST):
                if re.match(name, self.name):
                    return
                seen.append(self.name)
                self.press(key)
            QTest.qWait(1000)
        round_trip = list(dict.fromkeys(seen))
        raise AssertionError(f"Tab never comes to “{name}”; it visits {round_trip}")

    def fill(self, name: str, text: str) -> None:
        """Tab to the field *name* and type *text* in place of what is there."""
        self.to(name)
        self.press("Ctrl+A")
        if text:
            self.type(text)
        else:
            self.press("Del")

    def choose(self, name: str, option: str, key: str = "Down") -> None:
        """Tab to the choice *name* and go through it with the arrow keys to *option*."""
        self.to(name)
        for _step in range(60):
            if re.match(option, self.value()):
                return
            self.press(key)
        raise AssertionError(f"{name} never offers “{option}”; the last was “{self.value()}”")

    def push(self, name: str) -> None:
        """Tab to the button *name* and press it."""
        self.to(name)
        self.press("Space")

    def wait(self, until: Callable[[], object], seconds: float = 90) -> None:
        """Wait for what the screen is to show."""
        self._qtbot.waitUntil(lambda: bool(until()), timeout=round(seconds * 1000))

    def wait_for(self, name: str) -> None:
        """Wait until the focus is at *name*."""
        try:
            self.wait(lambda: re.match(name, self.name))
        except Exception as problem:
            raise AssertionError(f"the focus is at “{self.name}”, not at “{name}”") from problem


def spoken(root: QWidget) -> list[str]:
    """All words in sight below *root*, as a screen reader meets them."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            words = interface.text(QAccessible.Text.Name) if interface is not None else ""
            if words:
                found.append(words)
            if interface is not None and isinstance(widget, QAbstractItemView):
                cells = (interface.child(place) for place in range(interface.childCount()))
                found += [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
    return found


def says(root: QWidget, words: str) -> bool:
    """Whether *words* are in sight below *root*."""
    return any(words in each for each in spoken(root))

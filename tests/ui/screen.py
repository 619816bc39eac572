"""What stands on the screen, and what hands do there: for tests of pages and dialogs."""

from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.form_sheet import FormSheet

Sheet = TypeVar("Sheet", bound=QDialog)


def words_on(widget: QWidget) -> str:
    """Everything that stands on *widget* now."""
    QApplication.processEvents()
    return "\n".join(
        getattr(label, "plain", "") or label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisibleTo(widget)
    )


def says(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Wait until *words* stand on *widget*: what is new there appears a moment later."""
    qtbot.waitUntil(lambda: words in words_on(widget), timeout=30_000)


def push(widget: QWidget, words: str) -> None:
    """Push the button that says *words*."""
    QApplication.processEvents()
    found = [b for b in widget.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(widget)]
    assert found, f"no button says {words!r}"
    found[0].click()


def press(qtbot: QtBot, *keys: Any) -> None:
    """Press *keys* wherever the keyboard is: letters, a key, or a modifier and a key."""
    for key in keys:
        # While names are offered, the list of them gets the keys first.
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None
        if isinstance(key, str):
            qtbot.keyClicks(widget, key)
        elif isinstance(key, tuple):
            qtbot.keyClick(widget, key[1], key[0])
        else:
            qtbot.keyClick(widget, key)


def sheets_of(kind: type[Sheet]) -> list[Sheet]:
    """The dialogs of that kind that are open."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


def sheet_of(kind: type[Sheet]) -> Sheet:
    """The one dialog of that kind that is open."""
    (found,) = sheets_of(kind)
    return found


def form_sheet(qtbot: QtBot) -> FormSheet:
    """The form that opens as a dialog, once it has the keyboard."""
    qtbot.waitUntil(lambda: bool(sheets_of(FormSheet)))
    found = sheets_of(FormSheet)[0]
    qtbot.waitUntil(lambda: found.activateWindow() or found.isActiveWindow())
    return found

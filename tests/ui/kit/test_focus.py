"""The focus ring lies round what has the keyboard, also after that has moved."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.focus import REACH, _Ring
from ui.kit.scrolled import Scrolled
from ui.kit.theme import Theme


def test_the_ring_moves_with_what_holds_the_button(
    look: Theme, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window = QWidget()
    window.resize(400, 300)
    box = QWidget(window)
    box.setGeometry(40, 40, 200, 100)
    button = QPushButton("Start", box)
    button.setGeometry(20, 20, 90, 34)
    show(window)
    window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: window.findChild(_Ring) is not None)
    ring = window.findChild(_Ring)
    for corner in (QPoint(40, 40), QPoint(10, 90)):
        box.move(corner)  # as when a banner comes or a scroll bar goes: the button itself stays in its box
        around = QRect(corner + QPoint(20, 20), button.size())
        assert ring.geometry() == around.adjusted(-REACH, -REACH, REACH, REACH)


def test_at_the_edge_of_what_scrolls_the_ring_is_whole(
    look: Theme, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    first, second = QPushButton("Unit"), QPushButton("People who sign in")
    column.addWidget(first)
    column.addWidget(second)
    window = Scrolled(content)
    window.resize(240, 200)
    show(window)
    window.activateWindow()
    for button in (first, second):
        button.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(lambda: any(ring.isVisible() for ring in content.findChildren(_Ring)))
        ring = next(ring for ring in content.findChildren(_Ring) if ring.isVisible())
        assert content.rect().contains(ring.geometry())
        assert ring.geometry().contains(button.geometry())

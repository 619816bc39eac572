"""At 150 and 200 % text nothing is cut at the side, and nothing scrolls sideways (STYLE 2, DESIGN 4).

At 100 % the walk by Tab looks for the same.
"""

import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QCheckBox, QLabel, QPushButton, QWidget

from tests.accessibility.conftest import Walk
from ui.kit.text import Elided, TwoWeights
from ui.kit.theme import Theme

SLACK = 2


def words_of(widget: QWidget) -> str:
    """What *widget* shows."""
    if isinstance(widget, TwoWeights):
        return widget.plain
    return widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox) else ""


def needed(widget: QWidget) -> int:
    """How wide the words of *widget* must be allowed to be; 0 where they may end in dots."""
    if isinstance(widget, Elided):
        return 0
    if isinstance(widget, QLabel):
        measure = widget.fontMetrics().horizontalAdvance
        if widget.wordWrap() or isinstance(widget, TwoWeights):
            return max((measure(word) for word in re.split(r"[\s\u200b]+", words_of(widget))), default=0)
        return max((measure(line) for line in widget.text().splitlines()), default=0)
    return widget.minimumSizeHint().width()


def room(widget: QWidget) -> tuple[int, int]:
    """How far *widget* may be seen to the left and to the right, in its own pixels."""
    left, right = 0, widget.width()
    outer = widget.parentWidget()
    while outer is not None:
        corner = widget.mapTo(outer, QPoint(0, 0)).x()
        left, right = max(left, -corner), min(right, outer.width() - corner)
        if outer.isWindow():
            break
        outer = outer.parentWidget()
    return left, right


def cut(shown: QWidget) -> list[str]:
    """Words that do not fit, and what scrolls sideways."""
    wrong = []
    for widget in shown.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QAbstractScrollArea):
            bar = widget.horizontalScrollBar()
            if bar.maximum() > SLACK:
                name = widget.accessibleName() or type(widget).__name__
                wrong.append(f"{name} scrolls sideways by {bar.maximum()}")
        words = words_of(widget)
        if not words:
            continue
        left, right = room(widget)
        if left > SLACK or widget.width() - right > SLACK:
            wrong.append(f"“{words}” is cut: seen from {left} to {right} of {widget.width()}")
        elif needed(widget) > widget.width() + SLACK:
            wrong.append(f"“{words}” needs {needed(widget)}, has {widget.width()}")
        if isinstance(widget, Elided) and widget.is_cut() and not widget.toolTip():
            wrong.append(f"“{words}” ends in dots without a tool tip")
    return wrong


@pytest.mark.parametrize("zoom", [150, 200])
def test_no_words_are_cut_and_nothing_scrolls_sideways(walk: Walk, look: Theme, zoom: int) -> None:
    look.set_zoom(zoom)
    found = walk(cut)
    look.set_zoom(100)
    assert not found, "\n".join(f"{scene}: {each}" for scene, wrong in found.items() for each in wrong)

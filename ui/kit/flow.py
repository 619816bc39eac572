"""Buttons side by side that wrap where the room is short.

Promises: one line when all fit, else further lines; used where words may grow (text
zoom, other languages).
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.text import put_away


class Flow(QLayout):
    """A row of widgets that wraps."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), only_measure=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, only_measure=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not _hidden(item)]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        hints = [item.minimumSize() for item in self._items if not _hidden(item)]
        widest = max((hint.width() for hint in hints), default=0)
        return QSize(widest, max((hint.height() for hint in hints), default=0))

    def _place(self, rect: QRect, *, only_measure: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, int, int, int]] = []
        for item in self._items:
            if _hidden(item):
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.x() + rect.width():
                _set(placed, y, line)
                placed = []
                x, y, line = rect.x(), y + line + self._gap, 0
            if not only_measure:
                placed.append((item, x, min(hint.width(), rect.width()), hint.height()))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        _set(placed, y, line)
        return y + line - rect.y()


def _set(placed: list[tuple[QLayoutItem, int, int, int]], top: int, height: int) -> None:
    """Each item in the middle of its line: a text action is lower than the buttons beside it."""
    for item, left, wide, high in placed:
        item.setGeometry(QRect(left, top + (height - high) // 2, wide, high))


def _hidden(item: QLayoutItem) -> bool:
    widget = item.widget()
    return isinstance(widget, QWidget) and put_away(widget)

"""The dark side of the front pages: mark, what the book is, and that nothing leaves this PC (mocks 01, 02).

Promises: it makes way where the window is narrow or the text large.  Its words need neither the drawn
icons nor the ``Qt`` namespace (see :mod:`ui.kit.label`), so the first window can show it before both are
loaded; what is drawn is put in by :meth:`Side.dress` and moves no word.
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.label import Label
from ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

WIDE = 470
SLIM = 300
ICON = 18


class Side(QFrame):
    """Mark on top, *middle* below it, quiet lines with icons at the bottom.

    Not *dressed*, it waits for :meth:`dress` to show what is drawn; not *drawn*, it has no picture at its
    foot.
    """

    def __init__(self, *, pixels: int = WIDE, drawn: bool = True, dressed: bool = True) -> None:
        super().__init__()
        self.setObjectName("nav")
        self._pixels, self._drawn, self._dressed = pixels, drawn, False
        self._promises: list[tuple[QHBoxLayout, str]] = []
        u = theme().u
        column = QVBoxLayout(self)
        edge = 48 if pixels == WIDE else 28
        column.setContentsMargins(u(edge), u(44 if pixels == WIDE else 36), u(24), u(32))
        column.setSpacing(0)
        self._mark = 40 if pixels == WIDE else 36
        self._head = _row_with_room(u(self._mark), u(10))
        self._head.addWidget(Label("Pairbook", "panel" if pixels == WIDE else "head"), 1)
        column.addLayout(self._head)
        column.addSpacing(u(56 if pixels == WIDE else 34))
        self.middle = QVBoxLayout()
        self.middle.setSpacing(u(4))
        column.addLayout(self.middle)
        column.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(u(12))
        column.addLayout(self._foot)
        theme().changed.connect(self._fit)
        self._fit()
        if dressed:
            self.dress()

    def add_promise(self, icon: str, words: str) -> Label:
        """A line at the bottom."""
        row = _row_with_room(theme().u(ICON), theme().u(12))
        label = Label(words, "")
        row.addWidget(label, 1)
        self._foot.addLayout(row)
        self._promises.append((row, icon))
        if self._dressed:
            self._dress_promises()
        return label

    def dress(self) -> None:
        """Put in mark, icons and the picture at the foot."""
        from ui.kit.mark import Mark

        self._dressed = True
        _fill_room(self._head, Mark(self._mark))
        self._dress_promises()
        self.update()

    def _dress_promises(self) -> None:
        from ui.kit.text import IconLabel

        for row, icon in self._promises:
            _fill_room(row, IconLabel(icon, "nav_text2", ICON))
        self._promises.clear()

    def _fit(self) -> None:
        self.setFixedWidth(theme().u(self._pixels))

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        look = theme()
        if self._dressed and self._drawn and not look.tokens.edged and self.height() >= look.u(560):
            from ui.sign_in.two_circles import paint_two_circles

            paint_two_circles(self, look.tokens, look.zoom / 100)


def _row_with_room(side: int, gap: int) -> QHBoxLayout:
    """A row that begins with room for something drawn, *side* pixels square."""
    row = QHBoxLayout()
    row.setSpacing(gap)
    row.addStrut(side)
    row.addSpacing(side + gap)
    return row


def _fill_room(row: QHBoxLayout, widget: QWidget) -> None:
    """Put *widget* where :func:`_row_with_room` left room for it."""
    row.takeAt(1)
    row.insertWidget(1, widget)


def front(side: QWidget, content: QWidget) -> QWidget:
    """A front page: *side* at the left of *content*; the side hides where the room is short."""
    return _Front(side, content)


def space_above() -> int:
    """How far the words of a front page begin below its edge: less where large text needs the room."""
    return theme().u(12 if theme().roomy else 34)


class _Front(QWidget):
    def __init__(self, side: QWidget, content: QWidget) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(content, 1)
        theme().changed.connect(self._fold)

    def _fold(self) -> None:
        needed = self._side.width() + theme().u(560)
        self._side.setVisible(self.width() == 0 or self.width() >= needed)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._fold()

"""The dark side of the front pages: mark, what the book is, and that nothing leaves this PC (mocks 01, 02).

Promises: it makes way where the window is narrow or the text large.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.mark import Mark
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme

WIDE = 470
SLIM = 300


class Side(QFrame):
    """Mark on top, *middle* below it, quiet lines with icons at the bottom."""

    def __init__(self, *, pixels: int = WIDE, drawn: bool = True) -> None:
        super().__init__()
        self.setObjectName("nav")
        self._pixels, self._drawn = pixels, drawn
        u = theme().u
        column = QVBoxLayout(self)
        edge = 48 if pixels == WIDE else 28
        column.setContentsMargins(u(edge), u(44 if pixels == WIDE else 36), u(24), u(32))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(u(10))
        head.addWidget(Mark(40 if pixels == WIDE else 36))
        head.addWidget(Label("Pairbook", "panel" if pixels == WIDE else "head"), 1)
        column.addLayout(head)
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

    def add_promise(self, icon: str, words: str) -> Label:
        """A line at the bottom."""
        row = QHBoxLayout()
        row.setSpacing(theme().u(12))
        row.addWidget(IconLabel(icon, "nav_text2", 18))
        label = Label(words, "")
        row.addWidget(label, 1)
        self._foot.addLayout(row)
        return label

    def _fit(self) -> None:
        self.setFixedWidth(theme().u(self._pixels))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme().tokens
        if not self._drawn or tokens.edged or self.height() < theme().u(560):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().zoom / 100
        painter.scale(scale, scale)
        base = self.height() / scale
        disc = QPainterPath()
        disc.addEllipse(QPointF(250, base - 162), 72, 72)
        ring = QRectF(392 - 126, base - 252 - 126, 252, 252)
        faint = QColor(tokens.nav_on)
        faint.setAlphaF(0.75)
        painter.fillPath(disc, faint)
        painter.setPen(QPen(QColor(tokens.nav_line), 2))
        painter.drawEllipse(ring)
        painter.setClipPath(disc)
        pen = QPen(QColor(tokens.accent), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(ring)


def front(side: QWidget, content: QWidget) -> QWidget:
    """A front page: *side* at the left of *content*; the side hides where the room is short."""
    return _Front(side, content)


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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

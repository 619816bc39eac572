"""A rating of one's own, 1 to 5, as squares: to be given and to be read.

Promises: arrow keys, digits or a click rate; 0 or Delete takes the rating back; the
screen reader hears "3 of 5".
"""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from ui.kit.fields import Answers
from ui.kit.theme import theme
from ui.kit.tokens import Tone


class RatingField(QWidget, Answers):
    """Squares 1 to *most* for a rating of one's own; arrow keys, digits or a click; 0 or Delete clears."""

    changed = Signal()

    def __init__(self, *, most: int = 5, tone: Tone = "teach") -> None:
        super().__init__()
        self._most, self._tone = most, tone
        self._value: int | None = None
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> int | None:
        """The rating, or None."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show the rating *value*, or none."""
        rated = max(1, min(self._most, int(value))) if value else None
        if rated != self._value:
            self._value = rated
            words = _("Not rated") if rated is None else _("{rated} of {most}")
            self.setAccessibleDescription(words.format(rated=rated, most=self._most))
            self.update()
            self.changed.emit()

    def sizeHint(self) -> QSize:
        u = theme().u
        return QSize(self._most * u(22) + u(4), u(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._value or 0
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.set_value(min(self._most, now + 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.set_value(now - 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self.set_value(None)
        elif event.text().isdigit():
            self.set_value(int(event.text()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - theme().u(2)) // theme().u(22)) + 1
        self.set_value(None if place == self._value else max(1, place))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_rating(painter, theme().u(2), self.height() // 2, self._value or 0, self._most, self._tone, 16)


def paint_rating(
    painter: QPainter, x: int, middle: int, value: int, most: int, tone: Tone, pixels: int = 9
) -> None:
    """Paint *most* squares from *x*, *value* of them filled, in the ink of *tone*."""
    look = theme()
    u = look.u
    colour = look.tokens.primary if tone == "teach" else look.tokens.tone(tone)[0]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side, step = u(pixels), u(pixels) + u(3 if pixels < 12 else 6)
    for place in range(most):
        box = QRectF(x + place * step + 0.5, middle - side / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(colour) if place < value else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, u(2), u(2))
    painter.setBrush(Qt.BrushStyle.NoBrush)


class Rating(QWidget):
    """A rating to be read: filled and empty squares, with its words for the screen reader."""

    def __init__(self, value: int | None, *, most: int = 5, tone: Tone = "teach") -> None:
        super().__init__()
        self._value, self._most, self._tone = value or 0, most, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{rated} of {most}").format(rated=self._value, most=most))

    def sizeHint(self) -> QSize:
        return QSize(self._most * theme().u(12) + 2, theme().u(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_rating(QPainter(self), 0, self.height() // 2, self._value, self._most, self._tone)

"""Bars by month, filled and hatched, drawn on the screen (STYLE 3).

Promises: two kinds of bar told apart by form, the last value written, three or four
grid lines; the screen reader gets the same numbers in words, and :meth:`MonthBars.rows`
feeds the table that is one key away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.language import _
from ui.kit.fonts import face
from ui.kit.text import Label
from ui.kit.theme import theme


@dataclass(frozen=True)
class Bar:
    """One month: *name* and its two parts."""

    name: str
    filled: int
    hatched: int = 0


class MonthBars(QWidget):
    """Bars from the oldest month to this one; the last is written out and bold."""

    def __init__(self, filled: str, hatched: str, bars: Sequence[Bar] = ()) -> None:
        super().__init__()
        self._words = (filled, hatched)
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_bars(bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other numbers."""
        self._bars = tuple(bars)
        self.setAccessibleName(
            _("Chart: {first}, {second}").format(first=self._words[0], second=self._words[1])
        )
        self.setAccessibleDescription("; ".join(f"{n}: {a} + {b}" for n, a, b in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, int, int]]:
        """The same numbers as a table."""
        return [(bar.name, bar.filled, bar.hatched) for bar in self._bars]

    def sizeHint(self) -> QSize:
        u = theme().u
        return QSize(u(380), u(150))

    def minimumSizeHint(self) -> QSize:
        u = theme().u
        return QSize(u(220), u(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = _grid_step(max(bar.filled + bar.hatched for bar in self._bars))
        top, bottom, left = u(8), self.height() - u(22), u(28)
        height = bottom - top
        most = step * 3
        painter.setFont(face(u(12)))
        for line in range(4):
            y = bottom - height * line / 3
            painter.setPen(QPen(QColor(tokens.row), 1))
            painter.drawLine(QPointF(left, y), QPointF(self.width(), y))
            painter.setPen(QColor(tokens.ink2))
            box = QRectF(0, y - u(8), left - u(8), u(16))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(step * line)
            )
        slot = (self.width() - left) / len(self._bars)
        width = min(u(24), slot * 0.56)
        for place, bar in enumerate(self._bars):
            x = left + slot * place + (slot - width) / 2
            self._paint_bar(painter, bar, x, width, bottom, height / most)
            last = place == len(self._bars) - 1
            painter.setFont(face(u(12), strong=last))
            painter.setPen(QColor(tokens.ink if last else tokens.ink2))
            label = QRectF(x - slot / 2, bottom + u(3), width + slot, u(18))
            painter.drawText(
                label, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), bar.name
            )
            if last:
                whole = bar.filled + bar.hatched
                above = QRectF(x - slot, bottom - height / most * whole - u(16), width + 2 * slot, u(15))
                painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), str(whole))

    def _paint_bar(
        self, painter: QPainter, bar: Bar, x: float, width: float, bottom: float, unit: float
    ) -> None:
        primary = QColor(theme().tokens.primary)
        filled = QRectF(x, bottom - bar.filled * unit, width, bar.filled * unit)
        painter.fillRect(filled, primary)
        if bar.hatched:
            gap = 1.5 if bar.filled else 0
            box = QRectF(x, filled.top() - bar.hatched * unit, width, bar.hatched * unit - gap)
            hatch(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), primary)


def hatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Fill *box* with 45° lines and an edge; the lines grow with the text zoom."""
    gap = theme().u(5)
    painter.save()
    path = QPainterPath()
    path.addRect(box)
    painter.setClipPath(path)
    painter.setPen(QPen(colour, max(1.0, theme().u(1.2))))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += gap
    painter.restore()
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


class _Swatch(QWidget):
    def __init__(self, hatched: bool) -> None:
        super().__init__()
        self._hatched = hatched
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().u(12)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        primary = QColor(theme().tokens.primary)
        if self._hatched:
            hatch(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), primary)
        else:
            painter.fillRect(self.rect(), primary)


class Legend(QWidget):
    """What filled and hatched mean, in words."""

    def __init__(self, filled: str, hatched: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(6))
        row.addWidget(_Swatch(False))
        row.addWidget(Label(filled, "small"))
        row.addSpacing(theme().u(8))
        row.addWidget(_Swatch(True))
        row.addWidget(Label(hatched, "small"))


def _grid_step(most: int) -> int:
    """The distance of grid lines, so that three of them hold *most*."""
    for step in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500):
        if step * 3 >= most:
            return step
    return (most + 2) // 3

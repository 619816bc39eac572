"""What happened, what is next and where the gap is, on one line downwards (STYLE 3).

Promises: filled dot = happened, ring = not yet, watch ring = a gap in words; each step
is a label that a screen reader meets in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.text import Label, TwoWeights
from ui.kit.theme import theme


@dataclass(frozen=True)
class Step:
    """One dot: *strong* words and the *rest* after a dot, a *detail* line below."""

    kind: Literal["done", "next", "gap"]
    strong: str
    rest: str = ""
    detail: str = ""


class Timeline(QWidget):
    """Steps from the newest down."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme().u(4))
        self._marks: list[tuple[Step, QWidget]] = []
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        u = theme().u
        self._column.setContentsMargins(u(22), 0, 0, 0)
        for _step, box in self._marks:
            self._column.removeWidget(box)
            box.deleteLater()
        self._marks = []
        for step in steps:
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(
                TwoWeights(step.strong, f"· {step.rest}" if step.strong and step.rest else step.rest)
            )
            if step.detail:
                column.addWidget(Label(step.detail, "small", wrap=True))
            self._column.addWidget(box)
            self._marks.append((step, box))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks:
            return
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = u(7)
        middles = [box.y() + u(9) for _step, box in self._marks]
        painter.setPen(QPen(QColor(tokens.line), 2))
        painter.drawLine(x, middles[0], x, middles[-1])
        for (step, _box), y in zip(self._marks, middles, strict=True):
            dot = QRectF(x - u(4.5), y - u(4.5), u(9), u(9))
            if step.kind == "done":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.primary))
                painter.drawEllipse(dot.adjusted(-0.5, -0.5, 0.5, 0.5))
            else:
                painter.setPen(QPen(QColor(tokens.watch if step.kind == "gap" else tokens.ctl), 2))
                painter.setBrush(QColor(tokens.surface))
                painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))

"""The four steps of the set-up, drawn at the left (mock 02).

Promises: what is done has a tick, the present step the accent, what comes a ring; each
line is a label that a screen reader meets in order.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.text import Elided
from ui.kit.theme import theme


class StepsColumn(QWidget):
    """Discs with numbers and their two lines of words."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        u = theme().u
        self._present = 0
        self._boxes: list[QWidget] = []
        self._details: list[Elided] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(u(42), 0, 0, 0)
        column.setSpacing(u(24))
        for title in titles:
            box = QWidget()
            lines = QVBoxLayout(box)
            lines.setContentsMargins(0, u(4), 0, 0)
            lines.setSpacing(0)
            lines.addWidget(Elided(title))
            detail = Elided("")
            self._details.append(detail)
            lines.addWidget(detail)
            self._boxes.append(box)
            column.addWidget(box)

    def show_step(self, present: int) -> None:
        """Mark step *present* (from 0) as the one being done."""
        self._present = present
        for place, box in enumerate(self._boxes):
            title = box.findChild(Elided)
            assert isinstance(title, Elided)
            title.set_kind("strong" if place == present else "")
        self.update()

    def say(self, step: int, words: str) -> None:
        """The second line of a step."""
        self._details[step].setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tops = [box.y() for box in self._boxes]
        side = u(28)
        painter.setPen(QPen(QColor(tokens.nav_line), 2))
        painter.drawLine(side // 2, tops[0], side // 2, tops[-1] + side // 2)
        for place, top in enumerate(tops):
            disc = QRectF(0, top, side, side)
            done, here = place < self._present, place == self._present
            edge = QPen(QColor(tokens.nav_text), 1)
            painter.setPen(edge if tokens.edged or not (done or here) else Qt.PenStyle.NoPen)
            ground = tokens.accent if here else tokens.nav_on if done and not tokens.edged else tokens.nav
            painter.setBrush(QColor(ground))
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
            if done:
                draw(painter, "check", tokens.nav_text, u(7), top + u(7), u(14))
                continue
            ink = (tokens.nav_on_text if tokens.edged else tokens.nav) if here else tokens.nav_text
            painter.setFont(face(u(13), strong=True))
            painter.setPen(QColor(ink))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))

"""A person's initials in a disc.

Promises: decoration only (the name stands beside it); the disc is tinted by side:
teaches or learns.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.fonts import face
from ui.kit.names import without_title
from ui.kit.theme import theme
from ui.kit.tokens import Tone


def initials(name: str) -> str:
    """One or two letters for *name*: first and last word, titles left out."""
    letters = [word[0] for word in without_title(name).split() if word[0].isalnum()]
    if not letters:
        return "–"
    return (letters[0] + (letters[-1] if len(letters) > 1 else "")).upper()


def paint_avatar(
    painter: QPainter, rect: QRect, letters: str, tone: Tone = "teach", *, chosen: bool = False
) -> None:
    """Paint *letters* in a disc filling *rect*; *chosen*: white, as on a selected row."""
    tokens = theme().tokens
    ink, ground = tokens.tone(tone)
    if chosen:
        ground = tokens.surface
        ink = tokens.ink if tokens.edged else ink
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1) if tokens.edged else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(face(max(9, round(rect.height() * 0.37)), strong=True))
    painter.setPen(QColor(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)


class Avatar(QWidget):
    """The disc as a widget, *pixels* across at 100 %."""

    def __init__(self, name: str, pixels: int = 32, tone: Tone = "teach", *, on_nav: bool = False) -> None:
        super().__init__()
        self._letters, self._pixels, self._tone, self._on_nav = initials(name), pixels, tone, on_nav
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, name: str, tone: Tone = "teach") -> None:
        """Show somebody else."""
        self._letters, self._tone = initials(name), tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().u(self._pixels)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._on_nav:
            paint_avatar(painter, self.rect(), self._letters, self._tone)
            return
        tokens = theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.nav_text), 1) if tokens.edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.nav if tokens.edged else tokens.nav_on))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(face(theme().u(11.5), strong=True))
        painter.setPen(QColor(tokens.nav_text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)

"""The picture at the foot of the dark side: two circles that share a part, as the program's mark.

Promises: decoration only, in the colours of the look.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui.kit.tokens import Tokens


def paint_two_circles(side: QWidget, tokens: Tokens, scale: float) -> None:
    """Paint them on *side*, at *scale* times their size; for its ``paintEvent``."""
    painter = QPainter(side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    base = side.height() / scale
    disc = QPainterPath()
    disc.addEllipse(QPointF(250, base - 162), 72, 72)
    ring = QRectF(392 - 126, base - 252 - 126, 252, 252)
    faint = QColor(tokens.nav_on)
    faint.setAlphaF(0.75)
    painter.fillPath(disc, faint)
    painter.setPen(QPen(QColor(tokens.nav_line), 2))
    painter.drawEllipse(ring)
    painter.setClipPath(disc)
    painter.setPen(QPen(QColor(tokens.accent), 3))
    painter.drawEllipse(ring)

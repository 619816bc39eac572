"""The program's mark on the dark column.

Promises: drawn in the column's text colour, with the accent disc; decoration only.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.icons import mark_pixmap
from ui.kit.theme import theme


class Mark(QWidget):
    """The program's mark in the colours of the left column."""

    def __init__(self, pixels: int = 30) -> None:
        super().__init__()
        self._pixels = pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().u(self._pixels)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme().u(self._pixels)
        picture = mark_pixmap(theme().tokens.nav_text, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)

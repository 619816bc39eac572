"""The program's mark, on the dark column or on a card.

Promises: its ring in the column's text colour or the primary one, with the accent disc; decoration only.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.icons import mark_pixmap
from ui.kit.theme import theme


class Mark(QWidget):
    """The program's mark, in the colours of the left column unless *on_nav* is false."""

    def __init__(self, pixels: int = 30, *, on_nav: bool = True) -> None:
        super().__init__()
        self._pixels, self._on_nav = pixels, on_nav
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().u(self._pixels)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme().u(self._pixels)
        tokens = theme().tokens
        ring = tokens.nav_text if self._on_nav else tokens.primary
        picture = mark_pixmap(ring, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)

"""The window itself, light enough to be on screen before the program is loaded (DESIGN 8).

Promises: it paints the ground and the dark side of the front page at once; its content
is put in afterwards; closing it asks whoever filled it.  Imports Qt and nothing else.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

SIZE = (1366, 690)
SIDE = 470
# Ground and dark side as in ui.kit.tokens, which is not loaded yet; a test holds them equal.
FIRST_COLOURS = {"light": ("#F5F3EE", "#12353C"), "dark": ("#121B1E", "#0D1518")}


class Frame(QMainWindow):
    """The one top-level window; :attr:`painted` tells when it first stood on the screen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.closing: Callable[[], bool] | None = None
        self._was_painted = False
        self.setWindowTitle("Pairbook")
        self.setMinimumSize(640, 420)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.centralWidget() is None:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            ground, side = FIRST_COLOURS["dark" if dark else "light"]
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(ground))
            painter.fillRect(0, 0, SIDE, self.height(), QColor(side))
            painter.end()
        else:
            super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.closing is not None and not self.closing():
            event.ignore()
        else:
            event.accept()

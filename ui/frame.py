"""The window itself, light enough to be on screen before the program is loaded (DESIGN 8).

Promises: it tells when it first stood on the screen; its content is put in by others; closing it asks whoever
filled it.  Imports Qt and nothing else, and of it nothing of the ``Qt`` namespace (see :mod:`ui.kit.label`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

SIZE = (1366, 690)


class Frame(QMainWindow):
    """The one top-level window; :attr:`painted` tells when it first stood on the screen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.closing: Callable[[], bool] | None = None
        self._was_painted = False
        self.setWindowTitle("Pairbook")
        self.setMinimumSize(640, 420)
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: "QCloseEvent") -> None:
        if self.closing is not None and not self.closing():
            event.ignore()
        else:
            event.accept()

"""The line that finds a name on the sign-in page.

Promises: Down and Enter go on to the names found.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.answers import lead_with
from ui.kit.fields import LineField


class NameSearch(LineField):
    """Type part of a name; :attr:`down` tells that the names are wanted."""

    down = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(hint=hint)
        self.setAccessibleName(hint)
        lead_with(self, "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)

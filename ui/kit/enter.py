"""Enter presses the button that has the keyboard, as Space does.

Promises: in a dialog Enter on "Cancel" cancels: without this Qt would press the main button
instead; a key that is held down presses once.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Pressed
else:
    _Pressed = object

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PressedByEnter(_Pressed):
    """Stands before the Qt class of a button in its bases."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in ENTER or not alone:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

"""A line for a passphrase: dots, an eye to look at it, and a word about Caps Lock.

Promises: what is typed is shown only while asked for; nothing else keeps it.  It names nothing of the
``Qt`` namespace before a key is pressed (see :mod:`ui.kit.label`), and can wait for its icons: the first
window of the program shows it without.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.language import _
from ui.kit.answers import Answers, lead_with
from ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

# What the icons take of the line, so that the dots stand in the same place before they are there.
ICON, ROOM_BEFORE, ROOM_AFTER = 16, 21, 26


class PassphraseField(QLineEdit, Answers):
    """Type a passphrase here; :attr:`caps_lock` tells when capitals come without Shift.

    Not *dressed*, it waits for :meth:`dress` to show its icons.
    """

    secret = True  # no draft keeps it
    changed = Signal()
    caps_lock = Signal(bool)

    def __init__(self, name: str, *, dressed: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(500)
        self.textChanged.connect(lambda _text: self.changed.emit())
        if dressed:
            self.dress()
        else:
            more = theme().u(ICON) - ICON
            self.setTextMargins(ROOM_BEFORE + more, 0, ROOM_AFTER + more, 0)

    def dress(self) -> None:
        """Put in the key and the eye."""
        from ui.kit.icons import icon
        from ui.kit.line_icons import LineIcon

        lead_with(self, "key")
        self._eye = self.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        LineIcon(self, self._eye, leading=False)
        self._show(False)

    def value(self) -> str:
        """What was typed, spaces and all."""
        return self.text()

    def set_value(self, value: object) -> None:
        """Put *value* there."""
        self.setText("" if value is None else str(value))

    def _show(self, shown: bool) -> None:
        from PySide6.QtCore import Qt

        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        # In plain sight it is as secret to what learns from typing; Qt knows that of the dots only.
        hint = Qt.InputMethodHint
        self.setInputMethodHints(self.inputMethodHints() | hint.ImhSensitiveData | hint.ImhNoPredictiveText)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self._eye.setText(words)
        self._eye.setToolTip(words)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        from PySide6.QtCore import Qt

        super().keyPressEvent(event)
        letter = event.text()
        if letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shifted and letter.upper() != letter.lower())

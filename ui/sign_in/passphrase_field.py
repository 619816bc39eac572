"""A line for a passphrase: dots, an eye to look at it, and a word about Caps Lock.

Promises: what is typed is shown only while asked for; nothing else keeps it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.language import _
from ui.kit.answers import Answers, lead_with
from ui.kit.icons import icon


class PassphraseField(QLineEdit, Answers):
    """Type a passphrase here; :attr:`caps_lock` tells when capitals come without Shift."""

    secret = True  # no draft keeps it
    changed = Signal()
    caps_lock = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(500)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        lead_with(self, "key")
        self._eye = self.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self._show(False)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """What was typed, spaces and all."""
        return self.text()

    def set_value(self, value: object) -> None:
        """Put *value* there."""
        self.setText("" if value is None else str(value))

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self._eye.setText(words)
        self._eye.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        letter = event.text()
        if letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shifted and letter.upper() != letter.lower())

"""The status strip: what is saved, what undo and redo would do, how old the backup is (STYLE 2).

Promises: it says "Not saved" in words when that is so; long work shows here with its share.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import Button
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme
from ui.kit.tokens import Tone


class Strip(QFrame):
    """28 px at the bottom of the window."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleName(_("Status"))
        row = QHBoxLayout(self)
        self._row = row
        self._saved_icon = IconLabel("check", "ink2", 14)
        self._saved = Label("", "small")
        self._undo = Button("", "undo", "text", hint="Ctrl+Z", small=True)
        self._undo.clicked.connect(self.undo_wanted)
        self._redo = Button("", "", "text", hint="Ctrl+Y", small=True)
        self._redo.clicked.connect(self.redo_wanted)
        self._work_icon = IconLabel("retry", "primary", 14)
        self._work = Label("", "small")
        self._backup_icon = IconLabel("backup", "ink2", 14)
        self._backup = Button("", "", "quiet", small=True)
        self._backup.clicked.connect(self.backup_wanted)
        for widget in (self._saved_icon, self._saved, self._undo, self._redo, self._work_icon, self._work):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._backup_icon)
        row.addWidget(self._backup)
        self.say_saved("")
        self.set_undo(None)
        self.set_redo(None)
        self.say_work("")
        self.say_backup("")
        theme().changed.connect(self._fit)
        self._fit()

    def say_saved(self, words: str, tone: Tone | None = None) -> None:
        """ "Saved 10:42", or with the tone bad why not."""
        _show(self._saved_icon, bool(words))
        self._saved_icon.set_icon("stop" if tone == "bad" else "check", tone or "ink2")
        self._saved.setText(words)
        _show(self._saved, bool(words))
        self._saved.set_tone(tone)

    def set_undo(self, title: str | None) -> None:
        """Name what undo would undo; None hides it."""
        self._undo.setVisible(title is not None)
        if title is not None:
            self._undo.setText(_("Undo: {title}").format(title=_lowered(title)))

    def set_redo(self, title: str | None) -> None:
        """Name what would be done again; None hides it."""
        self._redo.setVisible(title is not None)
        if title is not None:
            self._redo.setText(_("Redo: {title}").format(title=_lowered(title)))

    def say_work(self, words: str) -> None:
        """Long work under way and its share; "" when there is none."""
        _show(self._work_icon, bool(words))
        self._work.setText(words)
        _show(self._work, bool(words))

    def say_backup(self, words: str, tone: Tone | None = None) -> None:
        """The age of the last good backup."""
        _show(self._backup_icon, bool(words))
        self._backup_icon.set_icon("backup", tone or "ink2")
        self._backup.setText(words)
        self._backup.setVisible(bool(words))

    def _fit(self) -> None:
        u = theme().u
        self.setFixedHeight(u(28) + 1)
        self._row.setContentsMargins(u(24), 0, u(20), 0)
        self._row.setSpacing(u(7))


def _show(widget: QWidget, shown: bool) -> None:
    widget.setVisible(shown)


def _lowered(title: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins with a name or a code."""
    if len(title) > 1 and title[1].islower():
        return title[0].lower() + title[1:]
    return title

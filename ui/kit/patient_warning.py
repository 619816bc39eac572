"""The soft warning below a field whose words may name a patient (DOMAIN 5).

Promises: it is looked for once typing rests, so that it costs no keystroke; it warns and
never blocks, clears or changes anything; it goes as soon as the words go.
"""

from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock, SystemClock
from ui.kit.answers import Answers
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme

REST = 450
_CLOCK = "pairbook_clock"


def set_clock(clock: Clock) -> None:
    """Whose day it is: that of whoever is signed in."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(_CLOCK, clock)


def free_words(control: QWidget) -> str:
    """What was typed freely into *control* and its parts; "" for dates, choices, secrets."""
    parts = [control, *control.findChildren(QWidget)]
    words = [part.own_words() for part in parts if isinstance(part, Answers)]
    return "\n".join(each for each in words if each)


class PatientWarning(QObject):
    """Watches *control*, and stands below it in *column* while there is something to say."""

    def __init__(self, control: QWidget, column: QVBoxLayout) -> None:
        super().__init__(control)
        self._control, self._column = control, column
        self._line: QWidget | None = None
        self._words: Label | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.look)

    @property
    def sentence(self) -> str:
        """What it says; "" while it says nothing."""
        return self._words.text() if self._words is not None else ""

    def typed(self) -> None:
        """Look once typing rests."""
        self._timer.start()

    def look(self) -> None:
        """Say what the words look like, or nothing."""
        from app.privacy.patient_identifiers import warning

        self._timer.stop()
        found = warning(free_words(self._control), _today())
        if found == self.sentence:
            return
        if self._words is None:
            self._line, self._words = self._made()
        self._words.setText(found)
        assert self._line is not None
        self._line.setVisible(bool(found))
        if found:
            event = QAccessibleAnnouncementEvent(self._control, found)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def _made(self) -> tuple[QWidget, Label]:
        line = QWidget(self._control.parentWidget())
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(5))
        row.addWidget(IconLabel("watch", "watch", 15), 0, Qt.AlignmentFlag.AlignTop)
        words = Label("", "", tone="watch", wrap=True)
        row.addWidget(words, 1)
        self._column.insertWidget(self._column.indexOf(self._control) + 1, line)
        return line, words


def _today() -> date:
    app = QApplication.instance()
    clock = app.property(_CLOCK) if app is not None else None
    return (clock or SystemClock()).today()

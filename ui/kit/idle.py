"""Nobody at the keyboard: tells when a time without any real input has passed (DESIGN 3).

Promises: only what a person does counts (keys, buttons, wheel, touch, a pointer that moves), not
what a program sends to itself; sleep of the PC counts as time without input; watching costs
nothing while nobody does anything, for only windows are watched, not every event of the program.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent

from app.clock import Clock

LEAST, MOST, USUAL = 1, 60, 5
_LOOK_EVERY = 5000
_REAL = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """:attr:`passed` after *minutes* without input, :attr:`asked` at Ctrl+L anywhere, while it is started."""

    passed = Signal()
    asked = Signal()
    changed = Signal(int)

    def __init__(self, parent: QObject, clock: Clock, minutes: int = USUAL) -> None:
        super().__init__(parent)
        self._clock = clock
        self._minutes = _in_bounds(minutes)  # a file of preferences may say anything
        self._since = QElapsedTimer()
        self._moment: datetime = clock.now()
        self._pointer = QCursor.pos()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)

    @property
    def minutes(self) -> int:
        """How long nobody need do anything."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Another time, from 1 to 60 minutes; :attr:`changed` tells."""
        minutes = _in_bounds(minutes)
        if minutes != self._minutes:
            self._minutes = minutes
            self.changed.emit(minutes)

    @property
    def counts(self) -> bool:
        """Whether the time without input is looked at."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to count."""
        self.touch()
        self._watch_all()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody did something just now."""
        self._since.restart()
        self._moment = self._clock.now()

    def look(self) -> None:
        """See whether the time has passed; called every few seconds."""
        self._watch_all()
        limit = self._minutes * 60
        # The steady timer stands still while the PC sleeps; the clock does not.
        slept = (self._clock.now() - self._moment).total_seconds()
        if max(self._since.elapsed() / 1000, slept) >= limit:
            self.stop()
            self.passed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if event.spontaneous():
            if kind == QEvent.Type.KeyPress and self._is_lock_key(event):
                self.asked.emit()
                return True
            if kind in _REAL:
                self.touch()
            elif kind == QEvent.Type.MouseMove and QCursor.pos() != self._pointer:
                self._pointer = QCursor.pos()
                self.touch()
        return False

    def _is_lock_key(self, event: QEvent) -> bool:
        """Ctrl+L: a shortcut of the window does not hear it while a dialog has the keyboard."""
        return (
            self._timer.isActive()
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_L
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )

    def _watch_all(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QObject | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing


def _in_bounds(minutes: int) -> int:
    return max(LEAST, min(MOST, minutes))

"""What the PC says when somebody leaves it: screen locked, sleep, log-off (DESIGN 3).

Promises: one signal, whatever the system; where a system has no way to tell, nothing happens and
the idle time locks instead.  Windows tells by session messages to the window, Linux by logind (which
waits with going to sleep, ui/sleep_delay.py) and the screen saver over D-Bus, and the session manager
of either by Qt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QWidget

WM_QUERYENDSESSION, WM_ENDSESSION, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x11, 0x16, 0x218, 0x2B1
_SUSPENDS = frozenset({0x4})
# console disconnect, remote disconnect, log-off, lock
_SESSION_LEFT = frozenset({0x2, 0x4, 0x6, 0x7})


def says_leaving(message: int, word: int) -> bool:
    """Whether the Windows *message* with its first parameter *word* says that the PC is left."""
    if message == WM_WTSSESSION_CHANGE:
        return word in _SESSION_LEFT
    if message == WM_POWERBROADCAST:
        return word in _SUSPENDS
    return message == WM_QUERYENDSESSION or (message == WM_ENDSESSION and bool(word))


class LeavingThePC(QObject):
    """:attr:`left` when the screen is locked, the PC goes to sleep or the session ends."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self._session_ends)
        app.saveStateRequest.connect(self._session_ends)
        self._filter: QAbstractNativeEventFilter | None = None
        if sys.platform == "win32":  # pragma: no cover
            self._listen_to_windows(window, app)
        elif sys.platform == "linux":
            self._listen_to_bus()

    def _session_ends(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self.left.emit()

    def _listen_to_windows(self, window: QWidget, app: QGuiApplication) -> None:  # pragma: no cover
        import ctypes
        from contextlib import suppress

        with suppress(OSError, AttributeError):
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)  # type: ignore[attr-defined]
        self._filter = WindowsMessages(self.left.emit)
        app.installNativeEventFilter(self._filter)

    def _listen_to_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return  # not shipped here
        system, own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            from ui.sleep_delay import LOGIN, SleepDelay

            SleepDelay(system, self).about_to_sleep.connect(self.left)
            system.connect(LOGIN, "", f"{LOGIN}.Session", "Lock", self, SLOT("locked()"))
        if own.isConnected():
            for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver"):
                own.connect("", "", name, "ActiveChanged", self, SLOT("switched(bool)"))

    @Slot(bool)
    def switched(self, on: bool) -> None:
        """The screen saver came or went."""
        if on:
            self.left.emit()

    @Slot()
    def locked(self) -> None:
        """The session was locked."""
        self.left.emit()


class WindowsMessages(QAbstractNativeEventFilter):
    """Has *tell* called at each message of Windows that :func:`says_leaving`; swallows none."""

    def __init__(self, tell: Callable[[], object]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            found = wintypes.MSG.from_address(int(message))
            if says_leaving(int(found.message), int(found.wParam)):
                self._tell()
        return False, 0

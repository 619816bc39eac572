"""Linux goes to sleep only once the book is closed: a "delay" inhibitor of logind.

Promises: while it is held, logind waits (five seconds at most, as it is set up) after saying that
the PC is about to sleep; it is let go as soon as whoever listens has done what they do, and taken
again when the PC wakes.  Nobody waits for logind's answer, and where there is no logind nothing
happens.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

from app.language import _

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

LOGIN = "org.freedesktop.login1"
MANAGER = ("/org/freedesktop/login1", f"{LOGIN}.Manager")


class SleepDelay(QObject):
    """:attr:`about_to_sleep`, over the *system* bus; the PC sleeps when its slots have returned."""

    about_to_sleep = Signal()

    def __init__(self, system: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._system = system
        self._held = -1  # a file descriptor; closing it is what lets go
        self._sleeps = False
        system.connect(LOGIN, *MANAGER, "PrepareForSleep", self, SLOT("sleeps(bool)"))
        self._take()

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """The PC is about to sleep, or it is awake again."""
        self._sleeps = begins
        if not begins:
            self._take()
            return
        try:
            self.about_to_sleep.emit()
        finally:
            self._let_go()

    def _take(self) -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(LOGIN, *MANAGER, "Inhibit")
        call.setArguments(
            ["sleep", "Pairbook", _("What is half typed is stored, and the book closed"), "delay"]
        )
        call.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(call), self)
        watcher.finished.connect(self._taken)

    def _taken(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply().arguments() if not watcher.isError() else []
        self._let_go()
        # Taken out of what holds it: Qt keeps its answers for as long as Python does.
        self._held = answer[0].takeFileDescriptor() if answer else -1
        watcher.deleteLater()
        if self._sleeps:
            self._let_go()  # handed out only after sleep began: what had to be done is done

    def _let_go(self) -> None:
        held, self._held = self._held, -1
        if held >= 0:
            os.close(held)

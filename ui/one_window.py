"""One window for each book and user of the PC: a second start brings the first one forward (issue 3).

Promises: of two starts at once exactly one opens a window; the other asks it to come forward and
ends; a window that ended, however it ended, stands in nobody's way.  No socket is opened: the
second start leaves a file with no content in the user's own folder, which the first one takes
away as its answer.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QUuid, Signal

from app import log

if TYPE_CHECKING:
    from PySide6.QtCore import QFileSystemWatcher
    from PySide6.QtWidgets import QWidget

PATIENCE = 10.0
_PAUSE = 0.02


class OneWindow(QObject):
    """This process's claim on a book; :attr:`wanted` when another start asks for its window."""

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = log.folder() / "windows"
        self._name = ""
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None

    def claim(self, folder: Path | None, *, patience: float = PATIENCE) -> bool:
        """Whether the book in *folder* (None: the welcome) is shown here from now on.

        False: another window shows it, and has come forward.  Where that cannot be found out, or
        the other does not answer in time, it is True: the book's own lock is what keeps two from writing.
        """
        name = _name_of(folder)
        if name == self._name:
            return True
        try:
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return True
        lock = QLockFile(str(self._place / f"{name}.lock"))
        lock.setStaleLockTime(0)  # only a process that is gone makes it stale
        if not lock.tryLock(0):
            if lock.error() == QLockFile.LockError.LockFailedError and not self._ask(name, lock, patience):
                return False
            if not lock.isLocked():
                return True
        self.release()
        self._name, self._lock = name, lock
        if self._watcher is not None:
            self.listen()
        return True

    def listen(self) -> None:
        """Answer other starts from now on, and those that asked already; needs an event loop."""
        from PySide6.QtCore import QFileSystemWatcher

        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._answer)
        if self._lock is not None:
            self._watcher.addPath(str(self._place))
        self._answer()

    def release(self) -> None:
        """Claim nothing any more."""
        if self._lock is not None:
            self._lock.unlock()
            if self._watcher is not None:
                self._watcher.removePath(str(self._place))
        self._name, self._lock = "", None

    def _ask(self, name: str, lock: QLockFile, patience: float) -> bool:
        """Ask the other window to come forward; True when it went away, or never answered."""
        call = self._place / f"{name}.{os.urandom(4).hex()}.wanted"
        _let_it_come_forward()
        until = time.monotonic() + patience
        try:
            call.touch()
            while time.monotonic() < until:
                if not call.exists():
                    return False
                if lock.tryLock(0):
                    return True
                time.sleep(_PAUSE)
        except OSError:
            return True
        finally:
            with suppress(OSError):
                call.unlink(missing_ok=True)
        return True

    def _answer(self) -> None:
        calls = list(self._place.glob(f"{self._name}.*.wanted")) if self._name else []
        for call in calls:
            with suppress(OSError):
                call.unlink()
        if calls:
            self.wanted.emit()


def come_forward(window: QWidget) -> None:
    """Bring *window* before all others."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _name_of(folder: Path | None) -> str:
    """The same for every way to write the same folder; says nothing of where it lies."""
    where = os.path.normcase(folder.resolve()) if folder is not None else ""
    # Qt's own, not hashlib and platform: the first painting waits for this.
    return QUuid.createUuidV5(QUuid(), f"{QSysInfo.machineHostName()}\n{where}".encode()).toString()[1:-1]


def _let_it_come_forward() -> None:
    """Windows lets a window come forward only when whoever is in front allows it."""
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.windll.user32.AllowSetForegroundWindow(-1)

"""Starts the window as fast as Qt allows (DESIGN 8).

Promises: only Qt widgets and what the front page shows are imported before the first
paint; the rest is imported in a thread meanwhile; a bug becomes a report dialog and
leaves the program running.
"""

import sys
import threading
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.clock import Clock, SystemClock
from ui import preferences
from ui.kit.focus import FocusRing
from ui.kit.icons import mark
from ui.kit.theme import Theme
from ui.main_window import MainWindow

LATER = ("app.book", "app.accounts", "ui.workspace", "ui.home.page")


def run(book: Path | None, argv: list[str]) -> int:
    """Open the window on *book* (None: the one opened last, or the welcome); the exit status at its end."""
    app = QApplication(argv)
    window = make_window(app, book, SystemClock())
    window.show()
    QTimer.singleShot(0, window, lambda: import_later(LATER))
    status = int(app.exec())
    _clean_up()
    return status


def make_window(app: QApplication, book: Path | None, clock: Clock) -> MainWindow:
    """The window in its look, on the front page of *book*; not yet shown."""
    app.setApplicationName("Pairbook")
    app.setApplicationDisplayName("Pairbook")
    app.setDesktopFileName("pairbook")
    kept = preferences.load()
    look = kept.look if kept.look in ("light", "dark", "contrast") else "system"
    theme = Theme(app, look, kept.zoom)  # type: ignore[arg-type]
    theme.apply()
    app.setWindowIcon(mark())
    ring = FocusRing(app)
    window = MainWindow(theme, clock)
    window.destroyed.connect(ring.deleteLater)
    _report_bugs(window)
    window.start(book)
    return window


def import_later(names: tuple[str, ...]) -> threading.Thread:
    """Import *names* in a thread, so that signing in finds them ready."""

    def work() -> None:
        for name in names:
            try:
                import_module(name)
            except ModuleNotFoundError as missing:
                if missing.name not in names:
                    raise

    thread = threading.Thread(target=work, name="pairbook-import", daemon=True)
    thread.start()
    return thread


def _report_bugs(window: MainWindow) -> None:
    before = sys.excepthook

    def report(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        before(kind, problem, trace)
        window.alerts.bug(problem)

    sys.excepthook = report


def _clean_up() -> None:
    from app import files

    files.empty_private_folders()

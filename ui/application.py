"""Starts the window as fast as Qt allows (DESIGN 8).

Promises: the bare frame is on screen before anything but Qt is loaded; then the front
page is filled in, then the rest is imported in a thread while somebody types; a bug
becomes a report dialog and leaves the program running.
"""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.frame import Frame

if TYPE_CHECKING:
    import threading

    from app.clock import Clock
    from ui.main_window import MainWindow

LATER = ("app.book", "app.accounts", "ui.workspace", "ui.home.page")


def run(book: Path | None, argv: list[str]) -> int:
    """Open the window on *book* (None: the one opened last, or the welcome); the exit status at its end."""
    app = QApplication(argv)
    frame = Frame()

    def fill() -> None:
        from app.clock import SystemClock

        fill_frame(app, frame, book, SystemClock())
        import_later(LATER)

    frame.painted.connect(fill, Qt.ConnectionType.QueuedConnection)
    frame.show()
    status = int(app.exec())
    _clean_up()
    return status


def fill_frame(app: QApplication, frame: Frame, book: Path | None, clock: "Clock") -> "MainWindow":
    """Dress the application and show the front page of *book* in *frame*."""
    from ui import preferences
    from ui.kit.focus import FocusRing
    from ui.kit.icons import mark
    from ui.kit.theme import Theme
    from ui.main_window import MainWindow

    app.setApplicationName("Pairbook")
    app.setApplicationDisplayName("Pairbook")
    app.setDesktopFileName("pairbook")
    kept = preferences.load()
    look = kept.look if kept.look in ("light", "dark", "contrast") else "system"
    theme = Theme(app, look, kept.zoom)  # type: ignore[arg-type]
    theme.apply()
    app.setWindowIcon(mark())
    ring = FocusRing(app)
    frame.destroyed.connect(ring.deleteLater)
    window = MainWindow(frame, theme, clock)
    _report_bugs(window)
    window.start(book)
    return window


def make_window(app: QApplication, book: Path | None, clock: "Clock") -> "MainWindow":
    """A whole window on the front page of *book*, not yet shown (``window.frame.show()``)."""
    return fill_frame(app, Frame(), book, clock)


def import_later(names: tuple[str, ...]) -> "threading.Thread":
    """Import *names* in a thread, so that signing in finds them ready."""
    import threading
    from importlib import import_module

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


def _report_bugs(window: "MainWindow") -> None:
    before = sys.excepthook

    def report(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        before(kind, problem, trace)
        window.alerts.bug(problem)

    sys.excepthook = report
    window.frame.destroyed.connect(lambda: setattr(sys, "excepthook", before))


def _clean_up() -> None:
    from app import files

    files.empty_private_folders()

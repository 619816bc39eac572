"""Starts the window as fast as Qt allows (DESIGN 8).

Promises: the bare frame is on screen before anything but Qt is loaded; then the front
page is filled in, then the rest is imported in a thread while somebody types; a bug
becomes a report dialog and leaves the program running.
"""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui.lean_imports import stop_source_reading

stop_source_reading()

from ui import preferences  # noqa: E402
from ui.frame import Frame  # noqa: E402
from ui.one_window import OneWindow  # noqa: E402

if TYPE_CHECKING:
    import threading

    from app.clock import Clock
    from ui.main_window import MainWindow

AFTER_PAINTING = 30  # milliseconds
LATER = ("app.book", "app.accounts", "ui.workspace", "ui.home.page")


def run(book: Path | None, argv: list[str]) -> int:
    """Open the window on *book* (None: the one opened last, or the welcome); the exit status at its end."""
    # The style goes to Qt among its arguments: for the answer of setStyle() PySide loads QStyle with its
    # thousand constants, 12 ms that the first painting would wait for.
    app = QApplication([*argv, "-style", "Fusion"])
    app.setProperty("pairbook_style", "Fusion")
    one = OneWindow(app)
    if not one.claim(preferences.first_book(book)):
        return 0  # the window that stands already has come forward
    frame = Frame()

    def fill() -> None:
        from app.clock import SystemClock

        tell_last_end(fill_frame(app, frame, book, SystemClock(), one))
        import_later(LATER)

    frame.painted.connect(fill, Qt.ConnectionType.QueuedConnection)
    frame.show()
    status = int(app.exec())
    one.release()
    _clean_up()
    return status


def fill_frame(
    app: QApplication, frame: Frame, book: Path | None, clock: "Clock", one: OneWindow | None = None
) -> "MainWindow":
    """Dress the application and show the front page of *book* in *frame*."""
    from ui.kit.theme import Theme
    from ui.main_window import MainWindow

    app.setApplicationName("Pairbook")
    app.setApplicationDisplayName("Pairbook")
    app.setDesktopFileName("pairbook")
    kept = preferences.load()
    look = kept.look if kept.look in ("light", "dark", "contrast") else "system"
    theme = Theme(app, look, kept.zoom)  # type: ignore[arg-type]
    theme.apply()
    window = MainWindow(frame, theme, clock, one)
    _report_bugs(window)
    window.start(book)
    QTimer.singleShot(AFTER_PAINTING, frame, lambda: _finish(app, frame))
    return window


def _finish(app: QApplication, frame: Frame) -> None:
    """What the first painting of the front page does not wait for."""
    import gc

    # Lists are thousands of small frozen rows: looking through them all after each seven hundred would
    # take a tenth of a second now and then, and finds nothing.
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    from ui.kit.focus import FocusRing
    from ui.kit.icons import mark

    app.setWindowIcon(mark())
    ring = FocusRing(app)
    frame.destroyed.connect(ring.deleteLater)


def make_window(app: QApplication, book: Path | None, clock: "Clock") -> "MainWindow":
    """A whole window on the front page of *book*, not yet shown (``window.frame.show()``)."""
    return fill_frame(app, Frame(), book, clock)


def tell_last_end(window: "MainWindow") -> None:
    """Say once when the program did not end properly last time, and what can be done."""
    from app import last_end
    from app.language import _

    if last_end.begin_session():
        window.alerts.say(
            _("Pairbook did not end properly last time."),
            _("Your book is as it was at its last save; half-typed forms are kept as drafts."),
            _("If it happens again, save a problem report in Settings, About, and send it on."),
        )


def import_later(names: tuple[str, ...]) -> "threading.Thread":
    """Import *names* in a thread, so that signing in finds them ready."""
    import gc
    import threading
    from importlib import import_module

    def work() -> None:
        for name in names:
            try:
                import_module(name)
            except ModuleNotFoundError as missing:
                if missing.name not in names:
                    raise
        records = sys.modules.get("app.book.records")
        if records is not None:
            records.Base.registry.configure()  # else the first question to the book does it
        # What was loaded stays: no later collection need look through it while somebody waits.
        gc.freeze()

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
    from app import files, last_end

    files.empty_private_folders()
    last_end.end_session()

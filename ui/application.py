"""Starts the window as fast as Qt allows (DESIGN 8).

Promises: the first window painted is the sign-in page's face, ready to be typed into; nothing but Qt and
the look is loaded before it stands on the screen; then the page takes the face over, then the rest is
imported in a thread while somebody types; a bug becomes a report dialog and leaves the program running.
"""

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.lean_imports import stop_source_reading

stop_source_reading()

from ui import preferences  # noqa: E402
from ui.frame import Frame  # noqa: E402
from ui.kit.theme import Theme  # noqa: E402
from ui.one_window import OneWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402

if TYPE_CHECKING:
    import threading

    from app.clock import Clock
    from ui.main_window import MainWindow

AFTER_PAINTING = 30  # milliseconds
# What signing in needs, then what somebody goes to next; what draws PDFs comes with the first preview.
LATER = ("app.book.book", "app.book.unlocking", "app.accounts", "ui.workspace", "ui.home.page")
NEXT = (
    "ui.sessions.page",
    "ui.sessions.record_form",
    "ui.pairs.page",
    "ui.staff.page",
    "ui.training.page",
    "ui.settings.page",
    "ui.reports.page",
    "ui.programmes.page",
    "ui.settings.privacy",
)


def run(book: Path | None, argv: list[str]) -> int:
    """Open the window on *book* (None: the one opened last, or the welcome); the exit status at its end."""
    # The style goes to Qt among its arguments: for the answer of setStyle() PySide loads QStyle with its
    # thousand constants, 12 ms that the first painting would wait for.
    app = QApplication([*argv, "-style", "Fusion"])
    app.setProperty("pairbook_style", "Fusion")
    kept = preferences.load()
    folder = preferences.first_book(book, kept)
    one = OneWindow(app)
    if not one.claim(folder):
        return 0  # the window that stands already has come forward
    frame = Frame()
    # Without a book there is nothing to type into yet: the window comes up as it is, and is dressed then.
    theme = None
    if folder is not None:
        theme = dress(app, kept)
        put_face(frame, folder)

    def fill() -> None:
        from app.clock import SystemClock

        window = fill_frame(app, frame, book, SystemClock(), theme or dress(app, kept), one)
        from PySide6.QtCore import Qt

        from ui.ordered_end import end_when_told

        end_when_told(app, window.lock)
        once = Qt.ConnectionType.SingleShotConnection
        window.settled.connect(lambda: import_later(LATER), once)
        window.settled.connect(_clear_temporary_files, once)  # of a start that did not end properly
        window.entered.connect(lambda: import_later(NEXT), once)
        tell_last_end(window)

    frame.painted.connect(fill)
    frame.show()
    status = int(app.exec())
    one.release()
    _clean_up()
    return status


def dress(app: QApplication, kept: Preferences) -> Theme:
    """Give *app* the look that was *kept*."""
    look = kept.look if kept.look in ("light", "dark", "contrast") else "system"
    theme = Theme(app, look, kept.zoom)  # type: ignore[arg-type]
    theme.apply()
    return theme


def put_face(frame: Frame, folder: Path) -> None:
    """Show in *frame* what the sign-in page of the book in *folder* will take over."""
    from ui.sign_in.face import Face

    face = Face(folder.stem)
    frame.setCentralWidget(face)
    frame.setWindowTitle(f"{folder.stem} – Pairbook")
    face.passphrase.setFocus()


def fill_frame(
    app: QApplication,
    frame: Frame,
    book: Path | None,
    clock: "Clock",
    theme: Theme,
    one: OneWindow | None = None,
) -> "MainWindow":
    """Show the front page of *book* in *frame*; it takes over the face that stands there."""
    from ui.kept_constants import keep_constants
    from ui.main_window import MainWindow

    keep_constants()
    app.setApplicationName("Pairbook")
    app.setApplicationDisplayName("Pairbook")
    app.setDesktopFileName("pairbook")
    theme.follow()
    face = frame.takeCentralWidget()
    window = MainWindow(frame, theme, clock, one)
    _report_bugs(window)
    window.start(book, face)
    if one is not None:
        one.listen()
    QTimer.singleShot(AFTER_PAINTING, frame, lambda: _finish(app, frame))
    return window


def _finish(app: QApplication, frame: Frame) -> None:
    """What the first painting of the front page does not wait for."""
    import gc

    # Lists are thousands of small frozen rows: looking through them all after each seven hundred would
    # take a tenth of a second now and then, and finds nothing.
    gc.set_threshold(20_000, 20, 20)
    from ui.kit.focus import FocusRing
    from ui.kit.garbage import GarbageOnTheGuiThread
    from ui.kit.icons import mark

    GarbageOnTheGuiThread(frame)
    app.setWindowIcon(mark())
    ring = FocusRing(app)
    frame.destroyed.connect(ring.deleteLater)


def make_window(app: QApplication, book: Path | None, clock: "Clock") -> "MainWindow":
    """A whole window on the front page of *book*, not yet shown (``window.frame.show()``)."""
    return fill_frame(app, Frame(), book, clock, dress(app, preferences.load()))


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
    from app import last_end

    _clear_temporary_files()
    last_end.end_session()


def _clear_temporary_files() -> None:
    from app import files
    from app.errors import KnownProblem

    with suppress(KnownProblem):  # a folder of somebody else's is none of ours
        files.empty_private_folders()

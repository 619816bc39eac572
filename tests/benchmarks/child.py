"""One measurement in a process of its own: ``python -m tests.benchmarks.child KIND …`` prints JSON.

Every window is the program's own, started through its door.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

PASSPHRASE = "try pairbook today"


def resident() -> float:
    """The memory this process holds, in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak() -> float:
    """The most memory this process ever held, in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def bare() -> dict[str, float]:
    """A bare window of PySide6: when it was painted, and its memory."""
    from PySide6.QtCore import Qt, Signal
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        painted = Signal()

        def paintEvent(self, event: object) -> None:
            if "painted" not in found:
                found["painted"] = time()
                self.painted.emit()

    found: dict[str, float] = {}
    app = QApplication([])
    window = Bare()
    window.resize(1366, 690)
    window.painted.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    window.show()
    app.exec()
    found["memory"] = resident()
    return found


def start(book: str) -> dict[str, float]:
    """The program started on *book*: when its sign-in page was painted, and when its names stood there."""
    from app import __main__ as door
    from ui import application

    found: dict[str, float] = {}

    fill = application.fill_frame

    def filled(app: "QApplication", frame: object, *rest: object) -> object:
        found["sign_in"] = time()
        from ui.sign_in.page import SignInPage

        show = SignInPage._show_cover

        def shown(page: SignInPage, cover: object) -> None:
            show(page, cover)  # type: ignore[arg-type]
            page.grab()
            found["names"] = time()
            app.quit()

        SignInPage._show_cover = shown  # type: ignore[assignment,method-assign]
        return fill(app, frame, *rest)  # type: ignore[arg-type]

    application.fill_frame = filled  # type: ignore[assignment]
    door.main([book])
    return found


def home(book: str) -> dict[str, float]:
    """Signed in to *book*: until Home and Sessions are painted, filtering, scrolling, locking; memory."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    # In the order of the program: PySide, then the window's door, then the book.
    from ui import application

    from app.book import unlock  # isort: skip
    from app.clock import SystemClock  # isort: skip

    app = QApplication([])
    window = application.make_window(app, Path(book), SystemClock())
    window.frame.show()
    application.import_later((*application.LATER, "ui.sessions.page")).join()
    _settle(app)
    unlocked = unlock(Path(book), 1, PASSPHRASE)

    class Seen(QObject):
        def __init__(self, widget: QWidget) -> None:
            super().__init__()
            self.painted = False
            widget.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() == QEvent.Type.Paint
            return False

    def until_painted(act: Callable[[], object], widget: Callable[[], QWidget]) -> float:
        begun = perf_counter()
        act()
        seen = Seen(widget())
        widget().update()
        while not seen.painted:
            app.processEvents()
        return (perf_counter() - begun) * 1000

    def page(name: str) -> QWidget:
        assert window.workspace is not None
        shown = window.workspace.page(name)
        assert shown is not None
        return shown

    def go(name: str) -> None:
        assert window.workspace is not None
        window.workspace.go(name, None)

    found = {"home": until_painted(lambda: window.open_book(unlocked), lambda: page("home"))}
    _settle(app)
    found["memory"] = resident()
    found["list"] = until_painted(lambda: go("sessions"), lambda: page("sessions"))
    sessions = page("sessions")
    while not sessions.source.complete:  # type: ignore[attr-defined]
        app.processEvents()
    _settle(app, 1.0)
    view = sessions.list.viewport()  # type: ignore[attr-defined]
    typed = ["v", "vi", "vid", "vide", "video"]
    taken = [
        until_painted(lambda text=text: sessions.head.searched.emit(text), lambda: view) for text in typed
    ]  # type: ignore[attr-defined,misc]
    found["filter"] = sorted(taken)[len(taken) // 2]
    sessions.head.searched.emit("")  # type: ignore[attr-defined]
    _settle(app)
    bar = sessions.list.verticalScrollBar()  # type: ignore[attr-defined]

    def scroll() -> float:
        begun = perf_counter()
        bar.setValue(bar.value() + bar.pageStep())
        view.repaint()
        return (perf_counter() - begun) * 1000

    pages = sorted(scroll() for _turn in range(30))
    found["scroll"] = pages[len(pages) // 2]
    found["lock"] = _half_typed_lock(
        window, Path(book), lambda: until_painted(window.lock, lambda: window.page)
    )
    window.close_down()
    return found


def _half_typed_lock(window: "MainWindow", book: Path, lock: Callable[[], float]) -> float:
    """Ctrl+L over a half-typed session that no draft holds yet, until the sign-in page is painted."""
    assert window.workspace is not None
    window.workspace.go("sessions", {"record": True})
    window.workspace.page().form.fields.field("summary").setPlainText("Half typ")  # type: ignore[union-attr]
    taken = lock()
    if window.workspace is not None or (book / "in-use.lock").exists():
        raise RuntimeError("the book is still open")
    _forget_drafts(book)
    return taken


def _forget_drafts(book: Path) -> None:
    """So that the next who is measured begins at Home."""
    from sqlalchemy import select

    from app.book import Book
    from app.book.records import DraftRecord

    with Book.open(book, 1, PASSPHRASE, back_up=False) as opened, opened.storing() as db:
        for draft in db.scalars(select(DraftRecord)).all():
            db.delete(draft)


def log(book: str, days: str) -> dict[str, float]:
    """A session log over so many days: its time, pages, and the most memory it took."""
    from datetime import timedelta

    from app import files
    from app.book import Book
    from app.reports.catalogue import build
    from app.reports.options import Options
    from app.reports.pdf import write_pdf

    out = files.private_folder() / "log.pdf"
    with Book.open(Path(book), 1, PASSPHRASE, back_up=False) as opened:
        today = opened.clock.today()
        render = build("training-matrix", opened, Options())
        files.write_atomically(out, lambda file: write_pdf(render, file))
        before = peak()
        begun = perf_counter()
        document = build("session-log", opened, Options(since=today - timedelta(days=int(days)), until=today))
        built = perf_counter()
        pages = 0

        def write(file: object) -> None:
            nonlocal pages
            pages = write_pdf(document, file)  # type: ignore[arg-type]

        files.write_atomically(out, write)
        ended = perf_counter()
    files.remove(out)
    return {
        "milliseconds": (ended - begun) * 1000,
        "built": (built - begun) * 1000,
        "pages": pages,
        "memory": peak(),
        "before": before,
    }


def _settle(app: object, seconds: float = 0.3) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        app.processEvents()  # type: ignore[attr-defined]


KINDS: dict[str, Callable[..., dict[str, float]]] = {"bare": bare, "start": start, "home": home, "log": log}

if __name__ == "__main__":
    print(json.dumps(KINDS[sys.argv[1]](*sys.argv[2:])))

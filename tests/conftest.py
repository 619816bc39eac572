"""What every test stands on: no screen, a clock that stands still, and no warning left unread."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from sqlalchemy import Dialect, Engine, create_engine

from app.clock import SetClock
from tests.patience import wait_longer
from ui.kept_constants import keep_constants
from ui.kit.garbage import collect_what_is_due

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.fixtures.unit import Unit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "1")

ROOT = Path(__file__).parent
LONGEST = ("accessibility", "journeys", "locking", "faults", "ui")
UNTRACED = frozenset({"accessibility", "ui"})
ON_SCREEN = UNTRACED | {"journeys", "windows"}
Window = TypeVar("Window", bound="QWidget")
keep_constants()  # as the program does once its window stands
wait_longer()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest tests come first, so that none of them is alone at the end."""
    items.sort(key=lambda item: [room in _rooms(item) for room in LONGEST], reverse=True)


def _rooms(item: pytest.Item) -> tuple[str, ...]:
    return item.path.relative_to(ROOT).parts


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tests on the screen are not traced for coverage, which would take them half as long again.

    The rooms that have a floor (``coverage_floor.toml``) reach it by their own tests.  Nor is garbage
    collected during them, which a working thread would do too (ui/kit/garbage.py), but after each.
    """
    if not ON_SCREEN.intersection(_rooms(item)):
        return (yield)
    coverage = sys.modules.get("coverage") if UNTRACED.intersection(_rooms(item)) else None
    tracing = coverage.Coverage.current() if coverage is not None else None
    if tracing is not None:
        tracing.stop()
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        collect_what_is_due()
        if tracing is not None:
            tracing.start()


def pytest_collection_finish() -> None:
    """What was loaded to run the tests is there until the end: it is not searched for garbage each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> SetClock:
    """Thursday 12 March 2026, 10:43 local time, until the test moves it."""
    return SetClock(datetime(2026, 3, 12, 10, 43).astimezone())


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that no test reads or writes the user's settings, log or books."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "PUBLIC"):
        monkeypatch.setenv(name, str(home))
    for name in ("STATE", "DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    if sys.platform == "win32":
        monkeypatch.setattr("app.book.place.windows_public_documents", lambda: "")
    return home


@pytest.fixture(scope="session", autouse=True)
def windows_as_elsewhere() -> None:
    """Windows' own dialog for files runs in a thread of its own, where no test types, and wine 8 ends."""
    if sys.platform == "win32":
        from PySide6.QtCore import QCoreApplication, Qt

        from tests.windows.keyboard import wait_before_each_key

        wait_before_each_key()
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """What was compiled for one book serves the next, as tests open a thousand of them."""
    compiled: dict[object, object] = {}
    dialects: list[Dialect] = []

    def create(*arguments: Any, **options: Any) -> Engine:
        engine = create_engine(*arguments, **options)
        if not dialects:
            dialects.append(engine.dialect)
        engine.dialect = dialects[0]  # compiled statements are found by it, too
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.book.engine.create_engine", create)
        yield


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[list[logging.LogRecord]]:
    """Fails the test on a logged warning; one that expects warnings asserts them and clears the list."""
    handler = _Collected()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.records
    root.removeHandler(handler)
    left = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in handler.records]
    assert not left, "logged while the test ran: " + "; ".join(left)


@pytest.fixture
def show(qtbot: "QtBot") -> Iterator[Callable[[Window], Window]]:
    """Shows a window and waits until it is on screen; at the test's end it is closed and really deleted."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from shiboken6 import isValid

    shown: list[QWidget] = []

    def show_window(window: Window) -> Window:
        shown.append(window)
        with qtbot.waitExposed(window):
            window.show()
        if sys.platform == "win32":  # there a shown window gets the keyboard only a little later
            with qtbot.waitActive(window, timeout=10_000):
                window.activateWindow()
        return window

    yield show_window
    for window in reversed(shown):
        if isValid(window):
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [window for window in shown if isValid(window)], "a window outlived its test"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, furnished book with nobody in it yet, made once: tests work on copies."""
    from tests.fixtures.books import new_book
    from tests.fixtures.unit import Unit

    with new_book(tmp_path_factory.mktemp("furnished")) as book:
        Unit(book)
    return book.folder


@pytest.fixture
def unit(furnished: Path, tmp_path: Path, clock: SetClock) -> "Iterator[Unit]":
    """A furnished book with nobody in it yet; see :class:`tests.fixtures.unit.Unit`."""
    from app.book import Book
    from tests.fixtures.books import MANAGER, PASSPHRASE, copy_of
    from tests.fixtures.unit import Unit

    with Book.open(copy_of(furnished, tmp_path), MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        yield Unit(book)

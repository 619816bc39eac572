"""What tests of pages stand on: the look, and a context over a real book."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.book import Book
from app.clock import SetClock
from tests.ui.ward_seven import MadeWard, WardSeven, make_ward
from ui.kit.context import Context
from ui.kit.dialogs import Alerts
from ui.kit.focus import FocusRing
from ui.kit.jobs import Jobs
from ui.kit.theme import Theme


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The light look at 100 %, made once for the application."""
    found = qapp.property("pairbook_theme")
    if isinstance(found, Theme):
        if found.look != "light":
            found.set_look("light")
        found.set_zoom(100)
        return found
    made = Theme(qapp, "light")
    made.apply()
    made.follow()
    qapp.setProperty("pairbook_focus_ring", FocusRing(qapp))
    return made


@pytest.fixture
def context_of(look: Theme, show: Callable[[QWidget], QWidget]) -> Callable[[Book], Context]:
    """Makes the context of a signed-in book; its alerts open over a window of their own."""

    def make(book: Book, **changed: Any) -> Context:
        window = QWidget()
        window.resize(1366, 690)
        show(window)
        alerts = Alerts(window)
        return Context(book, book.account, book.clock, Jobs(window, alert=alerts.show), alerts, look)

    return make


@pytest.fixture(scope="session")
def made_ward(tmp_path_factory: pytest.TempPathFactory) -> MadeWard:
    """The ward of the pictures, made once."""
    return make_ward(tmp_path_factory.mktemp("ward"))


@pytest.fixture
def ward(made_ward: MadeWard, tmp_path: Path, clock: SetClock) -> Iterator[WardSeven]:
    """A copy of the ward, open."""
    ward = made_ward.opened(tmp_path, clock)
    with ward.book:
        yield ward

"""What cannot be is said beside its field, with the keyboard there; nothing is saved, nothing typed is lost.

What can be, however hostile it looks, is kept and printed as the text it is.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.pairs.words import Status
from app.sessions.pair_rows import list_pairs
from app.sessions.session_views import list_sessions
from app.staff.staff_members import list_staff
from tests.fixtures.books import MANAGER, PASSPHRASE, new_book
from tests.fixtures.unit import Unit
from tests.journeys.keyboard import Keyboard, ScriptedFiles, says
from tests.ui.conftest import look
from ui.frame import Frame
from ui.kit.theme import Theme
from ui.main_window import MainWindow

__all__ = ["look"]

HOSTILE = '"R&D <b" <img src=/etc/passwd> 🩺 \u202edlrow'


@pytest.fixture
def window(
    look: Theme, show: Callable[[QWidget], QWidget], tmp_path: Path, clock: SetClock
) -> Iterator[MainWindow]:
    with new_book(tmp_path, clock) as book:
        Unit(book).active_pair()
        folder = book.folder
    frame = Frame()
    made = MainWindow(frame, look, clock)
    made.start(folder)
    frame.resize(1366, 690)
    show(frame)
    frame.activateWindow()
    yield made
    made.close_down()


@pytest.fixture
def keyboard(window: MainWindow, qtbot: QtBot) -> Keyboard:
    """Signed in, at Home."""
    keys = Keyboard(qtbot, window.frame)
    keys.wait_for("Passphrase")
    keys.wait(lambda: says(window.frame, MANAGER))
    keys.type(PASSPHRASE)
    keys.press("Return")
    keys.wait(lambda: window.workspace is not None)
    return keys


def kept(book: Book) -> tuple[int, int, int]:
    """How much is in the book."""
    pairs = list_pairs(book, statuses=tuple(Status))
    return len(list_staff(book, left=True)), len(pairs), len(list_sessions(book))


def refused(
    window: MainWindow, keyboard: Keyboard, at: str, sentence: str, save: str = "Ctrl+Return"
) -> None:
    """Save: refused with *sentence*, the keyboard at the field *at*, and the book as before."""
    book = window._book
    assert book is not None
    before = kept(book)
    keyboard.press(save)
    keyboard.wait_for(at)
    assert says(window.frame, sentence), [w for w in errors(window.frame) if w]
    assert kept(book) == before


def errors(root: QWidget) -> list[str]:
    """The sentences of error in sight."""
    return [
        label.text() for label in root.findChildren(QLabel) if label.isVisible() and label.property("tone")
    ]


def test_a_pair_with_oneself_and_a_pair_without_a_topic(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press("Ctrl+3")
    keyboard.press("Ctrl+N")
    keyboard.fill("Mentor", "lan ng")
    keyboard.fill("Mentee", "lan ng")
    keyboard.fill("Topic", "charting")
    keyboard.fill("Aim", HOSTILE)
    refused(window, keyboard, "Mente", "Nobody can be paired with themselves. Choose somebody else.")
    keyboard.to("Aim")
    assert keyboard.value() == HOSTILE


def test_a_session_on_a_day_that_cannot_be(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press("Ctrl+R")
    keyboard.fill("Pair", "lan")
    keyboard.press("Return")
    keyboard.fill("What you worked on", HOSTILE)
    unreadable = "This is no date Pairbook can read. Type it like 12 Mar 2026."
    to_come = "A session is recorded once it has taken place. Choose today or earlier."
    for day, sentence in (
        ("31 Feb 2026", unreadable),
        ("soon", unreadable),
        ("1 Mar 2026", "The pair began on 12 March 2026. Choose that day or a later one."),
        ("1 Mar 2031", to_come),
        ("+3", to_come),
        ("", "Give the day of the session."),
    ):
        keyboard.fill("Date", day)
        refused(window, keyboard, "Date", sentence)
    keyboard.to("What you worked on")
    assert keyboard.value() == HOSTILE


def test_people_who_cannot_be(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press("Ctrl+2")
    keyboard.press("Ctrl+N")
    for name, sentence in (
        ("", "Give the full name."),
        ("Lan Nguyễn", "Somebody of this name is in the book already."),
    ):
        keyboard.fill("Name|Full name", name)
        refused(window, keyboard, "Name|Full name", sentence)


def test_hostile_text_is_text_on_screen_and_on_paper(
    window: MainWindow, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = ScriptedFiles(monkeypatch)
    summary = f"{HOSTILE} " + "charting " * 6000
    keyboard.press("Ctrl+R")
    keyboard.fill("Pair", "lan")
    keyboard.press("Return")
    keyboard.fill("What you worked on", summary)
    keyboard.press("Ctrl+Return")
    book = window._book
    assert book is not None
    keyboard.wait(lambda: list_sessions(book))
    assert list_sessions(book)[0].summary == summary.strip()
    for widget in window.frame.findChildren(QWidget):
        assert "<img" not in widget.toolTip()  # Qt would take it for markup, and read the file
    log = tmp_path / "log.pdf"
    files.will_choose(log)
    keyboard.press("Ctrl+7")
    keyboard.choose("Kinds|Reports$|Prints|Reports and", "Session log")
    keyboard.to("Save PDF")
    keyboard.wait(keyboard.here.isEnabled)
    keyboard.push("Save PDF")
    keyboard.wait(log.exists)
    printed = "".join("".join(page.extract_text() for page in PdfReader(log).pages).split())
    assert '"R&D<b"<imgsrc=/etc/passwd>' in printed

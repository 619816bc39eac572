"""What the first window shows stays where it is when the sign-in page takes it over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.book import Cover
from app.book.cover import CoverAccount
from app.clock import SetClock
from ui.frame import Frame
from ui.kit import label, scrolled
from ui.kit.jobs import Jobs
from ui.kit.theme import Theme
from ui.sign_in.face import Face
from ui.sign_in.page import SignInPage


@pytest.fixture
def frame(zoom: int, look: Theme) -> Frame:
    """A window of a small screen, its text at *zoom* per cent."""
    look.set_zoom(zoom)
    frame = Frame()
    frame.resize(1366, 690)
    return frame


def places(face: Face, frame: Frame) -> dict[str, QPoint]:
    """Where each word of *face* stands, and the passphrase line's caret."""
    found = {
        each.text(): each.mapTo(frame, QPoint(0, 0))
        for each in (*face.findChildren(QLabel), *face.findChildren(QPushButton))
        if each.text() and each.isVisible()
    }
    found["caret"] = face.passphrase.mapTo(frame, face.passphrase.cursorRect().topLeft())
    return found


@pytest.mark.parametrize("zoom", [80, 100, 150])
def test_no_word_moves_when_the_page_takes_the_face_over(
    zoom: int, frame: Frame, show: Callable[[QWidget], QWidget], clock: SetClock, tmp_path: Path, qtbot: QtBot
) -> None:
    face = Face("Ward 7, Internal medicine")
    frame.setCentralWidget(face)
    show(frame)
    before = places(face, frame)
    assert {"Sign in", "Passphrase", "caret"} <= set(before)
    assert ("Pairbook" in before) == (zoom < 150)  # the dark side makes way
    taken = frame.takeCentralWidget()
    page = SignInPage(tmp_path / "Ward 7.pairbook", Jobs(frame), clock, face=taken)
    frame.setCentralWidget(page)
    page.show()
    qtbot.waitUntil(page.isVisible)
    after = places(face, frame)
    assert {word: after[word] for word in before} == before


@pytest.mark.parametrize("zoom", [100, 150])
def test_many_names_never_push_the_button_out_of_sight(
    frame: Frame, show: Callable[[QWidget], QWidget], clock: SetClock, tmp_path: Path, qtbot: QtBot
) -> None:
    page = SignInPage(tmp_path / "Ward 7.pairbook", Jobs(frame), clock, last_account=9)
    frame.setCentralWidget(page)
    show(frame)
    accounts = tuple(CoverAccount(number, f"Person {number}", "participant") for number in range(1, 10))
    page._show_cover(Cover(page.folder, "Ward 7", "", accounts, None))
    qtbot.waitUntil(lambda: page.names.height() > 48)
    assert page.names.current() == 9
    qtbot.waitUntil(lambda: in_sight(page.button))
    chosen = page.names.visualRect(page.names.selectedIndexes()[0])
    assert page.names.viewport().rect().contains(chosen)


def in_sight(widget: QWidget) -> bool:
    """Whether all of *widget* can be seen, whatever scrolls around it."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_values_written_as_numbers_are_those_of_qt() -> None:
    assert Qt.TextFormat.PlainText.value == label.PLAIN_TEXT
    assert Qt.ScrollBarPolicy.ScrollBarAlwaysOff.value == scrolled.ALWAYS_OFF
    assert Qt.FocusPolicy.NoFocus.value == scrolled.NO_FOCUS


def test_words_in_a_label_are_never_read_as_markup(look: Theme) -> None:
    made = label.Label("<b>R&D</b>")
    assert made.textFormat() == Qt.TextFormat.PlainText

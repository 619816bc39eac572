"""Every page, sub-page and dialog of the sample book, one after the other."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.book import FAST_KEYS
from app.clock import SetClock
from app.demo import make_sample_book
from build.screenshots import SCENES, SIZE, Stage, _close_dialogs, _dialog
from tests.ui.conftest import look
from ui.frame import Frame
from ui.kit.theme import Theme
from ui.main_window import MainWindow

__all__ = ["look"]

FRONT = ("welcome", "set-up", "sign-in", "forgotten")
Walk = Callable[[Callable[[QWidget], list[str]]], dict[str, list[str]]]


class QuickStage(Stage):
    """The stage of the pictures, without the moments that only a picture needs."""

    def settle(self, seconds: float = 0.0) -> None:
        end = time.monotonic() + (0.04 if seconds < 0.5 else 0.4)  # a report is made a moment later
        while time.monotonic() < end or self.window.jobs.busy:
            QCoreApplication.processEvents()
            time.sleep(0.002)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    def wait_until_active(self, shown: QWidget) -> None:
        """Windows gives a window the keyboard only a little after it was asked to."""
        end = time.monotonic() + 10
        while QApplication.activeWindow() is not shown and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.002)


@pytest.fixture
def walk(
    qapp: QApplication, look: Theme, show: Callable[[QWidget], QWidget], tmp_path: Path, clock: SetClock
) -> Iterator[Walk]:
    """Goes through all scenes and gives what a check found wanting, by the scene's name."""
    book = make_sample_book(tmp_path / "Ward 7.pairbook", clock=clock)
    frame = Frame()
    window = MainWindow(frame, look, clock)
    window.key_cost = FAST_KEYS
    window.start(book)
    frame.resize(*SIZE)
    show(frame)
    frame.activateWindow()
    stage = QuickStage(qapp, window, book)

    def go(check: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
        found = {}
        for scene in SCENES:
            if scene.name.startswith(FRONT):
                window.lock()
            scene.act(stage)
            stage.settle(0.04)
            shown = _dialog(qapp) if scene.dialog else frame
            shown.activateWindow()
            stage.settle()
            stage.wait_until_active(shown)
            wrong = check(shown)
            if wrong:  # a word that came from a job may not have its room yet
                stage.settle(0.6)
                wrong = check(shown)
            if wrong:
                found[scene.name] = wrong
            _close_dialogs(qapp, frame)
        return found

    yield go
    window.lock()
    window.close_down()

"""What is garbage ends on the GUI thread, whatever a working thread makes meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from ui.application import fill_frame
from ui.frame import Frame
from ui.kit.garbage import GarbageOnTheGuiThread
from ui.kit.jobs import Jobs
from ui.kit.theme import Theme


class Circle:
    """Garbage that only a collection finds; it tells in which thread it ended."""

    ended_in: list[threading.Thread]

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        self.ended_in, self.itself = ended_in, self

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread())


@pytest.fixture
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def make_much() -> int:
    return len([[number] for number in range(200_000)])


def test_a_working_thread_ends_nothing_of_the_window(look: Theme, qtbot: QtBot, thresholds: None) -> None:
    gc.enable()  # as Python has it
    keeper = QObject()
    GarbageOnTheGuiThread(keeper)
    ended_in: list[threading.Thread] = []
    Circle(ended_in)
    jobs = Jobs()
    with qtbot.waitSignal(jobs.run(make_much).over):
        pass
    assert ended_in == []
    gc.set_threshold(1, 1, 1)  # enough has gathered
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread()]


def test_python_never_collects_by_itself_once_the_program_has_its_window(
    qapp: QApplication, look: Theme, clock: SetClock, qtbot: QtBot, thresholds: None
) -> None:
    frame = Frame()
    fill_frame(qapp, frame, None, clock, look)
    qtbot.waitUntil(lambda: bool(frame.findChildren(GarbageOnTheGuiThread)))
    assert not gc.isenabled()
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not gc.isenabled()  # while Qt ends windows, either

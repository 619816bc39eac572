"""What Windows tells a window when somebody leaves the PC, sent through Windows itself."""

import ctypes
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.leaving_the_pc import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, LeavingThePC


@pytest.mark.parametrize(
    ("message", "word"), [(WM_WTSSESSION_CHANGE, 0x7), (WM_WTSSESSION_CHANGE, 0x2), (WM_POWERBROADCAST, 0x4)]
)
def test_a_locked_or_suspended_session_is_told(
    qtbot: QtBot, show: Callable[[QWidget], QWidget], message: int, word: int
) -> None:
    window = show(QWidget())
    leaving = LeavingThePC(window)
    with qtbot.waitSignal(leaving.left, timeout=5000):
        ctypes.windll.user32.SendMessageW(int(window.winId()), message, word, 0)


def test_an_unlocked_session_is_nothing_to_leave(qtbot: QtBot, show: Callable[[QWidget], QWidget]) -> None:
    window = show(QWidget())
    leaving = LeavingThePC(window)
    with qtbot.assertNotEmitted(leaving.left, wait=200):
        ctypes.windll.user32.SendMessageW(int(window.winId()), WM_WTSSESSION_CHANGE, 0x8, 0)

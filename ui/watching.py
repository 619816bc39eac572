"""What locks the window without anybody's asking, put together."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from ui.kit.idle import Idle
from ui.leaving_the_pc import LeavingThePC


def watch(
    window: QWidget, clock: Clock, minutes: int, lock: Callable[[], object]
) -> tuple[Idle, LeavingThePC]:
    """Has *lock* called after *minutes* without input, at Ctrl+L over a dialog, and when the PC is left."""
    idle, leaving = Idle(window, clock, minutes), LeavingThePC(window)
    for signal in (idle.passed, idle.asked, leaving.left):
        signal.connect(lock)
    return idle, leaving

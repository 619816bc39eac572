"""How long tests wait for a condition: until it holds, however slow or busy the machine is.

pytest-qt gives up after five seconds; under wine, or beside other work, a window may take longer to come up.
"""

import inspect
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE = 90_000  # ms; a test that never sees its condition ends long before pytest-timeout ends it
WAITING = ("waitUntil", "waitSignal", "waitSignals", "waitCallback", "waitExposed", "waitActive")


def wait_longer() -> None:
    """Has each waiting of ``qtbot`` for what must come go on for PATIENCE at least."""
    for name in WAITING:
        setattr(QtBot, name, _patient(getattr(QtBot, name)))


def _patient(wait: Any) -> Any:
    usual = inspect.signature(wait).parameters["timeout"].default

    def waiting(*arguments: Any, timeout: int = usual, **more: Any) -> Any:
        if more.get("raising", True) is not False:  # else it waits for what must not come
            timeout = max(timeout, PATIENCE)
        return wait(*arguments, timeout=timeout, **more)

    return waiting

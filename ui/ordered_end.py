"""The end that the system orders with a signal: log-off and shut-down of a PC with Linux or macOS (DESIGN 3).

Promises: what is half typed is kept, the book is closed and its lock released before the program
ends, and the end counts as a proper one.  Windows says it to the window instead
(ui/leaving_the_pc.py).
"""

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSocketNotifier


def end_when_told(app: QCoreApplication, lock: Callable[[], object]) -> None:
    """Have *lock* called and *app* left at the first signal that ends programs."""
    if sys.platform == "win32":
        return
    ends = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    # Python's own handlers run only when Python does, which may be long after: Qt watches this pipe.
    told, tell = os.pipe()
    for end in (told, tell):
        os.set_blocking(end, False)
    notifier = QSocketNotifier(told, QSocketNotifier.Type.Read, app)

    def leave() -> None:
        if any(number in ends for number in os.read(told, 64)):
            notifier.setEnabled(False)
            try:
                lock()
            finally:
                app.quit()

    notifier.activated.connect(leave)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    for number in ends:
        signal.signal(number, lambda _number, _frame: None)

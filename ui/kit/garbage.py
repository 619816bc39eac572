"""Python's garbage in circles is let go on the GUI thread alone.

Promises: nothing of a window ever ends its life in a working thread, where Qt would crash; Python by
itself collects in whichever thread happens to make the next object.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 1000


class GarbageOnTheGuiThread(QObject):
    """Collects in the place of Python, when as much has gathered as it waits for.

    When this is destroyed nobody collects any more: the program is about to end, and while Qt ends its
    windows nothing of them may be ended a second time.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(LOOK_EVERY)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """Collect as far as the counts of Python's collector have passed its limits."""
    limits = gc.get_threshold()
    due = [generation for generation, count in enumerate(gc.get_count()) if count > limits[generation]]
    if due:
        gc.collect(max(due))

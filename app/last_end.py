"""Did Pairbook end properly last time?  Light: the window asks while it starts.

Each window leaves a note beside the log while it runs.  A note whose window is gone tells of a crash or a
power cut, once.  A note that cannot be written never stops the program.
"""

import os
from contextlib import suppress
from pathlib import Path

from app import log, processes

_RUNNING = "running-"


def begin_session(folder: Path | None = None) -> bool:
    """Notes that a window runs; whether an earlier one ended without saying so (a crash, a power cut).

    Such an end is told once.
    """
    place = log.folder() if folder is None else folder
    crashed = False
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        for note in place.glob(f"{_RUNNING}*"):
            number = note.name.removeprefix(_RUNNING)
            began = note.read_text("utf-8", "replace")
            if not number.isdecimal() or not processes.is_running(int(number), began):
                note.unlink(missing_ok=True)
                crashed = True
        (place / f"{_RUNNING}{os.getpid()}").write_text(processes.began(os.getpid()), encoding="utf-8")
    return crashed


def end_session(folder: Path | None = None) -> None:
    """Takes the note of :func:`begin_session` away: this window ended properly."""
    place = log.folder() if folder is None else folder
    with suppress(OSError):
        (place / f"{_RUNNING}{os.getpid()}").unlink(missing_ok=True)

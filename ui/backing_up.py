"""A backup of the open book while its owner goes on working.

Promises: the copy is made a hundredth of a second at a time between what else the window does,
checked and packed in a thread; whoever asked hears how it ended, and nothing once the book is closed.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.book import backup
from app.errors import KnownProblem
from app.language import _
from ui.kit.context import Context


def back_up(
    owner: QObject,
    context: Context,
    folder: Path | None,
    done: Callable[[Path], object],
    failed: Callable[[BaseException], object],
) -> None:
    """Back the book up in *folder* (None: its own backups); *owner* ends it by its own end."""
    try:
        copying = backup.begin(context.book, folder)
    except KnownProblem as problem:
        failed(problem)
        return
    timer = QTimer(owner)

    def step() -> None:
        if copying.given_up:
            timer.deleteLater()
            return
        try:
            copied = copying.step()
        except KnownProblem as problem:
            timer.deleteLater()
            failed(problem)
            return
        if copied is not None:
            timer.deleteLater()
            context.jobs.run(backup.finish, copied, title=_("Backing up"), done=done, failed=failed)

    timer.timeout.connect(step)
    timer.start(0)

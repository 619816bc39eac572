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
    failed: Callable[[BaseException], None],
) -> None:
    """Back the book up in *folder* (None: its own backups); *owner* ends it by its own end."""
    try:
        copying = backup.begin(context.book, folder)
    except KnownProblem as problem:
        failed(problem)
        return
    timer = QTimer(owner)

    def end() -> None:
        timer.stop()  # it would go on until an event loop comes to delete it
        timer.deleteLater()

    def step() -> None:
        if copying.given_up:
            return end()
        try:
            copied = copying.step()
        except KnownProblem as problem:
            end()
            return failed(problem)
        except BaseException:
            end()
            raise
        if copied is not None:
            end()
            context.jobs.run(backup.finish, copied, title=_("Backing up"), done=done, failed=failed)

    timer.timeout.connect(step)
    timer.start(0)

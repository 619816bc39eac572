"""The backup after a good opening, once a day, on this PC and in the second folder (DESIGN 3).

Promises: the window does not wait for it; a backup that fails stops nobody, the strip shows the
age of the last good one; a stick that is not there today is passed over; a copy that does not pass
its check is told, because the book itself may be damaged.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.book import backup
from app.book.backup_names import newest
from app.book.backup_state import note_copy_outside
from app.book.cover import BACKUPS_NAME
from app.book.problems import CopyDamaged
from app.errors import KnownProblem
from ui.backing_up import back_up
from ui.kit.context import Context
from ui.workspace import Workspace

SOON = 400


class DailyBackup(QObject):
    """Lives as long as the workspace of one sign-in."""

    def __init__(self, workspace: Workspace, context: Context) -> None:
        super().__init__(workspace)
        self._workspace, self._context = workspace, context
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._here)

    def start_soon(self) -> None:
        """Begin when the first page has been painted."""
        self._timer.start()

    def _here(self) -> None:
        if self._workspace.ended:
            return
        book = self._context.book
        last = newest(book.folder / BACKUPS_NAME)
        if last is not None and last.date() == self._context.clock.today():
            self._second()
        else:
            self._copy(None, self._made_here)

    def _made_here(self, _path: Path) -> None:
        self._workspace.backed_up()
        self._second()

    def _second(self) -> None:
        folder = backup.second_folder_due(self._context.book)
        if folder is not None:
            self._copy(folder, self._made_outside)

    def _made_outside(self, _path: Path) -> None:
        try:
            note_copy_outside(self._context.book, self._context.account)
        except KnownProblem:
            return  # the copy is there all the same

    def _copy(self, folder: Path | None, made: Callable[[Path], object]) -> None:
        back_up(self, self._context, folder, made, self._failed)

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, CopyDamaged) or not isinstance(problem, KnownProblem):
            self._context.alerts.show(problem)

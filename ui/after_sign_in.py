"""What the program does by itself once somebody has signed in: an interrupted new key, the daily backup.

Promises: the first page stands before; a new key is finished before their eyes and in the same words as
one that was asked for, and the backup of the day comes after it.
"""

from PySide6.QtWidgets import QWidget

from app.book import rekey
from ui.daily_backup import DailyBackup
from ui.kit.context import Context
from ui.workspace import Workspace


def begin_work(window: QWidget, workspace: Workspace, context: Context) -> None:
    """Begin with what is due in the book that *workspace*, in *window*, shows."""
    daily = DailyBackup(workspace, context)
    if not rekey.is_unfinished(context.book):
        daily.start_soon()
        return
    from ui.settings.new_key import NewKeySheet

    sheet = NewKeySheet(window, context)
    sheet.finished.connect(daily.start_soon)
    sheet.start()

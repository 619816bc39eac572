"""The backup after a good opening: made beside the window, and told wherever its age is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.book import Book, backup, engine
from app.book.backup_names import newest
from app.book.cover import BACKUPS_NAME
from app.book.problems import CopyDamaged
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import list_staff
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.ui.locking.conftest import closed_window, folder, made, window  # noqa: F401
from ui.home.page import HomePage
from ui.main_window import MainWindow


def matters(window: MainWindow) -> list[str]:  # noqa: F811
    """What Home says can be done about all that needs attention, shown or folded away."""
    assert window.workspace is not None
    page = window.workspace.page("home")
    assert isinstance(page, HomePage)
    return [matter.action for matter in page.attention._matters]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_home_no_longer_asks_for_a_backup_once_it_is_made(
    elsewhere: bool,
    closed_window: MainWindow,  # noqa: F811
    folder: Path,  # noqa: F811
    qtbot: QtBot,
) -> None:
    from tests.ui.windows import sign_in

    for path in (folder / BACKUPS_NAME).iterdir():
        path.unlink()
    sign_in(closed_window, folder, qtbot, MANAGER)
    assert "Back up" in matters(closed_window)
    assert closed_window.workspace is not None
    if elsewhere:
        closed_window.workspace.go("pairs", None)
    qtbot.waitUntil(lambda: newest(folder / BACKUPS_NAME) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: "today" in closed_window.workspace.strip._backup.text(), timeout=60_000)
    closed_window.workspace.go("home", None)
    assert "Back up" not in matters(closed_window)


def test_a_daily_backup_that_does_not_pass_its_check_is_told(
    closed_window: MainWindow,  # noqa: F811
    folder: Path,  # noqa: F811
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.ui.windows import sign_in

    told = list[BaseException]()
    monkeypatch.setattr(closed_window.alerts, "show", told.append)
    for path in (folder / BACKUPS_NAME).iterdir():
        path.unlink()
    with Book.open(folder, MANAGER, PASSPHRASE, back_up=False) as book:
        (page,) = book.driver.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'retention_hold'"
        ).fetchone()
    with (folder / "records.db").open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(bytes(8))
    sign_in(closed_window, folder, qtbot, MANAGER)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert [type(each) for each in told] == [CopyDamaged]
    assert newest(folder / BACKUPS_NAME) is None


def test_the_window_goes_on_beside_a_backup_and_a_lock_gives_it_up(
    closed_window: MainWindow,  # noqa: F811
    folder: Path,  # noqa: F811
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tests.ui.windows import sign_in

    monkeypatch.setattr(engine, "_PAGES", 4)
    steps = list[int]()
    step = backup.Copying.step

    def watched(copying: backup.Copying) -> backup.Copied | None:
        steps.append(1)
        if len(steps) == 3:
            QTimer.singleShot(0, save)
        if len(steps) == 6:
            QTimer.singleShot(0, closed_window.lock)
        return step(copying)

    def save() -> None:
        assert closed_window.workspace is not None
        closed_window.workspace.go("staff", None)
        book = closed_window.workspace._context.book
        save_staff_member(book, book.account, SaveStaffMember("Ines Duarte"))

    monkeypatch.setattr(backup.Copying, "step", watched)
    for path in (folder / BACKUPS_NAME).iterdir():
        path.unlink()
    sign_in(closed_window, folder, qtbot, MANAGER)
    qtbot.waitUntil(lambda: len(steps) >= 6 and closed_window.workspace is None, timeout=60_000)
    stopped = len(steps)
    qtbot.wait(100)
    assert len(steps) == stopped < 10
    assert list((folder / BACKUPS_NAME).iterdir()) == []
    sign_in(closed_window, folder, qtbot, MANAGER)
    qtbot.waitUntil(lambda: newest(folder / BACKUPS_NAME) is not None, timeout=60_000)
    assert closed_window.workspace is not None
    names = [member.name for member in list_staff(closed_window.workspace._context.book)]
    assert "Ines Duarte" in names

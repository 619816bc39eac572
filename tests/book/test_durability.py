"""What takes a final name lies on the disk before, and the name itself after: a power cut loses neither.

A killed process leaves what it wrote in the system's memory, a power cut does not; so the order of
writing, fsync and renaming is looked at itself.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import files
from app.book import Book, backup, rekey, repair, restore, unlock
from app.clock import SetClock
from tests.fixtures.books import PASSPHRASE, new_book, set_clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows brings names to the disk by itself")


class Disk:
    """Which files are as they were at their last fsync, and which folders have names not yet synced."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._safe: dict[tuple[int, int], tuple[int, int]] = {}
        self.waiting: set[Path] = set()
        self.named: list[str] = []
        fsync, replace = os.fsync, os.replace

        def synced(descriptor: int) -> None:
            fsync(descriptor)
            facts = os.fstat(descriptor)
            self._safe[facts.st_dev, facts.st_ino] = (facts.st_size, facts.st_mtime_ns)
            self.waiting = {each for each in self.waiting if not os.path.samestat(each.stat(), facts)}

        def renamed(source: Path, target: Path) -> None:
            new = source.name != target.name  # what leaves a book under its name was brought there by SQLite
            for each in [source, *source.rglob("*")] if new else []:
                assert each.is_dir() or self.holds(each), f"{target.name} was not on the disk yet"
            replace(source, target)
            self.named.append(target.name)
            self.waiting.add(target.parent)

        patch.setattr("app.files.os.fsync", synced)
        patch.setattr("app.files.os.replace", renamed)

    def holds(self, path: Path) -> bool:
        """Whether *path* would be as it is now after a power cut."""
        facts = path.stat()
        return self._safe.get((facts.st_dev, facts.st_ino)) == (facts.st_size, facts.st_mtime_ns)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_book(tmp_path) as book:
        return book.folder


@pytest.fixture
def disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    watched = Disk(monkeypatch)
    yield watched
    assert not watched.waiting, "names that a power cut takes away"


def opened(folder: Path) -> Book:
    return Book.open(folder, 1, PASSPHRASE, clock=set_clock(), back_up=False)


def saves_a_file(folder: Path) -> None:
    files.write_atomically(folder / "print.pdf", b"%PDF" * 5000)


def writes_keys(folder: Path) -> None:
    with opened(folder) as book:
        book.new_recovery_code()


def backs_up(folder: Path) -> None:
    with opened(folder) as book:
        backup.back_up(book)


def gives_a_new_key(folder: Path) -> None:
    with opened(folder) as book:
        rekey.rekey(book)


def restores(folder: Path, target: Path) -> None:
    with opened(folder) as book:
        made = backup.back_up(book)
    restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), target, set_clock().now())


def restores_over(folder: Path) -> None:
    restores(folder, folder)


def restores_beside(folder: Path) -> None:
    restores(folder, folder.with_name("Beside.pairbook"))


def repairs(folder: Path) -> None:
    unlocked = unlock(folder, 1, PASSPHRASE)
    (folder / "keys.json").unlink()
    repair.repair(unlocked, set_clock())


@pytest.mark.parametrize(
    ("work", "names"),
    [
        (saves_a_file, {"print.pdf"}),
        (writes_keys, {"keys.json", "keys.json.previous"}),
        (backs_up, {"Ward 7 2026-03-12 10-43-00.pairbook-backup"}),
        (gives_a_new_key, {"keys.json", "records.db"}),
        (restores_over, {".restoring", "records.db", "keys.json"}),
        (restores_beside, {"Beside.pairbook"}),
        (repairs, {"keys.json", "records.db"}),
    ],
)
def test_what_takes_a_final_name_is_on_the_disk_before_and_its_name_after(
    folder: Path, disk: Disk, work: Callable[[Path], None], names: set[str]
) -> None:
    work(folder)
    assert names <= set(disk.named)


def test_a_new_lock_is_on_the_disk(folder: Path, disk: Disk) -> None:
    with opened(folder):
        assert disk.holds(folder / "in-use.lock")


SETTINGS = {
    "synchronous": 3,  # EXTRA: the folder is synced after the journal is gone, too
    "journal_mode": "delete",
    "secure_delete": 1,
    "foreign_keys": 1,
    "locking_mode": "exclusive",
    "journal_size_limit": 0,
    "temp_store": 2,  # in memory: what is sorted does not lie in clear beside the book
    "trusted_schema": 0,
}


def test_the_records_are_written_with_the_settings_that_outlive_a_power_cut(
    tmp_path: Path, clock: SetClock
) -> None:
    with new_book(tmp_path, clock) as book:
        found = {name: book.driver.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
    assert found == SETTINGS

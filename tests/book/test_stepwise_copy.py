"""A copy of the records made a few pages at a time, whatever happens to the book between two steps."""

import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.book import Book, UnitRecord, backup, engine, keys_file, rekey
from app.book.backup_names import newest
from app.book.cover import BACKUPS_NAME, RECORDS_NAME
from app.book.stepwise_copy import GivenUp
from app.files import DiskFull
from tests.fixtures.books import new_book

Rename = Callable[..., None]


@pytest.fixture(autouse=True)
def few_pages_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that even a small book takes many steps."""
    monkeypatch.setattr(engine, "_PAGES", 8)


def unit_in(records: Path, key: bytes) -> str:
    """The unit's name in a copy of the records."""
    connection = engine.connect(records, key)
    try:
        return str(connection.execute("SELECT name FROM unit").fetchone()[0])
    finally:
        connection.close()


def finished(copying: backup.Copying) -> backup.Copied:
    """The copy once it is whole."""
    while (copied := copying.step()) is None:
        pass
    return copied


def parts(folder: Path) -> list[Path]:
    """What an unfinished backup left."""
    return list(folder.rglob("*.pairbook-part*"))


def copiers() -> list[threading.Thread]:
    """Threads that copy."""
    return [thread for thread in threading.enumerate() if thread.name == "pairbook-copy"]


def test_what_is_saved_between_two_steps_is_in_the_copy(book: Book, rename: Rename, tmp_path: Path) -> None:
    copying = backup.begin(book)
    steps = 0
    while (copied := copying.step()) is None:
        steps += 1
        if steps % 3 == 0:
            rename(book, f"Ward {steps}")
            book.undo()
            rename(book, f"Ward {steps + 1}")
    assert steps > 10
    assert engine.faults(copied.records, copied.data_key) == []
    made = backup.finish(copied)
    with zipfile.ZipFile(made) as archive:
        archive.extract(RECORDS_NAME, tmp_path)
    assert unit_in(tmp_path / RECORDS_NAME, copied.data_key) == book.unit.name
    assert parts(book.folder) == []
    assert copiers() == []


def test_a_change_that_is_not_saved_is_not_in_the_copy(book: Book) -> None:
    before = book.unit.name
    copying = backup.begin(book)
    for _step in range(3):
        assert copying.step() is None
    with suppress(ZeroDivisionError), book.change("Nothing", by=book.account) as db:
        db.get_one(UnitRecord, 1).name = "Never"
        db.flush()
        raise ZeroDivisionError
    copied = finished(copying)
    assert engine.faults(copied.records, copied.data_key) == []
    assert unit_in(copied.records, copied.data_key) == before


def test_the_keys_are_those_of_the_records_when_the_copy_is_whole(book: Book) -> None:
    copying = backup.begin(book)
    copying.step()
    book.new_recovery_code()
    made = backup.finish(finished(copying))
    with zipfile.ZipFile(made) as archive:
        kept = keys_file.load(archive.read(keys_file.KEYS_NAME))
    assert kept.slots == book.keys.slots


@pytest.mark.parametrize("steps", [0, 1, 4])
def test_a_book_that_is_closed_gives_up_the_copy_and_leaves_nothing(book: Book, steps: int) -> None:
    copying = backup.begin(book)
    for _step in range(steps):
        assert copying.step() is None
    book.close()
    assert copying.given_up
    assert parts(book.folder) == []
    assert newest(book.folder / BACKUPS_NAME) is None
    assert copiers() == []


def test_what_is_over_is_over(book: Book, tmp_path: Path) -> None:
    whole, unwanted, unbegun = (book.records.copy(tmp_path / name) for name in ("one", "two", "three"))
    while not whole.step():
        pass
    assert whole.step()
    whole.give_up()
    assert not whole.given_up
    unwanted.step()
    for given_up in (unwanted, unbegun):
        given_up.give_up()
        given_up.give_up()
        with pytest.raises(GivenUp):
            given_up.step()
    assert [path.name for path in tmp_path.glob("[ot]*")] == ["one"]
    assert copiers() == []


def test_a_new_key_gives_up_the_copy_under_the_old_one(book: Book) -> None:
    copying = backup.begin(book)
    copying.step()
    rekey.rekey(book)
    assert copying.given_up
    assert parts(book.folder) == []
    assert finished(backup.begin(book)).data_key == book.material.data_key


def test_a_whole_copy_stands_when_the_book_is_closed(book: Book) -> None:
    copied = finished(backup.begin(book))
    book.close()
    assert backup.finish(copied).exists()


def test_a_disk_that_is_full_in_the_middle_is_told_and_leaves_nothing(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = engine._open

    def small(records: Path, mode: str) -> object:
        connection = opened(records, mode)
        if mode == "rwc":
            connection.execute("PRAGMA max_page_count = 30")
        return connection

    monkeypatch.setattr(engine, "_open", small)
    copying = backup.begin(book)
    with pytest.raises(DiskFull):
        finished(copying)
    assert copying.given_up
    assert parts(book.folder) == []
    assert copiers() == []


def test_two_copies_at_once_are_both_whole(book: Book, tmp_path: Path) -> None:
    first, second = backup.begin(book), backup.begin(book, tmp_path / "stick")
    first.step()
    copied = finished(second), finished(first)
    assert [engine.faults(each.records, each.data_key) for each in copied] == [[], []]


def test_the_copy_of_an_empty_book_needs_no_thread_afterwards(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        backup.back_up(book)
        assert copiers() == []

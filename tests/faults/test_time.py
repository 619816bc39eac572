"""Clocks that are wrong, and clocks that are changed."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.book import Book, UnitRecord, backup, check, history
from app.book.backup_names import made_at
from app.clock import SetClock
from tests.fixtures.books import PASSPHRASE, new_book


def _open(folder: Path, clock: SetClock) -> Book:
    return Book.open(folder, 1, PASSPHRASE, clock=clock)


def _save(book: Book, words: str) -> None:
    with book.change(words, by=book.account) as db:
        db.get_one(UnitRecord, 1).speaking_up_contact = words


def test_a_clock_that_is_put_back_loses_no_save_and_no_backup(tmp_path: Path, clock: SetClock) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    with _open(folder, clock) as book:
        _save(book, "this year")
    clock.moment -= timedelta(days=365)
    for day in range(3):
        clock.moment += timedelta(days=1)
        with _open(folder, clock) as book:
            assert book.unit.speaking_up_contact == ("this year" if not day else f"day {day - 1}")
            _save(book, f"day {day}")
            assert all(finding.good for finding in check.check_book(book))
    made = {path.name for path in (folder / "backups").iterdir()}
    assert len(made) == 4  # the one from "the future" and one a day since
    clock.moment += timedelta(days=365)
    with _open(folder, clock) as book:
        assert [book.undo() for _step in range(4)] == ["day 2", "day 1", "day 0", "this year"]
        with book.reading() as db:
            assert history.entries(db)[-1].title == "Set up the book"
        backup.back_up(book)
    assert "Ward 7 2026-03-12 10-43-00.pairbook-backup" in {
        path.name for path in (folder / "backups").iterdir()
    }


@pytest.fixture
def time_zone() -> Iterator[Callable[[str], None]]:
    """Moves the PC into another time zone until the test ends."""
    before = os.environ.get("TZ")

    def move(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield move
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one time zone for all programs")
def test_a_change_of_summer_time_or_time_zone_moves_no_moment(
    tmp_path: Path, time_zone: Callable[[str], None]
) -> None:
    time_zone("Europe/London")
    before_change = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30 twice on that night
    clock = SetClock(before_change)
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    moments = []
    for hour in range(4):
        clock.moment = before_change + timedelta(hours=hour)
        moments.append(clock.moment)
        with Book.open(folder, 1, PASSPHRASE, clock=clock, back_up=False) as book:
            _save(book, f"hour {hour}")
    made = backup_at(folder, clock)
    for zone in ("Europe/London", "Pacific/Auckland", "America/St_Johns", "UTC"):
        time_zone(zone)
        with Book.open(folder, 1, PASSPHRASE, clock=clock, back_up=False) as book:
            with book.reading() as db:
                saved = [entry for entry in history.entries(db) if entry.title.startswith("hour")]
            assert [entry.at for entry in reversed(saved)] == moments
            assert all(finding.good for finding in check.check_book(book))
            assert [book.undo_title] == ["hour 3"]
    assert made_at(made) is not None


def backup_at(folder: Path, clock: SetClock) -> Path:
    with Book.open(folder, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        return backup.back_up(book)

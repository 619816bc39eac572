"""Bytes that are not as they were written."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.book import Book, backup, check, keys_file, read_cover, restore, unlock
from app.book.problems import (
    BackupDamaged,
    BookDamaged,
    BookMissing,
    NotABackup,
    NotABook,
    RecordsDamaged,
    RecordsEmpty,
    RecordsMissing,
)
from app.errors import KnownProblem
from app.files import PlaceGone
from tests.fixtures.books import PASSPHRASE, fingerprint, set_clock
from tests.fixtures.closed_book import Reopened

PAGE = 4096


def _flip(path: Path, chance: random.Random) -> tuple[int, int]:
    place, bit = chance.randrange(path.stat().st_size), 1 << chance.randrange(8)
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))
    return place, bit


COUNTS = [400, pytest.param(4000, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]


@pytest.mark.parametrize("flips", COUNTS)
def test_a_flipped_bit_in_the_records_is_found_or_does_no_harm(closed: Path, flips: int) -> None:
    chance = random.Random(flips)
    records = closed / "records.db"
    good = records.read_bytes()
    unlocked = unlock(closed, 1, PASSPHRASE)
    found = 0
    for _flip_number in range(flips):
        place, bit = _flip(records, chance)
        harmed = records.read_bytes()
        try:
            with Book.open_with(unlocked, clock=set_clock()) as book:
                bad = [finding for finding in check.check_book(book) if not finding.good]
                assert bad, f"bit {bit} of byte {place} was not noticed"
                found += 1
        except RecordsDamaged:
            found += 1
            assert records.read_bytes() == harmed
        assert not (closed / "in-use.lock").exists()
        records.write_bytes(good)
    assert found == flips


@pytest.mark.parametrize("flips", [200, pytest.param(2000, marks=pytest.mark.long)])
def test_a_flipped_bit_in_the_keys_costs_nothing(closed: Path, flips: int) -> None:
    chance = random.Random(flips)
    keys = closed / "keys.json"
    good = keys.read_bytes()
    for number in range(flips):
        which = keys if number % 4 else closed / keys_file.PREVIOUS_NAME
        _flip(which, chance)
        remark = read_cover(closed).remark
        same = keys_file.is_whole(closed, keys_file.load(good))
        assert bool(remark) == (not same and which == keys)
        with Book.open(closed, 1, PASSPHRASE, clock=set_clock(), back_up=False) as book:
            assert book.remarks == ((remark,) if remark else ())
            assert keys_file.is_whole(closed, book.keys)
            assert book.keys == keys_file.load(good)


@pytest.mark.parametrize("flips", [200, pytest.param(2000, marks=pytest.mark.long)])
def test_a_flipped_bit_in_a_backup_is_found_before_it_is_restored(
    closed: Path, reopened: Reopened, tmp_path: Path, flips: int
) -> None:
    with reopened() as book:
        made = backup.back_up(book)
    chance = random.Random(flips)
    unlocked = unlock(closed, 1, PASSPHRASE)
    content = made.read_bytes()
    before = fingerprint(closed)
    harmed = tmp_path / "harmed.pairbook-backup"
    now = set_clock().now()
    for _flip_number in range(flips):
        harmed.write_bytes(content)
        _flip(harmed, chance)
        try:
            target = tmp_path / "restored.pairbook"
            restore.restore(harmed, unlocked, target, now)
        except (BackupDamaged, NotABackup):
            assert not target.exists()
        else:
            # The zip's own dates and flags say nothing about the book.
            assert (target / "records.db").read_bytes() == _member(made, "records.db")
            assert keys_file.load((target / "keys.json").read_bytes()) == unlocked.keys
            shutil.rmtree(target)
    assert fingerprint(closed) == before


def _member(path: Path, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_records_that_were_cut_short_are_told_as_damaged_and_stay_as_they_are(closed: Path) -> None:
    records = closed / "records.db"
    good = records.read_bytes()
    unlocked = unlock(closed, 1, PASSPHRASE)
    chance = random.Random(3)
    pages = len(good) // PAGE
    lengths = [page * PAGE for page in {1, 2, pages // 2, pages - 1, *chance.sample(range(1, pages), 20)}]
    lengths += [chance.randrange(1, len(good)) for _inside in range(20)]
    for length in lengths:
        records.write_bytes(good[:length])
        try:
            with Book.open_with(unlocked, clock=set_clock()) as book:
                assert not all(finding.good for finding in check.check_book(book))
        except RecordsDamaged:
            assert records.read_bytes() == good[:length]
        assert not (closed / "in-use.lock").exists()


def _plain_database(records: Path) -> None:
    records.unlink()
    with sqlite3.connect(records) as database:
        database.execute("CREATE TABLE letters (words)")
    database.close()


def _header_destroyed(records: Path) -> None:
    with records.open("r+b") as file:
        file.write(bytes(100))


def _folder_instead(records: Path) -> None:
    records.unlink()
    records.mkdir()


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda records: records.write_bytes(b""), RecordsEmpty),
        (lambda records: records.unlink(), RecordsMissing),
        (lambda records: records.write_bytes(b"\0" * 40960), RecordsDamaged),
        (lambda records: records.write_bytes(b"%PDF-1.7 " * 999), RecordsDamaged),
        (lambda records: records.write_bytes(os.urandom(65536)), RecordsDamaged),
        (_plain_database, RecordsDamaged),
        (_header_destroyed, RecordsDamaged),
        (_folder_instead, RecordsMissing),
        (lambda records: shutil.rmtree(records.parent), BookMissing),
        (lambda records: [each.unlink() for each in records.parent.iterdir()], NotABook),
    ],
)
def test_what_is_no_book_is_never_turned_into_one(
    closed: Path, reopened: Reopened, harm: Callable[[Path], object], problem: type[KnownProblem]
) -> None:
    harm(closed / "records.db")
    before = fingerprint(closed.parent)
    with pytest.raises(problem) as caught:
        reopened()
    assert type(caught.value) is problem
    assert caught.value.what
    assert caught.value.do
    assert fingerprint(closed.parent) == before
    try:
        findings = check.check_at(closed, 1, PASSPHRASE, set_clock())
        assert not all(finding.good for finding in findings)
    except (BookDamaged, BookMissing, NotABook, PlaceGone):
        pass
    assert fingerprint(closed.parent) == before

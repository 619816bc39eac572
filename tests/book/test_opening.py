"""What stands where a book should be, each in its own sentence, and no byte changed."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from app import files
from app.book import Book, check, engine, lock_file, migrations, read_cover, schema, unlock
from app.book.problems import (
    BookInUse,
    BookMissing,
    BookNewer,
    FolderNotWritable,
    KeysDamaged,
    KeysMissing,
    NotABook,
    RecordsDamaged,
    RecordsEmpty,
    RecordsHeld,
    RecordsMissing,
)
from app.clock import SetClock
from app.errors import KnownProblem
from tests.fixtures.books import PASSPHRASE, fingerprint, new_book, set_clock


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The folder of a closed book."""
    book = new_book(tmp_path)
    book.close()
    return book.folder


def _missing(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def _not_ours(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    (folder / "letter.txt").write_text("Dear all")


def _header_destroyed(folder: Path) -> None:
    with (folder / "records.db").open("r+b") as file:
        file.write(bytes(100))


def _truncated(folder: Path) -> None:
    os.truncate(folder / "records.db", 4096 * 2 + 100)


def _plain_database(folder: Path) -> None:
    (folder / "records.db").unlink()
    with sqlite3.connect(folder / "records.db") as database:
        database.execute("CREATE TABLE x (y)")
    database.close()


def _flipped_keys(folder: Path) -> None:
    content = bytearray((folder / "keys.json").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "keys.json").write_bytes(bytes(content))
    (folder / "keys.json.previous").unlink()


def _keys_removed(folder: Path) -> None:
    for path in folder.glob("keys.json*"):
        path.unlink()


def _others_keys(folder: Path) -> None:
    _keys_removed(folder)
    (folder / "keys.json").write_text('{"a": 1}')


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (_missing, BookMissing),
        (_not_ours, NotABook),
        (_flipped_keys, KeysDamaged),
        (_keys_removed, KeysMissing),
        (_others_keys, NotABook),
        (lambda folder: (folder / "records.db").unlink(), RecordsMissing),
        (lambda folder: (folder / "records.db").write_bytes(b""), RecordsEmpty),
        (lambda folder: (folder / "records.db").write_bytes(b"GIF89a" * 999), RecordsDamaged),
        (_plain_database, RecordsDamaged),
        (_header_destroyed, RecordsDamaged),
        (_truncated, RecordsDamaged),
    ],
)
def test_each_harm_has_its_sentence_and_nothing_changes(
    closed: Path, harm: Callable[[Path], object], problem: type[KnownProblem]
) -> None:
    harm(closed)
    before = fingerprint(closed.parent)
    with pytest.raises(problem) as caught:
        Book.open(closed, 1, PASSPHRASE)
    assert type(caught.value) is problem
    assert caught.value.what
    assert caught.value.do
    assert fingerprint(closed.parent) == before


def test_all_sentences_differ() -> None:
    kinds = [BookMissing, NotABook, KeysDamaged, KeysMissing, RecordsMissing, RecordsEmpty, RecordsDamaged]
    kinds += [BookNewer, BookInUse, FolderNotWritable, RecordsHeld]
    assert len({kind().what for kind in kinds}) == len(kinds)


def test_a_file_is_not_a_book(closed: Path) -> None:
    with pytest.raises(NotABook):
        read_cover(closed / "records.db")


def _driver(folder: Path) -> sqlite3.Connection:
    return engine.connect(folder / "records.db", unlock(folder, 1, PASSPHRASE).material.data_key)


def test_a_newer_book_is_refused_with_its_bytes_unchanged(closed: Path) -> None:
    driver = _driver(closed)
    driver.execute("PRAGMA user_version = 999")
    driver.close()
    before = fingerprint(closed)
    with pytest.raises(BookNewer):
        Book.open(closed, 1, PASSPHRASE)
    with pytest.raises(BookNewer):
        check.check_at(closed, 1, PASSPHRASE, set_clock())
    assert fingerprint(closed) == before


@pytest.mark.parametrize("pragma", ["user_version = 0", "application_id = 1"])
def test_a_database_of_another_kind_under_the_right_key_is_refused(closed: Path, pragma: str) -> None:
    driver = _driver(closed)
    driver.execute(f"PRAGMA {pragma}")
    driver.close()
    with pytest.raises(RecordsDamaged):
        Book.open(closed, 1, PASSPHRASE)


def test_a_folder_that_may_not_be_written_is_said(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_anything: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("app.files._write", refuse)
    before = fingerprint(closed)
    with pytest.raises(FolderNotWritable):
        Book.open(closed, 1, PASSPHRASE)
    assert fingerprint(closed) == before


def test_a_folder_that_may_not_be_looked_into_is_said(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(errno.EACCES, "as stat says of a file in such a folder")

    if sys.platform != "win32":  # which says of such a folder only that it is not there
        with pytest.raises(files.PlaceGone, match="so long a name"):
            read_cover(closed / ("x" * 5000))
    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(files.NotReadable):
        read_cover(closed)


@pytest.mark.parametrize(("right", "problem"), [(os.R_OK, files.NotReadable), (os.W_OK, FolderNotWritable)])
def test_records_that_may_not_be_read_or_written_are_said_before_they_are_opened(
    closed: Path, monkeypatch: pytest.MonkeyPatch, right: int, problem: type[KnownProblem]
) -> None:
    records = closed / "records.db"
    monkeypatch.setattr("os.access", lambda path, asked: Path(path) != records or asked != right)
    before = fingerprint(closed)
    with pytest.raises(problem):
        Book.open(closed, 1, PASSPHRASE, back_up=False)
    assert fingerprint(closed) == before


def test_a_database_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FolderNotWritable):
        engine.connect(tmp_path / "no" / "such" / "folder.db", bytes(32), create=True)

    held = tmp_path / "held.db"
    held.mkdir()
    with pytest.raises(FolderNotWritable):
        engine.connect(held, bytes(32), create=True)
    monkeypatch.setattr(engine, "is_held", lambda path: path == held)
    with pytest.raises(RecordsHeld):
        engine.connect(held, bytes(32), create=True)

    def broken(*_anything: object, **_options: object) -> None:
        raise engine.dbapi2.InterfaceError("x")

    monkeypatch.setattr(engine.dbapi2, "connect", broken)
    with pytest.raises(engine.dbapi2.InterfaceError):
        engine.connect(tmp_path / "x.db", bytes(32), create=True)


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda records: records.unlink(), RecordsMissing),
        (lambda records: records.write_bytes(b""), RecordsEmpty),
    ],
)
def test_records_that_vanish_after_the_passphrase_are_not_made_anew(
    closed: Path, harm: Callable[[Path], object], problem: type[KnownProblem]
) -> None:
    unlocked = unlock(closed, 1, PASSPHRASE)
    harm(closed / "records.db")
    before = fingerprint(closed)
    with pytest.raises(problem):
        Book.open_with(unlocked)
    assert fingerprint(closed) == before


def test_the_connection_has_the_settings_of_the_design(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        read = {
            name: book.driver.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "locking_mode",
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "secure_delete",
                "journal_size_limit",
                "temp_store",
                "trusted_schema",
                "user_version",
                "application_id",
            )
        }
    assert read == {
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_size_limit": 0,
        "temp_store": 2,
        "trusted_schema": 0,
        "user_version": migrations.CURRENT,
        "application_id": schema.APPLICATION_ID,
    }


# --- the lock file ----------------------------------------------------------------------------------


def test_a_lock_says_who_where_since_and_hides_it_from_a_look(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "OFFICE-PC-7")
    with new_book(tmp_path, clock) as book:
        holder = lock_file.in_use_by(book.folder, book.keys.cover_key)
        assert holder is not None
        assert (holder.who, holder.since, holder.stale) == (book.account.name, clock.now(), False)
        content = (book.folder / "in-use.lock").read_bytes()
        assert b"Ruth" not in content
        assert holder.computer == "OFFICE-PC-7"
        assert b"OFFICE" not in content
    assert lock_file.in_use_by(book.folder, book.keys.cover_key) is None


def test_a_dead_programs_lock_is_taken_over_without_a_question(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    cover_key = lock_file_key(closed)
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: process.pid)
        lock_file.acquire(closed, cover_key, "Dead", set_clock().now())
    found = lock_file.in_use_by(closed, cover_key)
    assert found is not None
    assert found.stale
    Book.open(closed, 1, PASSPHRASE, back_up=False).close()
    (closed / "in-use.lock").write_bytes(b"half wri")
    Book.open(closed, 1, PASSPHRASE, back_up=False).close()


def test_what_an_interruption_left_half_written_is_gone_after_the_next_opening(closed: Path) -> None:
    (closed / "backups").mkdir(exist_ok=True)
    left = [closed / ".ab12.pairbook-part", closed / "backups" / ".cd34.pairbook-part-journal"]
    for path in left:
        path.write_bytes(b"half")
    unpacked = closed / ".ef56.pairbook-restore"
    unpacked.mkdir()
    (unpacked / "records.db").write_bytes(b"half")
    Book.open(closed, 1, PASSPHRASE, back_up=False).close()
    assert not [path for path in (*left, unpacked) if path.exists()]


def test_another_pcs_lock_counts_until_it_is_taken_over(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover_key = lock_file_key(closed)
    with monkeypatch.context() as patch:
        patch.setattr("platform.node", lambda: "OTHER-PC")
        patch.setattr("os.getpid", lambda: 2**31 - 1)  # here nothing of that number runs
        theirs = lock_file.acquire(closed, cover_key, "Margit", set_clock().now())
    with pytest.raises(BookInUse) as caught:
        lock_file.acquire(closed, cover_key, "Ruth", set_clock().now())
    assert (caught.value.who, caught.value.computer) == ("Margit", "OTHER-PC")
    ours = lock_file.acquire(closed, cover_key, "Ruth", set_clock().now(), take_over=True)
    theirs.release()
    assert ours.path.exists()
    ours.release()
    assert not ours.path.exists()
    ours.release()


def test_a_book_in_use_says_since_when_with_the_day_unless_it_is_today(
    closed: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = clock.now().astimezone(timezone(timedelta(hours=13)))  # as a PC of another time zone writes it
    with monkeypatch.context() as patch:
        patch.setattr("platform.node", lambda: "OTHER-PC")
        lock_file.acquire(closed, lock_file_key(closed), "Margit", since)
    for later, words in ((timedelta(minutes=2), "10:43"), (timedelta(days=3), "12 March 2026, 10:43")):
        with pytest.raises(BookInUse) as caught:
            lock_file.acquire(closed, lock_file_key(closed), "Ruth", clock.now() + later)
        assert f"Margit has this book open on OTHER-PC since {words}." in caught.value.words()


def test_a_lock_that_cannot_be_set_aside_is_said(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (closed / "in-use.lock").write_bytes(b"x")

    def refuse(*_anything: object) -> None:
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(BookInUse):
        lock_file.acquire(closed, lock_file_key(closed), "Ruth", set_clock().now())


def lock_file_key(folder: Path) -> bytes:
    from app.book.cover import read_keys

    return read_keys(folder).cover_key


# --- kill -9 ----------------------------------------------------------------------------------------

SAVER = """
import sys
from pathlib import Path
from app.book import Book, UnitRecord
book = Book.open(Path(sys.argv[1]), 1, sys.argv[2], back_up=False)
for number in range(100000):
    with book.change("Save", by=book.account) as db:
        db.get_one(UnitRecord, 1).speaking_up_contact = f"{number} " + "x" * 400
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_a_kill_during_saves_loses_no_acknowledged_save(closed: Path) -> None:
    for round_ in range(5):
        saver = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(closed), PASSPHRASE], stdout=subprocess.PIPE, text=True
        )
        assert saver.stdout is not None
        acknowledged = -1
        for line in saver.stdout:
            acknowledged = int(line)
            if acknowledged >= 3 + round_ * 2:
                break
        saver.kill()
        rest = saver.stdout.read().split()
        saver.stdout.close()
        saver.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with Book.open(closed, 1, PASSPHRASE, back_up=False) as book:
            assert int(book.unit.speaking_up_contact.split()[0]) in (acknowledged, acknowledged + 1)
            assert all(finding.good for finding in check.check_book(book))


def test_an_error_of_the_driver_that_is_no_known_problem_is_a_bug() -> None:
    with pytest.raises(engine.dbapi2.ProgrammingError), engine.explained():
        raise engine.dbapi2.ProgrammingError


def test_a_key_opens_nothing_where_no_file_can_be_read(tmp_path: Path) -> None:
    assert not engine.opens(tmp_path / "none.db", bytes(32))

"""Create, open, change, tell: what an open book promises."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import StatementError

from app.book import (
    FAST_KEYS,
    AccountRecord,
    Book,
    Changed,
    UnitRecord,
    check,
    history,
    images,
    read_cover,
    unlock,
    unlock_with_code,
)
from app.book.problems import (
    BookExists,
    BookInUse,
    NoSuchAccount,
    RecordsDamaged,
    WrongPassphrase,
    WrongRecoveryCode,
)
from app.clock import SetClock
from app.errors import InvalidEntry
from app.files import DiskFull, NotStored, PlaceGone
from tests.fixtures.books import MANAGER, PASSPHRASE, fingerprint, new_book, set_clock


def _sign_ins(book: Book) -> int:
    with book.reading() as db:
        return len(history.entries(db, kinds=["sign-in"]))


def test_a_new_book_is_whole_and_its_manager_signed_in(book: Book) -> None:
    assert (book.account.name, book.account.role, book.account.staff_id) == (MANAGER, "manager", None)
    assert (book.unit.name, book.unit.hospital) == ("Ward 7", "St Brannoc's")
    assert (book.unit.amber_weeks, book.unit.red_weeks, book.unit.print_days) == (6, 9, 7)
    assert all(finding.good for finding in check.check_book(book))
    assert book.undo_title is None
    assert _sign_ins(book) == 1
    with book.reading() as db:
        first = history.entries(db)[-1]
    assert (first.kind, first.account_name, first.at) == ("account", MANAGER, book.clock.now())


def test_what_was_saved_is_there_after_reopening(
    tmp_path: Path, clock: SetClock, rename: Callable[..., None]
) -> None:
    with new_book(tmp_path, clock) as book:
        rename(book, "Ward 8")
        folder = book.folder
    assert read_cover(folder).unit == "Ward 8"
    with Book.open(folder, MANAGER.upper(), PASSPHRASE, clock=clock) as again:
        assert again.unit.name == "Ward 8"
        assert again.undo_title == "Name Ward 8"
        assert _sign_ins(again) == 2
    assert not (folder / "in-use.lock").exists()


def test_cover_lists_who_can_sign_in_without_a_passphrase(book: Book) -> None:
    cover = read_cover(book.folder)
    assert [(each.id, each.name, each.role) for each in cover.accounts] == [(1, MANAGER, "manager")]
    assert (cover.unit, cover.hospital, cover.last_backup) == ("Ward 7", "St Brannoc's", None)


def test_a_book_cannot_be_made_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "Ward 7.pairbook").mkdir()
    new_book(tmp_path).close()
    before = fingerprint(tmp_path)
    with pytest.raises(BookExists):
        new_book(tmp_path)
    assert fingerprint(tmp_path) == before


def test_faulty_entries_of_a_new_book_are_named_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry) as caught:
        Book.create(tmp_path / "x.pairbook", unit=" ", manager="m" * 500, passphrase=" ")
    assert [fault.field for fault in caught.value.faults] == ["unit", "manager", "passphrase"]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_making_a_book_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("app.files._write", full)
    with pytest.raises(DiskFull):
        new_book(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_wrong_passphrase_name_and_code_change_nothing(tmp_path: Path) -> None:
    book, code = Book.create(
        tmp_path / "W.pairbook", unit="W", manager="M", passphrase="right", cost=FAST_KEYS
    )
    book.close()
    before = fingerprint(tmp_path)
    with pytest.raises(WrongPassphrase):
        Book.open(book.folder, "M", "wrong")
    with pytest.raises(NoSuchAccount):
        Book.open(book.folder, "N", "right")
    other, other_code = Book.create(
        tmp_path.parent / f"{tmp_path.name}-other", unit="W", manager="M", passphrase="x", cost=FAST_KEYS
    )
    other.close()
    with pytest.raises(WrongRecoveryCode):
        unlock_with_code(book.folder, other_code)
    assert fingerprint(tmp_path) == before
    unlocked = unlock_with_code(book.folder, code.lower().replace("-", " "))
    with Book.open_with(unlocked) as again:
        assert again.needs_new_passphrase
        assert again.new_recovery_code() != code
    with pytest.raises(WrongRecoveryCode):
        unlock_with_code(book.folder, code)


def test_one_save_is_one_entry_and_one_broadcast(book: Book, rename: Callable[..., None]) -> None:
    heard: list[Changed] = []
    unsubscribe = book.subscribe(heard.append)
    with book.reading() as db:
        entries = len(history.entries(db))
    with book.change("Two at once", by=book.account) as db:
        db.get_one(UnitRecord, 1).name = "Ward 9"
        db.flush()
        db.get_one(UnitRecord, 1).name = "Ward 10"
        db.get_one(AccountRecord, 1).name = "Ruth A"
    assert heard == [
        Changed(
            "Two at once", frozenset({"unit", "account"}), {"unit": frozenset({1}), "account": frozenset({1})}
        )
    ]
    assert book.account.name == "Ruth A"
    with book.reading() as db:
        assert len(history.entries(db)) == entries + 1
        (version,) = history.versions(db, "unit", 1)[:1]
    assert version.before is not None
    assert version.after is not None
    assert (version.before["name"], version.after["name"]) == ("Ward 7", "Ward 10")
    unsubscribe()
    unsubscribe()
    rename(book, "Ward 11")
    assert len(heard) == 1


def test_a_save_that_changes_nothing_leaves_no_trace(book: Book, rename: Callable[..., None]) -> None:
    heard: list[Changed] = []
    book.subscribe(heard.append)
    rename(book, "Ward 7")
    assert heard == []
    assert book.undo_title is None


def test_an_exception_takes_the_whole_change_back(book: Book) -> None:
    def fail() -> None:
        with book.change("x", by=book.account) as db:
            db.get_one(UnitRecord, 1).name = "lost"
            db.flush()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    with book.reading() as db:
        assert db.get_one(UnitRecord, 1).name == "Ward 7"


def test_a_change_inside_a_change_becomes_part_of_it(book: Book) -> None:
    def fail() -> None:
        with book.change("Failing", by=book.account) as failing:
            failing.get_one(AccountRecord, 1).name = "lost"
            failing.flush()
            raise ValueError("inner")

    heard: list[Changed] = []
    book.subscribe(heard.append)
    with book.change("Outer", by=book.account) as db:
        with book.change("Inner", by=book.account) as inner:
            assert inner is db
            inner.get_one(UnitRecord, 1).hospital = "kept"
        with pytest.raises(ValueError, match="inner"):
            fail()
        with book.reading() as reading:
            assert reading.get_one(AccountRecord, 1).name == MANAGER
        with pytest.raises(RuntimeError):
            book.record_event("print", "x", by=book.account)
        with pytest.raises(RuntimeError), book.storing():
            pass
    assert [(each.title, each.kinds) for each in heard] == [("Outer", frozenset({"unit"}))]
    assert book.undo_title == "Outer"


def test_writing_past_the_history_is_refused(book: Book) -> None:
    unit = {"id": 2, "name": "x", "created_at": book.clock.now()}
    statements = [
        update(UnitRecord).values(name="x"),
        delete(UnitRecord),
        insert(UnitRecord).values(unit),
        text("UPDATE unit SET name = 'x'"),
        text("DROP TABLE unit"),
    ]
    for statement in statements:
        with pytest.raises(RuntimeError, match="in bulk"), book.change("x", by=book.account) as db:
            db.execute(statement)
        with pytest.raises(RuntimeError, match="outside"), book.reading() as db:
            db.execute(statement)
    with pytest.raises(RuntimeError), book.change("x", by=book.account) as db:
        db.bulk_insert_mappings(UnitRecord, [unit])  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="outside"), book.reading() as db:
        db.get_one(UnitRecord, 1).name = "x"
    with book.reading() as db:
        assert db.scalars(select(UnitRecord.name)).all() == ["Ward 7"]


def test_a_change_may_be_made_while_reading(book: Book, rename: Callable[..., None]) -> None:
    with book.reading() as db:
        rows = db.scalars(select(AccountRecord))
        rename(book, "Ward 8")
        assert len(rows.all()) == 1
    assert book.unit.name == "Ward 8"


def test_a_listeners_bug_is_reported_and_the_save_stands(
    book: Book, rename: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: reported.append(kind))
    heard: list[Changed] = []
    book.subscribe(lambda _changed: 1 // 0)
    book.subscribe(heard.append)
    rename(book, "Ward 8")
    assert reported == [ZeroDivisionError]
    assert len(heard) == 1


def test_a_cover_that_cannot_be_written_does_not_undo_the_save(
    book: Book, rename: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr("app.files._write", full)
        rename(book, "Ward 8")
    assert read_cover(book.folder).unit == "Ward 7"
    book.close()
    with Book.open(book.folder, 1, PASSPHRASE, clock=set_clock()):
        assert read_cover(book.folder).unit == "Ward 8"


def test_a_full_disk_while_saving_is_said_and_the_book_stays_as_it_was(book: Book) -> None:
    pages = book.driver.execute("PRAGMA page_count").fetchone()[0]
    book.driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull), book.change("Much", by=book.account) as db:
        db.get_one(UnitRecord, 1).speaking_up_contact = "x" * 200_000
    book.driver.execute("PRAGMA max_page_count = 1000000")
    with book.change("Little", by=book.account) as db:
        assert db.get_one(UnitRecord, 1).speaking_up_contact == ""
        db.get_one(UnitRecord, 1).speaking_up_contact = "Ring 5"
    assert all(finding.good for finding in check.check_book(book))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file size there")
def test_a_disk_that_refuses_a_write_is_said(book: Book) -> None:
    import resource
    import signal

    size = (book.folder / "records.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(NotStored), book.change("Much", by=book.account) as db:
            db.get_one(UnitRecord, 1).speaking_up_contact = "x" * 200_000
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)
    assert all(finding.good for finding in check.check_book(book))


def test_damage_met_while_reading_is_said(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Corrupt(Exception):
        sqlite_errorname = "SQLITE_CORRUPT"

    from app.book.problems import raise_for_database

    with pytest.raises(RecordsDamaged):
        raise_for_database(Corrupt())
    raise_for_database(ValueError())


def test_a_book_is_open_once(book: Book) -> None:
    with pytest.raises(BookInUse) as caught:
        Book.open(book.folder, 1, PASSPHRASE)
    assert caught.value.who == MANAGER
    assert MANAGER in caught.value.words()
    assert MANAGER not in str(caught.value)
    # SQLite's own lock stands behind the lock file.
    (book.folder / "in-use.lock").unlink()
    with pytest.raises(BookInUse) as second:
        Book.open_with(unlock(book.folder, 1, PASSPHRASE), take_over=True)
    assert second.value.words() == str(second.value)


def test_a_closed_book_is_silent(book: Book) -> None:
    book.close()
    book.close()
    with pytest.raises(RuntimeError, match="closed"), book.reading():
        pass
    with pytest.raises(RuntimeError, match="closed"):
        _ = book.driver
    assert book.material.data_key == b""


def test_events_stand_in_the_history(book: Book) -> None:
    book.record_event("print", "Printed the pair summary", by=book.account)
    with book.reading() as db:
        newest = history.entries(db, kinds=["print"], account_id=1, since=book.clock.now(), limit=5)
        assert [entry.title for entry in newest] == ["Printed the pair summary"]
        assert history.entries(db, before_id=newest[0].id, limit=1)[0].kind == "sign-in"


def test_somebody_whose_account_was_removed_cannot_sign_in(book: Book) -> None:
    with book.change("Remove", by=book.account, kind="account") as db:
        account = AccountRecord(name="Gone", role="participant", created_at=book.clock.now())
        db.add(account)
        db.flush()
        account.removed_at = book.clock.now()
    assert [each.name for each in read_cover(book.folder).accounts] == [MANAGER]
    with book.storing() as db:
        db.get_one(AccountRecord, 1).removed_at = book.clock.now()
    book.close()
    with pytest.raises(NoSuchAccount):
        Book.open(book.folder, 1, PASSPHRASE)
    assert not (book.folder / "in-use.lock").exists()


def test_a_book_without_its_unit_is_damaged(book: Book) -> None:
    with book.storing() as db:
        db.delete(db.get_one(UnitRecord, 1))
    book.close()
    with pytest.raises(RecordsDamaged):
        Book.open(book.folder, 1, PASSPHRASE)


def test_a_moment_without_its_offset_is_a_bug(book: Book) -> None:
    naive = datetime(2026, 3, 12)  # noqa: DTZ001
    with pytest.raises(StatementError, match="offset"), book.change("x", by=book.account) as db:
        db.get_one(UnitRecord, 1).created_at = naive
    with pytest.raises(TypeError, match="datetime"):
        images.write_image({"at": naive})


def test_a_vanished_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PlaceGone):
        new_book(tmp_path / "file" / "deeper")

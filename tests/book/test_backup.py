"""Backups, their thinning, restoring, and the check in words."""

import errno
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.book import (
    Book,
    backup,
    backup_names,
    check,
    engine,
    key_slots,
    keys_file,
    lock_file,
    read_cover,
    restore,
)
from app.book.change import writing
from app.book.problems import (
    BackupDamaged,
    BookDamaged,
    BookExists,
    BookInUse,
    BookNewer,
    NotABackup,
    RecordsDamaged,
    WrongPassphrase,
)
from app.clock import SetClock
from app.files import DiskFull, NotStored, NotWritable, PlaceGone
from app.staff.records import StaffMember
from tests.fixtures.books import PASSPHRASE, fingerprint, new_book

Rename = Callable[..., None]


@pytest.fixture
def backed_up(book: Book, rename: Rename) -> Path:
    """A backup made when the unit was "Then"; now it is "Now"."""
    rename(book, "Then")
    made = backup.back_up(book)
    rename(book, "Now")
    return made


def _full(*_anything: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_backup_is_one_file_that_carries_the_keys(book: Book, backed_up: Path) -> None:
    assert backed_up.name == "Ward 7 2026-03-12 10-43-00.pairbook-backup"
    with zipfile.ZipFile(backed_up) as archive:
        assert sorted(archive.namelist()) == ["keys.json", "records.db"]
    cover = restore.backup_cover(backed_up)
    assert (cover.unit, cover.last_backup) == ("Then", book.clock.now())
    assert [path.name for path in backed_up.parent.iterdir()] == [backed_up.name]
    assert read_cover(book.folder).last_backup == book.clock.now()


def test_a_backup_is_made_once_a_day_when_the_book_opened_well(tmp_path: Path, clock: SetClock) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    for days, backups in ((0, 1), (0, 1), (1, 2)):
        clock.moment += timedelta(days=days, minutes=1)
        Book.open(folder, 1, PASSPHRASE, clock=clock).close()
        assert len(list((folder / "backups").iterdir())) == backups


def test_a_book_opens_although_its_backup_fails(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    with monkeypatch.context() as patch:
        patch.setattr(engine, "faults", lambda *_anything: ["page 3"])
        with Book.open(folder, 1, PASSPHRASE, clock=clock) as book, pytest.raises(BackupDamaged):
            backup.back_up(book)
        patch.setattr(engine, "faults", lambda *_anything: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            Book.open(folder, 1, PASSPHRASE, clock=clock)
    assert list((folder / "backups").iterdir()) == []
    assert not (folder / "in-use.lock").exists()


def test_a_backup_can_go_to_another_folder(book: Book, tmp_path: Path) -> None:
    made = backup.back_up(book, tmp_path / "stick" / "backups")
    assert made.parent == tmp_path / "stick" / "backups"
    assert restore.unlock_backup(made, 1, PASSPHRASE).material == book.material


def test_a_full_disk_leaves_no_half_backup(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.files._sync", _full)
        with pytest.raises(DiskFull):
            backup.back_up(book)
    real = engine._open

    def tiny(path: Path, mode: str) -> object:
        opened = real(path, mode)
        opened.execute("PRAGMA max_page_count = 2")
        return opened

    with monkeypatch.context() as patch:
        patch.setattr(engine, "_open", tiny)
        with pytest.raises(DiskFull):
            backup.back_up(book)
    assert list((book.folder / "backups").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQLITE_IOERR_WRITE", NotStored),
        ("SQLITE_CORRUPT", BookDamaged),
        ("", NotStored),
        ("SQLITE_ERROR", engine.dbapi2.Error),
    ],
)
def test_a_copy_that_fails_otherwise_is_said(tmp_path: Path, name: str, expected: type[Exception]) -> None:
    class Failing:
        def backup(self, *_anything: object, **_options: object) -> None:
            error = engine.dbapi2.DatabaseError("x" if name else "disk I/O error")
            error.sqlite_errorname = name
            raise error

    with pytest.raises(expected):
        engine.copy(Failing(), tmp_path / "copy.db", bytes(32))  # type: ignore[arg-type]


def test_a_copy_that_cannot_be_made_where_it_should_stand_is_said_of_that_place(
    book: Book, tmp_path: Path
) -> None:
    (tmp_path / "copy.db").mkdir()
    with pytest.raises(NotWritable, match="Not saved: this folder or file may not be written to"):
        engine.copy(book.driver, tmp_path / "copy.db", bytes(32))


def test_a_packed_backup_that_reads_back_wrongly_is_refused(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda _self: "records.db")
    with pytest.raises(BackupDamaged):
        backup.back_up(book)
    assert list((book.folder / "backups").iterdir()) == []


# --- thinning ---------------------------------------------------------------------------------------

TODAY = date(2026, 3, 12)


def _at(days_ago: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, 12, hour).astimezone() - timedelta(days=days_ago)


def test_thinning_keeps_days_weeks_and_months() -> None:
    daily = [_at(days) for days in range(800)]
    keep = backup_names.kept(daily, TODAY)
    ages = sorted((TODAY - moment.date()).days for moment in keep)
    # 14 days; Sundays of six weeks (the present week's newest is today); month ends of 12 months.
    assert ages[:14] == list(range(14))
    assert [age for age in ages if 14 <= age < 40] == [18, 25, 32]
    assert len([moment for moment in keep if (moment + timedelta(days=1)).day == 1]) == 11
    assert (TODAY - min(keep).date()).days == (TODAY - date(2025, 4, 30)).days


@pytest.mark.parametrize(
    ("moments", "kept"),
    [
        ([], []),
        ([_at(0, 8), _at(0, 9)], [_at(0, 9)]),
        ([_at(1000)], [_at(1000)]),
        ([_at(1000), _at(900)], [_at(900)]),
        ([_at(-400), _at(0)], [_at(-400), _at(0)]),
        ([_at(60), _at(61), _at(0)], [_at(60), _at(0)]),
    ],
)
def test_thinning_table(moments: list[datetime], kept: list[datetime]) -> None:
    assert backup_names.kept(moments, TODAY) == set(kept)


def test_thinning_removes_files_and_spares_strangers(tmp_path: Path) -> None:
    old = [backup_names.backup_name(Path("W.pairbook"), _at(0, hour)) for hour in (7, 8, 9)]
    strangers = ["W 2026-99-99 10-00-00.pairbook-backup", "W.pairbook-backup", "W 2026-03-12 07-00-00.txt"]
    others = [backup_names.backup_name(Path("X.pairbook"), _at(0, hour)) for hour in (7, 8)]
    for name in old + strangers + others:
        (tmp_path / name).write_bytes(b"")
    backup.thin(tmp_path / old[2], TODAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([old[2], *strangers, *others])
    assert backup_names.newest(tmp_path / "none") is None


# --- restoring --------------------------------------------------------------------------------------


def test_restoring_brings_back_then_and_keeps_now(book: Book, backed_up: Path) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    with pytest.raises(BookInUse):
        restore.restore(backed_up, unlocked, book.folder, book.clock.now())
    book.close()
    for number in range(2):
        source = book.folder / "backups" / backed_up.name
        replaced = restore.restore(source, unlocked, book.folder, book.clock.now())
        assert replaced is not None
        assert read_cover(replaced).unit == ("Then" if number else "Now")
        assert read_cover(book.folder).unit == "Then"
    assert (book.folder / "backups" / backed_up.name).exists()
    assert len(list(book.folder.parent.iterdir())) == 3
    with Book.open(book.folder, 1, PASSPHRASE, clock=book.clock) as again:
        assert again.unit.name == "Then"


def test_restoring_to_a_new_place_or_over_a_damaged_book(book: Book, backed_up: Path, tmp_path: Path) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    new = tmp_path / "deeper" / "New.pairbook"
    assert restore.restore(backed_up, unlocked, new, book.clock.now()) is None
    assert read_cover(new).unit == "Then"
    book.close()
    (book.folder / "keys.json").unlink()
    assert restore.restore(backed_up, unlocked, book.folder, book.clock.now()) is not None
    assert read_cover(book.folder).unit == "Then"


def test_a_recovery_code_opens_a_backup(book: Book) -> None:
    code = book.new_recovery_code()
    made = backup.back_up(book)
    assert restore.unlock_backup_with_code(made, code).material == book.material
    with pytest.raises(WrongPassphrase):
        restore.unlock_backup(made, 1, "wrong")


def test_a_swap_that_fails_half_way_is_taken_back(
    book: Book, backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import files

    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    book.close()
    before = fingerprint(tmp_path)
    real = os.replace

    moves: list[Path] = []
    fails_at = 0

    def one_fails(source: Path, target: Path) -> None:
        moves.append(source)
        if len(moves) == fails_at:
            raise OSError(errno.EIO, "fault")
        real(source, target)

    monkeypatch.setattr(files, "_replace", one_fails)
    new = tmp_path / "new.pairbook"
    for target, steps in ((new, 1), (book.folder, 7)):
        for step in range(1, steps + 1):
            fails_at = step
            moves.clear()
            with pytest.raises(NotStored):
                restore.restore(backed_up, unlocked, target, book.clock.now())
            assert fingerprint(tmp_path) == before
            assert {path.name for path in tmp_path.iterdir()} == {book.folder.name}
        moves.clear()
        fails_at = 0
        restore.restore(backed_up, unlocked, target, book.clock.now())
        assert len(moves) == steps
        if target == new:
            shutil.rmtree(new)


def test_a_restore_that_was_interrupted_is_finished_by_whoever_looks_next(
    book: Book, backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    book.close()
    (book.folder / "records.db-journal").write_bytes(b"")
    kept = tmp_path / "kept"
    shutil.copytree(book.folder, kept)
    real = os.replace
    for dies_at in range(1, 9):
        shutil.rmtree(book.folder)
        shutil.copytree(kept, book.folder)
        moves: list[Path] = []

        def dies(source: Path, target: Path, moves: list[Path] = moves, at: int = dies_at) -> None:
            moves.append(source)
            if len(moves) >= at:
                raise Killed
            real(source, target)

        with monkeypatch.context() as patch:
            patch.setattr("app.files._replace", dies)
            patch.setattr("app.book.restore_steps._take_back", lambda *_anything: None)
            patch.setattr(lock_file.Lock, "release", lambda _self: None)
            with pytest.raises(Killed):
                restore.restore(backed_up, unlocked, book.folder, book.clock.now())
            ready = (book.folder / ".restoring").exists()
            if ready:
                with pytest.raises(BookInUse):
                    read_cover(book.folder)
        (book.folder / "in-use.lock").unlink()
        assert ready == (dies_at > 2)
        assert read_cover(book.folder).unit == ("Then" if ready else "Now")
        with Book.open(book.folder, 1, PASSPHRASE, clock=book.clock, back_up=False) as again:
            assert again.unit.name == ("Then" if ready else "Now")
        assert [path.name for path in book.folder.iterdir() if path.name.startswith(".")] == []
        for replaced in tmp_path.glob("* replaced *"):
            assert (replaced / "records.db").read_bytes() == (kept / "records.db").read_bytes()
            assert (replaced / "records.db-journal").exists()
            assert read_cover(replaced).unit == "Now"
            shutil.rmtree(replaced)


def test_a_folder_of_something_else_is_not_restored_into(book: Book, backed_up: Path, tmp_path: Path) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    letters = tmp_path / "letters"
    letters.mkdir()
    assert restore.restore(backed_up, unlocked, letters, book.clock.now()) is None
    assert read_cover(letters).unit == "Then"
    for path in letters.iterdir():
        path.unlink()
    (letters / "letter.txt").write_text("Dear all")
    for place in (letters, letters / "letter.txt"):
        with pytest.raises(BookExists):
            restore.restore(backed_up, unlocked, place, book.clock.now())
    assert [path.name for path in letters.iterdir()] == ["letter.txt"]


def test_an_import_begins_with_a_backup_of_before_and_not_without_one(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_in(name: str) -> None:
        with book.change("Import", by=book.account, kind="import") as db:
            db.add(StaffMember(name=name))

    def names(opened: Book) -> list[str]:
        with opened.reading() as db:
            return list(db.scalars(select(StaffMember.name)))

    come_in("Lan")
    assert names(book) == ["Lan"]
    ((_moment, made),) = backup_names.backups_in(book.folder / "backups")
    beside = tmp_path / "Before.pairbook"
    restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), beside, book.clock.now())
    with Book.open(beside, 1, PASSPHRASE, back_up=False) as before:
        assert names(before) == []

    def full(_disk: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("app.files._sync", full)
    with pytest.raises(DiskFull):
        come_in("Margit")
    assert names(book) == ["Lan"]


def test_damaged_records_in_a_sound_file_are_refused_and_the_book_stays(book: Book, tmp_path: Path) -> None:
    """As when the copy's disk went bad before it was packed elsewhere: the zip's own sums are right."""
    made = backup.back_up(book)
    book.close()
    before = fingerprint(book.folder)
    harmed = tmp_path / made.name
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(harmed, "w") as target:
        for name in source.namelist():
            content = bytearray(source.read(name))
            if name == "records.db":
                content[len(content) // 2] ^= 1
            target.writestr(name, bytes(content))
    unlocked = restore.unlock_backup(harmed, 1, PASSPHRASE)
    for target_folder in (book.folder, tmp_path / "Beside.pairbook"):
        with pytest.raises(BackupDamaged):
            restore.restore(harmed, unlocked, target_folder, book.clock.now())
    assert fingerprint(book.folder) == before
    assert not (tmp_path / "Beside.pairbook").exists()


@pytest.mark.parametrize("content", [b"", b"GIF89a" * 900])
def test_a_backup_with_records_that_are_none_is_said_to_be_a_damaged_backup_not_a_damaged_book(
    book: Book, backed_up: Path, tmp_path: Path, content: bytes
) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    harmed = tmp_path / "harmed.pairbook-backup"
    with zipfile.ZipFile(backed_up) as source, zipfile.ZipFile(harmed, "w") as target:
        target.writestr("keys.json", source.read("keys.json"))
        target.writestr("records.db", content)
    with pytest.raises(BackupDamaged):
        restore.restore(harmed, unlocked, tmp_path / "Beside.pairbook", book.clock.now())
    if not content:
        with pytest.raises(BackupDamaged):
            restore.backup_cover(harmed)
    (finding,) = [each for each in check.check_at(harmed, 1, PASSPHRASE, book.clock) if not each.good]
    assert finding.sentence.startswith("This backup is damaged and cannot be used.")


def test_damaged_backups_are_refused_and_the_book_stays(book: Book, backed_up: Path, tmp_path: Path) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    book.close()
    before = fingerprint(book.folder)
    content = backed_up.read_bytes()
    harmed = tmp_path / "harmed.pairbook-backup"
    for number, place in enumerate(range(100, len(content), len(content) // 40)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << number % 8
        harmed.write_bytes(bytes(flipped))
        with pytest.raises((BackupDamaged, NotABackup)):
            restore.restore(harmed, unlocked, book.folder, book.clock.now())
    for length in (0, 1000, len(content) - 5000):
        harmed.write_bytes(content[:length])
        with pytest.raises((BackupDamaged, NotABackup)):
            restore.backup_cover(harmed)
    with zipfile.ZipFile(harmed, "w") as archive:
        archive.writestr("../evil", b"")
    with pytest.raises(NotABackup):
        restore.backup_cover(harmed)
    with pytest.raises(PlaceGone):
        restore.backup_cover(tmp_path / "gone.pairbook-backup")
    assert fingerprint(book.folder) == before


def _repacked(source: Path, target: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name.split(".")[0], old.read(name)))
    return target


def test_a_backup_with_records_of_another_kind_is_refused(
    book: Book, backed_up: Path, tmp_path: Path
) -> None:
    unlocked = restore.unlock_backup(backed_up, 1, PASSPHRASE)
    book.driver.execute("PRAGMA user_version = 999")
    newer = backup.back_up(book, tmp_path)
    with pytest.raises(BookNewer):
        restore.restore(newer, unlocked, tmp_path / "n.pairbook", book.clock.now())
    book.driver.execute("PRAGMA user_version = 0")
    odd = backup.back_up(book, tmp_path)
    with pytest.raises(BackupDamaged):
        restore.restore(odd, unlocked, tmp_path / "n.pairbook", book.clock.now())
    strange = _repacked(backed_up, tmp_path / "strange.pairbook-backup", records=b"x" * 9000)
    with pytest.raises(BackupDamaged):
        restore.restore(strange, unlocked, tmp_path / "n.pairbook", book.clock.now())
    assert not (tmp_path / "n.pairbook").exists()
    assert engine.faults(tmp_path / "none.db", bytes(32))


# --- the check --------------------------------------------------------------------------------------


def test_the_check_says_in_words_what_is_wrong(book: Book) -> None:
    with book.engine.begin() as connection, writing(connection):
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("UPDATE unit SET name = 'x'"))
    assert all(finding.good for finding in check.check_book(book))
    book.driver.execute("PRAGMA foreign_keys = OFF")
    book.driver.execute("UPDATE account SET staff_id = 99")
    (book.folder / "keys.json").write_bytes(
        keys_file.dump(key_slots.Keys(book.keys.book, book.keys.cover_key, book.keys.cover))
    )
    bad = [finding for finding in check.check_book(book) if not finding.good]
    assert [finding.part for finding in bad] == ["Keys", "Links"]
    (book.folder / "keys.json").unlink()
    assert "keys" in check.check_book(book)[0].sentence


def test_the_check_of_a_closed_book_or_backup(book: Book, backed_up: Path, tmp_path: Path) -> None:
    with pytest.raises(BookInUse):
        check.check_at(book.folder, 1, PASSPHRASE, book.clock)
    book.close()
    before = fingerprint(tmp_path)
    for place in (book.folder, backed_up):
        findings = check.check_at(place, 1, PASSPHRASE, book.clock)
        assert len(findings) == 6
        assert all(finding.good for finding in findings)
        with pytest.raises(WrongPassphrase):
            check.check_at(place, 1, "wrong", book.clock)
    assert fingerprint(tmp_path) == before
    records = book.folder / "records.db"
    size = records.stat().st_size
    with records.open("r+b") as file:
        file.seek(size - 2000)
        file.write(b"damage")
    findings = check.check_at(book.folder, 1, PASSPHRASE, book.clock)
    assert not all(finding.good for finding in findings)
    records.write_bytes(b"x" * size)
    (finding,) = check.check_at(book.folder, 1, PASSPHRASE, book.clock)
    assert finding.sentence == str(RecordsDamaged())
    backed_up.write_bytes(backed_up.read_bytes()[:-3000])
    with pytest.raises(NotABackup):
        check.check_at(backed_up, 1, PASSPHRASE, book.clock)
    assert not (book.folder / "in-use.lock").exists()

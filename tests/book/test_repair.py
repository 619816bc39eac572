"""Repair: what can be made anew is, the damaged book is kept, and a backup is offered for the rest."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.book import Book, UnitRecord, backup, check, engine, key_slots, rekey, repair, search, unlock
from app.book.problems import BookInUse, CopyDamaged, FolderNotWritable, RecordsDamaged
from app.book.repair import Repaired
from app.clock import SetClock
from app.files import DiskFull
from tests.faults.next_schema import pretend
from tests.fixtures.books import PASSPHRASE, fingerprint, new_book
from tests.fixtures.unit import Unit

PAGE = 4096
Rename = Callable[..., None]


@pytest.fixture
def closed(tmp_path: Path, clock: SetClock) -> Path:
    """A closed book with people, and a backup."""
    with new_book(tmp_path, clock) as book:
        unit = Unit(book)
        for number in range(60):
            unit.person(f"Person Number {number}")
        backup.back_up(book)
    return book.folder


def _repair(folder: Path, clock: SetClock) -> Repaired:
    steps: list[tuple[str, int, int]] = []
    done = repair.repair(unlock(folder, 1, PASSPHRASE), clock, progress=lambda *step: steps.append(step))
    assert steps[-1][1:] == (3, 3)
    return done


def _page_of(folder: Path, name: str) -> int:
    with Book.open(folder, 1, PASSPHRASE, back_up=False) as book:
        return int(
            book.driver.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        )


def _flip(folder: Path, page: int) -> None:
    with (folder / "records.db").open("r+b") as file:
        file.seek((page - 1) * PAGE + 1000)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 8]))


def test_a_whole_book_is_left_alone(closed: Path, clock: SetClock) -> None:
    before = fingerprint(closed.parent)
    done = _repair(closed, clock)
    assert done.whole
    assert done.sentences == ("The book is whole; nothing had to be done.",)
    assert fingerprint(closed.parent) == before


@pytest.mark.parametrize("name", ["ix_staff_member_name", "search_data", "ix_change_row_kind_row_id"])
def test_a_damaged_index_is_made_anew_from_the_records(closed: Path, clock: SetClock, name: str) -> None:
    _flip(closed, _page_of(closed, name))
    damaged = (closed / "records.db").read_bytes()
    done = _repair(closed, clock)
    assert not all(finding.good for finding in done.before)
    assert done.whole
    assert done.kept is not None
    assert done.kept.name == "Ward 7 damaged 2026-03-12 10-43-00.pairbook"
    assert (done.kept / "records.db").read_bytes() == damaged
    assert done.offer is None
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        assert len(search.find(book, "person")) == 50
        assert all(finding.good for finding in check.check_book(book))
        assert book.undo().startswith("Add")


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_damaged_table_is_said_and_the_newest_backup_that_works_offered(
    closed: Path, clock: SetClock, with_backup: bool
) -> None:
    (good,) = (closed / "backups").iterdir()
    (closed / "backups" / "Ward 7 2026-03-13 10-00-00.pairbook-backup").write_bytes(b"no backup")
    if not with_backup:
        good.unlink()
    _flip(closed, _page_of(closed, "unit"))
    before = fingerprint(closed)
    done = _repair(closed, clock)
    assert not done.whole
    assert done.offer == (good if with_backup else None)
    assert any(("12 March 2026" if with_backup else "no backup") in each for each in done.sentences)
    assert fingerprint(closed) == before
    again = _repair(closed, clock)
    assert again.kept is not None
    assert again.kept.name.endswith(" 2.pairbook")


def test_records_that_are_no_database_and_lost_keys_are_told_apart(closed: Path, clock: SetClock) -> None:
    (closed / "keys.json").unlink()
    done = _repair(closed, clock)
    assert done.whole
    assert "The keys were put right." in done.sentences
    (closed / "records.db").write_bytes(b"GIF89a" * 9999)
    done = _repair(closed, clock)
    assert [finding.part for finding in done.after if not finding.good] == ["Files"]
    assert done.offer is not None


def test_a_broken_history_stays_broken_and_is_shown(closed: Path, clock: SetClock) -> None:
    with Book.open(closed, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        book.driver.execute("UPDATE change SET title = 'forged' WHERE id = 3")
    done = _repair(closed, clock)
    assert [finding.part for finding in done.after if not finding.good] == ["History"]
    assert any("altered at entry 3" in each for each in done.sentences)


def test_an_open_book_is_not_repaired(closed: Path, clock: SetClock) -> None:
    unlocked = unlock(closed, 1, PASSPHRASE)
    with Book.open(closed, 1, PASSPHRASE, clock=clock), pytest.raises(BookInUse):
        repair.repair(unlocked, clock)


def _left_open(folder: Path) -> None:
    (folder / "in-use.lock").write_bytes(b"left behind")


def test_after_an_unclean_end_the_book_is_checked_and_that_is_said(closed: Path, clock: SetClock) -> None:
    _left_open(closed)
    (closed / ".0123.pairbook-part").write_bytes(b"half")
    (closed / "backups" / ".4567.pairbook-part").write_bytes(b"half")
    (closed / ".89.pairbook-restore").mkdir()
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        assert book.remarks == (
            "Pairbook was not closed properly last time. The book was checked, and it is whole.",
        )
    assert [path.name for path in closed.rglob(".*")] == []
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        assert book.remarks == ()


def test_after_an_unclean_end_damage_is_found_before_anybody_works(closed: Path, clock: SetClock) -> None:
    _flip(closed, _page_of(closed, "sign_off"))
    _left_open(closed)
    before = fingerprint(closed / "backups")
    with pytest.raises(RecordsDamaged):
        Book.open(closed, 1, PASSPHRASE, clock=clock)
    assert fingerprint(closed / "backups") == before
    assert not (closed / "in-use.lock").exists()


def test_a_backup_that_meets_a_damaged_page_says_so_and_no_save_is_acknowledged_after_it(
    closed: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _flip(closed, _page_of(closed, "sign_off"))

    def named(name: str) -> None:
        with book.change(name, by=book.account) as db:
            db.get_one(UnitRecord, 1).name = name

    with Book.open(closed, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        named("Ward 8")
        with pytest.raises(CopyDamaged) as caught:
            backup.back_up(book)
        assert caught.value.what == "No backup was made: the copy did not pass its check."
        with pytest.raises(RecordsDamaged):  # not: that the folder may not be written to
            named("Ward 9")
        with monkeypatch.context() as patch:
            patch.setattr("os.access", lambda *_asked: False)
            with pytest.raises(FolderNotWritable):
                named("Ward 9")
    with Book.open(closed, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        assert book.unit.name == "Ward 8"
    assert len(list((closed / "backups").iterdir())) == 1


def test_after_an_unclean_end_a_torn_search_index_is_made_anew(closed: Path, clock: SetClock) -> None:
    with Book.open(closed, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        book.driver.execute("DELETE FROM search_data WHERE id > 10")
    _left_open(closed)
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        assert len(search.find(book, "person")) == 50


def test_a_book_whose_key_was_being_replaced_is_checked_and_repaired_too(
    closed: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        real, writes = book.put_keys, 0

        def first_only(keys: key_slots.Keys) -> None:
            nonlocal writes
            writes += 1
            if writes > 1:
                raise DiskFull("full")
            real(keys)

        monkeypatch.setattr(book, "put_keys", first_only)
        with pytest.raises(DiskFull):
            rekey.rekey(book)
    assert all(finding.good for finding in check.check_at(closed, 1, PASSPHRASE, clock))
    (closed / "keys.json.previous").unlink()
    page = _page_of_unlocked(closed, "ix_staff_member_name")
    _flip(closed, page)
    assert _repair(closed, clock).whole
    Book.open(closed, 1, PASSPHRASE, clock=clock).close()


def _page_of_unlocked(folder: Path, name: str) -> int:
    material = unlock(folder, 1, PASSPHRASE).material
    driver = engine.connect(folder / "records.db", check.fitting_key(folder / "records.db", material))
    found = driver.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    driver.close()
    return int(found)


def test_what_is_made_anew_has_the_version_it_had(
    closed: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch)
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        book.driver.execute("UPDATE unit SET motto = 'Onward'")
    _flip(closed, _page_of(closed, "ix_staff_member_name"))
    assert _repair(closed, clock).whole
    with Book.open(closed, 1, PASSPHRASE, clock=clock) as book:
        assert book.driver.execute("SELECT motto FROM unit").fetchone() == ("Onward",)


def test_what_was_made_anew_and_is_no_better_is_not_used(
    closed: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _flip(closed, _page_of(closed, "ix_staff_member_name"))
    before = (closed / "records.db").read_bytes()
    real = engine.faults

    def doubtful(records: Path, key: bytes) -> list[str]:
        return ["page 3"] if "part" in records.name else real(records, key)

    monkeypatch.setattr(engine, "faults", doubtful)
    assert not _repair(closed, clock).whole
    assert (closed / "records.db").read_bytes() == before


def test_a_backup_that_restores_with_faults_is_not_offered(closed: Path, clock: SetClock) -> None:
    (good,) = (closed / "backups").iterdir()
    with zipfile.ZipFile(good) as archive:
        keys = archive.read("keys.json")
    later = closed / "backups" / "Ward 7 2026-03-13 10-00-00.pairbook-backup"
    with zipfile.ZipFile(later, "w") as archive:
        archive.writestr("keys.json", keys)
        archive.writestr("records.db", b"x" * 9000)
    (closed / "records.db").write_bytes(b"GIF89a" * 9999)
    assert _repair(closed, clock).offer == good

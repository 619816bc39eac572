"""What is in a backup, whether it can be restored, and where backups go."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.accounts.unit_facts import save_copies_folder
from app.book import Book, backup, backup_names, rekey
from app.book.backup_preview import (
    Rehearsal,
    RehearsalStopped,
    counts_of,
    preview,
    rehearse,
)
from app.book.backup_state import aged_out_in_days
from app.book.problems import NotABackup
from app.clock import SetClock
from app.errors import InvalidEntry
from app.files import DiskFull
from tests.book.test_backup import _repacked
from tests.fixtures.books import fingerprint
from tests.fixtures.unit import Unit

Rename = Callable[..., None]


def test_a_preview_says_whose_book_and_how_much(unit: Unit) -> None:
    book = unit.book
    unit.pair()
    made = backup.back_up(book)
    unit.person("Somebody Later")
    before = fingerprint(book.folder)
    seen = preview(made, book.material.data_key)
    assert (seen.unit, seen.hospital, seen.accounts) == ("Ward 7", "St Brannoc's", ("Ruth Abernethy",))
    assert (seen.path, seen.made) == (made, book.clock.now())
    assert seen.counts is not None
    assert (seen.counts.people, seen.counts.pairs, seen.counts.sessions) == (2, 1, 0)
    assert seen.counts.last_change == book.clock.now()
    assert fingerprint(book.folder) == before
    rekey.rekey(book)
    assert preview(made, book.material.data_key).counts is None


def test_a_rehearsal_restores_checks_and_puts_away(unit: Unit, own_temporary_folder: Path) -> None:
    book = unit.book
    made = backup.back_up(book)
    unit.person("Somebody Later")
    steps: list[tuple[str, int, int]] = []
    done = rehearse(
        made, book.material.data_key, now=counts_of(book), progress=lambda *step: steps.append(step)
    )
    assert done.works
    assert "works" in done.words()
    assert (done.then and done.then.people, done.now and done.now.people) == (0, 1)
    assert [step[1:] for step in steps] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert [path for path in own_temporary_folder.rglob("*") if path.is_file()] == []
    with pytest.raises(RehearsalStopped):
        rehearse(made, book.material.data_key, stop=lambda: True)


def test_a_rehearsal_says_what_is_wrong(book: Book, tmp_path: Path) -> None:
    made = backup.back_up(book)
    strange = _repacked(made, tmp_path / "strange 2026-01-01 10-00-00.pairbook-backup", records=b"x" * 9000)
    damaged = tmp_path / "damaged.pairbook-backup"
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(bytes(content))
    for each in (strange, damaged):
        found = rehearse(each, book.material.data_key)
        assert isinstance(found, Rehearsal)
        assert not found.works
        assert "does not work" in found.words()
        assert found.then is None
    damaged.write_bytes(b"letter")
    with pytest.raises(NotABackup):
        rehearse(damaged, book.material.data_key)


def test_the_second_folder_is_remembered_and_due_once_a_day(
    book: Book, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup.second_folder_due(book) is None
    stick = tmp_path / "stick"
    save_copies_folder(book, book.account, stick)
    assert backup.second_folder_due(book) is None  # not plugged in
    stick.mkdir()
    others = [stick / f"Ward 9 2024-0{month}-01 10-00-00.pairbook-backup" for month in (1, 2)]
    for other in (*others, stick / "Ward 7 b 2024-01-01 10-00-00.pairbook-backup"):
        other.write_bytes(b"")
    assert backup.second_folder_due(book) == stick
    backup.back_up(book, stick)
    assert backup.second_folder_due(book) is None
    assert len(list(stick.iterdir())) == 4  # another book's are not thinned
    clock.moment += timedelta(days=1)
    assert backup.second_folder_due(book) == stick

    def gone(*_anything: object) -> None:
        raise OSError(19, "no such device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", gone)
        assert backup.second_folder_due(book) is None
    for wrong in (book.folder / "x", Path("relative"), Path("/" + "x" * 1001)):
        with pytest.raises(InvalidEntry):
            save_copies_folder(book, book.account, wrong)
    save_copies_folder(book, book.account, None)
    assert backup.second_folder_due(book) is None


def test_an_import_comes_after_a_backup_or_not_at_all(
    book: Book, rename: Rename, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(book, "Imported", kind="import")
    (made,) = (book.folder / "backups").iterdir()
    assert preview(made, book.material.data_key).unit == "Ward 7"

    def full(*_anything: object) -> None:
        raise DiskFull("full")

    monkeypatch.setattr(backup, "back_up", full)
    with pytest.raises(DiskFull):
        rename(book, "Again", kind="import")
    assert book.unit.name == "Imported"


def test_backups_age_out_within_a_year(book: Book) -> None:
    today = book.clock.today()
    assert aged_out_in_days(book) == 0
    backup.back_up(book)
    # The newest of its day for 14 days; the next day's takes its place in the week and the month.
    assert aged_out_in_days(book) == backup_names.DAYS
    months = [book.clock.now() - timedelta(days=days) for days in (12, 45)]
    assert backup_names.aged_out_in(months, today) > 300
    assert backup_names.aged_out_in([book.clock.now() + timedelta(days=3)], today) == 0

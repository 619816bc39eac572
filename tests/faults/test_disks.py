"""A disk that is full, or that fails."""

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import files
from app.accounts import PARTICIPANT, add_account, change_passphrase, remove_account
from app.book import FAST_KEYS, Book, UnitRecord, backup, check, restore
from app.book.drafts import save_draft
from app.book.problems import BookGone
from app.errors import KnownProblem
from app.files import DiskFull, NotStored
from app.reports.document import Document, Reader
from app.reports.pdf import save_pdf
from tests.fixtures.books import PASSPHRASE, fingerprint, set_clock
from tests.fixtures.closed_book import Reopened


def _save(book: Book, words: str) -> None:
    with book.change("Save", by=book.account) as db:
        db.get_one(UnitRecord, 1).speaking_up_contact = words


def _save_much(book: Book) -> None:
    for number in range(100):
        _save(book, f"{number} " + "x" * 480)


@contextmanager
def _no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk is to a process, without one: no file may grow beyond *size*."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_loses_nothing_and_is_said(closed: Path, reopened: Reopened, tmp_path: Path) -> None:
    with reopened() as book:
        _save(book, "before")
        earlier = backup.back_up(book)
        kept = fingerprint(earlier.parent)
        pages = book.driver.execute("PRAGMA page_count").fetchone()[0]
        book.driver.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull) as full:
            _save_much(book)
        assert "disk is full" in full.value.what
        assert "still here" in full.value.safe
        book.driver.execute("PRAGMA max_page_count = 1000000")
        _save(book, "after")
        if sys.platform == "win32":
            return
        size = (closed / "records.db").stat().st_size
        with _no_file_larger_than(size // 2):
            with pytest.raises(KnownProblem):
                backup.back_up(book, tmp_path / "elsewhere")
            with pytest.raises(KnownProblem):
                _save_much(book)
        assert fingerprint(earlier.parent) == kept
        assert list((tmp_path / "elsewhere").iterdir()) == []
        words = book.unit.speaking_up_contact
        sheet = Document("Sheet", "W", "", Reader.OPEN, "R", book.clock.now())
        pdf = tmp_path / "sheet.pdf"
        pdf.write_bytes(b"the print of yesterday")
        with _no_file_larger_than(1000), pytest.raises(DiskFull):
            save_pdf(sheet, pdf)
        assert pdf.read_bytes() == b"the print of yesterday"
    with reopened() as book:
        assert book.unit.speaking_up_contact == words
        assert all(finding.good for finding in check.check_book(book))
    assert [path.name for path in tmp_path.rglob("*pairbook-part*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move or remove an open file")
@pytest.mark.parametrize("replaced", [False, True], ids=["gone", "another in its place"])
def test_a_book_that_is_taken_away_while_it_is_open_acknowledges_nothing_more(
    closed: Path, reopened: Reopened, tmp_path: Path, replaced: bool
) -> None:
    other = tmp_path / "other"
    shutil.copytree(closed, other)
    book = reopened()
    _save(book, "before")
    away = closed.rename(tmp_path / "away")  # a stick that is pulled, a folder that is moved or removed
    if replaced:
        other.rename(closed)
    before = fingerprint(tmp_path)
    for work in (
        lambda: _save(book, "lost"),
        lambda: save_draft(book, "form", "new", {"name": "lost"}),
        lambda: book.record_event("print", "lost", by=book.account),
        book.new_recovery_code,
        lambda: backup.back_up(book),
    ):
        with pytest.raises(BookGone):
            work()
    assert fingerprint(tmp_path) == before
    assert restore.backup_cover(backup.back_up(book, tmp_path / "rescued")).unit == "Ward 7"
    if replaced:
        closed.rename(other)
    away.rename(closed)  # it is there again
    _save(book, "after")
    book.close()
    with reopened() as book:
        assert book.unit.speaking_up_contact == "after"
        assert all(finding.good for finding in check.check_book(book))


class FailingDisk:
    """The seam of app/files.py, of which call number *fails_at* since :meth:`arm` fails with *number*."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, fails_at: int) -> None:
        self.calls = 0
        self.armed = False
        self.number, self.fails_at = number, fails_at
        for name in ("_read", "_write", "_sync", "_replace"):
            patch.setattr(files, name, self._failing(getattr(files, name)))

    def arm(self) -> None:
        self.armed = True

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls += self.armed
            if self.armed and self.calls == self.fails_at:
                raise OSError(self.number, "fault")
            return real(*arguments)

        return call


GONE = 2
Step = Callable[[Book, Path, Callable[[], None]], object]


def _open(book: Book, _outside: Path, arm: Callable[[], None]) -> None:
    book.close()
    arm()
    Book.open(book.folder, 1, PASSPHRASE, clock=set_clock()).close()


def _change_passphrase(book: Book, _outside: Path, arm: Callable[[], None]) -> None:
    arm()
    change_passphrase(book, PASSPHRASE, PASSPHRASE)


def _add(book: Book, _outside: Path, arm: Callable[[], None]) -> None:
    arm()
    add_account(book, book.account, name="New", role=PARTICIPANT, passphrase="once", cost=FAST_KEYS)


def _remove(book: Book, _outside: Path, arm: Callable[[], None]) -> None:
    arm()
    remove_account(book, book.account, GONE)


def _back_up(book: Book, outside: Path, arm: Callable[[], None]) -> None:
    arm()
    backup.back_up(book, outside)


def _restore(book: Book, outside: Path, arm: Callable[[], None]) -> None:
    made = backup.back_up(book, outside)
    book.close()
    arm()
    restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), book.folder, set_clock().now())


@pytest.mark.parametrize(
    ("number", "problem", "every"), [(errno.EIO, NotStored, 1), (errno.ENOSPC, DiskFull, 3)]
)
@pytest.mark.parametrize("step", [_open, _change_passphrase, _add, _remove, _back_up, _restore])
def test_a_disk_fault_at_any_step_leaves_no_half_file_under_a_final_name(
    closed: Path,
    reopened: Reopened,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    number: int,
    problem: type[KnownProblem],
    every: int,
) -> None:
    with reopened() as book:
        add_account(book, book.account, name="Gone", role=PARTICIPANT, passphrase="x", cost=FAST_KEYS)
    kept = tmp_path / "kept"
    shutil.copytree(closed, kept)
    said: list[str] = []
    for fails_at in range(1, 100, every):
        outside = tmp_path / f"outside {fails_at}"
        with monkeypatch.context() as patch, reopened() as book:
            disk = FailingDisk(patch, number, fails_at)
            try:
                step(book, outside, disk.arm)
            except problem as found:
                said.append(found.safe)
        if disk.calls < fails_at:
            break
        with reopened() as book:
            assert all(finding.good for finding in check.check_book(book)), fails_at
        for made in [*(closed / "backups").glob("[!.]*"), *outside.glob("[!.]*")]:
            assert restore.backup_cover(made).unit == "Ward 7"
        assert not [path for path in closed.rglob(".*") if path.is_file()], fails_at
        shutil.rmtree(closed)
        shutil.copytree(kept, closed)
    # Windows brings the names in a folder to the disk by itself: fewer steps.
    assert (3 if sys.platform == "win32" else 4) < fails_at < 99
    assert said
    assert all(said)

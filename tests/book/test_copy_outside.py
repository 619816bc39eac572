"""A backup taken outside the PC is read back before it counts."""

from pathlib import Path

import pytest

from app import files
from app.book import Book
from app.book.backup import back_up
from app.book.copy_outside import NotOutside, copy_outside
from app.book.problems import BackupDamaged
from app.files import PlaceGone


def test_the_copy_is_the_backup(book: Book, tmp_path: Path) -> None:
    backup = back_up(book)
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "Other ward 2020-01-01 07-00-00.pairbook-backup").write_bytes(b"another book")
    copy = copy_outside(backup, stick, book.folder)
    assert copy.read_bytes() == backup.read_bytes()
    assert len(list(stick.iterdir())) == 2


def test_the_book_itself_is_no_place_outside(book: Book) -> None:
    backup = back_up(book)
    with pytest.raises(NotOutside):
        copy_outside(backup, backup.parent, book.folder)


def test_an_unplugged_stick_is_told(book: Book, tmp_path: Path) -> None:
    with pytest.raises(PlaceGone):
        copy_outside(back_up(book), tmp_path / "gone", book.folder)


def test_a_copy_that_differs_does_not_count(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(book)

    def careless(path: Path, content: object) -> None:
        path.write_bytes(b"something else")

    monkeypatch.setattr(files, "write_atomically", careless)
    with pytest.raises(BackupDamaged):
        copy_outside(backup, tmp_path, book.folder)
    assert not list(tmp_path.glob("*.pairbook-backup"))

"""A new key whose copy does not come to an end leaves the book as it was."""

from pathlib import Path

import pytest

from app.book import Book, rekey
from app.clock import SetClock
from app.files import DiskFull
from tests.fixtures.books import PASSPHRASE, new_book


def test_a_copy_that_is_interrupted_leaves_no_part_and_the_book_goes_on(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_driver: object, part: Path, *_more: object) -> None:
        part.write_bytes(b"half")
        raise DiskFull("the disk is full")

    with new_book(tmp_path, clock) as book:
        monkeypatch.setattr(rekey.engine, "copy", full)
        with pytest.raises(DiskFull):
            rekey.rekey(book)
        assert list(book.folder.glob(".*.pairbook-part")) == []
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock, back_up=False) as again:
        assert again.account.id == 1

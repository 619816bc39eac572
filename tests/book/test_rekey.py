"""A new key whose copy does not come to an end leaves the book as it was."""

from pathlib import Path

import pytest

from app.accounts import PARTICIPANT, add_account, remove_account
from app.book import FAST_KEYS, Book, rekey, unlock
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


def test_a_new_key_that_was_interrupted_waits_for_whoever_asks_for_it_later(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull("the disk is full")

    with new_book(tmp_path, clock) as book:
        gone = add_account(
            book, book.account, name="Gone", role=PARTICIPANT, passphrase="once", cost=FAST_KEYS
        )
        old = book.material.data_key
        with monkeypatch.context() as patch:
            patch.setattr(rekey.engine, "copy", full)
            with pytest.raises(DiskFull):
                remove_account(book, book.account, gone)
    folder = book.folder
    with Book.open_with(unlock(folder, 1, PASSPHRASE), clock=clock, new_key_later=True) as waits:
        assert rekey.is_unfinished(waits)
        assert waits.material.data_key == old
    with Book.open_with(unlock(folder, 1, PASSPHRASE), clock=clock) as done:
        assert not rekey.is_unfinished(done)
        assert done.material.data_key != old

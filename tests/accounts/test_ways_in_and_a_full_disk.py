"""A way in that the records do not take down is taken back: who was told no gets in as before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.accounts import add_account, change_passphrase
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, Book, key_slots, rekey
from app.book.problems import RecordsDamaged, WrongPassphrase, WrongRecoveryCode
from app.book.unlocking import unlock, unlock_with_code
from app.clock import SetClock
from app.files import DiskFull
from tests.fixtures.books import PASSPHRASE, new_book
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

LAN, NEW = "Lan Nguyễn", "other words by far"


def fill(book: Book, words: str) -> None:
    """Note prints until the records take no more."""
    for _time in range(1000):
        book.record_event("print", words, by=book.account)


@pytest.fixture
def full(tmp_path: Path, clock: SetClock) -> Iterator[tuple[Book, str]]:
    """An open book with Lan's account, whose records take nothing more, and its recovery code."""
    with new_book(tmp_path, clock) as book:
        lan = give_account(book, LAN, Unit(book).person(LAN))
    with signed_in(book.folder, lan, clock, ONCE):
        pass
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        code = book.new_recovery_code()
        pages = book.driver.execute("PRAGMA page_count").fetchone()[0]
        book.driver.execute(f"PRAGMA max_page_count = {pages}")
        for words in ("x" * 2000, "x"):
            with pytest.raises(DiskFull):
                fill(book, words)
        yield book, code


def reset(book: Book) -> object:
    lan = next(each["id"] for each in book.keys.cover["accounts"] if each["name"] == LAN)
    return reset_passphrase(book, book.account, lan, ONCE, cost=FAST_KEYS)


CHANGES: dict[str, Callable[[Book], object]] = {
    "passphrase": lambda book: change_passphrase(book, PASSPHRASE, NEW),
    "recovery sheet": Book.new_recovery_code,
    "reset": reset,
    "account": lambda book: add_account(
        book, book.account, name="Noor", role="participant", passphrase=ONCE, cost=FAST_KEYS
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_way_in_that_the_records_do_not_take_down_is_taken_back(full: tuple[Book, str], what: str) -> None:
    book, code = full
    keys, material = book.keys, book.material
    with pytest.raises(DiskFull):
        CHANGES[what](book)
    assert (book.keys, book.material) == (keys, material)
    assert not rekey.is_unfinished(book)
    book.close()
    for account in (1, LAN):
        assert unlock(book.folder, account, PASSPHRASE)
    assert unlock_with_code(book.folder, code)
    with pytest.raises(WrongPassphrase):
        unlock(book.folder, 1, NEW)


def test_a_new_sheet_that_cannot_be_taken_back_is_handed_out(
    full: tuple[Book, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, old = full
    before, written = book.keys, list[key_slots.Keys]()
    put = Book.put_keys

    def once(book: Book, keys: key_slots.Keys) -> None:
        if written:
            raise DiskFull("the disk is full")
        written.append(keys)
        put(book, keys)

    monkeypatch.setattr(Book, "put_keys", once)
    code = book.new_recovery_code()
    assert book.keys != before
    book.close()
    assert unlock_with_code(book.folder, code)
    with pytest.raises(WrongRecoveryCode):
        unlock_with_code(book.folder, old)


def test_records_that_were_cut_short_while_open_take_no_save(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        records = book.folder / "records.db"
        records.write_bytes(records.read_bytes()[: 4096 * 10])
        with pytest.raises(RecordsDamaged):
            book.record_event("print", "Print", by=book.account)

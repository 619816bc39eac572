"""What was cleared, erased or sealed stands on no page of any file, whoever decrypts them with the data key.

The pages are read as they lie on the disk, free ones and those of the rollback journal among them.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.book import Book, rekey
from app.privacy.erasure import erase_person
from app.privacy.retention import clear_pair
from app.sessions.recording import RecordSession, record_session, remove_session
from app.sessions.words import Audience
from tests.privacy.conftest import MARGIT, Past

PAGE, RESERVED, SALT, VECTOR = 4096, 80, 16, 16  # of SQLCipher 4
HEAD, NUMBER, SUM = 512, 4, 4  # of a rollback journal and of each page in it
DAY = date(2026, 3, 12)
NAMES = ("Margit", "Sørvik", "Maggie")
SEALED = "Zebrawort"
WORDS = ("Quibbletown", "Hasty", "Closing talk")


def _decrypted(page: bytes, number: int, key: bytes) -> bytes:
    start = SALT if number == 1 else 0
    vector = page[-RESERVED:][:VECTOR]
    plain = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return plain.update(page[start:-RESERVED]) + plain.finalize()


def pages(book: Book, records: Path | None = None, key: bytes = b"") -> Iterator[bytes]:
    """Every page of *records*, those of the open *book* with its journal when none are given."""
    key = key or book.material.data_key
    content = (records or book.folder / "records.db").read_bytes()
    for at in range(0, len(content), PAGE):
        yield _decrypted(content[at : at + PAGE], 1 + at // PAGE, key)
    journal = book.folder / "records.db-journal"
    kept = journal.read_bytes() if records is None and journal.exists() else b""
    for at in range(HEAD, len(kept) - PAGE, NUMBER + PAGE + SUM):
        number = int.from_bytes(kept[at : at + NUMBER], "big")
        yield _decrypted(kept[at + NUMBER :][:PAGE], number, key)


def found(words: tuple[str, ...], where: Iterator[bytes]) -> set[str]:
    whole = list(where)
    assert len(whole) > 100
    return {word for word in words for page in whole if word.encode() in page}


@pytest.fixture
def written(past: Past) -> Past:
    """The ended pair has words of every kind, many times changed, removed and sealed."""
    book, by = past.book, past.book.account
    entry = RecordSession(past.ended, DAY, note=f"{SEALED} and more", note_audience=Audience.ONLY_ME)
    session = record_session(book, by, entry)
    for time in range(5):
        again = RecordSession(
            past.ended, DAY, record_note="Quibbletown " * (100 * time + 1), note=f"{SEALED} {time}",
            note_audience=Audience.ONLY_ME,
        )  # fmt: skip
        record_session(book, by, again, session)
    book.undo()
    book.redo()
    removed = record_session(book, by, RecordSession(past.ended, DAY, summary="Hasty " * 2000))
    remove_session(book, by, removed)
    return past


def test_a_sealed_note_stands_on_no_page(written: Past) -> None:
    assert found((SEALED, *WORDS), pages(written.book)) == set(WORDS)


def test_what_was_cleared_stands_on_no_page(written: Past) -> None:
    clear_pair(written.book, written.book.account, written.ended)
    assert found(WORDS, pages(written.book)) == set()


def test_who_was_erased_stands_on_no_page_nor_in_the_copy_under_a_new_key(written: Past) -> None:
    book = written.book
    assert found(NAMES, pages(book)) == set(NAMES)
    erase_person(book, book.account, written.id(MARGIT))
    assert found(NAMES, pages(book)) == set()
    made = rekey.begin(book)
    assert found((*NAMES, SEALED), pages(book, made.part, made.data_key)) == set()
    rekey.complete(book, rekey.verify(made))
    assert found((*NAMES, SEALED), pages(book)) == set()

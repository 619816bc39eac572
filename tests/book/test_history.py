"""The history's chain shows what was altered, and holds when a person is erased."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from app.book import AccountRecord, Book, check, history, images
from app.book.change import writing
from app.book.records import ChangeRecord, ChangeRowRecord

Rename = Callable[..., None]


def _tamper(book: Book, statement: str) -> None:
    with book.engine.begin() as connection, writing(connection):
        connection.execute(text(statement))


def _broken(book: Book) -> int | None:
    with book.reading() as db:
        return history.first_broken(db)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE change SET title = 'x' WHERE id = 4", 4),
        ("UPDATE change SET account_name = NULL WHERE id = 4", 4),
        ("UPDATE change SET account_id = 9 WHERE id = 4", 4),
        ("UPDATE change SET at = '2020-01-01 00:00:00.000000' WHERE id = 3", 3),
        ("UPDATE change SET kind = 'print' WHERE id = 4", 4),
        ("UPDATE change SET schema = schema + 1 WHERE id = 4", 4),
        ("UPDATE change SET undoes = 3 WHERE id = 4", 4),
        ("UPDATE change SET hash = previous_hash WHERE id = 3", 3),
        ("UPDATE change_row SET after = before WHERE change_id = 4", 4),
        ("UPDATE change_row SET before = NULL WHERE change_id = 4", 4),
        ("UPDATE change_row SET salt = NULL WHERE change_id = 4", 4),
        ("UPDATE change_row SET kind = 'account' WHERE change_id = 4", 4),
        ("UPDATE change_row SET row_id = 9 WHERE change_id = 4", 4),
        ("DELETE FROM change_row WHERE change_id = 4", 4),
        ("DELETE FROM change WHERE id = 2", 3),
        ("DELETE FROM change_row WHERE change_id = 5; ", 5),
    ],
)
def test_an_altered_history_shows_where(book: Book, rename: Rename, statement: str, entry: int) -> None:
    for name in ("A", "B", "C"):
        rename(book, name)
    assert _broken(book) is None
    _tamper(book, statement)
    assert _broken(book) == entry
    finding = check.check_book(book)[-1]
    assert not finding.good
    assert str(entry) in finding.sentence


@pytest.mark.parametrize("side", ["before", "after"])
def test_an_image_whose_own_hash_was_forged_with_it_shows_too(book: Book, rename: Rename, side: str) -> None:
    for name in ("A", "B", "C"):
        rename(book, name)
    image = '{"name":"Forged"}'
    with book.storing() as db:
        row = db.scalars(select(ChangeRowRecord).where(ChangeRowRecord.change_id == 4)).one()
        assert row.salt is not None
        setattr(row, side, image)
        setattr(row, f"{side}_hash", images.salted_hash(row.salt, image))
    assert _broken(book) == 4


def test_words_whose_own_hash_was_forged_with_them_show_too(book: Book, rename: Rename) -> None:
    for name in ("A", "B", "C"):
        rename(book, name)
    with book.storing() as db:
        entry = db.get_one(ChangeRecord, 4)
        assert entry.salt is not None
        entry.title = "Forged"
        entry.words_hash = images.salted_hash(entry.salt, entry.account_name or "", "Forged")
    assert _broken(book) == 4


def test_a_removed_end_shows(book: Book, rename: Rename) -> None:
    rename(book, "A")
    _tamper(book, "DELETE FROM change_row WHERE change_id = 3")
    _tamper(book, "DELETE FROM change WHERE id = 3")
    assert _broken(book) == 3


def test_erasing_words_and_images_keeps_the_chain(book: Book, rename: Rename) -> None:
    rename(book, "A")
    _tamper(book, "UPDATE change SET title = NULL, account_name = NULL, salt = NULL")
    _tamper(book, "UPDATE change_row SET before = NULL, after = NULL, salt = NULL")
    assert _broken(book) is None
    with book.reading() as db:
        (version, *_rest) = history.versions(db, "unit", 1)
    assert (version.before, version.after, version.entry.title) == (None, None, "")


def test_a_long_history_is_checked_in_batches(
    book: Book, rename: Rename, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.book.history._BATCH", 2)
    for name in ("A", "B", "C"):
        rename(book, name)
    assert _broken(book) is None


def test_binary_values_have_images(book: Book) -> None:
    with book.change("Key", by=book.account, kind="account") as db:
        db.get_one(AccountRecord, 1).public_key = b"\x00\xff"
    with book.reading() as db:
        newest = history.versions(db, "account", 1)[0]
    assert newest.after is not None
    assert newest.after["public_key"] == b"\x00\xff"

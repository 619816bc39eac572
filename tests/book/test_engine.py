"""The check of a closed database: SQLite's finds what is missing, SQLCipher's what nobody reads."""

from pathlib import Path

from app.book import Book, engine
from app.staff.records import StaffMember
from tests.fixtures.books import PASSPHRASE, new_book

PAGE = 4096


def test_every_page_counts_even_one_that_holds_nothing_and_one_that_is_missing(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        key = book.material.data_key
        with book.change("Many", by=book.account) as db:
            db.add_all(StaffMember(name=f"{number} " + "x" * 150) for number in range(120))
        # Free pages, which no table reads: what was in them is blank, but they are pages of the book.
        book.driver.execute("CREATE TABLE aside AS SELECT randomblob(3000) FROM staff_member")
        book.driver.execute("DROP TABLE aside")
        assert book.driver.execute("PRAGMA freelist_count").fetchone()[0] > 60
    records = tmp_path / "Ward 7.pairbook" / "records.db"
    good = records.read_bytes()
    assert engine.faults(records, key) == []
    for page in range(len(good) // PAGE):
        place = page * PAGE + 1000
        records.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert engine.faults(records, key), f"page {page + 1}"
    for pages in (1, 2, len(good) // PAGE - 2, len(good) // PAGE - 1):
        records.write_bytes(good[: pages * PAGE])
        assert engine.faults(records, key), f"cut after page {pages}"
    records.write_bytes(good)
    Book.open(records.parent, 1, PASSPHRASE, back_up=False).close()


def test_pages_that_are_as_they_were_written_but_make_no_sense_are_found(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        key, driver = book.material.data_key, book.driver
        driver.execute("CREATE TABLE odd (words)")
        driver.execute("INSERT INTO odd VALUES (NULL)")
        driver.execute("PRAGMA writable_schema = ON")
        driver.execute(
            "UPDATE sqlite_master SET sql = 'CREATE TABLE odd (words NOT NULL)' WHERE name = 'odd'"
        )
    assert engine.faults(tmp_path / "Ward 7.pairbook" / "records.db", key) == ["NULL value in odd.words"]

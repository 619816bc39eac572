"""Files that another program holds open: Windows then refuses to replace or to read them.

Each is held by a real second process.  Pairbook says so in its own sentence and nothing is lost; what
is held for a moment only is waited for.
"""

import os
from pathlib import Path

import pytest

from app import files
from app.accounts import PARTICIPANT, add_account, change_passphrase, remove_account
from app.book import FAST_KEYS, Book, UnitRecord, backup, check, read_cover, restore
from app.book.copy_outside import copy_outside
from app.book.problems import RecordsHeld
from app.files import FileInUse
from app.log import LARGEST, _LogFile
from app.reports.document import Document, Reader
from app.reports.pdf import save_pdf
from tests.cli.conftest import Pairbook
from tests.fixtures.books import PASSPHRASE, fingerprint, set_clock
from tests.fixtures.closed_book import Reopened
from tests.windows.conftest import NOTHING, READ, READ_AND_WRITE, Held

KEYS = ("keys.json", "keys.json.previous")


def _save(book: Book, words: str) -> None:
    with book.change("Save", by=book.account) as db:
        db.get_one(UnitRecord, 1).speaking_up_contact = words


def _whole(folder: Path) -> bool:
    with Book.open(folder, 1, PASSPHRASE, clock=set_clock(), back_up=False) as book:
        return all(finding.good for finding in check.check_book(book))


@pytest.mark.parametrize("share", [NOTHING, READ, READ_AND_WRITE])
def test_a_pdf_that_a_viewer_holds_is_not_replaced_and_that_is_said(
    tmp_path: Path, held: Held, share: int
) -> None:
    sheet = Document("Sheet", "W", "", Reader.OPEN, "R", set_clock().now())
    pdf = tmp_path / "Żółta łódź.pdf"
    pdf.write_bytes(b"the print of yesterday")
    with held(pdf, share):
        with pytest.raises(FileInUse) as caught:
            save_pdf(sheet, pdf)
        assert "open in another program" in caught.value.what
        assert "unchanged" in caught.value.safe
    assert pdf.read_bytes() == b"the print of yesterday"
    assert list(tmp_path.iterdir()) == [pdf]
    save_pdf(sheet, pdf)
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_the_command_line_says_that_a_viewer_holds_the_print(
    closed: Path, tmp_path: Path, held: Held, pairbook: Pairbook
) -> None:
    pdf = tmp_path / "summary.pdf"
    pdf.write_bytes(b"the print of yesterday")
    command = ["report", "programme-summary", closed, "--out", pdf]
    with held(pdf):
        ended = pairbook(*command)
    assert ended.status == 1
    assert "open in another program" in ended.err
    assert pdf.read_bytes() == b"the print of yesterday"
    assert pairbook(*command).status == 0
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_what_a_virus_scanner_holds_for_a_moment_is_waited_for(tmp_path: Path, held: Held) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    with held(path, READ, 0.2):
        files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    with held(path, READ, 0.2):
        files.remove(path)
    assert not path.exists()


@pytest.mark.parametrize("name", ["records.db", "keys.json", "keys.json.previous"])
def test_a_restore_over_a_file_in_use_changes_nothing(
    closed: Path, reopened: Reopened, tmp_path: Path, held: Held, name: str
) -> None:
    with reopened() as book:
        _save(book, "in the backup")
        made = backup.back_up(book, tmp_path / "elsewhere")
        _save(book, "since then")
    unlocked = restore.unlock_backup(made, 1, PASSPHRASE)
    before = fingerprint(closed.parent)
    with held(closed / name):
        with pytest.raises(FileInUse) as caught:
            restore.restore(made, unlocked, closed, set_clock().now())
        assert caught.value.do
    assert fingerprint(closed.parent) == before
    with reopened() as book:
        assert book.unit.speaking_up_contact == "since then"
    replaced = restore.restore(made, unlocked, closed, set_clock().now())
    with reopened() as book:
        assert book.unit.speaking_up_contact == "in the backup"
    assert replaced is not None
    assert _whole(replaced)


def test_a_backup_that_another_program_holds_is_not_called_damaged(
    closed: Path, reopened: Reopened, tmp_path: Path, held: Held
) -> None:
    with reopened() as book:
        made = backup.back_up(book, tmp_path / "elsewhere")
    stick = tmp_path / "stick"
    stick.mkdir()
    with held(made, NOTHING):
        with pytest.raises(FileInUse) as caught:
            restore.backup_cover(made)
        assert "cannot be read" in caught.value.what
        with pytest.raises(FileInUse):
            copy_outside(made, stick, closed)
    assert list(stick.iterdir()) == []
    assert read_cover(closed).unit == restore.backup_cover(made).unit
    copy = copy_outside(made, stick, closed)
    with held(copy), pytest.raises(FileInUse):
        copy_outside(made, stick, closed)
    assert copy.read_bytes() == made.read_bytes()


def test_a_removed_account_stays_out_when_the_records_could_not_get_their_new_key(
    closed: Path, reopened: Reopened, held: Held
) -> None:
    with reopened() as book:
        left = add_account(
            book, book.account, name="Left", role=PARTICIPANT, passphrase="once", cost=FAST_KEYS
        )
        _save(book, "before")
        with held(closed / "records.db", READ_AND_WRITE), pytest.raises(FileInUse):
            remove_account(book, book.account, left)
        _save(book, "goes on")
        key = book.material.data_key
    with reopened() as book:
        assert book.unit.speaking_up_contact == "goes on"
        assert book.material.data_key != key
        assert not [account for account in read_cover(closed).accounts if account.id == left]
    assert _whole(closed)
    assert list(closed.glob("*pairbook-part*")) == []


@pytest.mark.parametrize("name", KEYS)
def test_a_passphrase_stays_as_it_was_while_the_keys_are_held(
    closed: Path, reopened: Reopened, held: Held, name: str
) -> None:
    before = fingerprint(closed)
    with reopened() as book:
        with held(closed / name), pytest.raises(FileInUse):
            change_passphrase(book, PASSPHRASE, "another one today")
        after = fingerprint(closed)
        assert {each: after[each] for each in KEYS} == {each: before[each] for each in KEYS}
    with reopened() as book:
        change_passphrase(book, PASSPHRASE, "another one today")
    Book.open(closed, 1, "another one today", clock=set_clock(), back_up=False).close()


def test_a_book_whose_files_are_held_says_so_and_opens_afterwards(
    closed: Path, reopened: Reopened, held: Held
) -> None:
    before = fingerprint(closed)
    with held(closed / "records.db", NOTHING):
        with pytest.raises(RecordsHeld) as caught:
            reopened()
        assert "another program" in caught.value.what
    with held(closed / "keys.json", NOTHING), pytest.raises(FileInUse) as unread:
        reopened()
    assert "cannot be read" in unread.value.what
    assert fingerprint(closed) == before
    reopened().close()


def test_a_reader_of_the_open_book_disturbs_no_save(closed: Path, reopened: Reopened, held: Held) -> None:
    with reopened() as book, held(closed / "records.db", READ_AND_WRITE):
        for number in range(20):
            _save(book, f"save {number}")
    with reopened() as book:
        assert book.unit.speaking_up_contact == "save 19"


def test_the_lock_goes_although_somebody_looks_into_it(closed: Path, reopened: Reopened, held: Held) -> None:
    book = reopened()
    with held(closed / "in-use.lock", READ_AND_WRITE, 0.2):
        book.close()
    assert not (closed / "in-use.lock").exists()


def test_a_log_that_another_window_holds_goes_on(tmp_path: Path, held: Held) -> None:
    import logging

    handler = _LogFile(tmp_path / "pairbook.log")
    with held(handler.path, READ_AND_WRITE):
        for number in range(3):
            handler.emit(logging.LogRecord("app", logging.INFO, "x", 1, f"{number}" * LARGEST, None, None))
    handler.close()
    assert handler.path.stat().st_size > 2 * LARGEST
    assert os.listdir(tmp_path) == ["pairbook.log"]

"""A colleague on another Windows account has the book open: a second process that may not be asked about."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import processes
from app.book.problems import BookInUse
from tests.fixtures.books import MANAGER, PASSPHRASE, fingerprint
from tests.fixtures.closed_book import Reopened

# Before it opens the book it closes itself to everybody, as Windows closes the processes of another account.
_COLLEAGUE = """
import ctypes, sys
from pathlib import Path
from app.book import Book, write_schema

PROCESS, KERNEL_OBJECT, ACCESS_LIST = ctypes.c_void_p(-1), 6, 4
nobody = (ctypes.c_ubyte * 8)()
assert ctypes.windll.advapi32.InitializeAcl(nobody, 8, 2)
set_security = ctypes.windll.advapi32.SetSecurityInfo
set_security.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, *[ctypes.c_void_p] * 4]
assert set_security(PROCESS, KERNEL_OBJECT, ACCESS_LIST, None, None, nobody, None) == 0
write_schema.import_rooms()
book = Book.open(Path(sys.argv[1]), 1, sys.argv[2], back_up=False)
with book.change("Save", by=book.account) as db:
    from app.book import UnitRecord
    db.get_one(UnitRecord, 1).speaking_up_contact = "the colleague's"
print("open", flush=True)
sys.stdin.readline()
book.close()
print("closed", flush=True)
"""


@contextmanager
def _colleague(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", _COLLEAGUE, str(folder), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "open"
        try:
            yield other
        finally:
            other.kill()


def _end(other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait(30)
    other._handle.Close()  # type: ignore[attr-defined]  # Windows keeps a process for as long as one is held
    while processes.is_running(other.pid):  # and clears it away a little later
        time.sleep(0.05)


def test_the_colleague_is_named_and_keeps_the_book(closed: Path, reopened: Reopened) -> None:
    with _colleague(closed) as other:
        before = fingerprint(closed)
        with pytest.raises(BookInUse) as caught:
            reopened()
        assert MANAGER in caught.value.words()
        assert caught.value.do
        assert {name: fingerprint(closed)[name] for name in before} == before
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline().strip() == "closed"
        other.wait(30)
        with reopened() as book:
            assert book.unit.speaking_up_contact == "the colleague's"
            assert book.remarks == ()


def test_a_process_that_may_not_be_asked_about_counts_as_running(closed: Path) -> None:
    with _colleague(closed) as other:
        assert processes.is_running(other.pid)
        assert processes.began(other.pid) == ""
        _end(other)


def test_the_lock_of_a_colleague_whose_program_was_ended_stops_nobody(
    closed: Path, reopened: Reopened
) -> None:
    with _colleague(closed) as other:
        _end(other)
        assert (closed / "in-use.lock").exists()
        with reopened() as book:
            assert book.unit.speaking_up_contact == "the colleague's"
            assert "not closed properly" in book.remarks[0]

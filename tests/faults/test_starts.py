"""Two people, or one impatient one, start at the same moment."""

import os
import sys
import time
from pathlib import Path

import pytest

from app.book import Book, UnitRecord, check, unlock
from app.book.problems import BookInUse
from tests.fixtures.books import PASSPHRASE, set_clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked, which Windows cannot")

GOT_IT, IN_USE, ELSE = 0, 1, 3


def _start(folder: Path, at: float, name: str, gate: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = ELSE
    try:
        unlocked = unlock(folder, 1, PASSPHRASE)
        time.sleep(max(0.0, at - time.monotonic()))
        try:
            book = Book.open_with(unlocked, clock=set_clock())
        except BookInUse:
            status = IN_USE
        else:
            with book.change(name, by=book.account) as db:
                db.get_one(UnitRecord, 1).speaking_up_contact = name
            os.read(gate, 1)  # holds the book until the other has tried
            book.close()
            status = GOT_IT
    finally:
        os._exit(status)


@pytest.mark.parametrize("stale", [False, True])
def test_of_two_starts_at_the_same_moment_one_gets_the_book(closed: Path, stale: bool) -> None:
    for round_ in range(25):
        if stale:
            (closed / "in-use.lock").write_bytes(b"left behind by a program that died")
        gate, opener = os.pipe()
        at = time.monotonic() + 0.03
        starts = [
            _start(closed, at + each * 0.002 * (round_ % 25), f"round {round_} start {each}", gate)
            for each in range(2)
        ]
        first, status = os.wait()
        assert os.waitstatus_to_exitcode(status) == IN_USE
        os.write(opener, b"x")
        (second,) = set(starts) - {first}
        assert os.waitstatus_to_exitcode(os.waitpid(second, 0)[1]) == GOT_IT
        os.close(gate)
        os.close(opener)
        assert not (closed / "in-use.lock").exists()
        with Book.open(closed, 1, PASSPHRASE, clock=set_clock(), back_up=False) as book:
            assert book.unit.speaking_up_contact == f"round {round_} start {starts.index(second)}"
            assert book.remarks == ()
    with Book.open(closed, 1, PASSPHRASE, clock=set_clock(), back_up=False) as book:
        assert all(finding.good for finding in check.check_book(book))

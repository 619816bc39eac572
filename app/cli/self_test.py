"""Tries the program on a book of its own in a private folder: made, saved, undone, backed up, printed.

For support: it shows in a few lines whether encryption, disk and printing work on this PC.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

from app import files
from app.book import FAST_KEYS, Book, KeyCost
from app.book.backup import back_up
from app.book.check import check_book
from app.book.restore import restore, unlock_backup
from app.clock import SystemClock
from app.errors import KnownProblem
from app.language import _
from app.programmes.new_unit import furnish
from app.reports.catalogue import build
from app.reports.options import Options
from app.reports.pdf import render_pdf
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import list_staff

_NAME = "Ładysława Nguyễn-Ødegård"
Tell = Callable[[str], None]


class SelfTestFailed(KnownProblem):
    """A step of the self-test did not give what it should."""

    def __init__(self, step: str) -> None:
        super().__init__(
            _("The self-test failed at: {step}.").format(step=step),
            _("Your own books were not touched."),
            _("Free some disk space, restart the PC and try again; then ask for help with this line."),
        )


def run_self_test(tell: Tell, cost: KeyCost = FAST_KEYS) -> None:
    """Runs all steps and *tell*s each; raises SelfTestFailed or the known problem that stopped it."""
    folder = files.private_folder() / f"self-test-{secrets.token_hex(4)}"
    files.make_folder(folder)
    try:
        _run(folder, tell, cost)
    finally:
        files.remove_folder(folder)


def _run(folder: Path, tell: Tell, cost: KeyCost) -> None:
    clock = SystemClock()
    passphrase = secrets.token_urlsafe(24)
    path = folder / "Self-test.pairbook"

    def step(sentence: str, good: bool) -> None:
        if not good:
            raise SelfTestFailed(sentence)
        tell(f"{_('good'):5} {sentence}")

    book, _code = Book.create(
        path, unit="Self-test", manager="Self-test", passphrase=passphrase, clock=clock, cost=cost
    )
    with book:
        by = book.account
        furnish(book, by)
        step(_("A new book can be made"), (path / "records.db").is_file())
        before = len(list_staff(book))
        save_staff_member(book, by, SaveStaffMember(_NAME))
        step(_("A change is saved"), [row.name for row in list_staff(book)] == [_NAME])
        book.undo()
        step(_("A change can be undone"), len(list_staff(book)) == before)
        book.redo()
        step(_("A change can be made again"), len(list_staff(book)) == before + 1)
        stored = b"".join(each.read_bytes() for each in path.rglob("*") if each.is_file())
        step(_("Names cannot be read in the files"), _NAME.encode() not in stored)
        step(_("The book is whole"), all(finding.good for finding in check_book(book)))
        pdf = render_pdf(build("programme-summary", book, Options()))
        step(_("A report can be printed"), pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-64:])
        backup = back_up(book, folder / "backups")
        step(_("A backup can be made"), backup.is_file())
    restored = folder / "Restored.pairbook"
    restore(backup, unlock_backup(backup, by.id, passphrase), restored, clock.now())
    with Book.open(restored, by.id, passphrase, clock=clock, back_up=False) as again:
        step(_("A backup can be restored"), [row.name for row in list_staff(again)] == [_NAME])
        step(_("The restored book is whole"), all(finding.good for finding in check_book(again)))

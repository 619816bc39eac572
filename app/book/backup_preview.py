"""What is in a backup, before anybody restores it; and a rehearsal that proves it can be restored.

Promises to change nothing: a backup is unpacked into the private temporary folder, which is
emptied afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import files
from app.book import engine, history, schema
from app.book.backup_names import made_at
from app.book.change import ReadingSession
from app.book.check import Finding, check_records
from app.book.cover import RECORDS_NAME, read_cover
from app.book.problems import BackupDamaged, RecordsDamaged
from app.book.restore import unpacked
from app.errors import KnownProblem
from app.language import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.book.book import Book

_COUNTED = ("staff_member", "pair", "session")


@dataclass(frozen=True)
class Counts:
    """How much a book or backup holds, and when it was last changed."""

    people: int
    pairs: int
    sessions: int
    last_change: datetime | None


@dataclass(frozen=True)
class Preview:
    """What a backup holds: made when, whose book, who can sign in, how much.

    *counts* is None where the book's key of today does not open it (the backup is from before
    an account was removed): then the passphrase of that time is needed.
    """

    path: Path
    made: datetime | None
    unit: str
    hospital: str
    accounts: tuple[str, ...]
    counts: Counts | None


@dataclass(frozen=True)
class Rehearsal:
    """How a rehearsed restore went: *works*, or what was found; *then* and *now* to compare."""

    made: datetime | None
    works: bool
    findings: tuple[Finding, ...]
    then: Counts | None
    now: Counts | None

    def words(self) -> str:
        """The outcome in one sentence."""
        if self.works:
            return _("This backup works: it was restored, checked and put away again.")
        bad = " ".join(finding.sentence for finding in self.findings if not finding.good)
        return _("This backup does not work. {what}").format(what=bad)


class RehearsalStopped(KnownProblem):
    """The rehearsal was cancelled."""

    def __init__(self) -> None:
        super().__init__(_("The rehearsal was stopped."), _("Nothing was changed."), "")


def counts_of(book: Book) -> Counts:
    """How much the open *book* holds."""
    return _counts(book.engine)


def preview(backup: Path, data_key: bytes) -> Preview:
    """What is in *backup*, as far as *data_key* opens it; raises NotABackup or BackupDamaged."""
    with unpacked(backup, files.private_folder()) as folder:
        cover = read_cover(folder)
        counts = None
        if engine.opens(folder / RECORDS_NAME, data_key):
            counts = _counts_at(folder, data_key)
    names = tuple(account.name for account in cover.accounts)
    return Preview(backup, made_at(backup), cover.unit, cover.hospital, names, counts)


def rehearse(
    backup: Path,
    data_key: bytes,
    *,
    now: Counts | None = None,
    progress: Callable[[str, int, int], object] = lambda _step, _done, _of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """Restores *backup* into a temporary folder, checks it, counts, and throws it away.

    In any thread.  *progress* gets each step in words, how many are done and how many there
    are; *stop* is asked between steps.  *now* (:func:`counts_of`) is handed through to compare.
    Raises NotABackup, RehearsalStopped, or a problem of the temporary disk.
    """
    steps = iter(enumerate((_("Unpacking"), _("Checking"), _("Counting"), _("Putting away"))))

    def next_step() -> None:
        if stop():
            raise RehearsalStopped
        number, words = next(steps)
        progress(words, number, 4)

    made = made_at(backup)
    next_step()
    try:
        with unpacked(backup, files.private_folder()) as folder:
            read_cover(folder)
            next_step()
            findings = _findings(folder / RECORDS_NAME, data_key)
            next_step()
            works = all(finding.good for finding in findings)
            then = _counts_at(folder, data_key) if works else None
            next_step()
    except BackupDamaged as problem:
        finding = Finding(_("Files"), False, problem.what)
        return Rehearsal(made, False, (finding,), None, now)
    progress(_("Done"), 4, 4)
    return Rehearsal(made, works, findings, then, now)


def _findings(records: Path, data_key: bytes) -> tuple[Finding, ...]:
    try:
        driver = engine.connect(records, data_key)
    except RecordsDamaged as problem:
        return (Finding(_("Files"), False, problem.what),)
    try:
        schema.version_of(driver)
        opened = engine.make_engine(driver)
        try:
            return check_records(opened)
        finally:
            opened.dispose()
    finally:
        driver.close()


def _counts_at(folder: Path, data_key: bytes) -> Counts:
    driver = engine.connect(folder / RECORDS_NAME, data_key)
    opened = engine.make_engine(driver)
    try:
        return _counts(opened)
    finally:
        opened.dispose()
        driver.close()


def _counts(opened: Engine) -> Counts:
    with opened.connect().execution_options(**{engine.READING: True}) as connection:
        numbers = [
            int(connection.exec_driver_sql(f"SELECT count(*) FROM {kind}").scalar() or 0)  # noqa: S608
            for kind in _COUNTED
        ]
        with ReadingSession(connection) as db:
            newest = history.entries(db, limit=1)
    people, pairs, sessions = numbers
    return Counts(people, pairs, sessions, newest[0].at if newest else None)

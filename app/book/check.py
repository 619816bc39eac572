"""Is the book whole?  Every check says in words what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2  # type: ignore[import-untyped,unused-ignore]

from app import files
from app.book import engine, history, key_slots, keys_file, lock_file, schema, search
from app.book.change import ReadingSession
from app.book.cover import RECORDS_NAME, read_cover
from app.book.problems import BackupDamaged, BookDamaged, KeysMissing
from app.book.restore import unlock_backup, unpacked
from app.book.unlocking import Unlocked, unlock
from app.clock import Clock
from app.language import _, ngettext

if TYPE_CHECKING:
    from app.book.book import Book


@dataclass(frozen=True)
class Finding:
    """The result of one check: *part* of the book, whether it is *good*, and a *sentence*."""

    part: str
    good: bool
    sentence: str


def check_book(book: Book) -> tuple[Finding, ...]:
    """All checks of the open *book*."""
    return (check_keys(book.folder, book.keys), *check_records(book.engine))


def check_at(place: Path, account: int | str, passphrase: str, clock: Clock) -> tuple[Finding, ...]:
    """All checks of the book folder or backup file *place*, which is not open; changes no record.

    Damage is a finding; a wrong passphrase, a missing book, one in use or a newer one is raised.
    """
    try:
        if place.is_file():
            unlocked = unlock_backup(place, account, passphrase)
            with unpacked(place, files.private_folder()) as folder:
                return (check_keys(folder, unlocked.keys), *check_file(folder, unlocked))
        return _check_folder(unlock(place, account, passphrase), clock)
    except (BookDamaged, BackupDamaged) as problem:
        return (Finding(_("Files"), False, str(problem)),)


def _check_folder(unlocked: Unlocked, clock: Clock) -> tuple[Finding, ...]:
    folder, keys = unlocked.folder, unlocked.keys
    lock = lock_file.acquire(folder, keys.cover_key, unlocked.name, clock.now())
    try:
        return (check_keys(folder, keys), *check_file(folder, unlocked))
    finally:
        lock.release()


def check_file(folder: Path, unlocked: Unlocked) -> tuple[Finding, ...]:
    """The checks of the closed records in *folder*; raises BookDamaged or BookNewer when they do not open."""
    records = folder / RECORDS_NAME
    driver = engine.connect(records, fitting_key(records, unlocked.material))
    try:
        schema.version_of(driver)
        checked = engine.make_engine(driver)
        try:
            return check_records(checked)
        finally:
            checked.dispose()
    finally:
        driver.close()


def fitting_key(records: Path, material: key_slots.Material) -> bytes:
    """The data key of *material* that opens the closed file *records*; the first when neither does."""
    other = material.other_key
    fits = other is not None and not engine.opens(records, material.data_key) and engine.opens(records, other)
    return other if fits and other else material.data_key


def check_keys(folder: Path, expected: key_slots.Keys) -> Finding:
    """Whether keys.json in *folder* is there, whole, and holds the keys *expected*."""
    part = _("Keys")
    try:
        read_cover(folder)
        path = folder / keys_file.KEYS_NAME
        if not path.is_file():
            raise KeysMissing
        same = keys_file.load(files.read(path)) == expected
    except BookDamaged as problem:
        return Finding(part, False, str(problem))
    if not same:
        return Finding(part, False, _("keys.json was replaced by another one while the book was open."))
    people = len({slot.account for slot in expected.slots})
    return Finding(
        part,
        True,
        ngettext(
            "The keys are as they were written; {number} person can sign in.",
            "The keys are as they were written; {number} people can sign in.",
            people,
        ).format(number=people),
    )


def check_records(checked: Engine) -> tuple[Finding, ...]:
    """The checks of the records behind the engine *checked*."""
    checks: tuple[tuple[str, Callable[[Connection], Finding]], ...] = (
        (_("Encryption"), _check_cipher),
        (_("Database"), _check_database),
        (_("Links"), _check_links),
        (_("Search"), _check_search),
        (_("History"), _check_history),
    )
    findings: list[Finding] = []
    options = {engine.READING: True}
    with checked.connect().execution_options(**options) as connection:
        for part, check in checks:
            try:
                findings.append(check(connection))
            except BookDamaged as problem:
                findings.append(Finding(part, False, str(problem)))
    return tuple(findings)


def _check_cipher(connection: Connection) -> Finding:
    faults = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    return _finding(
        _("Encryption"),
        faults,
        _("Every page of the records is as it was written."),
        _("Some pages of the records were altered or damaged. Restore a backup."),
    )


def _check_database(connection: Connection) -> Finding:
    results = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return _finding(
        _("Database"),
        [each for each in results if each != "ok" and "fts5" not in each.casefold()],
        _("Tables and indexes are sound."),
        _("Tables or indexes are damaged. Restore a backup."),
    )


def _check_links(connection: Connection) -> Finding:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return _finding(
        _("Links"),
        orphans,
        _("Every record finds the records it belongs to."),
        _("Some records belong to records that are not there. Restore a backup."),
    )


def _check_search(connection: Connection) -> Finding:
    part = _("Search")
    try:
        search.verify(engine.driver_of(connection))
    except dbapi2.DatabaseError:
        sentence = _("The search index does not fit the records. Repair makes it anew.")
        return Finding(part, False, sentence)
    return Finding(part, True, _("The search index fits the records."))


def _check_history(connection: Connection) -> Finding:
    with ReadingSession(connection) as db:
        broken = history.first_broken(db)
    part = _("History")
    if broken is None:
        return Finding(part, True, _("The history is unbroken."))
    sentence = _("The history was altered at entry {number}. What it says from there on may be wrong.")
    return Finding(part, False, sentence.format(number=broken))


def _finding(part: str, faults: Iterable[object], good: str, bad: str) -> Finding:
    damaged = any(True for _fault in faults)
    return Finding(part, not damaged, bad if damaged else good)

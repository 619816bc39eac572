"""Repairing a book.  Promises that the damaged book is kept beside, and that nothing gets worse.

What can be made anew from the records is: indexes, the search index, pages that hold neither, the
copy of the keys.  The records are read table by table into a new file, which takes the place of
the old one only when it passes the checks that the old one failed.  What cannot be made anew is
said, and the newest backup that works is offered.  A broken history stays broken: who altered
it shall not get it mended.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2  # type: ignore[import-untyped,unused-ignore]

from app import files
from app.book import engine, keys_file, lock_file, schema, search
from app.book.backup_names import backups_in
from app.book.backup_preview import rehearse
from app.book.check import Finding, check_file, check_keys, fitting_key
from app.book.cover import BACKUPS_NAME, RECORDS_NAME
from app.book.problems import BookDamaged
from app.book.unlocking import Unlocked
from app.clock import Clock
from app.dates import day_and_time
from app.errors import KnownProblem
from app.language import _

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

_JOURNAL = f"{RECORDS_NAME}-journal"
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Repaired:
    """What a repair found (*before*), what it did in *sentences*, and how the book is now (*after*).

    *kept* is the folder with the damaged files; *offer* the newest backup that works, where the
    book is not whole.
    """

    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    sentences: tuple[str, ...]
    kept: Path | None = None
    offer: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether the book passes every check now."""
        return all(finding.good for finding in self.after)


def repair(unlocked: Unlocked, clock: Clock, progress: Progress = lambda _step, _done, _of: None) -> Repaired:
    """Checks the closed book of *unlocked* and makes anew what can be; in any thread.

    Raises BookInUse, BookNewer, or a problem of the disk; then the book is as it was.
    """
    folder = unlocked.folder
    lock = lock_file.acquire(folder, unlocked.keys.cover_key, unlocked.name, clock.now())
    try:
        progress(_("Checking"), 0, 3)
        before = _check(unlocked)
        sentences: list[str] = []
        kept: Path | None = None
        if not all(finding.good for finding in before):
            progress(_("Making anew"), 1, 3)
            kept = _keep(folder, clock.now())
            if _repair_keys(unlocked):
                sentences.append(_("The keys were put right."))
            if _rebuild(unlocked):
                sentences.append(_("Tables, indexes and the search index were made anew from the records."))
        after = _check(unlocked) if kept else before
        offer = None
        if all(finding.good for finding in after):
            sentences.append(
                _("The book is whole.") if kept else _("The book is whole; nothing had to be done.")
            )
        else:
            progress(_("Trying backups"), 2, 3)
            sentences.extend(finding.sentence for finding in after if not finding.good)
            offer = _newest_that_works(folder, unlocked)
            sentences.append(_offer_in_words(offer))
        if kept:
            sentences.append(_("The damaged book is kept beside, in {name}.").format(name=kept.name))
        progress(_("Done"), 3, 3)
        return Repaired(before, after, tuple(sentences), kept, offer[1] if offer else None)
    finally:
        lock.release()


def _check(unlocked: Unlocked) -> tuple[Finding, ...]:
    keys = check_keys(unlocked.folder, unlocked.keys)
    try:
        return (keys, *check_file(unlocked.folder, unlocked))
    except BookDamaged as problem:
        return (keys, Finding(_("Files"), False, str(problem)))


def _keep(folder: Path, now: datetime) -> Path:
    """A copy of the book's own files in a folder beside."""
    stem = f"{folder.stem} damaged {now:%Y-%m-%d %H-%M-%S}"
    names = [stem, *(f"{stem} {number}" for number in range(2, 100))]
    kept = next(
        path for path in (folder.with_name(f"{name}{folder.suffix}") for name in names) if not path.exists()
    )
    files.make_folder(kept)
    for name in (RECORDS_NAME, _JOURNAL, keys_file.KEYS_NAME, keys_file.PREVIOUS_NAME):
        if (folder / name).is_file():
            files.write_atomically(kept / name, files.read(folder / name))
    return kept


def _repair_keys(unlocked: Unlocked) -> bool:
    if keys_file.is_whole(unlocked.folder, unlocked.keys):
        return False
    keys_file.write(unlocked.folder, unlocked.keys)
    return True


def _rebuild(unlocked: Unlocked) -> bool:
    """Puts the records made anew in place; False when they cannot be read, or are no better."""
    records = unlocked.folder / RECORDS_NAME
    key = fitting_key(records, unlocked.material)
    part = unlocked.folder / f".{secrets.token_hex(6)}.pairbook-part"
    try:
        _copy_tables(records, part, key)
        if engine.faults(part, key):
            return False
        files.sync_file(part)
        files.put_in_place(part, records)
    except (BookDamaged, dbapi2.DatabaseError):
        return False
    finally:
        files.remove(part)
    return True


def _copy_tables(records: Path, target: Path, key: bytes) -> None:
    source = engine.connect(records, key)
    try:
        version = schema.version_of(source)
        made = engine.connect(target, key, create=True)
        try:
            schema.make_tables(made)
            opened = engine.make_engine(made)
            if version > schema.FIRST:
                schema.upgrade(opened, made, schema.FIRST, version)
            made.execute("PRAGMA foreign_keys = OFF")
            made.execute("BEGIN IMMEDIATE")
            search.set_aside(made)
            for table in _tables(made):
                _copy_table(source, made, table)
            search.follow_again(made)
            made.execute("COMMIT")
            opened.dispose()
        finally:
            made.close()
    finally:
        source.close()


def _tables(made: DriverConnection) -> list[str]:
    names = made.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    ours = [str(row[0]) for row in names if not str(row[0]).startswith(search.TABLE)]
    return sorted(ours, key=lambda name: name == "sqlite_sequence")


def _copy_table(source: DriverConnection, made: DriverConnection, table: str) -> None:
    columns = [str(row[1]) for row in made.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" for _column in columns)
    if table == "sqlite_sequence":
        made.execute("DELETE FROM sqlite_sequence")
    # Only the table itself is read: an index may be what is damaged.
    rows = source.execute(f'SELECT {quoted} FROM "{table}" NOT INDEXED')
    made.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({places})', rows)


def _newest_that_works(folder: Path, unlocked: Unlocked) -> tuple[datetime, Path] | None:
    for made, path in backups_in(folder / BACKUPS_NAME):
        try:
            works = rehearse(path, unlocked.material.data_key).works
        except KnownProblem:
            works = False
        if works:
            return made, path
    return None


def _offer_in_words(offer: tuple[datetime, Path] | None) -> str:
    if offer is None:
        return _("There is no backup on this PC that works. Look for a copy on a stick or another drive.")
    return _("The newest backup that works is of {moment}. You can restore it.").format(
        moment=day_and_time(offer[0])
    )

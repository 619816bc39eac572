"""Restoring a backup.  Promises that the backup is checked first and that the replaced book is kept.

How the files change places is in app/book/restore_steps.py.
"""

import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app import files
from app.book import engine, keys_file, lock_file, place, restore_steps, schema
from app.book.backup_names import made_at
from app.book.cover import BACKUPS_NAME, RECORDS_NAME, Cover, read_cover, read_keys
from app.book.lock_file import in_use_by
from app.book.problems import (
    BackupDamaged,
    BookDamaged,
    BookExists,
    BookInUse,
    NotABackup,
    NotABook,
)
from app.book.unlocking import Unlocked, unlock, unlock_with_code

_MEMBERS = {keys_file.KEYS_NAME, RECORDS_NAME}


def backup_cover(backup: Path) -> Cover:
    """Whose book the *backup* is and when it was made; raises NotABackup or BackupDamaged."""
    with unpacked(backup, files.private_folder()) as folder:
        cover = read_cover(folder)
    return Cover(backup, cover.unit, cover.hospital, cover.accounts, made_at(backup))


def unlock_backup(backup: Path, account: int | str, passphrase: str) -> Unlocked:
    """What opens the *backup*, with the passphrase of the time it was made; raises as unlock."""
    with unpacked(backup, files.private_folder()) as folder:
        return unlock(folder, account, passphrase)


def unlock_backup_with_code(backup: Path, code: str) -> Unlocked:
    """What opens the *backup*, with the recovery code of the time it was made."""
    with unpacked(backup, files.private_folder()) as folder:
        return unlock_with_code(folder, code)


def restore(backup: Path, unlocked: Unlocked, folder: Path, now: datetime) -> Path | None:
    """Puts the book of *backup* in *folder*; where the book that was there is kept now (None: none was).

    The backup is unpacked and checked before anything moves; the backups of the book that was
    there stay where they are.  Raises NotABackup, BackupDamaged, BookNewer, BookInUse,
    BookExists for a folder of something else, Synchronised, PathTooLong, or a problem of the disk;
    then *folder* is as it was.
    """
    place.look_at(folder)
    files.make_folder(folder.parent)
    if not folder.exists():
        with unpacked(backup, folder.parent) as beside:
            _check_to_stay(beside, unlocked)
            files.put_in_place(beside, folder)
        return None
    if not folder.is_dir() or not (_holds_a_book(folder) or not any(folder.iterdir())):
        raise BookExists
    _refuse_in_use(folder)
    lock = lock_file.acquire(folder, unlocked.keys.cover_key, unlocked.name, now)
    try:
        with unpacked(backup, folder) as inside:
            _check_to_stay(inside, unlocked)
            replaced = _free_name(folder, now)
            restore_steps.replace(folder, inside, replaced)
    finally:
        lock.release()
    return replaced if _holds_a_book(replaced) else None


def _check_to_stay(place: Path, unlocked: Unlocked) -> None:
    check_unpacked(place, unlocked.material.data_key)
    for name in _MEMBERS:
        files.sync_file(place / name)


def _holds_a_book(folder: Path) -> bool:
    names = (*_MEMBERS, keys_file.PREVIOUS_NAME, BACKUPS_NAME)
    return any((folder / name).exists() for name in names)


def check_unpacked(folder: Path, data_key: bytes) -> None:
    """Raises BackupDamaged or BookNewer unless the records in *folder* are whole."""
    records = folder / RECORDS_NAME
    try:
        if engine.faults(records, data_key):
            raise BackupDamaged
        driver = engine.connect(records, data_key)
        try:
            schema.version_of(driver)
        finally:
            driver.close()
    except BookDamaged as error:
        raise BackupDamaged from error


@contextmanager
def unpacked(backup: Path, where: Path) -> Iterator[Path]:
    """The *backup* unpacked in a folder inside *where*, which is removed at the end if it is still there."""
    folder = where / f".{secrets.token_hex(6)}.pairbook-restore"
    if backup.is_dir():
        raise NotABackup
    with files.explained_reading():
        backup.open("rb").close()
    if not zipfile.is_zipfile(backup):
        raise NotABackup
    try:
        with zipfile.ZipFile(backup) as archive:
            if set(archive.namelist()) != _MEMBERS:
                raise NotABackup
            files.make_folder(folder)
            with files.explained():
                archive.extractall(folder)
        yield folder
    except (zipfile.BadZipFile, BookDamaged, NotABook, EOFError) as error:
        raise BackupDamaged from error
    finally:
        files.remove_folder(folder)


def _refuse_in_use(folder: Path) -> None:
    with suppress(BookDamaged, NotABook):
        holder = in_use_by(folder, read_keys(folder).cover_key)
        if holder and not holder.stale:
            raise BookInUse(holder.who, holder.computer, holder.since)


def _free_name(folder: Path, now: datetime) -> Path:
    stem = f"{folder.stem} replaced {now:%Y-%m-%d %H-%M-%S}"
    names = [f"{stem}{folder.suffix}", *(f"{stem} {number}{folder.suffix}" for number in range(2, 100))]
    return next(folder.with_name(name) for name in names if not folder.with_name(name).exists())

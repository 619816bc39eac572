"""The connection to a book's encrypted database.  Promises DESIGN 3's settings, in its order.

One connection per open book, used by one thread at a time.  Transactions begin with BEGIN IMMEDIATE,
except for reading: with exclusive locking and a single connection nobody else can write in
between.  Errors of the disk come out as known problems.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2  # type: ignore[import-untyped,unused-ignore]

from app.book.problems import (
    FolderNotWritable,
    RecordsDamaged,
    RecordsEmpty,
    RecordsHeld,
    RecordsMissing,
    raise_for_database,
)
from app.errors import KnownProblem
from app.files import is_held, known_problem, reading_problem

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

KEY_BYTES = 32
PAGE_BYTES = 4096
"""The size of a page as SQLCipher makes it."""
READING = "pairbook_reading"
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "secure_delete = ON",
    # While a book is open its journal stays; emptied after each save it holds nothing of before.
    "journal_size_limit = 0",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)
# The driver gives an error of a backup no code, only SQLite's words.
_COPY_FAULTS = {
    "SQLITE_CANTOPEN": errno.EACCES,
    "SQLITE_FULL": errno.ENOSPC,
    "database or disk is full": errno.ENOSPC,
    "disk I/O error": errno.EIO,
}
_WAIT_SECONDS = 1.0
_PAGES = 512  # copied between two looks at how far it is: about a hundredth of a second


def connect(records: Path, key: bytes, *, create: bool = False) -> DriverConnection:
    """A driver connection to the database file *records*, unlocked with the raw data *key*.

    Raises RecordsMissing, RecordsEmpty, RecordsDamaged (also for another program's file), RecordsHeld,
    or BookInUse; an existing file's bytes stay the same.  With *create* the file is made.
    """
    if not create:
        if not records.is_file():
            raise RecordsMissing
        if records.stat().st_size == 0:
            raise RecordsEmpty
        _refuse_unusable(records)
    connection = _open(records, "rwc" if create else "rw")
    try:
        unlock(connection, key)
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException as error:
        connection.close()
        raise_for_database(error)
        raise
    return connection


def _refuse_unusable(records: Path) -> None:
    """SQLite says of either that it cannot open the file, or opens it for reading alone."""
    if not os.access(records, os.R_OK):
        raise reading_problem(PermissionError(errno.EACCES, ""))
    if not os.access(records, os.W_OK):
        raise FolderNotWritable


def unlock(connection: DriverConnection, key: bytes) -> None:
    """Gives *connection* its raw *key* and reads a first page with it."""
    _give_key(connection, key)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _give_key(connection: DriverConnection, key: bytes) -> None:
    hexadecimal = key.hex()
    # Anything but 64 hex digits would silently be taken as a passphrase.
    if not _HEX_KEY.fullmatch(hexadecimal):
        raise ValueError("the data key is not 256 bits long")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{hexadecimal}'\"")


def _open(records: Path, mode: str) -> DriverConnection:
    try:
        connection: DriverConnection = dbapi2.connect(
            f"{records.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=_WAIT_SECONDS,
            check_same_thread=False,  # app/book/stepwise_copy.py hands it to and fro
        )
    except dbapi2.Error as error:
        if is_held(records):
            raise RecordsHeld from error
        raise_for_database(error)
        raise
    return connection


def make_engine(connection: DriverConnection) -> Engine:
    """An engine over the one *connection*."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _handle_error)
    return engine


def driver_of(connection: Connection) -> DriverConnection:
    """The driver's connection behind *connection*."""
    driver: Any = connection.connection.driver_connection
    assert driver is not None
    return cast("DriverConnection", driver)


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(READING):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _handle_error(context: ExceptionContext) -> Any:
    error = context.original_exception
    # A database that has met a damaged page writes nothing more and calls itself read-only.
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY" and context.connection is not None:
        (_number, _name, records), *_others = driver_of(context.connection).execute("PRAGMA database_list")
        if os.access(records, os.W_OK):
            raise RecordsDamaged from error
    raise_for_database(error)


@contextmanager
def explained() -> Iterator[None]:
    """Lets errors of the driver out as known problems."""
    try:
        yield
    except dbapi2.Error as error:
        raise_for_database(error)
        raise


def copy(
    source: DriverConnection, target: Path, key: bytes, moved: Callable[[float], object] | None = None
) -> None:
    """Copies the open database *source* into the new file *target*, under the raw *key*.

    *moved* is told the share done, 0–1, several times a second.
    """

    def tell(_state: int, left: int, whole: int) -> None:
        if moved is not None:
            moved((whole - left) / max(1, whole))

    try:
        copied = _open(target, "rwc")
    except FolderNotWritable as error:
        raise known_problem(PermissionError(errno.EACCES, "")) from error
    try:
        _give_key(copied, key)
        # The copy is brought to the disk as a whole before it counts; a journal of it is no use.
        copied.execute("PRAGMA journal_mode = OFF")
        copied.execute("PRAGMA synchronous = OFF")
        source.backup(copied, pages=-1 if moved is None else _PAGES, progress=tell)
    except dbapi2.Error as error:
        number = _COPY_FAULTS.get(getattr(error, "sqlite_errorname", "") or str(error))
        if number:
            raise known_problem(OSError(number, "")) from error
        raise_for_database(error)
        raise
    finally:
        copied.close()


def opens(records: Path, key: bytes) -> bool:
    """Whether *key* is that of the database file *records*, as far as it can be read just now."""
    try:
        probed = _open(records, "ro")
    except KnownProblem:
        return False
    try:
        unlock(probed, key)
    except dbapi2.DatabaseError as error:
        return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
    finally:
        probed.close()
    return True


def faults(records: Path, key: bytes) -> list[str]:
    """What SQLite and SQLCipher find wrong with the closed database file *records*; empty when whole."""
    try:
        checked = _open(records, "ro")
    except KnownProblem as problem:
        return [str(problem)]
    try:
        unlock(checked, key)
        found = [str(row[0]) for row in checked.execute("PRAGMA quick_check") if row[0] != "ok"]
        return found + [str(row[0]) for row in checked.execute("PRAGMA cipher_integrity_check")]
    except dbapi2.DatabaseError as error:
        return [str(error)]
    finally:
        checked.close()

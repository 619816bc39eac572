"""in-use.lock: who has the book open, on which PC, since when.

Promises that of two who try at once one gets the book, and that the lock of a program that
died on this PC is taken over without a question; so is one of this very program that lay on a
stick which was pulled before it could be removed.  SQLite's own exclusive lock stands behind
it.  Who and where are sealed with the cover's key: hidden from a casual look, no more.
"""

import json
import os
import platform
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import files, processes
from app.book import keys_file
from app.book.problems import BookInUse, FolderNotWritable
from app.errors import KnownProblem

LOCK_NAME = "in-use.lock"
_PURPOSE = "lock"
_TRIES = 3
_held: set[str] = set()
"""The marks of the locks that this process holds: nothing but the process itself knows them."""


@dataclass(frozen=True)
class InUse:
    """Who has the book open; *stale* when that program is gone."""

    who: str
    computer: str
    since: datetime
    stale: bool
    mark: str


@dataclass(frozen=True)
class Lock:
    """A lock that is held; :meth:`release` gives the book free.

    *was_left*: another lock lay there, of a program that ended without closing the book.
    """

    path: Path
    cover_key: bytes
    mark: str
    was_left: bool = False

    def release(self) -> None:
        """Removes the lock file if it is still ours."""
        _held.discard(self.mark)
        holder = _read(self.path, self.cover_key)
        if holder is not None and holder.mark == self.mark:
            with suppress(KnownProblem):
                files.remove(self.path)


def in_use_by(folder: Path, cover_key: bytes) -> InUse | None:
    """Who has the book in *folder* open; None when nobody has or the file cannot be read."""
    return _read(folder / LOCK_NAME, cover_key)


def acquire(folder: Path, cover_key: bytes, who: str, now: datetime, *, take_over: bool = False) -> Lock:
    """Locks the book in *folder* for *who*; raises BookInUse or FolderNotWritable.

    *take_over* disregards a living lock, for one left behind by another PC.
    """
    path = folder / LOCK_NAME
    mark = secrets.token_hex(8)
    holder = {
        "who": who,
        "computer": platform.node(),
        "pid": os.getpid(),
        "began": processes.began(os.getpid()),
        "since": now.isoformat(),
        "mark": mark,
    }
    content = json.dumps(keys_file.seal(cover_key, holder, _PURPOSE)).encode("ascii")
    was_left = False
    for _attempt in range(_TRIES):
        try:
            if files.create_exclusively(path, content):
                _held.add(mark)
                return Lock(path, cover_key, mark, was_left)
        except files.NotWritable as error:
            raise FolderNotWritable from error
        found = _read(path, cover_key)
        if found and not found.stale and not take_over:
            raise BookInUse(found.who, found.computer, found.since, now)
        was_left = _set_aside(path) or was_left
    raise BookInUse


def _set_aside(path: Path) -> bool:
    """Removes a lock that no longer counts, in one step: of two who do so, one succeeds and gets True."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        os.replace(path, aside)
    except OSError:
        return False
    with suppress(OSError):
        aside.unlink()
    return True


def _read(path: Path, cover_key: bytes) -> InUse | None:
    try:
        holder = keys_file.unseal(cover_key, json.loads(path.read_bytes()), _PURPOSE)
        here = holder["computer"] == platform.node()
        ours = holder["pid"] == os.getpid()
        alive = holder["mark"] in _held if ours else processes.is_running(holder["pid"], holder["began"])
        return InUse(
            who=holder["who"],
            computer=holder["computer"],
            since=datetime.fromisoformat(holder["since"]),
            stale=here and not alive,
            mark=holder["mark"],
        )
    except (OSError, ValueError, KeyError):
        return None

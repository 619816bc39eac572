"""A copy of the records made a few pages at a time, between what else is done with the open book.

Promises that the copy holds what was last saved when its last step was made, also what was saved
between two steps, and that a copy which is given up leaves no file behind.  SQLite copies in one
call: it runs in a thread of its own that waits between two steps, and whoever asks for a step waits
for it, so the connection is never used by two threads at once.
"""

from __future__ import annotations

from pathlib import Path
from threading import Semaphore, Thread
from typing import TYPE_CHECKING

from app import files
from app.book import engine

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection


class StepwiseCopy:
    """A copy of the open database *source* into the new file *target*, under the raw *key*."""

    def __init__(self, source: DriverConnection, target: Path, key: bytes) -> None:
        self._source, self._target, self._key = source, target, key
        self._asked, self._answered = Semaphore(0), Semaphore(0)
        self._thread: Thread | None = None
        self._problem: BaseException | None = None
        self._over = False
        self.given_up = False

    def step(self) -> bool:
        """Copies a few pages more; True when the copy is whole, and nothing is left to step.

        Raises a problem of the disk, which gives the copy up, or GivenUp.
        """
        if not self._over:
            self._hand_over()
        if self._problem is not None:
            self.given_up = True
            files.remove(self._target)
            raise self._problem
        return self._over

    def give_up(self) -> None:
        """Ends a copy that is not whole yet; before the book is closed, or when nobody wants it any more."""
        if self._over:
            return
        self.given_up = True
        if self._thread is None:
            self._over, self._problem = True, GivenUp()
        else:
            self._hand_over()
        files.remove(self._target)

    def _hand_over(self) -> None:
        """Lets the thread work until its next rest or its end, and waits for that."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="pairbook-copy", daemon=True)
            self._thread.start()
        self._asked.release()
        self._answered.acquire()
        if self._over:
            self._thread.join()

    def _work(self) -> None:
        self._asked.acquire()
        try:
            engine.copy(self._source, self._target, self._key, self._rest)
        except BaseException as problem:
            self._problem = problem
        self._over = True
        self._answered.release()

    def _rest(self, _share: float) -> None:
        self._answered.release()
        self._asked.acquire()
        if self.given_up:
            raise GivenUp


class GivenUp(Exception):
    """Nobody wants the copy any more."""

"""The records of an open book: the driver's connection, the engine over it, and the key that fits.

Promises that a connection that was replaced (app/book/rekey.py) leaves nothing open behind, and that
nothing is written to records that are no longer where the book is, or were cut short: a file that was
removed takes every save until it is closed, and then all of them are lost.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, event

from app import files
from app.book import engine
from app.book.change import refuse_unseen_writes
from app.book.cover import RECORDS_NAME
from app.book.key_slots import Material
from app.book.problems import BookGone, RecordsDamaged
from app.book.stepwise_copy import StepwiseCopy

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection


class OpenRecords:
    """records.db of the book in a folder, open."""

    def __init__(self, folder: Path, material: Material) -> None:
        """Opens it with whichever data key of *material* fits; raises as engine.connect."""
        self.path = folder / RECORDS_NAME
        self._refusing = False
        self._copies: list[StepwiseCopy] = []
        self.material = material
        self._connect_either(material.data_key, material.other_key)

    def _connect_either(self, data_key: bytes, other_key: bytes | None) -> None:
        try:
            self._connect(data_key)
        except RecordsDamaged:
            if other_key is None:
                raise
            self._connect(other_key)

    def _connect(self, data_key: bytes) -> None:
        self.driver: DriverConnection = engine.connect(self.path, data_key)
        self._opened = self.path.stat()
        self.engine: Engine = engine.make_engine(self.driver)
        # Before the engine's own listener, which begins the transaction.
        event.listen(self.engine, "begin", self._look_before_writing, insert=True)
        self.material = replace(self.material, data_key=data_key, other_key=None)
        if self._refusing:
            self.refuse_unseen_writes()

    def look(self) -> None:
        """Raises BookGone when the records are no longer at their place."""
        try:
            present = self.path.stat()
        except OSError as error:
            raise BookGone from error
        # Windows lets nobody move or remove an open file, and numbers files on shares as it likes.
        if sys.platform != "win32" and not os.path.samestat(present, self._opened):
            raise BookGone

    def _look_before_writing(self, connection: Connection) -> None:
        if connection.get_execution_options().get(engine.READING):
            return
        self.look()
        # What was cut off behind its back SQLite would go on keeping in memory alone.
        pages = int(self.driver.execute("PRAGMA page_count").fetchone()[0])
        if self.path.stat().st_size < pages * engine.PAGE_BYTES:
            raise RecordsDamaged

    def refuse_unseen_writes(self) -> None:
        """From now on statements that the history would miss are refused."""
        self._refusing = True
        event.listen(self.engine, "before_cursor_execute", refuse_unseen_writes)

    def swap(self, part: Path, data_key: bytes) -> None:
        """Puts the file *part*, under *data_key*, in the place of the records.

        When that fails, whichever records stand there are open again.
        """
        before = self.material.data_key
        self.close()
        try:
            files.put_in_place(part, self.path)
        except BaseException:
            self._connect_either(before, data_key)
            raise
        self._connect(data_key)

    def copy(self, target: Path) -> StepwiseCopy:
        """A copy into the new file *target*, made step by step; given up when the database is closed."""
        made = StepwiseCopy(self.driver, target, self.material.data_key)
        self._copies.append(made)
        return made

    def close(self) -> None:
        """Closes the database."""
        while self._copies:
            self._copies.pop().give_up()
        self.engine.dispose()
        self.driver.close()

"""An open book.  Promises one save = one transaction = one history entry = one undo step = one broadcast.

A book belongs to the thread that opened it.  :func:`app.book.unlock` does the slow part of
opening beforehand and in any thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.book import (
    backup,
    creation,
    history,
    key_slots,
    keys_file,
    lock_file,
    migrations,
    opening,
    place,
    ways_in,
)
from app.book.change import ChangeSession, ReadingSession, writing
from app.book.engine import READING
from app.book.facts import Account, Changed, UnitFacts, cover_of, read_facts
from app.book.key_slots import KeyCost
from app.book.listeners import Listener, Listeners
from app.book.open_records import OpenRecords
from app.book.stepping import Stepping
from app.book.undo import Step, Steps
from app.book.unlocking import Unlocked, unlock
from app.clock import Clock, SystemClock
from app.errors import KnownProblem, NotAllowed
from app.language import _

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection


class Book:
    """A book that somebody has open.  Make one with :meth:`create`, :meth:`open` or :meth:`open_with`."""

    def __init__(self, unlocked: Unlocked, clock: Clock, lock: lock_file.Lock) -> None:
        """For this class alone: *lock* is held, the database not yet open."""
        self.folder = unlocked.folder
        self.clock = clock
        self.keys = opening.present_keys(unlocked)
        self.needs_new_passphrase = unlocked.needs_new_passphrase
        self._account_id = unlocked.account_id
        self._lock = lock
        self._listeners = Listeners()
        self._session: ChangeSession | None = None
        self._closed = self._changed = False
        self._records = OpenRecords(self.folder, unlocked.material)
        self._stepping = Stepping(unlocked.account_id, self._transaction)
        self.remarks: tuple[str, ...] = ()
        """What whoever signs in should be told: keys that were repaired, a check after an unclean end."""

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        unit: str,
        manager: str,
        passphrase: str,
        hospital: str = "",
        clock: Clock | None = None,
        cost: KeyCost | None = None,
    ) -> tuple[Book, str]:
        """Makes a book in the new *folder*: the open book, *manager* signed in, and the recovery code.

        Raises InvalidEntry (unit, hospital, manager, passphrase), BookExists, or a problem of the
        disk; then nothing is left behind.
        """
        clock = clock or SystemClock()
        unlocked, code = creation.create(
            folder, creation.NewBook(unit, hospital, manager, passphrase), clock.now(), cost or KeyCost()
        )
        return cls.open_with(unlocked, clock=clock), code

    @classmethod
    def open(
        cls,
        folder: Path,
        account: int | str,
        passphrase: str,
        *,
        clock: Clock | None = None,
        back_up: bool = True,
    ) -> Book:
        """Opens the book in *folder*; makes the daily backup when it is due, unless *back_up* is False.

        Raises what :func:`app.book.unlock` and :meth:`open_with` raise.
        """
        book = cls.open_with(unlock(folder, account, passphrase), clock=clock)
        try:
            if back_up:
                backup.back_up_if_due(book)
        except KnownProblem:
            # A book without a fresh backup is still a book; Home shows the backup's age.
            return book
        except BaseException:
            book.close()
            raise
        return book

    @classmethod
    def open_with(
        cls,
        unlocked: Unlocked,
        *,
        clock: Clock | None = None,
        take_over: bool = False,
        new_key_later: bool = False,
    ) -> Book:
        """Opens the book of *unlocked*, migrates it after a backup where needed, and notes the sign-in.

        A new key that was interrupted is given now, or by the caller (*new_key_later*; app/book/rekey.py).

        Raises BookInUse (*take_over* disregards a lock left by another PC), FolderNotWritable,
        RecordsMissing, RecordsEmpty, RecordsDamaged, BookNewer, or Synchronised or PathTooLong for
        a place where no book may lie; then no byte was changed.
        """
        clock = clock or SystemClock()
        place.look_at(unlocked.folder)
        lock = lock_file.acquire(
            unlocked.folder, unlocked.keys.cover_key, unlocked.name, clock.now(), take_over=take_over
        )
        book: Book | None = None
        try:
            book = cls(unlocked, clock, lock)
            book._begin(unlocked, new_key_later=new_key_later)
        except BaseException:
            if book is not None:
                book.close()
            lock.release()
            raise
        return book

    def _begin(self, unlocked: Unlocked, *, new_key_later: bool) -> None:
        self.remarks = opening.prepare(self, unlocked, self._lock)
        self._records.refuse_unseen_writes()
        # All that is read comes before the first write: damage found here leaves every byte as it was.
        self._read_facts()
        self._read_steps()
        self.record_event("sign-in", _("Signed in"), by=self.account)
        self._write_cover()
        opening.settle_keys(self, later=new_key_later)

    # --- facts ------------------------------------------------------------------------------

    @property
    def account(self) -> Account:
        """Who is signed in."""
        return self._account

    @property
    def unit(self) -> UnitFacts:
        """The unit's facts as last saved."""
        return self._unit

    # --- reading and changing ----------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with; inside a change, the change's own.  Writing through it is a bug."""
        if self._session is not None:
            yield self._session
            return
        options = {READING: True}
        with (
            self.engine.connect().execution_options(**options) as connection,
            ReadingSession(connection) as db,
        ):
            yield db
            db.flush()

    @contextmanager
    def change(
        self, title: str, *, by: Account, kind: str = "edit", forgets: bool = False
    ) -> Iterator[Session]:
        """A session whose changes are saved together when the block ends, under *title*, by *by*.

        *by* is who is signed in, whom the caller means to speak for; NotAllowed for anybody else.

        An exception in the block, or when saving, undoes all of it and comes out; a full or
        faulty disk, a lock or damage comes out as a known problem.  When nothing differs,
        nothing is saved and nobody is told.  A change inside a change becomes part of it.
        *kind* is edit, import, override (these can be undone), account or settings.  Before an
        import a backup is made; where that fails, nothing is imported.  One that *forgets* leaves no
        images of its rows in the history, may blank older ones, and is not undone.
        """
        self._refuse_others(by)
        if self._session is not None:
            with self._session.inner_change():
                yield self._session
            return
        if kind == "import":
            backup.back_up(self)
        with self._transaction(title, kind, forgets=forgets) as db:
            yield db

    def record_event(self, kind: str, title: str, *, by: Account) -> None:
        """Notes in the history something that changes no record: kind print, export, sign-in, backup …"""
        if self._session is not None:
            raise RuntimeError("an event is recorded after the change it belongs to")
        self._refuse_others(by)
        with self.engine.begin() as connection, writing(connection):
            history.remember(connection, self._happening(title, kind))

    @contextmanager
    def storing(self) -> Iterator[Session]:
        """A session for what is no part of the history (drafts); one transaction."""
        if self._session is not None:
            raise RuntimeError("nothing is stored aside during a change")
        with self.engine.begin() as connection, ChangeSession(connection) as db:
            yield db
            db.flush()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Has *listener* told of every save; call what is returned to end that."""
        return self._listeners.add(listener)

    # --- for the rest of this room -----------------------------------------------------------

    @property
    def records(self) -> OpenRecords:
        """The open database, for copies of it and a new key."""
        if self._closed:
            raise RuntimeError("the book is closed")
        return self._records

    @property
    def engine(self) -> Engine:
        """The engine, for checks."""
        return self.records.engine

    @property
    def driver(self) -> DriverConnection:
        """The driver's connection, for checks and a new key."""
        return self.records.driver

    @property
    def material(self) -> key_slots.Material:
        """The book's data key and the private key of who is signed in."""
        return self._records.material

    @material.setter
    def material(self, material: key_slots.Material) -> None:
        self._records.material = material

    def put_keys(self, keys: key_slots.Keys) -> None:
        """Writes *keys* as the book's, on the disk first; raises BookGone."""
        self.look()
        keys_file.write(self.folder, keys)
        self.keys = keys

    def look(self) -> None:
        """Raises BookGone when the book is no longer where it was opened."""
        self.records.look()

    # --- undo ---------------------------------------------------------------------------------

    @property
    def undo_title(self) -> str | None:
        """What :meth:`undo` would undo; app/accounts/undoing.py says how it is told on a screen."""
        return self._stepping.title(forward=False)

    @property
    def redo_title(self) -> str | None:
        """What :meth:`redo` would redo."""
        return self._stepping.title(forward=True)

    def undo(self) -> str:
        """Takes back the newest change of who is signed in; its title.

        Raises NothingToUndo, or UndoBlocked, which names the newer changes in the way.  Whether the
        account may still do so is said in app/accounts/undoing.py.
        """
        return self._stepping.take(forward=False)

    def redo(self) -> str:
        """Makes the change that was undone last; its title.  Raises as :meth:`undo`."""
        return self._stepping.take(forward=True)

    @property
    def steps(self) -> Steps:
        """What :meth:`undo` and :meth:`redo` would do."""
        return self._stepping.steps

    # --- keys -----------------------------------------------------------------------------------

    def new_recovery_code(self) -> str:
        """A new recovery code for who is signed in, to be printed once; the one before is void.

        Raises the problem of a disk that takes nothing; then the one before still holds.
        """
        before = self.keys
        slot, code = key_slots.recovery_slot(self.keys.book, self.account.id, self.material)
        try:
            ways_in.put_and_note(self, slot, _("New recovery sheet"), by=self.account)
        except KnownProblem:
            if self.keys is before:
                raise
        return code

    # --- the end --------------------------------------------------------------------------------

    def close(self) -> None:
        """Closes the database, forgets the keys and releases the lock; may be called twice."""
        if self._closed:
            return
        if self._changed:
            opening.back_up_before_close(self)
        self._closed = True
        self._listeners.clear()
        self._records.close()
        self.material = key_slots.Material(b"")
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- inside ---------------------------------------------------------------------------------

    def _refuse_others(self, by: Account) -> None:
        if by.id != self._account_id:
            raise NotAllowed(_("Only who is signed in changes the book."), _("Nothing was changed."))

    def _happening(self, title: str, kind: str, step: Step | None = None) -> history.Happening:
        who, now, undoes = self._account, self.clock.now(), step.entry_id if step else None
        return history.Happening(now, who.id, who.name, title, kind, migrations.CURRENT, undoes)

    @contextmanager
    def _transaction(
        self, title: str, kind: str, step: Step | None = None, *, forgets: bool = False
    ) -> Iterator[ChangeSession]:
        happening = replace(self._happening(title, kind, step), forgets=forgets)
        entry_id = 0
        with self.engine.begin() as connection, ChangeSession(connection) as db:
            self._session = db
            try:
                yield db
                db.flush()
                rows = db.recorder.changed_rows(connection)
                if rows:
                    with writing(connection):
                        entry_id = history.remember(connection, replace(happening, rows=rows))
            finally:
                self._session = None
        if not rows:
            return
        self._changed = True
        if forgets:
            self._read_steps()
        else:
            self.steps.happened(kind, step or Step(entry_id, title))
        self._tell(Changed.of_rows(title, [(table, row_id) for table, row_id, _before, _after in rows]))

    def _tell(self, changed: Changed) -> None:
        if changed.kinds & {"unit", "account"}:
            role = self._account.role
            self._read_facts()
            if self._account.role != role:
                self._read_steps()
            try:
                self._write_cover()
            except KnownProblem as problem:
                # The records are saved; the cover is compared again at the next opening.
                logging.getLogger(__name__).info("cover not written: %s", type(problem).__name__)
        self._listeners.tell(changed)

    def _read_steps(self) -> None:
        with self.reading() as db:
            self._stepping.read(db)

    def _read_facts(self) -> None:
        with self.reading() as db:
            self._unit, self._account = read_facts(db, self._account_id)

    def _write_cover(self) -> None:
        with self.reading() as db:
            content = cover_of(db, self.unit)
        if content != self.keys.cover:
            self.put_keys(replace(self.keys, cover=content))

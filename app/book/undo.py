"""Undo and redo, by name.  Promises that nothing newer is overwritten.

Each account undoes its own changes, newest first, also those of an earlier sign-in.  A row
is only put back when it is still as the change left it.  Undoing is itself an entry of the
history.  Changes from before a migration are not undone: their rows had other columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.book import history
from app.book.change import ChangeSession
from app.book.history import RowChange
from app.book.images import Row, read_rows
from app.book.problems import UndoBlocked
from app.book.records import UNRECORDED, ChangeRecord, ChangeRowRecord

UNDOABLE = frozenset({"edit", "import", "override"})
_LOOKED_AT = 500
_NAMED = 5


@dataclass(frozen=True)
class Step:
    """A change that can be undone or redone: the entry's number and its title."""

    entry_id: int
    title: str


@dataclass
class Steps:
    """What one account can undo and redo; the next of each stands last."""

    undo: list[Step]
    redo: list[Step]

    def happened(self, kind: str, step: Step) -> None:
        """Takes note of a new entry of *kind*; for an undo or redo, *step* is the change it is about."""
        if kind == "undo":
            self.undo = [each for each in self.undo if each.entry_id != step.entry_id]
            self.redo.append(step)
        elif kind == "redo":
            self.redo = [each for each in self.redo if each.entry_id != step.entry_id]
            self.undo.append(step)
        elif kind in UNDOABLE:
            self.undo.append(step)
            self.redo.clear()


def read_steps(db: Session, account_id: int, schema: int) -> Steps:
    """What *account_id* can undo and redo, from the history."""
    entry = ChangeRecord
    kinds = [*UNDOABLE, "undo", "redo"]
    query = (
        select(entry.id, entry.kind, entry.undoes, entry.title)
        .where(entry.account_id == account_id, entry.schema == schema, entry.kind.in_(kinds))
        .order_by(entry.id.desc())
        .limit(_LOOKED_AT)
    )
    found = db.execute(query).all()[::-1]
    titles = {entry_id: title or "" for entry_id, _kind, _undoes, title in found}
    steps = Steps([], [])
    for entry_id, kind, undoes, _title in found:
        about = entry_id if undoes is None else undoes
        if about in titles:
            steps.happened(kind, Step(about, titles[about]))
    return steps


def put_back(db: ChangeSession, step: Step, *, forward: bool) -> None:
    """Puts the rows of *step* back as they were before it (*forward*: as they were after it).

    Raises UndoBlocked, naming the newer changes, when a row is no longer as it was left.
    """
    changes = history.rows_of(db, step.entry_id)
    connection = db.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    touched: list[tuple[str, int]] = []
    wanted: list[tuple[RowChange, Row | None]] = []
    for change in changes:
        expected, target = (change.before, change.after) if forward else (change.after, change.before)
        present = read_rows(connection, change.kind, [change.row_id]).get(change.row_id)
        if present != expected:
            touched.append((change.kind, change.row_id))
        wanted.append((change, target))
    if touched or not changes:
        raise UndoBlocked(step.title, _newer_titles(db, step, touched))
    # Rows that go first, then changed ones, then rows that come back: unique values are free by then.
    wanted.sort(key=lambda each: _order(each[0], forward))
    try:
        for change, target in wanted:
            db.put(change.kind, change.row_id, target)
    except IntegrityError as error:
        raise UndoBlocked(step.title, ()) from error


def raise_for_orphans(db: ChangeSession, step: Step) -> None:
    """Raises UndoBlocked when rows made since would be left without the row they belong to."""
    rows: list[tuple[str, int]] = []
    for kind in inspect(db.connection()).get_table_names():
        if kind not in UNRECORDED:
            found = db.connection().exec_driver_sql(f'PRAGMA foreign_key_check("{kind}")')
            rows.extend((kind, int(orphan[1])) for orphan in found)
    if rows:
        raise UndoBlocked(step.title, _newer_titles(db, step, rows))


def _order(change: RowChange, forward: bool) -> int:
    goes, comes = (change.after, change.before) if forward else (change.before, change.after)
    return 0 if goes is None else 2 if comes is None else 1


def _newer_titles(db: Session, step: Step, rows: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    titles: dict[int, str] = {}
    for kind, row_id in rows[:_NAMED]:
        query = (
            select(ChangeRecord.id, ChangeRecord.title)
            .join(ChangeRowRecord, ChangeRowRecord.change_id == ChangeRecord.id)
            .where(ChangeRowRecord.kind == kind, ChangeRowRecord.row_id == row_id)
            .where(ChangeRecord.id > step.entry_id, ChangeRecord.kind.not_in(["undo", "redo"]))
        )
        titles |= {entry_id: title or "" for entry_id, title in db.execute(query)}
    return tuple(titles[entry_id] for entry_id in sorted(titles, reverse=True))

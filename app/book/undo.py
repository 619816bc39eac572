"""Undo and redo, by name.  Promises that nothing newer is overwritten.

Each account undoes its own changes, newest first, also those of an earlier sign-in, but none
from before its role changed: a right that is gone is not used.  A row is only put back when it is
still as the change left it, and nothing comes back that the history was made to forget.  Undoing
is itself an entry of the history.  Changes from before a migration are not undone: their rows had
other columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.book import history
from app.book.change import ChangeSession, writing
from app.book.images import Row, insert_rows, read_image, read_rows, remove_rows, update_rows
from app.book.problems import UndoBlocked
from app.book.records import UNRECORDED, ChangeRecord, ChangeRowRecord
from app.book.search import TABLE as SEARCH_TABLE

UNDOABLE = frozenset({"edit", "import", "override"})
_LOOKED_AT = 500
_NAMED = 5


@dataclass(frozen=True)
class Step:
    """A change that can be undone or redone: the entry's number and its title."""

    entry_id: int
    title: str


@dataclass(frozen=True)
class _Move:
    """A row to be turned from *source* into *target*; None: there is none."""

    kind: str
    row_id: int
    source: Row | None
    target: Row | None


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
        .where(entry.id > _role_since(db, account_id))
        .order_by(entry.id.desc())
        .limit(_LOOKED_AT)
    )
    found = db.execute(query).all()[::-1]
    forgotten = select(ChangeRowRecord.change_id).where(
        ChangeRowRecord.change_id.in_([entry_id for entry_id, *_rest in found]),
        ChangeRowRecord.salt.is_(None),
    )
    gone = set(db.scalars(forgotten))
    titles = {entry_id: title or "" for entry_id, _kind, _undoes, title in found if entry_id not in gone}
    steps = Steps([], [])
    for entry_id, kind, undoes, _title in found:
        about = entry_id if undoes is None else undoes
        if about in titles:
            steps.happened(kind, Step(about, titles[about]))
    return steps


def _role_since(db: Session, account_id: int) -> int:
    """The entry that last gave the account another role; 0 without one."""
    row = ChangeRowRecord
    query = (
        select(row.change_id, row.before, row.after)
        .where(row.kind == "account", row.row_id == account_id)
        .order_by(row.id.desc())
    )
    for entry_id, *images in db.execute(query):
        before, after = (read_image(image) or {} for image in images)
        if before.get("role") != after.get("role"):
            return int(entry_id)
    return 0


def put_back(db: ChangeSession, step: Step, *, forward: bool) -> None:
    """Puts the rows of *step* back as they were before it (*forward*: as they were after it).

    Raises UndoBlocked, naming the newer changes, when a row is no longer as it was left.
    """
    changes = history.rows_of(db, step.entry_id)
    if any(change.before is None and change.after is None for change in changes):
        raise UndoBlocked(step.title, ())
    moves = [
        _Move(
            change.kind,
            change.row_id,
            *((change.before, change.after) if forward else (change.after, change.before)),
        )
        for change in changes
    ]
    connection = db.connection()
    present = {
        kind: read_rows(connection, kind, [move.row_id for move in moves if move.kind == kind])
        for kind in dict.fromkeys(move.kind for move in moves)
    }
    touched = [
        (move.kind, move.row_id) for move in moves if present[move.kind].get(move.row_id) != move.source
    ]
    if touched or not moves:
        raise UndoBlocked(step.title, _newer_titles(db, step, touched))
    for move in moves:
        db.recorder.note(move.kind, move.row_id, move.source)
    try:
        with writing(connection):
            _carry_out(connection, moves)
    except IntegrityError as error:
        raise UndoBlocked(step.title, ()) from error


def _carry_out(connection: Connection, moves: Sequence[_Move]) -> None:
    """First rows that go, then changed ones, then rows that come back: unique values are free by then."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    kinds = list(dict.fromkeys(move.kind for move in moves))
    for kind in kinds:
        gone = [move.row_id for move in moves if move.kind == kind and move.target is None]
        if gone:
            remove_rows(connection, kind, gone)
    for kind in kinds:
        changed = [move.target for move in moves if move.kind == kind and move.source and move.target]
        if changed:
            update_rows(connection, kind, changed)
    for kind in kinds:
        back = [move.target for move in moves if move.kind == kind and not move.source and move.target]
        if back:
            insert_rows(connection, kind, back)


def raise_for_orphans(db: ChangeSession, step: Step) -> None:
    """Raises UndoBlocked when rows made since would be left without the row they belong to."""
    rows: list[tuple[str, int]] = []
    for kind in inspect(db.connection()).get_table_names():
        if kind not in UNRECORDED and not kind.startswith(SEARCH_TABLE):
            found = db.connection().exec_driver_sql(f'PRAGMA foreign_key_check("{kind}")')
            rows.extend((kind, int(orphan[1])) for orphan in found)
    if rows:
        raise UndoBlocked(step.title, _newer_titles(db, step, rows))


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

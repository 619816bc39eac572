"""Sessions that read, and sessions that record what they change.

Promises that no row changes unseen: the images of every row are taken around the unit of
work, and any other statement that writes is refused, because the history would miss it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapper, Session, object_session

from app.book.engine import READING
from app.book.images import Row, read_rows
from app.book.records import UNRECORDED, Base

_HARMLESS = ("SELECT", "WITH", "PRAGMA", "EXPLAIN", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
_PERMIT = "pairbook_write_permit"


class Recorder:
    """The rows a change touches, each with its image before the first touch."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, int], Row | None] = {}

    def touch(self, connection: Connection, kind: str, row_id: int) -> None:
        """Notes that row *row_id* of *kind* is about to change."""
        if (kind, row_id) not in self._before:
            self._before[kind, row_id] = read_rows(connection, kind, [row_id]).get(row_id)

    def note(self, kind: str, row_id: int, before: Row | None) -> None:
        """Notes a row that is about to change and whose image is known."""
        self._before.setdefault((kind, row_id), before)

    def copy(self) -> dict[tuple[str, int], Row | None]:
        """What is noted so far, to come back to."""
        return dict(self._before)

    def go_back(self, noted: dict[tuple[str, int], Row | None]) -> None:
        """Forgets what was noted since *noted* was copied."""
        self._before = noted

    def changed_rows(self, connection: Connection) -> list[tuple[str, int, Row | None, Row | None]]:
        """(kind, id, before, after) of each row that is now different, in the order of first touch."""
        by_kind: dict[str, list[int]] = {}
        for kind, row_id in self._before:
            by_kind.setdefault(kind, []).append(row_id)
        after = {kind: read_rows(connection, kind, ids) for kind, ids in by_kind.items()}
        rows = ((kind, id_, before, after[kind].get(id_)) for (kind, id_), before in self._before.items())
        return [row for row in rows if row[2] != row[3]]


class ReadingSession(Session):
    """A session that cannot write."""

    def flush(self, objects: Any = None) -> None:
        if self.new or self.deleted or any(self.is_modified(row) for row in self.dirty):
            raise RuntimeError("records were changed outside book.change")


class ChangeSession(Session):
    """A session whose flushes are recorded and whose bulk statements are refused."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, expire_on_commit=False)
        self.recorder = Recorder()

    def flush(self, objects: Any = None) -> None:
        with writing(self.connection()):
            super().flush(objects)

    @contextmanager
    def inner_change(self) -> Iterator[None]:
        """A part of the change that is taken back alone when an exception comes out of it."""
        noted = self.recorder.copy()
        try:
            with self.begin_nested():
                yield
        except BaseException:
            self.recorder.go_back(noted)
            raise


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """Lets statements of *connection* write; for the unit of work and the book itself."""
    permits = connection.info
    permits[_PERMIT] = permits.get(_PERMIT, 0) + 1
    try:
        yield
    finally:
        permits[_PERMIT] -= 1


def refuse_unseen_writes(
    connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> None:
    """Listener of ``before_cursor_execute``: raises for a statement that writes without being recorded."""
    writes = context.isinsert or context.isupdate or context.isdelete
    if connection.info.get(_PERMIT) or (not writes and statement.lstrip().upper().startswith(_HARMLESS)):
        return
    reading = connection.get_execution_options().get(READING)
    where = "outside book.change" if reading else "in bulk: load rows and change them"
    raise RuntimeError(f"records were written {where}")


def _touch(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    session = object_session(row)
    if isinstance(session, ChangeSession) and row.__tablename__ not in UNRECORDED:
        session.recorder.touch(connection, row.__tablename__, row.id)


def _is_new(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    session = object_session(row)
    if isinstance(session, ChangeSession) and row.__tablename__ not in UNRECORDED:
        session.recorder.note(row.__tablename__, row.id, None)


event.listen(Base, "before_update", _touch, propagate=True)
event.listen(Base, "before_delete", _touch, propagate=True)
event.listen(Base, "after_insert", _is_new, propagate=True)

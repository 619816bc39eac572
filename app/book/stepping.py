"""Stepping back and forth through one's own changes, in an open book.

Promises that a step is a change like any other: one transaction, one history entry, one broadcast;
and that what can be undone is read anew whenever a right or a history is no longer what it was.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from app.book import migrations
from app.book.change import ChangeSession
from app.book.problems import NothingToUndo
from app.book.undo import Step, Steps, put_back, raise_for_orphans, read_steps
from app.language import _

Transaction = Callable[[str, str, Step], AbstractContextManager[ChangeSession]]
"""Opens a transaction from a title, a kind of entry and the step it takes."""


class Stepping:
    """What the account *account_id* can undo and redo; *transaction* is the open book's."""

    def __init__(self, account_id: int, transaction: Transaction) -> None:
        self._account_id, self._transaction = account_id, transaction
        self.steps = Steps([], [])

    def read(self, db: Session) -> None:
        """Read from the history what can be undone and redone."""
        self.steps = read_steps(db, self._account_id, migrations.CURRENT)

    def title(self, *, forward: bool) -> str | None:
        """What the next step would undo (*forward*: redo); None when there is none."""
        possible = self._possible(forward=forward)
        return possible[-1].title if possible else None

    def take(self, *, forward: bool) -> str:
        """Take the next step; its title.  Raises NothingToUndo or UndoBlocked."""
        possible = self._possible(forward=forward)
        if not possible:
            raise NothingToUndo
        step = possible[-1]
        title = (_("Redo: {title}") if forward else _("Undo: {title}")).format(title=step.title)
        with self._transaction(title, "redo" if forward else "undo", step) as change:
            put_back(change, step, forward=forward)
            raise_for_orphans(change, step)
        return step.title

    def _possible(self, *, forward: bool) -> list[Step]:
        return self.steps.redo if forward else self.steps.undo

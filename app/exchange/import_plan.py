"""What an import would do, row by row, and what it did.

A plan is made without touching the book.  Carrying it out is one change, which one undo takes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from app.errors import InvalidEntry, KnownProblem
from app.exchange.cell_values import Unreadable
from app.language import _

NOTHING_NAMED: Mapping[str, str] = MappingProxyType({})
Entry_co = TypeVar("Entry_co", covariant=True)


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    MATCHED = "matched"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow(Generic[Entry_co]):
    """A row of the file: its *number* there, *label* (who or what), outcome and why.

    *reason* says why a row is refused, what a matched record gets, or what to look at.  *changes*
    is whether carrying out the plan saves anything for this row.  *entry* is what will be saved.
    """

    number: int
    label: str
    outcome: Outcome
    reason: str
    entry: Entry_co | None = None
    changes: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[Entry_co]):
    """A list as the book would take it; *kind* is staff, pairs, sessions or training."""

    kind: str
    rows: tuple[PlannedRow[Entry_co], ...]
    unknown_columns: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """How many rows are new to the book."""
        return self._count(Outcome.ADDED)

    @property
    def matched(self) -> int:
        """How many rows are in the book already."""
        return self._count(Outcome.MATCHED)

    @property
    def refused(self) -> int:
        """How many rows cannot be taken."""
        return self._count(Outcome.REFUSED)

    @property
    def changing(self) -> tuple[PlannedRow[Entry_co], ...]:
        """The rows that carrying out the plan saves."""
        return tuple(row for row in self.rows if row.changes)

    def _count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was done: rows added, rows matched that got something, rows left alone and refused.

    *title* is the name of the change, as undo shows it; empty when there was nothing to do.
    """

    kind: str
    title: str
    added: int
    completed: int
    unchanged: int
    refused: int


class BookMovedOn(KnownProblem):
    """What the plan was made for is not so any more."""


def result_of(plan: ImportPlan[object], title: str) -> ImportResult:
    """What carrying out *plan* under *title* did."""
    completed = sum(row.outcome is Outcome.MATCHED for row in plan.changing)
    return ImportResult(
        kind=plan.kind,
        title=title if plan.changing else "",
        added=plan.added,
        completed=completed,
        unchanged=plan.matched - completed,
        refused=plan.refused,
    )


def reason_of(error: InvalidEntry | Unreadable, columns: Mapping[str, str] = NOTHING_NAMED) -> str:
    """Why a row cannot be taken, in sentences; *columns* are the titles to put before those about a field."""
    if isinstance(error, InvalidEntry):
        said = (
            f"{columns[fault.field]}: {fault.sentence}" if fault.field in columns else fault.sentence
            for fault in error.faults
        )  # fmt: skip
        return " ".join(dict.fromkeys(said))
    return str(error)


def moved_on() -> BookMovedOn:
    """The problem to raise when a planned row cannot be saved any more."""
    return BookMovedOn(
        _("The book has changed since this list was looked at."),
        _("Nothing was imported."),
        _("Choose the file again and look through the new preview."),
    )

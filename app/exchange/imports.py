"""The lists that come in, by kind, for the command line and the import dialog."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.accounts.roles import Action, require, rule
from app.book import Account, Book
from app.exchange.columns import Column, help_text
from app.exchange.import_plan import ImportPlan, ImportResult
from app.exchange.known_columns import pairs_columns, sessions_columns, staff_columns, training_columns
from app.exchange.pairs_import import carry_out_pairs_import, plan_pairs_import
from app.exchange.sessions_import import carry_out_sessions_import, plan_sessions_import
from app.exchange.staff_import import carry_out_staff_import, plan_staff_import
from app.exchange.training_import import carry_out_training_import, plan_training_import


@dataclass(frozen=True, slots=True)
class _Kind:
    columns: Callable[[], tuple[Column, ...]]
    plan: Callable[[Book, Path], ImportPlan[Any]]
    carry_out: Callable[[Book, Account, ImportPlan[Any]], ImportResult]


_KINDS = {
    "staff": _Kind(staff_columns, plan_staff_import, carry_out_staff_import),
    "pairs": _Kind(pairs_columns, plan_pairs_import, carry_out_pairs_import),
    "sessions": _Kind(sessions_columns, plan_sessions_import, carry_out_sessions_import),
    "training": _Kind(training_columns, plan_training_import, carry_out_training_import),
}
KINDS = tuple(_KINDS)


@rule(Action.IMPORT)
def plan(kind: str, book: Book, path: Path) -> ImportPlan[Any]:
    """What importing the list at *path* would do; *kind* is one of KINDS.

    The book stays as it is.  Raises a known problem for a file that is no such list, and
    :class:`~app.errors.NotAllowed`: a preview shows who is in the book.
    """
    require(book.account, Action.IMPORT)
    return _KINDS[kind].plan(book, path)


@rule(Action.IMPORT)
def carry_out(book: Book, by: Account, planned: ImportPlan[Any]) -> ImportResult:
    """Saves what *planned* holds in one change that one undo takes back.

    Raises :class:`~app.exchange.import_plan.BookMovedOn` when the book has changed meanwhile, and
    :class:`~app.errors.NotAllowed`; then nothing is saved.
    """
    return _KINDS[planned.kind].carry_out(book, by, planned)


def columns_help(kind: str) -> str:
    """The columns of a list of this kind, one a line, for the help of the command line."""
    return help_text(_KINDS[kind].columns())

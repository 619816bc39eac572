"""The lists that come in, by kind, for the command line and the import dialog."""

from pathlib import Path
from typing import Any

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.exchange.columns import help_text
from app.exchange.import_plan import ImportPlan, ImportResult
from app.exchange.list_import import ListKind, carry_out_list, plan_list
from app.exchange.pairs_import import PAIRS_LIST
from app.exchange.sessions_import import SESSIONS_LIST
from app.exchange.staff_import import STAFF_LIST
from app.exchange.training_import import TRAINING_LIST

_KINDS: dict[str, ListKind[Any]] = {
    kind.name: kind for kind in (STAFF_LIST, PAIRS_LIST, SESSIONS_LIST, TRAINING_LIST)
}
KINDS = tuple(_KINDS)


@rule(Action.IMPORT)
def plan(kind: str, book: Book, path: Path) -> ImportPlan[Any]:
    """What importing the list at *path* would do; *kind* is one of KINDS.

    The book stays as it is.  Raises a known problem for a file that is no such list, and
    :class:`~app.errors.NotAllowed`: a preview shows who is in the book.
    """
    return plan_list(_KINDS[kind], book, path)


@rule(Action.IMPORT)
def carry_out(book: Book, by: Account, planned: ImportPlan[Any]) -> ImportResult:
    """Saves what *planned* holds in one change that one undo takes back.

    Raises :class:`~app.exchange.import_plan.BookMovedOn` when the book has changed meanwhile, and
    :class:`~app.errors.NotAllowed`; then nothing is saved.
    """
    return carry_out_list(_KINDS[planned.kind], book, by, planned)


def columns_help(kind: str) -> str:
    """The columns of a list of this kind, one a line, for the help of the command line."""
    return help_text(_KINDS[kind].columns())

"""A list from its file into the book: planned without touching the book, carried out in one change.

What tells one kind of list from another is a :class:`ListKind`; the way in is the same for all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.errors import KnownProblem
from app.exchange.columns import Column, ReadList, read_list
from app.exchange.import_plan import ImportPlan, ImportResult, PlannedRow, moved_on, result_of
from app.exchange.tables_in import read_sheets

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class ListKind(Generic[Entry]):
    """One kind of list.

    *rows* plans every row of what was read, given the titles of the columns by key; *title* names the
    change after the entries that it will save; *save* saves the rows that change something, inside it.
    """

    name: str
    sheet_names: tuple[str, ...]
    columns: Callable[[], tuple[Column, ...]]
    rows: Callable[[Book, Session, ReadList, Mapping[str, str]], Iterable[PlannedRow[Entry]]]
    title: Callable[[Sequence[Entry]], str]
    save: Callable[[Book, Account, Session, Sequence[PlannedRow[Entry]]], None]


@rule(Action.IMPORT)
def plan_list(kind: ListKind[Entry], book: Book, path: Path) -> ImportPlan[Entry]:
    """What importing the list at *path* would do; the book stays as it is.

    Raises a known problem for a file that is no such list.
    """
    columns = kind.columns()
    listed = read_list(read_sheets(path), columns, kind.sheet_names)
    titles = {column.key: column.title for column in columns}
    with book.reading() as db:
        rows = tuple(kind.rows(book, db, listed, titles))
    return ImportPlan(kind.name, rows, listed.unknown)


@rule(Action.IMPORT)
def carry_out_list(kind: ListKind[Entry], book: Book, by: Account, plan: ImportPlan[Entry]) -> ImportResult:
    """Saves what *plan* holds in one change, which one undo takes back.

    Raises :class:`~app.exchange.import_plan.BookMovedOn` when the book has changed meanwhile, and
    :class:`~app.errors.NotAllowed`; then nothing is saved.
    """
    rows = plan.changing
    title = kind.title([row.entry for row in rows if row.entry is not None])
    if rows:
        with book.change(title, by=by, kind="import") as db:
            try:
                kind.save(book, by, db, rows)
            except KnownProblem as error:
                raise moved_on() from error
    return result_of(plan, title)

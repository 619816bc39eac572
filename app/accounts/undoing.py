"""Who may undo what.  Promises that undoing and redoing reach no further than the rights of who is signed in.

Each account undoes its own changes alone, and only those it made in its present role
(app/book/undo.py).  A participant who is no longer of a pair leaves that pair's records as they are.
No step is told with the name of somebody whose data are restricted (DOMAIN 5).
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.hidden_names import hidden_names
from app.accounts.own import sight
from app.accounts.roles import Action, may, rule
from app.book import Book, history
from app.book.history import RowChange
from app.book.images import Row, read_rows
from app.book.problems import UndoBlocked
from app.errors import NotAllowed
from app.language import _

_PARENTS = {"session_id": "session", "agreement_id": "agreement", "note_id": "note"}


@rule(Action.SEE_OWN)
def step_titles(book: Book) -> tuple[str | None, str | None]:
    """What :func:`undo` and what :func:`redo` would do, as far as it may be told; None: nothing."""
    back, forward = book.undo_title, book.redo_title
    if back is None and forward is None:
        return None, None
    hide = hidden_names(book).hide
    return None if back is None else hide(back), None if forward is None else hide(forward)


@rule(Action.SEE_OWN)
def undo(book: Book) -> str:
    """Takes back the newest change of who is signed in; its title.  Raises as Book.undo, or NotAllowed."""
    _require_own(book, forward=False)
    return _taken(book, book.undo)


@rule(Action.SEE_OWN)
def redo(book: Book) -> str:
    """Makes the change that was undone last; its title.  Raises as :func:`undo`."""
    _require_own(book, forward=True)
    return _taken(book, book.redo)


def _taken(book: Book, step: Callable[[], str]) -> str:
    """Takes the *step*; its title, or the problem of newer changes, as far as they may be told."""
    try:
        title = step()
    except UndoBlocked as problem:
        hide = hidden_names(book).hide
        raise UndoBlocked(hide(problem.title), tuple(map(hide, problem.titles))) from problem
    return hidden_names(book).hide(title)


def _require_own(book: Book, *, forward: bool) -> None:
    if may(book.account, Action.SEE_ALL):
        return
    steps = book.steps.redo if forward else book.steps.undo
    pairs = sight(book).pairs or frozenset()
    with book.reading() as db:
        changes = history.rows_of(db, steps[-1].entry_id) if steps else ()
        if all(_is_own(db, change, changes, pairs, book.account.staff_id) for change in changes):
            return
    raise NotAllowed(
        _("This change belongs to a pair that is not yours any more."),
        _("Nothing was changed."),
        _("The manager can change its records."),
    )


def _is_own(
    db: Session, change: RowChange, step: tuple[RowChange, ...], pairs: frozenset[int], staff_id: int | None
) -> bool:
    row = change.after or change.before or {}
    pair_id = _pair_of(db, change.kind, row, {(each.kind, each.row_id): each for each in step})
    if pair_id is None:
        return staff_id is not None and row.get("staff_id") == staff_id
    return pair_id in pairs


def _pair_of(db: Session, kind: str, row: Row, step: Mapping[tuple[str, int], RowChange]) -> Any:
    """The pair that a row is about, by its own columns or those of the row it belongs to."""
    if kind == "pair":
        return row.get("id")
    if row.get("pair_id") is not None:
        return row["pair_id"]
    for name, parent in _PARENTS.items():
        number = row.get(name)
        if number is None:
            continue
        there = step.get((parent, number))
        found = (there.after or there.before) if there else None
        return _pair_of(
            db, parent, found or read_rows(db.connection(), parent, [number]).get(number, {}), step
        )
    return None

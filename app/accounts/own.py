"""What is an account's own: its staff member, the pairs that person is in, and their people (DOMAIN 5).

Stands below the rooms whose records it decides about, so it reads the few columns it needs by
their names in the book.  Also knows the pairs and people whose data are restricted: those are
hidden from every list and print.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, column, false, select, table, true

from app.accounts.roles import Action, may, require, rule
from app.book import Book
from app.errors import KnownProblem
from app.language import _

_MEMBERS = table("pair_member", column("pair_id"), column("staff_id")).c
_STAFF = table("staff_member", column("id"), column("restricted")).c
_SESSIONS = table("session", column("id"), column("pair_id")).c
_ACTIONS = table("action", column("id"), column("pair_id")).c


class Restricted(KnownProblem):
    """Somebody's data are restricted: they stand in no list and no print."""

    def __init__(self) -> None:
        super().__init__(
            _("The use of this person's data is restricted."),
            _("Nothing was printed or changed."),
            _("The restriction has to be lifted first; the manager can do that under Rights."),
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What an account may see; *pairs* and *people* are None for somebody who may see all.

    *hidden_pairs* and *hidden_people* are those under a restriction.
    """

    pairs: frozenset[int] | None
    people: frozenset[int] | None
    hidden_pairs: frozenset[int]
    hidden_people: frozenset[int]

    def of_pair(self, pair_id: ColumnElement[Any] | Any) -> ColumnElement[bool]:
        """The condition that keeps a query to the pairs in sight."""
        return _kept(pair_id, self.pairs, self.hidden_pairs)

    def of_person(self, staff_id: ColumnElement[Any] | Any) -> ColumnElement[bool]:
        """The condition that keeps a query to the people in sight."""
        return _kept(staff_id, self.people, self.hidden_people)


def _kept(item: Any, seen: frozenset[int] | None, hidden: frozenset[int]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if seen is not None:
        conditions.append(item.in_(sorted(seen)) if seen else false())
    if hidden:
        conditions.append(item.not_in(sorted(hidden)))
    return and_(*conditions)


@rule(Action.SEE_OWN)
def sight(book: Book) -> Sight:
    """What who is signed in may see."""
    with book.reading() as db:
        hidden = frozenset(db.scalars(select(_STAFF.id).where(_STAFF.restricted)))
        hidden_pairs = (
            frozenset(db.scalars(select(_MEMBERS.pair_id).where(_MEMBERS.staff_id.in_(hidden))))
            if hidden
            else hidden
        )
        if may(book.account, Action.SEE_ALL):
            return Sight(None, None, hidden_pairs, hidden)
        own = book.account.staff_id
        if own is None:
            return Sight(frozenset(), frozenset(), hidden_pairs, hidden)
        pairs = frozenset(db.scalars(select(_MEMBERS.pair_id).where(_MEMBERS.staff_id == own)))
        people = frozenset(db.scalars(select(_MEMBERS.staff_id).where(_MEMBERS.pair_id.in_(pairs))))
    return Sight(pairs, people | {own}, hidden_pairs, hidden)


@rule(Action.SEE_OWN)
def require_pair(book: Book, pair_id: int | None) -> None:
    """Raises NotAllowed unless who is signed in may see all, or is one of this pair."""
    if may(book.account, Action.SEE_ALL):
        return
    if pair_id is None or pair_id not in (sight(book).pairs or ()):
        require(book.account, Action.SEE_ALL)


@rule(Action.SEE_OWN)
def require_person(book: Book, staff_id: int | None) -> None:
    """Raises NotAllowed unless who is signed in may see all, or is this person."""
    if staff_id is None or staff_id != book.account.staff_id:
        require(book.account, Action.SEE_ALL)


@rule(Action.SEE_OWN)
def require_session(book: Book, session_id: int | None) -> None:
    """Raises NotAllowed unless the session is one of a pair that :func:`require_pair` lets through."""
    _require_pair_of(book, _SESSIONS, session_id)


@rule(Action.SEE_OWN)
def require_action(book: Book, action_id: int | None) -> None:
    """The same for an action."""
    _require_pair_of(book, _ACTIONS, action_id)


def _require_pair_of(book: Book, columns: Any, row_id: int | None) -> None:
    if may(book.account, Action.SEE_ALL) or row_id is None:
        return
    with book.reading() as db:
        require_pair(book, db.scalar(select(columns.pair_id).where(columns.id == row_id)))


@rule(Action.SEE_OWN)
def refuse_restricted(book: Book, *, pair_id: int | None = None, staff_id: int | None = None) -> None:
    """Raises Restricted for a pair or person under a restriction."""
    seen = sight(book)
    if pair_id in seen.hidden_pairs or staff_id in seen.hidden_people:
        raise Restricted

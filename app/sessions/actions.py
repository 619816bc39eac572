"""Actions: what, who, by when, done.  Open ones carry forward from session to session (DOMAIN 2)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.own import require_action, require_pair, sight
from app.accounts.roles import Action as May
from app.accounts.roles import rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.pairs.records import Pair
from app.pairs.words import OPEN_STATUSES
from app.sessions.note_mode import Part, recorded
from app.sessions.records import Action
from app.staff.records import StaffMember


class ActionRow(NamedTuple):
    """An action as lists show it."""

    id: int
    pair_id: int
    session_id: int | None
    text: str
    owner_id: int
    owner: str
    due_on: date | None
    done_on: date | None
    done_in_id: int | None


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Open actions of open pairs, how many of them are overdue, and the oldest due date of those."""

    open: int
    overdue: int
    oldest_due: date | None


@rule(May.SEE_OWN)
def list_actions(
    book: Book,
    *,
    pair_id: int | None = None,
    owner_id: int | None = None,
    done: bool = False,
    ended: bool = False,
) -> list[ActionRow]:
    """Open actions, the longest overdue first and undated last; with *done* also those done.

    Without *pair_id* the actions of pairs that have ended are left out, as they were handed on, but
    with *ended*.
    A participant sees those of their own pairs.
    """
    seen = sight(book)
    query = (
        select(
            Action.id, Action.pair_id, Action.session_id, Action.text, Action.owner_id,
            StaffMember.name, Action.due_on, Action.done_on, Action.done_in_id,
        )
        .join(StaffMember, StaffMember.id == Action.owner_id)
        .where(seen.of_pair(Action.pair_id))
        .order_by(Action.done_on.is_not(None), Action.due_on.is_(None), Action.due_on, Action.id)
    )  # fmt: skip
    if not done:
        query = query.where(Action.done_on.is_(None))
    if pair_id is not None:
        query = query.where(Action.pair_id == pair_id)
    elif not ended:
        query = query.join(Pair, Pair.id == Action.pair_id).where(Pair.status.in_(OPEN_STATUSES))
    if owner_id is not None:
        query = query.where(Action.owner_id == owner_id)
    with book.reading() as db:
        return [ActionRow._make(row) for row in db.execute(query)]


@rule(May.SEE_OWN)
def count_actions(book: Book) -> ActionCounts:
    """How many actions of open pairs are open and overdue today."""
    today = book.clock.today()
    late = Action.due_on < today
    query = (
        select(func.count(), func.count().filter(late), func.min(Action.due_on).filter(late))
        .join(Pair, Pair.id == Action.pair_id)
        .where(Action.done_on.is_(None), Pair.status.in_(OPEN_STATUSES), sight(book).of_pair(Pair.id))
    )
    with book.reading() as db:
        return ActionCounts(*db.execute(query).one())


@rule(May.RECORD_OWN)
def set_done(book: Book, by: Account, action_id: int, done: bool) -> None:
    """Tick an action off today, or open it again; raises NotAllowed for one of another's pair."""
    require_action(book, action_id)
    with book.change(_("Action done") if done else _("Action open again"), by=by) as db:
        action = found(db, action_id)
        action.done_on = book.clock.today() if done else None
        action.done_in_id = None


@rule(May.RECORD_OWN)
def save_action(
    book: Book, by: Account, *, pair_id: int, text: str, owner_id: int, due_on: date | None = None,
    action_id: int | None = None,
) -> int:  # fmt: skip
    """Add an action outside a session, or change one; returns its id.

    Raises :class:`~app.errors.InvalidEntry` without words, with a date too far away, or for a new one
    where the programme keeps a log only; NotAllowed.
    """
    require_pair(book, pair_id)
    require_action(book, action_id)
    check = EntryCheck()
    text = check.text("text", text, missing=_("Say what is to be done."))
    check.day("due_on", due_on, book.clock.today())
    kept = recorded(book, pair_id)
    if action_id is None and Part.ACTIONS in kept.left_out:
        check.fault("text", kept.sentence)
    check.done()
    with book.change(_("Add an action") if action_id is None else _("Change an action"), by=by) as db:
        action = Action(pair_id=pair_id) if action_id is None else found(db, action_id)
        action.text, action.owner_id, action.due_on = text, owner_id, due_on
        db.add(action)
        db.flush()
        return action.id


def found(db: Session, action_id: int) -> Action:
    """The action with this id; raises :class:`~app.errors.NotFound`."""
    action = db.get(Action, action_id)
    if action is None:
        raise NotFound(_("This action is not in the book any more."))
    return action

"""When somebody leaves: what is still open, in the order it is dealt with, and each step as one change.

Pairs are closed or handed over, actions handed on, people get another line manager, the account
goes (which gives the book a new key), and last the person is marked as left.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.accounts.removal import remove_account
from app.accounts.roles import Action, rule
from app.book import Account, AccountRecord, Book
from app.errors import Fault, InvalidEntry, KnownProblem
from app.language import _, ngettext
from app.pairs.pairs import PairOfPerson, get_pair, pairs_of_person
from app.pairs.saving import GoalEntry, SavePair, save_pair
from app.pairs.words import Status
from app.sessions.actions import ActionRow, list_actions
from app.sessions.records import Action as ActionRecord
from app.sessions.records import Note, NoteWait
from app.staff.records import StaffMember
from app.staff.staff_members import found as found_person
from app.staff.staff_members import mark_left


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is open around somebody who leaves.

    *unsealed* are notes they wrote whose readers still wait for a key: only their own next
    sign-in can seal those, so it comes before the account goes.
    """

    staff_id: int
    name: str
    pairs: tuple[PairOfPerson, ...]
    actions: tuple[ActionRow, ...]
    managed: tuple[str, ...]
    account_id: int | None
    unsealed: int

    @property
    def ready(self) -> bool:
        """Whether nothing is open, so that :func:`finish_leaving` goes through."""
        return not (self.pairs or self.actions or self.managed or self.account_id is not None)

    @property
    def steps(self) -> tuple[str, ...]:
        """What is still to do, a sentence each."""
        words = [
            ngettext("Close or hand over {n} pair.", "Close or hand over {n} pairs.", len(self.pairs)).format(
                n=len(self.pairs)
            )
            if self.pairs
            else "",
            ngettext("Hand on {n} action.", "Hand on {n} actions.", len(self.actions)).format(
                n=len(self.actions)
            )
            if self.actions
            else "",
            ngettext(
                "Give {n} person another line manager.",
                "Give {n} people another line manager.",
                len(self.managed),
            ).format(n=len(self.managed))
            if self.managed
            else "",
            _("Ask them to sign in once more: some of their notes are not sealed to all readers yet.")
            if self.unsealed
            else "",
            _("Remove the account; the book gets a new key.") if self.account_id is not None else "",
        ]
        return tuple(word for word in words if word)


@rule(Action.EDIT_STAFF)
def look_at_leaving(book: Book, staff_id: int) -> Leaving:
    """What is open around somebody; raises NotFound."""
    pairs = tuple(pair for pair in pairs_of_person(book, staff_id) if pair.status is not Status.CLOSED)
    actions = tuple(list_actions(book, owner_id=staff_id))
    with book.reading() as db:
        person = found_person(db, staff_id)
        account = db.scalars(
            select(AccountRecord).where(
                AccountRecord.staff_id == staff_id, AccountRecord.removed_at.is_(None)
            )
        ).first()
        managed = select(StaffMember.name).where(StaffMember.line_manager_id == staff_id, StaffMember.active)
        waiting = select(NoteWait.note_id).join(Note, Note.id == NoteWait.note_id)
        waiting = waiting.where(Note.author_id == (account.id if account is not None else 0)).distinct()
        return Leaving(
            staff_id, person.name, pairs, actions, tuple(db.scalars(managed.order_by(StaffMember.name))),
            account.id if account is not None else None, len(list(db.scalars(waiting))),
        )  # fmt: skip


@rule(Action.EDIT_PAIRS)
def hand_over_pair(book: Book, by: Account, pair_id: int, staff_id: int, to_id: int) -> None:
    """Puts another person in somebody's place in a pair, with all of save_pair's checks.

    Their open actions of the pair go to the new one.  Raises InvalidEntry (to_id) when they are not
    of the pair, or what :func:`app.pairs.saving.save_pair` raises.
    """
    pair = get_pair(book, pair_id)
    sides = [tuple(p.id for p in side) for side in (pair.mentors, pair.mentees)]
    if staff_id not in sides[0] + sides[1]:
        raise InvalidEntry(Fault("to_id", _("This person is not of the pair.")))
    mentors, mentees = (tuple(to_id if p == staff_id else p for p in side) for side in sides)
    goals = tuple(GoalEntry(g.text, g.before, g.after, g.achieved_on, g.id) for g in pair.goals)
    entry = SavePair(
        mentors, mentees, pair.topic_id, pair.aim, pair.programme_id, pair.planned_sessions,
        pair.session_minutes, pair.planned_end, goals,
    )  # fmt: skip
    with book.change(_("Hand over a pair"), by=by):
        save_pair(book, by, replace(entry), pair_id)
        _hand_actions(book, by, staff_id, to_id, pair_id)


@rule(Action.EDIT_PAIRS)
def hand_on_actions(book: Book, by: Account, staff_id: int, to_id: int) -> None:
    """Gives all open actions of somebody to another; raises NotFound."""
    _hand_actions(book, by, staff_id, to_id, None)


def _hand_actions(book: Book, by: Account, staff_id: int, to_id: int, pair_id: int | None) -> None:
    with book.change(_("Hand on actions"), by=by) as db:
        found_person(db, to_id)
        query = select(ActionRecord).where(ActionRecord.owner_id == staff_id, ActionRecord.done_on.is_(None))
        if pair_id is not None:
            query = query.where(ActionRecord.pair_id == pair_id)
        for action in db.scalars(query):
            action.owner_id = to_id


@rule(Action.EDIT_STAFF)
def hand_on_people(book: Book, by: Account, staff_id: int, to_id: int | None) -> None:
    """Gives everybody who reports to somebody another line manager, or none.

    Raises InvalidEntry (to_id) when that one reports to them.
    """
    with book.change(_("Another line manager"), by=by) as db:
        for person in db.scalars(select(StaffMember).where(StaffMember.line_manager_id == staff_id)):
            if person.id == to_id:
                raise InvalidEntry(Fault("to_id", _("Nobody is their own line manager. Choose another.")))
            person.line_manager_id = to_id


@rule(Action.EDIT_ACCOUNTS)
def finish_leaving(
    book: Book,
    by: Account,
    staff_id: int,
    on: date,
    *,
    remove: Callable[[Book, Account, int], object] = remove_account,
) -> None:
    """Removes the account, which gives the book a new key, and marks the person as left.

    With mark_removed as *remove* the caller gives the book its new key.

    Raises KnownProblem while pairs, actions or people are open, and what removing one's own
    account raises.
    """
    state = look_at_leaving(book, staff_id)
    if not replace(state, account_id=None).ready:
        raise KnownProblem(_("Something is still open."), _("Nothing was changed."), " ".join(state.steps))
    mark_left(book, by, staff_id, on)
    if state.account_id is not None:
        remove(book, by, state.account_id)

"""The statuses of a pair: proposed → agreed → active ⇄ paused → closed (DOMAIN 2).

Becoming active is the training gate's business (``app.training.gate``); this module holds the
rest: pausing, resuming, closing and opening again.
"""

from dataclasses import dataclass
from datetime import date

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import KnownProblem
from app.language import _
from app.pairs.pairs import found
from app.pairs.records import Pair
from app.pairs.words import AimsMet, CloseReason, Status, label


@dataclass(frozen=True, slots=True)
class ClosePair:
    """How a pair ended; works without any evaluation form (DOMAIN 2)."""

    reason: CloseReason | None
    on: date
    aims_met: AimsMet | None = None
    achievements: str = ""
    handed_on: str = ""


@rule(Action.EDIT_PAIRS)
def pause_pair(book: Book, by: Account, pair_id: int, reason: str = "") -> None:
    """Pause an active pair; raises :class:`~app.errors.KnownProblem` for any other."""
    check = EntryCheck()
    reason = check.line("reason", reason)
    check.done()
    with book.change(_("Pause a pair"), by=by) as db:
        pair = found(db, pair_id)
        _only(pair, Status.ACTIVE)
        move(pair, Status.PAUSED, book.clock.today())
        pair.pause_reason = reason


@rule(Action.EDIT_PAIRS)
def resume_pair(book: Book, by: Account, pair_id: int) -> None:
    """Set a paused pair going again; raises :class:`~app.errors.KnownProblem` for any other."""
    with book.change(_("Resume a pair"), by=by) as db:
        pair = found(db, pair_id)
        _only(pair, Status.PAUSED)
        move(pair, Status.ACTIVE, book.clock.today())
        pair.pause_reason = ""


@rule(Action.EDIT_PAIRS)
def close_pair(book: Book, by: Account, pair_id: int, entry: ClosePair) -> None:
    """Close an open pair with its reason.

    Raises :class:`~app.errors.InvalidEntry` without a reason or for a date before the pair began
    or in the future, and :class:`~app.errors.KnownProblem` when the pair is closed already.
    """
    check = EntryCheck()
    achievements = check.text("achievements", entry.achievements)
    handed_on = check.text("handed_on", entry.handed_on)
    if entry.reason is None:
        check.fault("reason", _("Choose why the pair ended."))
    if entry.on > book.clock.today():
        check.fault("on", _("The end cannot lie in the future. Choose today or an earlier date."))
    with book.reading() as db:
        if entry.on < found(db, pair_id).created_on:
            check.fault("on", _("The end lies before the pair began. Choose a later date."))
    check.done()
    assert entry.reason is not None
    with book.change(_("Close a pair"), by=by) as db:
        pair = found(db, pair_id)
        _only(pair, Status.PROPOSED, Status.AGREED, Status.ACTIVE, Status.PAUSED)
        move(pair, Status.CLOSED, entry.on)
        pair.closed_on = entry.on
        pair.close_reason = entry.reason.value
        pair.aims_met = entry.aims_met.value if entry.aims_met else ""
        pair.achievements = achievements
        pair.handed_on = handed_on


@rule(Action.EDIT_PAIRS)
def reopen_pair(book: Book, by: Account, pair_id: int) -> None:
    """Open a closed pair again, in the status it had earned before."""
    with book.change(_("Open a pair again"), by=by) as db:
        pair = found(db, pair_id)
        _only(pair, Status.CLOSED)
        move(pair, Status.ACTIVE if pair.active_from else Status.PROPOSED, book.clock.today())
        pair.closed_on, pair.close_reason, pair.aims_met = None, "", ""


def move(pair: Pair, status: Status, on: date) -> None:
    """Set a status and since when it holds, inside an open change."""
    pair.status, pair.status_since = status.value, on


def _only(pair: Pair, *allowed: Status) -> None:
    status = Status(pair.status)
    if status not in allowed:
        raise KnownProblem(
            _("This pair is {status}.").format(status=label(status).lower()),
            _("Nothing was changed."),
        )

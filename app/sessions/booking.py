"""The next date of a pair, and sessions that were cancelled."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.own import require_pair, require_session
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.language import _
from app.pairs.pairs import found as found_pair
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.pairs.words import Status
from app.sessions.records import MentoringSession
from app.sessions.words import CancelledBy, State


@dataclass(frozen=True, slots=True)
class CancelSession:
    """A session that did not take place: its day, on whose side it fell through, neutral words."""

    pair_id: int
    planned_on: date
    cancelled_by: CancelledBy | None
    reason: str = ""
    next_on: date | None = None
    next_at: time | None = None


@rule(Action.RECORD_OWN)
def set_next_date(
    book: Book, by: Account, pair_id: int, on: date, *, at: time | None = None, minutes: int | None = None
) -> int:
    """Book the pair's next session, or move the booking it has; returns the session's id.

    Raises :class:`~app.errors.InvalidEntry` for a day before today or the pair's start, or a closed pair.
    """
    require_pair(book, pair_id)
    today = book.clock.today()
    check = EntryCheck()
    check.day("next_on", on, today)
    if on < today:
        check.fault("next_on", _("The next session cannot lie in the past. Choose today or later."))
    if minutes is not None:
        check.number("next_minutes", minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
    with book.reading() as db:
        pair = found_pair(db, pair_id)
        if pair.status == Status.CLOSED:
            check.fault("next_on", _("This pair has ended. Open it again first."))
        check.done()
        length = minutes if minutes is not None else pair.session_minutes
    with book.change(_("Set next date"), by=by) as db:
        return book_next(db, pair_id, on, at=at, minutes=length)


@rule(Action.RECORD_OWN)
def clear_next_date(book: Book, by: Account, pair_id: int) -> None:
    """Take the pair's booking away."""
    require_pair(book, pair_id)
    with book.change(_("Clear next date"), by=by) as db:
        for row in db.scalars(bookings(pair_id)):
            db.delete(row)


@rule(Action.RECORD_OWN)
def cancel_session(book: Book, by: Account, entry: CancelSession, session_id: int | None = None) -> int:
    """Note that a session did not take place, or correct the one with *session_id*; returns its id.

    The pair's booking for that day becomes the cancelled session.  Raises
    :class:`~app.errors.InvalidEntry` when nobody is named, for a day before the pair began, or a
    next date that is not later.
    """
    require_pair(book, entry.pair_id)
    require_session(book, session_id)
    today = book.clock.today()
    check = EntryCheck()
    if entry.cancelled_by is None:
        check.fault("cancelled_by", _("Choose on whose side it was cancelled."))
    reason = check.line("reason", entry.reason)
    check.day("planned_on", entry.planned_on, today)
    check.day("next_on", entry.next_on, today)
    if entry.next_on is not None and entry.next_on <= entry.planned_on:
        check.fault("next_on", _("The next session must be later than the cancelled one."))
    with book.reading() as db:
        pair = found_pair(db, entry.pair_id)
        if entry.planned_on < (pair.active_from or pair.created_on):
            check.fault("planned_on", _("The pair had not begun on this day. Choose a later one."))
        check.done()
        minutes = pair.session_minutes
    assert entry.cancelled_by is not None
    title = _("Cancel a session") if session_id is None else _("Correct a session")
    with book.change(title, by=by) as db:
        if session_id is not None:
            row = db.get_one(MentoringSession, session_id)
        else:
            on_day = bookings(entry.pair_id).where(MentoringSession.held_on == entry.planned_on)
            row = db.scalars(on_day).first() or MentoringSession(pair_id=entry.pair_id, minutes=minutes)
        row.state = State.CANCELLED.value
        row.held_on = entry.planned_on
        row.cancelled_by = entry.cancelled_by.value
        row.cancel_reason = reason
        row.recorded_by = by.name
        row.recorded_at = book.clock.now()
        db.add(row)
        db.flush()
        if entry.next_on is not None:
            book_next(db, entry.pair_id, entry.next_on, at=entry.next_at, minutes=minutes)
        return row.id


def book_next(db: Session, pair_id: int, on: date, *, at: time | None, minutes: int) -> int:
    """Make *on* the pair's one booking, inside an open change; returns the session's id."""
    rows = list(db.scalars(bookings(pair_id)))
    row = rows[0] if rows else MentoringSession(pair_id=pair_id, state=State.BOOKED.value)
    for extra in rows[1:]:
        db.delete(extra)
    row.held_on, row.starts_at, row.minutes = on, at, minutes
    db.add(row)
    db.flush()
    return row.id


def bookings(pair_id: int) -> Select[MentoringSession]:
    """The query for what a pair has booked, the soonest first."""
    return (
        select(MentoringSession)
        .where(MentoringSession.pair_id == pair_id, MentoringSession.state == State.BOOKED)
        .order_by(MentoringSession.held_on)
    )

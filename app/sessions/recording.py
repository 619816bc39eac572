"""Recording a session that took place: one form, one change.

A plain entry is five fields; the rest is given by the pair, its booking and its open actions
(DESIGN 4).  Saving turns the pair's booking for that day (or an earlier one still open) into
the session held, ticks actions off, adds new ones and books the next date.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from app.accounts.own import require_pair, require_session
from app.accounts.roles import Action as May
from app.accounts.roles import rule
from app.book import Account, Book
from app.dates import long_day
from app.entry_check import EntryCheck
from app.errors import KnownProblem, NotFound
from app.language import _
from app.pairs.pairs import found as found_pair
from app.pairs.records import Goal, Pair, PairMember
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.pairs.words import Status
from app.sessions.booking import book_next, bookings
from app.sessions.note_mode import Part, recorded_of
from app.sessions.note_rows import remove_notes
from app.sessions.notes import require_audience, store_note
from app.sessions.records import Action, Attendance, MentoringSession, Note, SessionGoal
from app.sessions.words import Audience, Mode, Protected, State

_STATED = table("disagreement", column("id"), column("session_id")).c
"""Of the privacy room, which stands above this one."""


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action as typed: what, who, by when."""

    text: str
    owner_id: int | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordSession:
    """What the session form holds.

    *attended* None means everybody of the pair.  *actions_done* are ids of open actions to tick off;
    a correction opens those again that this session had done and that are not among them.
    *clear_next* takes the booking after this session away when there is no *next_on*.
    *record_note* is the session's one Record note.  *note* is the writer's own, for
    *note_audience*: Record puts it in place of an empty *record_note*; Pair and Only me seal it,
    and an empty one takes the own note of that audience away.  *note_id* is the own sealed note
    that a correction edits.
    """

    pair_id: int
    held_on: date
    minutes: int = 45
    mode: Mode = Mode.MEETING
    protected_time: Protected = Protected.YES
    summary: str = ""
    starts_at: time | None = None
    place: str = ""
    attended: tuple[int, ...] | None = None
    record_note: str = ""
    goals: tuple[int, ...] = ()
    actions_done: tuple[int, ...] = ()
    actions: tuple[ActionEntry, ...] = ()
    next_on: date | None = None
    next_at: time | None = None
    next_minutes: int | None = None
    clear_next: bool = False
    note_audience: Audience = Audience.RECORD
    note: str = ""
    note_id: int | None = None


@rule(May.RECORD_OWN)
def record_session(book: Book, by: Account, entry: RecordSession, session_id: int | None = None) -> int:
    """Record a session, or correct the one with *session_id*; returns its id.

    Raises :class:`~app.errors.InvalidEntry` for a date before the pair began, after it ended or in
    the future, a pair that is not active yet, minutes out of range, over-long texts, an action
    without words or owner, a next date that is not after the session, or what the pair's programme
    does not record (app/sessions/note_mode.py); NotAllowed for a pair that is not one's own.
    """
    require_pair(book, entry.pair_id)
    require_session(book, session_id)
    today = book.clock.today()
    with book.reading() as db:
        clean = checked(db, entry, today, session_id)
    if clean.note or clean.note_id is not None:
        require_audience(
            book, by, entry.pair_id, entry.note_audience, session_id=session_id, note_id=entry.note_id,
            on=entry.held_on,
        )  # fmt: skip
    title = _("Record session") if session_id is None else _("Correct a session")
    with book.change(title, by=by) as db:
        return store(db, clean, by, book, session_id)


def checked(db: Session, entry: RecordSession, today: date, session_id: int | None = None) -> RecordSession:
    """The entry with clean texts; raises :class:`~app.errors.InvalidEntry`."""
    check = EntryCheck()
    pair = found_pair(db, entry.pair_id)
    members = _members(db, entry.pair_id)
    _check_pair_and_date(check, pair, entry.held_on, today)
    if not SHORTEST_MINUTES <= entry.minutes <= LONGEST_MINUTES:
        check.number("minutes", entry.minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
    attended = tuple(members) if entry.attended is None else entry.attended
    if not attended:
        check.fault("attended", _("Tick who was there, or note the session as cancelled."))
    if set(attended) - set(members):
        check.fault("attended", _("Only the people of the pair can be ticked here."))
    summary = check.text("summary", entry.summary)
    place = check.line("place", entry.place, longest=120)
    record_note = check.text("record_note", entry.record_note)
    note = check.text("note", entry.note)
    if entry.note_audience is Audience.RECORD and note:
        record_note, note = record_note or note, ""
    _check_left_out(check, db, replace(entry, summary=summary, record_note=record_note), session_id)
    actions = []
    for action in entry.actions:
        text = check.text("actions", action.text, missing=_("Say what is to be done, or remove the action."))
        if action.owner_id not in members:
            check.fault("actions", _("Choose who of the pair does it."))
        check.day("actions", action.due_on, today)
        actions.append(ActionEntry(text, action.owner_id, action.due_on))
    check.day("next_on", entry.next_on, today)
    if entry.next_on is not None and entry.next_on <= entry.held_on:
        check.fault("next_on", _("The next session must be later than this one."))
    if entry.next_minutes is not None:
        check.number("next_minutes", entry.next_minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
    check.done()
    return RecordSession(
        pair_id=entry.pair_id, held_on=entry.held_on, minutes=entry.minutes, mode=entry.mode,
        protected_time=entry.protected_time, summary=summary, starts_at=entry.starts_at, place=place,
        attended=attended, record_note=record_note, goals=entry.goals, actions_done=entry.actions_done,
        actions=tuple(actions), next_on=entry.next_on, next_at=entry.next_at,
        next_minutes=entry.next_minutes, clear_next=entry.clear_next,
        note_audience=entry.note_audience, note=note, note_id=entry.note_id,
    )  # fmt: skip


@rule(May.RECORD_OWN)
def store(db: Session, entry: RecordSession, by: Account, book: Book, session_id: int | None = None) -> int:
    """Write a checked entry inside an open change; returns the id."""
    row = found(db, session_id) if session_id is not None else _booking_for(db, entry)
    row.pair_id = entry.pair_id
    row.state = State.HELD.value
    row.held_on = entry.held_on
    row.starts_at = entry.starts_at
    row.minutes = entry.minutes
    row.mode = entry.mode.value
    row.place = entry.place
    row.protected_time = entry.protected_time.value
    row.summary = entry.summary
    row.cancelled_by = row.cancel_reason = ""
    row.recorded_by = by.name
    row.recorded_at = book.clock.now()
    db.add(row)
    db.flush()
    with db.no_autoflush:  # each looks for rows of its own only: all are written in one go
        _store_attendance(db, row.id, set(entry.attended or ()))
        _store_goals(db, entry.pair_id, row.id, set(entry.goals))
        _store_record_note(db, row.id, by.id, entry.record_note)
        _store_actions(db, row, entry)
    if entry.note_audience is not Audience.RECORD and (entry.note or session_id is not None):
        store_note(db, book, row.id, entry.pair_id, entry.note_audience, entry.note, entry.note_id)
    elif entry.note_id is not None:
        store_note(db, book, row.id, entry.pair_id, Audience.ONLY_ME, "", entry.note_id)
    if entry.next_on is not None:
        book_next(
            db, entry.pair_id, entry.next_on, at=entry.next_at, minutes=entry.next_minutes or entry.minutes
        )
    elif entry.clear_next:
        for booking in db.scalars(bookings(entry.pair_id)):
            if booking.held_on > entry.held_on:
                db.delete(booking)
    return row.id


@rule(May.RECORD_OWN)
def remove_session(book: Book, by: Account, session_id: int) -> None:
    """Take a session recorded by mistake out of the book; undo brings it back.

    Raises KnownProblem while somebody's statement of disagreement stands beside it.
    """
    require_session(book, session_id)
    with book.reading() as db:
        if db.scalar(select(_STATED.id).where(_STATED.session_id == session_id).limit(1)) is not None:
            raise KnownProblem(
                _("A statement of disagreement stands beside this session."),
                _("Nothing was changed."),
                _("Whoever made the statement can withdraw it; then the session can be removed."),
            )
    with book.change(_("Remove a session"), by=by) as db:
        row = found(db, session_id)
        remove_notes(db, db.scalars(select(Note).where(Note.session_id == session_id)).all())
        for kind in (Attendance, SessionGoal):
            for part in db.scalars(select(kind).where(kind.session_id == session_id)):
                db.delete(part)
        for action in db.scalars(select(Action).where(Action.session_id == session_id)):
            action.session_id = None
        for action in db.scalars(select(Action).where(Action.done_in_id == session_id)):
            action.done_in_id = None
        db.flush()
        db.delete(row)


def found(db: Session, session_id: int) -> MentoringSession:
    """The session with this id; raises :class:`~app.errors.NotFound`."""
    row = db.get(MentoringSession, session_id)
    if row is None:
        raise NotFound(_("There is no session with number {id}.").format(id=session_id))
    return row


def _members(db: Session, pair_id: int) -> list[int]:
    query = select(PairMember.staff_id).where(PairMember.pair_id == pair_id).order_by(PairMember.id)
    return list(db.scalars(query))


def _check_pair_and_date(check: EntryCheck, pair: Pair, held_on: date, today: date) -> None:
    if Status(pair.status) in (Status.PROPOSED, Status.AGREED):
        check.fault("pair_id", _("This pair is not active yet. Make it active first."))
    start = pair.active_from or pair.created_on
    if held_on < start:
        check.fault(
            "held_on",
            _("The pair began on {start}. Choose that day or a later one.").format(start=long_day(start)),
        )
    if held_on > today:
        check.fault("held_on", _("A session is recorded once it has taken place. Choose today or earlier."))
    if pair.closed_on is not None and held_on > pair.closed_on:
        check.fault("held_on", _("The pair ended before this day. Choose an earlier one."))


def _check_left_out(check: EntryCheck, db: Session, entry: RecordSession, session_id: int | None) -> None:
    kept = recorded_of(db, entry.pair_id, entry.held_on)
    if not kept.left_out:
        return
    before = db.get(MentoringSession, session_id) if session_id is not None else None
    if Part.SUMMARY in kept.left_out and entry.summary and not (before and before.summary):
        check.fault("summary", kept.sentence)
    if Part.NOTES in kept.left_out and entry.record_note and _record_note(db, session_id) is None:
        check.fault("record_note", kept.sentence)
    if Part.ACTIONS in kept.left_out and entry.actions:
        check.fault("actions", kept.sentence)


def _record_note(db: Session, session_id: int | None) -> Note | None:
    query = select(Note).where(Note.session_id == session_id, Note.audience == Audience.RECORD)
    return db.scalars(query).first()


def _booking_for(db: Session, entry: RecordSession) -> MentoringSession:
    query = (
        select(MentoringSession)
        .where(MentoringSession.pair_id == entry.pair_id, MentoringSession.state == State.BOOKED)
        .where(MentoringSession.held_on <= entry.held_on)
        .order_by(MentoringSession.held_on.desc())
    )
    return db.scalars(query).first() or MentoringSession()


def _store_attendance(db: Session, session_id: int, wanted: set[int]) -> None:
    for row in db.scalars(select(Attendance).where(Attendance.session_id == session_id)):
        if row.staff_id in wanted:
            wanted.discard(row.staff_id)
        else:
            db.delete(row)
    db.add_all(Attendance(session_id=session_id, staff_id=staff_id) for staff_id in sorted(wanted))


def _store_goals(db: Session, pair_id: int, session_id: int, wanted: set[int]) -> None:
    wanted &= set(db.scalars(select(Goal.id).where(Goal.pair_id == pair_id)))
    for row in db.scalars(select(SessionGoal).where(SessionGoal.session_id == session_id)):
        if row.goal_id in wanted:
            wanted.discard(row.goal_id)
        else:
            db.delete(row)
    db.add_all(SessionGoal(session_id=session_id, goal_id=goal_id) for goal_id in sorted(wanted))


def _store_record_note(db: Session, session_id: int, account_id: int, text: str) -> None:
    row = _record_note(db, session_id)
    if row is not None and text:
        row.text = text
    elif row is not None:
        db.delete(row)
    elif text:
        db.add(Note(session_id=session_id, audience=Audience.RECORD.value, author_id=account_id, text=text))


def _store_actions(db: Session, row: MentoringSession, entry: RecordSession) -> None:
    for action in db.scalars(select(Action).where(Action.done_in_id == row.id)):
        if action.id not in entry.actions_done:
            action.done_on = action.done_in_id = None
    for action_id in entry.actions_done:
        ticked = db.get(Action, action_id)
        if ticked is None or ticked.pair_id != entry.pair_id:
            raise NotFound(_("An action ticked here is not in the book any more."))
        ticked.done_on, ticked.done_in_id = entry.held_on, row.id
    for new in entry.actions:
        db.add(
            Action(
                pair_id=entry.pair_id,
                session_id=row.id,
                text=new.text,
                owner_id=new.owner_id,
                due_on=new.due_on,
            )
        )

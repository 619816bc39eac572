"""Retention: how long each class of records is kept, and what is due for a look.

Promises that nothing is ever deleted by the clock: a review lists what has passed its time, and a
person decides to keep it longer, with a reason, or to clear it.  Periods are the project's
proposal; the unit's information governance lead decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.dates import add_months
from app.entry_check import EntryCheck
from app.errors import KnownProblem, NotFound
from app.language import _
from app.pairs.agreement import Terms
from app.pairs.pairs import found as found_pair
from app.pairs.pairs import members_of, pair_title
from app.pairs.records import Agreement, Goal, Pair
from app.pairs.words import Side, Status
from app.privacy.half_typed import Gone, drop_half_typed
from app.privacy.past import forget, images_of_pair, images_of_rows
from app.privacy.records import DataRequest, Erasure, RetentionHold, RetentionPeriod
from app.sessions.note_rows import remove_notes
from app.sessions.records import Action as ActionRecord
from app.sessions.records import MentoringSession, Note
from app.staff.records import StaffMember
from app.training.records import SignOff, TrainingRecord

LONGEST_MONTHS = 240


class RecordClass(StrEnum):
    """What is kept for one period."""

    PAIRS = "pairs"
    LEAVERS = "leavers"
    TRAINING = "training"
    REQUESTS = "requests"


@dataclass(frozen=True, slots=True)
class Period:
    """A class, its words, the months it is kept, and from when they count."""

    record_class: RecordClass
    words: str
    months: int
    counts_from: str


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A record past its time: since when it is due for a look."""

    record_class: RecordClass
    id: int
    title: str
    ended_on: date
    due_on: date


_MONTHS = {
    RecordClass.PAIRS: 18,
    RecordClass.LEAVERS: 36,
    RecordClass.TRAINING: 36,
    RecordClass.REQUESTS: 36,
}
_WORDS: dict[RecordClass, tuple[Callable[[], str], Callable[[], str]]] = {
    RecordClass.PAIRS: (lambda: _("What ended pairs wrote"), lambda: _("the end of the pair")),
    RecordClass.LEAVERS: (lambda: _("People who have left"), lambda: _("the day they left")),
    RecordClass.TRAINING: (lambda: _("Training records of leavers"), lambda: _("the day they left")),
    RecordClass.REQUESTS: (lambda: _("Answered data requests"), lambda: _("the day of the answer")),
}


@rule(Action.SEE_OWN)
def periods(book: Book) -> tuple[Period, ...]:
    """Every class with the months this unit keeps it; everybody may know."""
    with book.reading() as db:
        own = {RecordClass(row.record_class): row.months for row in db.scalars(select(RetentionPeriod))}
    return tuple(
        Period(each, words(), own.get(each, _MONTHS[each]), counts())
        for each, (words, counts) in _WORDS.items()
    )


@rule(Action.EDIT_UNIT)
def set_period(book: Book, by: Account, record_class: RecordClass, months: int) -> None:
    """Keeps a class for so many months; raises InvalidEntry (months) out of 1 to 240."""
    check = EntryCheck()
    check.number("months", months, 1, LONGEST_MONTHS)
    check.done()
    with book.change(_("Change how long records are kept"), by=by) as db:
        query = select(RetentionPeriod).where(RetentionPeriod.record_class == record_class)
        row = db.scalars(query).first() or RetentionPeriod(record_class=record_class.value)
        row.months = months
        db.add(row)


@rule(Action.HANDLE_RIGHTS)
def due_for_review(book: Book) -> tuple[DueRecord, ...]:
    """What has passed its time and is not kept longer, the longest due first."""
    today = book.clock.today()
    months = {period.record_class: period.months for period in periods(book)}
    with book.reading() as db:
        held = {
            (row.record_class, row.row_id): row.until
            for row in db.scalars(select(RetentionHold))
        }  # fmt: skip
        ended = [*_pairs(db), *_leavers(db), *_training(db), *_requests(db)]
    due = [
        DueRecord(kind, id_, title, on, add_months(on, months[kind]))
        for kind, id_, title, on in ended
        if add_months(on, months[kind]) <= today and held.get((kind.value, id_), date.min) <= today
    ]
    return tuple(sorted(due, key=lambda record: (record.due_on, record.record_class, record.id)))


@rule(Action.HANDLE_RIGHTS)
def keep_longer(
    book: Book, by: Account, record_class: RecordClass, row_id: int, until: date, reason: str
) -> None:
    """Takes a record off the review until a day; raises InvalidEntry without a reason or for a past day."""
    check = EntryCheck()
    reason = check.line("reason", reason, missing=_("Say why it is kept longer."))
    check.day("until", until, book.clock.today())
    if until <= book.clock.today():
        check.fault("until", _("Choose a day to come."))
    check.done()
    with book.change(_("Keep a record longer"), by=by) as db:
        query = select(RetentionHold).where(
            RetentionHold.record_class == record_class, RetentionHold.row_id == row_id
        )
        row = db.scalars(query).first() or RetentionHold(record_class=record_class.value, row_id=row_id)
        row.until, row.reason = until, reason
        db.add(row)


@rule(Action.HANDLE_RIGHTS)
def clear_pair(book: Book, by: Account, pair_id: int) -> None:
    """Takes the words of an ended pair out of the book: notes, summaries, places, actions, aim, goals, terms
    of every version of the agreement, and closing words.

    Dates, minutes, ratings and counts stay.  Raises KnownProblem for a pair that has not ended, or NotFound.
    It cannot be undone: the history forgets the words too.  Backups hold them until they age out.
    """
    with book.change(_("Clear the words of an ended pair"), by=by, kind="account", forgets=True) as db:
        pair = found_pair(db, pair_id)
        if pair.status != Status.CLOSED:
            raise KnownProblem(_("This pair has not ended."), _("Nothing was changed."))
        drop_half_typed(db, Gone(pairs=[pair_id]))
        pair.aim = pair.achievements = pair.handed_on = pair.pause_reason = ""
        pair.override_reason = pair.override_missing = ""
        sessions = list(db.scalars(select(MentoringSession).where(MentoringSession.pair_id == pair_id)))
        for session in sessions:
            session.summary = session.cancel_reason = session.place = ""
        ids = [session.id for session in sessions]
        remove_notes(db, db.scalars(select(Note).where(Note.session_id.in_(ids))).all())
        for action in db.scalars(select(ActionRecord).where(ActionRecord.pair_id == pair_id)):
            db.delete(action)
        for goal in db.scalars(select(Goal).where(Goal.pair_id == pair_id)):
            goal.text = cleared()
        for agreement in db.scalars(select(Agreement).where(Agreement.pair_id == pair_id)):
            for term in fields(Terms):
                setattr(agreement, term.name, "")
        forget(db, images_of_pair(db, pair_id) | _drop_hold(db, RecordClass.PAIRS, pair_id))


def cleared() -> str:
    """What stands in place of a goal that was cleared: its ratings still count."""
    return _("Cleared")


@rule(Action.HANDLE_RIGHTS)
def clear_training(book: Book, by: Account, record_id: int) -> None:
    """Takes a leaver's training record out of the book and its history; raises NotFound."""
    with book.change(_("Clear a training record"), by=by, kind="account", forgets=True) as db:
        row = db.get(TrainingRecord, record_id)
        if row is None:
            raise NotFound(_("This training record is not in the book any more."))
        drop_half_typed(db, Gone(records=[record_id], trainees=[row.staff_id]))
        for sign in db.scalars(select(SignOff).where(SignOff.record_id == record_id)):
            db.delete(sign)
        db.flush()
        db.delete(row)
        images = images_of_rows(db, "training_record", id=record_id)
        images |= images_of_rows(db, "sign_off", record_id=record_id)
        forget(db, images | _drop_hold(db, RecordClass.TRAINING, record_id))


@rule(Action.HANDLE_RIGHTS)
def clear_request(book: Book, by: Account, request_id: int) -> None:
    """Takes an answered request out of the log and the history; NotFound also for one not answered yet."""
    with book.change(_("Clear a data request"), by=by, kind="account", forgets=True) as db:
        row = db.get(DataRequest, request_id)
        if row is None or row.answered_on is None:
            raise NotFound(_("There is no answered request of this number."))
        drop_half_typed(db, Gone(requests=[request_id]))
        db.delete(row)
        images = images_of_rows(db, "data_request", id=request_id)
        forget(db, images | _drop_hold(db, RecordClass.REQUESTS, request_id))


def _drop_hold(db: Session, record_class: RecordClass, row_id: int) -> set[int]:
    """Takes away that a record was kept longer, with the reason; what the history holds of it."""
    hold = RetentionHold
    for row in db.scalars(select(hold).where(hold.record_class == record_class, hold.row_id == row_id)):
        db.delete(row)
    return images_of_rows(db, "retention_hold", record_class=record_class.value, row_id=row_id)


_Ended = tuple[RecordClass, int, str, date]


def _pairs(db: Session) -> list[_Ended]:
    closed = select(Pair).where(Pair.status == Status.CLOSED)
    wordy = [pair for pair in db.scalars(closed) if pair.closed_on is not None and _has_words(db, pair)]
    people = members_of(db, [pair.id for pair in wordy])
    return [
        (RecordClass.PAIRS, pair.id, pair_title(
            [p.name for p in people[pair.id][Side.MENTOR]], [p.name for p in people[pair.id][Side.MENTEE]]
        ), pair.closed_on)
        for pair in wordy if pair.closed_on is not None
    ]  # fmt: skip


def _has_words(db: Session, pair: Pair) -> bool:
    own = (pair.aim, pair.achievements, pair.handed_on, pair.pause_reason, pair.override_reason)
    if any((*own, pair.override_missing)):
        return True
    sessions = select(MentoringSession.id).where(MentoringSession.pair_id == pair.id)
    written = (MentoringSession.summary, MentoringSession.cancel_reason, MentoringSession.place)
    told = sessions.where(or_(*(column != "" for column in written)))
    noted = select(Note.id).where(Note.session_id.in_(sessions))
    doing = select(ActionRecord.id).where(ActionRecord.pair_id == pair.id)
    aimed = select(Goal.id).where(Goal.pair_id == pair.id, Goal.text != cleared())
    agreed = select(Agreement.id).where(
        Agreement.pair_id == pair.id, or_(*(getattr(Agreement, term.name) != "" for term in fields(Terms)))
    )
    return any(db.scalar(query.limit(1)) is not None for query in (told, noted, doing, aimed, agreed))


def _leavers(db: Session) -> list[_Ended]:
    erased = select(Erasure.staff_id)
    query = select(StaffMember).where(~StaffMember.active, StaffMember.id.not_in(erased))
    return [
        (RecordClass.LEAVERS, person.id, person.name, person.left_on)
        for person in db.scalars(query)
        if person.left_on is not None
    ]


def _training(db: Session) -> list[_Ended]:
    query = (
        select(TrainingRecord.id, StaffMember.name, StaffMember.left_on)
        .join(StaffMember, StaffMember.id == TrainingRecord.staff_id)
        .where(~StaffMember.active, StaffMember.left_on.is_not(None))
    )
    return [
        (RecordClass.TRAINING, id_, name, left_on)
        for id_, name, left_on in db.execute(query)
        if left_on is not None
    ]


def _requests(db: Session) -> list[_Ended]:
    query = select(DataRequest.id, StaffMember.name, DataRequest.answered_on).join(
        StaffMember, StaffMember.id == DataRequest.staff_id
    )
    return [
        (RecordClass.REQUESTS, id_, name, answered)
        for id_, name, answered in db.execute(query)
        if answered is not None
    ]

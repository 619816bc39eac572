"""Lists of sessions in: held, cancelled and booked ones of pairs that are in the book.

A session of the same pair, day, start and state that is in the book already stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book import Account, Book
from app.dates import long_day
from app.entry_check import LINE_LENGTH, EntryCheck, clean_line
from app.errors import InvalidEntry
from app.exchange.cell_values import Unreadable, read_date, read_minutes, read_time, read_word
from app.exchange.columns import ListRow, ReadList
from app.exchange.import_plan import (
    Outcome,
    PlannedRow,
    reason_of,
)
from app.exchange.known_columns import sessions_columns
from app.exchange.list_import import ListKind
from app.exchange.pair_finding import KnownPair, KnownPairs
from app.exchange.people import people_of
from app.language import _, ngettext
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.sessions.booking import CancelSession, book_next, cancel_session
from app.sessions.recording import RecordSession, checked, store
from app.sessions.records import MentoringSession
from app.sessions.words import CancelledBy, Mode, Protected, State, label

_STATES = {
    "yes": State.HELD, "took place": State.HELD, "done": State.HELD, "completed": State.HELD,
    "attended": State.HELD, "happened": State.HELD, "no": State.CANCELLED, "canceled": State.CANCELLED,
    "did not take place": State.CANCELLED, "called off": State.CANCELLED, "planned": State.BOOKED,
    "next": State.BOOKED, "scheduled": State.BOOKED,
}  # fmt: skip
_MODES = {
    "face to face": Mode.MEETING, "in person": Mode.MEETING, "working together": Mode.SIDE_BY_SIDE,
    "observed": Mode.OBSERVATION, "online": Mode.VIDEO, "teams": Mode.VIDEO, "virtual": Mode.VIDEO,
    "video call": Mode.VIDEO, "telephone": Mode.PHONE, "call": Mode.PHONE,
}  # fmt: skip
_PROTECTED = {
    "kept": Protected.YES, "full": Protected.YES, "fully": Protected.YES, "partly": Protected.PART,
    "partially": Protected.PART, "partial": Protected.PART, "none": Protected.NO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Booking:
    """A session that is to come."""

    pair_id: int
    on: date
    at: time | None
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What is saved for a row: a session held, cancelled or booked."""

    what: RecordSession | CancelSession | Booking

    @property
    def order(self) -> tuple[int, date]:
        """Held sessions first, bookings last: recording would turn an earlier booking into its own."""
        if isinstance(self.what, RecordSession):
            return 0, self.what.held_on
        if isinstance(self.what, CancelSession):
            return 1, self.what.planned_on
        return 2, self.what.on


def _rows(
    book: Book, db: Session, listed: ReadList, titles: Mapping[str, str]
) -> Iterator[PlannedRow[SessionEntry]]:
    return map(_Planner(db, titles, book.clock.today()).planned, listed.rows)


def _title(entries: Sequence[SessionEntry]) -> str:
    return ngettext("Import of {n} session", "Import of {n} sessions", len(entries)).format(n=len(entries))


def _save(book: Book, by: Account, db: Session, rows: Sequence[PlannedRow[SessionEntry]]) -> None:
    entries = (row.entry for row in rows if row.entry is not None)
    for entry in sorted(entries, key=lambda entry: entry.order):
        _store(book, by, db, entry.what)


SESSIONS_LIST = ListKind("sessions", ("Sessions",), sessions_columns, _rows, _title, _save)


def _store(book: Book, by: Account, db: Session, what: RecordSession | CancelSession | Booking) -> None:
    if isinstance(what, RecordSession):
        store(db, checked(db, what, book.clock.today()), by, book)
    elif isinstance(what, CancelSession):
        cancel_session(book, by, what)
    else:
        book_next(db, what.pair_id, what.on, at=what.at, minutes=what.minutes)


class _Planner:
    """Plans the rows of one list against one book."""

    def __init__(self, db: Session, titles: Mapping[str, str], today: date) -> None:
        self._db = db
        self._titles = titles
        self._today = today
        self._people = people_of(db)
        self._pairs = KnownPairs(db, self._people)
        self._there: dict[tuple[int, date, str], set[time | None]] = {}
        self._booked: dict[int, date] = {}
        query = select(
            MentoringSession.pair_id,
            MentoringSession.held_on,
            MentoringSession.starts_at,
            MentoringSession.state,
        )
        for pair_id, held_on, starts_at, state in db.execute(query):
            self._there.setdefault((pair_id, held_on, state), set()).add(starts_at)
            if state == State.BOOKED:
                self._booked[pair_id] = held_on
        self._rows: dict[object, int] = {}

    def planned(self, row: ListRow) -> PlannedRow[SessionEntry]:
        """One row with its outcome; rows are asked for in the order of the file."""
        title = row["pair"] or " → ".join(part for part in (row["mentors"], row["mentees"]) if part)
        label_ = ", ".join(part for part in (row["date"], " ".join(title.split())) if part)
        try:
            day = read_date(row["date"], self._titles["date"])
            if day is None:
                raise Unreadable(_("The row has no date."))
            pair = self._pairs.find(row, day)
            label_ = f"{long_day(day)}, {pair.title}"
            starts_at = read_time(row["starts_at"], self._titles["starts_at"])
            state = self._state(row)
            starts = self._there.get((pair.id, day, state.value), set())
            # A day without its start, here or there, is the same session.
            if starts_at in starts or (starts and None in (starts_at, *starts)):
                reason = _("In the book already; it stays as it is.")
                return PlannedRow(row.number, label_, Outcome.MATCHED, reason)
            entry = self._entry(row, pair, day, starts_at, state)
            self._refuse_twin(row, (pair.id, day, starts_at, state, clean_line(row["summary"])))
        except (InvalidEntry, Unreadable) as error:
            numbers = {"minutes": self._titles["minutes"]}
            return PlannedRow(row.number, label_, Outcome.REFUSED, reason_of(error, numbers))
        return PlannedRow(row.number, label_, Outcome.ADDED, "", entry, True)

    def _refuse_twin(self, row: ListRow, key: object) -> None:
        earlier = self._rows.setdefault(key, row.number)
        if earlier != row.number:
            raise Unreadable(_("The same session stands in row {number}.").format(number=earlier))

    def _state(self, row: ListRow) -> State:
        names = _STATES | {label(word): word for word in State}
        state = read_word(row["state"], self._titles["state"], State, names)
        if state is None and (row["cancelled_by"] or row["cancel_reason"]):
            return State.CANCELLED
        return state or State.HELD

    def _entry(
        self, row: ListRow, pair: KnownPair, day: date, starts_at: time | None, state: State
    ) -> SessionEntry:
        minutes = read_minutes(row["minutes"], self._titles["minutes"])
        minutes = pair.minutes if minutes is None else minutes
        if state is State.CANCELLED:
            return SessionEntry(self._cancelled(row, pair, day))
        if state is State.BOOKED:
            return SessionEntry(self._booking(pair, day, starts_at, minutes))
        attended = self._people.each(self._people.names_in(row["attended"]))
        mode = read_word(
            row["mode"], self._titles["mode"], Mode, _MODES | {label(word): word for word in Mode}
        )
        protected = read_word(
            row["protected"], self._titles["protected"], Protected,
            _PROTECTED | {label(word): word for word in Protected},
        )  # fmt: skip
        entry = RecordSession(
            pair_id=pair.id,
            held_on=day,
            minutes=minutes,
            mode=mode or Mode.MEETING,
            protected_time=protected or Protected.YES,
            summary=row["summary"],
            starts_at=starts_at,
            place=row["place"],
            attended=attended or None,
            record_note=row["note"],
        )
        return SessionEntry(checked(self._db, entry, self._today))

    def _cancelled(self, row: ListRow, pair: KnownPair, day: date) -> CancelSession:
        check = EntryCheck()
        reason = check.line("cancel_reason", row["cancel_reason"], longest=LINE_LENGTH)
        check.day("date", day, self._today)
        if day < pair.begins:
            check.fault("date", _("The pair had not begun on this day. Choose a later one."))
        check.done()
        names = {"manager": CancelledBy.WARD, "unit": CancelledBy.WARD} | {
            label(word): word for word in CancelledBy
        }
        by = read_word(row["cancelled_by"], self._titles["cancelled_by"], CancelledBy, names)
        return CancelSession(pair.id, day, by or CancelledBy.OTHER, reason)

    def _booking(self, pair: KnownPair, day: date, at: time | None, minutes: int) -> Booking:
        check = EntryCheck()
        check.day("date", day, self._today)
        check.number("minutes", minutes, SHORTEST_MINUTES, LONGEST_MINUTES)
        if pair.closed_on is not None:
            check.fault("date", _("This pair has ended. Open it again first."))
        elif day < pair.begins:
            check.fault("date", _("The pair had not begun on this day. Choose a later one."))
        elif self._booked.setdefault(pair.id, day) != day:
            check.fault("date", _("The pair has another next date already."))
        check.done()
        return Booking(pair.id, day, at, minutes)

"""How much happens: sessions a month, protected time kept, bookings whose day has come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.accounts.own import sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import add_months
from app.pairs.records import Pair
from app.sessions.records import MentoringSession
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import Protected, State


@dataclass(frozen=True, slots=True)
class MonthOfSessions:
    """One calendar month's sessions."""

    year: int
    month: int
    kept: int
    part: int
    not_kept: int
    cancelled: int
    booked: int

    @property
    def held(self) -> int:
        """Sessions that took place."""
        return self.kept + self.part + self.not_kept

    @property
    def kept_share(self) -> int | None:
        """Whole percent of the sessions held whose protected time was kept in full."""
        return round(100 * self.kept / self.held) if self.held else None


@rule(Action.SEE_OWN)
def sessions_by_month(
    book: Book, since: date, until: date, *, programme_id: int | None = None
) -> list[MonthOfSessions]:
    """Every month that the period from *since* to *until* (inclusive) touches, oldest first."""
    query = (
        select(
            MentoringSession.held_on, MentoringSession.state, MentoringSession.protected_time, func.count()
        )
        .where(MentoringSession.held_on >= since, MentoringSession.held_on <= until)
        .where(sight(book).of_pair(MentoringSession.pair_id))
        .group_by(MentoringSession.held_on, MentoringSession.state, MentoringSession.protected_time)
    )
    if programme_id is not None:
        query = query.join(Pair, Pair.id == MentoringSession.pair_id).where(Pair.programme_id == programme_id)
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with book.reading() as db:
        for day, state, protected, count in db.execute(query):
            counts[day.year, day.month][protected if state == State.HELD else state] += count
    months = []
    month = since.replace(day=1)
    while month <= until:
        found = counts[month.year, month.month]
        months.append(
            MonthOfSessions(
                year=month.year,
                month=month.month,
                kept=found[Protected.YES],
                part=found[Protected.PART],
                not_kept=found[Protected.NO],
                cancelled=found[State.CANCELLED],
                booked=found[State.BOOKED],
            )
        )
        month = add_months(month, 1)
    return months


@rule(Action.SEE_OWN)
def sessions_to_record(book: Book, *, staff_id: int | None = None) -> list[SessionRow]:
    """Bookings whose day has come: each is to be recorded or cancelled; oldest first."""
    rows = list_sessions(book, until=book.clock.today(), states=(State.BOOKED,), staff_id=staff_id)
    rows.reverse()
    return rows

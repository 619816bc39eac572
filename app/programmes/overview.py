"""The state of the unit at a glance: what Home shows, read once.

The numbers follow stated rules: a month is the calendar month of today; protected time counts
sessions held; a mentor is ready when every starred item is signed (DOMAIN 2, 3).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import add_months
from app.pairs.stall import Light
from app.pairs.words import Status
from app.programmes.attention import Concern, concerns
from app.sessions.activity import MonthOfSessions, sessions_by_month
from app.sessions.pair_rows import PairRow, list_pairs
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import State
from app.training.readiness import list_readiness

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """Open pairs by state, twelve months of sessions, mentors, what is booked and what needs a person.

    *next_sessions* holds the soonest; *booked* counts them all.  *emails* are the addresses of quiet
    pairs whose people all have one; *with_next_date* are the ids of pairs that have a date.
    """

    today: date
    open_pairs: int
    active_pairs: int
    on_track: int
    slowing: int
    stalled: int
    months: tuple[MonthOfSessions, ...]
    booked_this_month: int
    mentors: int
    mentors_ready: int
    next_sessions: tuple[SessionRow, ...]
    booked: int
    concerns: tuple[Concern, ...]
    emails: dict[int, tuple[str, ...]]
    with_next_date: frozenset[int]

    @property
    def month(self) -> MonthOfSessions:
        """This month's sessions."""
        return self.months[-1]

    @property
    def month_before(self) -> MonthOfSessions:
        """Last month's sessions."""
        return self.months[-2]


@rule(Action.SEE_OWN)
def look_over(book: Book, *, sessions_shown: int = 6) -> Overview:
    """The overview as of today; the cost follows what is open, not all sessions ever held."""
    today = book.clock.today()
    pairs = list_pairs(book)
    training = list_readiness(book)
    lights = [pair.rhythm.light for pair in pairs]
    month_end = add_months(today.replace(day=1), 1) - timedelta(days=1)
    months = sessions_by_month(book, add_months(today.replace(day=1), 1 - MONTHS_SHOWN), today)
    booked = list_sessions(book, since=today, states=(State.BOOKED,))
    booked.reverse()
    return Overview(
        today=today,
        open_pairs=len(pairs),
        active_pairs=sum(pair.status is Status.ACTIVE for pair in pairs),
        on_track=lights.count(Light.ON_TRACK),
        slowing=lights.count(Light.SLOWING),
        stalled=lights.count(Light.STALLED),
        months=tuple(months),
        booked_this_month=sum(row.held_on <= month_end for row in booked),
        mentors=len(training),
        mentors_ready=sum(record.ready for record in training),
        next_sessions=tuple(booked[:sessions_shown]),
        booked=len(booked),
        concerns=tuple(concerns(book, pairs, training)),
        emails=_emails(pairs),
        with_next_date=frozenset(pair.id for pair in pairs if pair.next_on is not None),
    )


def _emails(pairs: list[PairRow]) -> dict[int, tuple[str, ...]]:
    """The addresses of each quiet pair whose people all have one."""
    found = {}
    for pair in pairs:
        addresses = tuple(person.email for person in (*pair.mentors, *pair.mentees))
        if pair.needs_attention and all(addresses):
            found[pair.id] = addresses
    return found

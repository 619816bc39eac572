"""How sessions, bookings and drafts read in the list.

Promises: a session the book holds and a draft not yet saved share one list; each line is made
only when it is in sight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from app.dates import duration, long_day, month_name
from app.language import _
from app.sessions.session_views import SessionRow
from app.sessions.words import CancelledBy, Protected, State, label
from ui.kit.dates import day_name
from ui.kit.lists import Entry
from ui.kit.pills import Marked

SHORT_REASON = 24


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Something half-typed: *key* is the draft's, *pair_id* 0 before a pair is chosen."""

    key: str
    pair_id: int
    pair: str
    at: datetime


Row = SessionRow | DraftRow


def row_key(row: Row) -> tuple[str, int | str]:
    """What tells rows of the list apart."""
    return ("draft", row.key) if isinstance(row, DraftRow) else ("session", row.id)


def day_words(day: date, today: date) -> str:
    """ "Today", "Thu 26 February", and with the year when it is not this one."""
    if day == today:
        return _("Today")
    if day.year == today.year:
        return f"{day_name(day)} {day.day} {month_name(day.month)}"
    return long_day(day)


def when(day: date, at: time | None, today: date) -> str:
    """The day with its time, when one is set: "Today, 14:30"."""
    return day_words(day, today) + (f", {at:%H:%M}" if at is not None else "")


def state_mark(state: str, protected_time: str) -> Marked:
    """A session's state: whether protected time was kept, or that it is booked or cancelled."""
    if state == State.BOOKED:
        return Marked("booked", _("Booked"))
    if state == State.CANCELLED:
        return Marked("cancelled", _("Cancelled"))
    return {
        Protected.PART.value: Marked("part", _("In part")),
        Protected.NO.value: Marked("not-kept", _("Not kept")),
    }.get(protected_time, Marked("kept", _("Kept")))


class SessionLines:
    """Turns rows into entries; *me* is the reader's own name, left out of their pairs' titles.

    *numbers* gives for a pair how many sessions it has held and planned.
    """

    def __init__(
        self, today: Callable[[], date], numbers: Callable[[int], tuple[int, int]], me: str = ""
    ) -> None:
        self._today, self._numbers, self._me = today, numbers, me
        self.drafted: frozenset[int] = frozenset()

    def entry(self, row: Row) -> Entry:
        """The two lines of *row*."""
        if isinstance(row, DraftRow):
            return Entry(
                row_key(row),
                when(row.at.date(), row.at.time(), self._today()),
                self.partner(row.pair) or _("No pair chosen yet"),
                right=Marked("draft", _("Draft")),
                right_detail=self._number(row.pair_id) if row.pair_id else "",
            )
        today = self._today()
        if row.state == State.BOOKED:
            return Entry(
                row_key(row),
                when(row.held_on, row.starts_at, today),
                self.partner(row.pair),
                right=self._booked(row, today),
                right_detail=self._number(row.pair_id),
            )
        return Entry(
            row_key(row),
            day_words(row.held_on, today),
            self.partner(row.pair),
            right=state_mark(row.state, row.protected_time),
            right_detail=self._why(row) if row.state == State.CANCELLED else duration(row.minutes),
        )

    def words(self, row: Row) -> Sequence[str]:
        """What searching looks into."""
        if isinstance(row, DraftRow):
            return (row.pair, _("Draft"))
        return (
            row.pair,
            row.topic,
            long_day(row.held_on),
            state_mark(row.state, row.protected_time).word,
            row.summary,
            row.cancel_reason,
        )

    def partner(self, title: str) -> str:
        """A pair's title, or for one of its own people only the other side."""
        if not self._me or self._me not in title:
            return title
        sides = title.split(" → ")
        others = [side for side in sides if self._me not in side]
        return others[0] if others else title

    def _booked(self, row: SessionRow, today: date) -> Marked:
        if row.id in self.drafted:
            return Marked("draft", _("Draft"))
        if row.held_on < today:
            return Marked("overdue", _("To record"))
        return state_mark(row.state, "")

    def _number(self, pair_id: int) -> str:
        held, planned = self._numbers(pair_id)
        # Two names need the room that "Session" takes; one name leaves it.
        words = _("Session {number} of {planned}") if self._me else _("{number} of {planned}")
        return words.format(number=held + 1, planned=max(planned, held + 1))

    def _why(self, row: SessionRow) -> str:
        by = label(CancelledBy(row.cancelled_by)) if row.cancelled_by else ""
        if self._me and row.cancel_reason and len(row.cancel_reason) <= SHORT_REASON:
            return f"{by}: {row.cancel_reason}" if by else row.cancel_reason
        return by

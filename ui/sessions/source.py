"""What the session list holds, read from the book in portions.

Promises: the first portion is small and holds what waits, what is booked and the newest
sessions; the rest is read on demand, so that opening does not grow with the book.
"""

from collections.abc import Sequence

from app.book import Book
from app.book.drafts import list_drafts
from app.language import _, ngettext
from app.sessions.form_facts import (
    PairChoice,
    count_sessions,
    held_by_pair,
    pairs_to_record,
    planned_by_pair,
)
from app.sessions.session_views import SessionRow, list_sessions, pair_titles
from app.sessions.words import State
from ui.sessions.lines import DraftRow, Row
from ui.sessions.record_form import FORM

FIRST = 300
CHUNK = 1500
PAST = (State.HELD, State.CANCELLED)


class SessionSource:
    """The rows of *staff_id*'s pairs, or of all with None."""

    def __init__(self, book: Book, staff_id: int | None) -> None:
        self._book, self._staff_id = book, staff_id
        self.waiting: list[Row] = []
        self.booked: list[SessionRow] = []
        self.past: list[SessionRow] = []
        self.numbers: dict[int, tuple[int, int]] = {}
        self.drafted: frozenset[int] = frozenset()
        self.complete = False
        self._pairs: list[PairChoice] | None = None

    def load(self) -> None:
        """Read the first portion anew."""
        book, mine, today = self._book, self._staff_id, self._book.clock.today()
        bookings = list_sessions(book, states=(State.BOOKED,), staff_id=mine)
        bookings.reverse()
        due = [row for row in bookings if row.held_on <= today]
        drafts = {
            int(draft.key.partition(":")[2]): draft
            for draft in list_drafts(book, FORM)
            if draft.key.startswith("pair:")
        }
        titles = {row.pair_id: row.pair for row in bookings}
        if drafts.keys() - titles.keys():
            titles |= self._titles(drafts.keys() - titles.keys())
        booked_pairs = {row.pair_id for row in due}
        loose = [
            DraftRow(draft.key, pair_id, titles.get(pair_id, ""), draft.at)
            for pair_id, draft in drafts.items()
            if pair_id not in booked_pairs
        ]
        self.waiting = [*loose, *due]
        self.booked = [row for row in bookings if row.held_on > today]
        self.drafted = frozenset(row.id for row in due if row.pair_id in drafts)
        pairs = {row.pair_id for row in bookings} | drafts.keys()
        held, planned = held_by_pair(book, pairs), planned_by_pair(book, pairs)
        self.numbers = {id_: (held.get(id_, 0), planned.get(id_, 0)) for id_ in pairs}
        self.past = list_sessions(book, states=PAST, staff_id=mine, limit=FIRST)
        self.complete = len(self.past) < FIRST

    def more(self) -> list[SessionRow]:
        """The next portion of what is past; also in :attr:`past` from now on."""
        rows = list_sessions(
            self._book, states=PAST, staff_id=self._staff_id, limit=CHUNK, offset=len(self.past)
        )
        self.past.extend(rows)
        self.complete = len(rows) < CHUNK
        return rows

    def pairs(self) -> list[PairChoice]:
        """The pairs whose sessions can be recorded; the same list until :meth:`forget_pairs`."""
        if self._pairs is None:
            self._pairs = pairs_to_record(self._book, staff_id=self._staff_id)
        return self._pairs

    def forget_pairs(self) -> None:
        """Read the pairs anew when they are next asked for."""
        self._pairs = None

    def _titles(self, pair_ids: set[int]) -> dict[int, str]:
        with self._book.reading() as db:
            return pair_titles(db, pair_ids)

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Row]]]:
        """The list's groups with their heads."""
        return (
            (_("To record"), self.waiting),
            (_("Booked"), self.booked),
            (_("Earlier"), self.past),
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.waiting or self.booked or self.past)

    def facts(self) -> str:
        """The sentence under the title."""
        counts = count_sessions(self._book, staff_id=self._staff_id)
        words = ngettext("{n} recorded", "{n} recorded", counts.held).format(n=f"{counts.held:,}")
        if counts.pairs:
            words += " " + ngettext("in {n} pair", "in {n} pairs", counts.pairs).format(n=counts.pairs)
        if self.waiting:
            n = len(self.waiting)
            words += " · " + ngettext("{n} to record", "{n} to record", n).format(n=n)
        return words

"""The left side of Sessions: filters over a list of drafts, bookings and what is past (mock 07).

Promises: the newest come first and the rest arrives while nobody waits; searching and
filtering look at everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.language import _
from app.sessions.session_views import SessionRow
from app.staff.staff_members import names_by_id
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.long_list import LongList
from ui.kit.theme import theme
from ui.sessions.filters import SessionFilters
from ui.sessions.lines import DraftRow, Row, SessionLines, row_key
from ui.sessions.note_search import NoteSearch
from ui.sessions.source import SessionSource


class SessionList(QWidget):
    """Chooses a row: :attr:`chosen` when another one is, :attr:`clicked` and :attr:`opened` by hand."""

    chosen = Signal()
    clicked = Signal()
    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        account = context.account
        everything = may(account, Action.SEE_ALL)
        # An account without a staff member has no sessions of its own.
        self.staff_id = None if everything else account.staff_id or 0
        me = "" if everything else names_by_id(context.book).get(account.staff_id or 0, "")
        self.source = SessionSource(context.book, self.staff_id)
        self.lines = SessionLines(context.clock.today, lambda id_: self.source.numbers.get(id_, (0, 0)), me)
        self.rows = LongList(_("Sessions"), describe=self.lines.entry, key=row_key, words=self.lines.words)
        self.filters = SessionFilters(context.clock, self.source.pairs)
        self._notes = NoteSearch(context.book)
        if not everything:
            self.filters.hide()
        self._words = ""
        self._silent = False
        self._more = QTimer(self)
        self._more.setInterval(10)
        self._more.timeout.connect(self._load_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(8))
        column.addWidget(self.filters)
        card = Card(padded=False)
        card.add(self.rows, 1)
        column.addWidget(card, 1)
        self.filters.changed.connect(self._filter)
        self.rows.chosen.connect(lambda _key: None if self._silent else self.chosen.emit())
        self.rows.clicked.connect(lambda _index: self.clicked.emit())
        self.rows.opened.connect(lambda _key: self.opened.emit())

    # What it holds
    def load(self) -> None:
        """Read the first portion anew."""
        self._more.stop()
        self.source.load()
        self.lines.drafted = self.source.drafted
        self.rows.set_groups(self.source.groups)
        if not self.source.complete:
            self._more.start()
        if self._words or self._filtered:
            self.search(self._words)
            self._load_rest()

    def search(self, text: str) -> None:
        """Keep rows that hold every word of *text*, or whose notes do as far as one may read them."""
        self._words = text
        if not text:
            self._notes.forget()
            return self.rows.filter_text("")
        self._load_rest()
        found = self._notes.sessions(text)
        self.rows.filter_text(text, lambda row: isinstance(row, SessionRow) and row.id in found)

    def forget_notes(self) -> None:
        """Forget the notes that were opened for a search; the next search opens them again."""
        self._notes.forget()

    def current(self) -> Row | None:
        """The row chosen."""
        row: Row | None = self.rows.current()
        return row

    def plain(self, row: Row) -> bool:
        """Whether *row* is a session of the book that nobody has begun to record."""
        return isinstance(row, SessionRow) and row.id not in self.source.drafted

    # Choosing without anybody having asked for it
    @contextmanager
    def silence(self) -> Iterator[None]:
        """Within it :attr:`chosen` says nothing."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def choose_first(self) -> bool:
        """Choose the first plain row quietly, if none is chosen; whether one was."""
        first = next((row for row in self.rows.shown() if self.plain(row)), None)
        if self.current() is not None or first is None:
            return False
        with self.silence():
            return self.rows.choose(row_key(first))

    def choose_session(self, session_id: int) -> None:
        """Choose a session, whatever filter hides it; :attr:`chosen` follows."""
        if not self.choose_shown(session_id):
            self.filters.choose_pair(None)
            self.filters.period.set_value("all")
            self.choose_shown(session_id)

    def choose_shown(self, session_id: int) -> bool:
        """Choose a session as :meth:`choose_session` does, unless search or filter hides it: then False."""
        key = ("session", session_id)
        if not self.rows.choose(key):
            self._load_rest()
            return self.rows.choose(key)
        return True

    def follow(self, pair_id: int | None, session_id: int | None) -> None:
        """Choose quietly the row that a form is about: of a session, else what waits of a pair, else none."""
        with self.silence():
            if session_id is not None:
                self.rows.choose(("session", session_id))
                return
            row = next((row for row in self.source.waiting if self._about(row, pair_id)), None)
            if row is None or not self.rows.choose(row_key(row)):
                self.rows.clearSelection()

    def _about(self, row: Row, pair_id: int | None) -> bool:
        return isinstance(row, DraftRow) and not row.pair_id if pair_id is None else row.pair_id == pair_id

    # Inner workings
    def _load_more(self) -> None:
        self.rows.append(self.source.more())
        if self.source.complete:
            self._more.stop()

    def _load_rest(self) -> None:
        """Searching and filtering look at everything."""
        while not self.source.complete:
            self._load_more()

    @property
    def _filtered(self) -> bool:
        return self.filters.pair_id is not None or self.filters.days[0] is not None

    def _filter(self) -> None:
        pair_id = self.filters.pair_id
        since, until = self.filters.days
        if not self._filtered:
            return self.rows.filter_rows(None)
        self._load_rest()

        def keep(row: Row) -> bool:
            if pair_id is not None and row.pair_id != pair_id:
                return False
            day = row.held_on if isinstance(row, SessionRow) else row.at.date()
            return since is None or (since <= day and (until is None or day <= until))

        self.rows.filter_rows(keep)

"""Home of a mentor or mentee: the next session, own pairs, what waits for them, own training (mock 04).

Promises: everything on it is their own; each matter has the one button that deals with it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.dates import long_weekday_day, short_day
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.pairs import Person
from app.pairs.stall import Light
from app.sessions.actions import ActionRow, list_actions, set_done
from app.sessions.pair_rows import PairRow, list_pairs
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import State
from app.training.training import get_training
from ui.home.needs_attention import Matter, NeedsAttention
from ui.home.next_sessions import NextSessions
from ui.home.own_cards import Coming, ComingActs, NextSession, OwnTraining
from ui.home.own_pairs import OwnPairs
from ui.home.page import greeting
from ui.kit.cards import down
from ui.kit.context import Context
from ui.kit.page import NARROW, Page
from ui.kit.page_head import PageHead
from ui.kit.scrolled import Scrolled
from ui.kit.theme import theme

SOON = 7
MOST = 6


class OwnHomePage(Page):
    """The first page of whoever sees only their own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._own = context.account.staff_id or 0
        self._folded: bool | None = None
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(u(24), u(18), u(20), u(16))
        column.setSpacing(u(14))
        whole.addWidget(Scrolled(content))
        self.head = PageHead("")
        self.statement = self.head.add_print(self.print_page, _("My CPD statement"))
        self.statement.setVisible(bool(self._own))
        self.record = self.head.add_main(_("Record session"), self.new, hint="Ctrl+R")
        column.addWidget(self.head)
        self.coming = NextSession(
            ComingActs(
                lambda id_: self.go.emit("sessions", {"record": True, "pair": id_}),
                lambda id_: self.go.emit("pairs", {"id": id_, "next_date": id_}),
                self._tick,
            )
        )
        self.pairs = OwnPairs(
            lambda id_: self.go.emit("pairs", {"id": id_}), lambda: self.go.emit("pairs", {})
        )
        self.attention = NeedsAttention(
            _("Waiting for you"),
            _("Nothing waits for you: your pairs are on track and nothing is due."),
            button_width=76,
        )
        self.training = OwnTraining(lambda: self.go.emit("training", {}))
        self.next = NextSessions(
            lambda id_: self.go.emit("sessions", {"id": id_}), lambda: self.go.emit("sessions", {})
        )
        self._left = _column(self.coming, self.pairs)
        self._left.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._right = _column(self.attention, self.training, self.next, 1)

        cards = QWidget()
        self._grid = QGridLayout(cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        column.addWidget(cards, 1)
        theme().changed.connect(self._theme_changed)
        self._arrange()

    def refresh(self, changed: Any | None) -> None:
        """Read and show everything anew."""
        book, now = self.context.book, self.context.clock.now()
        today = now.date()
        pairs = list_pairs(book)
        by_id = {row.id: row for row in pairs}
        booked = sorted(
            list_sessions(book, states=(State.BOOKED,)),
            key=lambda row: (row.held_on, row.starts_at is None, row.starts_at),
        )
        coming = next((row for row in booked if row.held_on >= today), None)
        actions = list_actions(book)
        matters = self._matters(pairs, booked, [a for a in actions if a.owner_id == self._own])
        self.waiting = len(matters)
        count = ngettext("{n} thing waits for you", "{n} things wait for you", len(matters))
        facts = long_weekday_day(today)
        facts += " · " + (count.format(n=len(matters)) if matters else _("nothing waits for you"))
        self.head.say(greeting(now, book.account.name), facts)
        self.record.allow(bool(pairs), _("Record a session once you are in a pair."))
        self.coming.say(self._coming(coming, by_id, actions), today)
        self.pairs.show_rows(pairs, self._own)
        self.attention.show_matters(matters)
        later = [row for row in booked if row.held_on >= today and row is not coming]
        partners = {row.id: ", ".join(person.name for person in self._others(row)) for row in pairs}
        shown = [row._replace(pair=partners.get(row.pair_id, row.pair)) for row in later[:MOST]]
        self.next.show_rows(shown, len(later), today)
        self.next.setVisible(bool(later))
        # The last card goes down to where the left column ends.
        column = self._right.layout()
        assert isinstance(column, QVBoxLayout)
        column.setStretch(2, 1 if later else 0)
        column.setStretch(3, 0 if later else 1)
        record = get_training(book, self._own) if self._own else None
        self.training.setVisible(record is not None)
        if record is not None:
            self.training.say(record, today)

    def new(self) -> None:
        """Record a session."""
        self.go.emit("sessions", {"record": True})

    def print_page(self) -> None:
        """One's own statement of professional development."""
        if self._own:
            self.print_wanted.emit("cpd-statement", {"staff": self._own})

    def _coming(
        self, row: SessionRow | None, pairs: dict[int, PairRow], actions: list[ActionRow]
    ) -> Coming | None:
        pair = pairs.get(row.pair_id) if row is not None else None
        if row is None or pair is None:
            return None
        return Coming(
            pair_id=pair.id,
            on=row.held_on,
            at=row.starts_at,
            minutes=row.minutes,
            others=", ".join(person.name for person in self._others(pair)),
            topic=pair.topic,
            number=pair.held + 1,
            planned=pair.planned_sessions,
            actions=[action for action in actions if action.pair_id == pair.id][:MOST],
            due=row.held_on <= self.context.clock.today(),
            own=self._own,
        )

    def _others(self, pair: PairRow) -> tuple[Person, ...]:
        side = pair.mentees if self._own in [person.id for person in pair.mentors] else pair.mentors
        return side or pair.mentors

    def _matters(self, pairs: list[PairRow], booked: list[SessionRow], own: list[ActionRow]) -> list[Matter]:
        today = self.context.clock.today()
        names = {pair.id: ", ".join(person.name for person in self._others(pair)) for pair in pairs}
        found = [
            Matter(
                "sessions", "info",
                _("Session with {name} to record").format(name=names.get(row.pair_id, "")),
                _("It was booked for {day}").format(day=short_day(row.held_on, today)), _("Record session"),
                self._going("sessions", {"record": True, "pair": row.pair_id}),
            )
            for row in booked
            if row.held_on < today
        ]  # fmt: skip
        for pair in pairs:
            if pair.rhythm.light in (Light.SLOWING, Light.STALLED) and pair.next_on is None:
                tone = "bad" if pair.rhythm.light is Light.STALLED else "watch"
                found.append(
                    Matter(
                        "stop" if tone == "bad" else "watch", tone,  # type: ignore[arg-type]
                        _("No next date with {name}").format(name=names[pair.id]),
                        _("{topic}: the last session was {day}").format(
                            topic=pair.topic, day=short_day(pair.last_on, today)
                        ) if pair.last_on else pair.topic,
                        _("Set next date"),
                        self._going("pairs", {"id": pair.id, "next_date": pair.id}),
                    )
                )  # fmt: skip
        for action in own:
            if action.due_on is not None and (action.due_on - today).days <= SOON:
                late = action.due_on < today
                found.append(
                    Matter(
                        "clock", "watch" if late else "info", action.text,
                        (_("Was due {day}") if late else _("Due {day}")).format(
                            day=short_day(action.due_on, today)
                        ),
                        _("Done"), self._ticking(action.id),
                    )
                )  # fmt: skip
        return found

    def _going(self, place: str, about: dict[str, Any]) -> Callable[[], object]:
        return lambda: self.go.emit(place, about)

    def _ticking(self, action_id: int) -> Callable[[], object]:
        return lambda: self._tick(action_id, True)

    def _tick(self, action_id: int, done: bool) -> None:
        try:
            set_done(self.context.book, self.context.account, action_id, done)
        except KnownProblem as problem:
            self.context.alerts.show(problem)

    def _theme_changed(self) -> None:
        self._folded = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns, or one where room or text needs it (STYLE 2)."""
        u, grid = theme().u, self._grid
        folded = theme().roomy or 0 < self.width() < u(NARROW)
        if folded == self._folded:
            return
        self._folded = folded
        grid.setSpacing(u(14))
        for side in (self._left, self._right):
            grid.removeWidget(side)
        grid.addWidget(self._left, 0, 0)
        grid.addWidget(self._right, 1 if folded else 0, 0 if folded else 1)
        grid.setColumnStretch(0, 1 if folded else 61)
        grid.setColumnStretch(1, 0 if folded else 39)
        grid.setRowStretch(0, 0 if folded else 1)
        grid.setRowStretch(2, 1 if folded else 0)


def _column(*parts: QWidget | int) -> QWidget:
    side = QWidget()
    side.setLayout(down(*parts, gap=14))
    return side

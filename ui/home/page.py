"""Home: the state of the unit, what needs a person, what comes next (mock 03).

Promises: everything is read once per refresh, within 250 ms at 20,000 sessions (DESIGN 8);
each matter has one button that deals with it; a new unit is led through its first steps.
"""

from datetime import datetime
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.book.backup_state import backup_state
from app.dates import long_weekday_day
from app.language import _, ngettext
from app.programmes.first_steps import FirstSteps, first_steps
from app.programmes.overview import look_over
from ui.home.activity import Activity
from ui.home.figures import Figures
from ui.home.first_steps import beginning
from ui.home.matters import Remedies, matters
from ui.home.needs_attention import NeedsAttention
from ui.home.next_sessions import NextSessions
from ui.home.overdue_actions import OverdueActions
from ui.kit.context import Context
from ui.kit.mail import write_mail
from ui.kit.names import first_name
from ui.kit.page import NARROW, Page
from ui.kit.page_head import PageHead
from ui.kit.scrolled import Scrolled
from ui.kit.theme import theme


class HomePage(Page):
    """The manager's first page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.waiting = 0
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(u(24), u(18), u(20), u(16))
        self._column.setSpacing(u(14))
        whole.addWidget(Scrolled(content))
        self.head = PageHead("")
        self.pack = self.head.add_print(self.print_page, _("Meeting pack"))
        self.record = self.head.add_main(_("Record session"), self.new, hint="Ctrl+R")
        self._column.addWidget(self.head)
        self.figures = Figures()
        self.attention = NeedsAttention()
        self.activity = Activity()
        self.next = NextSessions(
            lambda id_: self.go.emit("sessions", {"id": id_}), lambda: self.go.emit("sessions", {})
        )
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._cards, 1)
        self._beginning: QWidget | None = None
        self._steps: FirstSteps | None = None
        self._folded: bool | None = None
        theme().changed.connect(self._theme_changed)
        self._arrange()

    def refresh(self, changed: Any | None) -> None:
        """Read and show everything anew."""
        book = self.context.book
        now = self.context.clock.now()
        steps = first_steps(book)
        self._show_beginning(steps)
        seen = look_over(book)
        rows = matters(
            seen,
            backup_state(book),
            now,
            Remedies(self.go.emit, self.see_actions, self._write_to),
        )
        self.waiting = len(rows) if steps.taken else 0
        facts = long_weekday_day(now.date())
        if steps.taken:
            count = ngettext("{n} thing needs attention", "{n} things need attention", len(rows))
            facts += " · " + (count.format(n=len(rows)) if rows else _("nothing needs attention"))
        self.head.say(greeting(now, book.account.name), facts)
        if not steps.taken:
            return
        self.figures.say(seen)
        self.attention.show_matters(rows)
        self.activity.show_months(seen.months)
        self.next.show_rows(seen.next_sessions, seen.booked, seen.today)

    def new(self) -> None:
        """Record a session."""
        self.go.emit("sessions", {"record": True})

    def print_page(self) -> None:
        """The meeting pack."""
        self.print_wanted.emit("programme-summary", {})

    def see_actions(self) -> None:
        """Open the overdue actions."""
        OverdueActions(self, self.context, self.go.emit).open()

    def _write_to(self, addresses: tuple[str, ...]) -> None:
        if not write_mail(addresses):
            self.context.alerts.say(
                _("No mail program opened."),
                _("Copy the addresses instead: {addresses}").format(addresses=", ".join(addresses)),
            )

    def _show_beginning(self, steps: FirstSteps) -> None:
        """The first steps in the place of the cards, until there is a pair."""
        why = _("Record a session once there is a pair.")
        self.record.allow(steps.taken, why)
        self.pack.allow(steps.taken, _("There is nothing to print yet: make a pair first."))
        self._cards.setVisible(steps.taken)
        if steps == self._steps:
            return
        self._steps = steps
        if self._beginning is not None:
            self._beginning.hide()
            self._beginning.deleteLater()
            self._beginning = None
        if not steps.taken:
            self._beginning = beginning(steps, self.go.emit)
            self._column.addWidget(self._beginning, 1)

    def _theme_changed(self) -> None:
        self._folded = None
        self._steps = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns, or one where room or text needs it (STYLE 2)."""
        u = theme().u
        folded = theme().roomy or 0 < self.width() < u(NARROW)
        if folded == self._folded:
            return
        self._folded = folded
        grid = self._grid
        grid.setSpacing(u(14))
        self.figures.arrange(2 if folded else 4)
        if folded:
            for line, card in enumerate((self.figures, self.attention, self.activity, self.next)):
                grid.addWidget(card, line, 0, 1, 1)
        else:
            grid.addWidget(self.figures, 0, 0, 1, 2)
            grid.addWidget(self.attention, 1, 0, 2, 1)
            grid.addWidget(self.activity, 1, 1)
            grid.addWidget(self.next, 2, 1)
        # The right column holds a pair and its topic in one line (mock 03 has shorter words).
        grid.setColumnStretch(0, 1 if folded else 57)
        grid.setColumnStretch(1, 0 if folded else 43)
        grid.setRowStretch(1, 0)
        grid.setRowStretch(2, 0 if folded else 1)
        grid.setRowStretch(4, 1 if folded else 0)


def greeting(now: datetime, name: str) -> str:
    """ "Good morning, Ruth"."""
    first = first_name(name)
    if now.hour < 12:
        return _("Good morning, {name}").format(name=first)
    if now.hour < 18:
        return _("Good afternoon, {name}").format(name=first)
    return _("Good evening, {name}").format(name=first)

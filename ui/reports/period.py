"""A period as two dates; either may be empty."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from ui.kit.dates import plain_date
from ui.kit.fields import Answers, DateField
from ui.kit.text import Label
from ui.kit.theme import theme


class ShortDateField(DateField):
    """A date without its weekday, where the room is short."""

    def set_value(self, value: Any) -> None:
        """Show the date *value*, or nothing."""
        self.setText(plain_date(value) if isinstance(value, date) else "")

    def _tidy(self) -> None:
        found = self.value()
        if found is not None and self.text() != plain_date(found):
            self.set_value(found)


class PeriodField(QWidget, Answers):
    """From – to, both included."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(6))
        self.since = ShortDateField(today, hint=_("Beginning"))
        self.until = ShortDateField(today, hint=_("Today"))
        self.since.setAccessibleName(_("Period, from"))
        self.until.setAccessibleName(_("Period, to"))
        row.addWidget(self.since, 1)
        row.addWidget(Label("–"))
        row.addWidget(self.until, 1)
        self.since.changed.connect(self.changed)
        self.until.changed.connect(self.changed)
        self.setFocusProxy(self.since)

    def value(self) -> tuple[date | None, date | None]:
        """The two dates."""
        return self.since.value(), self.until.value()

    def set_value(self, value: Any) -> None:
        """Show two dates."""
        since, until = value or (None, None)
        self.since.set_value(since)
        self.until.set_value(until)

    def typed(self) -> tuple[str, str]:
        """Every letter of both."""
        return self.since.typed(), self.until.typed()

    def type_again(self, typed: Any) -> None:
        """Put back what :meth:`typed` gave."""
        self.since.type_again(typed[0])
        self.until.type_again(typed[1])

    def fault(self) -> str:
        """Says when a date cannot be read or the end comes first."""
        unreadable = self.since.fault() or self.until.fault()
        if unreadable:
            return unreadable
        since, until = self.value()
        if since and until and until < since:
            return _("The period ends before it begins.")
        return ""

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        self.since.set_faulty(faulty)
        self.until.set_faulty(faulty)

    def focus_here(self) -> None:
        """Take the keyboard."""
        self.since.focus_here()

"""Injected time: everything that asks for "now" or "today" takes a :class:`Clock`.

Tests and the sample book set the time; the program itself uses :class:`SystemClock`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time: local wall-clock time, always with its offset."""

    def now(self) -> datetime:
        """The present moment as an aware datetime in the PC's local time zone."""
        ...

    def today(self) -> date:
        """The local calendar date."""
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def today(self) -> date:
        return self.now().date()


@dataclass
class SetClock:
    """A clock that stands where it is put; :attr:`moment` may be moved."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone()

    def today(self) -> date:
        return self.now().date()

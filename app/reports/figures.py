"""Charts as data: what they show, never how (PRINT_STYLE 5).

Each can also be read as a table: :meth:`table` gives its caption, its column heads
and its rows, for whoever does not see the drawing.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from app.dates import short_day
from app.language import _


@dataclass(frozen=True)
class AsTable:
    """A chart read as a table."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Readable(Protocol):
    """Every chart."""

    def table(self) -> AsTable:
        """The same figures as a table."""
        ...


class Fill(Enum):
    """How a bar is filled, in the order of importance."""

    SOLID = "solid"
    HATCHED = "hatched"
    WHITE = "white"


@dataclass(frozen=True)
class Month:
    """One month's sessions; *note* says when it is not over yet."""

    label: str
    held: int
    cancelled: int
    note: str = ""


@dataclass(frozen=True)
class MonthBars:
    """Sessions held and cancelled by month, and the *plan* for a month if there is one."""

    months: tuple[Month, ...]
    plan: float | None = None

    def table(self) -> AsTable:
        """The same figures as a table."""
        return AsTable(
            _("Sessions a month"),
            (_("Month"), _("held"), _("cancelled")),
            tuple((month.label, str(month.held), str(month.cancelled)) for month in self.months),
        )


@dataclass(frozen=True)
class Share:
    """One part of a whole."""

    label: str
    count: int
    fill: Fill


@dataclass(frozen=True)
class ShareBar:
    """A whole in parts: one bar, and its legend with counts."""

    shares: tuple[Share, ...]

    def percent(self, share: Share) -> int:
        """The rounded share of the whole."""
        whole = sum(part.count for part in self.shares)
        return round(100 * share.count / whole) if whole else 0

    def table(self) -> AsTable:
        """The same figures as a table."""
        return AsTable(
            _("Shares"),
            (_("Part"), _("Count"), _("Share")),
            tuple((part.label, str(part.count), f"{self.percent(part)} %") for part in self.shares),
        )


@dataclass(frozen=True)
class SlopeLine:
    """One measure before and now."""

    label: str
    before: float
    now: float


@dataclass(frozen=True)
class Slope:
    """Measures before and now as lines on one scale."""

    lines: tuple[SlopeLine, ...]
    low: float
    high: float

    def table(self) -> AsTable:
        """The same figures as a table."""
        return AsTable(
            _("Before and now"),
            (_("Measure"), _("Before"), _("Now")),
            tuple((line.label, f"{line.before:.1f}", f"{line.now:.1f}") for line in self.lines),
        )


class Occasion(Enum):
    """What a point of a pair's timeline is."""

    HELD = "held"
    CANCELLED = "cancelled"
    NEXT = "next"


@dataclass(frozen=True)
class TimelinePoint:
    """A session held, cancelled or to come."""

    on: date
    occasion: Occasion
    number: int = 0


@dataclass(frozen=True)
class PairTimeline:
    """A pair's sessions between two dates."""

    start: date
    end: date
    points: tuple[TimelinePoint, ...]

    def table(self) -> AsTable:
        """The same figures as a table."""
        words = {
            Occasion.HELD: _("held"),
            Occasion.CANCELLED: _("cancelled"),
            Occasion.NEXT: _("next"),
        }
        return AsTable(
            _("Sessions in time"),
            (_("Date"), _("What")),
            tuple((short_day(point.on), words[point.occasion]) for point in self.points),
        )


@dataclass(frozen=True)
class GoalScale:
    """Confidence in one goal, before (ring) and after (disc), on a scale with ticks."""

    before: int | None
    after: int | None
    low: int = 1
    high: int = 10

    def words(self) -> str:
        """The scale said in words."""
        parts = []
        if self.before is not None:
            parts.append(_("before {number}").format(number=self.before))
        if self.after is not None:
            parts.append(_("after {number}").format(number=self.after))
        return ", ".join(parts)


class ItemState(Enum):
    """One item of a checklist."""

    SIGNED = "signed"
    DUE = "due"
    NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True)
class StripItem:
    """A square of the strip; a star stands above what is signed before the first session."""

    state: ItemState
    starred: bool


@dataclass(frozen=True)
class StripSection:
    """The squares of one section."""

    letter: str
    items: tuple[StripItem, ...]

    @property
    def due(self) -> int:
        """How many items apply."""
        return sum(item.state is not ItemState.NOT_APPLICABLE for item in self.items)

    @property
    def signed(self) -> int:
        """How many are signed."""
        return sum(item.state is ItemState.SIGNED for item in self.items)


@dataclass(frozen=True)
class ItemStrip:
    """A whole checklist as a strip of squares."""

    sections: tuple[StripSection, ...]

    def table(self) -> AsTable:
        """The same figures as a table."""
        return AsTable(
            _("Items signed by section"),
            (_("Section"), _("Signed"), _("Due in all")),
            tuple((part.letter, str(part.signed), str(part.due)) for part in self.sections),
        )


@dataclass(frozen=True)
class ThemeBars:
    """Counts by theme; small themes are gathered in one white bar (PRINT_STYLE 5)."""

    themes: tuple[Share, ...]

    def table(self) -> AsTable:
        """The same figures as a table."""
        return AsTable(
            _("By theme"),
            (_("Theme"), _("Count")),
            tuple((theme.label, str(theme.count)) for theme in self.themes),
        )

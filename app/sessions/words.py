"""The fixed words of the sessions room.

Values are what the book stores; :func:`label` gives the words on screen and paper.
"""

from collections.abc import Callable
from enum import StrEnum

from app.language import _


class State(StrEnum):
    """Planned for a date, took place, or did not."""

    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How a pair met: a meeting, an observation or side-by-side work (DOMAIN 2), or at a distance."""

    SIDE_BY_SIDE = "side-by-side"
    MEETING = "meeting"
    OBSERVATION = "observation"
    VIDEO = "video"
    PHONE = "phone"


class Protected(StrEnum):
    """Whether the protected time was kept."""

    YES = "yes"
    PART = "part"
    NO = "no"


class CancelledBy(StrEnum):
    """On whose side a session fell through, in neutral words."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    WARD = "ward"
    OTHER = "other"


class Audience(StrEnum):
    """Who may read a note; chosen before typing (DOMAIN 2)."""

    RECORD = "record"
    PAIR = "pair"
    ONLY_ME = "only-me"


Word = State | Mode | Protected | CancelledBy | Audience


def label(word: Word) -> str:
    """The word as screen and paper show it."""
    return _LABELS[type(word), word]()


_LABELS: dict[tuple[type[StrEnum], StrEnum], Callable[[], str]] = {
    (State, State.BOOKED): lambda: _("Booked"),
    (State, State.HELD): lambda: _("Held"),
    (State, State.CANCELLED): lambda: _("Cancelled"),
    (Mode, Mode.SIDE_BY_SIDE): lambda: _("Side by side"),
    (Mode, Mode.MEETING): lambda: _("Meeting"),
    (Mode, Mode.OBSERVATION): lambda: _("Observation"),
    (Mode, Mode.VIDEO): lambda: _("Video"),
    (Mode, Mode.PHONE): lambda: _("Phone"),
    (Protected, Protected.YES): lambda: _("Kept in full"),
    (Protected, Protected.PART): lambda: _("Kept in part"),
    (Protected, Protected.NO): lambda: _("Not kept"),
    (CancelledBy, CancelledBy.MENTOR): lambda: _("by the mentor"),
    (CancelledBy, CancelledBy.MENTEE): lambda: _("by the mentee"),
    (CancelledBy, CancelledBy.WARD): lambda: _("by the ward"),
    (CancelledBy, CancelledBy.OTHER): lambda: _("for another reason"),
    (Audience, Audience.RECORD): lambda: _("Record"),
    (Audience, Audience.PAIR): lambda: _("Pair"),
    (Audience, Audience.ONLY_ME): lambda: _("Only me"),
}

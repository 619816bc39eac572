"""The fixed words of the pairs room: statuses, sides, grounds of conflict, reasons for an ending.

Values are what the book stores; :func:`label` gives the words on screen and paper.
"""

from collections.abc import Callable
from enum import StrEnum

from app.language import _


class Status(StrEnum):
    """Proposed → agreed → active ⇄ paused → closed (DOMAIN 2)."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


OPEN_STATUSES = (Status.PROPOSED, Status.AGREED, Status.ACTIVE, Status.PAUSED)


class Side(StrEnum):
    """The two sides of a pair; a role belongs to a pair and a topic, never to a person."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Ground(StrEnum):
    """Why two people have a declared conflict (DOMAIN 2)."""

    ASSESSING = "assessing"
    ROTA = "rota"
    PANEL = "panel"
    CLOSE_TIE = "close-tie"
    INVESTIGATION = "investigation"


class CloseReason(StrEnum):
    """Why a pair ended; *completed early* is a success (DOMAIN 2)."""

    COMPLETED = "completed"
    COMPLETED_EARLY = "completed-early"
    PLANNED_END = "planned-end"
    MOVED = "moved"
    TIME = "time"
    POOR_FIT = "poor-fit"
    OTHER = "other"


class AimsMet(StrEnum):
    """How far the aims were met."""

    NONE = "none"
    PART = "part"
    FULL = "full"


SUCCESSFUL = (CloseReason.COMPLETED, CloseReason.COMPLETED_EARLY)


def label(word: Status | Side | Ground | CloseReason | AimsMet) -> str:
    """The word as screen and paper show it."""
    return _LABELS[type(word), word]()


_LABELS: dict[tuple[type[StrEnum], StrEnum], Callable[[], str]] = {
    (Status, Status.PROPOSED): lambda: _("Proposed"),
    (Status, Status.AGREED): lambda: _("Agreed"),
    (Status, Status.ACTIVE): lambda: _("Active"),
    (Status, Status.PAUSED): lambda: _("Paused"),
    (Status, Status.CLOSED): lambda: _("Closed"),
    (Side, Side.MENTOR): lambda: _("Mentor"),
    (Side, Side.MENTEE): lambda: _("Mentee"),
    (Ground, Ground.ASSESSING): lambda: _("One assesses the other"),
    (Ground, Ground.ROTA): lambda: _("One approves the other’s rota or leave"),
    (Ground, Ground.PANEL): lambda: _("One sits on a selection panel for the other"),
    (Ground, Ground.CLOSE_TIE): lambda: _("A close tie outside work"),
    (Ground, Ground.INVESTIGATION): lambda: _("An open investigation"),
    (CloseReason, CloseReason.COMPLETED): lambda: _("Completed"),
    (CloseReason, CloseReason.COMPLETED_EARLY): lambda: _("Completed early"),
    (CloseReason, CloseReason.PLANNED_END): lambda: _("Planned end reached"),
    (CloseReason, CloseReason.MOVED): lambda: _("Somebody moved"),
    (CloseReason, CloseReason.TIME): lambda: _("Not enough time"),
    (CloseReason, CloseReason.POOR_FIT): lambda: _("Not a good fit"),
    (CloseReason, CloseReason.OTHER): lambda: _("Another reason"),
    (AimsMet, AimsMet.NONE): lambda: _("Not met"),
    (AimsMet, AimsMet.PART): lambda: _("Met in part"),
    (AimsMet, AimsMet.FULL): lambda: _("Met in full"),
}

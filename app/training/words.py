"""The fixed words of the training room."""

from enum import StrEnum

from app.language import _


class Evidence(StrEnum):
    """How an item was shown (DOMAIN 3)."""

    DISCUSSED = "discussed"
    OBSERVED = "observed"
    REFLECTION = "reflection"
    COURSE = "course"


def label(evidence: Evidence) -> str:
    """The word as screen and paper show it."""
    return {
        Evidence.DISCUSSED: _("Discussed"),
        Evidence.OBSERVED: _("Observed"),
        Evidence.REFLECTION: _("Reflection"),
        Evidence.COURSE: _("Course"),
    }[evidence]

"""The stall light of an active pair (DOMAIN 2, rule).

Amber after so many weeks without a session or with no next date; red after more weeks or
after two cancellations in a row.  A pair that is not active has no light.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.language import _, ngettext

CANCELLATIONS_IN_A_ROW = 2


class Light(StrEnum):
    """On track, slowing, stalled; none for pairs that are not active."""

    NONE = "none"
    ON_TRACK = "on-track"
    SLOWING = "slowing"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True)
class RhythmFacts:
    """What the light is judged by: *since* is the last session held, or the start when none was."""

    active: bool
    since: date
    next_on: date | None
    cancelled_in_a_row: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The light, the whole weeks without a session, and the reasons in words."""

    light: Light
    weeks: int
    reason: str


def rhythm(facts: RhythmFacts, today: date, amber_weeks: int, red_weeks: int) -> Rhythm:
    """The rhythm of a pair on *today* by the unit's two thresholds, in weeks."""
    weeks = max(0, (today - facts.since).days // 7)
    if not facts.active:
        return Rhythm(Light.NONE, weeks, "")
    reasons: list[str] = []
    light = Light.ON_TRACK
    if weeks >= amber_weeks:
        light = Light.SLOWING
        reasons.append(
            ngettext("{n} week without a session", "{n} weeks without a session", weeks).format(n=weeks)
        )
    if facts.next_on is None:
        light = Light.SLOWING
        reasons.append(_("no next date"))
    if facts.cancelled_in_a_row >= CANCELLATIONS_IN_A_ROW:
        reasons.append(
            ngettext("{n} cancelled in a row", "{n} cancelled in a row", facts.cancelled_in_a_row).format(
                n=facts.cancelled_in_a_row
            )
        )
    if weeks >= red_weeks or facts.cancelled_in_a_row >= CANCELLATIONS_IN_A_ROW:
        light = Light.STALLED
    return Rhythm(light, weeks, "; ".join(reasons))


def light_word(light: Light) -> str:
    """The word on screen for a light; a pair without one gets a dash."""
    return {
        Light.NONE: "–",
        Light.ON_TRACK: _("On track"),
        Light.SLOWING: _("Slowing"),
        Light.STALLED: _("Stalled"),
    }[light]

"""The stall light: a table of the rule in DOMAIN 2."""

from datetime import date, timedelta

import pytest

from app.pairs.stall import Light, RhythmFacts, rhythm

TODAY = date(2026, 3, 12)
NEXT = TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("active", "days", "next_on", "cancelled", "light"),
    [
        (True, 0, NEXT, 0, Light.ON_TRACK),
        (True, 41, NEXT, 0, Light.ON_TRACK),
        (True, 42, NEXT, 0, Light.SLOWING),
        (True, 0, None, 0, Light.SLOWING),
        (True, 62, NEXT, 0, Light.SLOWING),
        (True, 63, NEXT, 0, Light.STALLED),
        (True, 0, NEXT, 1, Light.ON_TRACK),
        (True, 0, NEXT, 2, Light.STALLED),
        (True, -5, NEXT, 0, Light.ON_TRACK),
        (False, 400, None, 5, Light.NONE),
    ],
)
def test_the_light(active: bool, days: int, next_on: date | None, cancelled: int, light: Light) -> None:
    facts = RhythmFacts(active, TODAY - timedelta(days=days), next_on, cancelled)
    assert rhythm(facts, TODAY, 6, 9).light is light


def test_the_reasons_are_in_words() -> None:
    found = rhythm(RhythmFacts(True, TODAY - timedelta(weeks=10), None, 2), TODAY, 6, 9)
    assert found.reason == "10 weeks without a session; no next date; 2 cancelled in a row"


def test_the_thresholds_are_the_units_own() -> None:
    facts = RhythmFacts(True, TODAY - timedelta(weeks=3), NEXT, 0)
    assert rhythm(facts, TODAY, 2, 4).light is Light.SLOWING
    assert rhythm(facts, TODAY, 2, 3).light is Light.STALLED

"""Reading usual shifts from words."""

import pytest

from app.staff.availability import SLOTS, in_week_order, read_availability, stored_slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Mon E, Tue EL, Sun night", {"mon-early", "tue-early", "tue-late", "sun-night"}),
        ("mon-early tue-night", {"mon-early", "tue-night"}),
        ("Wednesday late; Friday", {"wed-late", "fri-early"}),
        ("", set()),
    ],
)
def test_common_spellings(text: str, slots: set[str]) -> None:
    assert read_availability(text) == slots


@pytest.mark.parametrize("text", ["sometimes", "Mon X", "Mon early-ish"])
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=text.rsplit(maxsplit=1)[-1].lower()[:4]):
        read_availability(text)


def test_every_slot_survives_storing() -> None:
    assert stored_slots(in_week_order(frozenset(SLOTS))) == set(SLOTS)
    assert in_week_order(frozenset({"sun-night", "mon-early", "never"})) == "mon-early sun-night"

"""The programme summary keeps to two pages: pairs beyond what fits by name are counted."""

from datetime import timedelta

from app.clock import SetClock
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import CloseReason, Status
from app.reports.programme_summary import MOST_NAMED, named_and_counted
from app.sessions.booking import set_next_date
from app.sessions.pair_rows import list_pairs
from tests.fixtures.unit import Unit


def _pairs(unit: Unit, count: int, *, first: int = 0) -> list[int]:
    return [unit.active_pair(f"Mentor {n}", f"Mentee {n}") for n in range(first, first + count)]


def test_a_small_unit_names_every_pair(unit: Unit) -> None:
    ended, _open = _pairs(unit, 2)
    close_pair(unit.book, unit.by, ended, ClosePair(CloseReason.COMPLETED, unit.today))
    named, counted = named_and_counted(list_pairs(unit.book, statuses=tuple(Status)))
    assert (len(named), counted) == (2, [])


def test_ended_pairs_are_counted_first_then_those_on_course(unit: Unit, clock: SetClock) -> None:
    pairs = _pairs(unit, MOST_NAMED + 1)
    close_pair(unit.book, unit.by, pairs[0], ClosePair(CloseReason.TIME, unit.today))
    named, counted = named_and_counted(list_pairs(unit.book, statuses=tuple(Status)))
    assert [pair.id for pair in counted] == [pairs[0]]
    assert len(named) == MOST_NAMED
    _pairs(unit, 1, first=MOST_NAMED + 1)
    for pair in pairs[2:]:
        set_next_date(unit.book, unit.by, pair, unit.today + timedelta(days=7))
    named, counted = named_and_counted(list_pairs(unit.book, statuses=tuple(Status)))
    assert {pair.id for pair in named} >= {pairs[1]}
    assert all(pair.needs_attention for pair in named)
    assert len(named) + len(counted) == MOST_NAMED + 2

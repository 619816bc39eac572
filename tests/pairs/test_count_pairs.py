"""How many pairs stand in each status, without reading them."""

from datetime import date

from app.pairs.pairs import count_pairs
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import CloseReason, Status
from tests.fixtures.unit import Unit


def test_pairs_are_counted_by_status_and_by_person(unit: Unit) -> None:
    assert count_pairs(unit.book) == {}
    ended = unit.pair("Lan Nguyễn", "Margit Sørvik")
    unit.pair("Yusuf Karimi", "Margit Sørvik")
    close_pair(unit.book, unit.by, ended, ClosePair(CloseReason.TIME, date(2026, 3, 12)))
    assert count_pairs(unit.book) == {Status.PROPOSED: 1, Status.CLOSED: 1}
    assert count_pairs(unit.book, staff_id=unit.people["Lan Nguyễn"]) == {Status.CLOSED: 1}
    assert count_pairs(unit.book, staff_id=0) == {}

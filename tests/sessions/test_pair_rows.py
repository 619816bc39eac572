"""Pairs with their rhythm, as lists and Home show them."""

from datetime import timedelta

from app.clock import SetClock
from app.pairs.stall import Light
from app.pairs.status import pause_pair, resume_pair
from app.pairs.words import Status
from app.sessions.booking import CancelSession, cancel_session, clear_next_date, set_next_date
from app.sessions.pair_rows import get_pair_row, list_pairs
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import CancelledBy
from tests.fixtures.unit import Unit


def light(unit: Unit, pair_id: int) -> Light:
    row = get_pair_row(unit.book, pair_id)
    assert row is not None
    return row.rhythm.light


def test_a_pair_slows_and_stalls_as_weeks_go_by(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    assert light(unit, pair_id) is Light.SLOWING  # no next date
    set_next_date(unit.book, unit.by, pair_id, unit.today + timedelta(weeks=12))
    assert light(unit, pair_id) is Light.ON_TRACK
    clock.moment += timedelta(weeks=6)
    assert light(unit, pair_id) is Light.SLOWING
    clock.moment += timedelta(weeks=3)
    assert light(unit, pair_id) is Light.STALLED
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today))
    assert light(unit, pair_id) is Light.ON_TRACK
    clear_next_date(unit.book, unit.by, pair_id)
    assert light(unit, pair_id) is Light.SLOWING


def test_two_cancellations_in_a_row_stall_a_pair(unit: Unit) -> None:
    pair_id = unit.active_pair()
    for days in (0, 7):
        day = unit.today + timedelta(days=days)
        entry = CancelSession(pair_id, day, CancelledBy.WARD, "Short of staff", day + timedelta(days=7))
        cancel_session(unit.book, unit.by, entry)
    row = get_pair_row(unit.book, pair_id)
    assert row is not None
    assert (row.rhythm.light, row.cancelled, row.held) == (Light.STALLED, 2, 0)
    assert row.rhythm.reason == "2 cancelled in a row"


def test_a_pause_has_no_light_and_does_not_count_as_silence(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    pause_pair(unit.book, unit.by, pair_id)
    clock.moment += timedelta(weeks=20)
    assert light(unit, pair_id) is Light.NONE
    resume_pair(unit.book, unit.by, pair_id)
    set_next_date(unit.book, unit.by, pair_id, unit.today)
    assert light(unit, pair_id) is Light.ON_TRACK


def test_stalled_pairs_come_first_and_counts_are_per_pair(unit: Unit, clock: SetClock) -> None:
    stalled = unit.active_pair()
    proposed = unit.pair("Ama Boadu", "Colm Hanratty")
    clock.moment += timedelta(weeks=10)
    fresh = unit.active_pair("Kwabena Ofori", "Rosalind Peake")
    for _ in range(2):
        record_session(unit.book, unit.by, RecordSession(fresh, unit.today))
    set_next_date(unit.book, unit.by, fresh, unit.today + timedelta(days=7))
    rows = list_pairs(unit.book)
    assert [row.id for row in rows] == [stalled, fresh, proposed]
    assert [row.held for row in rows] == [0, 2, 0]
    assert [row.id for row in list_pairs(unit.book, statuses=(Status.PROPOSED,))] == [proposed]
    ama = unit.person("Ama Boadu")
    assert [row.id for row in list_pairs(unit.book, staff_id=ama)] == [proposed]

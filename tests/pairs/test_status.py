"""Pausing, resuming, closing and opening again."""

from datetime import timedelta

import pytest

from app.errors import InvalidEntry, KnownProblem
from app.pairs.pairs import get_pair
from app.pairs.status import ClosePair, close_pair, pause_pair, reopen_pair, resume_pair
from app.pairs.words import AimsMet, CloseReason, Status
from tests.fixtures.unit import Unit


def test_pause_and_resume(unit: Unit) -> None:
    pair_id = unit.active_pair()
    pause_pair(unit.book, unit.by, pair_id, "Winter rota")
    assert get_pair(unit.book, pair_id).pause_reason == "Winter rota"
    with pytest.raises(KnownProblem, match="paused"):
        pause_pair(unit.book, unit.by, pair_id)
    resume_pair(unit.book, unit.by, pair_id)
    assert get_pair(unit.book, pair_id).status is Status.ACTIVE
    with pytest.raises(KnownProblem, match="active"):
        resume_pair(unit.book, unit.by, pair_id)


def test_completed_early_closes_without_any_form(unit: Unit) -> None:
    pair_id = unit.active_pair()
    entry = ClosePair(CloseReason.COMPLETED_EARLY, unit.today, AimsMet.FULL, "Charts alone", "")
    close_pair(unit.book, unit.by, pair_id, entry)
    closure = get_pair(unit.book, pair_id).closure
    assert closure is not None
    assert (closure.reason, closure.aims_met, closure.on) == (
        CloseReason.COMPLETED_EARLY,
        AimsMet.FULL,
        unit.today,
    )
    reopen_pair(unit.book, unit.by, pair_id)
    assert (get_pair(unit.book, pair_id).status, get_pair(unit.book, pair_id).closure) == (
        Status.ACTIVE,
        None,
    )


def test_a_pair_never_active_reopens_as_proposed(unit: Unit) -> None:
    pair_id = unit.pair()
    close_pair(unit.book, unit.by, pair_id, ClosePair(CloseReason.TIME, unit.today))
    reopen_pair(unit.book, unit.by, pair_id)
    assert get_pair(unit.book, pair_id).status is Status.PROPOSED


def test_an_ending_needs_a_reason_and_a_day_within_the_pair(unit: Unit) -> None:
    pair_id = unit.pair()
    wrong = [
        (ClosePair(None, unit.today), "reason"),
        (ClosePair(CloseReason.TIME, unit.today + timedelta(days=1)), "on"),
        (ClosePair(CloseReason.TIME, unit.today - timedelta(days=1)), "on"),
    ]
    for entry, field in wrong:
        with pytest.raises(InvalidEntry) as problem:
            close_pair(unit.book, unit.by, pair_id, entry)
        assert [fault.field for fault in problem.value.faults] == [field]
    assert get_pair(unit.book, pair_id).status is Status.PROPOSED

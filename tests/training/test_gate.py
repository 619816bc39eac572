"""The gate before the first session, and its override."""

from datetime import timedelta

import pytest

from app.errors import InvalidEntry, KnownProblem
from app.pairs.conflicts import declare_conflict
from app.pairs.pairs import get_pair
from app.pairs.words import Ground, Status
from app.training.gate import activate_pair, look_at_gate
from tests.fixtures.unit import Unit


def test_a_pair_passes_with_training_agreement_and_no_conflict(unit: Unit) -> None:
    pair_id = unit.pair()
    assert [c.key for c in look_at_gate(unit.book, pair_id).missing] == ["training", "agreement"]
    unit.train("Lan Nguyễn")
    unit.sign(pair_id)
    assert look_at_gate(unit.book, pair_id).open
    activate_pair(unit.book, unit.by, pair_id)
    pair = get_pair(unit.book, pair_id)
    assert (pair.status, pair.active_from, pair.override) == (Status.ACTIVE, unit.today, None)


def test_every_mentor_needs_the_starred_items(unit: Unit) -> None:
    pair_id = unit.pair()
    unit.train("Lan Nguyễn", but=("B1", "H2"))
    missing = look_at_gate(unit.book, pair_id).missing
    assert "Lan Nguyễn has signed 9 of 11 starred items." in [c.sentence for c in missing]


def test_a_closed_gate_stays_closed_without_a_reason(unit: Unit) -> None:
    pair_id = unit.pair()
    with pytest.raises(InvalidEntry) as problem:
        activate_pair(unit.book, unit.by, pair_id)
    assert problem.value.faults[0].field == "override"
    assert get_pair(unit.book, pair_id).status is Status.PROPOSED


def test_an_override_keeps_its_reason_and_what_was_missing(unit: Unit) -> None:
    pair_id = unit.pair()
    activate_pair(unit.book, unit.by, pair_id, override="Roll-out starts on Monday")
    override = get_pair(unit.book, pair_id).override
    assert override is not None
    assert (override.by, override.reason) == (unit.by.name, "Roll-out starts on Monday")
    assert "0 of 11" in override.missing
    assert "agreement" in override.missing


def test_a_conflict_declared_later_closes_the_gate(unit: Unit) -> None:
    pair_id = unit.pair()
    unit.train("Lan Nguyễn")
    unit.sign(pair_id)
    lan, margit = unit.person("Lan Nguyễn"), unit.person("Margit Sørvik")
    declare_conflict(unit.book, unit.by, one_id=lan, other_id=margit, ground=Ground.PANEL)
    assert [c.key for c in look_at_gate(unit.book, pair_id).missing] == ["conflicts"]


def test_only_from_proposed_or_agreed_and_not_from_tomorrow(unit: Unit) -> None:
    pair_id = unit.active_pair()
    with pytest.raises(KnownProblem, match="active"):
        activate_pair(unit.book, unit.by, pair_id)
    other = unit.pair("Ama Boadu", "Colm Hanratty")
    for day in (unit.today + timedelta(days=1), unit.today - timedelta(days=1)):
        with pytest.raises(InvalidEntry) as problem:
            activate_pair(unit.book, unit.by, other, on=day, override="x")
        assert problem.value.faults[0].field == "on"

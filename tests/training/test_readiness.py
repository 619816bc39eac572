"""Readiness says the same as the records in full."""

from datetime import timedelta

from app.clock import SetClock
from app.staff.staff_members import mark_left
from app.training.readiness import list_readiness
from app.training.templates import newest_template, save_new_version
from app.training.training import SignItems, begin_training, list_training, sign_items
from tests.fixtures.unit import Unit


def in_full(unit: Unit) -> dict[int, tuple[tuple[str, ...], int]]:
    return {each.staff_id: (each.starred_open, each.starred_total) for each in list_training(unit.book)}


def in_short(unit: Unit) -> dict[int, tuple[tuple[str, ...], int]]:
    return {each.staff_id: (each.starred_open, each.starred_total) for each in list_readiness(unit.book)}


def test_it_agrees_with_the_records(unit: Unit, clock: SetClock) -> None:
    unit.train("Lan Nguyễn")
    unit.train("Noor Al-Sayegh", but=("B1", "H2"))
    begin_training(unit.book, unit.by, unit.person("Ama Boadu"))
    sign_items(unit.book, unit.by, unit.person("Ama Boadu"), SignItems(("C1",), unit.today, applies=False))
    mark_left(unit.book, unit.by, unit.person("Left already"), unit.today)
    assert in_short(unit) == in_full(unit)
    assert [each.ready for each in list_readiness(unit.book)].count(True) == 1
    clock.moment += timedelta(days=900)  # refresh dates have passed
    assert in_short(unit) == in_full(unit)


def test_a_newer_version_counts(unit: Unit) -> None:
    unit.train("Lan Nguyễn")
    items = newest_template(unit.book).items
    save_new_version(unit.book, unit.by, items[:5])
    begin_training(unit.book, unit.by, unit.person("Lan Nguyễn"))
    assert in_short(unit) == in_full(unit)

"""Sign-off, progress by section, refresh dates and template versions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.clock import SetClock
from app.dates import add_months
from app.errors import InvalidEntry, NotFound
from app.training.templates import get_template, newest_template, save_new_version, shipped_items
from app.training.training import (
    SignItems,
    begin_training,
    get_training,
    list_training,
    sign_items,
    withdraw_sign_off,
)
from app.training.words import Evidence
from tests.fixtures.unit import Unit


def test_the_shipped_checklist_has_39_items_and_11_stars() -> None:
    _title, items = shipped_items()
    starred = [item.code for item in items if item.starred]
    assert len(items) == 39
    assert starred == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "E4", "F3", "H1", "H2"]
    assert [item.evidence for item in items if item.code in ("C1", "H2", "D6")] == [
        Evidence.OBSERVED,
        Evidence.REFLECTION,
        Evidence.COURSE,
    ]


def test_signing_counts_by_section_and_opens_the_start(unit: Unit) -> None:
    lan = unit.person("Lan Nguyễn")
    sign_items(unit.book, unit.by, lan, SignItems(("A1", "A2"), unit.today))
    record = get_training(unit.book, lan)
    assert record is not None
    assert (record.signed, record.total, record.starred_signed, record.ready) == (2, 39, 2, False)
    assert (record.sections[0].signed, record.sections[0].total, record.sections[0].starred_open) == (2, 6, 4)
    assert record.due_on == add_months(unit.today, 3)
    unit.train("Lan Nguyễn")
    trained = get_training(unit.book, lan)
    assert trained is not None
    assert trained.ready
    assert not trained.complete


def test_who_signed_when_and_how_is_kept(unit: Unit) -> None:
    lan = unit.person("Lan Nguyễn")
    entry = SignItems(("C1",), unit.today, Evidence.REFLECTION, "In the ward round")
    begin_training(unit.book, unit.by, lan)
    sign_items(unit.book, unit.by, lan, entry)
    record = get_training(unit.book, lan)
    assert record is not None
    signed = next(state.signed for state in record.items if state.item.code == "C1")
    assert signed is not None
    assert (signed.signed_by, signed.evidence, signed.remark) == (
        unit.by.name,
        Evidence.REFLECTION,
        "In the ward round",
    )
    withdraw_sign_off(unit.book, unit.by, lan, "C1")
    with pytest.raises(NotFound):
        withdraw_sign_off(unit.book, unit.by, lan, "C1")


def test_an_item_that_does_not_apply_leaves_the_total(unit: Unit) -> None:
    lan = unit.person("Lan Nguyễn")
    sign_items(unit.book, unit.by, lan, SignItems(("C5",), unit.today, applies=False))
    record = get_training(unit.book, lan)
    assert record is not None
    assert (record.signed, record.total) == (0, 38)
    with pytest.raises(InvalidEntry, match="always applies"):
        sign_items(unit.book, unit.by, lan, SignItems(("A1",), unit.today, applies=False))


def test_a_refresh_date_opens_the_item_again(unit: Unit, clock: SetClock) -> None:
    unit.train("Lan Nguyễn")
    lan = unit.person("Lan Nguyễn")
    record = get_training(unit.book, lan)
    assert record is not None
    refresh = next(s.signed.refresh_on for s in record.items if s.item.code == "H2" and s.signed)
    assert refresh == add_months(unit.today, 36)
    clock.moment += timedelta(days=365 * 3 + 10)
    later = get_training(unit.book, lan)
    assert later is not None
    assert later.starred_open == ("H2",)


@pytest.mark.parametrize(
    ("codes", "days", "field"),
    [((), 0, "codes"), (("Z9",), 0, "codes"), (("A1",), 1, "signed_on"), (("A1",), -40_000, "signed_on")],
)
def test_what_cannot_be_signed(unit: Unit, codes: tuple[str, ...], days: int, field: str) -> None:
    lan = unit.person("Lan Nguyễn")
    with pytest.raises(InvalidEntry) as problem:
        sign_items(unit.book, unit.by, lan, SignItems(codes, unit.today + timedelta(days=days)))
    assert problem.value.faults[0].field == field
    assert get_training(unit.book, lan) is None


def test_editing_makes_a_new_version_and_signed_records_keep_theirs(unit: Unit) -> None:
    unit.train("Lan Nguyễn")
    old = newest_template(unit.book)
    items = (replace(old.items[0], text="What reverse mentoring is here"), *old.items[2:])
    new = get_template(unit.book, save_new_version(unit.book, unit.by, items))
    assert (new.version, len(new.items)) == (2, 38)
    record = get_training(unit.book, unit.person("Lan Nguyễn"))
    assert record is not None
    assert (record.version, record.total) == (1, 39)
    begin_training(unit.book, unit.by, unit.person("Ama Boadu"))
    assert {row.name: row.version for row in list_training(unit.book)} == {"Lan Nguyễn": 1, "Ama Boadu": 2}


def test_a_template_that_makes_no_sense_is_refused(unit: Unit) -> None:
    items = newest_template(unit.book).items
    plain = tuple(replace(item, starred=False) for item in items)
    for wrong in ((), plain, (items[0], items[0]), (replace(items[0], text=" "),)):
        with pytest.raises(InvalidEntry):
            save_new_version(unit.book, unit.by, wrong)
    assert newest_template(unit.book).version == 1


def test_those_who_may_not_start_yet_come_first(unit: Unit) -> None:
    unit.train("Ama Boadu")
    unit.train("Zeynep Ağaçlı", but=("H2",))
    assert [row.name for row in list_training(unit.book)] == ["Zeynep Ağaçlı", "Ama Boadu"]


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), 0) == date(2026, 12, 31)
    assert add_months(date(2026, 1, 31), 11) == date(2026, 12, 31)

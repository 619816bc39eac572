"""Earlier versions of a training record: each signature by its item, withdrawn ones too."""

from datetime import timedelta

import pytest

from app.accounts.earlier import FieldChange
from app.clock import SetClock
from app.errors import NotAllowed
from app.privacy.erasure import erase_person
from app.training.earlier import training_versions
from app.training.training import SignItems, get_training, sign_items, withdraw_sign_off
from app.training.words import Evidence
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

LAN = "Lan Nguyễn"


def test_a_record_says_what_was_signed_signed_again_and_withdrawn(unit: Unit, clock: SetClock) -> None:
    book, by, lan = unit.book, unit.by, unit.person(LAN)
    sign_items(book, by, lan, SignItems(("A1", "A2"), unit.today))
    clock.moment += timedelta(days=1)
    sign_items(book, by, lan, SignItems(("A1",), unit.today, Evidence.OBSERVED, remark="On the ward"))
    sign_items(book, by, lan, SignItems(("C1",), unit.today, applies=False))
    withdraw_sign_off(book, by, lan, "A2")
    unit.train("Somebody Else")
    record = get_training(book, lan)
    assert record is not None
    withdrawn, skipped, again, first = training_versions(book, record.id)
    assert withdrawn.title == f"A2 withdrawn for {LAN}"
    assert withdrawn.fields == (FieldChange("A2", f"Discussed, {by.name}, 12 March 2026", ""),)
    assert skipped.fields == (FieldChange("C1", "", f"Does not apply, {by.name}, 13 March 2026"),)
    assert again.fields == (
        FieldChange(
            "A1", f"Discussed, {by.name}, 12 March 2026", f"Observed, {by.name}, 13 March 2026. On the ward"
        ),
    )
    assert (again.who, again.at) == (by.name, first.at + timedelta(days=1))
    assert first.fields[:2] == (
        FieldChange("Whose", "", LAN),
        FieldChange("Begun on", "", "12 March 2026"),
    )
    assert [field.name for field in first.fields[-2:]] == ["A1", "A2"]


def test_an_erased_mentor_has_no_earlier_versions_to_read(unit: Unit) -> None:
    lan = unit.person(LAN)
    unit.train(LAN)
    record = get_training(unit.book, lan)
    assert record is not None
    erase_person(unit.book, unit.by, lan)
    for version in training_versions(unit.book, record.id):
        assert LAN not in str(version)


def test_a_mentor_reads_no_earlier_versions(unit: Unit, clock: SetClock) -> None:
    lan = unit.person(LAN)
    unit.train(LAN)
    number = give_account(unit.book, LAN, lan)
    unit.book.close()
    with signed_in(unit.book.folder, number, clock, ONCE) as book:
        record = get_training(book, lan)
        assert record is not None
        with pytest.raises(NotAllowed):
            training_versions(book, record.id)

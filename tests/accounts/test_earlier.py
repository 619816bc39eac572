"""Earlier versions: fields named in words, other records by their names; for managers alone."""

from pathlib import Path

import pytest

from app.accounts.earlier import FieldChange, earlier_versions
from app.book.change import writing
from app.clock import SetClock
from app.errors import NotAllowed
from app.sessions.actions import save_action
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.fixtures.books import new_book
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit


def test_a_field_says_what_it_was_and_what_it_is(unit: Unit) -> None:
    manager = unit.person("Ruth Abernethy")
    lan = save_staff_member(
        unit.book, unit.by, SaveStaffMember(name="Lan Nguyễn", phone="44", line_manager_id=manager)
    )
    save_staff_member(unit.book, unit.by, SaveStaffMember(name="Lan Nguyễn", ward="Ward 7"), lan)
    changed, made = earlier_versions(unit.book, "staff_member", lan)
    assert FieldChange("Name", "", "Lan Nguyễn") in made.fields
    assert FieldChange("Works here", "", "Yes") in made.fields
    assert set(changed.fields) == {
        FieldChange("Phone", "44", ""),
        FieldChange("Line manager", "Ruth Abernethy", ""),
        FieldChange("Ward", "", "Ward 7"),
    }
    with unit.book.engine.begin() as connection, writing(connection):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DELETE FROM staff_member WHERE id = ?", (manager,))
    changed = earlier_versions(unit.book, "staff_member", lan)[0]
    assert FieldChange("Line manager", "one that is not there any more", "") in changed.fields


def test_a_number_that_tells_nobody_anything_is_left_out(unit: Unit) -> None:
    pair_id = unit.active_pair()
    action = save_action(
        unit.book, unit.by, pair_id=pair_id, text="Book a room", owner_id=unit.person("Lan Nguyễn")
    )
    (made,) = earlier_versions(unit.book, "action", action)
    assert made.fields == (FieldChange("What", "", "Book a room"), FieldChange("Who", "", "Lan Nguyễn"))


def test_a_participant_sees_none(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        unit = Unit(book)
        lan = unit.person("Lan Nguyễn")
        number = give_account(book, "Lan Nguyễn", lan)
        folder = book.folder
    with signed_in(folder, number, clock, ONCE) as book, pytest.raises(NotAllowed):
        earlier_versions(book, "staff_member", lan)

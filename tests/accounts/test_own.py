"""What is an account's own, and what a restriction hides even from who may see all."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.own import Restricted, refuse_restricted, sight
from app.clock import SetClock
from app.pairs.records import Pair
from app.privacy.restriction import lift_restriction, restrict_person
from app.staff.records import StaffMember
from tests.fixtures.books import new_book
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

LAN, MARGIT, ADA, BO = "Lan Nguyễn", "Margit Sørvik", "Ada Obi", "Bo Dahl"


def test_a_restriction_hides_a_person_and_their_pairs_from_the_manager_too(unit: Unit) -> None:
    book, by = unit.book, unit.by
    first, second = unit.active_pair(LAN, MARGIT), unit.active_pair(ADA, BO)
    lan, ada = unit.people[LAN], unit.people[ADA]
    refuse_restricted(book, pair_id=first, staff_id=lan)
    restrict_person(book, by, lan, "Contests it")
    seen = sight(book)
    assert (seen.pairs, seen.people) == (None, None)
    assert (seen.hidden_pairs, seen.hidden_people) == ({first}, {lan})
    with book.reading() as db:
        assert db.scalars(select(Pair.id).where(seen.of_pair(Pair.id))).all() == [second]
        people = set(db.scalars(select(StaffMember.id).where(seen.of_person(StaffMember.id))))
        assert people & set(unit.people.values()) == set(unit.people.values()) - {lan}
    for about in ({"pair_id": first}, {"staff_id": lan}):
        with pytest.raises(Restricted) as refused:
            refuse_restricted(book, **about)
        assert "restricted" in str(refused.value)
    refuse_restricted(book, pair_id=second, staff_id=ada)
    refuse_restricted(book)
    lift_restriction(book, by, lan)
    refuse_restricted(book, pair_id=first, staff_id=lan)


def test_a_participant_sees_own_pairs_and_their_people_less_those_restricted(
    tmp_path: Path, clock: SetClock
) -> None:
    with new_book(tmp_path, clock) as book:
        unit = Unit(book)
        first, second = unit.active_pair(LAN, MARGIT), unit.active_pair(ADA, LAN)
        unit.active_pair(BO, MARGIT)
        people = unit.people
        give_account(book, LAN, people[LAN])
        give_account(book, "Nobody's", None)
        restrict_person(book, book.account, people[ADA], "Contests it")
    with signed_in(book.folder, LAN, clock, ONCE) as own:
        seen = sight(own)
        assert seen.pairs == {first, second}
        assert seen.people == {people[LAN], people[MARGIT], people[ADA]}
        with own.reading() as db:
            assert db.scalars(select(Pair.id).where(seen.of_pair(Pair.id))).all() == [first]
            found = set(db.scalars(select(StaffMember.id).where(seen.of_person(StaffMember.id))))
            assert found == {people[LAN], people[MARGIT]}
    with signed_in(book.folder, "Nobody's", clock, ONCE) as nobodys, nobodys.reading() as db:
        seen = sight(nobodys)
        assert (seen.pairs, seen.people) == (set(), set())
        assert db.scalars(select(Pair.id).where(seen.of_pair(Pair.id))).all() == []
        assert db.scalars(select(StaffMember.id).where(seen.of_person(StaffMember.id))).all() == []

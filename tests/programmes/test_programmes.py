"""Programmes, the furnished unit, and what needs attention."""

from datetime import timedelta

import pytest

from app.clock import SetClock
from app.errors import InvalidEntry, NotFound
from app.programmes.attention import Matter, concerns
from app.programmes.new_unit import furnish
from app.programmes.programmes import SaveProgramme, get_programme, list_programmes, save_programme
from app.sessions.actions import save_action
from app.sessions.booking import set_next_date
from app.staff.topics import list_topics
from tests.fixtures.unit import Unit


def test_a_new_unit_is_furnished_once(unit: Unit) -> None:
    topics = len(list_topics(unit.book))
    assert topics > 15
    furnish(unit.book, unit.by)
    assert len(list_topics(unit.book)) == topics
    assert [programme.name for programme in list_programmes(unit.book)] == ["Reverse mentoring"]


def test_a_programme_counts_its_pairs(unit: Unit) -> None:
    entry = SaveProgramme("Learning upward", unit.today, ends_on=unit.today + timedelta(weeks=26))
    programme_id = save_programme(unit.book, unit.by, entry)
    unit.pair(programme_id=programme_id)
    programme = get_programme(unit.book, programme_id)
    assert (programme.open_pairs, programme.all_pairs, programme.planned_sessions) == (1, 1, 6)
    with pytest.raises(NotFound):
        get_programme(unit.book, 99)


def test_what_cannot_be_a_programme(unit: Unit) -> None:
    day = timedelta(days=1)
    for entry, field in (
        (SaveProgramme(" ", unit.today), "name"),
        (SaveProgramme("reverse MENTORING", unit.today), "name"),
        (SaveProgramme("New", unit.today, ends_on=unit.today - day), "ends_on"),
        (SaveProgramme("New", unit.today, weeks=0), "weeks"),
    ):
        with pytest.raises(InvalidEntry) as problem:
            save_programme(unit.book, unit.by, entry)
        assert [fault.field for fault in problem.value.faults] == [field]


def test_concerns_come_in_the_order_of_urgency(unit: Unit, clock: SetClock) -> None:
    assert concerns(unit.book) == []
    stalled = unit.active_pair()
    forgotten = unit.active_pair("Kwabena Ofori", "Rosalind Peake")
    lan = unit.person("Lan Nguyễn")
    save_action(unit.book, unit.by, pair_id=stalled, text="Late", owner_id=lan, due_on=unit.today)
    set_next_date(unit.book, unit.by, forgotten, unit.today + timedelta(days=1))
    clock.moment += timedelta(weeks=9)
    unit.pair("Noor Al-Sayegh", "Ingrid Vollan")
    unit.train("Noor Al-Sayegh", but=("B1", "H2"))
    found = concerns(unit.book)
    assert [concern.matter for concern in found] == [
        Matter.STALLED,
        Matter.STALLED,
        Matter.TO_RECORD,
        Matter.TRAINING,
        Matter.ACTIONS,
    ]
    assert found[3].headline == "Noor Al-Sayegh cannot start yet"
    assert found[3].detail == "2 of 11 starred training items are unsigned"
    assert found[4].headline == "1 action is overdue"

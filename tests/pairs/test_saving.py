"""Proposing and changing pairs."""

from datetime import date, timedelta

import pytest

from app.errors import InvalidEntry, NotFound
from app.pairs.pairs import get_pair, open_pairs_by_person, pairs_of_person
from app.pairs.saving import GoalEntry, SavePair, save_pair
from app.pairs.words import Side, Status
from app.staff.staff_members import mark_left
from tests.fixtures.unit import Unit


def test_a_new_pair_is_proposed_with_its_conflicts_checked(unit: Unit) -> None:
    entry = SavePair(
        mentors=(unit.person("Lan Nguyễn"), unit.person("Kwabena Ofori")),
        mentees=(unit.person("Margit Sørvik"),),
        topic_id=unit.topic(),
        aim="  Charts alone by May ",
        planned_end=unit.today + timedelta(weeks=26),
        goals=(GoalEntry("Enters a drug chart", before=3),),
    )
    pair = get_pair(unit.book, save_pair(unit.book, unit.by, entry))
    assert (pair.status, pair.conflicts_checked_on, pair.aim) == (
        Status.PROPOSED,
        unit.today,
        "Charts alone by May",
    )
    assert [(p.name, p.lead) for p in pair.mentors] == [("Lan Nguyễn", True), ("Kwabena Ofori", False)]
    assert pair.title == "Lan Nguyễn, Kwabena Ofori → Margit Sørvik"
    assert [(goal.text, goal.before, goal.after) for goal in pair.goals] == [("Enters a drug chart", 3, None)]


def test_changing_people_and_goals(unit: Unit) -> None:
    pair_id = unit.pair()
    lan, margit = unit.person("Lan Nguyễn"), unit.person("Margit Sørvik")
    entry = SavePair((lan,), (margit,), unit.topic(), goals=(GoalEntry("One"), GoalEntry("Two")))
    save_pair(unit.book, unit.by, entry, pair_id)
    two = get_pair(unit.book, pair_id).goals[1]
    ama = unit.person("Ama Boadu")
    entry = SavePair((ama,), (margit,), unit.topic(), goals=(GoalEntry("Two, better", 2, 7, None, two.id),))
    save_pair(unit.book, unit.by, entry, pair_id)
    pair = get_pair(unit.book, pair_id)
    assert [person.name for person in pair.mentors] == ["Ama Boadu"]
    assert [(goal.id, goal.text, goal.after) for goal in pair.goals] == [(two.id, "Two, better", 7)]


def test_one_person_teaches_in_one_pair_and_learns_in_another(unit: Unit) -> None:
    unit.pair("Lan Nguyễn", "Margit Sørvik")
    unit.pair("Margit Sørvik", "Lan Nguyễn", topic_id=unit.topic("Leading a shift"))
    sides = {pair.topic: pair.side for pair in pairs_of_person(unit.book, unit.person("Lan Nguyễn"))}
    assert sides == {"Electronic charting": Side.MENTOR, "Leading a shift": Side.MENTEE}
    assert open_pairs_by_person(unit.book)[unit.person("Lan Nguyễn")] == 2


def test_what_cannot_be_a_pair(unit: Unit) -> None:
    boss = unit.person("Ruth Abernethy")
    lan, margit = unit.person("Lan Nguyễn", line_manager_id=boss), unit.person("Margit Sørvik")
    left = unit.person("Gone Away")
    mark_left(unit.book, unit.by, left, unit.today)
    topic = unit.topic()
    cases: list[tuple[SavePair, str, str]] = [
        (SavePair((), (margit,), topic), "mentors", "who teaches"),
        (SavePair((lan,), (), topic), "mentees", "who learns"),
        (SavePair((lan,), (lan,), topic), "mentees", "themselves"),
        (SavePair((lan, lan), (margit,), topic), "mentors", "twice"),
        (SavePair((lan,), (boss,), topic), "mentees", "line manager"),
        (SavePair((lan,), (left,), topic), "mentees", "any more"),
        (SavePair((lan,), (margit,), None), "topic_id", "topic"),
        (SavePair((lan,), (margit,), topic, planned_sessions=0), "planned_sessions", "from 1"),
        (SavePair((lan,), (margit,), topic, session_minutes=481), "session_minutes", "480"),
        (
            SavePair((lan,), (margit,), topic, planned_end=date(2026, 3, 11)),
            "planned_end",
            "before the start",
        ),
        (SavePair((lan,), (margit,), topic, planned_end=date(2126, 1, 1)), "planned_end", "2126"),
        (SavePair((lan,), (margit,), topic, goals=(GoalEntry(" "),)), "goals", "different"),
        (SavePair((lan,), (margit,), topic, goals=(GoalEntry("x", before=11),)), "goals", "10"),
    ]
    for entry, field, words in cases:
        with pytest.raises(InvalidEntry) as problem:
            save_pair(unit.book, unit.by, entry)
        assert any(f.field == field and words in f.sentence for f in problem.value.faults), (field, words)
    assert open_pairs_by_person(unit.book) == {}


def test_the_same_open_pair_is_not_made_twice(unit: Unit) -> None:
    unit.pair()
    with pytest.raises(InvalidEntry, match="already have an open pair"):
        unit.pair()
    unit.pair(topic_id=unit.topic("Ward tablets"))


def test_an_unknown_pair_is_said_so(unit: Unit) -> None:
    with pytest.raises(NotFound):
        get_pair(unit.book, 99)

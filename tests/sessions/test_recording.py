"""Recording sessions: five fields, the booking, actions that carry forward, and what is refused."""

from datetime import time, timedelta

import pytest

from app.clock import SetClock
from app.errors import InvalidEntry, NotFound
from app.pairs.pairs import get_pair
from app.pairs.saving import GoalEntry
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import CloseReason
from app.sessions.actions import list_actions
from app.sessions.booking import set_next_date
from app.sessions.recording import ActionEntry, RecordSession, record_session, remove_session
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import Audience, Mode, Protected, State
from tests.fixtures.unit import Unit


def test_a_plain_entry_needs_only_the_pair_and_the_day(unit: Unit) -> None:
    pair_id = unit.active_pair()
    view = get_session(unit.book, record_session(unit.book, unit.by, RecordSession(pair_id, unit.today)))
    assert (view.state, view.minutes, view.number, view.protected_time) == (State.HELD, 45, 1, Protected.YES)
    assert [person.name for person in view.attended] == ["Lan Nguyễn", "Margit Sørvik"]
    assert view.recorded_by == unit.by.name


def test_everything_typed_comes_back(unit: Unit) -> None:
    pair_id = unit.active_pair(goals=(GoalEntry("Enters a drug chart", 3),))
    lan, margit = unit.person("Lan Nguyễn"), unit.person("Margit Sørvik")
    goal = get_pair(unit.book, pair_id).goals[0].id
    long_note = "Wir übten die Eingabe. " * 1_800
    entry = RecordSession(
        pair_id,
        unit.today,
        minutes=50,
        mode=Mode.SIDE_BY_SIDE,
        protected_time=Protected.PART,
        summary="<img src=/etc/passwd> & fluid balance",
        starts_at=time(14, 30),
        place="Office",
        attended=(lan,),
        record_note=long_note,
        goals=(goal,),
        actions=(ActionEntry("Set up own chart view", margit, unit.today + timedelta(days=14)),),
        next_on=unit.today + timedelta(days=14),
        next_at=time(9, 0),
        next_minutes=30,
    )
    view = get_session(unit.book, record_session(unit.book, unit.by, entry))
    assert (view.summary, view.starts_at, view.place) == (entry.summary, time(14, 30), "Office")
    assert [(note.audience, note.text) for note in view.notes] == [(Audience.RECORD, long_note.strip())]
    assert view.goals == ("Enters a drug chart",)
    assert [(a.text, a.owner) for a in view.actions] == [("Set up own chart view", "Margit Sørvik")]
    assert (view.next_on, view.next_at) == (entry.next_on, time(9, 0))


def test_open_actions_carry_forward_until_they_are_ticked(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    lan = unit.person("Lan Nguyễn")
    actions = (ActionEntry("Ask for a test account", lan), ActionEntry("Practise a letter", lan))
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, actions=actions))
    clock.moment += timedelta(days=14)
    first, second = list_actions(unit.book, pair_id=pair_id)
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, actions_done=(first.id,)))
    assert [action.id for action in list_actions(unit.book, pair_id=pair_id)] == [second.id]
    done = next(a for a in list_actions(unit.book, pair_id=pair_id, done=True) if a.id == first.id)
    assert done.done_on == unit.today


def test_a_booking_becomes_the_session_and_the_next_date_is_booked_once(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    booked = set_next_date(unit.book, unit.by, pair_id, unit.today + timedelta(days=7))
    assert set_next_date(unit.book, unit.by, pair_id, unit.today + timedelta(days=10)) == booked
    clock.moment += timedelta(days=10)
    entry = RecordSession(pair_id, unit.today, next_on=unit.today + timedelta(days=14))
    assert record_session(unit.book, unit.by, entry) == booked
    states = [(row.state, row.held_on) for row in list_sessions(unit.book, pair_id=pair_id)]
    assert states == [(State.BOOKED, unit.today + timedelta(days=14)), (State.HELD, unit.today)]


def test_correcting_keeps_the_session_and_its_actions(unit: Unit) -> None:
    pair_id = unit.active_pair()
    lan = unit.person("Lan Nguyễn")
    first = RecordSession(pair_id, unit.today, record_note="Old", actions=(ActionEntry("Keep me", lan),))
    session_id = record_session(unit.book, unit.by, first)
    corrected = RecordSession(pair_id, unit.today, minutes=30, attended=(lan,))
    assert record_session(unit.book, unit.by, corrected, session_id) == session_id
    view = get_session(unit.book, session_id)
    assert (view.minutes, len(view.attended), view.notes) == (30, 1, ())
    assert [action.text for action in view.actions] == ["Keep me"]


def test_removing_keeps_the_actions_and_undo_brings_everything_back(unit: Unit) -> None:
    pair_id = unit.active_pair()
    lan = unit.person("Lan Nguyễn")
    entry = RecordSession(pair_id, unit.today, record_note="Note", actions=(ActionEntry("Stay", lan),))
    session_id = record_session(unit.book, unit.by, entry)
    before = get_session(unit.book, session_id)
    remove_session(unit.book, unit.by, session_id)
    with pytest.raises(NotFound):
        get_session(unit.book, session_id)
    assert [action.text for action in list_actions(unit.book, pair_id=pair_id)] == ["Stay"]
    unit.book.undo()
    assert get_session(unit.book, session_id) == before


def test_what_cannot_be_recorded(unit: Unit, clock: SetClock) -> None:
    waiting = unit.pair("Ama Boadu", "Colm Hanratty")
    pair_id = unit.active_pair()
    ended = unit.active_pair("Kwabena Ofori", "Rosalind Peake")
    close_pair(unit.book, unit.by, ended, ClosePair(CloseReason.MOVED, unit.today))
    began = unit.today
    clock.moment += timedelta(days=30)
    stranger = unit.person("A Stranger")
    day = timedelta(days=1)
    wrong: list[tuple[RecordSession, str]] = [
        (RecordSession(waiting, unit.today), "pair_id"),
        (RecordSession(pair_id, began - day), "held_on"),
        (RecordSession(pair_id, unit.today + day), "held_on"),
        (RecordSession(ended, began + day), "held_on"),
        (RecordSession(pair_id, unit.today, minutes=4), "minutes"),
        (RecordSession(pair_id, unit.today, attended=()), "attended"),
        (RecordSession(pair_id, unit.today, attended=(stranger,)), "attended"),
        (RecordSession(pair_id, unit.today, summary="s" * 100_001), "summary"),
        (RecordSession(pair_id, unit.today, actions=(ActionEntry(" ", stranger),)), "actions"),
        (RecordSession(pair_id, unit.today, next_on=unit.today), "next_on"),
        (RecordSession(pair_id, unit.today, next_on=began.replace(year=2099)), "next_on"),
        (RecordSession(pair_id, unit.today, next_on=unit.today + day, next_minutes=999), "next_minutes"),
    ]
    before = list_sessions(unit.book)
    for entry, field in wrong:
        with pytest.raises(InvalidEntry) as problem:
            record_session(unit.book, unit.by, entry)
        assert field in [fault.field for fault in problem.value.faults], field
    assert list_sessions(unit.book) == before

"""Next dates and cancelled sessions."""

from datetime import timedelta

import pytest

from app.errors import InvalidEntry
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import CloseReason
from app.sessions.activity import sessions_to_record
from app.sessions.booking import CancelSession, cancel_session, set_next_date
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import CancelledBy, State
from tests.fixtures.unit import Unit


def test_a_cancelled_booking_keeps_its_place(unit: Unit) -> None:
    pair_id = unit.active_pair()
    booked = set_next_date(unit.book, unit.by, pair_id, unit.today)
    assert [row.id for row in sessions_to_record(unit.book)] == [booked]
    entry = CancelSession(pair_id, unit.today, CancelledBy.MENTEE, "On leave", unit.today + timedelta(days=3))
    assert cancel_session(unit.book, unit.by, entry) == booked
    view = get_session(unit.book, booked)
    assert (view.state, view.cancelled_by, view.cancel_reason) == (
        State.CANCELLED,
        CancelledBy.MENTEE,
        "On leave",
    )
    booked_now = list_sessions(unit.book, states=(State.BOOKED,))
    assert [row.held_on for row in booked_now] == [unit.today + timedelta(days=3)]


def test_what_cannot_be_cancelled_or_booked(unit: Unit) -> None:
    pair_id = unit.active_pair()
    day = timedelta(days=1)
    for entry, field in (
        (CancelSession(pair_id, unit.today, None), "cancelled_by"),
        (CancelSession(pair_id, unit.today - day, CancelledBy.WARD), "planned_on"),
        (CancelSession(pair_id, unit.today, CancelledBy.WARD, next_on=unit.today), "next_on"),
        (CancelSession(pair_id, unit.today, CancelledBy.WARD, reason="r" * 241), "reason"),
    ):
        with pytest.raises(InvalidEntry) as problem:
            cancel_session(unit.book, unit.by, entry)
        assert [fault.field for fault in problem.value.faults] == [field]
    with pytest.raises(InvalidEntry):
        set_next_date(unit.book, unit.by, pair_id, unit.today - day)
    with pytest.raises(InvalidEntry):
        set_next_date(unit.book, unit.by, pair_id, unit.today, minutes=1)
    close_pair(unit.book, unit.by, pair_id, ClosePair(CloseReason.TIME, unit.today))
    with pytest.raises(InvalidEntry, match="ended"):
        set_next_date(unit.book, unit.by, pair_id, unit.today)
    assert list_sessions(unit.book) == []

"""Counting actions and sessions against what was typed."""

from datetime import date, timedelta

import pytest

from app.clock import SetClock
from app.errors import InvalidEntry, NotFound
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import CloseReason
from app.sessions.actions import count_actions, list_actions, save_action, set_done
from app.sessions.activity import sessions_by_month
from app.sessions.booking import CancelSession, cancel_session
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import CancelledBy, Protected
from tests.fixtures.unit import Unit


def test_actions_are_overdue_the_day_after_and_gone_with_their_pair(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    lan = unit.person("Lan Nguyễn")
    late = save_action(
        unit.book, unit.by, pair_id=pair_id, text="Book the projector", owner_id=lan, due_on=unit.today
    )
    save_action(unit.book, unit.by, pair_id=pair_id, text="Some day", owner_id=lan)
    assert (count_actions(unit.book).open, count_actions(unit.book).overdue) == (2, 0)
    clock.moment += timedelta(days=1)
    counts = count_actions(unit.book)
    assert (counts.overdue, counts.oldest_due) == (1, unit.today - timedelta(days=1))
    assert [row.text for row in list_actions(unit.book)] == ["Book the projector", "Some day"]
    set_done(unit.book, unit.by, late, True)
    assert count_actions(unit.book).overdue == 0
    set_done(unit.book, unit.by, late, False)
    close_pair(unit.book, unit.by, pair_id, ClosePair(CloseReason.COMPLETED, unit.today))
    assert count_actions(unit.book).open == 0
    assert len(list_actions(unit.book, pair_id=pair_id)) == 2


def test_an_action_needs_words_and_must_exist(unit: Unit) -> None:
    pair_id = unit.active_pair()
    with pytest.raises(InvalidEntry):
        save_action(unit.book, unit.by, pair_id=pair_id, text=" ", owner_id=unit.person("Lan Nguyễn"))
    with pytest.raises(NotFound):
        set_done(unit.book, unit.by, 77, True)


def test_months_count_what_was_recorded(unit: Unit, clock: SetClock) -> None:
    pair_id = unit.active_pair()
    for protected in (Protected.YES, Protected.YES, Protected.PART, Protected.NO):
        record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, protected_time=protected))
    clock.moment += timedelta(days=31)
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today))
    cancel_session(unit.book, unit.by, CancelSession(pair_id, unit.today, CancelledBy.WARD))
    march, april = sessions_by_month(unit.book, date(2026, 3, 1), date(2026, 4, 30))
    assert (march.kept, march.part, march.not_kept, march.held, march.kept_share) == (2, 1, 1, 4, 50)
    assert (april.held, april.cancelled, april.kept_share) == (1, 1, 100)
    empty = sessions_by_month(unit.book, date(2025, 12, 31), date(2026, 1, 1))
    assert [(m.year, m.month, m.held, m.kept_share) for m in empty] == [
        (2025, 12, 0, None),
        (2026, 1, 0, None),
    ]

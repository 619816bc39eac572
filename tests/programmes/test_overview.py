"""The overview counts what Home shows."""

from datetime import timedelta

from app.programmes.first_steps import first_steps
from app.programmes.overview import look_over
from app.sessions.booking import set_next_date
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import Protected
from tests.fixtures.unit import Unit


def test_an_empty_unit_has_nothing_to_show(unit: Unit) -> None:
    seen = look_over(unit.book)
    assert (seen.open_pairs, seen.mentors, seen.booked, seen.concerns) == (0, 0, 0, ())
    assert len(seen.months) == 12
    assert (seen.month.month, seen.month_before.month) == (3, 2)
    steps = first_steps(unit.book)
    assert not steps.taken
    assert steps.staff == 0


def test_pairs_sessions_and_mentors_are_counted(unit: Unit) -> None:
    pair_id = unit.active_pair()
    unit.pair("Noor Al-Sayegh", "Ingrid Vollan")
    record_session(unit.book, unit.by, RecordSession(pair_id, unit.today, protected_time=Protected.YES))
    set_next_date(unit.book, unit.by, pair_id, unit.today + timedelta(days=7))
    seen = look_over(unit.book)
    assert (seen.open_pairs, seen.active_pairs, seen.on_track) == (2, 1, 1)
    assert (seen.month.held, seen.month.kept_share, seen.booked_this_month) == (1, 100, 1)
    assert (seen.mentors, seen.mentors_ready) == (1, 1)
    assert seen.next_sessions[0].held_on == unit.today + timedelta(days=7)
    assert [concern.headline for concern in seen.concerns] == ["Noor Al-Sayegh cannot start yet"]
    steps = first_steps(unit.book)
    assert (steps.staff, steps.pairs, steps.sessions, steps.in_training) == (4, 2, 2, 1)

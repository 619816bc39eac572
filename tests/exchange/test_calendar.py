"""The next sessions as a calendar file."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from app.exchange.calendar import export_calendar
from app.exchange.export import NoPlace
from app.sessions.booking import set_next_date
from tests.fixtures.unit import Unit


def test_booked_sessions_become_events(unit: Unit, tmp_path: Path) -> None:
    day = unit.today + timedelta(days=3)
    set_next_date(unit.book, unit.by, unit.active_pair(), day, at=time(14, 30), minutes=60)
    set_next_date(unit.book, unit.by, unit.active_pair("Ada Obi", "Bo Dahl"), day)
    assert export_calendar(unit.book, unit.by, tmp_path / "next.ics") == 2
    events = Calendar.from_ical((tmp_path / "next.ics").read_bytes()).walk("VEVENT")
    timed = next(event for event in events if "Lan Nguyễn" in event["summary"])
    assert (timed["dtend"].dt - timed["dtstart"].dt) == timedelta(hours=1)
    assert timed["dtstart"].dt.time() == time(14, 30)
    whole_day = next(event for event in events if "Ada Obi" in event["summary"])
    assert whole_day["dtstart"].dt == day
    mine = unit.people["Ada Obi"]
    assert export_calendar(unit.book, unit.by, tmp_path / "mine.ics", staff_id=mine) == 1


def test_no_calendar_is_written_into_the_book(unit: Unit) -> None:
    with pytest.raises(NoPlace):
        export_calendar(unit.book, unit.by, unit.book.folder / "next.ics")
    assert not (unit.book.folder / "next.ics").exists()

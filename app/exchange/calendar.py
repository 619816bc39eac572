"""The sessions to come as a calendar file that any calendar program opens.

Holds the pair, the topic and the time, and nothing of what was said.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from icalendar import Calendar, Event

from app import files
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.exchange.export import outside
from app.language import _
from app.sessions.activity import next_sessions
from app.sessions.session_views import SessionRow

_MOST = 1000


@rule(Action.EXPORT)
def export_calendar(book: Book, by: Account, path: Path, *, staff_id: int | None = None) -> int:
    """Writes the sessions booked from today on, of one person or all, to *path*; returns how many.

    A session without a start fills its day; the other times are local to wherever the file is read.
    Raises :class:`~app.errors.NotAllowed`, :class:`~app.exchange.export.NoPlace` or a problem of the disk;
    an old file then stays.
    """
    outside(book, path)
    rows = next_sessions(book, limit=_MOST, staff_id=staff_id)
    calendar = Calendar()
    calendar.add("prodid", "-//Pairbook//EN")
    calendar.add("version", "2.0")
    for row in rows:
        calendar.add_component(_event(row, book))
    files.write_atomically(path, calendar.to_ical())
    book.record_event("export", _("Exported the next sessions as a calendar"), by=by)
    return len(rows)


def _event(row: SessionRow, book: Book) -> Event:
    event = Event()
    # The same session of the same unit replaces itself when the file is opened again.
    event.add("uid", str(uuid5(NAMESPACE_OID, f"{book.unit.hospital}/{book.unit.name}/{row.id}")))
    event.add("dtstamp", book.clock.now().astimezone(UTC))
    event.add("summary", _("Mentoring: {pair}").format(pair=row.pair))
    event.add("description", row.topic)
    if row.starts_at is None:
        event.add("dtstart", row.held_on)
    else:
        start = datetime.combine(row.held_on, row.starts_at)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=row.minutes))
    return event

"""The session log: every session of a pair, a person or a period, with the time they took (DOMAIN 4).

Rows are made one by one as the pages are, so that a log of twenty thousand sessions costs no more
memory than the list itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import duration, long_day, short_day
from app.language import _, ngettext
from app.pairs.pairs import Person, get_pair
from app.pairs.words import Status
from app.reports.document import (
    Align,
    AnswerBox,
    Column,
    Density,
    Document,
    Lines,
    Paragraph,
    Reader,
    Row,
    RowKind,
    Table,
)
from app.reports.inline import person, strong
from app.reports.options import Options, pair_fate, printed
from app.reports.words import capital, in_words
from app.sessions.pair_rows import list_pairs
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import CancelledBy, Mode, Protected, State, label
from app.staff.staff_members import get_staff_member


@dataclass(frozen=True)
class _Rows(Iterable[Row]):
    """Rows made while they are printed; can be gone through again."""

    make: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        return self.make()


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The log of a pair, a person, or of everybody, in a period; raises NotFound for a wrong id."""
    sessions = list_sessions(
        book,
        pair_id=options.pair_id,
        staff_id=options.staff_id,
        since=options.since,
        until=options.until,
        states=(State.HELD, State.CANCELLED),
    )
    sessions.reverse()
    today = book.clock.today()
    title, about, end = _("Session log"), "", today
    one_pair = options.pair_id is not None
    people = {} if one_pair else _people_of_pairs(book)
    if options.pair_id is not None:
        pair = get_pair(book, options.pair_id)
        about = _("{mentors} with {mentees}").format(
            mentors=", ".join(person(one.name) for one in pair.mentors),
            mentees=", ".join(person(one.name) for one in pair.mentees),
        )
        end = (pair.closure.on if pair.closure else pair.planned_end) or today
    elif options.staff_id is not None:
        about = person(get_staff_member(book, options.staff_id).name)
    held = [session for session in sessions if session.state == State.HELD]
    minutes = sum(session.minutes for session in held)
    cancelled = len(sessions) - len(held)
    table = Table(
        _columns(one_pair=one_pair),
        _Rows(lambda: _rows(sessions, minutes, people, one_pair=one_pair)),
        density=Density.DENSE,
        caption=title,
    )
    return printed(
        book,
        title,
        Reader.CONFIDENTIAL,
        (AnswerBox(_headline(len(held), cancelled, minutes)), table)
        if sessions
        else (Paragraph(_("No session is recorded for this choice."), long=True),),
        facts=(about, _period(sessions, options)),
        fate=pair_fate(end, today),
        running_title=f"{title}: {about}" if about else title,
    )


def _headline(held: int, cancelled: int, minutes: int) -> str:
    """Sessions held and the time they took, then those cancelled."""
    first = ngettext("{n} session was held", "{n} sessions were held", held).format(n=in_words(held))
    if minutes:
        first = _("{first}, {time} in all").format(first=first, time=duration(minutes))
    if not cancelled:
        return capital(_("{first}; none was cancelled.").format(first=first))
    second = ngettext("{n} was cancelled.", "{n} were cancelled.", cancelled).format(n=in_words(cancelled))
    return capital(f"{first}; {second}")


def _period(sessions: Sequence[SessionRow], options: Options) -> str:
    if not sessions:
        return ""
    start, end = options.since or sessions[0].held_on, options.until or sessions[-1].held_on
    return _("{start} to {end}").format(start=long_day(start), end=long_day(end))


def _columns(*, one_pair: bool) -> tuple[Column, ...]:
    date_column = Column(_("Date"), 21)
    minutes = Column(_("Minutes"), 16, Align.RIGHT)
    if one_pair:
        return (
            date_column,
            minutes,
            Column(_("How"), 24),
            Column(_("Protected"), 24),
            Column(_("What was done"), 90),
        )
    return (
        date_column,
        Column(_("Mentor, mentee"), 42),
        Column(_("Topic"), 29),
        minutes,
        Column(_("How"), 22),
        Column(_("What was done"), 45),
    )


def _rows(
    sessions: Sequence[SessionRow], minutes: int, people: dict[int, Lines], *, one_pair: bool
) -> Iterator[Row]:
    newest = sessions[-1].held_on
    for session in sessions:
        held = session.state == State.HELD
        day = short_day(session.held_on, newest)
        done = session.summary if held else _cancelled(session)
        how = label(Mode(session.mode)) if session.mode and held else ""
        kept = label(Protected(session.protected_time)) if session.protected_time and held else ""
        count = str(session.minutes) if held else ""
        kind = RowKind.PLAIN if held else RowKind.FADED
        if one_pair:
            yield Row((day, count, how, kept, done), kind)
            continue
        who = people.get(session.pair_id, session.pair)
        yield Row((day, who, session.topic, count, Lines((how, kept)) if held else "", done), kind)
    total = duration(minutes)
    if one_pair:
        yield Row((_("Total"), f"{minutes:,}", "", "", total), RowKind.TOTAL)
    else:
        yield Row((_("Total"), "", "", f"{minutes:,}", "", total), RowKind.TOTAL)


def _people_of_pairs(book: Book) -> dict[int, Lines]:
    """The mentors and mentees of each pair, everybody on a line of their own."""
    return {
        pair.id: Lines((*map(strong, _stacked(pair.mentors)), *_stacked(pair.mentees)))
        for pair in list_pairs(book, statuses=tuple(Status))
    }


def _stacked(people: Sequence[Person]) -> tuple[str, ...]:
    *first, last = (person(one.name) for one in people)
    return (*(f"{name}," for name in first), last)


def _cancelled(session: SessionRow) -> str:
    words = _("Cancelled")
    if session.cancelled_by:
        words = f"{words} {label(CancelledBy(session.cancelled_by))}"
    return f"{words}: {session.cancel_reason}" if session.cancel_reason else words

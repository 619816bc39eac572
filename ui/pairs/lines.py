"""The pair list: columns, tabs and the sentence of facts.

Promises: rows come as the book sorts them, what needs a person first; only a slowing or
stalled pair is a filled pill, the rest is quiet icon and word (STYLE 3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.dates import short_day, weekday_day
from app.language import _, ngettext
from app.pairs.stall import Light, light_word
from app.pairs.words import Status, label
from app.sessions.pair_rows import PairRow
from ui.kit.pills import Marked
from ui.kit.rows import Column


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab over the table: its key, its words, and which pairs it keeps."""

    key: str
    words: str
    keep: Callable[[PairRow], bool]


def tabs() -> tuple[Tab, ...]:
    """The tabs in their order; the first is the list's usual one."""
    return (
        Tab("open", _("All open"), lambda row: row.status is not Status.CLOSED),
        Tab("attention", _("Needs attention"), lambda row: row.needs_attention),
        Tab("active", label(Status.ACTIVE), lambda row: row.status is Status.ACTIVE),
        Tab("proposed", label(Status.PROPOSED), lambda row: row.status in (Status.PROPOSED, Status.AGREED)),
        Tab("paused", label(Status.PAUSED), lambda row: row.status is Status.PAUSED),
        Tab("closed", label(Status.CLOSED), lambda row: row.status is Status.CLOSED),
    )


def facts(rows: Sequence[PairRow]) -> str:
    """The one sentence of facts under the title."""
    open_pairs = sum(row.status is not Status.CLOSED for row in rows)
    waiting = sum(row.needs_attention for row in rows)
    words = ngettext("{n} open pair", "{n} open pairs", open_pairs).format(n=open_pairs)
    if waiting:
        words += " · " + ngettext("{n} needs attention", "{n} need attention", waiting).format(n=waiting)
    return words


def columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns of the pair list; *today* tells which next session is the one of today."""
    return (
        Column(_("Mentor → mentee"), lambda row: row.title, width=212, stretch=4),
        Column(_("Topic"), lambda row: row.topic, width=122, stretch=2, drop=3),
        Column(
            _("Status"),
            lambda row: _status(row.status),
            "mark",
            95,
            sort=lambda row: list(Status).index(row.status),
            drop=2,
            marks=tuple(map(_status, Status)),
        ),
        Column(
            _("Rhythm"),
            lambda row: _rhythm(row.rhythm.light),
            "mark",
            98,
            sort=_by_light,
            leads=True,
            marks=tuple(mark for mark in map(_rhythm, Light) if isinstance(mark, Marked)),
        ),
        Column(_("Sessions"), lambda row: (row.held, row.planned_sessions), "dots", 91, drop=1),
        Column(
            _("Next"),
            lambda row: next_words(row, today()),
            width=94,
            quiet=lambda row: row.next_on is None,
            sort=lambda row: row.next_on,
            drop=1,
        ),
    )


def searched(row: PairRow) -> str:
    """What the search box finds besides the columns."""
    people = (*row.mentors, *row.mentees)
    return " ".join(f"{person.known_as} {person.ward} {person.grade}" for person in people)


def next_words(row: PairRow, today: date) -> str:
    """When the pair meets next: "Today, 14:30", "Mon 16 Mar", "Not set"; a closed pair never does."""
    if row.status is Status.CLOSED:
        return "–"
    if row.next_on is None:
        return _("Not set")
    if row.next_on == today:
        return f"{_('Today')}, {row.next_at:%H:%M}" if row.next_at else _("Today")
    if row.next_on.year != today.year:
        return short_day(row.next_on, today)
    return weekday_day(row.next_on)


def _status(status: Status) -> Marked:
    return Marked(status.value, label(status))


def _rhythm(light: Light) -> Marked | str:
    return "" if light is Light.NONE else Marked(light.value, light_word(light))


def _by_light(row: PairRow) -> int:
    return (Light.STALLED, Light.SLOWING, Light.ON_TRACK, Light.NONE).index(row.rhythm.light)

"""How prints show a pair's people, status and stall light (PRINT_STYLE 6)."""

import re
from collections.abc import Sequence

from app.book import UnitFacts
from app.dates import short_day, weeks
from app.language import _, ngettext
from app.pairs.pairs import Person
from app.pairs.stall import CANCELLATIONS_IN_A_ROW, Light
from app.pairs.words import SUCCESSFUL, CloseReason, Status, label
from app.reports.document import Cell, Lines, Marked
from app.reports.inline import Text, strong
from app.reports.options import Options
from app.reports.signs import Sign
from app.sessions.pair_rows import PairRow


def names(people: Sequence[Person], options: Options) -> tuple[str, ...]:
    """The names of some people as this print shows them."""
    return tuple(options.name(one.name) for one in people)


def name_lines(people: Sequence[Person], options: Options) -> Cell:
    """People under one another, with commas between."""
    found = names(people, options)
    if len(found) < 2:
        return "".join(found)
    return Lines((*(name + "," for name in found[:-1]), found[-1]))


def status_cell(row: PairRow) -> Marked:
    """The status with its mark; a pair that ended shows how."""
    if row.status is Status.CLOSED and row.close_reason is not None:
        sign = Sign.COMPLETED if row.close_reason in SUCCESSFUL else Sign.ENDED
        return Marked(sign, label(row.close_reason))
    return Marked(status_sign(row.status), label(row.status))


def status_sign(status: Status) -> Sign:
    """The mark of a status."""
    return {
        Status.PROPOSED: Sign.PROPOSED,
        Status.AGREED: Sign.AGREED,
        Status.ACTIVE: Sign.ACTIVE,
        Status.PAUSED: Sign.PAUSED,
        Status.CLOSED: Sign.ENDED,
    }[status]


def light_cell(row: PairRow, unit: UnitFacts) -> Cell:
    """The stall light with the reason that counts; only active pairs have one."""
    light = row.rhythm.light
    if light is Light.NONE:
        return ""
    if light is Light.ON_TRACK:
        return Marked(Sign.ON_COURSE, _("On course"))
    sign = Sign.RED if light is Light.STALLED else Sign.AMBER
    word = _("Red: {reason}") if light is Light.STALLED else _("Amber: {reason}")
    return Marked(sign, strong(word.format(reason=short_reason(row, unit))))


def short_reason(row: PairRow, unit: UnitFacts) -> str:
    """Why a light is amber or red, in two words: the weeks, the cancellations, or the missing date."""
    stalled = row.rhythm.light is Light.STALLED
    if row.rhythm.weeks >= (unit.red_weeks if stalled else unit.amber_weeks):
        return weeks(row.rhythm.weeks)
    if stalled:
        numbers = re.findall(r"\d+", row.rhythm.reason)
        count = int(numbers[-1]) if numbers else CANCELLATIONS_IN_A_ROW
        return ngettext("{n} cancelled", "{n} cancelled", count).format(n=count)
    return _("no date")


def next_cell(row: PairRow) -> Text:
    """The next date: its absence matters for an active pair alone."""
    if row.next_on is not None:
        return short_day(row.next_on)
    return strong(_("no date")) if row.status is Status.ACTIVE else "–"


def held_words(row: PairRow) -> str:
    """Sessions held of those planned."""
    return _("{held} of {planned}").format(held=row.held, planned=row.planned_sessions)


def well(row: PairRow) -> bool:
    """Whether a pair is on course or finished."""
    if row.status is Status.CLOSED:
        return row.close_reason in SUCCESSFUL or row.close_reason is CloseReason.PLANNED_END
    return row.rhythm.light is Light.ON_TRACK

"""The history extract: who did what and when in a period, and whether the chain is unbroken."""

from datetime import date, datetime, time, timedelta

from app.accounts.past import read_history
from app.accounts.roles import Action, rule
from app.book import Book, history
from app.dates import long_day, short_moment
from app.language import _, ngettext
from app.reports.document import (
    AnswerBox,
    Column,
    Density,
    Document,
    Paragraph,
    Reader,
    Remark,
    Row,
    Table,
)
from app.reports.inline import person
from app.reports.options import Options, meeting_fate, printed

_MOST = 1_000_000
_DAYS = 31
_FIRST_DAY, _LAST_DAY = date(1971, 1, 1), date(2999, 12, 30)


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """The entries of a period, of the last 31 days when none is given; titles, never what rows held."""
    until = options.until or book.clock.today()
    since = options.since or min(until, max(until, _FIRST_DAY) - timedelta(days=_DAYS - 1))
    start = _midnight(since)
    end = _midnight(min(until, _LAST_DAY) + timedelta(days=1))
    found = [entry for entry in read_history(book, since=start, limit=_MOST) if entry.at < end]
    found.reverse()
    with book.reading() as db:
        broken = history.first_broken(db)
    chain = (
        _("The chain of the history is unbroken.")
        if broken is None
        else _("The chain is broken at entry {number}: tell the information governance lead.").format(
            number=broken
        )
    )
    table = Table(
        (Column(_("No."), 16), Column(_("When"), 34), Column(_("Who"), 45), Column(_("What"), 80)),
        tuple(
            Row(
                (
                    str(entry.id), short_moment(entry.at),
                    person(entry.account_name) or _("erased"), entry.title or _("erased"),
                )
            )
            for entry in found
        ),
        density=Density.DENSE,
        caption=_("History"),
    )  # fmt: skip
    count = ngettext("{n} entry in this period.", "{n} entries in this period.", len(found))
    return printed(
        book,
        _("History extract"),
        Reader.CONFIDENTIAL,
        (
            AnswerBox(chain, count.format(n=f"{len(found):,}")),
            table if found else Paragraph(_("Nothing happened in this period."), long=True),
            Remark(_("Titles only: what notes say is never part of this print.")),
        ),
        facts=(_("{start} to {end}").format(start=long_day(since), end=long_day(until)),),
        fate=meeting_fate(book),
    )


def _midnight(day: date) -> datetime:
    """When *day* begins here; of a day that no system clock can show, the nearest that each can."""
    return datetime.combine(min(max(day, _FIRST_DAY), _LAST_DAY), time()).astimezone()

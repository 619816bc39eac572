"""The result of a rehearsed restore, for the file: which copy, what was checked, whether it works."""

from app.accounts.roles import Action, rule
from app.book import Book
from app.book.backup_preview import Counts, Rehearsal
from app.dates import day_and_time
from app.language import _
from app.reports.document import AnswerBox, Column, Document, Heading, Reader, Row, Table
from app.reports.options import meeting_fate, printed


@rule(Action.PRINT_ALL)
def build(book: Book, rehearsal: Rehearsal) -> Document:
    """One page on *rehearsal*; no record of the book stands on it, only how many there are."""
    made = day_and_time(rehearsal.made) if rehearsal.made is not None else _("an unknown day")
    checks = Table(
        (Column(_("What was checked"), 45), Column(_("Result"), 25), Column(_("In words"), 105)),
        tuple(
            Row((each.part, _("Good") if each.good else _("Not good"), each.sentence))
            for each in rehearsal.findings
        ),
        caption=_("Checks"),
    )
    counts = Table(
        (Column(_("How many"), 75), Column(_("In the copy"), 50), Column(_("In the book"), 50)),
        tuple(
            Row((words, _number(rehearsal.then, name), _number(rehearsal.now, name)))
            for words, name in (
                (_("Staff members"), "people"),
                (_("Pairs"), "pairs"),
                (_("Sessions"), "sessions"),
            )
        ),
        caption=_("Counts"),
    )
    return printed(
        book,
        _("Rehearsal of a restore"),
        Reader.MEETING,
        (
            AnswerBox(rehearsal.words(), _("The trial was thrown away. The book was not touched.")),
            Heading(_("Checks")),
            checks,
            Heading(_("Counts")),
            counts,
        ),
        facts=(_("Copy of {when}").format(when=made),),
        fate=meeting_fate(book),
    )


def _number(counts: Counts | None, name: str) -> str:
    return f"{getattr(counts, name):,}" if counts is not None else "–"

"""The training matrix: mentors by section of the checklist, and what is due next (DOMAIN 4)."""

from datetime import date

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import due_day, long_day
from app.language import _, ngettext
from app.reports.document import (
    AnswerBox,
    Block,
    Cell,
    Column,
    Density,
    Document,
    Heading,
    Legend,
    Marked,
    Paragraph,
    Reader,
    Remark,
    Row,
    RowKind,
    Table,
)
from app.reports.inline import Text, strong
from app.reports.options import Options, meeting_fate, printed
from app.reports.programme_due import items_due
from app.reports.signs import Pie, Sign
from app.reports.words import capital, in_words, listed, share_in_words
from app.sessions.pair_rows import list_pairs
from app.training.training import TrainingView, list_training

_NAME, _MAY_START, _NEXT = 38.5, 19.5, 14.5


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """All active mentors who have begun the checklist: those who may not start yet on top."""
    today = book.clock.today()
    first_dates = _first_dates(book)
    records = sorted(
        list_training(book),
        key=lambda record: (record.ready, record.complete, _due(record, first_dates), record.name),
    )
    versions = {record.version for record in records}
    facts = [_("Mentors by section of the checklist")]
    if len(versions) == 1:
        items = sum(len(section.items) for section in records[0].sections)
        facts.append(_("version {n}, {items} items").format(n=records[0].version, items=items))
    facts.append(_("as of {day}").format(day=long_day(today)))
    blocks: list[Block] = []
    if not records:
        blocks.append(Paragraph(_("Nobody has begun the mentor training yet."), long=True))
    else:
        blocks.append(AnswerBox(_headline(records), _second_line(records)))
        blocks += _matrix(records, options, first_dates, today)
        blocks += _due_next(records, options, first_dates, today)
    return printed(
        book,
        _("Training matrix"),
        Reader.MEETING,
        tuple(blocks),
        facts=tuple(facts),
        fate=meeting_fate(book),
    )


def _first_dates(book: Book) -> dict[int, date]:
    """The next session of everybody who mentors in an open pair."""
    found: dict[int, date] = {}
    for pair in list_pairs(book):
        for person in pair.mentors:
            if pair.next_on is not None:
                found[person.id] = min(found.get(person.id, pair.next_on), pair.next_on)
    return found


def _due(record: TrainingView, first_dates: dict[int, date]) -> date:
    if record.complete:
        return date.max
    return first_dates.get(record.staff_id, date.max) if not record.ready else record.due_on


def _headline(records: list[TrainingView]) -> str:
    """How many mentors may start (all starred items signed), and how many may not yet."""
    ready, count = sum(record.ready for record in records), len(records)
    if ready == count:
        return ngettext("The one mentor may start.", "All {n} mentors may start.", count).format(
            n=in_words(count)
        )
    part, whole = share_in_words(ready, count)
    first = ngettext("{ready} of {n} mentors may start", "{ready} of {n} mentors may start", ready).format(
        ready=part, n=whole
    )
    return capital(_("{first}; {n} may not yet.").format(first=first, n=in_words(count - ready)))


def _second_line(records: list[TrainingView]) -> str:
    """Of those who may start: how many have every item signed, and how many have some left."""
    complete = sum(record.complete for record in records)
    left = sum(record.ready and not record.complete for record in records)
    parts = []
    if complete:
        parts.append(
            ngettext("{n} has every item signed", "{n} have every item signed", complete).format(
                n=in_words(complete)
            )
        )
    if left:
        parts.append(ngettext("{n} has some left", "{n} have some left", left).format(n=in_words(left)))
    return capital(", ".join(parts)) + "." if parts else ""


# --- the matrix -------------------------------------------------------------------------------


def _matrix(
    records: list[TrainingView], options: Options, first_dates: dict[int, date], today: date
) -> list[Block]:
    sections = records[0].sections
    letters = [section.letter for section in sections]
    wide = (175 - _NAME - _MAY_START - _NEXT) / max(1, len(letters))
    columns = (
        Column(_("Mentor"), _NAME, strong=True),
        Column(_("May start"), _MAY_START),
        *(
            Column(_short(section.title), wide, letter=section.letter, rule_before=number == 0)
            for number, section in enumerate(sections)
        ),
        Column(_("Next due"), _NEXT, rule_before=True),
    )
    rows = []
    for number, record in enumerate(records):
        following = records[number + 1] if number + 1 < len(records) else None
        last_waiting = not record.ready and following is not None and following.ready
        kind = RowKind.LAST_OF_GROUP if last_waiting else RowKind.PLAIN
        rows.append(Row(_matrix_cells(record, letters, options, first_dates, today), kind))
    return [
        Table(columns, tuple(rows), density=Density.WIDE, caption=_("Mentors by section")),
        Legend(
            (
                Marked(Pie(0, 1), _("not begun")),
                Marked(Pie(1, 2), _("part, number signed")),
                Marked(Pie(1, 1), _("all signed")),
                Marked(Sign.RED, _("starred items missing")),
            )
        ),
        Remark(
            _(
                "May start: all {n} starred items are signed. An item that does not apply counts as signed "
                "here. Mentors who may not start yet come first, then by date due."
            ).format(n=in_words(records[0].starred_total))
        ),
    ]


def _matrix_cells(
    record: TrainingView, letters: list[str], options: Options, first_dates: dict[int, date], today: date
) -> tuple[Cell, ...]:
    may = (
        Marked(Sign.ON_COURSE, _("Yes"))
        if record.ready
        else Marked(
            Sign.RED,
            strong(_("No, {signed}/{all}").format(signed=record.starred_signed, all=record.starred_total)),
        )
    )
    by_letter = {section.letter: section for section in record.sections}
    cells: list[Cell] = [options.name(record.name), may]
    for letter in letters:
        section = by_letter.get(letter)
        if section is None:
            cells.append("–")
        else:
            share = f"{section.signed}/{section.total}" if section.signed < section.total else ""
            cells.append(Marked(Pie(section.signed, section.total), share, small=True))
    cells.append(_when(record, first_dates, today))
    return tuple(cells)


def _when(record: TrainingView, first_dates: dict[int, date], today: date) -> Text:
    if record.complete:
        return ""
    if not record.ready:
        first = first_dates.get(record.staff_id)
        return strong(due_day(first, today) if first else _("to start"))
    day = due_day(record.due_on, today)
    return strong(day) if record.due_on < today else day


def _short(title: str) -> str:
    """A section's title in two short lines, for a narrow column."""
    known = {
        "Before you start": _("Before\nyou start"),
        "Contracting": _("Contract-\ning"),
        "Communication and hierarchy": _("Commu-\nnication"),
        "Teaching a skill": _("Teaching\na skill"),
        "Feedback upward": _("Feedback\nupward"),
        "Difference and bias": _("Differ-\nence"),
        "Actions, independence, ending": _("Actions,\nending"),
        "Own development": _("Own\ngrowth"),
    }
    if title in known:
        return known[title]
    words = [word if len(word) <= 9 else word[:8] + "." for word in title.split()[:2]]
    return "\n".join(words)


# --- what is due ------------------------------------------------------------------------------


def _due_next(
    records: list[TrainingView], options: Options, first_dates: dict[int, date], today: date
) -> list[Block]:
    waiting = [record for record in records if not record.complete]
    if not waiting:
        return []
    columns = (Column(_("By when"), 20), Column(_("Mentor"), 45), Column(_("Items"), 110))
    rows = []
    for record in waiting:
        name: Text = options.name(record.name)
        items: Cell = items_due(record.open)
        if not record.ready:
            name = strong(options.name(record.name))
            rest = len(record.open) - len(record.starred_open)
            starred = listed(record.starred_open)
            items = Marked(Sign.STAR, _("{starred}; {n} more").format(starred=starred, n=in_words(rest)))
            if not rest:
                items = Marked(Sign.STAR, starred)
        rows.append(Row((_when(record, first_dates, today), name, items)))
    return [Heading(_("Due next"), _("by date")), Table(columns, tuple(rows), caption=_("Due next"))]

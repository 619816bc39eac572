"""The programme summary, which is the meeting pack: what happened, what is stuck, what is due (DOMAIN 4).

Every sentence follows a rule stated beside it.  Names stand beside facts about a pair's work,
never beside ratings.
"""

from collections.abc import Iterator
from datetime import date

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import add_months, long_day, month_name, weeks
from app.language import _, ngettext
from app.pairs.words import Status
from app.programmes.programmes import Kind
from app.reports.document import (
    Align,
    AnswerBox,
    Block,
    Column,
    Columns,
    Density,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Lines,
    PageBreak,
    Reader,
    Remark,
    Row,
    RowKind,
    Table,
)
from app.reports.figures import Fill, Month, MonthBars, Share, ShareBar
from app.reports.inline import strong
from app.reports.options import Options, meeting_fate, printed
from app.reports.pair_words import held_words, light_cell, name_lines, names, next_cell, status_cell, well
from app.reports.programme_due import actions_overdue, overdue_actions, training_due
from app.reports.programme_facts import (
    MONTHS_SHOWN,
    SummaryFacts,
    due_by_now,
    headline,
    plan_a_month,
    read_facts,
    second_line,
)
from app.reports.words import day_month, in_words, listed, ordinal
from app.sessions.pair_rows import PairRow

MOST_NAMED = 22
MOST_DECIDED = 10
_ROOM_TO_GO_ON = 75  # millimetres: a page may end at 60 %


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """The summary of one programme or of all, for a period or for all its time until today."""
    facts = read_facts(book, options)
    title = _("Programme summary")
    blocks: list[Block] = [AnswerBox(headline(facts), second_line(facts), large=True)]
    if facts.pairs:
        blocks += _first_page(book, options, facts)
        blocks += _second_page(book, options, facts)
    return printed(
        book,
        title,
        Reader.MEETING,
        tuple(blocks),
        facts=_facts_line(facts),
        fate=meeting_fate(book),
    )


def _facts_line(facts: SummaryFacts) -> tuple[str, ...]:
    count = len(facts.pairs)
    pairs = ngettext("{n} pair", "{n} pairs", count).format(n=count)
    programme = facts.programme
    if programme is not None:
        kind = {
            Kind.ONE_TO_ONE: _("one-to-one"),
            Kind.ROLL_OUT: _("roll-out"),
            Kind.RECIPROCAL: _("reciprocal"),
        }[programme.kind]
        pairs = f"{pairs}, {kind}"
    end = programme.ends_on if programme is not None and programme.ends_on and facts.whole else facts.until
    start = day_month(facts.since) if facts.since.year == end.year else long_day(facts.since)
    return (
        programme.name if programme is not None else _("All programmes"),
        pairs,
        _("{start} to {end}").format(start=start, end=long_day(end)),
        _("meeting of {day}").format(day=day_month(facts.today)),
    )


# --- the first page ---------------------------------------------------------------------------


def _first_page(book: Book, options: Options, facts: SummaryFacts) -> list[Block]:
    blocks: list[Block] = [_key_figures(book, facts)]
    if options.charts and facts.held + sum(month.cancelled for month in facts.months):
        blocks.append(Columns((115, 55), (_month_chart(facts), _protected_chart(facts))))
    blocks += _pairs_table(book, options, facts)
    return blocks


def _key_figures(book: Book, facts: SummaryFacts) -> KeyFigures:
    held, due = facts.held, due_by_now(facts)
    kept = sum(month.kept for month in facts.months)
    late = overdue_actions(book, facts.pairs)
    oldest = max(((facts.today - action.due_on).days for action in late if action.due_on), default=0)
    all_pairs = len(facts.pairs)
    figures = [
        Figure(str(sum(map(well, facts.pairs))), _of(all_pairs), _("pairs on course or finished")),
        Figure(str(held), _of(due), _("sessions held of those due by now"))
        if facts.whole and due
        else Figure(str(held), "", _("sessions held in this period")),
    ]
    if held:
        figures.append(Figure(str(round(100 * kept / held)), "%", _("protected time kept in full")))
    figures.append(
        Figure(str(facts.ready), _of(len(facts.mentors)), _("mentors with all starred training signed"))
    )
    label = ngettext("action overdue", "actions overdue", len(late))
    if oldest >= 7:
        label = _("{label}, the oldest by {weeks}").format(label=label, weeks=weeks(oldest // 7))
    figures.append(Figure(str(len(late)), "", label))
    return KeyFigures(tuple(figures))


def _of(count: int) -> str:
    return _("of {count}").format(count=count)


def _month_chart(facts: SummaryFacts) -> tuple[Block, ...]:
    months = facts.months[-MONTHS_SHOWN:]
    open_month = facts.until == facts.today and add_months(facts.today.replace(day=1), 1) > facts.today
    bars = []
    for number, month in enumerate(months):
        last = number == len(months) - 1
        note = _("to the {day}").format(day=ordinal(facts.today.day)) if last and open_month else ""
        bars.append(Month(month_name(month.month), month.held, month.cancelled, note))
    plan = plan_a_month(facts)
    return (Heading(_("Sessions a month")), MonthBars(tuple(bars), plan))


def _protected_chart(facts: SummaryFacts) -> tuple[Block, ...]:
    held = facts.held
    if not held:
        return (Heading(_("Protected time")), Remark(_("No session has been held yet.")))
    shares = (
        Share(_("Kept in full"), sum(month.kept for month in facts.months), Fill.SOLID),
        Share(_("Kept in part"), sum(month.part for month in facts.months), Fill.HATCHED),
        Share(_("Not kept"), sum(month.not_kept for month in facts.months), Fill.WHITE),
    )
    count = ngettext("{n} session", "{n} sessions", held).format(n=held)
    blocks: list[Block] = [Heading(_("Protected time"), count), ShareBar(shares)]
    worst = max(facts.months, key=lambda month: month.part + month.not_kept)
    most = worst.part + worst.not_kept
    if most >= 3 and sum(month.part + month.not_kept == most for month in facts.months) == 1:
        blocks.append(Remark(_("Most often lost in {month}.").format(month=month_name(worst.month))))
    return tuple(blocks)


def _pairs_table(book: Book, options: Options, facts: SummaryFacts) -> list[Block]:
    quiet = facts.quiet
    remark = (
        ngettext("the quiet one first", "the {n} quiet ones first", len(quiet)).format(n=in_words(len(quiet)))
        if quiet
        else ""
    )
    named, counted = named_and_counted(sorted(facts.pairs, key=_place_in_table))
    rows = []
    for number, pair in enumerate(named):
        last_quiet = pair.needs_attention and not any(p.needs_attention for p in named[number + 1 :])
        grouped = last_quiet and number + 1 < len(named)
        rows.append(
            Row(
                (
                    name_lines(pair.mentors, options),
                    name_lines(pair.mentees, options),
                    pair.topic,
                    status_cell(pair),
                    light_cell(pair, book.unit),
                    held_words(pair),
                    next_cell(pair),
                ),
                RowKind.LAST_OF_GROUP if grouped else RowKind.PLAIN,
            )
        )
    unit = book.unit
    legend = _(
        "Amber after {amber} weeks without a session or with no next date; red after {red} weeks or two "
        "cancellations in a row. Only active pairs have one."
    ).format(amber=unit.amber_weeks, red=unit.red_weeks)
    return [
        Heading(_("Pairs"), remark),
        Table(_pair_columns(named), tuple(rows), Density.COMPACT, caption=_("Pairs")),
        Remark(legend, _("How to read the stall light.")),
        *_counted_only(counted),
    ]


def _pair_columns(named: list[PairRow]) -> tuple[Column, ...]:
    """Wide enough for one line a row: the words of an ending need more room than those of a status."""
    ended = any(pair.status is Status.CLOSED for pair in named)
    mentor, mentee, topic, status, light = (31, 35, 29, 27.5, 29.5) if ended else (32.5, 36, 33.5, 20, 30)
    return (
        Column(_("Mentor"), mentor, strong=True),
        Column(_("Mentee"), mentee),
        Column(_("Topic"), topic),
        Column(_("Status"), status),
        Column(_("Stall light"), light),
        Column(_("Held"), 11),
        Column(_("Next"), 12),
    )


def named_and_counted(pairs: list[PairRow]) -> tuple[list[PairRow], list[PairRow]]:
    """Which pairs stand by name, and which are only counted, so that the summary keeps to two pages.

    Up to :data:`MOST_NAMED` all stand by name.  Beyond that those that ended are counted, and if
    that is not enough those on course; quiet pairs and pairs yet to start always stand by name.
    """
    named, counted = pairs, list[PairRow]()
    for calm in (_ended, _on_course):
        if len(named) > MOST_NAMED:
            counted += filter(calm, named)
            named = [pair for pair in named if not calm(pair)]
    return named, counted


def _ended(pair: PairRow) -> bool:
    return pair.status is Status.CLOSED


def _on_course(pair: PairRow) -> bool:
    return pair.status is Status.ACTIVE and not pair.needs_attention


def _counted_only(pairs: list[PairRow]) -> list[Block]:
    if not pairs:
        return []
    groups: dict[str, list[PairRow]] = {}
    for pair in pairs:
        groups.setdefault(str(status_cell(pair).text), []).append(pair)
    rows = tuple(
        Row((status_cell(group[0]), str(len(group)), str(sum(pair.held for pair in group))))
        for group in sorted(groups.values(), key=len, reverse=True)
    )
    columns = (
        Column(_("How they stand"), 60),
        Column(_("Pairs"), 25, align=Align.RIGHT),
        Column(_("Sessions held"), 30, align=Align.RIGHT),
    )
    title = _("Pairs that ended") if all(map(_ended, pairs)) else _("Pairs on course or ended")
    remark = ngettext("{n}, counted only", "{n}, counted only", len(pairs)).format(n=in_words(len(pairs)))
    return [Heading(title, remark), Table(columns, rows, Density.COMPACT, caption=title, keep_whole=True)]


def _place_in_table(pair: PairRow) -> tuple[bool, bool, int, date]:
    """Quiet ones first, the longest quiet on top; then under way, to come, finished, ended otherwise."""
    order = {Status.ACTIVE: 0, Status.PAUSED: 1, Status.AGREED: 2, Status.PROPOSED: 3, Status.CLOSED: 4}
    place = order[pair.status] + (pair.status is Status.CLOSED and not well(pair))
    stalled = pair.rhythm.light.value == "stalled"
    soonest = pair.next_on or date.max
    if pair.needs_attention:
        return (False, not stalled, -pair.rhythm.weeks, soonest)
    return (True, False, place, soonest)


# --- the second page --------------------------------------------------------------------------


def _second_page(book: Book, options: Options, facts: SummaryFacts) -> Iterator[Block]:
    yield PageBreak(room=_ROOM_TO_GO_ON)
    yield from actions_overdue(book, options, facts.pairs)
    yield from training_due(book, options, facts.pairs)
    yield from _decided_tonight(options, facts)
    yield Remark(_left_out(facts), _("What this print leaves out."))


def _decided_tonight(options: Options, facts: SummaryFacts) -> list[Block]:
    rows = [
        Row(
            (
                Lines(
                    (
                        strong(listed(names(pair.mentors, options))),
                        _("with {names}").format(names=listed(names(pair.mentees, options))),
                    )
                ),
                "",
                "",
                "",
            )
        )
        for pair in sorted(facts.quiet, key=_place_in_table)[:MOST_DECIDED]
    ]
    remark = _("to write in; then record it under Pairs")
    if len(facts.quiet) > MOST_DECIDED:
        remark = _("the {n} longest quiet; {remark}").format(n=in_words(MOST_DECIDED), remark=remark)
    first = _("Quiet pair") if rows else _("About")
    columns = (
        Column(first, 48),
        Column(_("Decision"), 77, rule_before=True),
        Column(_("Who"), 30, rule_before=True),
        Column(_("By when"), 20, rule_before=True),
    )
    rows = rows or [Row(("", "", "", ""))] * 3
    return [
        Heading(_("Decided tonight"), remark),
        Table(
            columns,
            tuple(rows),
            row_height=9.9,
            write_in=True,
            caption=_("Decided tonight"),
            keep_whole=True,
        ),
    ]


def _left_out(facts: SummaryFacts) -> str:
    parts = [_("Notes marked Pair or Only me are never printed.")]
    if any(pair.status in (Status.PROPOSED, Status.AGREED) for pair in facts.pairs) and facts.whole:
        parts.append(_("Proposed and agreed pairs do not count towards sessions due."))
    parts.append(_("Pairs that ended before the period are left out."))
    return " ".join(parts)

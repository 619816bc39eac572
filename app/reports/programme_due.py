"""What the programme summary says is due: actions overdue, and mentor training (DOMAIN 3, 4)."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import due_day, short_day, weeks
from app.language import _, ngettext
from app.pairs.words import Status
from app.reports.document import Align, Block, Cell, Column, Heading, Lines, Marked, Row, Table
from app.reports.inline import strong
from app.reports.options import Options
from app.reports.signs import Sign
from app.reports.words import capital, in_words, listed
from app.sessions.actions import ActionRow, list_actions
from app.sessions.pair_rows import PairRow
from app.training.training import TrainingView, list_training

MOST_ACTIONS = 10
MOST_MENTORS = 4


@rule(Action.PRINT_ALL)
def overdue_actions(book: Book, pairs: Iterable[PairRow]) -> list[ActionRow]:
    """The open actions of these pairs whose date has passed, the oldest first."""
    today = book.clock.today()
    ids = {pair.id for pair in pairs}
    return [
        action
        for action in list_actions(book)
        if action.pair_id in ids and action.due_on is not None and action.due_on < today
    ]


@rule(Action.PRINT_ALL)
def actions_overdue(book: Book, options: Options, pairs: Sequence[PairRow]) -> list[Block]:
    """The longest overdue actions; nothing where none is."""
    today = book.clock.today()
    late = overdue_actions(book, pairs)
    if not late:
        return []
    ids = {pair.id for pair in pairs}
    still_open = sum(action.pair_id in ids for action in list_actions(book))
    remark = _("{late} of {open} open").format(late=len(late), open=still_open)
    if len(late) > MOST_ACTIONS:
        remark = _("{remark}; the {n} longest overdue").format(remark=remark, n=in_words(MOST_ACTIONS))
    columns = (
        Column(_("Action"), 97),
        Column(_("Owner"), 38),
        Column(_("Due"), 20),
        Column(_("Overdue by"), 20, Align.RIGHT),
    )
    rows = tuple(
        Row(
            (
                action.text,
                options.name(action.owner),
                short_day(action.due_on, today) if action.due_on else "",
                _span(today, action.due_on),
            )
        )
        for action in late[:MOST_ACTIONS]
    )
    return [Heading(_("Actions overdue"), remark), Table(columns, rows, caption=_("Actions overdue"))]


def _span(today: date, due: date | None) -> str:
    """How long ago, in whole weeks, or in days under one."""
    days = (today - due).days if due else 0
    if days < 7:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    return weeks(days // 7)


# --- training ---------------------------------------------------------------------------------


@rule(Action.PRINT_ALL)
def training_due(book: Book, options: Options, pairs: Sequence[PairRow]) -> list[Block]:
    """The mentors of open pairs with items to sign: those who hold up a first session on top."""
    open_pairs = [pair for pair in pairs if pair.status is not Status.CLOSED]
    records = {record.staff_id: record for record in list_training(book)}
    entries = []
    seen: set[int] = set()
    for pair in open_pairs:
        for person in pair.mentors:
            record = records.get(person.id)
            if person.id in seen or (record is not None and record.complete):
                continue
            seen.add(person.id)
            entries.append((_urgency(record, pair), _mentor_row(book, options, person.name, record, pair)))
    if not entries:
        return []
    entries.sort(key=lambda entry: entry[0])
    rows = tuple(row for _when, row in entries[:MOST_MENTORS])
    remark = ""
    if len(entries) > MOST_MENTORS:
        remark = _("the next {n} of {all}; all of them in the training matrix").format(
            n=in_words(MOST_MENTORS), all=in_words(len(entries))
        )
    columns = (
        Column(_("Mentor"), 38, strong=True),
        Column(_("What is due"), 79),
        Column(_("Signed"), 27),
        Column(_("By when"), 31),
    )
    return [Heading(_("Training due"), remark), Table(columns, rows, caption=_("Training due"))]


def _urgency(record: TrainingView | None, pair: PairRow) -> tuple[bool, date, str]:
    ready = record is not None and record.ready
    when = (record.due_on if record is not None and ready else pair.next_on) or date.max
    return (ready, when, pair.mentors[0].name)


def _mentor_row(book: Book, options: Options, name: str, record: TrainingView | None, pair: PairRow) -> Row:
    today = book.clock.today()
    shown = options.name(name)
    if record is None:
        what: Cell = Marked(Sign.STAR, _("Mentor training has not begun"))
        return Row((shown, what, "", _first_session(pair, today)))
    if record.ready:
        signed = _("{signed} of {total}").format(signed=record.signed, total=record.total)
        when = due_day(record.due_on, today)
        return Row((shown, items_due(record.open), signed, strong(when) if record.due_on < today else when))
    signed = _("{signed} of {total} starred").format(signed=record.starred_signed, total=record.starred_total)
    due = items_due(record.starred_open, starred=True)
    held_up = pair.status in (Status.PROPOSED, Status.AGREED)
    text = Lines((Marked(Sign.STAR, due),))
    if held_up:
        text = Lines((Marked(Sign.STAR, (due + ": ", strong(_("holds up the first session")))),))
    return Row((shown, text, signed, _first_session(pair, today)))


def _first_session(pair: PairRow, today: date) -> str:
    if pair.next_on is None:
        return _("before starting")
    return _("{day}, first session").format(day=due_day(pair.next_on, today))


def items_due(codes: Sequence[str], *, starred: bool = False) -> str:
    """Items by code; many are counted, with the sections they stand in."""
    if len(codes) <= 4:
        return listed(codes)
    if starred:
        return capital(
            ngettext("{n} starred item", "{n} starred items", len(codes)).format(n=in_words(len(codes)))
        )
    sections = list(dict.fromkeys(code.rstrip("0123456789") for code in codes))
    count = ngettext("{n} item", "{n} items", len(codes)).format(n=in_words(len(codes)))
    return capital(_("{count} in {sections}").format(count=count, sections=_runs(sections)))


def _runs(letters: Sequence[str]) -> str:
    """Sections by letter; three and more that follow one another as "B to H"."""
    runs: list[list[str]] = []
    for letter in letters:
        follows = runs and len(letter) == 1 == len(runs[-1][-1]) and ord(letter) == ord(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    parts: list[str] = []
    for run in runs:
        parts += run if len(run) < 3 else [_("{first} to {last}").format(first=run[0], last=run[-1])]
    return listed(parts)

"""The action list: every open action by its owner, those overdue first (DOMAIN 4)."""

from datetime import date
from itertools import groupby

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import due_day, long_day, weeks
from app.language import _, ngettext
from app.pairs.pairs import get_pair
from app.reports.document import (
    AnswerBox,
    Block,
    Cell,
    Column,
    Document,
    Marked,
    Paragraph,
    Reader,
    Remark,
    Row,
    RowKind,
    Table,
)
from app.reports.inline import Text, person, strong
from app.reports.options import Options, meeting_fate, printed
from app.reports.pair_words import names
from app.reports.signs import Sign
from app.reports.words import capital, in_words, listed
from app.sessions.actions import ActionRow, list_actions
from app.sessions.pair_rows import PairRow, list_pairs
from app.staff.staff_members import get_staff_member


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The open actions of one pair, of one owner, or of everybody in open pairs; NotFound for a wrong id."""
    about = ""
    if options.staff_id is not None:
        about = person(get_staff_member(book, options.staff_id).name)
    elif options.pair_id is not None:
        pair = get_pair(book, options.pair_id)
        about = _("{mentors} with {mentees}").format(
            mentors=listed(names(pair.mentors, options)), mentees=listed(names(pair.mentees, options))
        )
    today = book.clock.today()
    actions = list_actions(book, pair_id=options.pair_id, owner_id=options.staff_id)
    blocks: list[Block] = [Paragraph(_("No action is open."), long=True)]
    if actions:
        pairs = {pair.id: pair for pair in list_pairs(book)}
        blocks = [AnswerBox(_headline(actions, today)), _table(actions, pairs, options, today)]
        blocks.append(
            Remark(_("Owners with something overdue come first. Actions of pairs that ended are left out."))
        )
    title = _("Action list")
    return printed(
        book,
        title,
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=(about or _("Open actions by owner"), _("as of {day}").format(day=long_day(today))),
        fate=meeting_fate(book),
        running_title=f"{title}: {about}" if about else title,
    )


def _headline(actions: list[ActionRow], today: date) -> str:
    """How many are open, of how many people; then how many of them are overdue, and the oldest."""
    owners = len({action.owner_id for action in actions})
    count = ngettext("{n} action is open", "{n} actions are open", len(actions)).format(
        n=in_words(len(actions))
    )
    people = ngettext("with {n} person", "with {n} people", owners).format(n=in_words(owners))
    late = [(today - action.due_on).days for action in actions if _is_late(action, today) and action.due_on]
    if not late:
        return capital(_("{count} {people}; none is overdue.").format(count=count, people=people))
    second = ngettext("{n} is overdue", "{n} are overdue", len(late)).format(n=in_words(len(late)))
    if max(late) >= 7:
        second = _("{late}, the oldest by {weeks}").format(late=second, weeks=weeks(max(late) // 7))
    return capital(f"{count} {people}; {second}.")


def _is_late(action: ActionRow, today: date) -> bool:
    return action.due_on is not None and action.due_on < today


def _table(actions: list[ActionRow], pairs: dict[int, PairRow], options: Options, today: date) -> Table:
    columns = (
        Column(_("Owner"), 38, strong=True),
        Column(_("What was agreed"), 61),
        Column(_("Pair"), 37),
        Column(_("By when"), 15),
        Column(_("State"), 24),
    )
    first = {action.owner_id: number for number, action in reversed(list(enumerate(actions)))}
    late_owners = {action.owner_id for action in actions if _is_late(action, today)}
    ordered = sorted(actions, key=lambda action: (action.owner_id not in late_owners, first[action.owner_id]))
    rows: list[Row] = []
    for owner_id, own in groupby(ordered, key=lambda action: action.owner_id):
        for number, action in enumerate(own):
            owner: Text = options.name(action.owner) if number == 0 else ""
            rows.append(
                Row((owner, action.text, _with(action, pairs), _due(action, today), _state(action, today)))
            )
        following = first.keys() - late_owners
        if (
            owner_id in late_owners
            and following
            and len(rows) == sum(action.owner_id in late_owners for action in actions)
        ):
            rows[-1] = Row(rows[-1].cells, RowKind.LAST_OF_GROUP)
    return Table(columns, tuple(rows), caption=_("Action list"))


def _with(action: ActionRow, pairs: dict[int, PairRow]) -> str:
    """The people on the other side of the owner's pair; both sides where the owner stands outside it."""
    pair = pairs.get(action.pair_id)
    if pair is None:
        return ""
    sides = [pair.mentors, pair.mentees]
    others = [side for side in sides if action.owner_id not in {one.id for one in side}]
    return _("with {names}").format(names=listed([person(one.name) for side in others for one in side]))


def _due(action: ActionRow, today: date) -> Text:
    return due_day(action.due_on, today) if action.due_on else strong(_("no date"))


def _state(action: ActionRow, today: date) -> Cell:
    if action.due_on is None or not _is_late(action, today):
        return Marked(Sign.OPEN, _("Open"))
    days = (today - action.due_on).days
    span = weeks(days // 7) if days >= 7 else ngettext("{n} day", "{n} days", days).format(n=days)
    return Marked(Sign.LATE, strong(_("{span} late").format(span=span)))

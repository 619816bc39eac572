"""The knowledge map: topic by topic who teaches it and who wants to learn it; needs nobody meets (DOMAIN 4).

Self-ratings of confidence are left out: no names stand beside ratings.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import long_day
from app.language import _, ngettext
from app.reports.document import (
    AnswerBox,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Reader,
    Remark,
    Row,
    Table,
)
from app.reports.options import Options, meeting_fate, printed
from app.reports.words import capital, in_words, listed
from app.staff.staff_members import list_staff
from app.staff.topics import TopicRow, list_topics

MOST_NAMED = 12


@dataclass(slots=True)
class _People:
    """Who teaches a topic and who wants to learn it, by name."""

    teach: list[str] = field(default_factory=list)
    learn: list[str] = field(default_factory=list)


@rule(Action.PRINT_ALL)
def build(book: Book, options: Options) -> Document:
    """Every topic that an active staff member offers or needs."""
    people: dict[str, _People] = defaultdict(_People)
    for one in list_staff(book):
        for topic in one.teaches:
            people[topic].teach.append(options.name(one.name))
        for topic in one.wants:
            people[topic].learn.append(options.name(one.name))
    topics = [topic for topic in list_topics(book, retired=True) if topic.name in people]
    blocks: list[Block] = [Paragraph(_("Nobody has named a topic to teach or to learn yet."), long=True)]
    if topics:
        unmet = [topic for topic in topics if not people[topic.name].teach]
        blocks = [AnswerBox(_headline(topics, unmet), _second_line(topics, people))]
        blocks += _unmet(unmet, people)
        blocks += _by_category([topic for topic in topics if topic not in unmet], people)
        blocks.append(
            Remark(
                _(
                    "Active staff only. Self-ratings of confidence are not printed. Beyond {n} names the "
                    "rest are counted."
                ).format(n=in_words(MOST_NAMED)),
                _("What this print leaves out."),
            )
        )
    today = book.clock.today()
    return printed(
        book,
        _("Knowledge map"),
        Reader.MEETING,
        tuple(blocks),
        facts=(_("Who teaches and who wants to learn"), _("as of {day}").format(day=long_day(today))),
        fate=meeting_fate(book),
    )


def _headline(topics: list[TopicRow], unmet: list[TopicRow]) -> str:
    """Topics that somebody offers, out of all named; then the needs that nobody meets."""
    offered = len(topics) - len(unmet)
    first = ngettext(
        "{n} topic is offered by somebody", "{n} topics are offered by somebody", offered
    ).format(n=in_words(offered))
    if not unmet:
        return capital(_("{first}; every need can be met.").format(first=first))
    second = ngettext(
        "{n} is wanted and nobody teaches it.", "{n} are wanted and nobody teaches them.", len(unmet)
    ).format(n=in_words(len(unmet)))
    return capital(f"{first}; {second}")


def _second_line(topics: list[TopicRow], people: dict[str, _People]) -> str:
    """The offers that nobody asks for: they are knowledge of the unit too."""
    idle = sum(not people[topic.name].learn for topic in topics)
    if not idle:
        return ""
    return capital(
        ngettext(
            "{n} topic is offered and nobody has asked for it yet.",
            "{n} topics are offered and nobody has asked for them yet.",
            idle,
        ).format(n=in_words(idle))
    )


def _unmet(unmet: list[TopicRow], people: dict[str, _People]) -> list[Block]:
    if not unmet:
        return []
    columns = (Column(_("Topic"), 45, strong=True), Column(_("Want to learn"), 130))
    rows = tuple(Row((topic.name, _named(people[topic.name].learn))) for topic in unmet)
    title = _("Needs nobody meets")
    return [Heading(title, str(len(unmet))), Table(columns, rows, caption=title)]


def _by_category(topics: list[TopicRow], people: dict[str, _People]) -> list[Block]:
    columns = (
        Column(_("Topic"), 45, strong=True),
        Column(_("Can teach"), 65),
        Column(_("Want to learn"), 65),
    )
    categories: dict[str, list[TopicRow]] = defaultdict(list)
    for topic in topics:
        categories[topic.category or _("Other topics")].append(topic)
    blocks: list[Block] = []
    for category, own in sorted(categories.items()):
        rows = tuple(
            Row((topic.name, _named(people[topic.name].teach), _named(people[topic.name].learn)))
            for topic in own
        )
        count = ngettext("{n} topic", "{n} topics", len(own)).format(n=len(own))
        blocks += [Heading(category, count), Table(columns, rows, caption=category)]
    return blocks


def _named(names: Sequence[str]) -> str:
    if not names:
        return "–"
    names = [name.replace(" ", "\u00a0") for name in names]  # a line ends between people, not inside a name
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    shown = list(names[: MOST_NAMED - 1])
    return listed([*shown, _("{n} more").format(n=len(names) - len(shown))])

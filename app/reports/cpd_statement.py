"""The statement of professional development, which its subject keeps for revalidation (DOMAIN 4).

Dates and hours come from the records; what links them to one's practice, and reflections, are
written in by hand: they are the subject's own words.
"""

from dataclasses import dataclass
from datetime import date

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import long_day
from app.language import _, ngettext
from app.reports.document import (
    Align,
    Block,
    Column,
    Document,
    Field,
    Fields,
    Figure,
    Heading,
    KeyFigures,
    Paragraph,
    Reader,
    Row,
    RowKind,
    Signatory,
    Signature,
    Table,
    WritingSpace,
)
from app.reports.inline import person
from app.reports.options import Options, chosen, printed
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import Mode, State, label
from app.staff.staff_members import get_staff_member
from app.training.training import get_training
from app.training.words import Evidence


@dataclass(frozen=True, slots=True)
class _Activity:
    """Something somebody did; *minutes* are None where the records do not say how long it took."""

    on: date
    what: str
    topic: str
    minutes: int | None
    mentored: bool


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The statement of one person, for a period or for all time; raises NotEnoughSaid and NotFound."""
    staff_id = chosen(options.staff_id, _("Choose whose statement it is."))
    who = get_staff_member(book, staff_id)
    name = person(who.name)
    activities = sorted(
        [*_sessions(book, staff_id, options), *_courses(book, staff_id, options)], key=lambda each: each.on
    )
    role = ", ".join(part for part in (who.grade, who.ward) if part)
    blocks: list[Block] = [
        Fields(
            (
                (
                    Field(_("Role"), 55, role or None),
                    Field(_("Registration number"), 55),
                    Field(_("Revalidation due"), 55),
                ),
            )
        )
    ]
    facts = [_("Statement of professional development"), _("reverse mentoring")]
    if activities:
        first, last = options.since or activities[0].on, options.until or activities[-1].on
        facts.append(_("{start} to {end}").format(start=long_day(first), end=long_day(last)))
        blocks += [_figures(activities), Heading(_("Activities")), _table(activities)]
    else:
        blocks.append(Paragraph(_("No session of this person is recorded for this choice."), long=True))
    blocks += [
        Heading(_("Reflections"), _("in my own words; those I choose")),
        WritingSpace("", "", 6),
        Heading(_("Confirmed")),
        Paragraph(
            _("Dates and hours come from the records of {unit}; the reflections are my own words.").format(
                unit=book.unit.name
            )
        ),
        Signature((Signatory(_("Mentor or mentee"), name), Signatory(_("For the unit"), " "))),
    ]
    return printed(
        book,
        name,
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=tuple(facts),
        fate=_("{name} keeps this print").format(name=name),
        running_title=_("Statement of professional development: {name}").format(name=name),
    )


def _sessions(book: Book, staff_id: int, options: Options) -> list[_Activity]:
    """The sessions held that this person attended, on either side."""
    found = []
    for row in list_sessions(
        book, staff_id=staff_id, since=options.since, until=options.until, states=(State.HELD,)
    ):
        session = get_session(book, row.id)
        if staff_id not in {one.id for one in session.attended}:
            continue
        mentored = staff_id in {one.id for one in session.mentors}
        how = label(Mode(row.mode)).lower() if row.mode else ""
        side = _("Mentored") if mentored else _("Was mentored")
        words = ", ".join(part for part in (side, how) if part)
        found.append(_Activity(row.held_on, words, row.topic, row.minutes, mentored))
    return found


def _courses(book: Book, staff_id: int, options: Options) -> list[_Activity]:
    """The courses signed on the mentor checklist; how long they took is not recorded."""
    record = get_training(book, staff_id)
    since, until = options.since or date.min, options.until or date.max
    return [
        _Activity(state.signed.signed_on, state.item.text, _("Mentoring"), None, mentored=False)
        for state in (record.items if record else ())
        if state.signed is not None
        and state.signed.applies
        and state.signed.evidence is Evidence.COURSE
        and since <= state.signed.signed_on <= until
    ]


def _figures(activities: list[_Activity]) -> KeyFigures:
    sessions = [each for each in activities if each.minutes is not None]
    as_mentor = sum(each.mentored for each in sessions)
    as_mentee = len(sessions) - as_mentor
    minutes = sum(each.minutes or 0 for each in sessions)
    return KeyFigures(
        (
            Figure(_hours(minutes), "", _("recorded, all of it participatory: with other people")),
            Figure(str(as_mentor), "", ngettext("session as a mentor", "sessions as a mentor", as_mentor)),
            Figure(str(as_mentee), "", ngettext("session as a mentee", "sessions as a mentee", as_mentee)),
        )
    )


def _hours(minutes: int) -> str:
    return _("{hours} h {minutes:02}").format(hours=minutes // 60, minutes=minutes % 60)


def _table(activities: list[_Activity]) -> Table:
    columns = (
        Column(_("Date"), 30),
        Column(_("What I did"), 45),
        Column(_("Topic"), 45),
        Column(_("Hours"), 17, Align.RIGHT),
        Column(_("Link to my practice"), 38, rule_before=True),
    )
    rows = [
        Row(
            (
                long_day(each.on),
                each.what,
                each.topic,
                _hours(each.minutes) if each.minutes is not None else "–",
                "",
            )
        )
        for each in activities
    ]
    total = _hours(sum(each.minutes or 0 for each in activities))
    rows.append(Row((_("Total"), "", "", total, ""), RowKind.TOTAL))
    return Table(columns, tuple(rows), caption=_("Activities"))

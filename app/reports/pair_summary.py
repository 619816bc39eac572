"""One pair on a page: who, topic, aim, agreement, sessions, goals, open actions (DOMAIN 4)."""

from datetime import date, timedelta

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import due_day, duration, long_day, short_day, weeks
from app.language import _, ngettext
from app.pairs.agreement import get_agreement
from app.pairs.pairs import PairView, Person, get_pair
from app.pairs.stall import Light
from app.pairs.words import label
from app.programmes.programmes import get_programme
from app.reports.document import (
    Align,
    AnswerBox,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Marked,
    Paragraph,
    Reader,
    Remark,
    Row,
    Table,
)
from app.reports.figures import GoalScale, Occasion, PairTimeline, TimelinePoint
from app.reports.inline import Span, Text, hint, person, strong
from app.reports.options import Options, chosen, pair_fate, printed
from app.reports.pair_words import light_cell, names, status_cell
from app.reports.signs import Sign
from app.reports.words import day_month, in_words, listed
from app.sessions.actions import ActionRow, list_actions
from app.sessions.pair_rows import PairRow, get_pair_row
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import Mode, Protected, State
from app.sessions.words import label as session_label


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The summary of the pair of *options*; raises NotEnoughSaid without one, NotFound for a wrong id."""
    pair_id = chosen(options.pair_id, _("Choose the pair this summary is about."))
    pair = get_pair(book, pair_id)
    row = get_pair_row(book, pair_id)
    assert row is not None  # get_pair found it
    today = book.clock.today()
    sessions = list(reversed(list_sessions(book, pair_id=pair_id)))
    held = [session for session in sessions if session.state == State.HELD]
    blocks: list[Block] = [AnswerBox(_headline(book, pair, row)), _people(book, pair, row)]
    if pair.aim:
        blocks.append(Paragraph(pair.aim, label=_("Aim"), long=True, own_direction=True))
    blocks += _sessions(pair, row, sessions, held, today, charts=options.charts)
    blocks += _goals(pair, today)
    blocks += _actions(list_actions(book, pair_id=pair_id, done=True), today, options)
    blocks.append(Remark(_closing_remark(pair)))
    programme = get_programme(book, pair.programme_id).name if pair.programme_id else ""
    title = _("{mentors} mentors {mentees}") if len(pair.mentors) == 1 else _("{mentors} mentor {mentees}")
    return printed(
        book,
        title.format(
            mentors=listed(names(pair.mentors, options)), mentees=listed(names(pair.mentees, options))
        ),
        Reader.CONFIDENTIAL,
        tuple(blocks),
        facts=(_("Pair summary"), pair.topic, programme),
        fate=pair_fate(pair.closure.on if pair.closure else pair.planned_end, today),
        running_title=_("Pair summary: {names}").format(names=listed(names(pair.mentors, options))),
    )


def _headline(book: Book, pair: PairView, row: PairRow) -> str:
    """How it goes (the light, or the status), then sessions held of those planned, then goals reached."""
    if row.rhythm.light is Light.ON_TRACK:
        state = _("On course")
    elif row.rhythm.light is Light.STALLED and row.rhythm.weeks < book.unit.red_weeks:
        state = _("Gone quiet after cancellations")
    elif row.needs_attention and row.rhythm.weeks >= book.unit.amber_weeks:
        state = _("Gone quiet for {weeks}").format(weeks=weeks(row.rhythm.weeks))
    elif row.needs_attention:
        state = _("Without a next date")
    elif pair.closure is not None:
        state = label(pair.closure.reason)
    else:
        state = label(pair.status)
    parts = [
        ngettext("{held} of {n} session held", "{held} of {n} sessions held", pair.planned_sessions).format(
            held=in_words(row.held), n=in_words(pair.planned_sessions)
        )
    ]
    if pair.goals:
        reached = sum(goal.achieved_on is not None for goal in pair.goals)
        parts.append(
            ngettext(
                "{reached} of {n} goal reached", "{reached} of {n} goals reached", len(pair.goals)
            ).format(reached=in_words(reached), n=in_words(len(pair.goals)))
        )
    return _("{state}: {parts}.").format(state=state, parts=", ".join(parts))


def _people(book: Book, pair: PairView, row: PairRow) -> Facts:
    today = book.clock.today()
    status: tuple[Text | Marked, ...] = (
        Marked(
            status_cell(row).sign,
            _("{status} since {day}").format(
                status=status_cell(row).text, day=short_day(pair.status_since, today)
            ),
        ),
    )
    light = light_cell(row, book.unit)
    if isinstance(light, Marked):
        status = (*status, light)
    agreement = get_agreement(book, pair.id)
    signed: tuple[Text | Marked, ...] = (_("not written yet"),)
    if agreement is not None:
        day = agreement.signed_on
        state = _("signed {day}").format(day=day_month(day)) if day else _("not signed by all")
        signed = (_("Version {n},").format(n=agreement.version), state)
    return Facts(
        (
            Fact(ngettext("Mentor", "Mentors", len(pair.mentors)), _with_roles(pair.mentors), 41),
            Fact(ngettext("Mentee", "Mentees", len(pair.mentees)), _with_roles(pair.mentees), 47),
            Fact(_("Status"), status, 49),
            Fact(_("Agreement"), signed, 38),
        )
    )


def _with_roles(people: tuple[Person, ...]) -> tuple[Text, ...]:
    lines: list[Text] = []
    for one in people:
        lines.append(strong(person(one.name)))
        role = ", ".join(part for part in (one.grade, one.ward) if part)
        if role:
            lines.append(role)
    return tuple(lines)


def _sessions(
    pair: PairView,
    row: PairRow,
    sessions: list[SessionRow],
    held: list[SessionRow],
    today: date,
    *,
    charts: bool,
) -> list[Block]:
    remark = [_("{n} held").format(n=len(held))]
    if row.cancelled:
        remark.append(_("{n} cancelled").format(n=row.cancelled))
    remark.append(_("{n} planned").format(n=pair.planned_sessions))
    minutes = sum(session.minutes for session in held)
    words = ", ".join(remark)
    if minutes:
        words = _("{counts}; {time} in all").format(counts=words, time=duration(minutes))
    blocks: list[Block] = [Heading(_("Sessions"), words)]
    if charts and sessions and pair.active_from is not None:
        blocks.append(_timeline(pair, sessions, today))
    if not held:
        return [*blocks, Paragraph(_("No session has been held yet."))]
    columns = (
        Column("", 6.1),
        Column(_("Date"), 20.5),
        Column(_("Minutes"), 16.5, Align.RIGHT),
        Column(_("How"), 24),
        Column(_("Protected"), 22),
        Column(_("What was done"), 85.9),
    )
    rows = tuple(
        Row(
            (
                str(number),
                day_month(session.held_on)
                if session.held_on.year == today.year
                else short_day(session.held_on, today),
                str(session.minutes),
                session_label(Mode(session.mode)) if session.mode else "",
                session_label(Protected(session.protected_time)) if session.protected_time else "",
                session.summary,
            )
        )
        for number, session in enumerate(held, start=1)
    )
    return [*blocks, Table(columns, rows, caption=_("Sessions held"))]


def _timeline(pair: PairView, sessions: list[SessionRow], today: date) -> PairTimeline:
    points = []
    number = 0
    coming = False
    for session in sessions:
        if session.state == State.HELD:
            number += 1
            points.append(TimelinePoint(session.held_on, Occasion.HELD, number))
        elif session.state == State.CANCELLED:
            points.append(TimelinePoint(session.held_on, Occasion.CANCELLED))
        elif session.held_on >= today and not coming:
            coming = True
            points.append(TimelinePoint(session.held_on, Occasion.NEXT))
    days = [point.on for point in points]
    start = min([pair.active_from or pair.created_on, *days])
    end = max([pair.closure.on if pair.closure else pair.planned_end or today, *days])
    return PairTimeline(start, max(end, start + timedelta(days=28)), tuple(points))


def _goals(pair: PairView, today: date) -> list[Block]:
    if not pair.goals:
        return []
    columns = (
        Column(_("What will be different"), 72),
        Column(_("Confidence"), 65),
        Column(_("Achieved"), 38),
    )
    rows = []
    for goal in pair.goals:
        reached = (
            Marked(Sign.DONE, _("Yes, {day}").format(day=short_day(goal.achieved_on, today)))
            if goal.achieved_on
            else Marked(Sign.ACTIVE, _("Open"))
        )
        rated = goal.before is not None or goal.after is not None
        scale: Cell = GoalScale(goal.before, goal.after) if rated else _("not rated")
        rows.append(Row((goal.text, scale, reached)))
    return [
        Heading(_("Goals"), _("confidence from 1 to 10: ring before, disc after")),
        Table(columns, tuple(rows), caption=_("Goals")),
    ]


def _actions(actions: list[ActionRow], today: date, options: Options) -> list[Block]:
    still_open = [action for action in actions if action.done_on is None]
    if not actions:
        return []
    remark = _("{open} of {all}").format(open=len(still_open), all=len(actions))
    if not still_open:
        return [Heading(_("Open actions"), remark), Paragraph(_("All actions are done."))]
    columns = (
        Column(_("What"), 91),
        Column(_("Who"), 38),
        Column(_("By when"), 20),
        Column(_("State"), 26),
    )
    rows = tuple(
        Row(
            (
                action.text,
                options.name(action.owner),
                due_day(action.due_on, today) if action.due_on else "–",
                _state(action, today),
            )
        )
        for action in still_open
    )
    return [Heading(_("Open actions"), remark), Table(columns, rows, caption=_("Open actions"))]


def _state(action: ActionRow, today: date) -> Marked:
    if action.due_on is None or action.due_on >= today:
        return Marked(Sign.OPEN, _("Open"))
    days = (today - action.due_on).days
    late = weeks(days // 7) if days >= 7 else ngettext("{n} day", "{n} days", days).format(n=days)
    return Marked(Sign.LATE, strong(_("{time} late").format(time=late)))


def _closing_remark(pair: PairView) -> Text:
    parts: list[str | Span] = [
        _("Record notes only. Notes marked "),
        hint(_("Pair")),
        _(" or "),
        hint(_("Only me")),
        _(" are never printed from here."),
    ]
    if pair.conflicts_checked_on is not None:
        parts.append(" " + _("Conflicts checked on {day}.").format(day=long_day(pair.conflicts_checked_on)))
    if pair.override is not None:
        parts.append(
            " "
            + _("Started against the gate by {name} on {day}: {reason}").format(
                name=pair.override.by, day=long_day(pair.override.on), reason=pair.override.reason
            )
        )
    return tuple(parts)

"""The session record: a blank to write on, one filled in ahead, or what was recorded (PRINT_STYLE 7)."""

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import day_and_time, due_day, long_weekday_day, short_day, weekday_day
from app.errors import NotFound
from app.language import _
from app.pairs.pairs import PairView, Person, get_pair
from app.programmes.programmes import get_programme
from app.reports.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    Marked,
    Reader,
    Remark,
    Row,
    Table,
    TickBox,
    WritingSpace,
)
from app.reports.inline import person
from app.reports.options import (
    FillIn,
    Options,
    chosen,
    pair_fate,
    printed,
    shred_when_recorded,
    speaking_up,
    write_in_ink,
)
from app.reports.signs import Sign
from app.sessions.actions import ActionRow, list_actions
from app.sessions.session_views import SessionView, get_session, list_sessions
from app.sessions.words import CancelledBy, Mode, Protected, State, label

_ACTION_ROWS = 4
_NOTE_LINES = 8


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """A blank form, one with the pair filled in, or a recorded session.

    Completed without a session means the pair's last one held.  Raises NotEnoughSaid when pair and
    session are missing, NotFound for a wrong id or a session of another pair.
    """
    if options.fill_in is FillIn.BLANK:
        return _form(book, None)
    if options.fill_in is FillIn.PRE_FILLED:
        return _form(book, get_pair(book, chosen(options.pair_id, _("Choose the pair the form is for."))))
    session_id = options.session_id
    if session_id is None:
        pair_id = chosen(options.pair_id, _("Choose the pair, or the session to print."))
        held = list_sessions(book, pair_id=pair_id, states=(State.HELD,), limit=1)
        if not held:
            return _form(book, get_pair(book, pair_id))
        session_id = held[0].id
    session = get_session(book, session_id)
    if options.pair_id not in (None, session.pair_id):
        raise NotFound(
            _("Session {session} is not one of pair {pair}.").format(session=session_id, pair=options.pair_id)
        )
    return _recorded(book, session)


# --- to write on ------------------------------------------------------------------------------


def _form(book: Book, pair: PairView | None) -> Document:
    actions = list_actions(book, pair_id=pair.id) if pair is not None else []
    today = book.clock.today()
    rows = [
        Row(
            (
                action.text,
                person(action.owner),
                due_day(action.due_on, today) if action.due_on else "",
                TickBox(),
            )
        )
        for action in actions
    ]
    rows += [Row(("", "", "", TickBox()))] * max(0, _ACTION_ROWS - len(rows))
    blocks: tuple[Block, ...] = (
        Fields(
            (
                (
                    Field(_("Mentor"), 55, _people(pair.mentors) if pair else None),
                    Field(_("Mentee"), 55, _people(pair.mentees) if pair else None),
                    Field(_("Topic"), 55, pair.topic if pair else None),
                ),
                (
                    Field(_("Date"), 55),
                    Field(_("Started at"), 25),
                    Field(_("Minutes"), 25),
                    Field(_("Protected time kept"), 55, choices=(_("Yes"), _("Part"), _("No"))),
                ),
                (
                    Field(_("How you met"), 105, choices=tuple(label(mode) for mode in _MODES)),
                    Field(_("Who attended"), 65, choices=(_("Mentor"), _("Co-mentor"), _("Mentee"))),
                ),
                (
                    Field(
                        _("If it did not take place"),
                        175,
                        choices=(
                            _("Called off by the mentor"),
                            _("Called off by the mentee"),
                            _("By the ward (staffing, demand)"),
                        ),
                    ),
                ),
            )
        ),
        Heading(_("What was done")),
        WritingSpace(_("In one sentence"), _("printed in summaries"), 1),
        WritingSpace(
            _("Record notes"),
            _("The manager may read these and they may be printed. No patients, no named third parties."),
            _note_lines(actions),
        ),
        Heading(_("Actions"), _("open ones from last time first")),
        Table(_action_columns(), tuple(rows), row_height=9, write_in=True, caption=_("Actions")),
        Fields(
            (
                (
                    Field(_("Next date and time"), 45),
                    Field(_("Place"), 40),
                    Field(_("Written by"), 50),
                    Field(_("On"), 25),
                ),
            )
        ),
        speaking_up(book),
    )
    return printed(
        book,
        _("Session record"),
        Reader.CONFIDENTIAL,
        blocks,
        facts=(write_in_ink(),),
        fate=shred_when_recorded(),
    )


def _note_lines(actions: list[ActionRow]) -> int:
    """Fewer lines for notes where many or long actions need the room, so that the form stays one page."""
    rows = max(0, len(actions) - _ACTION_ROWS)
    wrapped = sum(len(action.text) // 58 for action in actions)
    return max(2, _NOTE_LINES - rows - (rows + wrapped * 2) // 4)


_MODES = (Mode.MEETING, Mode.OBSERVATION, Mode.SIDE_BY_SIDE, Mode.VIDEO, Mode.PHONE)


def _action_columns() -> tuple[Column, ...]:
    return (
        Column(_("What was agreed"), 97),
        Column(_("Who"), 40, rule_before=True),
        Column(_("By when"), 26, rule_before=True),
        Column(_("Done"), 12, rule_before=True),
    )


def _people(people: tuple[Person, ...]) -> str:
    return ", ".join(person(one.name) for one in people)


# --- recorded ---------------------------------------------------------------------------------


def _recorded(book: Book, session: SessionView) -> Document:
    pair = get_pair(book, session.pair_id)
    programme = get_programme(book, pair.programme_id).name if pair.programme_id else ""
    if session.state is State.CANCELLED:
        number = _("Session that did not take place")
        blocks = _cancelled_blocks(session)
    else:
        number = _("Session {n} of {planned}").format(n=session.number, planned=session.planned_sessions)
        blocks = _held_blocks(book, session)
    return printed(
        book,
        _("Session record"),
        Reader.CONFIDENTIAL,
        blocks,
        facts=(number, programme),
        fate=pair_fate(pair.closure.on if pair.closure else pair.planned_end, book.clock.today()),
    )


def _top_rows(session: SessionView) -> tuple[tuple[Field, ...], ...]:
    at = f"{session.starts_at:%H:%M}" if session.starts_at else "–"
    protected = {
        Protected.YES: _("Yes, in full"),
        Protected.PART: _("In part"),
        Protected.NO: _("No"),
    }
    kept = protected[session.protected_time] if session.protected_time else "–"
    return (
        (
            Field(_("Mentor"), 55, _people(session.mentors)),
            Field(_("Mentee"), 55, _people(session.mentees)),
            Field(_("Topic"), 55, session.topic),
        ),
        (
            Field(_("Date"), 55, long_weekday_day(session.held_on)),
            Field(_("Started at"), 25, at),
            Field(_("Minutes"), 25, str(session.minutes) if session.state is State.HELD else "–"),
            Field(_("Protected time kept"), 55, kept),
        ),
    )


def _cancelled_blocks(session: SessionView) -> tuple[Block, ...]:
    by = {
        CancelledBy.MENTOR: _("Called off by the mentor"),
        CancelledBy.MENTEE: _("Called off by the mentee"),
        CancelledBy.WARD: _("By the ward"),
        CancelledBy.OTHER: _("For another reason"),
    }
    words = by[session.cancelled_by] if session.cancelled_by else "–"
    if session.cancel_reason:
        words = f"{words}: {session.cancel_reason}"
    row = (Field(_("If it did not take place"), 175, words),)
    return (Fields((*_top_rows(session), row)),)


def _held_blocks(book: Book, session: SessionView) -> tuple[Block, ...]:
    met = (
        Field(_("How you met"), 85, label(session.mode) if session.mode else "–"),
        Field(_("Who attended"), 85, _people(session.attended) or "–"),
    )
    blocks: list[Block] = [
        Fields((*_top_rows(session), met)),
        Heading(_("What was done")),
        WritingSpace(_("In one sentence"), "", 0, session.summary or "–"),
    ]
    for note in session.notes:
        blocks.append(WritingSpace(_("Record notes"), _("audience: the manager may read this"), 0, note.text))
    if session.goals:
        blocks.append(WritingSpace(_("Goals worked on"), "", 0, "\n".join(session.goals)))
    blocks += _recorded_actions(book, session)
    next_words = "–"
    if session.next_on is not None:
        next_words = weekday_day(session.next_on)
        if session.next_at is not None:
            next_words = f"{next_words}, {session.next_at:%H:%M}"
    recorded_on = session.recorded_at.date() if session.recorded_at else None
    blocks.append(
        Fields(
            (
                (
                    Field(_("Next date and time"), 45, next_words),
                    Field(_("Place"), 40, session.place or "–"),
                    Field(_("Recorded by"), 50, person(session.recorded_by) or "–"),
                    Field(
                        _("On"), 25, short_day(recorded_on) + f" {recorded_on.year}" if recorded_on else "–"
                    ),
                ),
            )
        )
    )
    words = _("Printed with Record notes only.")
    if session.recorded_at is not None and session.recorded_by:
        words += " " + _("Entered by {name} on {moment}.").format(
            name=person(session.recorded_by), moment=day_and_time(session.recorded_at)
        )
    blocks.append(Remark(words))
    return tuple(blocks)


def _recorded_actions(book: Book, session: SessionView) -> list[Block]:
    if not session.actions:
        return []
    done = sum(_done(action) for action in session.actions)
    counts = [
        _("{n} done").format(n=done) if done else "",
        _("{n} open").format(n=len(session.actions) - done) if done < len(session.actions) else "",
    ]
    columns = (
        Column(_("What was agreed"), 97),
        Column(_("Who"), 40),
        Column(_("By when"), 20),
        Column(_("State"), 18),
    )
    rows = tuple(
        Row(
            (
                action.text,
                person(action.owner),
                due_day(action.due_on, session.held_on) if action.due_on else "–",
                Marked(Sign.DONE, _("Done")) if _done(action) else Marked(Sign.OPEN, _("Open")),
            )
        )
        for action in sorted(session.actions, key=lambda action: not _done(action))
    )
    remark = ", ".join(part for part in counts if part)
    return [Heading(_("Actions"), remark), Table(columns, rows, caption=_("Actions"))]


def _done(action: ActionRow) -> bool:
    return action.done_on is not None

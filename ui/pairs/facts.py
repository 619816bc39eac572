"""Everything the Pairs place shows about one pair, read from the book at once, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.book import Book
from app.dates import duration, long_day, short_day, weekday_day
from app.language import _, ngettext
from app.pairs.agreement import AgreementView, get_agreement
from app.pairs.pairs import GoalView, PairView, get_pair
from app.pairs.stall import Light, light_word
from app.pairs.words import Status, label
from app.programmes.programmes import list_programmes
from app.sessions.actions import ActionRow, list_actions
from app.sessions.pair_rows import PairRow, get_pair_row
from app.sessions.session_views import SessionRow, list_sessions
from app.sessions.words import CancelledBy, Protected, State
from app.sessions.words import label as session_label
from app.training.gate import Gate, look_at_gate
from ui.kit.pills import Marked
from ui.kit.timeline import Step

SHOWN_SESSIONS = 4
_SUMMARY = 70
_NEAR_DAYS = 300


@dataclass(frozen=True, slots=True)
class PairFacts:
    """One pair with its agreement, gate, newest sessions and open actions."""

    view: PairView
    row: PairRow
    agreement: AgreementView | None
    gate: Gate | None
    programme: str
    sessions: tuple[SessionRow, ...]
    actions: tuple[ActionRow, ...]
    today: date

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses of everybody in the pair that are noted."""
        return tuple(person.email for person in (*self.view.mentors, *self.view.mentees) if person.email)

    @property
    def without_address(self) -> tuple[str, ...]:
        """Who of the pair has no e-mail address noted."""
        return tuple(p.name for p in (*self.view.mentors, *self.view.mentees) if not p.email)


def read_facts(book: Book, pair_id: int) -> PairFacts:
    """Everything about one pair; raises :class:`~app.errors.NotFound`."""
    view = get_pair(book, pair_id)
    row = get_pair_row(book, pair_id)
    assert row is not None
    waiting = view.status in (Status.PROPOSED, Status.AGREED)
    names = {p.id: p.name for p in list_programmes(book)} if view.programme_id is not None else {}
    shown = list_sessions(
        book, pair_id=pair_id, states=(State.HELD, State.CANCELLED), limit=SHOWN_SESSIONS + 1
    )
    return PairFacts(
        view=view,
        row=row,
        agreement=get_agreement(book, pair_id),
        gate=look_at_gate(book, pair_id) if waiting else None,
        programme=names.get(view.programme_id or 0, ""),
        sessions=tuple(shown),
        actions=tuple(list_actions(book, pair_id=pair_id)),
        today=book.clock.today(),
    )


def near_day(day: date, today: date) -> str:
    """ "6 Nov"; the year stands there only when the month alone could be mistaken."""
    return short_day(day, None if abs((today - day).days) < _NEAR_DAYS else today)


def since_words(view: PairView, today: date) -> str:
    """ "Literature searching · Active since 6 Nov"."""
    since = view.active_from if view.status is Status.ACTIVE and view.active_from else view.status_since
    state = _("{status} since {day}").format(status=label(view.status), day=near_day(since, today))
    return f"{view.topic} · {state}"


def quiet_words(row: PairRow) -> tuple[str, str]:
    """The first words of the banner of a slowing or stalled pair, and why in a sentence."""
    reasons = row.rhythm.reason.split("; ")
    why = _(", and ").join(reasons) if len(reasons) < 3 else ", ".join(reasons)
    return light_word(row.rhythm.light), f"– {why}."


def confidence_words(goals: Sequence[GoalView]) -> tuple[str, str]:
    """ "4 → 7" and "of 10 since the start", for the mean of the goals rated before; "" when none is."""
    rated = [goal for goal in goals if goal.before is not None]
    if not rated:
        return "", ""
    before = _mean([goal.before for goal in rated if goal.before is not None])
    later = [goal.after for goal in rated if goal.after is not None]
    if not later:
        return before, _("of 10 at the start")
    after = _mean(later)
    return f"{before} → {after}", _("of 10 since the start")


def _mean(numbers: Sequence[int]) -> str:
    mean = sum(numbers) / len(numbers)
    return f"{mean:.0f}" if mean == round(mean) else f"{mean:.1f}"


def agreement_mark(facts: PairFacts) -> Marked:
    """Whether everybody has signed, as icon and words."""
    agreement = facts.agreement
    if agreement is None:
        return Marked("quiet", _("Not written yet"))
    if agreement.signed_on is not None:
        day = near_day(agreement.signed_on, facts.today)
        two = len(agreement.signatures) == 2
        words = _("Signed by both, {day}") if two else _("Signed by all, {day}")
        return Marked("good", words.format(day=day))
    signed = sum(signature.on is not None for signature in agreement.signatures)
    words = _("{signed} of {total} have signed").format(signed=signed, total=len(agreement.signatures))
    return Marked("agreed", words)


def end_words(facts: PairFacts) -> str:
    """When the pair is to end, or did."""
    view = facts.view
    if view.closure is not None:
        return _("Ended {day}").format(day=long_day(view.closure.on))
    return long_day(view.planned_end) if view.planned_end else _("Not set")


def steps(facts: PairFacts) -> list[Step]:
    """The timeline: next session, a gap in words, the newest sessions, the beginning."""
    found: list[Step] = []
    row = facts.row
    if row.status is not Status.CLOSED:
        found.append(Step("next", _("Next session"), _next_words(row, facts.today)))
    if row.rhythm.light in (Light.SLOWING, Light.STALLED) and row.rhythm.weeks > 1:
        gap = ngettext("{n} week without a session", "{n} weeks without a session", row.rhythm.weeks)
        found.append(Step("gap", "", gap.format(n=row.rhythm.weeks)))
    found += [_session_step(session, facts.today) for session in facts.sessions[:SHOWN_SESSIONS]]
    if len(facts.sessions) < SHOWN_SESSIONS - 1:
        start = row.active_from or facts.view.created_on
        words = _("Pair became active") if row.active_from else _("Pair proposed")
        found.append(Step("done", near_day(start, facts.today), words))
    return found


def _next_words(row: PairRow, today: date) -> str:
    if row.next_on is None:
        return _("not set")
    day = _("today") if row.next_on == today else weekday_day(row.next_on)
    return f"{day}, {row.next_at:%H:%M}" if row.next_at else day


def _session_step(session: SessionRow, today: date) -> Step:
    day = near_day(session.held_on, today)
    if session.state == State.CANCELLED:
        by = session_label(CancelledBy(session.cancelled_by)) if session.cancelled_by else ""
        words = _("Cancelled {by}").format(by=by).strip()
        return Step("next", day, words, session.cancel_reason)
    words = duration(session.minutes)
    summary = " ".join(session.summary.split())
    if summary:
        first = summary if len(summary) <= _SUMMARY else summary[:_SUMMARY].rsplit(" ", 1)[0] + " …"
        words += f" · {first}"
    return Step("done", day, words, protected_words(session.protected_time))


def protected_words(stored: str) -> str:
    """Whether protected time was kept, as a sentence; "" when it was not said."""
    return {
        Protected.YES.value: _("Protected time kept"),
        Protected.PART.value: _("Protected time kept in part"),
        Protected.NO.value: _("Protected time not kept"),
    }.get(stored, "")

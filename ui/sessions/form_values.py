"""From what is known to what the session form shows, and from what it shows to the commands.

Promises: pure functions; the form's values by field name on one side, the commands of
``app.sessions`` on the other.
"""

from datetime import date
from typing import Any

from app.errors import Fault, InvalidEntry
from app.sessions.booking import CancelSession
from app.sessions.form_facts import SessionFacts
from app.sessions.notes import sealed_away_words
from app.sessions.recording import ActionEntry, RecordSession
from app.sessions.session_views import SessionView
from app.sessions.words import Audience, CancelledBy, Mode, Protected
from ui.sessions.note_box import Stored

TYPED = ("summary", "record_note")
"""What survives a change of the pair."""
_NOTE_FAULTS = ("note", "note_audience", "note_id")
USUAL_MINUTES = 45


def draft_key(pair_id: int | None, session_id: int | None) -> str:
    """Under which key a draft is kept: one a pair, and one a session that is corrected."""
    return f"session:{session_id}" if session_id is not None else f"pair:{pair_id or 0}"


def blank_values(today: date) -> dict[str, Any]:
    """Before a pair is chosen."""
    return {
        "pair_id": None, "held_on": today, "minutes": USUAL_MINUTES, "mode": Mode.MEETING, "summary": "",
        "protected_time": Protected.YES, "next_on": None, "next_at": None, "next_minutes": USUAL_MINUTES,
        "attended": (), "goals": (), "actions": ((), ()),
    }  # fmt: skip


def given_values(facts: SessionFacts, today: date) -> dict[str, Any]:
    """What pair, booking and last session give (DESIGN 4)."""
    due, pair = facts.due, facts.pair
    return (
        blank_values(today)
        | _following(facts)
        | {
            "pair_id": pair.id,
            "held_on": due.on if due else today,
            "minutes": due.minutes if due else pair.session_minutes,
            "mode": facts.mode or Mode.MEETING,
            "attended": tuple(person.id for person in pair.mentors + pair.mentees),
        }
    )


def values_of_session(session: SessionView, facts: SessionFacts) -> dict[str, Any]:
    """A session as it stands, to be corrected; one that was cancelled as if it had taken place."""
    there = session.attended or session.mentors + session.mentees
    return _following(facts) | {
        "pair_id": session.pair_id,
        "held_on": session.held_on,
        "minutes": session.minutes,
        "mode": session.mode or Mode.MEETING,
        "protected_time": session.protected_time or Protected.YES,
        "summary": session.summary,
        "attended": tuple(person.id for person in there),
        "goals": session.goal_ids,
        "actions": (tuple(a.id for a in session.actions if a.done_in_id == session.id), ()),
    }


def nothing_cancelled(today: date) -> dict[str, Any]:
    """The cancelled form before a pair is chosen."""
    return {
        "pair_id": None, "planned_on": today, "cancelled_by": None, "reason": "", "next_on": None,
        "next_at": None,
    }  # fmt: skip


def cancelled_given(facts: SessionFacts, today: date) -> dict[str, Any]:
    """What pair and booking give to the cancelled form."""
    booking = facts.due or facts.next
    later = facts.next if facts.due else None
    return nothing_cancelled(today) | {
        "pair_id": facts.pair.id,
        "planned_on": booking.on if booking else today,
        "next_on": later.on if later else None,
        "next_at": later.at if later else None,
    }


def cancelled_of_session(session: SessionView) -> dict[str, Any]:
    """A cancelled session as it stands; one that was held as if it had been cancelled."""
    return nothing_cancelled(session.held_on) | {
        "pair_id": session.pair_id,
        "cancelled_by": session.cancelled_by,
        "reason": session.cancel_reason,
    }


def session_entry(values: dict[str, Any], facts: SessionFacts, before: SessionView | None) -> RecordSession:
    """The command that records the session, or corrects *before*."""
    done, added = values["actions"]
    starts_at = before.starts_at if before else None
    if before is None and facts.due is not None and facts.due.on == values["held_on"]:
        starts_at = facts.due.at
    return RecordSession(
        pair_id=values["pair_id"],
        held_on=values["held_on"],
        minutes=values["minutes"],
        mode=Mode(values["mode"] or Mode.MEETING),
        protected_time=Protected(values["protected_time"] or Protected.YES),
        summary=values["summary"],
        starts_at=starts_at,
        place=before.place if before else "",
        attended=values["attended"],
        goals=values["goals"],
        actions_done=done,
        actions=tuple(ActionEntry(*line) for line in added),
        next_on=values["next_on"],
        next_at=values["next_at"],
        next_minutes=values["next_minutes"],
        clear_next=facts.next is not None and values["next_on"] is None,
        **values["record_note"],
    )


def stored_notes(session: SessionView | None) -> tuple[dict[Audience, Stored], dict[Audience, str]]:
    """The Record note and one's own sealed notes of a session; and why an audience is shut to its author.

    A note sealed under an earlier passphrase is not overwritten by one that cannot read it.
    """
    if session is None:
        return {}, {}
    stored = {
        note.audience: Stored(note.text, note.id) for note in session.private if note.own and note.readable
    }
    if session.notes:
        stored[Audience.RECORD] = Stored("\n\n".join(note.text for note in session.notes))
    shut = {note.audience: sealed_away_words() for note in session.private if note.own and not note.readable}
    return stored, shut


def on_the_form(problem: InvalidEntry) -> InvalidEntry:
    """The same faults, those of the note beside the note box."""
    return InvalidEntry(
        *(
            Fault("record_note", fault.sentence) if fault.field in _NOTE_FAULTS else fault
            for fault in problem.faults
        )
    )


def cancelled_entry(values: dict[str, Any]) -> CancelSession:
    """The command that notes the session as cancelled."""
    by = values["cancelled_by"]
    return CancelSession(
        pair_id=values["pair_id"],
        planned_on=values["planned_on"],
        cancelled_by=CancelledBy(by) if by else None,
        reason=values["reason"],
        next_on=values["next_on"],
        next_at=values["next_at"],
    )


def _following(facts: SessionFacts) -> dict[str, Any]:
    following = facts.next
    return {
        "next_on": following.on if following else None,
        "next_at": following.at if following else None,
        "next_minutes": following.minutes if following else facts.pair.session_minutes,
    }

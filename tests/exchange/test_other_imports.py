"""Pairs, sessions and training signatures in: the rules of their rooms hold for lists too."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.import_plan import ImportPlan
from app.pairs.pairs import get_pair
from app.pairs.words import AimsMet, CloseReason, Status
from app.sessions.pair_rows import list_pairs
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import Mode, Protected
from app.staff.staff_members import mark_left
from app.training.training import get_training
from tests.exchange.lists import write_csv
from tests.fixtures.unit import Unit


def _plan(unit: Unit, kind: str, folder: Path, *rows: list[str]) -> ImportPlan[object]:
    return imports.plan(kind, unit.book, write_csv(folder, rows))


def _outcomes(plan: ImportPlan[object]) -> list[str]:
    return [row.outcome.value for row in plan.rows]


def test_pairs_of_every_status(unit: Unit, tmp_path: Path) -> None:
    for name in ("Ada Obi", "Bo Dahl", "Cy Moss", "Di Webb", "Ed Hunt", "Fay Lowe"):
        unit.person(name)
    unit.train("Ada Obi")
    mark_left(unit.book, unit.by, unit.person("Fay Lowe"), unit.today)
    plan = _plan(
        unit, "pairs", tmp_path,
        ["Mentor", "Mentee", "Topic", "Status", "Start", "Agreement", "Active from", "Override",
         "End reason", "Ended", "Aims met", "Goals", "Session length"],
        ["Obi, Ada", "Bo Dahl", "electronic charting", "Running", "1/2/2026", "3 Feb 2026", "4.2.26", "", "",
         "", "", "Charts alone (3 → 8, achieved 2026-03-01)\nFinds results", "1 h"],
        ["Cy Moss and Ada Obi", "Di Webb", "Origami", "active", "1/2/2026", "3/2/2026", "", "", "", "", "",
         "", ""],
        ["Cy Moss", "Ed Hunt", "Knots", "active", "1/2/2026", "", "", "The ward starts on Monday", "", "",
         "", "", ""],
        ["Di Webb", "Ed Hunt", "Knots", "on hold", "1/2/2026", "", "", "All agree", "", "", "", "", ""],
        ["Fay Lowe", "Bo Dahl", "Knots", "", "1/9/2025", "", "8/9/2025", "", "Completed early", "1/12/2025",
         "Met in full", "", ""],
        ["Ada Obi", "Ada Obi", "Knots", "", "", "", "", "", "", "", "", "", ""],
        ["Fay Lowe", "Ed Hunt", "Knots", "", "", "", "", "", "", "", "", "", ""],
        ["Zed Nobody", "Ed Hunt", "Knots", "", "", "", "", "", "", "", "", "", ""],
        ["Ada Obi", "Bo Dahl", "ELECTRONIC CHARTING", "", "", "", "", "", "", "", "", "", ""],
        ["Ada Obi", "Bo Dahl", "Knots", "closed", "1/2/2026", "", "", "", "", "", "", "", ""],
        ["Ada Obi", "Bo Dahl", "Knots", "", "1/2/2026", "", "", "", "", "1/1/2026", "", "", ""],
    )  # fmt: skip
    assert _outcomes(plan) == ["added"] * 5 + ["refused"] * 6, [row.reason for row in plan.rows]
    assert plan.rows[1].reason.startswith("The topic is new. Comes in as not yet active: the mentors")
    assert plan.rows[7].reason == "Zed Nobody is not in the book. Import the staff list first."
    assert plan.rows[8].reason == "The same pair stands in row 2."
    assert list_pairs(unit.book, statuses=tuple(Status)) == []

    result = imports.carry_out(unit.book, unit.by, plan)

    assert (result.title, result.added, result.refused) == ("Import of 5 pairs", 5, 6)
    pairs = {row.title: get_pair(unit.book, row.id) for row in list_pairs(unit.book, statuses=tuple(Status))}
    assert {title: pair.status.value for title, pair in pairs.items()} == {
        "Ada Obi → Bo Dahl": "active",
        "Cy Moss, Ada Obi → Di Webb": "agreed",
        "Cy Moss → Ed Hunt": "active",
        "Di Webb → Ed Hunt": "paused",
        "Fay Lowe → Bo Dahl": "closed",
    }
    first, overridden, ended = (
        pairs[title] for title in ("Ada Obi → Bo Dahl", "Cy Moss → Ed Hunt", "Fay Lowe → Bo Dahl")
    )
    assert (str(first.active_from), first.override, first.session_minutes) == ("2026-02-04", None, 60)
    assert [(goal.text, goal.before, goal.after) for goal in first.goals] == [
        ("Charts alone", 3, 8),
        ("Finds results", None, None),
    ]
    assert overridden.override is not None
    assert overridden.override.reason == "The ward starts on Monday"
    assert "agreement is not signed" in overridden.override.missing
    assert ended.closure is not None
    assert (ended.closure.reason, ended.closure.aims_met) == (CloseReason.COMPLETED_EARLY, AimsMet.FULL)

    assert unit.book.undo_title == "Import of 5 pairs"
    unit.book.undo()
    assert list_pairs(unit.book, statuses=tuple(Status)) == []


def test_a_line_manager_is_no_mentor_in_a_list_either(unit: Unit, tmp_path: Path) -> None:
    boss = unit.person("The Boss")
    unit.person("Ada Obi", line_manager_id=boss)
    plan = _plan(unit, "pairs", tmp_path, ["Mentor", "Mentee", "Topic"], ["Ada Obi", "The Boss", "Knots"])
    assert _outcomes(plan) == ["refused"]
    assert "line manager" in plan.rows[0].reason


def test_sessions_held_cancelled_and_booked(unit: Unit, tmp_path: Path) -> None:
    pair_id = unit.active_pair(starts_on=unit.today - timedelta(weeks=8))
    later = (unit.today + timedelta(days=7)).isoformat()
    plan = _plan(
        unit, "sessions", tmp_path,
        ["Date", "Mentor", "Mentee", "Took place", "Time", "Duration", "Format", "Protected", "Content",
         "Notes", "Cancelled by", "Reason"],
        [later, "Lan Nguyễn", "Margit Sørvik", "planned", "14:30", "", "", "", "", "", "", ""],
        ["2026-02-03", "Nguyễn, Lan", "Margit Sørvik", "", "2 pm", "1:15", "Teams", "partly", "=1+1",
         "<img src=x>", "", ""],
        ["10/02/2026", "Lan Nguyễn", "", "no", "", "", "", "", "", "", "ward", "Short of staff"],
        ["3 Feb 2026", "Lan Nguyễn", "Margit Sørvik", "yes", "14:00", "75 min", "", "", "=1+1", "", "", ""],
        ["2025-01-01", "Lan Nguyễn", "Margit Sørvik", "", "", "", "", "", "", "", "", ""],
        ["2026-12-01", "Lan Nguyễn", "Margit Sørvik", "", "", "", "", "", "", "", "", ""],
        ["2026-02-04", "Lan Nguyễn", "Lan Nguyễn", "", "", "", "", "", "", "", "", ""],
        ["2026-02-04", "Lan Nguyễn", "Margit Sørvik", "", "", "900", "", "", "", "", "", ""],
        ["", "Lan Nguyễn", "Margit Sørvik", "", "", "", "", "", "", "", "", ""],
        ["2026-02-04", "Lan Nguyễn", "Margit Sørvik", "perhaps", "", "", "", "", "", "", "", ""],
    )  # fmt: skip
    assert _outcomes(plan) == ["added"] * 3 + ["refused"] * 7
    assert plan.rows[3].reason == "The same session stands in row 3."
    assert list_sessions(unit.book) == []
    imports.carry_out(unit.book, unit.by, plan)
    booked, cancelled, held = list_sessions(unit.book, pair_id=pair_id)
    assert (booked.state, booked.held_on.isoformat(), booked.minutes) == ("booked", later, 45)
    assert (cancelled.state, cancelled.cancelled_by, cancelled.cancel_reason) == (
        "cancelled", "ward", "Short of staff",
    )  # fmt: skip
    view = get_session(unit.book, held.id)
    assert (view.minutes, view.mode, view.protected_time) == (75, Mode.VIDEO, Protected.PART)
    assert (view.summary, view.notes[0].text, len(view.attended)) == ("=1+1", "<img src=x>", 2)

    again = _plan(
        unit, "sessions", tmp_path,
        ["Date", "Pair", "Status"],
        ["2026-02-03", "Lan Nguyễn → Margit Sørvik", "Held"],
        ["2026-02-10", "Lan Nguyễn → Margit Sørvik", "Cancelled"],
        [(unit.today + timedelta(days=9)).isoformat(), "Lan Nguyễn → Margit Sørvik", "Booked"],
    )  # fmt: skip
    assert _outcomes(again) == ["matched", "matched", "refused"]
    unit.book.undo()
    assert list_sessions(unit.book) == []


def test_sessions_of_two_pairs_of_the_same_people_need_the_topic(unit: Unit, tmp_path: Path) -> None:
    unit.active_pair()
    unit.active_pair(topic_id=unit.topic("Wound care"))
    today = unit.today.isoformat()
    plan = _plan(
        unit, "sessions", tmp_path,
        ["Date", "Mentor", "Mentee", "Topic"],
        [today, "Lan Nguyễn", "Margit Sørvik", ""],
        [today, "Lan Nguyễn", "Margit Sørvik", "wound CARE"],
        [today, "Lan Nguyễn", "Margit Sørvik", "Knots"],
    )  # fmt: skip
    assert _outcomes(plan) == ["refused", "added", "refused"]
    assert "Give the topic" in plan.rows[0].reason


def test_training_signatures(unit: Unit, tmp_path: Path) -> None:
    lan = unit.person("Lan Nguyễn")
    rows = (
        ["Mentor", "Items", "Date", "Evidence", "Applies", "Signed by"],
        ["Lan Nguyễn", "starred", "2026-03-01", "", "", ""],
        ["Lan Nguyễn", "B2-B4, c1", "2/3/2026", "observed", "", "Tom Hay"],
        ["Lan Nguyễn", "D6", "2/3/2026", "", "no", ""],
        ["Lan Nguyễn", "A1", "2/3/2026", "", "", ""],
        ["Lan Nguyễn", "Z9", "2/3/2026", "", "", ""],
        ["Lan Nguyễn", "C2", "2027-03-02", "", "", ""],
        ["Lan Nguyễn", "C3", "", "", "", ""],
        ["Nobody", "C3", "2/3/2026", "", "", ""],
    )
    plan = _plan(unit, "training", tmp_path, *rows)
    assert _outcomes(plan) == ["added"] * 3 + ["refused"] * 5
    assert get_training(unit.book, lan) is None
    result = imports.carry_out(unit.book, unit.by, plan)
    assert result.title == "Import of 16 training signatures"
    record = get_training(unit.book, lan)
    assert record is not None
    assert (record.ready, record.starred_signed, str(record.begun_on)) == (True, 11, "2026-03-01")
    signed = {state.item.code: state.signed for state in record.items if state.signed}
    assert signed["B3"].evidence.value == "observed"
    assert (signed["B3"].signed_by, signed["B3"].remark) == (unit.by.name, "Signed by Tom Hay")
    assert not signed["D6"].applies
    assert _outcomes(_plan(unit, "training", tmp_path, *rows))[:3] == ["matched"] * 3
    unit.book.undo()
    assert get_training(unit.book, lan) is None


@pytest.mark.parametrize("kind", ["pairs", "sessions", "training"])
def test_nothing_to_do_changes_nothing(unit: Unit, tmp_path: Path, kind: str) -> None:
    before = unit.book.undo_title
    header = {
        "pairs": ["Mentor", "Mentee", "Topic"],
        "sessions": ["Date", "Mentor"],
        "training": ["Name", "Item", "Date"],
    }[kind]
    plan = _plan(unit, kind, tmp_path, header, ["Nobody", "Nobody", "Nobody"][: len(header)])
    assert _outcomes(plan) == ["refused"]
    assert imports.carry_out(unit.book, unit.by, plan).title == ""
    assert unit.book.undo_title == before

"""The programme's note mode holds by whichever way something comes in, and leaves what stands alone."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.errors import InvalidEntry, KnownProblem
from app.exchange import imports
from app.exchange.import_plan import Outcome
from app.pairs.records import Pair
from app.programmes.programmes import SaveProgramme, save_programme
from app.sessions.actions import list_actions, save_action
from app.sessions.note_mode import NoteMode, Part, recorded
from app.sessions.notes import private_notes, widen_note
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import Audience
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

DAY = date(2026, 3, 12)
LAN, MARGIT = "Lan Nguyễn", "Margit Sørvik"


def programme(unit: Unit, mode: NoteMode, programme_id: int | None = None) -> int:
    entry = SaveProgramme("Charting round", unit.today, note_mode=mode)
    return save_programme(unit.book, unit.by, entry, programme_id)


def faults(record: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InvalidEntry) as caught:
        record()
    return {fault.field: fault.sentence for fault in caught.value.faults}


def test_each_mode_says_what_it_leaves_out(unit: Unit) -> None:
    number = programme(unit, NoteMode.FULL)
    pair = unit.active_pair(programme_id=number)
    assert recorded(unit.book, pair).left_out == frozenset()
    programme(unit, NoteMode.ACTIONS, number)
    assert recorded(unit.book, pair).left_out == {Part.NOTES}
    programme(unit, NoteMode.LOG, number)
    kept = recorded(unit.book, pair)
    assert kept.left_out == set(Part)
    assert kept.sentence.startswith("“Charting round” keeps a log only")
    alone = unit.active_pair("Owen Carrick", "Judith Oyelakin")
    assert (recorded(unit.book, alone).left_out, recorded(unit.book, alone).sentence) == (frozenset(), "")


def test_a_log_takes_no_summary_no_note_and_no_action(unit: Unit) -> None:
    book, pair = unit.book, unit.active_pair(programme_id=programme(unit, NoteMode.LOG))
    lan = unit.people[LAN]
    entry = RecordSession(
        pair, DAY, summary="Charts", record_note="Well", actions=(ActionEntry("Practise", lan),)
    )
    found = faults(lambda: record_session(book, unit.by, entry))
    assert set(found) == {"summary", "record_note", "actions"}
    assert all("keeps a log only" in sentence for sentence in found.values())
    note = RecordSession(pair, DAY, note="Well")
    assert set(faults(lambda: record_session(book, unit.by, note))) == {"record_note"}
    action = faults(lambda: save_action(book, unit.by, pair_id=pair, text="Practise", owner_id=lan))
    assert set(action) == {"text"}
    plain = record_session(
        book, unit.by, RecordSession(pair, DAY, note="Mine", note_audience=Audience.ONLY_ME)
    )
    assert [each.text for each in get_session(book, plain).private] == ["Mine"]
    assert list_actions(book) == []


def test_a_log_with_actions_takes_a_summary_and_actions_and_no_note(unit: Unit) -> None:
    book, pair = unit.book, unit.active_pair(programme_id=programme(unit, NoteMode.ACTIONS))
    lan = unit.people[LAN]
    entry = RecordSession(pair, DAY, summary="Charts", actions=(ActionEntry("Practise", lan),))
    session = record_session(book, unit.by, entry)
    corrected = RecordSession(pair, DAY, summary="Charts", record_note="Well")
    assert set(faults(lambda: record_session(book, unit.by, corrected, session))) == {"record_note"}


def test_a_session_from_before_the_programme_keeps_what_was_written_then(unit: Unit) -> None:
    entry = SaveProgramme("Charting round", date(2026, 3, 12), note_mode=NoteMode.LOG)
    number = save_programme(unit.book, unit.by, entry)
    pair = unit.active_pair(programme_id=number)
    with unit.book.change("Begun before", by=unit.by) as db:
        db.get_one(Pair, pair).active_from = date(2026, 3, 1)
    before = RecordSession(pair, date(2026, 3, 11), summary="Charts", record_note="Well")
    session = record_session(unit.book, unit.by, before)
    assert [note.text for note in get_session(unit.book, session).notes] == ["Well"]
    since = RecordSession(pair, DAY, summary="Charts", record_note="Well")
    assert set(faults(lambda: record_session(unit.book, unit.by, since))) == {"summary", "record_note"}


def test_what_stands_from_before_is_corrected_and_taken_away_and_not_begun_anew(unit: Unit) -> None:
    book, number = unit.book, programme(unit, NoteMode.FULL)
    pair = unit.active_pair(programme_id=number)
    session = record_session(book, unit.by, RecordSession(pair, DAY, summary="Before", record_note="Before"))
    action = save_action(book, unit.by, pair_id=pair, text="Before", owner_id=unit.people[LAN])
    programme(unit, NoteMode.LOG, number)
    record_session(book, unit.by, RecordSession(pair, DAY, summary="Better", record_note="Better"), session)
    save_action(
        book, unit.by, pair_id=pair, text="Better", owner_id=unit.people[LAN], action_id=action
    )  # fmt: skip
    view = get_session(book, session)
    assert (view.summary, [note.text for note in view.notes]) == ("Better", ["Better"])
    record_session(book, unit.by, RecordSession(pair, DAY), session)
    again = RecordSession(pair, DAY, summary="Anew", record_note="Anew")
    assert set(faults(lambda: record_session(book, unit.by, again, session))) == {"summary", "record_note"}


def test_pair_notes_follow_the_mode_and_ones_own_are_not_widened_into_it(unit: Unit) -> None:
    number = programme(unit, NoteMode.FULL)
    pair = unit.active_pair(programme_id=number)
    give_account(unit.book, LAN, unit.people[LAN])
    folder, clock = unit.book.folder, unit.book.clock
    unit.book.close()
    with signed_in(folder, LAN, clock, ONCE) as book:
        entry = RecordSession(pair, DAY, note="Before", note_audience=Audience.PAIR)
        session = record_session(book, book.account, entry)
    with signed_in(folder, 1, clock) as book:
        entry = SaveProgramme("Charting round", DAY, note_mode=NoteMode.ACTIONS)
        save_programme(book, book.account, entry, number)
    with signed_in(folder, LAN, clock) as book:
        me = book.account
        new = RecordSession(pair, DAY, note="New", note_audience=Audience.PAIR)
        assert set(faults(lambda: record_session(book, me, new))) == {"note_audience"}
        record_session(book, me, new, session)  # corrects the one that stands
        ((note,),) = private_notes(book).values()
        widen_note(book, me, note.id, Audience.PAIR)
        assert set(faults(lambda: widen_note(book, me, note.id, Audience.RECORD))) == {"note_audience"}
        mine = RecordSession(pair, DAY, note="Mine", note_audience=Audience.ONLY_ME)
        other = record_session(book, me, mine)
        (own,) = private_notes(book)[other]
        for audience in (Audience.PAIR, Audience.RECORD):
            assert set(faults(lambda to=audience: widen_note(book, me, own.id, to))) == {"note_audience"}
        edited = RecordSession(pair, DAY, note="Wider", note_audience=Audience.PAIR, note_id=own.id)
        assert set(faults(lambda: record_session(book, me, edited, other))) == {"note_audience"}
        assert [each.text for each in private_notes(book)[session]] == ["New"]


def test_an_import_refuses_the_rows_that_hold_more(unit: Unit, tmp_path: Path) -> None:
    book = unit.book
    number = programme(unit, NoteMode.FULL)
    unit.active_pair(programme_id=number)
    path = tmp_path / "sessions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Date", "Mentors", "Mentees", "Summary", "Note"])
        rows.writerow(["2026-03-12", LAN, MARGIT, "", "Said in confidence"])
        rows.writerow(["2026-03-12", LAN, MARGIT, "Charts", ""])
    full = imports.plan("sessions", book, path)
    assert [row.outcome for row in full.rows] == [Outcome.ADDED, Outcome.ADDED]
    programme(unit, NoteMode.LOG, number)
    plan = imports.plan("sessions", book, path)
    assert [row.outcome for row in plan.rows] == [Outcome.REFUSED, Outcome.REFUSED]
    assert all("keeps a log only" in row.reason for row in plan.rows)
    with pytest.raises(KnownProblem):  # planned while the programme recorded more
        imports.carry_out(book, unit.by, full)
    assert list_sessions(book) == []

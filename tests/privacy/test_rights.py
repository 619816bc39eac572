"""Requests, statements, restriction, erasure, retention and leaving: each does what it says."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts import remove_account
from app.accounts.own import Restricted, refuse_restricted
from app.accounts.past import read_history
from app.book import AccountRecord, Book, history
from app.book.check import check_book
from app.book.drafts import save_draft
from app.book.records import Base, ChangeRowRecord, DraftRecord
from app.errors import InvalidEntry, KnownProblem, NotFound
from app.pairs.pairs import get_pair, pairs_of_person
from app.pairs.records import Pair
from app.pairs.words import Status
from app.privacy.erasure import StillHere, erase_person
from app.privacy.leaving import (
    finish_leaving,
    hand_on_actions,
    hand_on_people,
    hand_over_pair,
    look_at_leaving,
)
from app.privacy.records import Restriction
from app.privacy.requests import (
    Right,
    answer_request,
    list_requests,
    note_request,
    request_versions,
    right_word,
)
from app.privacy.restriction import lift_restriction, restrict_person, restricted_people
from app.privacy.retention import (
    LONGEST_MONTHS,
    RecordClass,
    clear_pair,
    clear_request,
    clear_training,
    due_for_review,
    keep_longer,
    periods,
    set_period,
)
from app.privacy.statements import state_disagreement, statements_about, withdraw_statement
from app.reports.catalogue import build
from app.reports.options import Options
from app.sessions.actions import list_actions
from app.sessions.pair_rows import list_pairs
from app.sessions.recording import RecordSession, record_session
from app.sessions.records import MentoringSession
from app.sessions.session_views import get_session, list_sessions
from app.sessions.words import Audience
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import get_staff_member, list_staff, mark_left
from app.training.records import TrainingRecord
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.privacy.conftest import JUDITH, LAN, MARGIT, OWEN, Past


def _fields(caught: pytest.ExceptionInfo[InvalidEntry]) -> list[str]:
    return [fault.field for fault in caught.value.faults]


# --- requests -----------------------------------------------------------------------------------


def test_a_request_is_due_a_month_after_it_came_in(past: Past) -> None:
    book, by = past.book, past.book.account
    first = note_request(book, by, past.id(MARGIT), Right.ACCESS, date(2026, 1, 31), remark="By letter")
    second = note_request(book, by, past.id(LAN), Right.ERASURE, date(2026, 3, 12))
    rows = list_requests(book)
    assert [(row.id, row.due_on, row.late) for row in rows] == [
        (first, date(2026, 2, 28), True),
        (second, date(2026, 4, 12), False),
    ]
    past.go_on(31)  # its last day
    assert [row.late for row in list_requests(book)] == [True, False]
    past.go_on(1)
    assert [row.late for row in list_requests(book)] == [True, True]
    answer_request(book, by, first, date(2026, 3, 10))
    rows = list_requests(book)
    assert [(row.id, row.answered_on, row.remark) for row in rows] == [
        (second, None, ""),
        (first, date(2026, 3, 10), "By letter"),
    ]
    assert [row.id for row in list_requests(book, staff_id=past.id(LAN))] == [second]
    assert len({right_word(right) for right in Right}) == len(Right)


def test_the_earlier_versions_of_a_request_are_told_in_words(past: Past) -> None:
    book, by = past.book, past.book.account
    number = note_request(book, by, past.id(LAN), Right.ACCESS, date(2026, 3, 1))
    answer_request(book, by, number, date(2026, 3, 10))
    answered, noted = request_versions(book, number)
    assert (noted.title, answered.title) == ("Note a data request", "Answer a data request")
    assert right_word(Right.ACCESS) in [field.after for field in noted.fields]
    assert right_word(Right.ACCESS) not in [field.after for field in answered.fields]


def test_a_request_is_noted_and_answered_on_days_that_can_be(past: Past) -> None:
    book, by = past.book, past.book.account
    with pytest.raises(InvalidEntry) as caught:
        note_request(book, by, past.id(LAN), Right.ACCESS, date(2026, 3, 13))
    assert _fields(caught) == ["received_on"]
    number = note_request(book, by, past.id(LAN), Right.ACCESS, date(2026, 3, 1))
    for day in (date(2026, 2, 28), date(2026, 3, 13)):
        with pytest.raises(InvalidEntry) as caught:
            answer_request(book, by, number, day)
        assert _fields(caught) == ["on"]
    with pytest.raises(NotFound):
        answer_request(book, by, 99, date(2026, 3, 12))


# --- statements ---------------------------------------------------------------------------------


def test_a_statement_stands_beside_what_it_is_about(past: Past) -> None:
    book, by = past.book, past.book.account
    with pytest.raises(InvalidEntry) as caught:
        state_disagreement(book, by, past.id(MARGIT), " ")
    assert _fields(caught) == ["words"]
    one = state_disagreement(book, by, past.id(MARGIT), "I asked twice", session_id=past.session)
    state_disagreement(book, by, past.id(MARGIT), "In general")
    assert [each.words for each in statements_about(book, session_id=past.session)] == ["I asked twice"]
    assert len(statements_about(book, staff_id=past.id(MARGIT))) == 2
    assert statements_about(book, session_id=past.session, staff_id=past.id(LAN)) == ()
    withdraw_statement(book, by, one)
    with pytest.raises(NotFound):
        withdraw_statement(book, by, one)
    assert statements_about(book, session_id=past.session) == ()


# --- restriction --------------------------------------------------------------------------------


def test_a_restricted_person_stands_in_no_list_and_no_print(past: Past) -> None:
    book, by = past.book, past.book.account
    with pytest.raises(InvalidEntry):
        restrict_person(book, by, past.id(MARGIT), "")
    restrict_person(book, by, past.id(MARGIT), "Contests the notes")
    restrict_person(book, by, past.id(MARGIT), "Again")
    assert MARGIT not in [row.name for row in list_staff(book, left=True)]
    assert list_pairs(book, statuses=tuple(Status)) == []
    assert (list_sessions(book), list_actions(book, done=True)) == ([], [])
    for options in (Options(pair_id=past.active), Options(staff_id=past.id(MARGIT))):
        with pytest.raises(Restricted):
            build("session-log", book, options)
    (row,) = restricted_people(book)
    assert (row.name, row.reason, row.since) == (MARGIT, "Contests the notes", date(2026, 3, 12))
    lift_restriction(book, by, past.id(MARGIT))
    lift_restriction(book, by, past.id(MARGIT))
    assert restricted_people(book) == ()
    refuse_restricted(book, pair_id=past.active)
    assert len(list_pairs(book)) == 1
    with book.reading() as db:
        assert [each.lifted_on for each in db.scalars(select(Restriction))] == [date(2026, 3, 12)]


# --- erasure ------------------------------------------------------------------------------------


def _all_text(book: Book) -> str:
    with book.reading() as db:
        return "\n".join(
            repr(row)
            for table in Base.metadata.sorted_tables
            for row in db.connection().execute(select(table))
        )


def test_an_erased_person_is_in_no_table_and_not_in_the_history_and_counts_stay(past: Past) -> None:
    book, by = past.book, past.book.account
    folder, clock = book.folder, past.clock
    account = give_account(book, MARGIT, past.id(MARGIT))
    note_request(book, by, past.id(MARGIT), Right.ERASURE, date(2026, 3, 12), remark="Margit wrote")
    restrict_person(book, by, past.id(MARGIT), "Margit asked")
    state_disagreement(book, by, past.id(MARGIT), "I, Margit, see it otherwise")
    lift_restriction(book, by, past.id(MARGIT))
    manages = SaveStaffMember(LAN, line_manager_id=past.id(MARGIT))
    save_staff_member(book, by, manages, past.id(LAN))
    with pytest.raises(StillHere):
        erase_person(book, by, past.id(MARGIT))
    counted = [(row.held, row.status) for row in list_pairs(book, statuses=tuple(Status))]
    book.close()
    with signed_in(folder, MARGIT, clock, ONCE) as theirs:
        save_draft(theirs, "session", "", {"summary": "Margit's draft"})
        save_draft(theirs, "programme", "3", {"aim": "Margit's draft about something else"})
        entry = RecordSession(
            past.active, date(2026, 3, 12), summary="Maggie and Lan compared charts with Owen Carrick",
            record_note="Sørvik asked Ruth Abernethy", note="Sealed by Margit", note_audience=Audience.PAIR,
        )  # fmt: skip
        record_session(theirs, theirs.account, entry, past.session)
    with signed_in(folder, 1, clock) as book:
        by = book.account
        remove_account(book, by, account)
        mark_left(book, by, past.id(MARGIT), date(2026, 3, 12))
        erased = erase_person(book, by, past.id(MARGIT))
        assert erased.backups_until > book.clock.today()
        assert f"{erased.days} days" in erased.sentence
        with book.reading() as db:
            assert db.scalars(select(DraftRecord.id).where(DraftRecord.account_id == account)).all() == []
        text = _all_text(book)
        for word in ("Margit", "Sørvik", "Maggie", "m@example.org", "Likes maps"):
            assert word not in text, word
        assert f"{erased.label} and Lan compared" in get_session(book, past.session).summary
        assert get_staff_member(book, past.id(MARGIT)).name == erased.label
        assert [(row.held, row.status) for row in list_pairs(book, statuses=tuple(Status))] == counted
        assert all(finding.good for finding in check_book(book))
        assert read_history(book)[0].title == "Erase a person"
        again = erase_person(book, by, past.id(MARGIT))
        assert again.backups_until == erased.backups_until
        with pytest.raises(NotFound):
            erase_person(book, by, 999)
        with book.reading() as db:
            assert history.first_broken(db) is None
        assert get_staff_member(book, past.id(LAN)).line_manager_id is None
        assert LAN in text


def test_a_person_of_short_names_is_erased_by_the_whole_name(past: Past) -> None:
    book, by = past.book, past.book.account
    person = save_staff_member(book, by, SaveStaffMember("Bo Li", notes="Bo Li asked"))
    mark_left(book, by, person, date(2026, 3, 12))
    erase_person(book, by, person)
    assert "Bo Li" not in _all_text(book)
    while book.undo_title:  # what was forgotten is no step any more
        assert "Bo Li" not in book.undo()
    assert "Bo Li" not in _all_text(book)


# --- retention ----------------------------------------------------------------------------------


def test_nothing_is_due_before_its_time_and_nothing_goes_by_itself(past: Past) -> None:
    book, by = past.book, past.book.account
    mark_left(book, by, past.id(MARGIT), date(2026, 3, 12))
    number = note_request(book, by, past.id(LAN), Right.ACCESS, date(2026, 3, 12))
    answer_request(book, by, number, date(2026, 3, 12))
    assert due_for_review(book) == ()
    past.go_on(548)
    assert due_for_review(book) == ()
    past.go_on(1)
    (pair,) = due_for_review(book)
    assert (pair.record_class, pair.id, pair.due_on) == (RecordClass.PAIRS, past.ended, date(2027, 9, 12))
    assert MARGIT in pair.title
    past.go_on(600)
    assert {record.record_class for record in due_for_review(book)} == set(RecordClass)
    assert get_pair(book, past.ended).closure is not None


def test_a_record_is_kept_longer_with_a_reason_and_until_a_day(past: Past) -> None:
    book, by = past.book, past.book.account
    set_period(book, by, RecordClass.PAIRS, 1)
    set_period(book, by, RecordClass.PAIRS, 2)
    assert [p.months for p in periods(book)] == [2, 36, 36, 36]
    assert all(p.words and p.counts_from for p in periods(book))
    with pytest.raises(InvalidEntry):
        set_period(book, by, RecordClass.PAIRS, LONGEST_MONTHS + 1)
    past.go_on(70)
    today = book.clock.today()
    assert [record.id for record in due_for_review(book)] == [past.ended]
    with pytest.raises(InvalidEntry) as caught:
        keep_longer(book, by, RecordClass.PAIRS, past.ended, today, "")
    assert _fields(caught) == ["reason", "until"]
    keep_longer(book, by, RecordClass.PAIRS, past.ended, date(2026, 6, 1), "A complaint")
    keep_longer(book, by, RecordClass.PAIRS, past.ended, date(2026, 7, 1), "A longer complaint")
    assert due_for_review(book) == ()
    past.go_on(60)
    assert [record.id for record in due_for_review(book)] == [past.ended]


def test_clearing_takes_the_words_and_leaves_the_counts(past: Past) -> None:
    book, by = past.book, past.book.account
    with pytest.raises(KnownProblem):
        clear_pair(book, by, past.active)
    held = [row.held for row in list_pairs(book, statuses=(Status.CLOSED,))]
    set_period(book, by, RecordClass.PAIRS, 1)
    past.go_on(70)
    (due,) = due_for_review(book)
    with book.change("Action", by=by):
        from app.sessions.actions import save_action

        save_action(book, by, pair_id=past.ended, text="Left over", owner_id=past.id(OWEN))
    clear_pair(book, by, due.id)
    assert [row.held for row in list_pairs(book, statuses=(Status.CLOSED,))] == held
    for word in ("Closing talk", "Both glad", "Left over"):
        assert word not in _all_text(book)
    assert due_for_review(book) == ()
    with book.reading() as db:
        assert history.first_broken(db) is None
        rows = db.scalars(select(ChangeRowRecord).where(ChangeRowRecord.salt.is_(None)))
        assert list(rows)


def test_an_ended_pair_is_due_for_a_look_whatever_it_wrote_and_one_that_wrote_nothing_is_not(
    past: Past,
) -> None:
    book, by = past.book, past.book.account
    set_period(book, by, RecordClass.PAIRS, 1)
    past.go_on(70)
    clear_pair(book, by, past.ended)
    assert due_for_review(book) == ()
    words = {
        Pair: ("aim", "achievements", "handed_on", "pause_reason", "override_reason", "override_missing"),
        MentoringSession: ("summary", "cancel_reason", "place"),
    }
    for kind, columns in words.items():
        about = kind.id if kind is Pair else MentoringSession.pair_id
        for column in columns:
            with book.change("Written", by=by) as db:
                setattr(db.scalars(select(kind).where(about == past.ended)).first(), column, "words")
            assert [(each.record_class, each.id) for each in due_for_review(book)] == [
                (RecordClass.PAIRS, past.ended)
            ], column
            clear_pair(book, by, past.ended)
            assert due_for_review(book) == ()


def test_training_records_and_answered_requests_are_cleared_one_by_one(past: Past) -> None:
    book, by = past.book, past.book.account
    with book.reading() as db:
        record = db.scalars(select(TrainingRecord.id).where(TrainingRecord.staff_id == past.id(MARGIT))).one()
    clear_training(book, by, record)
    with pytest.raises(NotFound):
        clear_training(book, by, record)
    number = note_request(book, by, past.id(LAN), Right.ACCESS, date(2026, 3, 12))
    with pytest.raises(NotFound):
        clear_request(book, by, number)
    answer_request(book, by, number, date(2026, 3, 12))
    clear_request(book, by, number)
    assert list_requests(book) == []


# --- leaving ------------------------------------------------------------------------------------


def test_a_leaver_hands_over_everything_before_the_account_goes(past: Past) -> None:
    book, by = past.book, past.book.account
    account = give_account(book, LAN, past.id(LAN))
    key = book.material.data_key
    lan, owen = past.id(LAN), past.id(OWEN)
    save_staff_member(book, by, SaveStaffMember(JUDITH, line_manager_id=lan), past.id(JUDITH))
    state = look_at_leaving(book, lan)
    assert (len(state.pairs), len(state.actions), state.managed, state.account_id) == (
        1,
        1,
        (JUDITH,),
        account,
    )
    assert not state.ready
    assert len(state.steps) == 4
    with pytest.raises(KnownProblem) as caught:
        finish_leaving(book, by, lan, date(2026, 3, 12))
    assert "Close or hand over 1 pair." in str(caught.value)
    with pytest.raises(InvalidEntry):
        hand_over_pair(book, by, past.active, past.id(JUDITH), owen)
    hand_over_pair(book, by, past.active, lan, owen)
    assert [person.name for person in get_pair(book, past.active).mentors] == [OWEN]
    assert {row.owner for row in list_actions(book)} == {OWEN}
    assert get_pair(book, past.active).goals[0].text == "Charts alone"
    with pytest.raises(InvalidEntry):
        hand_on_people(book, by, lan, past.id(JUDITH))
    hand_on_people(book, by, lan, owen)
    assert look_at_leaving(book, lan).steps == ("Remove the account; the book gets a new key.",)
    finish_leaving(book, by, lan, date(2026, 3, 12))
    assert not get_staff_member(book, lan).active
    assert book.material.data_key != key
    with book.reading() as db:
        assert db.get_one(AccountRecord, account).removed_at is not None
    assert look_at_leaving(book, lan).ready


def test_who_leaves_without_an_account_is_only_marked(past: Past) -> None:
    book, by = past.book, past.book.account
    hand_on_actions(book, by, past.id(LAN), past.id(MARGIT))
    assert {row.owner for row in list_actions(book)} == {MARGIT}
    with pytest.raises(NotFound):
        hand_on_actions(book, by, past.id(LAN), 999)
    hand_on_people(book, by, past.id(JUDITH), None)
    assert look_at_leaving(book, past.id(JUDITH)).ready
    key = book.material.data_key
    finish_leaving(book, by, past.id(JUDITH), date(2026, 3, 12))
    assert book.material.data_key == key
    assert pairs_of_person(book, past.id(JUDITH)) == []


def test_a_leavers_unsealed_notes_are_told_before_the_account_goes(past: Past) -> None:
    folder, clock = past.book.folder, past.clock
    give_account(past.book, LAN, past.id(LAN))
    past.book.close()
    with signed_in(folder, LAN, clock, ONCE) as book:
        entry = RecordSession(past.active, date(2026, 3, 12), note="x", note_audience=Audience.PAIR)
        record_session(book, book.account, entry)
    with signed_in(folder, 1, clock) as book:
        state = look_at_leaving(book, past.id(LAN))
        assert state.unsealed == 1
        assert any("sign in once more" in step for step in state.steps)

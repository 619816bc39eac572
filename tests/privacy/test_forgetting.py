"""After erasing and clearing nothing is left for whoever has the data key: tables, history, index, undo."""

import re
from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import select

from app.accounts import remove_account
from app.accounts.earlier import earlier_versions
from app.accounts.undoing import redo, undo
from app.book import Book, history
from app.book.check import check_book
from app.book.records import ChangeRowRecord
from app.clock import SetClock
from app.errors import KnownProblem
from app.files import DiskFull
from app.pairs.agreement import Terms, save_terms, sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.records import Agreement, AgreementSignature, Goal
from app.pairs.saving import GoalEntry, SavePair, save_pair
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import AimsMet, CloseReason
from app.privacy.erasure import erase_person
from app.privacy.past import Names
from app.privacy.requests import Right, answer_request, note_request
from app.privacy.restriction import lift_restriction, restrict_person
from app.privacy.retention import (
    RecordClass,
    clear_pair,
    clear_request,
    clear_training,
    cleared,
    due_for_review,
    keep_longer,
    set_period,
)
from app.privacy.statements import state_disagreement
from app.sessions.recording import RecordSession, record_session, remove_session
from app.sessions.records import Action as ActionRecord
from app.sessions.records import MentoringSession
from app.staff.records import Grade, StaffMember
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import mark_left
from app.training.records import SignOff, TrainingRecord
from app.training.training import SignItems, sign_items
from tests.fixtures.sign_in import give_account
from tests.privacy.conftest import JUDITH, LAN, MARGIT, OWEN, Past

DAY = date(2026, 3, 12)


def everything(book: Book) -> str:
    """Every cell of every table, the search index's own among them, as whoever has the data key reads it."""
    tables = [
        str(row[0]) for row in book.driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    cells = []
    for table in tables:
        for row in book.driver.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            cells += [
                each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in row
            ]
    return "\n".join(cells)


def assert_forgotten(book: Book, *words: str) -> None:
    text = everything(book)
    assert [word for word in words if word.casefold() in text.casefold()] == []
    with book.reading() as db:
        assert history.first_broken(db) is None
        rows = {(row.kind, row.row_id) for row in db.scalars(select(ChangeRowRecord))}
    for kind, row_id in rows:
        told = repr(earlier_versions(book, kind, row_id))
        assert not [word for word in words if word in told]
    assert all(finding.good for finding in check_book(book))
    for step in (undo, redo):
        for _time in range(100):
            try:
                step(book)
            except KnownProblem:
                break
    text = everything(book)
    assert [word for word in words if word.casefold() in text.casefold()] == []


def test_a_cleared_training_record_is_forgotten(past: Past) -> None:
    book, by, margit = past.book, past.book.account, past.id(MARGIT)
    sign_items(book, by, margit, SignItems(("A1",), DAY, remark="Shouted at a colleague"))
    with book.reading() as db:
        record = db.scalars(select(TrainingRecord.id).where(TrainingRecord.staff_id == margit)).one()
        code = db.scalars(select(SignOff.remark).where(SignOff.remark != "")).all()
    assert code == ["Shouted at a colleague"]
    keep_longer(book, by, RecordClass.TRAINING, record, date(2027, 1, 1), "Because of Quibbletown")
    assert "Quibbletown" in everything(book)
    clear_training(book, by, record)
    assert_forgotten(book, "Shouted", "Quibbletown")


def test_a_cleared_request_is_forgotten_with_what_it_said_before(past: Past) -> None:
    book, by = past.book, past.book.account
    number = note_request(book, by, past.id(LAN), Right.ACCESS, DAY, remark="Asked in anger")
    answer_request(book, by, number, DAY, remark="Sent to Quibbletown")
    keep_longer(book, by, RecordClass.REQUESTS, number, date(2027, 1, 1), "A complaint")
    clear_request(book, by, number)
    assert_forgotten(book, "anger", "Quibbletown", "A complaint")


def test_a_cleared_pair_is_forgotten_with_its_removed_sessions_and_earlier_words(past: Past) -> None:
    book, by = past.book, past.book.account
    entry = RecordSession(past.ended, DAY, summary="Hasty words", record_note="A blunt note")
    removed = record_session(book, by, entry)
    remove_session(book, by, removed)
    corrected = record_session(book, by, RecordSession(past.ended, DAY, record_note="First wording"))
    record_session(book, by, RecordSession(past.ended, DAY, record_note="Second wording"), corrected)
    keep_longer(book, by, RecordClass.PAIRS, past.ended, date(2027, 1, 1), "Quibbletown")
    clear_pair(book, by, past.ended)
    assert_forgotten(book, "Hasty", "blunt", "First wording", "Second wording", "Closing talk", "Quibbletown")


def test_a_cleared_pair_is_forgotten_with_its_goals_and_every_version_of_its_agreement(past: Past) -> None:
    book, by, pair_id = past.book, past.book.account, past.active
    view = get_pair(book, pair_id)
    entry = SavePair(
        tuple(each.id for each in view.mentors), tuple(each.id for each in view.mentees), view.topic_id,
        aim=view.aim, goals=(
            GoalEntry("Reads Wexcombe's charts", 3, 8, DAY, view.goals[0].id),
            GoalEntry("Ends on Ockham", 2, 4),
        ),
    )  # fmt: skip
    save_pair(book, by, entry, pair_id)
    terms = [field.name for field in fields(Terms)]
    first = Terms(**{name: f"First {name} of Quibbletown" for name in terms})
    second = Terms(**{name: f"Later {name} of Ravelstone" for name in terms})
    before = save_terms(book, by, pair_id, first)
    signed = {each.id: DAY for each in (*view.mentors, *view.mentees)}
    sign_agreement(book, by, pair_id, signed)
    assert save_terms(book, by, pair_id, second) == before + 1
    with book.change("By import", by=by) as db:
        db.scalars(select(MentoringSession).where(MentoringSession.pair_id == pair_id)).one().place = "Loft 9"
    close_pair(book, by, pair_id, ClosePair(CloseReason.COMPLETED, DAY, AimsMet.FULL, "", ""))
    words = ("Wexcombe", "Ockham", "Charts alone", "Quibbletown", "Ravelstone", "Loft 9", "Margit charts")
    assert [word for word in words if word not in everything(book)] == []
    clear_pair(book, by, pair_id)
    after = get_pair(book, pair_id).goals
    assert [(each.before, each.after, each.achieved_on) for each in after] == [(3, 8, DAY), (2, 4, None)]
    assert {each.text for each in after} == {cleared()}
    with book.reading() as db:
        query = select(AgreementSignature).join(Agreement).where(Agreement.pair_id == pair_id)
        assert len(db.scalars(query).all()) == 2 * len(signed)  # who signed, and when, stays
    assert_forgotten(book, *words)


def test_an_ended_pair_that_has_only_goals_or_only_terms_or_actions_left_is_due(past: Past) -> None:
    book, by = past.book, past.book.account
    set_period(book, by, RecordClass.PAIRS, 1)
    past.go_on(70)
    clear_pair(book, by, past.ended)
    assert due_for_review(book) == ()
    for row in (
        Goal(pair_id=past.ended, text="Ends on Ockham"),
        Agreement(pair_id=past.ended, version=9, made_on=DAY, contact_between="By e-mail"),
        ActionRecord(pair_id=past.ended, text="Left over", owner_id=past.id(OWEN)),
    ):
        with book.change("One more", by=by) as db:
            db.add(row)
        assert [each.id for each in due_for_review(book)] == [past.ended]
        clear_pair(book, by, past.ended)
        assert due_for_review(book) == ()


def test_an_erased_person_is_forgotten_with_earlier_names_old_pairs_and_reasons(past: Past) -> None:
    book, by, margit = past.book, past.book.account, past.id(MARGIT)
    married = SaveStaffMember("Margit Ødegård", known_as="Maggie")
    save_staff_member(book, by, married, margit)
    account = give_account(book, "M. the Great", margit)
    record_session(book, by, RecordSession(past.active, DAY, summary="Maggie was late, MARGIT ØDEGÅRD said"))
    view = get_pair(book, past.active)
    mentors = tuple(each.id for each in view.mentors)
    save_pair(book, by, SavePair(mentors, (past.id(JUDITH),), view.topic_id, aim="Margit's aim"), past.active)
    note_request(book, by, margit, Right.ERASURE, DAY, remark="Wants no trace of the quarrel")
    restrict_person(book, by, margit, "Contests what was said of her knee")
    lift_restriction(book, by, margit)
    state_disagreement(book, by, margit, "It was the other way round")
    owen = SaveStaffMember(OWEN, notes='Once called "Margit Sørvik" by all')
    save_staff_member(book, by, owen, past.id(OWEN))
    remove_account(book, by, account)
    mark_left(book, by, margit, DAY)
    words = (
        "Margit", "Sørvik", "Ødegård", "Maggie", "M. the Great", "quarrel", "her knee", "other way round",
        "m@example.org", "Likes maps",
    )  # fmt: skip
    assert not [word for word in words if word not in everything(book)]
    erase_person(book, by, margit)
    assert_forgotten(book, *words)


def test_an_erasure_that_fails_forgets_nothing_and_can_be_done_again(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, by, margit = past.book, past.book.account, past.id(MARGIT)
    mark_left(book, by, margit, DAY)
    before = everything(book)

    def full(*_anything: object) -> None:
        raise DiskFull("full")

    with monkeypatch.context() as patch:
        patch.setattr("app.privacy.erasure.forget", full)
        with pytest.raises(DiskFull):
            erase_person(book, by, margit)
    assert everything(book) == before
    erase_person(book, by, margit)
    assert_forgotten(book, "Margit", "Sørvik")


@pytest.mark.parametrize("name", ["Дмитрий Щербаков", "王小明", "Zoë O'Neil", 'Li "Bo" Wei', "Æ"])
def test_every_name_is_forgotten_in_any_capitals(past: Past, clock: SetClock, name: str) -> None:
    book, by = past.book, past.book.account
    person = save_staff_member(book, by, SaveStaffMember(name))
    save_staff_member(
        book, by, SaveStaffMember(OWEN, notes=f"Spoke to {name.upper()}, then left"), past.id(OWEN)
    )
    mark_left(book, by, person, DAY)
    erased = erase_person(book, by, person)
    with book.reading() as db:
        assert history.first_broken(db) is None
    text = everything(book)
    # A single letter stands in random salts and keys too: there it counts as a word.
    pattern = re.escape(name) if len(name) > 1 else rf"(?:^|[\s\"]){name}(?:$|[\s\",])"
    assert not re.search(pattern, text, re.IGNORECASE | re.MULTILINE)
    assert f"Spoke to {erased.label}, then left" in text


def test_names_of_one_letter_and_none_are_whole_words() -> None:
    names = Names(("Æ",), ("",))
    assert names.pattern.sub("…", "Æ and Ære") == "… and Ære"


KEPT_OF_AN_ERASED = {"id", "name", "capacity", "active", "left_on", "restricted"}
"""What stays in the row of somebody who was erased: the label, and what says nothing of them."""


def test_no_column_about_an_erased_person_keeps_anything_and_a_new_one_is_noticed(past: Past) -> None:
    book, by, margit = past.book, past.book.account, past.id(MARGIT)
    links = ("line_manager_id", "grade_id")
    columns = [
        column.name for column in StaffMember.__table__.columns if column.name not in KEPT_OF_AN_ERASED
    ]
    with book.change("All that can be known", by=by) as db:
        person = db.get_one(StaffMember, margit)
        for column in columns:
            if column not in links:
                setattr(person, column, f"Ottershaw's {column}")
        person.grade_id = db.scalars(select(Grade.id)).first()
    assert "Ottershaw's phone" in everything(book)
    mark_left(book, by, margit, DAY)
    erase_person(book, by, margit)
    with book.reading() as db:
        person = db.get_one(StaffMember, margit)
        assert {column: getattr(person, column) or "" for column in columns} == dict.fromkeys(columns, "")
    assert_forgotten(book, "Ottershaw")

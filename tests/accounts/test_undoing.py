"""Who may undo what: one's own changes alone, in the role and the pairs one has now."""

import ast
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from app.accounts import MANAGER, PARTICIPANT, set_role
from app.accounts.undoing import redo, step_titles, undo
from app.book import Book, UnitRecord
from app.book.problems import NothingToUndo, UndoBlocked
from app.clock import SetClock
from app.errors import KnownProblem, NotAllowed
from app.pairs.agreement import sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.saving import SavePair, save_pair
from app.pairs.words import Status
from app.privacy.statements import state_disagreement, withdraw_statement
from app.sessions.actions import save_action, set_done
from app.sessions.booking import set_next_date
from app.sessions.notes import private_notes, widen_note
from app.sessions.recording import RecordSession, record_session, remove_session
from app.sessions.session_views import list_sessions
from app.sessions.words import Audience
from app.staff.records import StaffMember
from app.staff.saving import SaveStaffMember, save_staff_member
from app.staff.staff_members import list_staff
from tests.fixtures.books import MANAGER as RUTH
from tests.fixtures.books import copy_of, new_book, set_clock
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

LAN, MARGIT, OWEN = "Lan Nguyễn", "Margit Sørvik", "Owen Carrick"
DAY = date(2026, 3, 12)


@dataclass
class Ward:
    """A closed book: Lan teaches Margit, Owen waits; Lan and Owen have accounts."""

    folder: Path
    clock: SetClock
    pair: int
    people: dict[str, int]
    accounts: dict[str, int]


@pytest.fixture(scope="module")
def made_ward(tmp_path_factory: pytest.TempPathFactory) -> Ward:
    clock = set_clock()
    with new_book(tmp_path_factory.mktemp("ward"), clock) as book:
        unit = Unit(book)
        pair = unit.active_pair(LAN, MARGIT)
        unit.train(OWEN)
        accounts = {name: give_account(book, name, unit.people[name]) for name in (LAN, OWEN)}
        made = Ward(book.folder, clock, pair, dict(unit.people), accounts)
    for name in accounts:
        with signed_in(made.folder, name, clock, ONCE):
            pass
    return made


@pytest.fixture
def ward(made_ward: Ward, tmp_path: Path, clock: SetClock) -> Ward:
    return replace(made_ward, folder=copy_of(made_ward.folder, tmp_path), clock=clock)


def test_nobody_undoes_what_another_changed(ward: Ward) -> None:
    with signed_in(ward.folder, LAN, ward.clock) as book:
        with pytest.raises(NothingToUndo):
            undo(book)
        record_session(book, book.account, RecordSession(ward.pair, DAY, summary="Lan's"))
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        assert book.undo_title != "Record session"
        title = undo(book)
        assert redo(book) == title
    with signed_in(ward.folder, LAN, ward.clock) as book:
        assert undo(book) == "Record session"
        with pytest.raises(NothingToUndo):
            undo(book)
        assert redo(book) == "Record session"
        with pytest.raises(NothingToUndo):
            redo(book)


def test_a_participant_undoes_and_redoes_everything_they_may_do(ward: Ward) -> None:
    with signed_in(ward.folder, LAN, ward.clock) as book:
        me, lan = book.account, ward.people[LAN]
        session = record_session(
            book, me, RecordSession(ward.pair, DAY, note="Mine", note_audience=Audience.PAIR)
        )
        ((note,),) = private_notes(book).values()
        widen_note(book, me, note.id, Audience.PAIR)
        action = save_action(book, me, pair_id=ward.pair, text="Charts", owner_id=lan)
        set_done(book, me, action, True)
        set_next_date(book, me, ward.pair, date(2026, 4, 2))
        state_disagreement(book, me, lan, "Otherwise")
        stated = state_disagreement(book, me, lan, "Otherwise then", session_id=session)
        with pytest.raises(KnownProblem) as caught:
            remove_session(book, me, session)
        assert "stands beside" in str(caught.value)
        withdraw_statement(book, me, stated)
        sign_agreement(book, me, ward.pair, {lan: date(2026, 3, 11)})
        remove_session(book, me, session)
        steps = 0
        while book.undo_title:
            undo(book)
            steps += 1
        assert steps >= 8
        assert list_sessions(book) == []
        while book.redo_title:
            redo(book)
            steps -= 1
        assert steps == 0


def test_a_participant_takes_back_the_last_signature_of_an_agreement(ward: Ward) -> None:
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        unit = Unit(book, people=dict(ward.people))
        pair = unit.pair(LAN, "Judith Oyelakin")
        sign_agreement(book, book.account, pair, {unit.people["Judith Oyelakin"]: DAY})
    with signed_in(ward.folder, LAN, ward.clock) as book:
        sign_agreement(book, book.account, pair, {ward.people[LAN]: DAY})
        assert get_pair(book, pair).status is Status.AGREED
        undo(book)
        assert get_pair(book, pair).status is Status.PROPOSED


def test_who_is_of_a_pair_no_more_undoes_nothing_in_it(ward: Ward) -> None:
    with signed_in(ward.folder, LAN, ward.clock) as book:
        record_session(book, book.account, RecordSession(ward.pair, DAY, summary="Kept"))
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        topic = get_pair(book, ward.pair).topic_id
        entry = SavePair((ward.people[OWEN],), (ward.people[MARGIT],), topic)
        save_pair(book, book.account, entry, ward.pair)
    with signed_in(ward.folder, LAN, ward.clock) as book:
        assert book.undo_title == "Record session"
        with pytest.raises(NotAllowed):
            undo(book)
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        assert [row.summary for row in list_sessions(book)] == ["Kept"]


def test_what_was_done_in_another_role_is_not_undone_in_this_one(ward: Ward) -> None:
    lan = ward.accounts[LAN]
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        set_role(book, book.account, lan, MANAGER)
    with signed_in(ward.folder, LAN, ward.clock) as book:
        assert book.undo_title is None
        save_staff_member(book, book.account, SaveStaffMember("Iris Bell"))
        assert book.undo_title == "Add Iris Bell"
        set_role(book, book.account, lan, PARTICIPANT)
        assert book.undo_title is None
    with signed_in(ward.folder, LAN, ward.clock) as book, pytest.raises(NothingToUndo):
        undo(book)
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        assert "Iris Bell" in [row.name for row in list_staff(book)]


def hide(book: Book, staff_id: int) -> None:
    """Restrict somebody's data as another manager does: no step of who is signed in."""
    with book.change(f"Restrict {OWEN}", by=book.account, kind="settings") as db:
        db.get_one(StaffMember, staff_id).restricted = True


def test_what_can_be_undone_and_redone_is_told_without_restricted_names(ward: Ward) -> None:
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        me, owen = book.account, ward.people[OWEN]
        save_staff_member(book, me, SaveStaffMember("Owen Carrick-Bell"), owen)
        save_staff_member(book, me, SaveStaffMember(OWEN, known_as="Owney"), owen)
        undo(book)
        assert step_titles(book) == ("Change Owen Carrick-Bell", f"Change {OWEN}")
        hide(book, owen)
        assert step_titles(book) == ("Change (restricted)", "Change (restricted)")
        for step in (undo, redo):
            with pytest.raises(UndoBlocked) as caught:
                step(book)
            assert caught.value.title == "Change (restricted)"
            assert caught.value.titles[0] == "Restrict (restricted)"
            assert set(caught.value.titles[1:]) <= {"Change (restricted)"}


def test_a_step_that_is_taken_is_told_without_restricted_names(ward: Ward) -> None:
    with signed_in(ward.folder, RUTH, ward.clock) as book:
        with book.change(f"Word from {OWEN}", by=book.account) as db:
            db.get_one(UnitRecord, 1).name = "Ward 8"
        assert step_titles(book) == (f"Word from {OWEN}", None)
        hide(book, ward.people[OWEN])
        assert undo(book) == "Word from (restricted)"
        assert step_titles(book)[1] == "Word from (restricted)"
        assert redo(book) == "Word from (restricted)"
    with signed_in(ward.folder, OWEN, ward.clock) as book:
        assert step_titles(book) == (None, None)
        with book.change(f"Word from {OWEN}", by=book.account) as db:
            db.get_one(UnitRecord, 1).name = "Ward 9"
        assert step_titles(book) == (f"Word from {OWEN}", None)  # to the person themself


def test_the_window_undoes_by_way_of_the_rights() -> None:
    for path in (Path(__file__).parents[2] / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("undo", "redo", "undo_title", "redo_title"):
                value = ast.unparse(node.value)
                assert not value.endswith("book"), f"{path.name}: {value}.{node.attr}"

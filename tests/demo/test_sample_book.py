"""The sample book: its size, its rules, its sameness, and that nothing of it lies open."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.accounts.accounts import all_accounts
from app.book import Book
from app.book.check import check_book
from app.clock import SetClock
from app.demo import PASSPHRASE, make_sample_book
from app.pairs.agreement import get_agreement
from app.pairs.conflicts import ConflictCheck, check_conflicts
from app.pairs.pairs import get_pair
from app.pairs.stall import Light
from app.pairs.words import CloseReason, Status
from app.sessions.actions import count_actions
from app.sessions.activity import sessions_by_month
from app.sessions.notes import private_notes
from app.sessions.pair_rows import list_pairs
from app.sessions.session_views import list_sessions
from app.sessions.words import State
from app.staff.staff_members import get_staff_member, list_staff
from app.training.training import list_training
from tests.fixtures.books import set_clock

CLOCK = set_clock()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_book(tmp_path_factory.mktemp("sample") / "Ward 7.pairbook", clock=CLOCK)


@pytest.fixture
def book(folder: Path) -> Iterator[Book]:
    with Book.open(folder, "Ruth Abernethy", PASSPHRASE, clock=CLOCK, back_up=False) as opened:
        yield opened


def test_the_unit_has_its_people_and_its_sessions(book: Book) -> None:
    assert (book.unit.name, book.unit.hospital) == ("Ward 7, Internal medicine", "Saltmarsh Hospital")
    assert len(list_staff(book, left=True)) == 42
    leavers = [person for person in list_staff(book, left=True) if not person.active]
    assert "Mele Taufa" in [person.name for person in leavers]
    for leaver in leavers:
        theirs = list_pairs(book, statuses=tuple(Status), staff_id=leaver.id)
        assert all(pair.status_since <= leaver.left_on for pair in theirs if leaver.left_on)
    assert len(list_sessions(book)) == 150
    manager = get_staff_member(book, book.account.staff_id or 0)
    assert manager.name == book.account.name
    assert [finding.sentence for finding in check_book(book) if not finding.good] == []


def test_pairs_are_in_every_status_and_rhythm(book: Book) -> None:
    pairs = list_pairs(book, statuses=tuple(Status))
    assert {pair.status for pair in pairs} == set(Status)
    lights = Counter(pair.rhythm.light for pair in pairs)
    assert (lights[Light.STALLED], lights[Light.SLOWING]) == (1, 2)
    assert lights[Light.ON_TRACK] >= 7
    reasons = {pair.close_reason for pair in pairs}
    assert {CloseReason.COMPLETED, CloseReason.COMPLETED_EARLY, CloseReason.MOVED} <= reasons
    assert any(get_pair(book, pair.id).override for pair in pairs)


def test_every_pair_obeys_the_rules(book: Book) -> None:
    today = book.clock.today()
    ranks = {person.id: person.rank for person in list_staff(book, left=True)}
    for row in list_pairs(book, statuses=tuple(Status)):
        pair = get_pair(book, row.id)
        mentors = tuple(person.id for person in pair.mentors)
        mentees = tuple(person.id for person in pair.mentees)
        assert check_conflicts(book, mentors, mentees) == ConflictCheck((), ())
        assert all(ranks[one] <= ranks[other] for one in mentors for other in mentees)
        for mentor in mentors:
            assert pair.topic in [offer.topic for offer in get_staff_member(book, mentor).offers]
        agreement = get_agreement(book, pair.id)
        assert (agreement is None) == (pair.status is Status.PROPOSED)
        if pair.active_from is not None:
            assert agreement is not None
            assert agreement.signed_on is not None
            assert pair.created_on <= pair.active_from <= today
        for session in list_sessions(book, pair_id=pair.id):
            if session.state == State.BOOKED:
                assert session.held_on >= today
            else:
                assert pair.active_from is not None
                assert pair.active_from <= session.held_on <= (pair.closure.on if pair.closure else today)


def test_home_has_something_to_show(book: Book) -> None:
    today = book.clock.today()
    held = [
        row for row in list_sessions(book, states=(State.HELD,)) if row.held_on > today - timedelta(days=305)
    ]
    assert len(held) > 110
    kept = sum(row.protected_time == "yes" for row in held) / len(held)
    assert 0.65 <= kept <= 0.8
    assert all(month.held for month in sessions_by_month(book, today - timedelta(days=240), today))
    assert list_sessions(book, since=today, states=(State.BOOKED,))[-1].held_on == today
    assert count_actions(book).overdue == 3
    states = [(record.ready, record.complete) for record in list_training(book)]
    assert {(False, False), (True, False), (True, True)} <= set(states)
    assert "Noor Al-Sayegh" in [each.name for each in list_training(book) if len(each.starred_open) == 2]


def test_every_account_opens_with_the_one_passphrase_and_undo_leaves_the_unit_alone(
    folder: Path, book: Book
) -> None:
    assert book.undo_title is None
    accounts = all_accounts(book)
    assert [account.role for account in accounts].count("manager") == 1
    assert all(account.has_signed_in and account.staff_id for account in accounts)
    book.close()
    for account in accounts:
        with Book.open(folder, account.id, PASSPHRASE, clock=CLOCK, back_up=False) as opened:
            assert not opened.needs_new_passphrase


def test_no_name_and_no_note_can_be_found_in_the_folder(folder: Path, book: Book) -> None:
    texts = {person.name for person in list_staff(book)} | {row.summary for row in list_sessions(book)}
    texts |= {"Ward 7, Internal medicine", "Saltmarsh"}
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert [text for text in texts if text and text.encode() in stored] == []


def everything(folder: Path) -> list[object]:
    with Book.open(folder, 1, PASSPHRASE, clock=CLOCK, back_up=False) as book:
        pairs = [get_pair(book, row.id) for row in list_pairs(book, statuses=tuple(Status))]
        return [list_staff(book, left=True), list_sessions(book), pairs, list_training(book)]


def test_the_same_seed_and_day_make_the_same_unit(tmp_path: Path, folder: Path) -> None:
    again = make_sample_book(tmp_path / "again", clock=SetClock(CLOCK.moment))
    other = make_sample_book(tmp_path / "other", clock=CLOCK, seed=8)
    assert everything(again) == everything(folder)
    assert everything(other)[1] != everything(folder)[1]


@pytest.mark.parametrize(("staff", "sessions"), [(12, 0), (12, 300), (90, 40), (90, 700)])
def test_any_size_is_met_exactly(tmp_path: Path, staff: int, sessions: int) -> None:
    folder = make_sample_book(tmp_path / "book", staff=staff, sessions=sessions, clock=CLOCK)
    with Book.open(folder, 1, PASSPHRASE, clock=CLOCK, back_up=False) as book:
        people = list_staff(book, left=True)
        assert len(people) == len({person.name for person in people}) == staff
        assert len(list_sessions(book)) == sessions
        assert all(finding.good for finding in check_book(book))


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    heard = []

    def progress(done: float) -> None:
        heard.append(done)
        if done > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_sample_book(tmp_path / "book", clock=CLOCK, progress=progress)
    assert heard[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_a_size_out_of_bounds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bounds"):
        make_sample_book(tmp_path / "book", staff=3)


def test_participants_have_sealed_notes_that_the_manager_does_not_see(folder: Path) -> None:
    seen = {}
    for name in ("Ruth Abernethy", "Lan Nguyễn"):
        with Book.open(folder, name, PASSPHRASE, clock=CLOCK, back_up=False) as opened:
            notes = [note for found in private_notes(opened).values() for note in found]
            seen[name] = sorted(note.audience.value for note in notes if note.readable)
    assert seen["Ruth Abernethy"] == []
    assert {"pair", "only-me"} <= set(seen["Lan Nguyễn"])

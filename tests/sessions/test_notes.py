"""Pair and Only-me notes: read by their audience alone, whoever holds the data key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts import remove_account
from app.accounts.passphrase import apply_passphrase, prepare_passphrase
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, AccountRecord, Book, unlock_with_code
from app.book.problems import WrongRecoveryCode
from app.clock import SetClock
from app.errors import InvalidEntry, NotAllowed, NotFound
from app.files import DiskFull
from app.pairs.pairs import get_pair
from app.pairs.saving import SavePair, save_pair
from app.sessions.note_keys import (
    after_sign_in,
    bring_back_notes,
    old_sheet_words,
    put_own_key_right,
    seal_outstanding,
    sealed_away,
)
from app.sessions.notes import (
    note_readers,
    private_notes,
    remove_note,
    require_audience,
    search_sealed,
    who_reads,
    widen_note,
)
from app.sessions.recording import ActionEntry, RecordSession, record_session, remove_session
from app.sessions.records import Note, NoteKey, NoteWait
from app.sessions.search import search_book, sessions_holding
from app.sessions.session_views import get_session
from app.sessions.words import Audience
from app.staff.staff_members import mark_left
from tests.fixtures.books import MANAGER, PASSPHRASE, copy_of, new_book, set_clock
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

NEW = "words of after the reset"
SECRET = "She is afraid of the new screens"


@dataclass
class Ward:
    """A closed book with a pair of two mentors' and one mentee's making; ids by name."""

    folder: Path
    clock: SetClock
    pair: int
    people: dict[str, int]
    accounts: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def by(self, name: str, passphrase: str = PASSPHRASE, chosen: str = PASSPHRASE) -> Iterator[Book]:
        with signed_in(self.folder, name, self.clock, passphrase, chosen) as book:
            yield book

    def write(self, name: str, audience: Audience, text: str = SECRET, **more: object) -> int:
        """The session that *name* records with a note."""
        with self.by(name) as book:
            entry = RecordSession(self.pair, date(2026, 3, 12), note_audience=audience, note=text, **more)  # type: ignore[arg-type]
            return record_session(book, book.account, entry)

    def texts(self, name: str, session_id: int) -> list[str]:
        with self.by(name) as book:
            return [note.text for note in get_session(book, session_id).private]


LAN, MARGIT, OWEN = "Lan Nguyễn", "Margit Sørvik", "Owen Carrick"


@pytest.fixture(scope="module")
def made_ward(tmp_path_factory: pytest.TempPathFactory) -> Ward:
    clock = set_clock()
    with new_book(tmp_path_factory.mktemp("ward"), clock) as book:
        unit = Unit(book)
        pair = unit.active_pair(LAN, MARGIT)
        unit.person(OWEN)
        made = Ward(book.folder, clock, pair, dict(unit.people))
        for name in (LAN, MARGIT, OWEN):
            made.accounts[name] = give_account(book, name, unit.people[name])
    for name in (LAN, MARGIT, OWEN):
        with made.by(name, ONCE):
            pass
    return made


@pytest.fixture
def ward(made_ward: Ward, tmp_path: Path, clock: SetClock) -> Ward:
    """Lan teaches Margit; both have accounts, and so has Owen, who is in no pair."""
    return replace(made_ward, folder=copy_of(made_ward.folder, tmp_path), clock=clock)


def _field(caught: pytest.ExceptionInfo[InvalidEntry]) -> str:
    return caught.value.faults[0].field


def test_a_pair_note_is_read_by_the_pair_and_is_not_there_for_anybody_else(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR)
    assert ward.texts(LAN, session) == [SECRET]
    assert ward.texts(MARGIT, session) == [SECRET]
    with ward.by(MANAGER) as book:
        view = get_session(book, session)
        assert (view.private, view.notes) == ((), ())
        assert private_notes(book) == {}
        assert search_sealed(book, "afraid") == []
        with book.reading() as db:
            stored = [(note.text, note.sealed) for note in db.scalars(select(Note))]
        assert stored[0][0] == ""
        assert SECRET.encode() not in (stored[0][1] or b"")
    with ward.by(OWEN) as book, pytest.raises(NotAllowed):
        get_session(book, session)


def test_an_only_me_note_is_its_authors_alone(ward: Ward) -> None:
    session = ward.write(MARGIT, Audience.ONLY_ME)
    assert ward.texts(MARGIT, session) == [SECRET]
    assert ward.texts(LAN, session) == []
    with ward.by(MARGIT) as book:
        (note,) = get_session(book, session).private
        assert (note.own, note.readable, note.author, note.audience) == (True, True, MARGIT, "only-me")
        assert note_readers(book, note.id) == (MARGIT,)
    with ward.by(LAN) as book:
        with pytest.raises(NotFound):
            note_readers(book, note.id)
        with pytest.raises(NotFound):
            remove_note(book, book.account, note.id)
        with pytest.raises(NotFound):
            widen_note(book, book.account, note.id, Audience.RECORD)


def test_a_correction_edits_the_own_note_and_leaves_the_others(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR, record_note="For the record")
    entry = RecordSession(ward.pair, date(2026, 3, 12), record_note="For the record")
    with ward.by(MARGIT) as book:
        mine = RecordSession(
            ward.pair, entry.held_on, record_note=entry.record_note, note="Mine", note_audience=Audience.PAIR
        )
        record_session(book, book.account, mine, session)
        assert [note.text for note in get_session(book, session).private] == [SECRET, "Mine"]
        record_session(book, book.account, entry, session)
        view = get_session(book, session)
        assert [note.text for note in view.private] == [SECRET, "Mine"]
        assert [(note.text, note.author) for note in view.notes] == [("For the record", LAN)]
        own = view.private[1].id
        other = RecordSession(
            ward.pair, entry.held_on, note="x", note_audience=Audience.PAIR, note_id=own - 1
        )
        with pytest.raises(NotFound):
            record_session(book, book.account, other, session)
        narrow = RecordSession(
            ward.pair, entry.held_on, note="Mine alone", note_audience=Audience.ONLY_ME, note_id=own
        )
        record_session(book, book.account, narrow, session)
    assert ward.texts(LAN, session) == [SECRET]
    assert ward.texts(MARGIT, session) == [SECRET, "Mine alone"]
    with ward.by(MARGIT) as book:
        gone = RecordSession(ward.pair, entry.held_on, note="", note_audience=Audience.ONLY_ME)
        record_session(book, book.account, gone, session)
        with book.reading() as db:
            assert len(list(db.scalars(select(NoteKey)))) == 2
    with ward.by(LAN) as book:
        own = get_session(book, session).private[0].id
        public = RecordSession(ward.pair, entry.held_on, note="Now for all", note_id=own)
        record_session(book, book.account, public, session)
        view = get_session(book, session)
        assert ([note.text for note in view.notes], view.private) == (["Now for all"], ())


def test_a_note_of_another_session_is_not_edited(ward: Ward) -> None:
    first = ward.write(LAN, Audience.ONLY_ME)
    second = ward.write(LAN, Audience.ONLY_ME, "Second")
    with ward.by(LAN) as book:
        note = get_session(book, first).private[0].id
        entry = RecordSession(
            ward.pair, date(2026, 3, 12), note="x", note_audience=Audience.ONLY_ME, note_id=note
        )
        with pytest.raises(NotFound):
            record_session(book, book.account, entry, second)


def test_who_may_not_write_for_an_audience_is_told_beside_the_field(ward: Ward) -> None:
    entry = RecordSession(ward.pair, date(2026, 3, 12), note="x", note_audience=Audience.PAIR)
    with ward.by(MANAGER) as book:
        with pytest.raises(InvalidEntry) as caught:
            record_session(book, book.account, entry)
        assert _field(caught) == "note_audience"
    with Book.open(ward.folder, give(ward, "Temp"), ONCE, clock=ward.clock, back_up=False) as book:
        with pytest.raises(InvalidEntry) as caught:
            require_audience(book, book.account, ward.pair, Audience.ONLY_ME)
        assert _field(caught) == "note_audience"


def give(ward: Ward, name: str) -> int:
    with ward.by(MANAGER) as book:
        return give_account(book, name, None)


def test_only_the_author_widens_and_nobody_narrows(ward: Ward) -> None:
    session = ward.write(LAN, Audience.ONLY_ME)
    with ward.by(LAN) as book:
        note = get_session(book, session).private[0].id
        widen_note(book, book.account, note, Audience.ONLY_ME)
        widen_note(book, book.account, note, Audience.PAIR)
        with pytest.raises(InvalidEntry) as caught:
            widen_note(book, book.account, note, Audience.ONLY_ME)
        assert _field(caught) == "note_audience"
        assert set(note_readers(book, note)) == {LAN, MARGIT}
    assert ward.texts(MARGIT, session) == [SECRET]
    with ward.by(MARGIT) as book, pytest.raises(NotFound):
        widen_note(book, book.account, note, Audience.RECORD)
    with ward.by(LAN) as book:
        widen_note(book, book.account, note, Audience.RECORD)
        with pytest.raises(NotFound):
            widen_note(book, book.account, note, Audience.RECORD)
        book.undo()
        assert [n.text for n in get_session(book, session).private] == [SECRET]
        book.redo()
    with ward.by(MANAGER) as book:
        assert [n.text for n in get_session(book, session).notes] == [SECRET]


def test_a_widened_note_joins_the_record_note_that_is_there(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR, record_note="Before")
    with ward.by(LAN) as book:
        note = get_session(book, session).private[0].id
        widen_note(book, book.account, note, Audience.RECORD)
        view = get_session(book, session)
        assert ([n.text for n in view.notes], view.private) == ([f"Before\n\n{SECRET}"], ())


def test_a_reader_without_an_account_reads_after_the_authors_next_sign_in(ward: Ward) -> None:
    with ward.by(MANAGER) as book:
        remove_account(book, book.account, ward.accounts[MARGIT])
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(LAN) as book:
        line = who_reads(book, ward.pair, Audience.PAIR)
        assert (line.names, line.waiting) == ((LAN,), (MARGIT,))
        assert seal_outstanding(book) == 0
    with ward.by(MANAGER) as book:
        give_account(book, "M. Sørvik", ward.people[MARGIT])
    with ward.by("M. Sørvik", ONCE) as book:
        assert get_session(book, session).private == ()
    with Book.open(ward.folder, LAN, PASSPHRASE, clock=ward.clock, back_up=False) as book:
        (remark,) = after_sign_in(book)
        assert remark == "1 of your notes is now sealed to M. Sørvik too, with an account since."
        assert after_sign_in(book) == ()
        line = who_reads(book, ward.pair, Audience.PAIR)
        assert line.names == (LAN, f"{MARGIT} (signs in as M. Sørvik)")
    assert ward.texts("M. Sørvik", session) == [SECRET]


def test_a_removed_account_made_anew_does_not_open_what_was_sealed_to_the_old_one(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(MANAGER) as book:
        remove_account(book, book.account, ward.accounts[MARGIT])
        give_account(book, "Margit again", ward.people[MARGIT])
    with ward.by("Margit again", ONCE):
        pass
    with ward.by(LAN) as book:
        assert seal_outstanding(book) == 0
    assert ward.texts("Margit again", session) == []


def test_a_new_mentor_reads_what_is_written_from_then_on(ward: Ward) -> None:
    before = ward.write(LAN, Audience.PAIR)
    with ward.by(MANAGER) as book:
        pair = get_pair(book, ward.pair)
        both = SavePair((ward.people[LAN], ward.people[OWEN]), (ward.people[MARGIT],), pair.topic_id)
        save_pair(book, book.account, both, ward.pair)
    after = ward.write(LAN, Audience.PAIR, "Later")
    assert (ward.texts(OWEN, before), ward.texts(OWEN, after)) == ([], ["Later"])
    with ward.by(LAN) as book:
        note = get_session(book, before).private[0].id
        entry = RecordSession(ward.pair, date(2026, 3, 12), note="Edited", note_audience=Audience.PAIR)
        record_session(book, book.account, entry, before)
    assert (ward.texts(OWEN, before), ward.texts(MARGIT, before)) == ([], ["Edited"])
    with ward.by(LAN) as book:
        widen_note(book, book.account, note, Audience.PAIR)
    assert ward.texts(OWEN, before) == ["Edited"]


def test_a_leaver_is_sealed_nothing_new(ward: Ward) -> None:
    with ward.by(MANAGER) as book:
        mark_left(book, book.account, ward.people[MARGIT], date(2026, 3, 12))
    session = ward.write(LAN, Audience.PAIR)
    assert ward.texts(MARGIT, session) == []


def test_a_reset_passphrase_leaves_old_notes_sealed_until_the_own_recovery_sheet(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(MARGIT) as book:
        code = book.new_recovery_code()
    with ward.by(MANAGER) as book:
        managers = book.new_recovery_code()
        reset_passphrase(book, book.account, ward.accounts[MARGIT], ONCE, cost=FAST_KEYS)
    with ward.by(LAN) as book:
        assert seal_outstanding(book) == 0
    with Book.open(ward.folder, MARGIT, ONCE, clock=ward.clock, back_up=False) as book:
        assert after_sign_in(book) == ()
        with pytest.raises(InvalidEntry):
            widen_note(book, book.account, 1, Audience.RECORD)
        apply_passphrase(book, prepare_passphrase(book, NEW, cost=FAST_KEYS))
        (words,) = after_sign_in(book)
        assert "stay sealed" in words
        assert "Keep the sheet before" in old_sheet_words(book)
        (note,) = get_session(book, session).private
        assert (note.text, note.readable) == ("", False)
        assert sealed_away(book) == 1
        with pytest.raises(WrongRecoveryCode):
            bring_back_notes(book, managers)
        back = bring_back_notes(book, code)
        assert (back.notes, sealed_away(book)) == (1, 0)
        assert [n.text for n in get_session(book, session).private] == [SECRET]
        with pytest.raises(WrongRecoveryCode):
            bring_back_notes(book, code)
    unlock_with_code(ward.folder, back.code)
    with ward.by(MARGIT, NEW) as book:
        assert after_sign_in(book) == ()
        assert old_sheet_words(book) == "Shred the sheet before."
        assert [n.text for n in get_session(book, session).private] == [SECRET]


def test_an_own_note_sealed_away_is_not_widened_and_waits_stay(ward: Ward) -> None:
    with ward.by(MANAGER) as book:
        remove_account(book, book.account, ward.accounts[MARGIT])
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(MANAGER) as book:
        reset_passphrase(book, book.account, ward.accounts[LAN], ONCE, cost=FAST_KEYS)
        give_account(book, MARGIT, ward.people[MARGIT])
    with ward.by(MARGIT, ONCE):
        pass
    with ward.by(LAN, ONCE, NEW) as book:
        assert seal_outstanding(book) == 0
        with book.reading() as db:
            assert len(list(db.scalars(select(NoteWait)))) == 1
        note = get_session(book, session).private[0]
        with pytest.raises(InvalidEntry):
            widen_note(book, book.account, note.id, Audience.RECORD)


def test_a_swapped_public_key_is_put_right_and_said(ward: Ward) -> None:
    with ward.by(MANAGER) as book, book.change("Swap", by=book.account) as db:
        own = db.get_one(AccountRecord, book.account.id).public_key
        db.get_one(AccountRecord, ward.accounts[LAN]).public_key = own
    with Book.open(ward.folder, LAN, PASSPHRASE, clock=ward.clock, back_up=False) as book:
        (remark,) = after_sign_in(book)
        assert "replaced" in remark
        assert not put_own_key_right(book)


def test_a_full_disk_puts_sealing_off(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    with ward.by(LAN) as book:
        asked = list[Book]()

        def full(asker: Book) -> None:
            asked.append(asker)
            raise DiskFull("full")

        monkeypatch.setattr("app.sessions.note_keys._seal_outstanding", full)
        assert after_sign_in(book) == ()
        assert asked == [book]


def test_sealed_notes_are_searched_in_memory(ward: Ward) -> None:
    long = "Before. " * 20 + SECRET + " and after." * 20
    session = ward.write(LAN, Audience.PAIR, long)
    ward.write(LAN, Audience.ONLY_ME, "Afraid too")
    with ward.by(MARGIT) as book:
        (hit,) = search_sealed(book, "AFRAID  screens")
        assert (hit.session_id, hit.pair_id, hit.author, hit.audience) == (
            session,
            ward.pair,
            LAN,
            Audience.PAIR,
        )
        assert "afraid" in hit.excerpt
        assert (hit.excerpt[:2], hit.excerpt[-2:]) == ("… ", " …")
        assert search_sealed(book, "  ") == []
    with ward.by(LAN) as book:
        assert [hit.excerpt for hit in search_sealed(book, "too")] == ["Afraid too"]


def test_removing_takes_keys_along_and_undo_brings_both_back(ward: Ward) -> None:
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(LAN) as book:
        note = get_session(book, session).private[0].id
        remove_note(book, book.account, note)
        assert get_session(book, session).private == ()
        book.undo()
        remove_session(book, book.account, session)
        with book.reading() as db:
            assert db.scalars(select(NoteKey)).first() is None
        book.undo()
    assert ward.texts(MARGIT, session) == [SECRET]


def test_the_line_about_readers_names_the_audience_and_the_subjects(ward: Ward) -> None:
    with ward.by(LAN) as book:
        record, pair, own = (who_reads(book, ward.pair, each) for each in Audience)
        assert record.names == ()
        assert "manager may read" not in pair.sentence
        assert (pair.names, own.names) == ((LAN, MARGIT), (LAN,))
        assert all(f"{LAN} or {MARGIT} asks" in line.sentence for line in (record, pair, own))


def test_a_note_moved_to_another_place_does_not_open(ward: Ward) -> None:
    first = ward.write(LAN, Audience.PAIR)
    second = ward.write(LAN, Audience.PAIR, "Second")
    with ward.by(MANAGER) as book, book.change("Tamper", by=book.account) as db:
        one, two = db.scalars(select(Note).order_by(Note.id))
        one.sealed, two.sealed = two.sealed, one.sealed
    with ward.by(MARGIT) as book:
        assert [get_session(book, each).private[0].readable for each in (first, second)] == [False, False]


def test_the_search_finds_what_the_account_may_see_and_nothing_else(ward: Ward) -> None:
    with ward.by(MANAGER) as book:
        unit_pair = get_pair(book, ward.pair)
        entry = RecordSession(
            ward.pair, date(2026, 3, 12), summary="Screens again", record_note="Record of screens",
            actions=(ActionEntry("Order screens", unit_pair.mentors[0].id),),
        )  # fmt: skip
        record_session(book, book.account, entry)
    session = ward.write(LAN, Audience.PAIR)
    with ward.by(MANAGER) as book:
        kinds = [(hit.kind, hit.text) for hit in search_book(book, "screens")]
        assert kinds == [
            ("session", "Screens again"),
            ("note", "Record of screens"),
            ("action", "Order screens"),
        ]
        assert [hit.text for hit in search_book(book, "carrick")] == [OWEN]
    with ward.by(MARGIT) as book:
        hits = search_book(book, "screens", private=private_notes(book))
        assert len(hits) == 4
        assert (hits[-1].session_id, hits[-1].text) == (session, SECRET)
        assert sessions_holding(book, "afraid") == {session}
        assert len(sessions_holding(book, "screens", private=private_notes(book))) == 2
        assert sessions_holding(book, "screens", private={}) == {session - 1}
        assert search_book(book, "carrick") == []
    with ward.by(OWEN) as book:
        assert search_book(book, "screens") == []
        assert sessions_holding(book, "screens") == frozenset()
    with ward.by(MANAGER) as book:
        assert sessions_holding(book, "screens") == {session - 1}
        assert sessions_holding(book, "afraid") == frozenset()

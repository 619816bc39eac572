"""Resets, own recovery sheets, new passphrases and sign-ins in every order: no sealed note is ever lost."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from app.accounts import change_passphrase, set_passphrase
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, Account, Book, rekey, unlock_with_code
from app.clock import SetClock
from app.errors import KnownProblem
from app.sessions.note_keys import after_sign_in, bring_back_notes, sealed_away
from app.sessions.notes import private_notes
from app.sessions.recording import RecordSession, record_session
from app.sessions.words import Audience
from tests.fixtures.books import MANAGER, PASSPHRASE, copy_of, new_book, set_clock
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

LAN, MARGIT = "Lan Nguyễn", "Margit Sørvik"
STEPS = ("reset", "sign in", "own sheet", "new sheet", "change", "note", "own note", "bring back", "rekey")


@dataclass
class Margit:
    """Margit, who mislays passphrases: what she knows now and ever knew, and what was written for her."""

    folder: Path
    clock: SetClock
    pair: int
    account: int
    passphrase: str = PASSPHRASE
    code: str = ""
    ever: list[str] = field(default_factory=lambda: [PASSPHRASE])
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def by(self, name: str) -> Iterator[Book]:
        with signed_in(self.folder, name, self.clock) as book:
            yield book

    def next_passphrase(self) -> str:
        self.ever.append(f"words of choice {len(self.ever)}")
        return self.ever[-1]

    @contextmanager
    def signed_in(self) -> Iterator[Book]:
        """By what she knows now; a one-time passphrase gives way to a new one of her own."""
        with Book.open(self.folder, MARGIT, self.passphrase, clock=self.clock, back_up=False) as book:
            if book.needs_new_passphrase:
                self.passphrase = self.next_passphrase()
                set_passphrase(book, self.passphrase)
            assert not [remark for remark in after_sign_in(book) if "replaced" in remark]
            yield book

    def write(self, book: Book, audience: Audience) -> None:
        text = f"note number {len(self.notes)}"
        entry = RecordSession(self.pair, date(2026, 3, 12), note=text, note_audience=audience)
        record_session(book, book.account, entry)
        self.notes.append(text)

    def readable(self, book: Book) -> set[str]:
        return {note.text for notes in private_notes(book).values() for note in notes if note.readable}

    def step(self, name: str, chance: random.Random) -> None:
        if name == "reset":
            with self.by(MANAGER) as book:
                reset_passphrase(book, book.account, self.account, ONCE, cost=FAST_KEYS)
            self.passphrase = ONCE
        elif name == "note":
            with self.by(LAN) as book:
                self.write(book, Audience.PAIR)
        elif name == "rekey":
            with self.by(MANAGER) as book:
                rekey.rekey(book)
        elif name == "own sheet":
            if self.code:
                with Book.open_with(unlock_with_code(self.folder, self.code), clock=self.clock) as book:
                    # Sometimes a passphrase of before is chosen again.
                    self.passphrase = chance.choice([*self.ever, self.next_passphrase()])
                    set_passphrase(book, self.passphrase)
                    after_sign_in(book)
        else:
            with self.signed_in() as book:
                if name == "own note":
                    self.write(book, Audience.ONLY_ME)
                elif name == "new sheet":
                    self.code = book.new_recovery_code()
                    self.ever.append(self.code)
                elif name == "change":
                    old, self.passphrase = self.passphrase, self.next_passphrase()
                    change_passphrase(book, old, self.passphrase)
                elif name == "bring back":
                    self.bring_back(book, chance.choice(self.ever))

    def bring_back(self, book: Book, words: str) -> None:
        try:
            back = bring_back_notes(book, words)
        except KnownProblem:
            return
        if back.code:
            self.code = back.code
            self.ever.append(back.code)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Margit:
    clock = set_clock()
    with new_book(tmp_path_factory.mktemp("ward"), clock) as book:
        unit = Unit(book)
        pair = unit.active_pair(LAN, MARGIT)
        give_account(book, LAN, unit.people[LAN])
        account = give_account(book, MARGIT, unit.people[MARGIT])
    for name in (LAN, MARGIT):
        with signed_in(book.folder, name, clock, ONCE):
            pass
    return Margit(book.folder, clock, pair, account)


@pytest.fixture
def margit(made: Margit, tmp_path: Path, clock: SetClock) -> Margit:
    return Margit(copy_of(made.folder, tmp_path), clock, made.pair, made.account)


def _all_come_back(margit: Margit) -> None:
    with margit.signed_in() as book:
        for words in list(margit.ever):
            margit.bring_back(book, words)
        assert margit.readable(book) == set(margit.notes)
        assert sealed_away(book) == 0
    with margit.signed_in() as book:  # and stay, at every sign-in from then on
        assert margit.readable(book) == set(margit.notes)
    with margit.by(MANAGER) as book:
        assert private_notes(book) == {}


@pytest.mark.parametrize("seed", range(6))
def test_whoever_keeps_passphrases_and_sheets_loses_no_note_in_any_order(margit: Margit, seed: int) -> None:
    chance = random.Random(seed)
    margit.step("note", chance)
    for _step in range(14):
        margit.step(chance.choice(STEPS), chance)
    _all_come_back(margit)


ORDERS = {
    "the sheet of before at the sign-in page": (
        "new sheet note reset sign_in note own_note own_sheet note own_note"
    ),
    "the sheet of before at the sign-in page, and reset again": (
        "new sheet note reset sign_in note own_sheet reset sign_in note own_note"
    ),
    "a new sheet while notes are sealed under the one before": (
        "new sheet note own_note reset sign_in note new_sheet note"
    ),
    "two resets and never a sheet": "note own_note reset sign_in note own_note reset sign_in own_note",
    "reset before the first sign-in after a reset": "note new_sheet reset reset own_sheet note",
    "the sheet twice": "new_sheet note reset sign_in note own_sheet own_sheet change own_note",
    "a new key of the book in between": "new_sheet note reset rekey sign_in note rekey own_sheet rekey",
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_no_note_is_lost_by(margit: Margit, order: str) -> None:
    for name in order.replace("new sheet", "new_sheet").split():
        margit.step(name.replace("_", " "), random.Random(2))
    _all_come_back(margit)


def test_the_sheet_of_before_opens_its_own_notes_at_once_and_the_others_with_the_newer_words(
    margit: Margit,
) -> None:
    chance = random.Random(0)
    for name in ("new sheet", "note", "reset", "sign in", "note"):
        margit.step(name, chance)
    newer = margit.passphrase
    with Book.open_with(unlock_with_code(margit.folder, margit.code), clock=margit.clock) as book:
        set_passphrase(book, "a third passphrase")
        (remark,) = after_sign_in(book)
        assert "under another passphrase of yours" in remark
        assert margit.readable(book) == {margit.notes[0]}
        assert bring_back_notes(book, newer).notes == 1
        assert margit.readable(book) == set(margit.notes)
        with pytest.raises(KnownProblem):  # what was brought back is not kept under the old words
            bring_back_notes(book, newer)
    with pytest.raises(KnownProblem):  # and they open no book
        Book.open(margit.folder, MARGIT, newer, clock=margit.clock, back_up=False)


def test_an_earlier_passphrase_chosen_again_brings_its_notes_back(margit: Margit) -> None:
    chance = random.Random(0)
    for name in ("note", "reset"):
        margit.step(name, chance)
    with Book.open(margit.folder, MARGIT, ONCE, clock=margit.clock, back_up=False) as book:
        set_passphrase(book, PASSPHRASE)
        assert after_sign_in(book) == ()
        assert margit.readable(book) == set(margit.notes)


def test_what_is_kept_opens_no_book_and_nobody_elses_words_open_it(margit: Margit) -> None:
    chance = random.Random(0)
    for name in ("new sheet", "note", "reset"):
        margit.step(name, chance)
    with pytest.raises(KnownProblem):
        Book.open(margit.folder, MARGIT, PASSPHRASE, clock=margit.clock, back_up=False)
    with margit.by(MANAGER) as book:
        assert [slot.seals for slot in book.keys.kept] == [()]
        for words in (margit.code, PASSPHRASE, "x"):
            with pytest.raises(KnownProblem):
                bring_back_notes(book, words)


def test_a_private_key_that_the_maker_of_a_one_time_passphrase_put_there_is_not_taken(
    margit: Margit,
) -> None:
    from app.book import key_slots, ways_in

    with margit.by(MANAGER) as book:
        known = key_slots.new_material(book.material.data_key)
        forged = key_slots.passphrase_slot(
            book.keys.book, margit.account, ONCE, known, FAST_KEYS, one_time=True
        )
        ways_in.put_slots(book, forged)
    margit.passphrase = ONCE
    with margit.signed_in() as book:
        assert book.material.private_key not in (None, known.private_key)


def test_drafts_of_before_a_reset_come_back_with_the_key(margit: Margit) -> None:
    from app.book.drafts import load_draft, save_draft

    with margit.signed_in() as book:
        save_draft(book, "session", "1", {"summary": "half typed"})
    margit.step("reset", random.Random(0))
    with margit.signed_in() as book:
        assert load_draft(book, "session", "1") is None
        bring_back_notes(book, PASSPHRASE)
        found = load_draft(book, "session", "1")
        assert found is not None
        assert found.content == {"summary": "half typed"}


def test_undo_brings_a_note_back_that_was_sealed_to_an_earlier_key(margit: Margit) -> None:
    from app.sessions.notes import remove_note

    with margit.signed_in() as book:
        margit.write(book, Audience.ONLY_ME)
        ((note,),) = private_notes(book).values()
        remove_note(book, book.account, note.id)
    margit.step("reset", random.Random(0))
    with margit.signed_in() as book:
        bring_back_notes(book, PASSPHRASE)
        book.undo()
        assert margit.readable(book) == set(margit.notes)


def test_accounts_that_go_leave_no_kept_key(margit: Margit) -> None:
    from app.accounts import remove_account

    for name in ("note", "reset", "sign in"):
        margit.step(name, random.Random(0))
    with margit.signed_in() as book:
        bring_back_notes(book, PASSPHRASE)
        assert len(book.keys.links) == 1
    margit.step("reset", random.Random(0))
    with margit.by(MANAGER) as book:
        assert len(book.keys.kept) == 1
        manager: Account = book.account
        remove_account(book, manager, margit.account)
        assert (book.keys.kept, book.keys.links) == ((), ())

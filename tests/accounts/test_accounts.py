"""Accounts: one each, a manager always, passphrases that only their owner knows."""

from pathlib import Path

import pytest

from app.accounts import (
    MANAGER,
    PARTICIPANT,
    Action,
    NewAccount,
    add_account,
    all_accounts,
    apply_account,
    change_passphrase,
    check_account,
    link_staff,
    may,
    passphrase_strength,
    prepare_account,
    prepare_passphrase,
    remove_account,
    rename_account,
    require,
    set_passphrase,
    set_role,
)
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, Account, Book, check, key_slots, read_cover, unlock, unlock_with_code
from app.book.drafts import load_draft, save_draft
from app.book.problems import NoDrafts, NoSuchAccount, WrongPassphrase
from app.clock import SetClock
from app.errors import InvalidEntry, NotAllowed, NotFound
from app.files import DiskFull
from app.staff.records import StaffMember
from tests.fixtures.books import PASSPHRASE, new_book


def _add(book: Book, name: str = "Lan Nguyễn", role: str = PARTICIPANT, **more: object) -> int:
    return add_account(
        book,
        book.account,
        name=name,
        role=role,
        passphrase="once",
        cost=FAST_KEYS,
        **more,  # type: ignore[arg-type]
    )


def _fields(caught: pytest.ExceptionInfo[InvalidEntry]) -> list[str]:
    return [fault.field for fault in caught.value.faults]


def _staff(book: Book) -> int:
    with book.change("Staff", by=book.account) as db:
        person = StaffMember(name="Lan Nguyễn")
        db.add(person)
        db.flush()
        return person.id


def test_a_new_accounts_key_pair_is_made_at_its_first_own_passphrase(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        account_id = _add(book)
        facts = {each.id: each for each in all_accounts(book)}
        assert (facts[1].has_signed_in, facts[account_id].has_signed_in) == (True, False)
    with Book.open(book.folder, "lan nguyễn", "once", clock=clock) as theirs:
        assert theirs.needs_new_passphrase
        assert theirs.material.private_key is None
        assert theirs.account.role == PARTICIPANT
        set_passphrase(theirs, "my own words")
        assert not theirs.needs_new_passphrase
        public_key = theirs.material.public_key()
        assert all_accounts(theirs)[0].has_signed_in
        change_passphrase(theirs, "my own words", "other words")
        assert theirs.material.public_key() == public_key
        assert [finding.sentence for finding in check.check_book(theirs) if not finding.good] == []
    for old in ("once", "my own words"):
        with pytest.raises(WrongPassphrase):
            Book.open(book.folder, account_id, old)
    with Book.open(book.folder, account_id, "other words", clock=clock) as again:
        assert not again.needs_new_passphrase
        assert again.material.public_key() == public_key
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as managers:
        assert managers.undo_title is None


def test_a_recovery_code_outlives_a_new_passphrase_and_sets_one(tmp_path: Path, clock: SetClock) -> None:
    book, code = Book.create(
        tmp_path / "W.pairbook", unit="W", manager="M", passphrase="a", clock=clock, cost=FAST_KEYS
    )
    with book:
        change_passphrase(book, "a", "b")
    with Book.open_with(unlock_with_code(book.folder, code), clock=clock) as again:
        assert again.needs_new_passphrase
        set_passphrase(again, "c")
    Book.open(book.folder, 1, "c", clock=clock).close()


def test_a_changed_passphrase_needs_the_old_one_and_words(book: Book) -> None:
    before = (book.folder / "keys.json").read_bytes()
    with pytest.raises(WrongPassphrase):
        change_passphrase(book, "wrong", "new")
    with pytest.raises(InvalidEntry) as caught:
        change_passphrase(book, PASSPHRASE, "  ")
    assert _fields(caught) == ["new"]
    assert (book.folder / "keys.json").read_bytes() == before
    costly = prepare_passphrase(book, "new", cost=FAST_KEYS)
    assert "new" not in repr(costly)


def test_an_account_without_a_slot_gets_one(book: Book) -> None:
    from dataclasses import replace

    book.keys = replace(book.keys, slots=())
    prepared = prepare_passphrase(book, "new", cost=FAST_KEYS)
    assert prepared.slot.account == 1
    assert prepare_passphrase(book, "new").slot.kdf["iterations"] == 4


def test_faulty_entries_are_named_and_nothing_is_added(book: Book) -> None:
    before = all_accounts(book)
    with pytest.raises(InvalidEntry) as caught:
        _add(book, name="ruth  abernethy", role="king")
    assert _fields(caught) == ["name", "role"]
    with pytest.raises(InvalidEntry) as caught:
        add_account(book, book.account, name=" ", role=PARTICIPANT, passphrase=" ")
    assert _fields(caught) == ["name", "passphrase"]
    assert all_accounts(book) == before


def test_renaming_and_roles_show_on_the_cover(book: Book) -> None:
    account_id = _add(book)
    rename_account(book, book.account, account_id, "Lan N.")
    rename_account(book, book.account, 1, "ruth abernethy")
    set_role(book, book.account, account_id, MANAGER)
    cover = read_cover(book.folder).accounts
    assert [(each.name, each.role) for each in cover] == [("ruth abernethy", MANAGER), ("Lan N.", MANAGER)]
    set_role(book, book.account, 1, PARTICIPANT)
    assert book.account.role == PARTICIPANT
    with pytest.raises(InvalidEntry) as caught:
        rename_account(book, book.account, 1, "LAN N.")
    assert _fields(caught) == ["name"]


def test_a_book_keeps_a_manager(book: Book) -> None:
    for role in (PARTICIPANT, "king"):
        with pytest.raises(InvalidEntry) as caught:
            set_role(book, book.account, 1, role)
        assert _fields(caught) == ["role"]
    assert book.account.role == MANAGER


def test_an_account_belongs_to_one_staff_member(book: Book) -> None:
    staff_id = _staff(book)
    link_staff(book, book.account, 1, staff_id)
    link_staff(book, book.account, 1, staff_id)
    assert book.account.staff_id == staff_id
    with pytest.raises(InvalidEntry) as caught:
        _add(book, staff_id=staff_id)
    assert _fields(caught) == ["staff_id"]
    link_staff(book, book.account, 1, None)
    assert all_accounts(book)[0].staff_id is None
    with pytest.raises(NotFound):
        link_staff(book, book.account, 99, staff_id)


def test_a_participant_does_only_what_is_their_own(book: Book) -> None:
    account_id = _add(book)
    folder = book.folder
    assert [action for action in Action if not may(book.account, action)] == []
    assert not may(Account(9, "x", "unknown", None), Action.SEE_OWN)
    book.close()
    with Book.open(folder, account_id, "once", back_up=False) as theirs:
        participant = theirs.account
        assert may(participant, Action.RECORD_OWN)
        require(participant, Action.SEE_OWN)
        for forbidden in (
            lambda: add_account(theirs, participant, name="x", role=MANAGER, passphrase="x"),
            lambda: rename_account(theirs, participant, 1, "x"),
            lambda: set_role(theirs, participant, account_id, MANAGER),
            lambda: link_staff(theirs, participant, account_id, None),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
        rename_account(theirs, participant, account_id, "Lan")
        assert [each.name for each in all_accounts(theirs)] == ["Lan"]


def test_a_forgotten_account_has_no_number(book: Book) -> None:
    book.close()
    with pytest.raises(NoSuchAccount):
        Book.open(book.folder, 2, PASSPHRASE)


def test_strength_is_honest() -> None:
    empty = passphrase_strength(" ")
    assert (empty.score, empty.enough) == (0, False)
    weak = passphrase_strength("Abernethy7", ["Ruth", "Abernethy", "", "Ward 7"])
    assert not weak.enough
    assert weak.advice
    strong = passphrase_strength("otter lantern quarry plum")
    assert strong.enough
    assert strong.advice == ""
    assert passphrase_strength("word " * 60).score <= 4


def test_nobody_removes_themselves_and_a_missing_backup_does_not_matter(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = _add(book)
    with pytest.raises(InvalidEntry) as caught:
        remove_account(book, book.account, 1)
    assert _fields(caught) == ["account_id"]
    with pytest.raises(NotFound):
        remove_account(book, book.account, 99)

    def full(*_anything: object) -> None:
        raise DiskFull("full")

    monkeypatch.setattr("app.accounts.removal.back_up", full)
    remove_account(book, book.account, account_id)
    assert [each.id for each in all_accounts(book)] == [1]
    assert [each.id for each in read_cover(book.folder).accounts] == [1]
    with pytest.raises(NotAllowed):
        remove_account(book, Account(9, "x", PARTICIPANT, None), 1)


def test_an_account_is_prepared_apart_and_added_at_once(book: Book) -> None:
    with pytest.raises(InvalidEntry) as caught:
        prepare_account(" ")
    assert _fields(caught) == ["passphrase"]
    with pytest.raises(InvalidEntry) as caught:
        check_account(book, NewAccount(" ", "king"))
    assert _fields(caught) == ["name", "role"]
    check_account(book, NewAccount("Lan", PARTICIPANT))
    prepared = prepare_account("once", FAST_KEYS)
    account_id = apply_account(book, book.account, NewAccount("Lan", PARTICIPANT), prepared)
    assert unlock(book.folder, account_id, "once").needs_new_passphrase


def test_without_an_own_passphrase_no_draft_is_kept(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        account_id = _add(book)
    with Book.open(book.folder, account_id, "once", clock=clock) as theirs:
        with pytest.raises(NoDrafts):
            save_draft(theirs, "session", "", {"summary": "Half"})
        set_passphrase(theirs, "my own words")
        save_draft(theirs, "session", "", {"summary": "Half"})
        own, theirs.material = theirs.material, key_slots.Material(theirs.material.data_key)
        assert load_draft(theirs, "session", "") is None
        theirs.material = own
        assert load_draft(theirs, "session", "") is not None


def test_nobody_resets_their_own_passphrase_and_only_those_that_are_there(book: Book) -> None:
    with pytest.raises(InvalidEntry) as caught:
        reset_passphrase(book, book.account, 1, "once", cost=FAST_KEYS)
    assert _fields(caught) == ["account_id"]
    with pytest.raises(NotFound):
        reset_passphrase(book, book.account, 99, "once", cost=FAST_KEYS)

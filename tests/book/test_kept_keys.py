"""Earlier private keys: what is kept of a way in that gives way, and how an earlier key stays at hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.book import FAST_KEYS, Book, kept_keys, key_slots, keys_file, unlock, ways_in
from app.book.key_slots import Keys, Material, Slot, public_half
from app.book.problems import KeysDamaged, WrongRecoveryCode
from app.book.recovery_code import CodeMistyped
from app.book.restore import restore, unlock_backup
from app.clock import SetClock
from tests.fixtures.books import PASSPHRASE


def _slot(keys: Keys, material: Material, words: str = "x", *, one_time: bool = False) -> Slot:
    return key_slots.passphrase_slot(keys.book, 7, words, material, FAST_KEYS, one_time=one_time)


def _pair() -> tuple[Material, Material]:
    first = key_slots.new_material()
    return first, key_slots.new_material(first.data_key)


def test_a_slot_is_kept_when_its_key_is_not_at_hand_and_opens_no_book_then() -> None:
    first, second = _pair()
    keys = kept_keys.put_slot(key_slots.new_keys({}), _slot(key_slots.new_keys({}), first), set())
    old = _slot(keys, first)
    keys = kept_keys.put_slot(replace(keys, slots=()), old, set())
    after = kept_keys.put_slot(keys, _slot(keys, second, "y"), {second.public_key() or b""})
    assert after.kept == (replace(old, seals=()),)
    assert kept_keys.earlier_key(after, 7, "x") == first.private_key
    with pytest.raises(WrongRecoveryCode):
        kept_keys.earlier_key(after, 7, "y")  # the present passphrase is no earlier one
    assert kept_keys.keys_behind(after, 7, "y") == (second.private_key,)
    known = {public_half(each) for each in (*first.private_keys, *second.private_keys)}
    assert kept_keys.put_slot(after, _slot(keys, second, "z"), known).kept == ()


def test_slots_without_a_key_and_one_time_slots_are_not_kept() -> None:
    keys = key_slots.new_keys({})
    material, other = _pair()
    for old in (_slot(keys, Material(material.data_key)), _slot(keys, material, one_time=True)):
        with_old = kept_keys.put_slot(keys, old, set())
        assert kept_keys.put_slot(with_old, _slot(keys, other), set()).kept == ()


def test_a_slot_that_does_not_say_what_it_holds_is_kept_unless_it_was_signed_in_through() -> None:
    keys = key_slots.new_keys({})
    material, other = _pair()
    unsaid = replace(_slot(keys, material), holds=None)
    assert "holds" not in unsaid.header()
    keys = kept_keys.put_slot(keys, unsaid, set())
    assert len(kept_keys.put_slot(keys, _slot(keys, other), {other.public_key()}).kept) == 1
    assert kept_keys.put_slot(keys, _slot(keys, other), {other.public_key(), None}).kept == ()


def test_a_linked_key_is_at_hand_with_the_later_one_and_so_is_what_it_opens() -> None:
    keys = key_slots.new_keys({})
    first, second = _pair()
    third = key_slots.new_material(first.data_key)
    keys = kept_keys.put_slot(kept_keys.put_slot(keys, _slot(keys, first), set()), _slot(keys, second), set())
    keys = kept_keys.link(keys, 7, second, first.private_key or b"")
    assert keys.kept == ()
    keys = kept_keys.link(keys, 7, third, second.private_key or b"")
    found = kept_keys.with_earlier(keys, 7, third)
    assert found.private_keys == (third.private_key, second.private_key, first.private_key)
    assert kept_keys.link(keys, 7, found, first.private_key or b"") == keys
    assert kept_keys.with_earlier(keys, 8, third).earlier_keys == ()
    assert kept_keys.with_earlier(keys, 7, first).earlier_keys == ()
    nothing = Material(first.data_key)
    assert kept_keys.link(keys, 7, nothing, b"") == keys
    assert kept_keys.with_earlier(keys, 7, nothing) == nothing


def test_a_code_finds_its_key_and_a_slip_of_the_pen_is_named() -> None:
    keys = key_slots.new_keys({})
    first, second = _pair()
    old, code = key_slots.recovery_slot(keys.book, 7, first)
    keys = kept_keys.put_slot(keys, old, set())
    assert kept_keys.earlier_key(keys, 7, code) == first.private_key
    new, later = key_slots.recovery_slot(keys.book, 7, second)
    keys = kept_keys.put_slot(keys, new, {second.public_key()})
    assert kept_keys.earlier_key(keys, 7, code) == first.private_key
    assert kept_keys.earlier_key(keys, 7, later) == second.private_key
    with pytest.raises(CodeMistyped) as caught:
        kept_keys.earlier_key(keys, 7, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert caught.value.group == 8
    with pytest.raises(WrongRecoveryCode):
        kept_keys.earlier_key(keys, 8, code)


def test_kept_slots_and_links_stand_in_the_file(book: Book) -> None:
    earlier = key_slots.new_material().private_key or b""
    slot = replace(book.keys.slots[0], holds=public_half(earlier), seals=())
    book.put_keys(replace(book.keys, kept=(slot,)))
    ways_in.link_keys(book, earlier)
    ways_in.link_keys(book, earlier)
    assert (book.keys.kept, len(book.keys.links)) == ((), 1)
    assert keys_file.load(keys_file.dump(book.keys)) == book.keys
    assert unlock(book.folder, 1, PASSPHRASE).material.earlier_keys == (earlier,)
    values = json.loads(keys_file.dump(book.keys)) | {"links": [[1]]}
    values.pop("check")
    odd = json.dumps(values | {"check": keys_file.check_of(values)}).encode()
    with pytest.raises(KeysDamaged):
        keys_file.load(odd)


def test_keys_of_the_first_version_open_and_become_the_present_one(tmp_path: Path, clock: SetClock) -> None:
    stored = Path(__file__).parents[1] / "fixtures" / "stored" / "schema_1.pairbook-backup"
    folder = tmp_path / "Stored.pairbook"
    restore(stored, unlock_backup(stored, 1, PASSPHRASE), folder, clock.now())
    with Book.open(folder, 1, PASSPHRASE, clock=clock, back_up=False) as book:
        own = list(book.keys.slots_of(1, "passphrase"))
        assert [slot.holds for slot in own] == [None]
        slot = key_slots.passphrase_slot(book.keys.book, 1, "another", book.material, FAST_KEYS)
        ways_in.put_slots(book, slot)
        # Signed in through the old one, so it need not be kept; what the old sheet holds nobody knows.
        assert book.keys.kept == ()
        book.new_recovery_code()
        assert [slot.kind for slot in book.keys.kept] == ["recovery"]
    with Book.open(folder, 1, "another", clock=clock, back_up=False):
        pass

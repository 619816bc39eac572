"""keys.json: slots, bounds, damage, and codes read from paper."""

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import files
from app.book import FAST_KEYS, Book, KeyCost, key_slots, keys_file, read_cover, recovery_code, unlock
from app.book.problems import BookNewer, KeysDamaged, NotABook, WrongPassphrase
from app.files import FileInUse
from tests.fixtures.books import MANAGER, PASSPHRASE, fingerprint


def _rewritten(content: bytes, **changes: object) -> bytes:
    values = json.loads(content) | changes
    values.pop("check")
    return json.dumps(values | {"check": keys_file.check_of(values)}).encode()


def test_a_passphrase_may_be_typed_on_any_keyboard() -> None:
    material = key_slots.new_material()
    keys = key_slots.new_keys({})
    slot = key_slots.passphrase_slot(
        keys.book, 1, unicodedata.normalize("NFC", "Zoë ﬁsh Ⅳ"), material, FAST_KEYS
    )
    keys = key_slots.with_slot(keys, slot)
    typed = unicodedata.normalize("NFD", "Zoë fish IV")
    assert key_slots.open_with_passphrase(keys, 1, typed) == (slot, material)
    assert repr(material) == "Material()"


def test_a_slot_belongs_to_its_book_and_header() -> None:
    keys = key_slots.new_keys({})
    slot = key_slots.passphrase_slot(keys.book, 1, "x", key_slots.new_material(), FAST_KEYS)
    moved = key_slots.with_slot(key_slots.new_keys({}), slot)
    with pytest.raises(WrongPassphrase):
        key_slots.open_with_passphrase(moved, 1, "x")
    other = replace(slot, account=2)
    with pytest.raises(WrongPassphrase):
        key_slots.open_with_passphrase(key_slots.with_slot(keys, other), 2, "x")


def test_every_flipped_bit_is_told_apart_from_a_wrong_passphrase(book: Book) -> None:
    content = keys_file.dump(book.keys)
    chance = random.Random(7)
    for place in chance.sample(range(len(content)), 150):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(7)
        try:
            same = keys_file.load(bytes(flipped)) == book.keys
        except (KeysDamaged, NotABook):
            continue
        assert same, place  # white space between values says nothing


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", KeysDamaged),
        (b"\xff\x00", KeysDamaged),
        (b"[" * 100_000, KeysDamaged),
        (b"[]", NotABook),
        (b'{"name": "somebody else\'s"}', NotABook),
    ],
)
def test_what_is_not_keys_is_said(content: bytes, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        keys_file.load(content)


def test_newer_odd_and_costly_keys_are_refused(book: Book) -> None:
    content = keys_file.dump(book.keys)
    with pytest.raises(BookNewer):
        keys_file.load(_rewritten(content, version=3))
    with pytest.raises(KeysDamaged):
        keys_file.load(_rewritten(content, cover={"nonce": "", "data": ""}))
    with pytest.raises(KeysDamaged):
        keys_file.load(_rewritten(content, slots=[{}]))
    (book.folder / "keys.json").write_bytes(
        keys_file.dump(key_slots.Keys(book.keys.book, book.keys.cover_key, {"unit": "x"}))
    )
    with pytest.raises(KeysDamaged):
        read_cover(book.folder)
    slots = json.loads(content)["slots"]
    slots[0]["kdf"]["memory_kib"] = 1 << 40
    (book.folder / "keys.json").write_bytes(_rewritten(content, slots=slots))
    with pytest.raises(KeysDamaged):
        unlock(book.folder, 1, PASSPHRASE)
    for cost in ((8, 0, 1), (8, 1, 0), (7, 1, 1), (1 << 30, 1, 1)):
        with pytest.raises(ValueError, match="bounds"):
            KeyCost(*cost)


def test_an_account_without_a_key_pair_has_no_public_key() -> None:
    assert key_slots.Material(bytes(32)).public_key() is None


def test_the_keys_have_a_second_copy_that_opens_nothing_which_was_replaced(book: Book) -> None:
    for _round in range(2):
        assert (book.folder / "keys.json.previous").read_bytes() == (book.folder / "keys.json").read_bytes()
        book.new_recovery_code()


def test_keys_that_cannot_be_written_twice_stay_as_they_were(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files._replace

    def hold(name: str) -> None:
        def replace(source: Path, target: Path) -> None:
            if target.name == name:
                raise PermissionError(13, "held")
            real(source, target)

        monkeypatch.setattr(files, "_replace", replace)

    path = book.folder / "keys.json"
    before = fingerprint(book.folder)
    for name in ("keys.json", "keys.json.previous"):
        hold(name)
        with pytest.raises(FileInUse):
            book.new_recovery_code()
        assert fingerprint(book.folder) == before
    path.write_bytes(b"damaged")
    with pytest.raises(FileInUse):
        book.new_recovery_code()
    # What was damaged is not put back over whole keys.
    assert read_cover(book.folder).unit == "Ward 7"
    assert path.read_bytes() != b"damaged"


def test_no_name_stands_in_the_folder_as_bytes(book: Book) -> None:
    for path in book.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for name in (MANAGER, "Abernethy", "Brannoc", PASSPHRASE):
                assert name.encode() not in content
                assert name.encode("utf-16-le") not in content


def test_codes_survive_the_pen_and_name_the_slip() -> None:
    secret = bytes(range(20))
    code = recovery_code.write_code(secret)
    assert [len(group) for group in code.split("-")] == [5] * 8
    assert recovery_code.read_code(code) == secret
    look_alikes = code.replace("0", "o").replace("1", "l").lower().replace("-", " – ")
    assert recovery_code.read_code(look_alikes) == secret
    groups = code.split("-")
    for slip in (groups[2][::-1], "UUUUU"):
        with pytest.raises(recovery_code.CodeMistyped) as caught:
            recovery_code.read_code("-".join([*groups[:2], slip, *groups[3:]]))
        assert caught.value.group == 3
    with pytest.raises(recovery_code.CodeMistyped) as short:
        recovery_code.read_code(code[:-1])
    assert short.value.group is None
    assert recovery_code.same_group(code, 2, f" {groups[1].lower()} ")
    assert not recovery_code.same_group(code, 2, groups[2])


CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def slips(code: str) -> Iterator[tuple[int, str]]:
    """What one wrong letter, two letters exchanged in a group, or two groups exchanged make of *code*."""
    groups = code.split("-")

    def put(changed: dict[int, str]) -> str:
        return "-".join(changed.get(place, group) for place, group in enumerate(groups))

    for place, group in enumerate(groups):
        for at, right in enumerate(group):
            for letter in CODE_LETTERS:
                if letter != right:
                    yield place + 1, put({place: group[:at] + letter + group[at + 1 :]})
            for other in range(at):
                swapped = list(group)
                swapped[at], swapped[other] = swapped[other], swapped[at]
                if swapped != list(group):
                    yield place + 1, put({place: "".join(swapped)})
        for other in range(place):
            if groups[other] != group:
                yield other + 1, put({place: groups[other], other: group})


@pytest.mark.parametrize("secret", [bytes(20), bytes(range(20)), b"\xff" * 20, bytes(range(80, 100))])
def test_no_slip_of_one_letter_or_exchange_goes_unnoticed(secret: bytes) -> None:
    tried = 0
    for group, slip in slips(recovery_code.write_code(secret)):
        with pytest.raises(recovery_code.CodeMistyped) as caught:
            recovery_code.read_code(slip)
        assert caught.value.group == group, slip
        tried += 1
    assert tried > 1240


def test_a_sheet_with_the_older_check_letters_is_read_and_its_slip_named() -> None:
    older = "000GZ-40R4V-0M30H-E2096-185GQ-R38E3-1W81P-24GKH"
    assert recovery_code.read_code(older) == bytes(range(20))
    with pytest.raises(recovery_code.CodeMistyped) as caught:
        recovery_code.read_code(older[:18] + "Y" + older[19:])
    assert caught.value.group == 4


def test_sealed_content_shows_when_it_was_altered() -> None:
    key = bytes(32)
    sealed = keys_file.seal(key, {"a": 1}, "one")
    assert keys_file.unseal(key, sealed, "one") == {"a": 1}
    for altered, purpose in ((sealed, "two"), ({"nonce": sealed["nonce"]}, "one")):
        with pytest.raises(ValueError, match="altered"):
            keys_file.unseal(key, altered, purpose)


def test_a_data_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    from app.book import engine

    with pytest.raises(ValueError, match="256"):
        engine.connect(tmp_path / "x.db", b"short", create=True)

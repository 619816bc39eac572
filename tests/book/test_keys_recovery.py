"""Damaged or missing keys, wrong guesses, and a data key that is replaced."""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app import files, log
from app.book import FAST_KEYS, Book, backup, engine, guesses, key_slots, keys_file, read_cover, rekey, unlock
from app.book.drafts import load_draft, save_draft
from app.book.key_slots import Material
from app.book.keys_file import KEYS_NAME, PREVIOUS_NAME
from app.book.problems import KeysDamaged, KeysMissing, RecordsDamaged, WrongPassphrase
from app.book.unlocking import unlock_with_code, wait_before
from app.clock import SetClock
from app.errors import KnownProblem
from tests.fixtures.books import PASSPHRASE, new_book


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(bytes(content))


def _remove(path: Path) -> None:
    path.unlink()


def _other_account(book: Book, name: str = "Lan", passphrase: str = "once") -> int:
    from app.accounts import PARTICIPANT, add_account

    return add_account(book, book.account, name=name, role=PARTICIPANT, passphrase=passphrase, cost=FAST_KEYS)


# --- keys.json lost -----------------------------------------------------------------------------


@pytest.mark.parametrize("harm", [_damage, _remove])
def test_the_second_copy_stands_in_and_the_opening_repairs(
    tmp_path: Path, clock: SetClock, harm: Callable[[Path], None]
) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    whole = keys_file.load((folder / KEYS_NAME).read_bytes())
    harm(folder / KEYS_NAME)
    assert "second copy" in read_cover(folder).remark
    with Book.open(folder, 1, PASSPHRASE, clock=clock) as book:
        assert book.remarks == (read_cover_remark(harm),)
        assert keys_file.load((folder / KEYS_NAME).read_bytes()) == whole
    assert (folder / "keys.json.damaged").exists() == (harm is _damage)
    with Book.open(folder, 1, PASSPHRASE, clock=clock) as book:
        assert book.remarks == ()


def read_cover_remark(harm: Callable[[Path], None]) -> str:
    state = "damaged" if harm is _damage else "missing"
    return f"The file keys.json is {state}. Its second copy is used instead; nothing is lost."


@pytest.mark.parametrize("harm", [_damage, _remove])
def test_a_backups_keys_stand_in_when_both_are_lost(
    tmp_path: Path, clock: SetClock, harm: Callable[[Path], None]
) -> None:
    with new_book(tmp_path, clock) as book:
        backup.back_up(book)
        code = book.new_recovery_code()
        (book.folder / "backups" / "x 2026-03-13 10-43-00.pairbook-backup").write_bytes(b"no backup")
    for name in (KEYS_NAME, PREVIOUS_NAME):
        harm(book.folder / name)
    remark = read_cover(book.folder).remark
    assert "12 March 2026" in remark
    with pytest.raises(KnownProblem):
        unlock_with_code(book.folder, code)  # made after that backup
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.remarks == (remark,)
    assert read_cover(book.folder).remark == ""


def test_a_backups_keys_that_do_not_fit_the_records_are_not_used(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        backup.back_up(book)
        rekey.rekey(book)
    for name in (KEYS_NAME, PREVIOUS_NAME):
        _damage(book.folder / name)
    with pytest.raises(KeysDamaged):
        unlock(book.folder, 1, PASSPHRASE)


def test_without_any_keys_the_first_problem_is_said(tmp_path: Path, clock: SetClock) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    _damage(folder / PREVIOUS_NAME)
    (folder / KEYS_NAME).unlink()
    with pytest.raises(KeysMissing):
        unlock(folder, 1, PASSPHRASE)


def test_keys_that_cannot_be_put_right_now_do_not_stop_the_opening(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    _damage(folder / KEYS_NAME)
    unlocked = unlock(folder, 1, PASSPHRASE)

    def full(*_anything: object) -> None:
        raise files.DiskFull("full")

    monkeypatch.setattr(keys_file, "write", full)
    with Book.open_with(unlocked, clock=clock) as book:
        assert book.remarks


def test_keys_changed_between_the_passphrase_and_the_lock_are_kept(tmp_path: Path, clock: SetClock) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    early = unlock(folder, 1, PASSPHRASE)
    with Book.open(folder, 1, PASSPHRASE, clock=clock) as book:
        code = book.new_recovery_code()
    with Book.open_with(early, clock=clock):
        pass
    assert unlock_with_code(folder, code).account_id == 1


def test_a_seal_of_somebody_elses_making_is_damage(book: Book) -> None:
    from dataclasses import replace

    (slot, other) = book.keys.slots
    for seals in ((), other.seals, (replace(slot.seals[0], mark=bytes(32)),)):
        keys = key_slots.with_slot(book.keys, replace(slot, seals=seals))
        with pytest.raises(KeysDamaged):
            key_slots.open_with_passphrase(keys, 1, PASSPHRASE)


# --- wrong guesses --------------------------------------------------------------------------------


def test_wrong_guesses_wait_longer_and_a_right_one_always_opens(tmp_path: Path, clock: SetClock) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    waited: list[float] = []
    told: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        clock.moment += timedelta(seconds=seconds)

    for _guess in range(11):
        with pytest.raises(WrongPassphrase) as caught:
            unlock(folder, 1, "wrong", clock=clock, pause=pause)
        told.append(caught.value.wait)
        assert ("waits" in caught.value.do) == bool(caught.value.wait)
    assert told == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30]
    assert waited == told[3:-1]
    assert wait_before(folder, 1, clock) == 30
    clock.moment += timedelta(seconds=12)
    assert wait_before(folder, 1, clock) == 18
    unlock(folder, "ruth abernethy", PASSPHRASE, clock=clock, pause=pause)
    assert waited[-1] == 18
    assert wait_before(folder, 1, clock) == 0


def test_a_clock_put_back_or_a_day_gone_never_locks_anybody_out(book: Book, clock: SetClock) -> None:
    for _guess in range(60):
        guesses.note(book.keys.book, 1, clock.now())
    clock.moment -= timedelta(days=365)
    assert guesses.wait_left(book.keys.book, 1, clock.now()) == guesses.LONGEST
    clock.moment += timedelta(days=366)
    assert guesses.wait_left(book.keys.book, 1, clock.now()) == 0
    guesses.note(book.keys.book, 1, clock.now())
    assert guesses.wait_left(book.keys.book, 1, clock.now()) == 0
    guesses.forget(book.keys.book, 99)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": 1}', b'{"a": ["x", "y"]}', b"\xff"])
def test_a_damaged_list_of_guesses_counts_for_nothing(book: Book, clock: SetClock, content: bytes) -> None:
    files.make_folder(log.folder())
    (log.folder() / "guesses.json").write_bytes(content)
    assert guesses.wait_left(book.keys.book, 1, clock.now()) == 0
    guesses.note(book.keys.book, 1, clock.now())
    kept = json.loads((log.folder() / "guesses.json").read_text())
    assert book.keys.book not in str(kept)
    assert len(kept) == 1


# --- a new data key -------------------------------------------------------------------------------


def test_a_new_key_leaves_everybody_in_and_the_removed_out(tmp_path: Path, clock: SetClock) -> None:
    from app.accounts import remove_account, set_passphrase

    with new_book(tmp_path, clock) as book:
        lan, iris, old = _other_account(book), _other_account(book, "Iris", "first"), book.material.data_key
        code = book.new_recovery_code()
    with Book.open(book.folder, lan, "once", clock=clock) as theirs:
        set_passphrase(theirs, "lan's own words")
        private_key = theirs.material.private_key
        lans_code = theirs.new_recovery_code()
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as book:
        remove_account(book, book.account, iris)
        assert book.material.data_key != old
        assert book.material.other_key is None
        with book.change("Still undoable", by=book.account) as db:
            from app.book import UnitRecord

            db.get_one(UnitRecord, 1).name = "Ward 8"
        assert book.undo() == "Still undoable"
        with pytest.raises(RuntimeError, match="bulk"), book.change("Bulk", by=book.account) as db:
            db.execute(UnitRecord.__table__.update().values(name="x"))
        newest = sorted((book.folder / "backups").iterdir())[-1]
    assert not engine.opens(book.folder / "records.db", old)
    with pytest.raises(KnownProblem):
        Book.open(book.folder, "Iris", "first", clock=clock)
    for name in (KEYS_NAME, PREVIOUS_NAME):
        assert {slot.account for slot in keys_file.load((book.folder / name).read_bytes()).slots} == {1, lan}
    with Book.open(book.folder, lan, "lan's own words", clock=clock) as theirs:
        assert theirs.material.private_key == private_key
        assert theirs.remarks == ()
    for each in (code, lans_code):
        Book.open_with(unlock_with_code(book.folder, each), clock=clock).close()
    from app.book.restore import unlock_backup

    assert unlock_backup(newest, 1, PASSPHRASE).material.data_key != old


def test_a_new_key_that_cannot_be_made_leaves_the_book_open_and_is_made_later(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_book(tmp_path, clock) as book:
        old = book.material.data_key

        def refused(*_anything: object) -> None:
            raise OSError(28, "full")

        with monkeypatch.context() as patch:
            patch.setattr(engine, "faults", lambda *_anything: ["page 3"])
            with pytest.raises(RecordsDamaged):
                rekey.rekey(book)
        real = files._replace

        def records_refused(source: Path, target: Path) -> None:
            refused() if target.name == "records.db" else real(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(files, "_replace", records_refused)
            with pytest.raises(files.DiskFull):
                rekey.rekey(book)
        assert book.unit.name == "Ward 7"
        assert book.material.data_key == old
        with book.reading() as db:
            assert db.scalar(__import__("sqlalchemy").text("SELECT name FROM unit")) == "Ward 7"
        assert [path.name for path in book.folder.glob(".*")] == []
    with monkeypatch.context() as patch:
        patch.setattr(files, "_replace", records_refused)
        Book.open(book.folder, 1, PASSPHRASE, clock=clock, back_up=False).close()
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.material.data_key != old
        assert key_slots.is_settled(again.keys, {1})


def test_what_is_saved_while_the_copy_is_verified_is_there_under_the_new_key(
    tmp_path: Path, clock: SetClock
) -> None:
    shares: list[float] = []
    with new_book(tmp_path, clock) as book:
        old = book.material.data_key
        made = rekey.verify(rekey.begin(book, shares.append))
        save_draft(book, "form", "new", {"name": "Half ty"})
        rekey.complete(book, made)
        assert book.material.data_key != old
        draft = load_draft(book, "form", "new")
        assert draft is not None
        assert draft.content == {"name": "Half ty"}
        assert [path.name for path in book.folder.glob(".*")] == []
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    Book.open(tmp_path / "Ward 7.pairbook", 1, PASSPHRASE, clock=clock, back_up=False).close()


def test_only_the_last_step_missing_is_only_the_last_step_done(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        real, writes = book.put_keys, []

        def first_only(keys: key_slots.Keys) -> None:
            writes.append(keys)
            if len(writes) == 1:
                real(keys)
            else:
                raise files.DiskFull("full")

        book.put_keys = first_only  # type: ignore[method-assign]
        with pytest.raises(files.DiskFull):
            rekey.rekey(book)
        new = book.material.data_key
    assert unlock(book.folder, 1, PASSPHRASE).material.other_key == new
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.material == Material(new, again.material.private_key)
        assert key_slots.is_settled(again.keys, {1})


def test_a_slot_without_our_mark_gets_no_new_key(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path, clock) as book:
        forged = key_slots.passphrase_slot(
            book.keys.book, 1, "let me in", Material(secrets.token_bytes(32)), FAST_KEYS
        )
        keys = book.keys
        book.put_keys(key_slots.Keys(keys.book, keys.cover_key, keys.cover, (*keys.slots, forged)))
        rekey.rekey(book)
        assert len(book.keys.slots) == 2
        with pytest.raises(WrongPassphrase):
            unlock(book.folder, 1, "let me in")


def test_a_copy_of_other_keys_is_not_whole_and_a_foreign_slot_is_not_kept(book: Book) -> None:
    assert keys_file.is_whole(book.folder, book.keys)
    foreign = key_slots.passphrase_slot(book.keys.book, 2, "x", Material(bytes(32)), FAST_KEYS)
    more = key_slots.with_slot(book.keys, foreign)
    (book.folder / PREVIOUS_NAME).write_bytes(keys_file.dump(more))
    assert not keys_file.is_whole(book.folder, book.keys)
    assert key_slots.settled(more, book.material.data_key) == book.keys

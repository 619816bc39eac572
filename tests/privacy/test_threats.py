"""Each heading of resources/help/threats.md has its test here; what is not stopped is written there."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import select

from app.accounts import link_staff, remove_account
from app.accounts.reset import reset_passphrase
from app.book import FAST_KEYS, AccountRecord, Book, history, kept_keys, key_slots, keys_file
from app.book.backup import back_up
from app.book.check import check_book
from app.book.problems import NoSuchAccount, WrongPassphrase, WrongRecoveryCode
from app.book.records import ChangeRecord
from app.book.restore import restore, unlock_backup
from app.clock import SetClock
from app.errors import KnownProblem
from app.exchange.export import export_folder
from app.pairs.records import PairMember
from app.reports.catalogue import build
from app.reports.html import render_html
from app.reports.options import Options
from app.sessions.note_keys import after_sign_in, bring_back_notes
from app.sessions.note_rows import about
from app.sessions.notes import private_notes
from app.sessions.recording import RecordSession, record_session
from app.sessions.records import MentoringSession, Note, NoteKey, NoteWait
from app.sessions.sealing import open_key
from app.sessions.words import Audience
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.fixtures.books import PASSPHRASE, copy_of, new_book, set_clock
from tests.fixtures.sign_in import ONCE, give_account, signed_in
from tests.fixtures.unit import Unit

PAGE = Path(__file__).resolve().parents[2] / "resources" / "help" / "threats.md"
LAN, MARGIT = "Lan Nguyễn", "Margit Sørvik"
SECRET = "a worry for two"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clock = set_clock()
    with new_book(tmp_path_factory.mktemp("ward"), clock) as book:
        unit = Unit(book)
        pair = unit.active_pair(LAN, MARGIT)
        for name in (LAN, MARGIT):
            give_account(book, name, unit.people[name])
    for name in (LAN, MARGIT):
        with signed_in(book.folder, name, clock, ONCE):
            pass
    with signed_in(book.folder, LAN, clock) as theirs:
        entry = RecordSession(pair, date(2026, 3, 12), note=SECRET, note_audience=Audience.PAIR)
        record_session(theirs, theirs.account, entry)
    return book.folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A closed book in which Lan wrote a Pair note that Margit reads too."""
    return copy_of(made, tmp_path)


def _account(book: Book, name: str) -> int:
    with book.reading() as db:
        return db.scalars(select(AccountRecord.id).where(AccountRecord.name == name)).one()


def _keys(folder: Path) -> key_slots.Keys:
    return keys_file.load((folder / "keys.json").read_bytes())


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_colleague_with_the_folder(folder: Path, tmp_path: Path, clock: SetClock) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy.pairbook"))
    content = _files(copy)
    assert not [word for word in (LAN, MARGIT, "Ward 7", SECRET) if word.encode() in content]
    for guess in ("", "password", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            Book.open(copy, 1, guess, clock=clock)
    with pytest.raises(NoSuchAccount):
        Book.open(copy, "Nobody", PASSPHRASE, clock=clock)
    assert key_slots.KeyCost().memory_kib >= 64 * 1024


def test_a_thief_of_the_pc_or_the_usb_stick(folder: Path, tmp_path: Path, clock: SetClock) -> None:
    with signed_in(folder, 1, clock) as book:
        backup = back_up(book, tmp_path / "stick")
    assert not [word for word in (LAN, SECRET) if word.encode() in _files(tmp_path / "stick")]
    with pytest.raises(WrongPassphrase):
        unlock_backup(backup, 1, "guess")


def test_a_manager_who_wants_to_read_notes(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, 1, clock) as book:
        assert private_notes(book) == {}
        margit = _account(book, MARGIT)
        reset_passphrase(book, book.account, margit, ONCE, cost=FAST_KEYS)
    with signed_in(folder, MARGIT, clock, ONCE, "an impostor's words"):
        pass
    with signed_in(folder, LAN, clock):
        pass
    with signed_in(folder, MARGIT, clock, "an impostor's words") as impostor:
        ((note,),) = private_notes(impostor).values()
        assert (note.readable, note.text) == (False, "")


def test_an_old_passphrase_opens_no_book_but_yields_the_old_key_until_that_is_brought_back(
    folder: Path, clock: SetClock
) -> None:
    chosen = "her new words"
    with signed_in(folder, 1, clock) as book:
        margit = _account(book, MARGIT)
        reset_passphrase(book, book.account, margit, ONCE, cost=FAST_KEYS)
    with signed_in(folder, MARGIT, clock, ONCE, chosen):
        pass
    with pytest.raises(WrongPassphrase):
        Book.open(folder, MARGIT, PASSPHRASE, clock=clock)
    old_key = kept_keys.earlier_key(_keys(folder), margit, PASSPHRASE)
    with signed_in(folder, 1, clock) as book, book.reading() as db:  # the data key is known to every account
        note = db.scalars(select(Note)).one()
        sealed = db.scalars(select(NoteKey.sealed_key).where(NoteKey.account_id == margit)).one()
        assert open_key(sealed, (old_key,), about(book.keys.book, note)) is not None
        assert open_key(sealed, book.material.private_keys, about(book.keys.book, note)) is None
    with signed_in(folder, MARGIT, clock, chosen) as book:
        bring_back_notes(book, PASSPHRASE)
        ((back,),) = private_notes(book).values()
        assert back.text == SECRET
    with pytest.raises(WrongRecoveryCode):
        kept_keys.earlier_key(_keys(folder), margit, PASSPHRASE)


def test_who_signs_in_first_to_a_new_account_reads_what_waited_for_it_and_its_author_is_told(
    tmp_path: Path, clock: SetClock
) -> None:
    new_name = "Margit S."
    with new_book(tmp_path, clock) as book:
        unit = Unit(book)
        pair = unit.active_pair(LAN, MARGIT)
        give_account(book, LAN, unit.people[LAN])
    with signed_in(book.folder, LAN, clock, ONCE) as theirs:
        entry = RecordSession(pair, date(2026, 3, 12), note=SECRET, note_audience=Audience.PAIR)
        record_session(theirs, theirs.account, entry)
    with signed_in(book.folder, 1, clock) as managers:
        give_account(managers, new_name, unit.people[MARGIT])
    impostors = "the manager's own words"
    with signed_in(book.folder, new_name, clock, ONCE, impostors) as impostor:
        assert [note.text for notes in private_notes(impostor).values() for note in notes if note.text] == []
    with Book.open(book.folder, LAN, PASSPHRASE, clock=clock, back_up=False) as theirs:
        (told,) = after_sign_in(theirs)
        assert new_name in told
    with signed_in(book.folder, new_name, clock, impostors) as impostor:
        assert [note.text for notes in private_notes(impostor).values() for note in notes] == [SECRET]


def test_somebody_who_writes_themselves_among_the_readers(folder: Path, clock: SetClock) -> None:
    """A manager with a program of their own: of the pair since today, and in the rows of its old note."""

    def margits_words() -> list[str]:
        with signed_in(folder, 1, clock) as book:
            return [note.text for notes in private_notes(book).values() for note in notes]

    with signed_in(folder, 1, clock) as book:
        manager = book.account.id
        staff = save_staff_member(book, book.account, SaveStaffMember("Ruth Abernethy"))
        link_staff(book, book.account, manager, staff)
        with book.change("of the pair", by=book.account) as db:
            note = db.scalars(select(Note)).one()
            pair = db.get_one(MentoringSession, note.session_id).pair_id
            db.add(PairMember(pair_id=pair, staff_id=staff, side="mentor"))
            db.add(NoteWait(note_id=note.id, staff_id=staff))
            session = note.session_id
    # The author's sign-in seals it to nobody whom the author did not mean it for, and the row is gone.
    with Book.open(folder, LAN, PASSPHRASE, clock=clock, back_up=False) as book:
        assert after_sign_in(book) == ()
        with book.reading() as db:
            assert db.scalars(select(NoteWait)).all() == []
    assert margits_words() == []
    # Nor does an edit, whoever has a key of the note by its rows.
    with signed_in(folder, 1, clock) as book, book.change("a key", by=book.account) as db:
        db.add(NoteKey(note_id=note.id, account_id=manager, sealed_key=b"no key"))
    with signed_in(folder, LAN, clock) as book:
        entry = RecordSession(pair, date(2026, 3, 12), note=f"{SECRET}, still", note_audience=Audience.PAIR)
        record_session(book, book.account, entry, session)
    assert margits_words() == []
    with signed_in(folder, MARGIT, clock) as book:
        assert [note.text for notes in private_notes(book).values() for note in notes] == [f"{SECRET}, still"]


def test_somebody_who_swaps_a_public_key_and_passes_it_off_as_an_earlier_one(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, 1, clock) as book:
        margit = _account(book, MARGIT)
        strangers = key_slots.new_material().private_key
        assert strangers is not None
        with book.change("x", by=book.account) as db:
            account = db.get_one(AccountRecord, margit)
            theirs, account.public_key = account.public_key, key_slots.public_half(strangers)
        assert theirs is not None
        sealed = kept_keys._SUITE.encrypt(
            strangers,
            X25519PublicKey.from_public_bytes(theirs),
            info=kept_keys._about(book.keys.book, margit),
        )
        book.put_keys(replace(book.keys, links=(*book.keys.links, key_slots.Link(margit, sealed))))
    with Book.open(folder, MARGIT, PASSPHRASE, clock=clock, back_up=False) as book:
        assert strangers in book.material.earlier_keys
        assert any("replaced" in remark for remark in after_sign_in(book))


def test_somebody_who_swaps_a_public_key(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, 1, clock) as book, book.change("x", by=book.account) as db:
        db.get_one(AccountRecord, _account(book, MARGIT)).public_key = book.material.public_key()
    with Book.open(folder, MARGIT, PASSPHRASE, clock=clock, back_up=False) as book:
        own = book.material.public_key()
        assert any("replaced" in remark for remark in after_sign_in(book))
        with book.reading() as db:
            assert db.get_one(AccountRecord, book.account.id).public_key == own


def test_a_colleague_who_was_removed(folder: Path, clock: SetClock) -> None:
    old_keys = (folder / "keys.json").read_bytes()
    with signed_in(folder, 1, clock) as book:
        remove_account(book, book.account, _account(book, MARGIT))
    with pytest.raises(KnownProblem):
        Book.open(folder, MARGIT, PASSPHRASE, clock=clock, back_up=False)
    for name in ("keys.json", "keys.json.previous"):
        (folder / name).write_bytes(old_keys)
    with pytest.raises(KnownProblem):
        Book.open(folder, MARGIT, PASSPHRASE, clock=clock, back_up=False)


@pytest.mark.parametrize("at", [0.3, 0.6, 0.95])
def test_a_tampered_book_or_backup(folder: Path, tmp_path: Path, clock: SetClock, at: float) -> None:
    with signed_in(folder, 1, clock) as book:
        backup = back_up(book, tmp_path / "stick")
        content = bytearray(backup.read_bytes())
        content[int(len(content) * at)] ^= 0xFF
        backup.write_bytes(bytes(content))
        with pytest.raises(KnownProblem):
            restore(backup, unlock_backup(backup, 1, PASSPHRASE), tmp_path / "R.pairbook", clock.now())
        with book.storing() as db:
            db.get_one(ChangeRecord, 3).title = "Something else"
        with book.reading() as db:
            assert history.first_broken(db) == 3
        assert not all(finding.good for finding in check_book(book))
        with book.change("x", by=book.account) as db:
            db.scalars(select(Note)).one().audience = "only-me"
    with signed_in(folder, MARGIT, clock) as book:
        ((note,),) = private_notes(book).values()
        assert not note.readable


def test_a_text_that_runs(folder: Path, tmp_path: Path, clock: SetClock) -> None:
    markup, formula = "<img src=file:///etc/passwd>", "=HYPERLINK(1)"
    with signed_in(folder, 1, clock) as book:
        entry = RecordSession(1, date(2026, 3, 12), summary=markup, record_note=formula)
        record_session(book, book.account, entry)
        assert "<img" not in render_html(build("session-log", book, Options(pair_id=1)))
        for path in export_folder(book, book.account, tmp_path / "csv"):
            cells = re.split(r'[,\r\n"]', path.read_text("utf-8-sig"))
            assert not [cell for cell in cells if cell.startswith("=")]


def test_every_threat_of_the_page_has_its_test_and_the_readme_links_to_it() -> None:
    heads = re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.M)
    tests = {name for name, value in globals().items() if isinstance(value, Callable) and "test_" in name}
    wanted = {
        "test_" + re.sub(r"\W+", "_", head.lower()).strip("_") for head in heads if "nothing here" not in head
    }
    assert len(wanted) == 7
    assert wanted <= tests
    readme = (PAGE.parents[2] / "README.md").read_text("utf-8")
    assert "resources/help/threats.md" in readme

"""The PC is switched off at the wall, at any moment."""

import random
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.accounts import PARTICIPANT, add_account, change_passphrase, remove_account
from app.book import FAST_KEYS, Book, UnitRecord, backup, check, restore, schema, unlock
from app.book.change import writing
from app.book.drafts import load_draft, save_draft
from app.book.problems import WrongPassphrase
from app.errors import KnownProblem
from app.staff.records import StaffMember
from tests.faults.dying import Tell, killed_after, killed_at, killed_at_statement, steps
from tests.faults.next_schema import pretend
from tests.fixtures.books import PASSPHRASE, set_clock
from tests.fixtures.closed_book import Reopened
from tests.fixtures.store_book import fill, stored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked, which Windows cannot")


def _open(folder: Path, passphrase: str = PASSPHRASE) -> Book:
    return Book.open(folder, 1, passphrase, clock=set_clock(), back_up=False)


def _whole(book: Book) -> bool:
    return all(finding.good for finding in check.check_book(book))


def _no_half_files(folder: Path) -> bool:
    return not [
        path for path in folder.rglob("*") if "pairbook-part" in path.name or path.name == ".restoring"
    ]


@pytest.mark.parametrize(
    "rounds", [50, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
)
def test_a_save_that_was_acknowledged_is_there_after_a_kill(closed: Path, rounds: int) -> None:
    chance = random.Random(rounds)

    def saves(tell: Tell) -> None:
        book = _open(closed)
        for number in range(10**6):
            with book.change("Save", by=book.account) as db:
                db.get_one(UnitRecord, 1).speaking_up_contact = f"{number} " + "x" * chance.randrange(480)
            tell(number)

    for round_ in range(rounds):
        told = killed_after(chance.randrange(4), chance.random() * 0.004, saves)
        with _open(closed) as book:
            assert int(book.unit.speaking_up_contact.split()[0]) in (told, told + 1)
            assert "not closed properly" in book.remarks[0]
            if round_ % 10 == 9:
                assert _whole(book)


def test_a_draft_that_was_kept_is_there_after_a_kill(closed: Path) -> None:
    chance = random.Random(2)

    def types(tell: Tell) -> None:
        book = _open(closed)
        for number in range(10**6):
            save_draft(book, "session", "", {"summary": f"{number} words"})
            tell(number)

    for _round in range(10):
        told = killed_after(chance.randrange(6), chance.random() * 0.004, types)
        with _open(closed) as book:
            draft = load_draft(book, "session", "")
            assert draft is not None
            assert int(draft.content["summary"].split()[0]) in (told, told + 1)


def test_a_kill_during_a_backup_leaves_the_book_and_the_backups_before_it(
    closed: Path, reopened: Reopened
) -> None:
    with reopened() as book:
        earlier = backup.back_up(book)
    content = earlier.read_bytes()

    def backs_up() -> None:
        book = _open(closed)
        book.clock.moment = book.clock.moment.replace(hour=20)  # type: ignore[attr-defined]
        backup.back_up(book)

    for _step in steps(lambda step: killed_at(step, backs_up), first=4):
        with reopened() as book:
            assert _whole(book)
            left = [path for _made, path in backup.backups_in(closed / "backups")]
            assert left, "the one from before went before the new one was whole"
            for path in left:
                assert all(finding.good for finding in check.check_at(path, 1, PASSPHRASE, set_clock()))
            if earlier.exists():
                assert earlier.read_bytes() == content
        assert _no_half_files(closed)


def test_a_kill_during_a_restore_leaves_the_book_from_before_or_the_restored_one(
    closed: Path, reopened: Reopened, tmp_path: Path
) -> None:
    def rename(name: str) -> None:
        with reopened() as book, book.change("Rename", by=book.account) as db:
            db.get_one(UnitRecord, 1).name = name

    rename("Then")
    with reopened() as book:
        made = backup.back_up(book)
    rename("Now")
    unlocked = restore.unlock_backup(made, 1, PASSPHRASE)
    kept = tmp_path / "kept"
    shutil.copytree(closed, kept)
    seen = set()
    for _step in steps(
        lambda step: killed_at(step, lambda: restore.restore(made, unlocked, closed, set_clock().now()))
    ):
        with reopened() as book:
            seen.add(book.unit.name)
            assert _whole(book)
        assert _no_half_files(closed)
        for replaced in tmp_path.glob("* replaced *"):
            with _open(replaced) as before:
                assert before.unit.name == "Now"
            shutil.rmtree(replaced)
        shutil.rmtree(closed)
        shutil.copytree(kept, closed)
    assert seen == {"Then", "Now"}


def test_a_kill_while_a_passphrase_is_changed_leaves_the_old_one_or_the_new_one(closed: Path) -> None:
    words = [PASSPHRASE, "new words"]

    def changes() -> None:
        old, new = words
        change_passphrase(_open(closed, old), old, new)

    opened = set()
    for _step in steps(lambda step: killed_at(step, changes)):
        fits = [word for word in words if _opens(closed, word)]
        assert len(fits) == 1
        opened.add(fits[0])
        with _open(closed, fits[0]) as book:
            assert _whole(book)
        assert _no_half_files(closed)
        words[:] = [fits[0], "other words" if fits[0] == "new words" else "new words"]
    assert len(opened) > 1


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        unlock(folder, 1, passphrase, pause=lambda _seconds: None)
    except WrongPassphrase:
        return False
    return True


def _make_large(book: Book, people: int) -> None:
    """Makes *book* as large as one of many years."""
    rows = [{"name": f"Number {number}", "notes": secrets.token_hex(200)} for number in range(people)]
    with book.engine.begin() as connection, writing(connection):
        connection.execute(insert(StaffMember), rows)


@pytest.mark.parametrize(
    ("people", "seconds"),
    [(0, 0.15), pytest.param(100_000, 4.0, marks=[pytest.mark.long, pytest.mark.timeout(1800)])],
)
def test_a_kill_while_the_key_is_replaced_locks_nobody_out_and_the_removed_person_stays_out(
    closed: Path, reopened: Reopened, tmp_path: Path, people: int, seconds: float
) -> None:
    def add(book: Book, name: str) -> int:
        return add_account(book, book.account, name=name, role=PARTICIPANT, passphrase=name, cost=FAST_KEYS)

    with reopened() as book:
        gone, stays, old = add(book, "Gone"), add(book, "Stays"), book.material.data_key
        if people:
            _make_large(book, people)
    kept = tmp_path / "kept"
    shutil.copytree(closed, kept)

    def removes() -> None:
        book = _open(closed)
        remove_account(book, book.account, gone)

    def removes_and_waits(tell: Tell) -> None:
        book = _open(closed)
        tell(0)
        remove_account(book, book.account, gone)
        tell(1)
        time.sleep(60)

    removed_seen = set()
    chance = random.Random(people)

    def kills() -> Iterator[None]:
        for _step in steps(lambda step: killed_at(step, removes), first=4):
            yield
        for _round in range(10):  # at any moment, also in the middle of the copying
            shutil.rmtree(closed)
            shutil.copytree(kept, closed)
            killed_after(0, chance.random() * seconds, removes_and_waits)
            yield

    for _kill in kills():
        with reopened() as book:
            removed = not any(each["id"] == gone for each in book.keys.cover["accounts"])
            removed_seen.add(removed)
            assert (book.material.data_key != old) == removed
            assert _whole(book)
        with Book.open(closed, stays, "Stays", clock=set_clock(), back_up=False) as theirs:
            assert theirs.remarks == ()
        if removed:
            with pytest.raises(KnownProblem):
                Book.open(closed, gone, "Gone", clock=set_clock())
            assert b'"account": %d' % gone not in (closed / "keys.json").read_bytes()
        assert _no_half_files(closed)
        shutil.rmtree(closed)
        shutil.copytree(kept, closed)
    assert removed_seen == {True, False}


def _rows(folder: Path, *, versions: set[int]) -> dict[str, list[dict[str, object]]]:
    """Every row of every table of a room, as it lies in the book of one of *versions*."""
    from app.book import engine

    driver = engine.connect(folder / "records.db", unlock(folder, 1, PASSPHRASE).material.data_key)
    try:
        assert driver.execute("PRAGMA user_version").fetchone()[0] in versions
        names = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            if not name.startswith(("search", "sqlite_")) and name not in ("change", "change_row"):
                cursor = driver.execute(f'SELECT * FROM "{name}" ORDER BY id')  # noqa: S608
                columns = [part[0] for part in cursor.description]
                found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
        return found
    finally:
        driver.close()


NEW = {"pronouns", "pinned", "motto"}


def _without_new(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        name: [{key: value for key, value in row.items() if key not in NEW} for row in each]
        for name, each in rows.items()
    }


def test_a_kill_during_a_migration_keeps_every_row(
    closed: Path, reopened: Reopened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reopened() as book:
        fill(book)
        backup.back_up(book)
    before = _rows(closed, versions={1})
    pretend(monkeypatch)
    kept = tmp_path / "kept"
    shutil.copytree(closed, kept)
    for _step in steps(lambda step: killed_at_statement(step, lambda: _open(closed)), every=7):
        assert _without_new(_rows(closed, versions={1, 2})) == before
        shutil.rmtree(closed)
        shutil.copytree(kept, closed)
    for _step in steps(lambda step: killed_at(step, lambda: _open(closed)), first=4):
        with _open(closed) as book:
            assert _whole(book)
        assert _without_new(_rows(closed, versions={2})) == before
        assert _no_half_files(closed)
        shutil.rmtree(closed)
        shutil.copytree(kept, closed)


def test_a_migration_keeps_every_row_with_its_triggers_of_a_book_of_each_released_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.book import migrations, search
    from app.sessions.records import Note
    from app.staff.records import StaffMember

    pretend(monkeypatch)
    for version in range(1, migrations.CURRENT):
        folder = tmp_path / f"{version}.pairbook"
        made = stored(version)
        restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), folder, set_clock().now())
        before = _rows(folder, versions={version})
        assert all(len(rows) >= 3 for name, rows in before.items() if name != "unit"), "a table is empty"
        with _open(folder) as book:
            assert _whole(book)
            with book.change("Names", by=book.account) as db:
                db.get_one(StaffMember, 2).name = "Ødegård"
                db.get_one(Note, 1).text = "quincunx"
            assert [hit.id for hit in search.find(book, "Ødegård")] == [2]
            assert [hit.id for hit in search.find(book, "quincunx")] == [1]
            book.undo()
            assert not search.find(book, "quincunx")
            triggers = [
                row[0] for row in book.driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ]
            assert len(triggers) == 3 * len(search.KINDS)
        assert _without_new(_rows(folder, versions={2})) == before
    schemas = [statement for statement in schema.first_schema() if statement.startswith("CREATE TABLE")]
    with restore.unpacked(stored(1), tmp_path) as unpacked:
        from app.book import engine

        key = unlock(unpacked, 1, PASSPHRASE).material.data_key
        driver = engine.connect(unpacked / "records.db", key)
        present = {row[0] for row in driver.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")}
        driver.close()
    assert set(schemas) <= present, "the schema was changed: run python -m tests.fixtures.store_book"

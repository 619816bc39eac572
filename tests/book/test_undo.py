"""Undo and redo: by name, at least 50 steps, never over something newer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from app.book import AccountRecord, Book, UnitRecord, check, history, migrations
from app.book.problems import NothingToUndo, UndoBlocked
from app.book.undo import Steps, read_steps
from app.clock import SetClock
from app.staff.records import Grade, Profession, Topic
from tests.fixtures.books import PASSPHRASE, new_book

Rename = Callable[..., None]


def _topics(book: Book) -> list[str]:
    with book.reading() as db:
        return sorted(topic.name for topic in db.query(Topic))


def test_sixty_steps_back_and_forth_also_after_reopening(
    tmp_path: Path, clock: SetClock, rename: Rename
) -> None:
    with new_book(tmp_path, clock) as book:
        for number in range(60):
            rename(book, f"W{number}")
        assert book.undo_title == "Name W59"
        assert book.undo() == "Name W59"
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as book:
        assert (book.undo_title, book.redo_title, book.unit.name) == ("Name W58", "Name W59", "W58")
        for _step in range(59):
            book.undo()
        assert (book.unit.name, book.undo_title) == ("Ward 7", None)
        for _step in range(60):
            book.redo()
        assert (book.unit.name, book.redo_title) == ("W59", None)
        assert all(finding.good for finding in check.check_book(book))


def test_an_account_the_history_knows_nothing_of_has_nothing_to_undo(book: Book, rename: Rename) -> None:
    rename(book, "A")
    with book.reading() as db:
        assert read_steps(db, 999, migrations.CURRENT) == Steps([], [])


def test_reading_the_steps_of_a_long_history_never_reads_the_whole_of_it(book: Book, rename: Rename) -> None:
    rename(book, "A")
    asked: list[tuple[str, object]] = []
    event.listen(
        book.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, values, *_rest: asked.append((statement, values)),
    )
    with book.reading() as db:
        assert read_steps(db, 1, migrations.CURRENT).undo
        plans = [
            plan.detail
            for statement, values in tuple(asked)
            for plan in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN change")]


def test_a_new_change_ends_redoing(book: Book, rename: Rename) -> None:
    rename(book, "A")
    book.undo()
    rename(book, "B")
    assert book.redo_title is None
    with pytest.raises(NothingToUndo):
        book.redo()
    book.undo()
    with pytest.raises(NothingToUndo):
        book.undo()


def test_accounts_sign_ins_and_prints_are_not_undone(book: Book, rename: Rename) -> None:
    rename(book, "A")
    with book.change("Account", by=book.account, kind="account") as db:
        db.add(AccountRecord(name="Second", role="manager", created_at=book.clock.now()))
    book.record_event("print", "Print", by=book.account)
    assert book.undo_title == "Name A"


def test_rows_that_came_and_went_come_back_with_their_values(book: Book) -> None:
    with book.change("Two topics", by=book.account, kind="import") as db:
        db.add_all([Topic(name="Telemedicine"), Topic(name="Charting", category="c")])
    with book.change("Remove and reuse", by=book.account) as db:
        for topic in db.query(Topic).where(Topic.name == "Charting"):
            db.delete(topic)
        db.flush()
        for topic in db.query(Topic).where(Topic.name == "Telemedicine"):
            topic.name = "Charting"
        db.flush()
        db.add(Topic(name="Telemedicine"))
    # Names are unique: rows must go, change and come back in an order in which they are free.
    book.undo()
    assert _topics(book) == ["Charting", "Telemedicine"]
    book.undo()
    assert _topics(book) == []
    book.redo()
    book.redo()
    assert _topics(book) == ["Charting", "Telemedicine"]
    with book.reading() as db:
        assert sorted(topic.id for topic in db.query(Topic)) == [1, 3]


def test_an_undo_that_newer_changes_block_says_which(book: Book, rename: Rename) -> None:
    rename(book, "Mine")
    with book.change("Newer", by=book.account, kind="settings") as db:
        db.get_one(UnitRecord, 1).name = "Theirs"
    with pytest.raises(UndoBlocked) as caught:
        book.undo()
    assert (caught.value.title, caught.value.titles) == ("Name Mine", ("Newer",))
    assert "Newer" in caught.value.words()
    assert "Newer" not in str(caught.value)
    assert book.unit.name == "Theirs"
    assert book.undo_title == "Name Mine"


def test_an_undo_that_would_orphan_newer_rows_says_which(book: Book) -> None:
    with book.change("New profession", by=book.account) as db:
        db.add(Profession(name="Nursing"))
    with book.change("New grade", by=book.account, kind="settings") as db:
        db.add(Grade(profession_id=1, name="Band 5", rank=3))
    with pytest.raises(UndoBlocked) as caught:
        book.undo()
    assert caught.value.titles == ("New grade",)
    with book.reading() as db:
        assert db.get_one(Profession, 1).name == "Nursing"


def test_an_undo_that_meets_a_name_taken_since_is_refused(book: Book) -> None:
    with book.change("New topic", by=book.account) as db:
        db.add(Topic(name="Charting"))
    with book.change("Remove topic", by=book.account) as db:
        db.delete(db.get_one(Topic, 1))
    with book.change("Same name", by=book.account, kind="settings") as db:
        db.add(Topic(name="Charting"))
    with pytest.raises(UndoBlocked) as caught:
        book.undo()
    assert caught.value.words() == str(caught.value)
    assert _topics(book) == ["Charting"]


def test_what_is_left_of_an_erased_change_is_not_undone(book: Book, rename: Rename) -> None:
    rename(book, "A")
    with book.storing() as db:
        for row in db.query(history.ChangeRowRecord).order_by(history.ChangeRowRecord.id.desc()).limit(1):
            row.before = row.after = row.salt = None
    with pytest.raises(UndoBlocked):
        book.undo()
    with book.change("Forget", by=book.account, kind="settings", forgets=True) as db:
        db.get_one(UnitRecord, 1).name = "Ward 9"
    assert book.undo_title is None
    with book.reading() as db:
        assert history.first_broken(db) is None


def test_steps_older_than_what_is_looked_at_are_left_out(
    book: Book, rename: Rename, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        rename(book, f"W{number}")
    for _step in range(3):
        book.undo()
    monkeypatch.setattr("app.book.undo._LOOKED_AT", 4)
    book.close()
    with Book.open(book.folder, 1, PASSPHRASE, back_up=False) as again:
        # Seen are W3 and the three undos; W0 to W2 lie further back.
        assert (again.undo_title, again.redo_title) == (None, "Name W3")

"""The frozen first schema, the rooms' tables, and migrations that keep every row."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from app.book import Base, Book, UnitRecord, engine, schema, write_schema
from app.clock import SetClock
from tests.fixtures.books import PASSPHRASE, new_book

Rename = Callable[..., None]


def test_the_written_schema_is_that_of_the_rooms() -> None:
    assert write_schema.TARGET.read_text("utf-8") == write_schema.schema_sql()


def test_a_new_books_tables_are_those_of_the_rooms(book: Book) -> None:
    write_schema.import_rooms()
    with book.engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, *_rest: not str(name).startswith("search"),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_rooms_without_tables_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_schema, "ROOMS", ("book", "exchange"))
    write_schema.import_rooms()


def test_every_table_never_gives_an_id_out_twice() -> None:
    tables = [line for line in schema.first_schema() if line.startswith("CREATE TABLE")]
    assert tables
    assert all("PRIMARY KEY AUTOINCREMENT" in line for line in tables)


def test_the_first_revision_makes_the_same_tables(tmp_path: Path) -> None:
    shapes = []
    for name, through_alembic in (("a.db", True), ("b.db", False)):
        driver = engine.connect(tmp_path / name, bytes(32), create=True)
        if through_alembic:
            schema.upgrade(engine.make_engine(driver), driver, 0)
        else:
            schema.make_tables(driver)
        shapes.append(driver.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall())
        assert driver.execute("PRAGMA user_version").fetchone() == (1,)
        driver.close()
    assert shapes[0] == shapes[1]


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A migration to version 2, as a later release will bring."""
    module = ModuleType("schema_2")

    def upgrade(operations: Operations) -> None:
        operations.execute("ALTER TABLE unit ADD COLUMN motto VARCHAR(40) DEFAULT '' NOT NULL")

    module.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.book.migrations.versions.schema_2", module)
    monkeypatch.setattr("app.book.migrations.CURRENT", 2)
    return module


def test_an_older_book_is_migrated_after_a_backup(
    tmp_path: Path, clock: SetClock, rename: Rename, request: pytest.FixtureRequest
) -> None:
    with new_book(tmp_path, clock) as book:
        rename(book, "Kept")
    request.getfixturevalue("second_version")
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock, back_up=False) as again:
        assert again.unit.name == "Kept"
        assert again.driver.execute("SELECT motto FROM unit").fetchall() == [("",)]
        assert again.driver.execute("PRAGMA foreign_keys").fetchone() == (1,)
        # Rows had other columns then: such changes stay in the history and are not undone.
        assert again.undo_title is None
        assert len(list((book.folder / "backups").iterdir())) == 1
        with again.change("Now", by=again.account) as db:
            db.get_one(UnitRecord, 1).name = "Now"
        assert again.undo() == "Now"
    with new_book(tmp_path / "new", clock) as newest:
        assert newest.driver.execute("PRAGMA user_version").fetchone() == (2,)


def test_an_interrupted_migration_leaves_the_old_book(
    tmp_path: Path, clock: SetClock, second_version: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.book.migrations.CURRENT", 1)
        with new_book(tmp_path, clock) as book:
            pass

    def fails(operations: Operations) -> None:
        operations.execute("DROP TABLE draft")
        raise KeyError

    def orphans(operations: Operations) -> None:
        operations.execute("UPDATE account SET staff_id = 99")

    for upgrade, error in ((fails, KeyError), (orphans, RuntimeError)):
        monkeypatch.setattr(second_version, "upgrade", upgrade)
        with pytest.raises(error):
            Book.open(book.folder, 1, PASSPHRASE, clock=clock)
        assert not (book.folder / "in-use.lock").exists()
    monkeypatch.undo()
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.account.staff_id is None
        assert again.driver.execute("PRAGMA user_version").fetchone() == (1,)

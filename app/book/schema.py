"""Makes and migrates a book's tables.  Promises that an interrupted migration leaves the old book.

Alembic is imported only when there is something to migrate (its import is slow).  Foreign
keys are switched off before the transaction, because Alembic's batch mode would otherwise
delete child rows silently, and are checked before it commits.  Batch mode also drops the
triggers of a table that it makes anew: those of the search index are made again at the end.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlcipher3 import dbapi2  # type: ignore[import-untyped,unused-ignore]

from app.book import migrations, search
from app.book.change import writing
from app.book.problems import BookNewer, RecordsDamaged

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

APPLICATION_ID = 0x50616972
FIRST = 1
_FIRST_SCHEMA = Path(__file__).with_name("migrations") / "schema_1.sql"
_VERSIONS = "app.book.migrations.versions"


def first_schema() -> list[str]:
    """The statements of schema_1.sql."""
    statements: list[str] = []
    statement = ""
    for line in _FIRST_SCHEMA.read_text("utf-8").splitlines():
        statement += line + "\n"
        if dbapi2.complete_statement(statement):
            statements.append(statement.strip().removesuffix(";"))
            statement = ""
    return statements


def make_tables(connection: DriverConnection) -> None:
    """Makes the first schema in the new, empty database behind *connection*."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in first_schema():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("COMMIT")


def version_of(connection: DriverConnection) -> int:
    """The book's schema version; raises BookNewer, or RecordsDamaged when it has none."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > migrations.CURRENT:
        raise BookNewer
    if version < 1 or connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordsDamaged
    return version


def upgrade(engine: Engine, driver: DriverConnection, version: int, current: int | None = None) -> None:
    """Turns schema *version* into *current* in one transaction; *driver* is the connection of *engine*."""
    current = migrations.CURRENT if current is None else current
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin(), writing(connection):
                search.set_aside(driver)
                context = MigrationContext.configure(connection)
                with Operations.context(context) as operations:
                    for number in range(version + 1, current + 1):
                        import_module(f"{_VERSIONS}.schema_{number}").upgrade(operations)
                search.follow_again(driver)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise RuntimeError("the migration left rows without the row they belong to")
                connection.exec_driver_sql(f"PRAGMA user_version = {current}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")

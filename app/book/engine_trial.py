"""What the database engine must be able to do, tried in memory: for the self-test of a built program.

Promises to touch no file.  A part that the packing left out shows here and not first at a ward's
next upgrade.
"""

import secrets

from sqlalchemy import Column, Integer
from sqlcipher3 import dbapi2  # type: ignore[import-untyped,unused-ignore]

from app.book import engine, migrations, schema
from app.book.change import writing


def migrates() -> bool:
    """Whether a book of the first schema becomes one of today's, and Alembic can rebuild a table of it."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    driver = dbapi2.connect(":memory:", isolation_level=None)
    tried = engine.make_engine(driver)
    try:
        schema.make_tables(driver)
        schema.upgrade(tried, driver, schema.FIRST)
        with tried.connect() as connection, connection.begin(), writing(connection):
            with (
                Operations.context(MigrationContext.configure(connection)) as operations,
                operations.batch_alter_table("topic", recreate="always") as table,
            ):
                table.add_column(Column("tried", Integer))
            columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(topic)")]
        return "tried" in columns and schema.version_of(driver) == migrations.CURRENT
    finally:
        tried.dispose()
        driver.close()


def encrypts() -> bool:
    """Whether the engine encrypts (SQLCipher) and knows how it does."""
    driver = dbapi2.connect(":memory:", isolation_level=None)
    try:
        engine.unlock(driver, secrets.token_bytes(engine.KEY_BYTES))
        return bool(driver.execute("PRAGMA cipher_version").fetchone())
    finally:
        driver.close()


def searches() -> bool:
    """Whether words are found in full text without their accents (FTS5)."""
    driver = dbapi2.connect(":memory:", isolation_level=None)
    try:
        driver.execute(
            "CREATE VIRTUAL TABLE tried USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
        )
        driver.execute("INSERT INTO tried VALUES ('Zażółć Nguyễn-Ødegård')")
        found = driver.execute("SELECT count(*) FROM tried WHERE tried MATCH 'nguyen'").fetchone()
        return bool(found[0] == 1)
    finally:
        driver.close()


def versions() -> dict[str, str]:
    """The versions of the engine's parts, for a problem report and the bill of materials."""
    driver = dbapi2.connect(":memory:", isolation_level=None)
    try:
        engine.unlock(driver, secrets.token_bytes(engine.KEY_BYTES))
        found = {"SQLite": str(dbapi2.sqlite_version)}
        for part in ("cipher_version", "cipher_provider", "cipher_provider_version"):
            row = driver.execute(f"PRAGMA {part}").fetchone()
            found[part] = str(row[0]) if row else "–"
        return {
            "SQLite": found["SQLite"],
            "SQLCipher": found["cipher_version"],
            "OpenSSL": f"{found['cipher_provider']} {found['cipher_provider_version']}",
        }
    finally:
        driver.close()

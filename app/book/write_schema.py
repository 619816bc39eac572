"""Writes migrations/schema_1.sql from the tables of all rooms: ``python -m app.book.write_schema``.

For development, until the first release freezes that file.  Rooms are imported by name, and
those that have no tables (yet) are left out.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.book import search
from app.book.records import Base

ROOMS = ("book", "accounts", "staff", "pairs", "sessions", "training", "programmes", "privacy", "exchange")
"""In the order in which rooms may import each other."""
TARGET = Path(__file__).with_name("migrations") / "schema_1.sql"


def import_rooms() -> None:
    """Makes every room's tables known to :class:`Base`."""
    for room in ROOMS:
        if find_spec(f"app.{room}.records"):
            import_module(f"app.{room}.records")


def schema_sql() -> str:
    """The statements that make all known tables and their indexes."""
    import_rooms()
    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in Base.metadata.sorted_tables:
        # Ids are never given out twice, whatever a room's own table arguments say.
        table.dialect_options["sqlite"]["autoincrement"] = True
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes)
    statements.extend(search.make_statements())
    tidy = ("\n".join(line.rstrip() for line in text.strip().splitlines()) for text in statements)
    return "".join(f"{statement};\n\n" for statement in tidy).rstrip("\n") + "\n"


if __name__ == "__main__":  # pragma: no cover
    TARGET.write_text(schema_sql(), "utf-8", newline="\n")

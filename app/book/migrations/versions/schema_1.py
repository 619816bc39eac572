"""The first schema, from the SQL that new books are made of."""

from alembic.operations import Operations

from app.book.schema import first_schema

revision = "schema_1"
down_revision: str | None = None


def upgrade(operations: Operations) -> None:
    """Makes all tables."""
    for statement in first_schema():
        operations.execute(statement)

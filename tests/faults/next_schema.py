"""A pretended next version of the schema: two tables are made anew in batch mode, one gets a column."""

import sys
from types import ModuleType

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Integer, String

from app.book import migrations


def pretend(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, version 2 is the present one."""
    module = ModuleType("schema_2")

    def upgrade(operations: Operations) -> None:
        with operations.batch_alter_table("staff_member", recreate="always") as table:
            table.add_column(Column("pronouns", String(40), nullable=False, server_default=""))
        with operations.batch_alter_table("note", recreate="always") as table:
            table.add_column(Column("pinned", Integer))
        operations.execute("ALTER TABLE unit ADD COLUMN motto VARCHAR(40) DEFAULT '' NOT NULL")

    module.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.book.migrations.versions.schema_2", module)
    monkeypatch.setattr(migrations, "CURRENT", 2)

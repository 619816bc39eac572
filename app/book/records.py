"""The book's own tables, and the base of every room's tables.

Every table has an integer ``id`` that is never given out twice, so that a history entry
always means the row it names.  Moments are stored in UTC and read as local time.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, read in the PC's time zone; refuses one without an offset."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC).astimezone()


class Base(DeclarativeBase):
    """What all tables of a book share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return {"sqlite_autoincrement": True}


class UnitRecord(Base):
    """The unit whose book this is: one row, id 1."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    hospital: Mapped[str] = mapped_column(String(200), default="")
    speaking_up_contact: Mapped[str] = mapped_column(String(500), default="")
    amber_weeks: Mapped[int] = mapped_column(default=6)
    red_weeks: Mapped[int] = mapped_column(default=9)
    print_days: Mapped[int] = mapped_column(default=7)
    copies_folder: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime]


class AccountRecord(Base):
    """Somebody who can sign in.  The keys lie in keys.json; here is what they may do and who they are."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    # use_alter: the unit of work need not find the staff room's table to sort this one.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id", use_alter=True), index=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ChangeRecord(Base):
    """One history entry; see app/book/history.py for the chain."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[int]
    account_name: Mapped[str | None] = mapped_column(String(200))
    title: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("change.id"), index=True)
    schema: Mapped[int]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class ChangeRowRecord(Base):
    """A row before and after a change, as JSON; empty where there was no row, or where it was erased."""

    __tablename__ = "change_row"
    __table_args__ = (
        Index("ix_change_row_kind_row_id", "kind", "row_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    before_hash: Mapped[str | None] = mapped_column(String(64))
    after_hash: Mapped[str | None] = mapped_column(String(64))


class DraftRecord(Base):
    """A half-typed form, sealed to its writer; no part of the history."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_account_id_form_key", "account_id", "form", "key", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(60))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


UNRECORDED = frozenset({"change", "change_row", "draft"})

"""The tables of the privacy room (DOMAIN 5): requests, statements, restrictions, erasures, retention."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.book.records import Base


class DataRequest(Base):
    """Somebody asked for a right of theirs; to be answered within a month."""

    __tablename__ = "data_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    received_on: Mapped[date]
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    noted_by: Mapped[str] = mapped_column(String(120), default="")


class Disagreement(Base):
    """Somebody's statement that they see it otherwise, kept beside a record about them."""

    __tablename__ = "disagreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(120), default="")


class Restriction(Base):
    """From when to when the use of somebody's data was restricted, and why."""

    __tablename__ = "restriction"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    lifted_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class Erasure(Base):
    """A person was anonymised; backups from before hold them until *backups_until*."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), unique=True)
    erased_on: Mapped[date]
    backups_until: Mapped[date]


class RetentionPeriod(Base):
    """How many months the unit keeps a class of records, where it differs from the shipped rule."""

    __tablename__ = "retention_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_class: Mapped[str] = mapped_column(String(20), unique=True)
    months: Mapped[int]


class RetentionHold(Base):
    """A record kept longer than its class, until a day and for a reason."""

    __tablename__ = "retention_hold"
    __table_args__ = (UniqueConstraint("record_class", "row_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    record_class: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[int]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(240), default="")

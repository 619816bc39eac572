"""The tables of the pairs room (DOMAIN 2: pair, agreement, goal, closure)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.book.records import Base


class DeclaredConflict(Base):
    """Two people who may not be paired, and why (DOMAIN 2, conflict rules)."""

    __tablename__ = "declared_conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    ground: Mapped[str] = mapped_column(String(40))
    remark: Mapped[str] = mapped_column(String(240), default="")
    declared_on: Mapped[date]


class Pair(Base):
    """One topic, its mentors and mentees, an aim and a status."""

    __tablename__ = "pair"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    aim: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), index=True)
    status_since: Mapped[date]
    created_on: Mapped[date]
    conflicts_checked_on: Mapped[date | None]
    active_from: Mapped[date | None]
    pause_reason: Mapped[str] = mapped_column(String(240), default="")
    planned_sessions: Mapped[int] = mapped_column(default=6)
    session_minutes: Mapped[int] = mapped_column(default=45)
    planned_end: Mapped[date | None]
    override_reason: Mapped[str] = mapped_column(Text, default="")
    override_missing: Mapped[str] = mapped_column(Text, default="")
    override_by: Mapped[str] = mapped_column(String(120), default="")
    override_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(String(20), default="")
    aims_met: Mapped[str] = mapped_column(String(10), default="")
    achievements: Mapped[str] = mapped_column(Text, default="")
    handed_on: Mapped[str] = mapped_column(Text, default="")


class PairMember(Base):
    """One side of a pair; :attr:`lead` marks the lead mentor when there are several."""

    __tablename__ = "pair_member"
    __table_args__ = (
        UniqueConstraint("pair_id", "staff_id"),
        Index("ix_pair_member_staff_side", "staff_id", "side"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    side: Mapped[str] = mapped_column(String(10))
    lead: Mapped[bool] = mapped_column(default=False)


class Agreement(Base):
    """What a pair agreed (DOMAIN 4, Agreement); a change of terms makes a new version."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("pair_id", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"), index=True)
    version: Mapped[int]
    made_on: Mapped[date]
    signs_of_success: Mapped[str] = mapped_column(Text, default="")
    frequency: Mapped[str] = mapped_column(String(240), default="")
    place: Mapped[str] = mapped_column(String(240), default="")
    arranged_by: Mapped[str] = mapped_column(String(240), default="")
    cancelling: Mapped[str] = mapped_column(String(240), default="")
    contact_between: Mapped[str] = mapped_column(String(240), default="")
    out_of_bounds: Mapped[str] = mapped_column(Text, default="")


class AgreementSignature(Base):
    """One person's signature under one version."""

    __tablename__ = "agreement_signature"
    __table_args__ = (UniqueConstraint("agreement_id", "staff_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    signed_on: Mapped[date]


class Goal(Base):
    """What will be different, with confidence before and after, 1 to 10."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    before: Mapped[int | None]
    after: Mapped[int | None]
    achieved_on: Mapped[date | None]

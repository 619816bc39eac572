"""The tables of the training room (DOMAIN 2 and 3: checklist, training record)."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.book.records import Base


class ChecklistTemplate(Base):
    """One version of a checklist; a version never changes once it is made."""

    __tablename__ = "checklist_template"
    __table_args__ = (UniqueConstraint("kind", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(240))
    made_on: Mapped[date]


class ChecklistItem(Base):
    """One line of a template, in its lettered section."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("template_id", "code"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_template.id"), index=True)
    section: Mapped[str] = mapped_column(String(4))
    section_title: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(8))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    starred: Mapped[bool]
    evidence: Mapped[str] = mapped_column(String(20))
    refresh_months: Mapped[int | None]


class TrainingRecord(Base):
    """One mentor's progress through one version of the checklist."""

    __tablename__ = "training_record"
    __table_args__ = (UniqueConstraint("staff_id", "template_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_template.id"), index=True)
    begun_on: Mapped[date]
    due_on: Mapped[date]


class SignOff(Base):
    """One item of a record, signed (or said not to apply) by somebody on a date."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("record_id", "item_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("training_record.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    signed_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(String(240), default="")
    applies: Mapped[bool] = mapped_column(default=True)
    signed_by: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    refresh_on: Mapped[date | None]

"""The tables of the staff room (DOMAIN 2: staff member, topic, offer, need)."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.book.records import Base


class Profession(Base):
    """A professional group: nursing, medicine, pharmacy …"""

    __tablename__ = "profession"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Grade(Base):
    """A step of a profession; :attr:`rank` (1 junior … 9 most senior) compares across professions."""

    __tablename__ = "grade"
    __table_args__ = (UniqueConstraint("profession_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    profession_id: Mapped[int] = mapped_column(ForeignKey("profession.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    rank: Mapped[int]


class StaffMember(Base):
    """Somebody who works, or has worked, in the unit."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    known_as: Mapped[str] = mapped_column(String(120), default="")
    grade_id: Mapped[int | None] = mapped_column(ForeignKey("grade.id"), index=True)
    ward: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(240), default="")
    phone: Mapped[str] = mapped_column(String(120), default="")
    line_manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    availability: Mapped[str] = mapped_column(String(240), default="")
    capacity: Mapped[int] = mapped_column(default=2)
    active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(Text, default="")


class Topic(Base):
    """Something that can be taught."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    category: Mapped[str] = mapped_column(String(120), default="")
    active: Mapped[bool] = mapped_column(default=True)


class RatedTopic(Base):
    """A staff member, a topic and their own rating of confidence in it, 1 to 5."""

    __abstract__ = True

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[UniqueConstraint, dict[str, bool]]:
        return UniqueConstraint("staff_id", "topic_id"), {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), index=True)
    confidence: Mapped[int]


class Offer(RatedTopic):
    """A staff member can teach a topic."""

    __tablename__ = "offer"


class Need(RatedTopic):
    """A staff member wants to learn a topic."""

    __tablename__ = "need"

"""The table of the programmes room (DOMAIN 2: programme)."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.book.records import Base


class Programme(Base):
    """A frame for pairs with its defaults: sessions, their length, note mode."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    aim: Mapped[str] = mapped_column(Text, default="")
    sponsor: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    note_mode: Mapped[str] = mapped_column(String(20))
    planned_sessions: Mapped[int] = mapped_column(default=6)
    session_minutes: Mapped[int] = mapped_column(default=45)
    weeks: Mapped[int] = mapped_column(default=26)

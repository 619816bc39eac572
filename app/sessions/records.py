"""The tables of the sessions room (DOMAIN 2: session, note, action)."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.book.records import Base


class MentoringSession(Base):
    """A meeting of a pair: booked, held or cancelled."""

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_pair_id_held_on", "pair_id", "held_on"),
        Index("ix_session_held_on_state", "held_on", "state", "protected_time"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"))
    state: Mapped[str] = mapped_column(String(10))
    held_on: Mapped[date]
    starts_at: Mapped[time | None]
    minutes: Mapped[int]
    mode: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    protected_time: Mapped[str] = mapped_column(String(10), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    cancelled_by: Mapped[str] = mapped_column(String(20), default="")
    cancel_reason: Mapped[str] = mapped_column(String(240), default="")
    recorded_by: Mapped[str] = mapped_column(String(120), default="")
    recorded_at: Mapped[datetime | None]


class Attendance(Base):
    """Somebody of the pair was there."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("session_id", "staff_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)


class SessionGoal(Base):
    """A session worked on a goal of its pair."""

    __tablename__ = "session_goal"
    __table_args__ = (UniqueConstraint("session_id", "goal_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)


class Note(Base):
    """A note of a session and its audience.

    A Record note stands in :attr:`text`.  Pair and Only-me notes have no text here:
    :attr:`sealed` holds them encrypted, :class:`NoteKey` one sealed key per reader (DESIGN 3).
    """

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    audience: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class NoteKey(Base):
    """The key of one sealed note, sealed to one reader's public key."""

    __tablename__ = "note_key"
    __table_args__ = (UniqueConstraint("note_id", "account_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)


class NoteWait(Base):
    """A reader of a sealed note who had no key yet when it was written (DESIGN 3).

    The author's next sign-in after the reader gets an account seals the note to it.
    """

    __tablename__ = "note_wait"
    __table_args__ = (UniqueConstraint("note_id", "staff_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)


class Action(Base):
    """What, who, by when; an open one carries forward to the pair's next session."""

    __tablename__ = "action"
    __table_args__ = (
        Index("ix_action_done_due", "done_on", "due_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_in_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"), index=True)

"""What everybody may know of an open book: its unit, who is signed in, what a save changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book.cover import CoverAccount, cover_content
from app.book.problems import NoSuchAccount, RecordsDamaged
from app.book.records import AccountRecord, UnitRecord


@dataclass(frozen=True)
class Account:
    """Who is signed in: *role* is "manager" or "participant"."""

    id: int
    name: str
    role: str
    staff_id: int | None


@dataclass(frozen=True)
class UnitFacts:
    """The unit and its adjustable rules (DOMAIN 2)."""

    name: str
    hospital: str
    speaking_up_contact: str
    amber_weeks: int
    red_weeks: int
    print_days: int


@dataclass(frozen=True)
class Changed:
    """What a save changed: the tables' names and the ids of their rows."""

    title: str
    kinds: frozenset[str]
    ids: dict[str, frozenset[int]]

    @classmethod
    def of_rows(cls, title: str, rows: Iterable[tuple[str, int]]) -> Self:
        """What *rows*, each a table's name and a row's id, amount to."""
        ids: dict[str, set[int]] = {}
        for table, row_id in rows:
            ids.setdefault(table, set()).add(row_id)
        return cls(title, frozenset(ids), {table: frozenset(each) for table, each in ids.items()})


def read_facts(db: Session, account_id: int) -> tuple[UnitFacts, Account]:
    """The unit, and the account *account_id*; raises RecordsDamaged or NoSuchAccount."""
    unit = db.get(UnitRecord, 1)
    account = db.get(AccountRecord, account_id)
    if unit is None:
        raise RecordsDamaged
    if account is None or account.removed_at is not None:
        raise NoSuchAccount
    return (
        UnitFacts(
            unit.name,
            unit.hospital,
            unit.speaking_up_contact,
            unit.amber_weeks,
            unit.red_weeks,
            unit.print_days,
        ),
        Account(account.id, account.name, account.role, account.staff_id),
    )


def cover_of(db: Session, unit: UnitFacts) -> dict[str, Any]:
    """The cover as keys.json should hold it."""
    present = select(AccountRecord).where(AccountRecord.removed_at.is_(None)).order_by(AccountRecord.id)
    accounts = tuple(CoverAccount(each.id, each.name, each.role) for each in db.scalars(present))
    return cover_content(unit.name, unit.hospital, accounts)

"""Who reports to whom: the chain of line managers above a person (DOMAIN 2, conflict rules)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.own import sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.staff.records import StaffMember


class ReportingLines:
    """The line-manager links of the whole unit at one moment, for many questions in a row."""

    def __init__(self, managers: dict[int, int]) -> None:
        self._managers = managers

    @classmethod
    @rule(Action.SEE_OWN)
    def of(cls, book: Book) -> "ReportingLines":
        """The links as the book holds them now; for a participant only those among the people in sight."""
        seen = sight(book).people
        with book.reading() as db:
            lines = cls.read(db)
        if seen is None:
            return lines
        return cls({one: other for one, other in lines._managers.items() if {one, other} <= seen})

    @classmethod
    def read(cls, db: Session) -> "ReportingLines":
        """The links as seen inside an open transaction."""
        query = select(StaffMember.id, StaffMember.line_manager_id).where(
            StaffMember.line_manager_id.is_not(None)
        )
        return cls({person: manager for person, manager in db.execute(query) if manager is not None})

    def above(self, staff_id: int) -> tuple[int, ...]:
        """The manager, the manager's manager and so on; a ring of links ends where it closes."""
        chain: dict[int, None] = {}  # in order, and quick to look into: lists may chain thousands
        step = self._managers.get(staff_id)
        while step is not None and step not in chain and step != staff_id:
            chain[step] = None
            step = self._managers.get(step)
        return tuple(chain)

    def shares_line(self, one: int, other: int) -> bool:
        """Whether one of the two stands in the other's reporting line."""
        return other in self.above(one) or one in self.above(other)

    def would_ring(self, staff_id: int, manager_id: int) -> bool:
        """Whether giving *staff_id* this manager would make somebody their own superior."""
        return manager_id == staff_id or staff_id in self.above(manager_id)

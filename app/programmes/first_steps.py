"""How far a new unit has come: staff, offers and needs, mentor training, pairs, sessions."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.roles import Action, rule
from app.book import Book
from app.pairs.records import Pair
from app.sessions.records import MentoringSession
from app.staff.records import Need, Offer, StaffMember
from app.training.records import TrainingRecord


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Counts of what is in the book."""

    staff: int
    offers: int
    needs: int
    in_training: int
    pairs: int
    sessions: int

    @property
    def taken(self) -> bool:
        """Whether the unit has begun: there is a pair."""
        return self.pairs > 0


@rule(Action.SEE_OWN)
def first_steps(book: Book) -> FirstSteps:
    """The counts as of now; leavers do not count."""
    staff = select(func.count()).select_from(StaffMember).where(StaffMember.active)
    others = [
        select(func.count()).select_from(table)
        for table in (Offer, Need, TrainingRecord, Pair, MentoringSession)
    ]
    with book.reading() as db:
        return FirstSteps(*(int(db.scalar(query) or 0) for query in (staff, *others)))

"""Who should be trained but has no record yet."""

from typing import NamedTuple

from sqlalchemy import or_, select

from app.accounts.roles import Action, may, rule
from app.book import Book
from app.pairs.records import Pair, PairMember
from app.pairs.words import OPEN_STATUSES, Side
from app.staff.records import Grade, Offer, StaffMember
from app.training.records import ChecklistTemplate, TrainingRecord
from app.training.templates import MENTOR_CHECKLIST


class NotBegun(NamedTuple):
    """A staff member without a training record; *mentors* when an open pair waits for it."""

    staff_id: int
    name: str
    grade: str
    ward: str
    mentors: bool


@rule(Action.SEE_OWN)
def not_begun(book: Book, *, everybody: bool = False) -> list[NotBegun]:
    """Active staff who offer a topic or mentor an open pair and have no mentor training record.

    Those whom a pair waits for come first; with *everybody* also staff who do neither.
    """
    recorded = (
        select(TrainingRecord.staff_id)
        .join(ChecklistTemplate, ChecklistTemplate.id == TrainingRecord.template_id)
        .where(ChecklistTemplate.kind == MENTOR_CHECKLIST)
    )
    mentoring = (
        select(PairMember.staff_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(PairMember.side == Side.MENTOR, Pair.status.in_(OPEN_STATUSES))
    )
    mentors = StaffMember.id.in_(mentoring)
    query = (
        select(StaffMember.id, StaffMember.name, Grade.name, StaffMember.ward, mentors)
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .where(StaffMember.active, ~StaffMember.restricted, StaffMember.id.not_in(recorded))
        .order_by(mentors.desc(), StaffMember.name)
    )
    if not may(book.account, Action.SEE_ALL):
        query = query.where(StaffMember.id == book.account.staff_id)
    if not everybody:
        query = query.where(or_(mentors, StaffMember.id.in_(select(Offer.staff_id))))
    with book.reading() as db:
        return [
            NotBegun(id_, name, grade or "", ward, bool(waits))
            for id_, name, grade, ward, waits in db.execute(query)
        ]

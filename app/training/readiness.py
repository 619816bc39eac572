"""Who may start: the starred items of every mentor, without the rest of their records.

Home asks this of hundreds of mentors at once; :func:`app.training.training.list_training`
reads the records in full.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.roles import Action, may, rule
from app.book import Book
from app.staff.records import StaffMember
from app.training.records import ChecklistItem, ChecklistTemplate, SignOff, TrainingRecord
from app.training.templates import MENTOR_CHECKLIST


@dataclass(frozen=True, slots=True)
class Readiness:
    """A mentor's starred items: the codes still, or again, to sign, of how many."""

    staff_id: int
    starred_open: tuple[str, ...]
    starred_total: int

    @property
    def ready(self) -> bool:
        """Whether every starred item is signed, so that a first session may take place."""
        return not self.starred_open


@rule(Action.SEE_OWN)
def list_readiness(book: Book) -> list[Readiness]:
    """The newest record of every active mentor who has one; a participant's own alone."""
    today = book.clock.today()
    records = (
        select(TrainingRecord.staff_id, TrainingRecord.id, TrainingRecord.template_id)
        .join(StaffMember, StaffMember.id == TrainingRecord.staff_id)
        .join(ChecklistTemplate, ChecklistTemplate.id == TrainingRecord.template_id)
        .where(StaffMember.active, ~StaffMember.restricted, ChecklistTemplate.kind == MENTOR_CHECKLIST)
        .order_by(ChecklistTemplate.version)
    )
    if not may(book.account, Action.SEE_ALL):
        records = records.where(StaffMember.id == book.account.staff_id)
    starred = (
        select(ChecklistItem.template_id, ChecklistItem.id, ChecklistItem.code)
        .where(ChecklistItem.starred)
        .order_by(ChecklistItem.template_id, ChecklistItem.position)
    )
    holding = (
        select(SignOff.record_id, SignOff.item_id)
        .join(ChecklistItem, ChecklistItem.id == SignOff.item_id)
        .where(ChecklistItem.starred, SignOff.refresh_on.is_(None) | (SignOff.refresh_on >= today))
    )
    items: dict[int, list[tuple[int, str]]] = defaultdict(list)
    with book.reading() as db:
        # A newer version stands later and replaces the older one.
        newest = {staff_id: (record, template) for staff_id, record, template in db.execute(records)}
        for template_id, item_id, code in db.execute(starred):
            items[template_id].append((item_id, code))
        signed = {(record_id, item_id) for record_id, item_id in db.execute(holding)}
    return [
        Readiness(
            staff_id,
            tuple(code for item_id, code in items[template] if (record, item_id) not in signed),
            len(items[template]),
        )
        for staff_id, (record, template) in newest.items()
    ]

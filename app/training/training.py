"""Training records: beginning one, signing items off, and progress (DOMAIN 3)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, may, rule
from app.book import Account, Book
from app.dates import add_months
from app.entry_check import EntryCheck
from app.errors import NotFound
from app.language import _
from app.staff.records import Grade, StaffMember
from app.staff.staff_members import found as found_staff
from app.training.records import ChecklistItem, ChecklistTemplate, SignOff, TrainingRecord
from app.training.templates import MENTOR_CHECKLIST, ItemView, TemplateView, read_template
from app.training.words import Evidence

MONTHS_FOR_THE_REST = 3
Sections = tuple[tuple[str, str, tuple[ItemView, ...]], ...]


@dataclass(frozen=True, slots=True)
class SignOffView:
    """How one item was signed; *applies* is false for "does not apply"."""

    signed_on: date
    evidence: Evidence
    remark: str
    applies: bool
    signed_by: str
    refresh_on: date | None


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item of the record's own version with its sign-off, or None while it is open."""

    item: ItemView
    signed: SignOffView | None

    def open_on(self, today: date) -> bool:
        """Whether the item still, or again, needs a signature on *today*."""
        if self.signed is None:
            return True
        return self.signed.refresh_on is not None and self.signed.refresh_on < today


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """A lettered section: its items, and how many of those that apply are signed."""

    letter: str
    title: str
    items: tuple[ItemState, ...]
    signed: int
    total: int
    starred_open: int


@dataclass(frozen=True, slots=True)
class TrainingView:
    """One mentor's training record."""

    id: int
    staff_id: int
    name: str
    grade: str
    ward: str
    version: int
    begun_on: date
    due_on: date
    sections: tuple[SectionProgress, ...]
    signed: int
    total: int
    starred_signed: int
    starred_total: int
    starred_open: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether every starred item is signed, so that a first session may take place."""
        return not self.starred_open

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return not self.open

    @property
    def items(self) -> tuple[ItemState, ...]:
        """All items in order."""
        return tuple(state for section in self.sections for state in section.items)


@dataclass(frozen=True, slots=True)
class SignItems:
    """Items (by code) signed together: date, how each was shown (None: as the checklist says), remark."""

    codes: tuple[str, ...]
    signed_on: date
    evidence: Evidence | None = None
    remark: str = ""
    applies: bool = True


@rule(Action.SEE_OWN)
def list_training(book: Book) -> list[TrainingView]:
    """The newest record of every active mentor who has one: those who may not start yet first."""
    query = (
        select(TrainingRecord.id)
        .join(StaffMember, StaffMember.id == TrainingRecord.staff_id)
        .join(ChecklistTemplate, ChecklistTemplate.id == TrainingRecord.template_id)
        .where(StaffMember.active, ~StaffMember.restricted, ChecklistTemplate.kind == MENTOR_CHECKLIST)
    )
    if not may(book.account, Action.SEE_ALL):
        query = query.where(StaffMember.id == book.account.staff_id)
    with book.reading() as db:
        records = read_training(db, list(db.scalars(query)), book.clock.today())
    newest: dict[int, TrainingView] = {}
    for record in records:
        kept = newest.get(record.staff_id)
        if kept is None or kept.version < record.version:
            newest[record.staff_id] = record
    return sorted(newest.values(), key=lambda record: (record.ready, record.complete, record.name))


@rule(Action.SEE_OWN)
def get_training(book: Book, staff_id: int) -> TrainingView | None:
    """Somebody's newest mentor training record, or None before it is begun.

    A participant sees their own alone.
    """
    if not may(book.account, Action.SEE_ALL) and staff_id != book.account.staff_id:
        return None
    with book.reading() as db:
        record_id = newest_record(db, staff_id)
        return read_training(db, [record_id], book.clock.today())[0] if record_id else None


@rule(Action.SIGN_TRAINING)
def begin_training(book: Book, by: Account, staff_id: int, *, on: date | None = None) -> int:
    """Begin a record with the newest checklist, or return the one already begun with it.

    The starred items come before the first session, the rest within three months.
    """
    with book.reading() as db:
        template_id = _newest_template(db)
        found_staff(db, staff_id)
        existing = db.scalar(
            select(TrainingRecord.id).where(
                TrainingRecord.staff_id == staff_id, TrainingRecord.template_id == template_id
            )
        )
    if existing is not None:
        return int(existing)
    with book.change(_("Begin mentor training"), by=by) as db:
        return begin(db, staff_id, template_id, on or book.clock.today())


def begin(db: Session, staff_id: int, template_id: int, on: date) -> int:
    """Begin a record inside an open change; returns its id."""
    row = TrainingRecord(
        staff_id=staff_id, template_id=template_id, begun_on=on, due_on=add_months(on, MONTHS_FOR_THE_REST)
    )
    db.add(row)
    db.flush()
    return row.id


@rule(Action.SIGN_TRAINING)
def sign_items(book: Book, by: Account, staff_id: int, entry: SignItems) -> None:
    """Sign items of somebody's newest record; begins the record when there is none.

    Raises :class:`~app.errors.InvalidEntry` for a date in the future or before the record began,
    an unknown code or none, or a starred item said not to apply.
    """
    today = book.clock.today()
    with book.reading() as db:
        name = found_staff(db, staff_id).name
        record_id = newest_record(db, staff_id)
        record = db.get(TrainingRecord, record_id) if record_id else None
        template_id = record.template_id if record else _newest_template(db)
        items = {item.code: item for item in read_template(db, template_id).items}
        check = EntryCheck()
        remark = check.line("remark", entry.remark)
        check.day("signed_on", entry.signed_on, today)
        if entry.signed_on > today:
            check.fault("signed_on", _("An item cannot be signed for a day in the future."))
        if not entry.codes:
            check.fault("codes", _("Choose at least one item."))
        for code in entry.codes:
            if code not in items:
                check.fault("codes", _("Item {code} is not on this checklist.").format(code=code))
            elif items[code].starred and not entry.applies:
                check.fault("codes", _("A starred item always applies. Sign it instead."))
        check.done()
    many = _("{count} items signed for {name}").format(count=len(entry.codes), name=name)
    one = _("{code} signed for {name}").format(code=entry.codes[0], name=name)
    with book.change(one if len(entry.codes) == 1 else many, by=by) as db:
        if record_id is None:
            record_id = begin(db, staff_id, template_id, min(today, entry.signed_on))
        for code in entry.codes:
            store_sign_off(db, record_id, items[code], entry, remark, by)


def store_sign_off(
    db: Session, record_id: int, item: ItemView, entry: SignItems, remark: str, by: Account
) -> None:
    """Write one signature inside an open change; a second one replaces the first."""
    row = db.scalars(
        select(SignOff).where(SignOff.record_id == record_id, SignOff.item_id == item.id)
    ).first() or SignOff(record_id=record_id, item_id=item.id)
    row.signed_on = entry.signed_on
    row.evidence = (entry.evidence or item.evidence).value
    row.remark = remark
    row.applies = entry.applies
    row.signed_by = by.name
    row.account_id = by.id
    row.refresh_on = add_months(entry.signed_on, item.refresh_months) if item.refresh_months else None
    db.add(row)


@rule(Action.SIGN_TRAINING)
def withdraw_sign_off(book: Book, by: Account, staff_id: int, code: str) -> None:
    """Take one signature back; raises :class:`~app.errors.NotFound` when there is none."""
    with book.reading() as db:
        name = found_staff(db, staff_id).name
        record_id = newest_record(db, staff_id)
    with book.change(_("{code} withdrawn for {name}").format(code=code, name=name), by=by) as db:
        row = db.scalars(
            select(SignOff)
            .join(ChecklistItem, ChecklistItem.id == SignOff.item_id)
            .where(SignOff.record_id == record_id, ChecklistItem.code == code)
        ).first()
        if row is None:
            raise NotFound(_("Item {code} is not signed.").format(code=code))
        db.delete(row)


def read_training(db: Session, record_ids: list[int], today: date) -> list[TrainingView]:
    """These records in full, in the order of their ids, inside an open transaction."""
    wanted = set(record_ids)
    signatures: dict[int, dict[int, SignOffView]] = defaultdict(dict)
    signed = select(
        SignOff.record_id, SignOff.item_id, SignOff.signed_on, SignOff.evidence, SignOff.remark,
        SignOff.applies, SignOff.signed_by, SignOff.refresh_on,
    ).where(SignOff.record_id.in_(wanted))  # fmt: skip
    ways = {way.value: way for way in Evidence}
    for record_id, item_id, on, way, remark, applies, by, refresh_on in db.execute(signed):
        signatures[record_id][item_id] = SignOffView(on, ways[way], remark, applies, by, refresh_on)
    people = (
        select(TrainingRecord, StaffMember.name, Grade.name, StaffMember.ward)
        .join(StaffMember, StaffMember.id == TrainingRecord.staff_id)
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .where(TrainingRecord.id.in_(wanted))
        .order_by(TrainingRecord.id)
    )
    templates: dict[int, tuple[TemplateView, Sections]] = {}
    views = []
    for record, name, grade, ward in db.execute(people):
        if record.template_id not in templates:
            read = read_template(db, record.template_id)
            templates[record.template_id] = (read, read.sections)
        template, sections = templates[record.template_id]
        own = signatures[record.id]
        views.append(_view(record, name, grade or "", ward, template, sections, own, today))
    return views


def _view(
    record: TrainingRecord, name: str, grade: str, ward: str, template: TemplateView,
    in_sections: Sections, signed: dict[int, SignOffView], today: date,
) -> TrainingView:  # fmt: skip
    # A unit has hundreds of records of fifty items: each item is looked at once.
    sections = []
    starred, starred_open, open_ = 0, [], []
    for letter, title, items in in_sections:
        states = tuple([ItemState(item, signed.get(item.id)) for item in items])
        total = done = missing = 0
        for state in states:
            still_open = state.open_on(today)
            if state.signed is None or state.signed.applies:
                total += 1
                done += not still_open
            if still_open:
                open_.append(state.item.code)
            if state.item.starred:
                starred += 1
                if still_open:
                    missing += 1
                    starred_open.append(state.item.code)
        sections.append(SectionProgress(letter, title, states, done, total, missing))
    return TrainingView(
        id=record.id,
        staff_id=record.staff_id,
        name=name,
        grade=grade,
        ward=ward,
        version=template.version,
        begun_on=record.begun_on,
        due_on=record.due_on,
        sections=tuple(sections),
        signed=sum(section.signed for section in sections),
        total=sum(section.total for section in sections),
        starred_signed=starred - len(starred_open),
        starred_total=starred,
        starred_open=tuple(starred_open),
        open=tuple(open_),
    )


def newest_record(db: Session, staff_id: int) -> int | None:
    """The id of somebody's record with the newest version of the checklist, inside a transaction."""
    return db.scalar(
        select(TrainingRecord.id)
        .join(ChecklistTemplate, ChecklistTemplate.id == TrainingRecord.template_id)
        .where(TrainingRecord.staff_id == staff_id, ChecklistTemplate.kind == MENTOR_CHECKLIST)
        .order_by(ChecklistTemplate.version.desc())
        .limit(1)
    )


def _newest_template(db: Session) -> int:
    template_id = db.scalar(
        select(ChecklistTemplate.id)
        .where(ChecklistTemplate.kind == MENTOR_CHECKLIST)
        .order_by(ChecklistTemplate.version.desc())
        .limit(1)
    )
    if template_id is None:
        raise NotFound(_("This book holds no mentor checklist."))
    return template_id

"""Checklist templates: the shipped mentor checklist and the unit's own versions (DOMAIN 3).

A version never changes.  Editing makes the next one; signed records keep theirs.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import NotFound
from app.language import _
from app.training.records import ChecklistItem, ChecklistTemplate
from app.training.words import Evidence

MENTOR_CHECKLIST = "mentor"
_SHIPPED = Path(__file__).resolve().parent.parent.parent / "resources" / "checklists"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line of a checklist; *id* is 0 for a line not yet in the book."""

    id: int
    section: str
    section_title: str
    code: str
    text: str
    starred: bool
    evidence: Evidence
    refresh_months: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateView:
    """One version of a checklist with its items in order."""

    id: int
    kind: str
    version: int
    title: str
    made_on: date
    items: tuple[ItemView, ...]

    @property
    def sections(self) -> tuple[tuple[str, str, tuple[ItemView, ...]], ...]:
        """Letter, title and items of each section, in order."""
        letters = dict.fromkeys((item.section, item.section_title) for item in self.items)
        return tuple(
            (letter, title, tuple(item for item in self.items if item.section == letter))
            for letter, title in letters
        )


@rule(Action.SEE_OWN)
def newest_template(book: Book, kind: str = MENTOR_CHECKLIST) -> TemplateView:
    """The version new records begin with; raises :class:`~app.errors.NotFound` in an unfurnished book."""
    with book.reading() as db:
        row = db.scalars(
            select(ChecklistTemplate)
            .where(ChecklistTemplate.kind == kind)
            .order_by(ChecklistTemplate.version.desc())
            .limit(1)
        ).first()
        if row is None:
            raise NotFound(_("This book holds no mentor checklist."))
        return read_template(db, row.id)


@rule(Action.SEE_OWN)
def get_template(book: Book, template_id: int) -> TemplateView:
    """One version of a checklist."""
    with book.reading() as db:
        return read_template(db, template_id)


def read_template(db: Session, template_id: int) -> TemplateView:
    """The same inside an open transaction."""
    row = db.get(ChecklistTemplate, template_id)
    if row is None:
        raise NotFound(_("This version of the checklist is not in the book."))
    items = db.scalars(
        select(ChecklistItem).where(ChecklistItem.template_id == template_id).order_by(ChecklistItem.position)
    )
    return TemplateView(
        id=row.id,
        kind=row.kind,
        version=row.version,
        title=row.title,
        made_on=row.made_on,
        items=tuple(
            ItemView(
                item.id, item.section, item.section_title, item.code, item.text, item.starred,
                Evidence(item.evidence), item.refresh_months,
            )
            for item in items
        ),
    )  # fmt: skip


@rule(Action.EDIT_UNIT)
def save_new_version(
    book: Book, by: Account, items: tuple[ItemView, ...], kind: str = MENTOR_CHECKLIST
) -> int:
    """Make the next version of a checklist from edited items; returns its id.

    Raises :class:`~app.errors.InvalidEntry` for an empty checklist, an item without text, a code
    used twice, or a checklist without a starred item.
    """
    check = EntryCheck()
    if not items:
        check.fault("items", _("A checklist needs at least one item."))
    elif not any(item.starred for item in items):
        check.fault("items", _("Star at least one item: the gate needs something to look for."))
    codes = [item.code for item in items]
    if len(set(codes)) < len(codes):
        check.fault("items", _("Two items have the same code. Give each its own."))
    for item in items:
        check.text("items", item.text, missing=_("An item has no text. Write it, or remove the item."))
        check.line("items", item.code, missing=_("An item has no code."), longest=8)
        check.line("items", item.section_title, longest=NAME_LENGTH)
    check.done()
    with book.change(_("New version of the checklist"), by=by) as db:
        title = db.scalar(
            select(ChecklistTemplate.title)
            .where(ChecklistTemplate.kind == kind)
            .order_by(ChecklistTemplate.version.desc())
            .limit(1)
        )
        return store_version(db, kind, title or _("Mentor checklist"), items, book.clock.today())


def store_version(db: Session, kind: str, title: str, items: Iterable[ItemView], today: date) -> int:
    """Write the next version inside an open change; returns its id."""
    newest = db.scalar(select(func.max(ChecklistTemplate.version)).where(ChecklistTemplate.kind == kind))
    row = ChecklistTemplate(kind=kind, version=(newest or 0) + 1, title=title, made_on=today)
    db.add(row)
    db.flush()
    for position, item in enumerate(items):
        db.add(
            ChecklistItem(
                template_id=row.id, section=item.section, section_title=item.section_title, code=item.code,
                position=position, text=item.text.strip(), starred=item.starred,
                evidence=item.evidence.value, refresh_months=item.refresh_months,
            )
        )  # fmt: skip
    db.flush()
    return row.id


def shipped_items(kind: str = MENTOR_CHECKLIST) -> tuple[str, tuple[ItemView, ...]]:
    """Title and items of the checklist that comes with Pairbook."""
    content = json.loads((_SHIPPED / f"{kind}.json").read_text(encoding="utf-8"))
    return content["title"], tuple(
        ItemView(
            id=0,
            section=section["letter"],
            section_title=section["title"],
            code=f"{section['letter']}{number}",
            text=item["text"],
            starred=item.get("starred", False),
            evidence=Evidence(item["evidence"]),
            refresh_months=item.get("refresh_months"),
        )
        for section in content["sections"]
        for number, item in enumerate(section["items"], start=1)
    )

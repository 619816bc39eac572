"""What a new book holds before anything is typed: grades, topics, the checklist, one programme."""

import json
from pathlib import Path

from sqlalchemy import func, select

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.language import _
from app.programmes.programmes import Kind
from app.programmes.records import Programme
from app.sessions.note_mode import NoteMode
from app.staff.records import Grade, Profession, Topic
from app.training.records import ChecklistTemplate
from app.training.templates import MENTOR_CHECKLIST, shipped_items, store_version

_RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"


@rule(Action.EDIT_UNIT)
def furnish(book: Book, by: Account) -> None:
    """Put the shipped grades, topics and mentor checklist and a first programme into a new book.

    A book that has a checklist already is left as it is.  Undo does not take it back: nothing could
    be done with a book without it.
    """
    with book.reading() as db:
        if db.scalar(select(func.count()).select_from(ChecklistTemplate)):
            return
    today = book.clock.today()
    with book.change(_("Set up the unit"), by=by, kind="settings") as db:
        for name, steps in _shipped("grades").items():
            profession = Profession(name=name)
            db.add(profession)
            db.flush()
            db.add_all(Grade(profession_id=profession.id, name=step, rank=rank) for step, rank in steps)
        for category, names in _shipped("topics").items():
            db.add_all(Topic(name=name, category=category, active=True) for name in names)
        title, items = shipped_items(MENTOR_CHECKLIST)
        store_version(db, MENTOR_CHECKLIST, title, items, today)
        db.add(
            Programme(
                name=_("Reverse mentoring"),
                kind=Kind.ONE_TO_ONE.value,
                starts_on=today,
                note_mode=NoteMode.ACTIONS.value,
                aim="",
                sponsor="",
            )
        )


def _shipped(name: str) -> dict[str, list]:  # type: ignore[type-arg]
    content: dict[str, list] = json.loads((_RESOURCES / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[type-arg]
    return content

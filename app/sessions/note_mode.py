"""How much a programme records of its sessions (DOMAIN 2: note mode), and what that leaves out.

Promises that nothing a programme leaves out is begun anew, by whichever way it comes in; what stands
from before, when the programme recorded more, stays and may be corrected or taken away.  A session
from before the programme began (an import brings those) keeps what was written then.  What people
note for themselves alone is no part of it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Date, column, select, table
from sqlalchemy.orm import Session

from app.accounts.own import require_pair
from app.accounts.roles import Action, rule
from app.book import Book
from app.language import _
from app.pairs.records import Pair

_PROGRAMMES = table(
    "programme", column("id"), column("name"), column("note_mode"), column("starts_on", Date)
).c
"""Of the programmes room, which stands above this one."""


class NoteMode(StrEnum):
    """How much a programme records about its sessions."""

    LOG = "log"
    ACTIONS = "actions"
    FULL = "full"


class Part(StrEnum):
    """What can be recorded of a session beyond that it took place."""

    SUMMARY = "summary"
    ACTIONS = "actions"
    NOTES = "notes"


_LEFT_OUT = {
    NoteMode.LOG: frozenset(Part),
    NoteMode.ACTIONS: frozenset({Part.NOTES}),
    NoteMode.FULL: frozenset[Part](),
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is *left_out* of a pair's sessions, and the sentence that says why; empty when nothing is."""

    left_out: frozenset[Part]
    sentence: str


@rule(Action.SEE_OWN)
def recorded(book: Book, pair_id: int) -> Recorded:
    """What the programme of a pair leaves out today; raises NotAllowed for a pair that is not one's own."""
    require_pair(book, pair_id)
    with book.reading() as db:
        return recorded_of(db, pair_id, book.clock.today())


def recorded_of(db: Session, pair_id: int, on: date) -> Recorded:
    """What is left out of a session held on a day; nothing for a pair without a programme."""
    query = (
        select(_PROGRAMMES.name, _PROGRAMMES.note_mode)
        .join(Pair, Pair.programme_id == _PROGRAMMES.id)
        .where(Pair.id == pair_id, _PROGRAMMES.starts_on <= on)
    )
    found = db.execute(query).first()
    if found is None:
        return Recorded(frozenset(), "")
    mode = NoteMode(found.note_mode)
    words = {
        NoteMode.LOG: _("“{programme}” keeps a log only; what you note for yourself stays with you."),
        NoteMode.ACTIONS: _(
            "“{programme}” keeps a log and actions; what you note for yourself stays with you."
        ),
        NoteMode.FULL: "",
    }
    return Recorded(_LEFT_OUT[mode], words[mode].format(programme=found.name))

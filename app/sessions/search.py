"""Searching the book as far as an account may see it (DOMAIN 5).

The index of the book's room finds rows by their words (app/book/search.py); here those that are
not one's own, or restricted, are left out, and sealed notes that were opened are searched too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.own import Sight, sight
from app.accounts.roles import Action, rule
from app.book import Book
from app.book.search import find
from app.sessions.note_views import NoteView
from app.sessions.notes import search_sealed
from app.sessions.records import Action as ActionRecord
from app.sessions.records import MentoringSession, Note
from app.staff.records import StaffMember

_LOOKED_THROUGH = 5_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class SearchHit:
    """What was found: *kind* is staff_member, session, note or action, *text* where the words stand.

    *session_id* and *pair_id* say where it belongs; for a staff member both are None.
    """

    kind: str
    id: int
    text: str
    session_id: int | None = None
    pair_id: int | None = None
    on: date | None = None


@rule(Action.SEE_OWN)
def search_book(
    book: Book,
    words: str,
    *,
    limit: int = 50,
    private: Mapping[int, tuple[NoteView, ...]] | None = None,
) -> list[SearchHit]:
    """At most *limit* hits of each kind that who is signed in may see, sealed notes last.

    *private* are their sealed notes (:func:`app.sessions.notes.private_notes`), which a page keeps
    opened while it is shown; without it they are opened for this search.
    """
    seen = sight(book)
    narrowed = seen.pairs is not None or bool(seen.hidden_people)
    hits = find(book, words, limit=_LOOKED_THROUGH if narrowed else limit)
    with book.reading() as db:
        found = [
            hit
            for kind in dict.fromkeys(each.kind for each in hits)
            for hit in _read(db, seen, kind, [each.id for each in hits if each.kind == kind])[:limit]
        ]
    sealed = search_sealed(book, words, private=private)[:limit]
    return found + [
        SearchHit("note", note.note_id, note.excerpt, note.session_id, note.pair_id, note.held_on)
        for note in sealed
    ]


@rule(Action.SEE_OWN)
def sessions_holding(
    book: Book, words: str, *, private: Mapping[int, tuple[NoteView, ...]] | None = None
) -> frozenset[int]:
    """The sessions with a note that holds all of *words* and that who is signed in may read.

    *private* as for :func:`search_book`.
    """
    seen = sight(book)
    ids = [hit.id for hit in find(book, words, kinds=("note",), limit=_LOOKED_THROUGH)]
    with book.reading() as db:
        found = {
            hit.session_id
            for at in range(0, len(ids), _CHUNK)
            for hit in _read(db, seen, "note", ids[at : at + _CHUNK])
        }
    found |= {note.session_id for note in search_sealed(book, words, private=private)}
    return frozenset(id_ for id_ in found if id_ is not None)


def _read(db: Session, seen: Sight, kind: str, ids: list[int]) -> list[SearchHit]:
    of_session = seen.of_pair(MentoringSession.pair_id)
    if kind == "staff_member":
        people = select(StaffMember).where(StaffMember.id.in_(ids), seen.of_person(StaffMember.id))
        found = [SearchHit(kind, row.id, row.name) for row in db.scalars(people)]
    elif kind == "session":
        sessions = select(MentoringSession).where(MentoringSession.id.in_(ids), of_session)
        found = [
            SearchHit(kind, row.id, row.summary, row.id, row.pair_id, row.held_on)
            for row in db.scalars(sessions)
        ]
    elif kind == "note":
        notes = (
            select(Note, MentoringSession)
            .join(MentoringSession, MentoringSession.id == Note.session_id)
            .where(Note.id.in_(ids), of_session)
        )
        found = [
            SearchHit(kind, note.id, note.text, session.id, session.pair_id, session.held_on)
            for note, session in db.execute(notes)
        ]
    else:
        actions = select(ActionRecord).where(ActionRecord.id.in_(ids), seen.of_pair(ActionRecord.pair_id))
        found = [
            SearchHit(kind, row.id, row.text, row.session_id, row.pair_id, row.due_on)
            for row in db.scalars(actions)
        ]
    place = {row_id: number for number, row_id in enumerate(ids)}
    return sorted(found, key=lambda hit: place[hit.id])

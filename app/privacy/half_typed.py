"""Half-typed forms about what is erased or cleared go with it, whoever typed them.

A draft is sealed to its writer, so what it says cannot be looked at; what it is about is told by its
form's name and key.  A form about nothing yet ("new") is about nobody here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book.records import DraftRecord
from app.privacy.past import sessions_ever
from app.sessions.records import Note

_OPEN_FORM = "open form"
_ABOUT: dict[str, tuple[str, ...]] = {
    "staff": ("person",),
    "ask left": ("person",),
    "ask conflict": ("person",),
    "about person": ("person",),
    "leaving": ("person",),
    "hand over": ("person", "pair"),
    "new account": ("person",),
    "ask request": ("person",),
    "ask statement": ("person",),
    "ask restriction": ("person",),
    "ask rename": ("account",),
    "begin training": ("trainee",),
    "sign off": ("trainee",),
    "sign several": ("trainee",),
    "pair": ("pair",),
    "agreement": ("pair",),
    "ask next-date": ("pair",),
    "ask activate": ("pair",),
    "ask pause": ("pair",),
    "ask end": ("pair",),
    "ask sign": ("pair",),
    "session date": ("session",),
    "widen note": ("note",),
    "ask answer": ("request",),
}
"""Of what the numbers in the key of a form are, in their order."""
_BY_WORD = {
    "session": {"pair": "pair", "session": "session"},
    "ask longer": {"pairs": "pair", "leavers": "person", "training": "record", "requests": "request"},
}
"""Forms whose key says by a word of what its number is."""
FORMS = frozenset(_ABOUT) | frozenset(_BY_WORD)
"""The forms that can be about a record; all others are about the unit, or nothing that can be cleared."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The numbers of what is erased or cleared; *trainees* are people whose training is."""

    people: Collection[int] = ()
    accounts: Collection[int] = ()
    pairs: Collection[int] = ()
    trainees: Collection[int] = ()
    records: Collection[int] = ()
    requests: Collection[int] = ()


def subjects(form: str, key: str) -> frozenset[tuple[str, int]]:
    """What a draft is about: "person", "pair", "session" …, each with its number."""
    if form == _OPEN_FORM:
        form, _colon, key = key.partition(":")
    kinds = _ABOUT.get(form, ())
    if form in _BY_WORD:
        kinds = (_BY_WORD[form].get(re.split(r"[: ]", key)[0], ""),)
    return frozenset(zip(kinds, map(int, re.findall(r"\d+", key)), strict=False))


def drop_half_typed(db: Session, gone: Gone) -> None:
    """Throws away every draft about what is *gone*, inside the change that erases or clears it.

    Called before notes are taken out; a note that is out already has nobody left to be widened to.
    """
    lost = {("person", each) for each in gone.people} | {("account", each) for each in gone.accounts}
    lost |= {("pair", each) for each in gone.pairs} | {("trainee", each) for each in gone.trainees}
    lost |= {("record", each) for each in gone.records} | {("request", each) for each in gone.requests}
    sessions = sessions_ever(db, gone.pairs)
    lost |= {("session", each) for each in sessions}
    kept = set(db.scalars(select(Note.id).where(Note.session_id.not_in(sessions))))
    for draft in db.scalars(select(DraftRecord)):
        about = subjects(draft.form, draft.key)
        if about & lost or any(kind == "note" and number not in kept for kind, number in about):
            db.delete(draft)

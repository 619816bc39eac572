"""Half-typed forms about what is erased or cleared go with it, whoever typed them.

A draft is sealed to its writer, so what another account's says cannot be looked at; what it is about
is told by its form's name and key.  A form about nothing yet ("new") may name anybody: of those that
cannot be looked at, none outlives an erasure.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book.drafts import Draft
from app.book.records import DraftRecord
from app.privacy.past import sessions_ever
from app.sessions.records import Note

_OPEN_FORM = "open form"
_WINDOW = "window"  # what each list was narrowed to by a search (ui/resuming.py)
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

_MAY_NAME_ANYBODY = FORMS | {"programme", _WINDOW}


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
    form, key = _form_and_key(form, key)
    kinds = _ABOUT.get(form, ())
    if form in _BY_WORD:
        kinds = (_BY_WORD[form].get(re.split(r"[: ]", key)[0], ""),)
    return frozenset(zip(kinds, map(int, re.findall(r"\d+", key)), strict=False))


def about_nobody_yet(form: str, key: str) -> bool:
    """Whether a draft may name anybody, and nothing but its words tells whom."""
    form, key = _form_and_key(form, key)
    return form in _MAY_NAME_ANYBODY and not any(map(int, re.findall(r"\d+", key)))


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


def drop_naming(db: Session, name: re.Pattern[str], account_id: int, opened: Collection[Draft]) -> None:
    """Throws away drafts for the sake of somebody's *name*, inside the change that erases them.

    Of *account_id*, whose drafts were *opened*, those that hold the name; of everybody else's, and those
    that could not be opened, those about nobody yet.
    """
    known = {(draft.form, draft.key) for draft in opened}
    naming = {_form_and_key(each.form, each.key) for each in opened if _holds(name, each.content)}
    for draft in db.scalars(select(DraftRecord)):
        if draft.account_id == account_id and (draft.form, draft.key) in known:
            goes = _form_and_key(draft.form, draft.key) in naming
        else:
            goes = about_nobody_yet(draft.form, draft.key)
        if goes:
            db.delete(draft)


def _form_and_key(form: str, key: str) -> tuple[str, str]:
    """The form that a draft is of, also that of the entry which lists it as open."""
    if form == _OPEN_FORM:
        form, _colon, key = key.partition(":")
    return form, key


def _holds(name: re.Pattern[str], content: Any) -> bool:
    if isinstance(content, dict):
        return any(_holds(name, each) for pair in content.items() for each in pair)
    if isinstance(content, list):
        return any(_holds(name, each) for each in content)
    return isinstance(content, str) and name.search(content) is not None

"""What becomes of sealed notes when accounts come and go: the work of a sign-in (DESIGN 3).

:func:`after_sign_in` is called once whoever signs in has a passphrase of their own.  It seals
their notes to readers who got an account since, and sees to it that their own public key in the
book is theirs.  A passphrase that was reset makes a new key pair: notes sealed to the old one
stay sealed, unless the passphrase or the own recovery sheet of that time brings them back.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from app.accounts.roles import Action, rule
from app.book import AccountRecord, Book, kept_keys, ways_in
from app.book.key_slots import public_half
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.records import PairMember
from app.sessions.note_rows import about, meant_for
from app.sessions.notes import keyring
from app.sessions.records import MentoringSession, Note, NoteKey, NoteWait
from app.sessions.sealing import Meant, open_key, open_text, seal_key
from app.staff.records import StaffMember

_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """How many notes came back; *code* is the new one where a recovery sheet was used up, else empty."""

    notes: int
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EarlierKey:
    """An earlier private key of who is signed in, for :func:`bring_back`."""

    private_key: bytes = field(repr=False)
    sheet: bool


@rule(Action.SEE_OWN)
def after_sign_in(book: Book) -> tuple[str, ...]:
    """Does what a sign-in has to do for sealed notes; what to tell whoever signed in.

    Does nothing while a one-time passphrase stands: call it again after the new one.  A disk
    that cannot be written only puts it off.
    """
    if book.needs_new_passphrase or book.material.private_key is None:
        return ()
    remarks = []
    try:
        if put_own_key_right(book):
            remarks.append(
                _(
                    "The key under which others seal notes to you had been replaced in the book. It is put "
                    "right. Notes written for you meanwhile may be unreadable to you, and readable to "
                    "whoever replaced it: tell your information governance lead."
                )
            )
        sealed = _seal_outstanding(book)
        count, names = len(sealed), sorted({name for each in sealed.values() for name in each})
        if count:
            remarks.append(
                ngettext(
                    "{n} of your notes is now sealed to {names} too, with an account since.",
                    "{n} of your notes are now sealed to {names} too, with an account since.",
                    count,
                ).format(n=count, names=", ".join(names))
            )
    except KnownProblem as problem:
        logging.getLogger(__name__).info("notes not sealed yet: %s", type(problem).__name__)
    if _has_sealed_away(book):
        remarks.append(
            _(
                "Some notes were sealed to you under another passphrase of yours. That passphrase, or your "
                "own recovery sheet of that time, brings them back; without either they stay sealed for good."
            )
        )
    return tuple(remarks)


@rule(Action.RECORD_OWN)
def seal_outstanding(book: Book) -> int:
    """Seals the notes of who is signed in to their readers who have a key now; how many notes.

    Only to whom the note was meant when it was written and who is still of the pair, whatever else the
    rows of the database say.  Whoever had a key then and lost it is not sealed to again: else a reset
    passphrase would open old notes.
    """
    return len(_seal_outstanding(book))


def _seal_outstanding(book: Book) -> dict[int, set[str]]:
    """The notes that were sealed, each with the names of the accounts that read it now."""
    if not _somebody_waits(book):
        return {}
    query = _outstanding(book, NoteWait, Note, AccountRecord)
    ring = keyring(book)
    sealed: dict[int, set[str]] = defaultdict(set)
    with book.change(_("Notes sealed to new readers"), by=book.account, kind="account") as db:
        for wait, note, account in db.execute(query).all():
            own = db.scalars(
                select(NoteKey).where(NoteKey.note_id == note.id, NoteKey.account_id == ring.account_id)
            ).first()
            bound = about(ring.book, note)
            key = None if own is None else open_key(own.sealed_key, ring.private_keys, bound)
            if (
                own is None
                or key is None
                or note.sealed is None
                or open_text(note.sealed, key, bound) is None
            ):
                continue
            meant = meant_for(db, ring, note)
            db.delete(wait)
            if wait.staff_id in meant.waiting:
                sealed_key = seal_key(key, account.public_key, bound)
                db.add(NoteKey(note_id=note.id, account_id=account.id, sealed_key=sealed_key))
                now = Meant(meant.readers | {account.id}, meant.waiting - {wait.staff_id})
                own.sealed_key = seal_key(key, ring.public_key, bound, now)
                sealed[note.id].add(account.name)
    return sealed


def _outstanding(book: Book, *columns: Any) -> Select[Any]:
    """What waits for a reader who has a key now, of the notes of who is signed in."""
    return (
        select(*columns)
        .select_from(NoteWait)
        .join(Note, Note.id == NoteWait.note_id)
        .join(MentoringSession, MentoringSession.id == Note.session_id)
        .join(
            PairMember,
            (PairMember.pair_id == MentoringSession.pair_id) & (PairMember.staff_id == NoteWait.staff_id),
        )
        .join(StaffMember, StaffMember.id == NoteWait.staff_id)
        .join(AccountRecord, AccountRecord.staff_id == NoteWait.staff_id)
        .where(Note.author_id == book.account.id, StaffMember.active)
        .where(AccountRecord.public_key.is_not(None), AccountRecord.removed_at.is_(None))
    )


def _somebody_waits(book: Book) -> bool:
    """Whether notes of who is signed in are to be sealed to an account."""
    # Asked apart: nearly always nobody waits, and the whole question looks at every note of an author.
    waiting = (
        select(NoteWait.id)
        .join(AccountRecord, AccountRecord.staff_id == NoteWait.staff_id)
        .where(AccountRecord.public_key.is_not(None), AccountRecord.removed_at.is_(None))
        .limit(1)
    )
    with book.reading() as db:
        return (
            db.scalar(waiting) is not None and db.scalar(_outstanding(book, NoteWait.id).limit(1)) is not None
        )


@rule(Action.SEE_OWN)
def put_own_key_right(book: Book) -> bool:
    """Makes the public key in the book that of who is signed in again; whether it was a stranger's."""
    public_key = book.material.public_key()
    with book.reading() as db:
        found = db.get_one(AccountRecord, book.account.id).public_key
    if found == public_key:
        return False
    with book.change(_("Key of the account put right"), by=book.account, kind="account") as db:
        db.get_one(AccountRecord, book.account.id).public_key = public_key
    return True


@rule(Action.SEE_OWN)
def sealed_away(book: Book) -> int:
    """How many notes are sealed to a key that who is signed in no longer has."""
    return len(_closed_keys(book, None))


@rule(Action.SEE_OWN)
def old_sheet_words(book: Book) -> str:
    """What to do with the recovery sheet from before a new one: it may still bring notes back."""
    if _has_sealed_away(book):
        return _(
            "Keep the sheet before: it may bring back notes that are still sealed to you, and nothing else."
        )
    return _("Shred the sheet before.")


@rule(Action.RECORD_OWN)
def find_earlier_key(book: Book, words: str) -> EarlierKey:
    """The key behind one's own earlier passphrase or recovery code.  Slow by design; any thread.

    Raises CodeMistyped, or WrongRecoveryCode for words that open nothing of one's own.
    """
    account = book.account.id
    private_key = kept_keys.earlier_key(book.keys, account, words)
    held = public_half(private_key)
    return EarlierKey(private_key, held in [slot.holds for slot in book.keys.slots_of(account, "recovery")])


@rule(Action.RECORD_OWN)
def bring_back(book: Book, earlier: EarlierKey) -> BroughtBack:
    """Has what was sealed to an *earlier* key be readable from now on, at every sign-in.

    A recovery sheet that holds the earlier key alone is used up: a new code takes its place.
    """
    before = sealed_away(book)
    ways_in.link_keys(book, earlier.private_key)
    book.record_event("account", _("Sealed notes brought back"), by=book.account)
    return BroughtBack(before - sealed_away(book), book.new_recovery_code() if earlier.sheet else "")


@rule(Action.RECORD_OWN)
def bring_back_notes(book: Book, words: str) -> BroughtBack:
    """Finds and brings back in one; raises as :func:`find_earlier_key`."""
    return bring_back(book, find_earlier_key(book, words))


def _has_sealed_away(book: Book) -> bool:
    return bool(_closed_keys(book, _LOOKED_AT))


def _closed_keys(book: Book, limit: int | None) -> list[int]:
    """The notes whose sealed key no private key of who is signed in opens; of the oldest few only."""
    query = (
        select(NoteKey, Note)
        .join(Note, Note.id == NoteKey.note_id)
        .where(NoteKey.account_id == book.account.id)
        .order_by(NoteKey.id)
        .limit(limit)
    )
    with book.reading() as db:
        return [
            note.id
            for row, note in db.execute(query)
            if open_key(row.sealed_key, book.material.private_keys, about(book.keys.book, note)) is None
        ]

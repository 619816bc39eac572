"""What becomes of sealed notes when accounts come and go: the work of a sign-in (DESIGN 3).

:func:`after_sign_in` is called once whoever signs in has a passphrase of their own.  It seals
their notes to readers who got an account since, and sees to it that their own public key in the
book is theirs.  A passphrase that was reset makes a new key pair: notes sealed to the old one
stay sealed, unless the person's own recovery sheet brings them back.
"""

import logging
from dataclasses import dataclass, field

from sqlalchemy import select

from app.accounts.roles import Action, rule
from app.book import AccountRecord, Book, key_slots
from app.book.problems import WrongRecoveryCode
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.records import PairMember
from app.sessions.note_rows import about
from app.sessions.notes import keyring
from app.sessions.records import MentoringSession, Note, NoteKey, NoteWait
from app.sessions.sealing import About, open_key, seal_key
from app.staff.records import StaffMember

_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """How many notes a recovery code brought back, and the new code that takes its place."""

    notes: int
    code: str = field(repr=False)


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
        count = seal_outstanding(book)
        if count:
            remarks.append(
                ngettext(
                    "{n} of your notes is now sealed to a reader who got an account.",
                    "{n} of your notes are now sealed to readers who got an account.",
                    count,
                ).format(n=count)
            )
    except KnownProblem as problem:
        logging.getLogger(__name__).info("notes not sealed yet: %s", type(problem).__name__)
    if _has_sealed_away(book):
        remarks.append(
            _(
                "Your passphrase was reset, so notes sealed to you before stay sealed. Your own recovery "
                "sheet of that time brings them back; without it they stay sealed for good."
            )
        )
    return tuple(remarks)


@rule(Action.RECORD_OWN)
def seal_outstanding(book: Book) -> int:
    """Seals the notes of who is signed in to their readers who have a key now; how many notes.

    Only to whom the note was meant when it was written and who is still of the pair.  Whoever
    had a key then and lost it is not sealed to again: else a reset passphrase would open old notes.
    """
    query = (
        select(NoteWait, Note, AccountRecord.id, AccountRecord.public_key)
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
    # Asked apart: nearly always nobody waits, and the whole question looks at every note of an author.
    waiting = (
        select(NoteWait.id)
        .join(AccountRecord, AccountRecord.staff_id == NoteWait.staff_id)
        .where(AccountRecord.public_key.is_not(None), AccountRecord.removed_at.is_(None))
        .limit(1)
    )
    with book.reading() as db:
        if db.scalar(waiting) is None or db.execute(query.limit(1)).first() is None:
            return 0
    ring = keyring(book)
    sealed = set()
    with book.change(_("Notes sealed to new readers"), by=book.account, kind="account") as db:
        for wait, note, account_id, public_key in db.execute(query).all():
            own = db.scalar(
                select(NoteKey.sealed_key).where(
                    NoteKey.note_id == note.id, NoteKey.account_id == ring.account_id
                )
            )
            bound = about(ring.book, note)
            key = None if own is None else open_key(own, ring.private_key, bound)
            if key is not None and public_key is not None:
                sealed_key = seal_key(key, public_key, bound)
                db.add(NoteKey(note_id=note.id, account_id=account_id, sealed_key=sealed_key))
                db.delete(wait)
                sealed.add(note.id)
    return len(sealed)


@rule(Action.SEE_OWN)
def put_own_key_right(book: Book) -> bool:
    """Makes the public key in the book that of who is signed in again; whether it was another."""
    public_key = book.material.public_key()
    with book.reading() as db:
        if db.get_one(AccountRecord, book.account.id).public_key == public_key:
            return False
    with book.change(_("Key of the account put right"), by=book.account, kind="account") as db:
        db.get_one(AccountRecord, book.account.id).public_key = public_key
    return True


@rule(Action.SEE_OWN)
def sealed_away(book: Book) -> int:
    """How many notes are sealed to a key that who is signed in no longer has."""
    return len(_closed_keys(book, None))


@rule(Action.RECORD_OWN)
def bring_back_notes(book: Book, code: str) -> BroughtBack:
    """Opens the notes sealed before a reset with one's own recovery *code* of that time.

    They are sealed to the present key, and a new recovery code takes the place of *code*.
    Raises CodeMistyped, or WrongRecoveryCode for a code that is not one's own.
    """
    ring = keyring(book)
    slot, material = key_slots.open_with_code(book.keys, code)
    if slot.account != ring.account_id:
        raise WrongRecoveryCode
    closed = _closed_keys(book, None)
    back = 0
    with book.change(_("Sealed notes brought back"), by=book.account, kind="account") as db:
        for key_id, bound in closed:
            row = db.get_one(NoteKey, key_id)
            key = open_key(row.sealed_key, material.private_key, bound)
            if key is not None:
                row.sealed_key = seal_key(key, ring.public_key, bound)
                back += 1
    return BroughtBack(back, book.new_recovery_code())


def _has_sealed_away(book: Book) -> bool:
    return bool(_closed_keys(book, _LOOKED_AT))


def _closed_keys(book: Book, limit: int | None) -> list[tuple[int, About]]:
    """The sealed keys of who is signed in that their private key does not open; of the oldest few only."""
    query = (
        select(NoteKey, Note)
        .join(Note, Note.id == NoteKey.note_id)
        .where(NoteKey.account_id == book.account.id)
        .order_by(NoteKey.id)
        .limit(limit)
    )
    with book.reading() as db:
        return [
            (row.id, about(book.keys.book, note))
            for row, note in db.execute(query)
            if open_key(row.sealed_key, book.material.private_key, about(book.keys.book, note)) is None
        ]

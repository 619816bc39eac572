"""The rows of sealed notes: who reads one, writing and opening them inside an open transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book import AccountRecord
from app.pairs.records import PairMember
from app.sessions.records import Note, NoteKey, NoteWait
from app.sessions.sealing import About, Meant, open_key, open_meant, open_text, seal_key, seal_text
from app.sessions.words import Audience
from app.staff.records import StaffMember


@dataclass(frozen=True, slots=True)
class Keyring:
    """Who writes or opens notes: the book's number, the account, its public key, its private keys."""

    book: str
    account_id: int
    public_key: bytes
    private_keys: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read a note: public keys by account, and staff members who have no key yet."""

    keys: dict[int, bytes]
    waiting: frozenset[int] = frozenset()


def about(book_id: str, note: Note) -> About:
    """What the seals of *note* are bound to."""
    return About(book_id, note.id, note.session_id, note.audience, note.author_id)


def pair_readers(db: Session, pair_id: int, ring: Keyring) -> Readers:
    """The people of a pair who work here, by their accounts; the author's own key comes from the ring."""
    query = (
        select(PairMember.staff_id, AccountRecord.id, AccountRecord.public_key)
        .join(StaffMember, StaffMember.id == PairMember.staff_id)
        .outerjoin(
            AccountRecord,
            (AccountRecord.staff_id == PairMember.staff_id) & AccountRecord.removed_at.is_(None),
        )
        .where(PairMember.pair_id == pair_id, StaffMember.active)
    )
    keys = {ring.account_id: ring.public_key}
    waiting = set()
    for staff_id, account_id, public_key in db.execute(query):
        if public_key is None:
            waiting.add(staff_id)
        elif account_id != ring.account_id:
            keys[account_id] = public_key
    return Readers(keys, frozenset(waiting))


def meant_for(db: Session, ring: Keyring, note: Note) -> Meant:
    """Whom the author, whose *ring* it is, meant a note for that opens to them.

    A note of before this was sealed with it says so by its rows alone.
    """
    sealed_key = db.scalars(
        select(NoteKey.sealed_key).where(NoteKey.note_id == note.id, NoteKey.account_id == ring.account_id)
    ).one()
    meant = open_meant(sealed_key, ring.private_keys, about(ring.book, note))
    if meant is not None:
        return meant
    had = db.scalars(select(NoteKey.account_id).where(NoteKey.note_id == note.id))
    waited = db.scalars(select(NoteWait.staff_id).where(NoteWait.note_id == note.id))
    return Meant(frozenset(had), frozenset(waited))


def readers_as_before(db: Session, ring: Keyring, note: Note, present: Readers) -> Readers:
    """Of the *present* readers those *note* was meant for already: an edit shows it to nobody new."""
    before = meant_for(db, ring, note)
    keys = {id_: key for id_, key in present.keys.items() if id_ in before.readers or id_ == note.author_id}
    return Readers(keys, present.waiting & before.waiting)


def store_sealed(db: Session, book_id: str, note: Note, text: str, readers: Readers) -> None:
    """Seals *text* as the content of *note* (which has its id) to *readers* and nobody else."""
    bound = about(book_id, note)
    sealed = seal_text(text, bound)
    note.text, note.sealed = "", sealed.body
    meant = Meant(frozenset(readers.keys), frozenset(readers.waiting))
    wanted = {
        id_: seal_key(sealed.key, public_key, bound, meant if id_ == note.author_id else None)
        for id_, public_key in readers.keys.items()
    }
    for row in db.scalars(select(NoteKey).where(NoteKey.note_id == note.id)):
        if row.account_id in wanted:
            row.sealed_key = wanted.pop(row.account_id)
        else:
            db.delete(row)
    for account_id, sealed_key in wanted.items():
        db.add(NoteKey(note_id=note.id, account_id=account_id, sealed_key=sealed_key))
    waiting = set(readers.waiting)
    for wait in db.scalars(select(NoteWait).where(NoteWait.note_id == note.id)):
        if wait.staff_id in waiting:
            waiting.discard(wait.staff_id)
        else:
            db.delete(wait)
    db.add_all(NoteWait(note_id=note.id, staff_id=staff_id) for staff_id in sorted(waiting))


def unseal_rows(db: Session, note_id: int) -> None:
    """Takes away the keys of a note and who waits for one."""
    for kind in (NoteKey, NoteWait):
        for row in db.scalars(select(kind).where(kind.note_id == note_id)):
            db.delete(row)


def remove_notes(db: Session, notes: Iterable[Note]) -> None:
    """Takes notes with their keys out of the book."""
    for note in notes:
        unseal_rows(db, note.id)
        db.flush()
        db.delete(note)


def opened(book_id: str, note: Note, sealed_key: bytes, private_keys: Sequence[bytes]) -> str | None:
    """The text of a sealed note; None when it was sealed to none of *private_keys*."""
    bound = about(book_id, note)
    key = open_key(sealed_key, private_keys, bound)
    return None if key is None or note.sealed is None else open_text(note.sealed, key, bound)


def own_note(db: Session, session_id: int, account_id: int, audience: Audience) -> Note | None:
    """The account's note of this audience in a session."""
    return db.scalars(
        select(Note).where(
            Note.session_id == session_id, Note.author_id == account_id, Note.audience == audience
        )
    ).first()

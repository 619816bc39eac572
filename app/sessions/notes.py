"""Notes and their audiences (DOMAIN 2): who may read one, reading, widening, removing, searching.

Promises that a Pair or Only-me note is read by its audience alone, whoever holds the book's data
key, and that to anybody else it is not there.  The audience is chosen before typing; only the
author widens it later.  A mentor who joins a pair reads what is written from then on.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.own import require_pair, sight
from app.accounts.roles import Action, rule
from app.book import Account, AccountRecord, Book
from app.book.search import holds
from app.errors import Fault, InvalidEntry, NotFound
from app.language import _
from app.pairs.pairs import among, members_of
from app.pairs.words import Side
from app.sessions.note_mode import Part, recorded_of
from app.sessions.note_rows import (
    Keyring,
    opened,
    own_note,
    pair_readers,
    readers_as_before,
    remove_notes,
    store_sealed,
    unseal_rows,
)
from app.sessions.note_views import NoteView
from app.sessions.records import MentoringSession, Note, NoteKey
from app.sessions.words import Audience

SEALED = (Audience.PAIR, Audience.ONLY_ME)
_WIDTH = {Audience.ONLY_ME: 0, Audience.PAIR: 1, Audience.RECORD: 2}
_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class WhoReads:
    """Who could read a note written now: *names*, and *waiting* who will once they have an account."""

    audience: Audience
    names: tuple[str, ...]
    waiting: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class NoteFound:
    """A sealed note that holds what was searched for, with the words around it."""

    note_id: int
    session_id: int
    pair_id: int
    held_on: date
    audience: Audience
    author: str
    excerpt: str


@rule(Action.SEE_OWN)
def who_reads(book: Book, pair_id: int, audience: Audience) -> WhoReads:
    """Who could read a note of this *audience* about a session of the pair, with the line to show.

    Raises NotAllowed for a pair that is not one's own.
    """
    require_pair(book, pair_id)
    with book.reading() as db:
        people = members_of(db, [pair_id])[pair_id]
        everybody = people[Side.MENTOR] + people[Side.MENTEE]
        present = select(AccountRecord).where(AccountRecord.removed_at.is_(None))
        accounts = {account.staff_id: account for account in db.scalars(present)}
    with_key = {p.id for p in everybody if p.id in accounts and accounts[p.id].public_key is not None}
    subjects = _(" or ").join(person.name for person in everybody)
    if audience is Audience.RECORD:
        names: tuple[str, ...] = ()
        sentence = _("The pair and the manager may read this, and it may be printed.")
    elif audience is Audience.ONLY_ME:
        names = (book.account.name,)
        sentence = _("Only you can read this; not the manager either, and it is never printed for others.")
    else:
        names = tuple(_account_name(p.name, accounts[p.id].name) for p in everybody if p.id in with_key)
        sentence = _("Only the people of this pair can read this; the manager cannot.")
    waiting: tuple[str, ...] = ()
    if audience is Audience.PAIR:
        waiting = tuple(person.name for person in everybody if person.id not in with_key)
    rest = _("It may have to be shown if {who} asks for their data.").format(who=subjects)
    return WhoReads(audience, names, waiting, f"{sentence} {rest}")


@rule(Action.RECORD_OWN)
def require_audience(
    book: Book,
    by: Account,
    pair_id: int,
    audience: Audience,
    *,
    session_id: int | None = None,
    note_id: int | None = None,
    on: date | None = None,
) -> None:
    """Raises InvalidEntry (note_audience) unless who is signed in can write a note of this *audience*.

    *session_id* and *note_id* name the note that is edited: one that stands from before its programme
    left notes out may be corrected (app/sessions/note_mode.py).  *on* is the day of the session.
    """
    if audience is Audience.RECORD:
        return
    if book.material.private_key is None:
        raise InvalidEntry(
            Fault(
                "note_audience",
                _("A sealed note is written by its author, signed in with a passphrase of their own."),
            )
        )
    if audience is Audience.PAIR:
        with book.reading() as db:
            people = members_of(db, [pair_id])[pair_id]
            if not _stands(db, book.account.id, audience, session_id, note_id):
                _refuse_left_out(db, pair_id, on or book.clock.today())
        if book.account.staff_id not in [p.id for side in people.values() for p in side]:
            raise InvalidEntry(
                Fault(
                    "note_audience",
                    _("Only the people of a pair write notes for it. Choose Record or Only me."),
                )
            )


def _stands(
    db: Session, account_id: int, audience: Audience, session_id: int | None, note_id: int | None
) -> bool:
    if note_id is not None:
        note = db.get(Note, note_id)
        return note is not None and note.audience == audience
    return session_id is not None and own_note(db, session_id, account_id, audience) is not None


def _refuse_left_out(db: Session, pair_id: int, on: date) -> None:
    kept = recorded_of(db, pair_id, on)
    if Part.NOTES in kept.left_out:
        raise InvalidEntry(Fault("note_audience", kept.sentence))


@rule(Action.RECORD_OWN)
def store_note(
    db: Session,
    book: Book,
    session_id: int,
    pair_id: int,
    audience: Audience,
    text: str,
    note_id: int | None = None,
) -> None:
    """Writes the sealed note of who is signed in, inside an open change; an empty *text* takes it away.

    *note_id* is the own note being edited; else it is the one of this audience.  An edit with the
    same audience shows the note to nobody new.  Raises NotFound for a note that is not one's own, and
    InvalidEntry (note_audience) for one that is sealed away: what cannot be read is not overwritten.
    """
    ring = keyring(book)
    note = own_note(db, session_id, ring.account_id, audience)
    if note_id is not None:
        note = _own(db, note_id, ring.account_id)
        if note.session_id != session_id:
            raise _gone()
    if note is not None and _text_of(db, ring, note) is None:
        raise InvalidEntry(Fault("note_audience", sealed_away_words()))
    if not text:
        remove_notes(db, [note] if note is not None else [])
        return
    present = pair_readers(db, pair_id, ring)
    if audience is Audience.ONLY_ME:
        readers = type(present)({ring.account_id: ring.public_key})
    elif note is not None and note.audience == audience:
        readers = readers_as_before(db, ring, note, present)
    else:
        readers = present
    if note is None:
        note = Note(session_id=session_id, author_id=ring.account_id)
        note.audience, note.text = audience.value, ""
        db.add(note)
    note.audience = audience.value
    db.flush()
    store_sealed(db, ring.book, note, text, readers)


@rule(Action.RECORD_OWN)
def widen_note(book: Book, by: Account, note_id: int, audience: Audience) -> None:
    """Lets more people read one's own note; Pair for a Pair note lets who has joined the pair since.

    Raises NotFound for a note that is not one's own, and InvalidEntry (note_audience) for an
    audience that is narrower, that one cannot write for, or that the programme leaves out.
    """
    ring = keyring(book)
    with book.reading() as db:
        note = _own(db, note_id, ring.account_id)
        session = db.get_one(MentoringSession, note.session_id)
        text = _text_of(db, ring, note)
        before, pair_id, on = Audience(note.audience), session.pair_id, session.held_on
    require_audience(book, by, pair_id, audience, note_id=note_id, on=on)
    if audience is Audience.RECORD:
        with book.reading() as db:
            _refuse_left_out(db, pair_id, on)
    if text is None:
        raise InvalidEntry(Fault("note_audience", sealed_away_words()))
    if _WIDTH[audience] < _WIDTH[before] or before is Audience.RECORD:
        raise InvalidEntry(
            Fault("note_audience", _("What others could read cannot be hidden from them again."))
        )
    with book.change(_("Widen a note"), by=by) as db:
        note = _own(db, note_id, ring.account_id)
        if audience is Audience.RECORD:
            _make_record(db, note, text)
            return
        note.audience = audience.value
        readers = pair_readers(db, pair_id, ring)
        if audience is Audience.ONLY_ME:
            readers = type(readers)({ring.account_id: ring.public_key})
        store_sealed(db, ring.book, note, text, readers)


@rule(Action.RECORD_OWN)
def remove_note(book: Book, by: Account, note_id: int) -> None:
    """Takes one's own sealed note out of the book; raises NotFound for any other."""
    with book.change(_("Remove a note"), by=by) as db:
        remove_notes(db, [_own(db, note_id, by.id)])


@rule(Action.SEE_OWN)
def private_notes(book: Book, session_ids: Collection[int] | None = None) -> dict[int, tuple[NoteView, ...]]:
    """The Pair and Only-me notes sealed to who is signed in, by session; of all sessions for None."""
    query = (
        select(Note, NoteKey.sealed_key, AccountRecord.name)
        .join(NoteKey, NoteKey.note_id == Note.id)
        .join(AccountRecord, AccountRecord.id == Note.author_id)
        .where(NoteKey.account_id == book.account.id)
        .order_by(Note.id)
    )
    if session_ids is not None:
        query = query.where(among(Note.session_id, session_ids))
    seen = sight(book)
    if seen.pairs is not None or seen.hidden_pairs:
        query = query.join(MentoringSession, MentoringSession.id == Note.session_id).where(
            seen.of_pair(MentoringSession.pair_id)
        )
    found: dict[int, list[NoteView]] = defaultdict(list)
    with book.reading() as db:
        for note, sealed_key, author in db.execute(query):
            if session_ids is None or note.session_id in session_ids:
                text = opened(book.keys.book, note, sealed_key, book.material.private_keys)
                own = note.author_id == book.account.id
                found[note.session_id].append(
                    NoteView(note.id, Audience(note.audience), author, text or "", own, text is not None)
                )
    return {session_id: tuple(notes) for session_id, notes in found.items()}


@rule(Action.SEE_OWN)
def note_readers(book: Book, note_id: int) -> tuple[str, ...]:
    """Whose accounts can open one's own sealed note; raises NotFound for any other."""
    with book.reading() as db:
        note = _own(db, note_id, book.account.id)
        query = (
            select(AccountRecord.name)
            .join(NoteKey, NoteKey.account_id == AccountRecord.id)
            .where(NoteKey.note_id == note.id, AccountRecord.removed_at.is_(None))
            .order_by(AccountRecord.name)
        )
        return tuple(db.scalars(query))


@rule(Action.SEE_OWN)
def search_sealed(
    book: Book, words: str, *, private: Mapping[int, tuple[NoteView, ...]] | None = None
) -> list[NoteFound]:
    """The sealed notes one may read that hold all of *words*, newest session first.

    They are opened in memory and nothing of them is kept here; a page that searches at every
    keystroke passes the *private* notes it has opened.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    hits = {
        note.id: (session_id, note)
        for session_id, notes in (private_notes(book) if private is None else private).items()
        for note in notes
        if note.readable and holds(note.text, words)
    }
    found = []
    with book.reading() as db:
        for session_id, note in hits.values():
            session = db.get_one(MentoringSession, session_id)
            excerpt = _excerpt(note.text, wanted[0])
            found.append(
                NoteFound(
                    note.id, session_id, session.pair_id, session.held_on, note.audience, note.author, excerpt
                )
            )
    return sorted(found, key=lambda hit: (hit.held_on, hit.note_id), reverse=True)


def sealed_away_words() -> str:
    """What stands in place of a note that was sealed under an earlier key."""
    return _(
        "Sealed under another passphrase of yours. That passphrase, or your own recovery sheet of that "
        "time, brings it back; without either it stays sealed."
    )


@rule(Action.SEE_OWN)
def keyring(book: Book) -> Keyring:
    """The key pair of who is signed in; raises InvalidEntry before they have a passphrase of their own."""
    public_key = book.material.public_key()
    if public_key is None:
        raise InvalidEntry(Fault("note_audience", _("Choose a passphrase of your own first.")))
    return Keyring(book.keys.book, book.account.id, public_key, book.material.private_keys)


def _text_of(db: Session, ring: Keyring, note: Note) -> str | None:
    if note.sealed is None:
        return note.text
    query = select(NoteKey.sealed_key).where(
        NoteKey.note_id == note.id, NoteKey.account_id == ring.account_id
    )
    sealed_key = db.scalar(query)
    return None if sealed_key is None else opened(ring.book, note, sealed_key, ring.private_keys)


def _make_record(db: Session, note: Note, text: str) -> None:
    """A session has one Record note: the widened text joins it, or becomes it."""
    there = db.scalars(
        select(Note).where(Note.session_id == note.session_id, Note.audience == Audience.RECORD)
    ).first()
    if there is not None:
        there.text = f"{there.text}\n\n{text}"
        remove_notes(db, [note])
        return
    unseal_rows(db, note.id)
    note.audience, note.text, note.sealed = Audience.RECORD.value, text, None


def _own(db: Session, note_id: int, account_id: int) -> Note:
    note = db.get(Note, note_id)
    if note is None or note.author_id != account_id or note.audience == Audience.RECORD:
        raise _gone()
    return note


def _gone() -> NotFound:
    return NotFound(_("This note is not there, or it is not yours."))


def _account_name(person: str, account: str) -> str:
    """Whoever signs in under another name than the staff list's is named by both: nobody reads unnamed."""
    if person.casefold() == account.casefold():
        return person
    return _("{person} (signs in as {account})").format(person=person, account=account)


def _excerpt(text: str, word: str) -> str:
    line = " ".join(text.split())
    at = max(0, line.casefold().find(word) - _EXCERPT // 3)
    return ("… " if at else "") + line[at : at + _EXCERPT] + (" …" if len(line) > at + _EXCERPT else "")

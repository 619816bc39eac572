"""Half-typed forms, kept until they are saved or thrown away.

Promises that a draft is readable by its writer alone: it is sealed with a key that comes from
the account's private key, so that not even another account's data key opens it.  An account
that has no private key yet (its one-time passphrase still stands) keeps no drafts.  Drafts are
no part of the history, and nobody is told of them.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book.book import Book
from app.book.problems import NoDrafts
from app.book.records import DraftRecord

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into *form* about *key*, and when it was last kept."""

    form: str
    key: str
    content: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """A draft that nobody but its writer can read; may be held where no book is open."""

    account_id: int
    form: str
    key: str
    at: datetime
    body: bytes = field(repr=False)


def save_draft(book: Book, form: str, key: str, content: dict[str, Any]) -> datetime:
    """Keep *content* (JSON values) as the account's draft of *form* about *key*; returns the moment.

    Replaces an earlier one.  Raises NoDrafts before the account has its own passphrase, and the
    known problems of a disk that cannot be written.
    """
    sealed = seal_draft(book, form, key, content)
    store_drafts(book, sealed)
    return sealed.at


def seal_draft(book: Book, form: str, key: str, content: dict[str, Any]) -> SealedDraft:
    """*content* as a draft for :func:`store_drafts`; raises NoDrafts as :func:`save_draft` does."""
    draft_key = next(_keys(book), None)
    if draft_key is None:
        raise NoDrafts
    plain = json.dumps(content, ensure_ascii=False).encode("utf-8")
    nonce = secrets.token_bytes(_NONCE)
    body = nonce + AESGCM(draft_key).encrypt(nonce, plain, _about(book, form, key))
    return SealedDraft(book.account.id, form, key, book.clock.now(), body)


def store_drafts(book: Book, *drafts: SealedDraft) -> None:
    """Keep *drafts* of who is signed in, all of them or none; those of somebody else are left out.

    Each replaces an earlier one.  Raises the known problems of a disk that cannot be written.
    """
    own = [draft for draft in drafts if draft.account_id == book.account.id]
    if not own:
        return
    with book.storing() as db:
        for draft in own:
            row = _row(db, book, draft.form, draft.key)
            if row is None:
                row = DraftRecord(account_id=book.account.id, form=draft.form, key=draft.key)
                db.add(row)
            row.body, row.at = draft.body, draft.at


def load_draft(book: Book, form: str, key: str) -> Draft | None:
    """The account's draft of *form* about *key*; None when there is none that can be read."""
    with book.reading() as db:
        row = _row(db, book, form, key)
        return _opened(book, row) if row is not None else None


def list_drafts(book: Book, form: str | None = None) -> tuple[Draft, ...]:
    """All of the account's drafts of *form*, or of every form, the newest first."""
    query = (
        select(DraftRecord)
        .where(DraftRecord.account_id == book.account.id)
        .order_by(DraftRecord.at.desc(), DraftRecord.id.desc())
    )
    if form is not None:
        query = query.where(DraftRecord.form == form)
    with book.reading() as db:
        opened = [_opened(book, row) for row in db.scalars(query)]
    return tuple(draft for draft in opened if draft is not None)


def drop_draft(book: Book, form: str, key: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    with book.reading() as db:
        if _row(db, book, form, key) is None:
            return
    with book.storing() as db:
        db.delete(_row(db, book, form, key))


def _row(db: Session, book: Book, form: str, key: str) -> DraftRecord | None:
    return db.scalars(
        select(DraftRecord).where(
            DraftRecord.account_id == book.account.id, DraftRecord.form == form, DraftRecord.key == key
        )
    ).first()


def _opened(book: Book, row: DraftRecord) -> Draft | None:
    nonce, sealed = row.body[:_NONCE], row.body[_NONCE:]
    for draft_key in _keys(book):
        try:
            plain = AESGCM(draft_key).decrypt(nonce, sealed, _about(book, row.form, row.key))
        except (InvalidTag, ValueError):
            continue
        return Draft(row.form, row.key, json.loads(plain), row.at)
    return None  # sealed with a key that is not at hand


def _keys(book: Book) -> Iterator[bytes]:
    """The keys of the signed-in account's drafts, that of new ones first; none without a private key."""
    for secret in book.material.private_keys:
        yield HKDF(SHA256(), 32, None, b"pairbook drafts").derive(secret)


def _about(book: Book, form: str, key: str) -> bytes:
    return json.dumps([book.account.id, form, key]).encode("ascii")

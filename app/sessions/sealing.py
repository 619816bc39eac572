"""Sealing a note: the text under a key of its own, that key to each reader's public key (DESIGN 3).

Promises that the book's data key alone opens no sealed note, and that neither text nor key can
be moved to another note, audience or author unnoticed.  Whom a note is meant for is sealed to its
author together with its key, so that nobody is added to its readers by a row in the database.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_NONCE = 12
_KEY_BITS = 256
_KEY = _KEY_BITS // 8
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class About:
    """The note a seal belongs to."""

    book: str
    note_id: int
    session_id: int
    audience: str
    author_id: int

    @property
    def info(self) -> bytes:
        """What binds a sealed key to its note."""
        return f"pairbook note {self.book} {self.note_id}".encode()

    @property
    def facts(self) -> bytes:
        """What binds the text to its note, audience and author."""
        facts = [self.book, self.note_id, self.session_id, self.audience, self.author_id]
        return json.dumps(facts).encode("ascii")


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a note is for: accounts that have its key, and staff members who had no account yet."""

    readers: frozenset[int]
    waiting: frozenset[int]

    def as_bytes(self) -> bytes:
        """What stands behind the key that is sealed to the author."""
        return json.dumps([sorted(self.readers), sorted(self.waiting)]).encode("ascii")


@dataclass(frozen=True, slots=True)
class SealedText:
    """An encrypted text, and the key that opens it; forget the key soon."""

    body: bytes
    key: bytes = field(repr=False)


def seal_text(text: str, about: About) -> SealedText:
    """*text* under a fresh key; its length is rounded up, so that the size tells little."""
    key = AESGCM.generate_key(_KEY_BITS)
    nonce = secrets.token_bytes(_NONCE)
    plain = text.encode("utf-8")
    padded = plain + b"\x00" * (-len(plain) % _BLOCK)
    return SealedText(nonce + AESGCM(key).encrypt(nonce, padded, about.facts), key)


def open_text(body: bytes, key: bytes, about: About) -> str | None:
    """The text of :func:`seal_text`; None when the key is another, or body or note were altered."""
    try:
        plain = AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], about.facts)
    except (InvalidTag, ValueError):
        return None
    return plain.rstrip(b"\x00").decode("utf-8")


def seal_key(key: bytes, public_key: bytes, about: About, meant: Meant | None = None) -> bytes:
    """A note's key, sealed to a reader's public key; its author gets whom it is *meant* for as well."""
    content = key + (meant.as_bytes() if meant is not None else b"")
    return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(public_key), info=about.info)


def open_key(sealed_key: bytes, private_keys: Sequence[bytes], about: About) -> bytes | None:
    """The key that :func:`seal_key` sealed; None when it was sealed to none of *private_keys*."""
    content = _opened(sealed_key, private_keys, about)
    return None if content is None else content[:_KEY]


def open_meant(sealed_key: bytes, private_keys: Sequence[bytes], about: About) -> Meant | None:
    """Whom its author meant a note for; None where the seal does not open or does not say.

    Whoever knows the author's public key can seal one: it counts for the note that its key opens.
    """
    content = _opened(sealed_key, private_keys, about) or b""
    if len(content) <= _KEY:
        return None
    readers, waiting = json.loads(content[_KEY:])
    return Meant(frozenset(readers), frozenset(waiting))


def _opened(sealed_key: bytes, private_keys: Sequence[bytes], about: About) -> bytes | None:
    for each in private_keys:
        try:
            return _SUITE.decrypt(sealed_key, X25519PrivateKey.from_private_bytes(each), info=about.info)
        except (InvalidTag, ValueError):
            continue
    return None

"""keys.json: who can open the book.  Promises that only a passphrase or recovery code yields the data key.

One random 256-bit data key encrypts the records.  Each slot wraps it, together with the
account's private key, with AES-256-GCM under a key from Argon2id (a passphrase, NFKC) or
HKDF (a recovery code: 160 random bits need no stretching).  The slot's header and the book's
id are associated data, so that a slot cannot be altered or moved to another book.

The *cover* (unit, accounts' names) is needed before anybody signs in, so its key stands in
keys.json itself.  That keeps names from search indexers and from a casual look into the
file, and from nobody who has this program.

A checksum over the whole file tells a damaged file from a wrong passphrase.
"""

import base64
import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app import files
from app.book import recovery_code
from app.book.problems import BookNewer, KeysDamaged, NotABook, WrongPassphrase, WrongRecoveryCode

KEYS_NAME = "keys.json"
PREVIOUS_NAME = "keys.json.previous"
_FORMAT = "pairbook-keys"
_VERSION = 1
_NONCE = 12
_SALT = 16
_MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class KeyCost:
    """What a guess at a passphrase costs (Argon2id); bounded, so that no file can exhaust the PC."""

    memory_kib: int = 96 * 1024
    iterations: int = 4
    lanes: int = 4

    def __post_init__(self) -> None:
        bounded = 1 <= self.lanes <= 16 and 1 <= self.iterations <= 20
        if not (bounded and 8 * self.lanes <= self.memory_kib <= 512 * 1024):
            raise ValueError("the key cost is out of bounds")


FAST_KEYS = KeyCost(memory_kib=8, iterations=1, lanes=1)
"""For tests and sample data only: guessing costs nothing."""


@dataclass(frozen=True)
class Material:
    """What a slot protects: the book's data key and, once made, the account's X25519 private key."""

    data_key: bytes = field(repr=False)
    private_key: bytes | None = field(default=None, repr=False)

    def public_key(self) -> bytes | None:
        """The public half of the account's key, to which others seal notes."""
        if self.private_key is None:
            return None
        return X25519PrivateKey.from_private_bytes(self.private_key).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Slot:
    """One way in: *kind* is "passphrase" or "recovery"; *one_time* asks for a new passphrase."""

    account: int
    kind: str
    one_time: bool
    kdf: dict[str, Any]
    nonce: bytes
    wrapped: bytes

    def header(self) -> dict[str, Any]:
        """What is readable and cannot be altered unnoticed."""
        return {"account": self.account, "kind": self.kind, "one_time": self.one_time, "kdf": self.kdf}


@dataclass(frozen=True)
class Keys:
    """The content of keys.json; a changed one is made with the functions below, never in place."""

    book: str
    cover_key: bytes = field(repr=False)
    cover: dict[str, Any] = field(repr=False)
    slots: tuple[Slot, ...] = ()

    def slots_of(self, account: int | None, kind: str) -> Iterator[Slot]:
        """The slots of *account* (None: of everybody) of one *kind*."""
        return (slot for slot in self.slots if slot.kind == kind and account in (None, slot.account))


def new_keys(cover: dict[str, Any]) -> Keys:
    """Keys of a new book, without any slot yet."""
    return Keys(secrets.token_hex(16), secrets.token_bytes(32), cover)


def new_material(data_key: bytes | None = None) -> Material:
    """A data key (or the given one) and a new private key."""
    return Material(data_key or secrets.token_bytes(32), X25519PrivateKey.generate().private_bytes_raw())


def passphrase_slot(
    book: str, account: int, passphrase: str, material: Material, cost: KeyCost, *, one_time: bool = False
) -> Slot:
    """A slot that *passphrase* opens.  Takes as long as *cost* says; any thread may call it."""
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": _text(secrets.token_bytes(_SALT)),
    }
    slot = Slot(account, "passphrase", one_time, kdf, secrets.token_bytes(_NONCE), b"")
    return _wrap(slot, book, passphrase_bytes(passphrase), material)


def recovery_slot(book: str, account: int, material: Material) -> tuple[Slot, str]:
    """A slot that a new recovery code opens, and the code."""
    secret = recovery_code.new_secret()
    kdf = {"name": "hkdf-sha256", "salt": _text(secrets.token_bytes(_SALT))}
    slot = Slot(account, "recovery", False, kdf, secrets.token_bytes(_NONCE), b"")
    return _wrap(slot, book, secret, material), recovery_code.write_code(secret)


def with_slot(keys: Keys, slot: Slot) -> Keys:
    """*keys* with *slot* in place of the account's slot of that kind."""
    others = tuple(old for old in keys.slots if (old.account, old.kind) != (slot.account, slot.kind))
    return replace(keys, slots=(*others, slot))


def open_with_passphrase(keys: Keys, account: int, passphrase: str) -> tuple[Slot, Material]:
    """The material behind *passphrase*; raises WrongPassphrase.  Slow by design; any thread."""
    for slot in keys.slots_of(account, "passphrase"):
        material = _unwrap(slot, keys.book, passphrase_bytes(passphrase))
        if material:
            return slot, material
    raise WrongPassphrase


def open_with_code(keys: Keys, code: str) -> tuple[Slot, Material]:
    """The material behind a recovery *code*; raises CodeMistyped or WrongRecoveryCode."""
    secret = recovery_code.read_code(code)
    for slot in keys.slots_of(None, "recovery"):
        material = _unwrap(slot, keys.book, secret)
        if material:
            return slot, material
    raise WrongRecoveryCode


def cost_of(slot: Slot) -> KeyCost:
    """What guessing costs at a passphrase *slot*; a new passphrase of the account costs the same."""
    return KeyCost(*(int(slot.kdf[part]) for part in ("memory_kib", "iterations", "lanes")))


def passphrase_bytes(passphrase: str) -> bytes:
    """A passphrase as bytes: NFKC, so that every keyboard makes the same of the same signs."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def seal(key: bytes, content: dict[str, Any], purpose: str) -> dict[str, str]:
    """*content* encrypted under *key* for one *purpose*, as JSON values."""
    nonce = secrets.token_bytes(_NONCE)
    data = AESGCM(key).encrypt(nonce, _canonical(content), purpose.encode())
    return {"nonce": _text(nonce), "data": _text(data)}


def unseal(key: bytes, sealed: dict[str, str], purpose: str) -> dict[str, Any]:
    """What :func:`seal` hid; raises ValueError when it is not as it was written."""
    try:
        plain = AESGCM(key).decrypt(_bytes(sealed["nonce"]), _bytes(sealed["data"]), purpose.encode())
    except (InvalidTag, KeyError, TypeError) as error:
        raise ValueError("the sealed content was altered") from error
    content: dict[str, Any] = json.loads(plain)
    return content


def write(folder: Path, keys: Keys) -> None:
    """Writes keys.json of the book in *folder*, and keeps the one before as keys.json.previous."""
    path = folder / KEYS_NAME
    if path.is_file():
        files.write_atomically(folder / PREVIOUS_NAME, files.read(path))
    files.write_atomically(path, dump(keys))


def dump(keys: Keys) -> bytes:
    """*keys* as the bytes of keys.json."""
    content: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "book": keys.book,
        "cover_key": _text(keys.cover_key),
        "cover": seal(keys.cover_key, keys.cover, "cover"),
        "slots": [
            slot.header() | {"nonce": _text(slot.nonce), "wrapped": _text(slot.wrapped)}
            for slot in keys.slots
        ],
    }
    content["check"] = _check(content)
    return json.dumps(content, indent=1, ensure_ascii=True).encode("ascii")


def load(content: bytes) -> Keys:
    """The keys in the bytes of a keys.json; raises NotABook, BookNewer or KeysDamaged."""
    try:
        values = json.loads(content[:_MOST_BYTES])
    except (ValueError, RecursionError) as error:
        raise KeysDamaged from error
    if not isinstance(values, dict):
        raise NotABook
    if values.get("format") != _FORMAT:
        raise KeysDamaged if values.get("check") else NotABook
    check = values.pop("check", None)
    if check != _check(values):
        raise KeysDamaged
    if values["version"] > _VERSION:
        raise BookNewer
    try:
        cover_key = _bytes(values["cover_key"])
        slots = tuple(
            Slot(
                int(slot["account"]),
                str(slot["kind"]),
                bool(slot["one_time"]),
                dict(slot["kdf"]),
                _bytes(slot["nonce"]),
                _bytes(slot["wrapped"]),
            )
            for slot in values["slots"]
        )
        return Keys(values["book"], cover_key, unseal(cover_key, values["cover"], "cover"), slots)
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error


def _wrap(slot: Slot, book: str, secret: bytes, material: Material) -> Slot:
    private_key = None if material.private_key is None else _text(material.private_key)
    content = _canonical({"data_key": _text(material.data_key), "private_key": private_key})
    wrapped = AESGCM(_derive(slot, secret)).encrypt(slot.nonce, content, _associated(slot, book))
    return replace(slot, wrapped=wrapped)


def _unwrap(slot: Slot, book: str, secret: bytes) -> Material | None:
    try:
        wrapping_key = _derive(slot, secret)
        plain = AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, _associated(slot, book))
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error
    content = json.loads(plain)
    private_key = content["private_key"]
    return Material(_bytes(content["data_key"]), None if private_key is None else _bytes(private_key))


def _derive(slot: Slot, secret: bytes) -> bytes:
    salt = _bytes(slot.kdf["salt"])
    if slot.kind == "recovery":
        return HKDF(SHA256(), 32, salt, b"pairbook recovery code").derive(secret)
    cost = cost_of(slot)
    return Argon2id(
        salt=salt,
        length=32,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)


def _associated(slot: Slot, book: str) -> bytes:
    return _canonical({"format": _FORMAT, "version": _VERSION, "book": book, "slot": slot.header()})


def _check(values: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(values)).hexdigest()


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)

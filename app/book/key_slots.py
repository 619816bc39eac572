"""The ways into a book.  Promises that only a passphrase or recovery code yields the data key.

One random 256-bit data key encrypts the records.  Each slot is one way in and has two parts:

* a *door*: an X25519 key pair of this slot alone.  Its private half is wrapped, together with
  the account's own private key, with AES-256-GCM under a key from Argon2id (a passphrase,
  NFKC) or HKDF (a recovery code: 160 random bits need no stretching).  The slot's header, which
  holds the door's public half, and the book's id are associated data, so that a slot cannot be
  altered or moved to another book.
* one *seal* for each data key: the data key, sealed with HPKE to the door's public half, and a
  mark (HMAC under the data key) over all of the slot.

What an account's earlier ways in and private keys become is said in app/book/kept_keys.py.

So the data key can be replaced without anybody's passphrase (:func:`with_next_key`): the new
one is sealed to every door that stays.  While that goes on a slot holds two seals, of the old
data key and of the new one; whichever fits the records is right.  A slot whose mark does not
verify was not written by an account of this book and gets no new seal.

What this does not promise: who has an account knows the data key of that time, could have
copied the records of that time, and, with a program of their own, could have put another way
in beside somebody's before they were removed.
"""

import base64
import hmac
import json
import secrets
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.book import recovery_code
from app.book.problems import KeysDamaged, WrongPassphrase, WrongRecoveryCode

FORMAT = "pairbook-keys"
VERSION = 2
_BOUND_TO = 1
"""The version in the associated data: slots of version 1 stay as they are."""
_NONCE = 12
_SALT = 16
_KEY = 32
_DOORS = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


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
    other_key: bytes | None = field(default=None, repr=False)
    """The second data key while the book's key is being replaced; one of both opens the records."""
    earlier_keys: tuple[bytes, ...] = field(default=(), repr=False)
    """Private keys the account had before, which open what was sealed then (app/book/kept_keys.py)."""

    @property
    def private_keys(self) -> tuple[bytes, ...]:
        """Every private key of the account that is at hand, the present one first."""
        return (() if self.private_key is None else (self.private_key,)) + self.earlier_keys

    def public_key(self) -> bytes | None:
        """The public half of the account's key, to which others seal notes."""
        return None if self.private_key is None else public_half(self.private_key)


@dataclass(frozen=True)
class Seal:
    """One data key, sealed to a slot's door, and the *mark* that an account of the book made the slot."""

    sealed: bytes
    mark: bytes


@dataclass(frozen=True)
class Slot:
    """One way in: *kind* is "passphrase" or "recovery"; *one_time* asks for a new passphrase.

    *holds* is the public half of the private key inside, empty without one; None where a slot of
    version 1 does not say.
    """

    account: int
    kind: str
    one_time: bool
    kdf: dict[str, Any]
    door: bytes
    nonce: bytes
    wrapped: bytes
    seals: tuple[Seal, ...] = ()
    holds: bytes | None = None

    def header(self) -> dict[str, Any]:
        """What is readable and cannot be altered unnoticed."""
        return {
            "account": self.account,
            "kind": self.kind,
            "one_time": self.one_time,
            "kdf": self.kdf,
            "door": as_text(self.door),
            **({} if self.holds is None else {"holds": as_text(self.holds)}),
        }


@dataclass(frozen=True)
class Link:
    """An earlier private key of *account*, sealed to the public half of a later one."""

    account: int
    sealed: bytes


@dataclass(frozen=True)
class Derived:
    """A passphrase turned into the key of a slot to be made; slow to make, quick to use."""

    kdf: dict[str, Any]
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Keys:
    """The content of keys.json; a changed one is made with the functions below, never in place."""

    book: str
    cover_key: bytes = field(repr=False)
    cover: dict[str, Any] = field(repr=False)
    slots: tuple[Slot, ...] = ()
    kept: tuple[Slot, ...] = ()
    """Ways in that were replaced: without seals, so that they open no book."""
    links: tuple[Link, ...] = ()

    def slots_of(self, account: int | None, kind: str) -> Iterator[Slot]:
        """The slots of *account* (None: of everybody) of one *kind*."""
        return (slot for slot in self.slots if slot.kind == kind and account in (None, slot.account))


def new_keys(cover: dict[str, Any]) -> Keys:
    """Keys of a new book, without any slot yet."""
    return Keys(secrets.token_hex(16), secrets.token_bytes(32), cover)


def new_material(data_key: bytes | None = None) -> Material:
    """A data key (or the given one) and a new private key."""
    return Material(data_key or secrets.token_bytes(32), X25519PrivateKey.generate().private_bytes_raw())


def derive(passphrase: str, cost: KeyCost) -> Derived:
    """The key of *passphrase* under a new salt.  Takes as long as *cost* says; any thread may call it."""
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": as_text(secrets.token_bytes(_SALT)),
    }
    return Derived(kdf, _stretched(kdf, passphrase_bytes(passphrase)))


def slot_for(
    book: str, account: int, derived: Derived, material: Material, *, one_time: bool = False
) -> Slot:
    """A slot that the passphrase behind *derived* opens."""
    return _made(
        Slot(account, "passphrase", one_time, derived.kdf, b"", b"", b""), book, derived.key, material
    )


def passphrase_slot(
    book: str, account: int, passphrase: str, material: Material, cost: KeyCost, *, one_time: bool = False
) -> Slot:
    """A slot that *passphrase* opens: :func:`derive` and :func:`slot_for` in one."""
    return slot_for(book, account, derive(passphrase, cost), material, one_time=one_time)


def recovery_slot(book: str, account: int, material: Material) -> tuple[Slot, str]:
    """A slot that a new recovery code opens, and the code."""
    secret = recovery_code.new_secret()
    kdf = {"name": "hkdf-sha256", "salt": as_text(secrets.token_bytes(_SALT))}
    slot = Slot(account, "recovery", False, kdf, b"", b"", b"")
    return _made(slot, book, _expanded(kdf, secret), material), recovery_code.write_code(secret)


def with_slot(keys: Keys, slot: Slot) -> Keys:
    """*keys* with *slot* in place of the account's slot of that kind."""
    others = tuple(old for old in keys.slots if (old.account, old.kind) != (slot.account, slot.kind))
    return replace(keys, slots=(*others, slot))


def with_next_key(keys: Keys, accounts: Collection[int], data_key: bytes, next_key: bytes) -> Keys:
    """*keys* whose slots yield *data_key* and *next_key*; only slots of *accounts* with our mark stay."""
    staying = (
        slot
        for slot in keys.slots
        if slot.account in accounts and any(_bears(seal, slot, keys.book, data_key) for seal in slot.seals)
    )
    slots = tuple(
        replace(slot, seals=tuple(_seal(slot, keys.book, key) for key in (data_key, next_key)))
        for slot in staying
    )
    return _of_accounts(replace(keys, slots=slots))


def settled(keys: Keys, data_key: bytes) -> Keys:
    """*keys* whose slots yield *data_key* alone; slots that do not bear its mark are left out."""
    slots = []
    for slot in keys.slots:
        seals = tuple(seal for seal in slot.seals if _bears(seal, slot, keys.book, data_key))
        if seals:
            slots.append(replace(slot, seals=seals))
    return _of_accounts(replace(keys, slots=tuple(slots)))


def _of_accounts(keys: Keys) -> Keys:
    """*keys* without what is left of accounts that have no way in any more."""
    accounts = {slot.account for slot in keys.slots}
    return replace(
        keys,
        kept=tuple(slot for slot in keys.kept if slot.account in accounts),
        links=tuple(link for link in keys.links if link.account in accounts),
    )


def is_settled(keys: Keys, accounts: Collection[int]) -> bool:
    """Whether every slot yields one data key and belongs to one of *accounts*."""
    return all(slot.account in accounts and len(slot.seals) == 1 for slot in keys.slots)


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
    return _cost(slot.kdf)


def passphrase_bytes(passphrase: str) -> bytes:
    """A passphrase as bytes: NFKC, so that every keyboard makes the same of the same signs."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _made(slot: Slot, book: str, wrapping_key: bytes, material: Material) -> Slot:
    """*slot* with a new door, wrapped under *wrapping_key* and sealed for the material's data key."""
    door = X25519PrivateKey.generate()
    slot = replace(
        slot,
        door=door.public_key().public_bytes_raw(),
        nonce=secrets.token_bytes(_NONCE),
        holds=material.public_key() or b"",
    )
    private_key = None if material.private_key is None else as_text(material.private_key)
    content = canonical({"door": as_text(door.private_bytes_raw()), "private_key": private_key})
    wrapped = AESGCM(wrapping_key).encrypt(slot.nonce, content, _associated(slot, book))
    slot = replace(slot, wrapped=wrapped)
    keys = [key for key in (material.data_key, material.other_key) if key]
    return replace(slot, seals=tuple(_seal(slot, book, key) for key in keys))


def _seal(slot: Slot, book: str, data_key: bytes) -> Seal:
    door = X25519PublicKey.from_public_bytes(slot.door)
    sealed = _DOORS.encrypt(data_key, door, info=_associated(slot, book))
    return Seal(sealed, _mark(slot, book, data_key))


def _mark(slot: Slot, book: str, data_key: bytes) -> bytes:
    key = HKDF(SHA256(), _KEY, None, b"pairbook slot mark").derive(data_key)
    return hmac.digest(key, _associated(slot, book) + slot.nonce + slot.wrapped, "sha256")


def _bears(seal: Seal, slot: Slot, book: str, data_key: bytes) -> bool:
    return hmac.compare_digest(seal.mark, _mark(slot, book, data_key))


def private_key_in(slot: Slot, book: str, secret: bytes) -> bytes | None:
    """The private key in *slot*; None without one, and for another *secret*.  Raises KeysDamaged."""
    content = _content(slot, book, secret)
    return None if content is None or not content["private_key"] else as_bytes(content["private_key"])


def _content(slot: Slot, book: str, secret: bytes) -> dict[str, Any] | None:
    try:
        wrapping_key = (_expanded if slot.kind == "recovery" else _stretched)(slot.kdf, secret)
        plain = AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, _associated(slot, book))
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error
    content: dict[str, Any] = json.loads(plain)
    return content


def _unwrap(slot: Slot, book: str, secret: bytes) -> Material | None:
    about = _associated(slot, book)
    content = _content(slot, book, secret)
    if content is None:
        return None
    door = X25519PrivateKey.from_private_bytes(as_bytes(content["door"]))
    try:
        data_keys = [_DOORS.decrypt(seal.sealed, door, info=about) for seal in slot.seals]
    except InvalidTag as error:
        raise KeysDamaged from error
    pairs = zip(slot.seals, data_keys, strict=True)
    if not data_keys or not all(_bears(seal, slot, book, key) for seal, key in pairs):
        raise KeysDamaged
    # Whoever made a one-time slot knows its passphrase, so a private key in it would not be one's own.
    own = None if slot.one_time else content["private_key"]
    private_key = None if own is None else as_bytes(own)
    return Material(data_keys[0], private_key, data_keys[1] if data_keys[1:] else None)


def _expanded(kdf: dict[str, Any], secret: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, as_bytes(kdf["salt"]), b"pairbook recovery code").derive(secret)


def _stretched(kdf: dict[str, Any], secret: bytes) -> bytes:
    cost = _cost(kdf)
    return Argon2id(
        salt=as_bytes(kdf["salt"]),
        length=_KEY,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)


def _cost(kdf: dict[str, Any]) -> KeyCost:
    return KeyCost(*(int(kdf[part]) for part in ("memory_kib", "iterations", "lanes")))


def _associated(slot: Slot, book: str) -> bytes:
    return canonical({"format": FORMAT, "version": _BOUND_TO, "book": book, "slot": slot.header()})


def public_half(private_key: bytes) -> bytes:
    """The public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def canonical(content: dict[str, Any]) -> bytes:
    """*content* as the same bytes every time."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def as_text(data: bytes) -> str:
    """*data* as JSON can hold it."""
    return base64.b64encode(data).decode("ascii")


def as_bytes(text: str) -> bytes:
    """What :func:`as_text` wrote; raises ValueError."""
    return base64.b64decode(text, validate=True)

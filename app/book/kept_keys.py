"""Earlier private keys of an account.  Promises that no order of resets, recovery sheets, new
passphrases and sign-ins destroys a key that a note is sealed to.

An account gets a new key pair when somebody takes over from a one-time passphrase; its earlier
pair may still lie behind the passphrase or the recovery sheet of then.  So

* a slot that is replaced by one which does not hold its private key is *kept*: without seals,
  so that it opens no book, but whoever has its passphrase or code gets the private key out of it;
* a private key that was got out is *linked*: sealed with HPKE to the account's present one, so
  that from then on it is there at every sign-in.

An earlier key is never sealed to anything that its owner did not open in that very sign-in: a
public key or a sheet's door in the book could have been swapped by whoever knows the data key.
That is why a later key does not come back with an earlier sheet: its own passphrase or sheet
brings it back.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.book import recovery_code
from app.book.key_slots import (
    Keys,
    Link,
    Material,
    Slot,
    canonical,
    passphrase_bytes,
    private_key_in,
    public_half,
    with_slot,
)
from app.book.problems import WrongRecoveryCode

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def put_slots(
    keys: Keys, slots: Collection[Slot], account: int, material: Material, *, by_passphrase: bool
) -> Keys:
    """*keys* with *slots*, put in by *account*, whose *material* may be new.

    *by_passphrase* says whether it signed in that way, through the very slot that gives way then.
    """
    own: set[bytes | None] = {public_half(each) for each in material.private_keys}
    for slot in slots:
        through = {None} if by_passphrase and slot.kind == "passphrase" else set[None]()
        keys = put_slot(keys, slot, own | through if slot.account == account else set())
    return keys


def put_slot(keys: Keys, slot: Slot, known: Collection[bytes | None]) -> Keys:
    """*keys* with *slot* in place of the account's slot of its kind, which is kept when it has to be.

    *known* are the public halves of the private keys that the account has at hand: slots that
    hold nothing else need not be kept, and go.  With None among them a slot that does not say goes too.
    """

    def holds_more(old: Slot) -> bool:
        return not old.one_time and old.holds != b"" and old.holds not in known

    replaced = [replace(old, seals=()) for old in keys.slots_of(slot.account, slot.kind)]
    kept = [old for old in (*keys.kept, *replaced) if old.account != slot.account or holds_more(old)]
    return replace(with_slot(keys, slot), kept=tuple(kept))


def with_earlier(keys: Keys, account: int, material: Material) -> Material:
    """*material* with the earlier private keys that its own, and they in turn, open."""
    found = list(material.private_keys)
    sealed = [link.sealed for link in keys.links if link.account == account]
    for private_key in found:  # grows while it is gone through
        for each in sealed:
            opened = _opened(keys.book, account, private_key, each)
            if opened is not None and opened not in found:
                found.append(opened)
    return replace(material, earlier_keys=tuple(found[1:]))


def link(keys: Keys, account: int, material: Material, private_key: bytes) -> Keys:
    """*keys* in which the present key of *material* opens *private_key* as well."""
    to = material.public_key()
    if to is None or private_key in material.private_keys:
        return keys
    sealed = _SUITE.encrypt(
        private_key, X25519PublicKey.from_public_bytes(to), info=_about(keys.book, account)
    )
    gone = public_half(private_key)
    kept = tuple(slot for slot in keys.kept if slot.account != account or slot.holds != gone)
    return replace(keys, links=(*keys.links, Link(account, sealed)), kept=kept)


def earlier_key(keys: Keys, account: int, words: str) -> bytes:
    """The private key of *account* behind an earlier passphrase or recovery code.

    Slow by design where a passphrase is tried; any thread.  Raises CodeMistyped for what can only
    be a slip of a code, else WrongRecoveryCode.
    """
    problem: Exception = WrongRecoveryCode()
    try:
        secret = recovery_code.read_code(words)
    except recovery_code.CodeMistyped as error:
        problem = error if error.group is not None else problem
    else:
        slots = (*keys.slots_of(account, "recovery"), *_kept(keys, account, "recovery"))
        for private_key in _behind(slots, keys.book, secret):
            return private_key
    for private_key in _behind(_kept(keys, account, "passphrase"), keys.book, passphrase_bytes(words)):
        return private_key
    raise problem


def keys_behind(keys: Keys, account: int, passphrase: str) -> tuple[bytes, ...]:
    """The private keys of *account* that *passphrase* opened or opens.  Slow by design; any thread."""
    present = [slot for slot in keys.slots_of(account, "passphrase") if not slot.one_time]
    slots = (*_kept(keys, account, "passphrase"), *present)
    return tuple(_behind(slots, keys.book, passphrase_bytes(passphrase)))


def _behind(slots: Iterable[Slot], book: str, secret: bytes) -> Iterator[bytes]:
    for slot in slots:
        private_key = private_key_in(slot, book, secret)
        if private_key is not None:
            yield private_key


def _kept(keys: Keys, account: int, kind: str) -> tuple[Slot, ...]:
    """The kept slots of one kind, the newest first."""
    return tuple(slot for slot in reversed(keys.kept) if (slot.account, slot.kind) == (account, kind))


def _opened(book: str, account: int, private_key: bytes, sealed: bytes) -> bytes | None:
    try:
        return _SUITE.decrypt(
            sealed, X25519PrivateKey.from_private_bytes(private_key), info=_about(book, account)
        )
    except (InvalidTag, ValueError):
        return None


def _about(book: str, account: int) -> bytes:
    return canonical({"book": book, "account": account, "what": "earlier key"})

"""Passphrases: how strong one is, and changing one's own.

Changing rewrites one slot of keys.json; nothing is encrypted anew.  The first own passphrase
of an account also makes its key pair, so that nobody else ever held its private key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.accounts.roles import Action, rule
from app.book import AccountRecord, Book, KeyCost, kept_keys, key_slots, ways_in
from app.errors import Fault, InvalidEntry
from app.language import _

ENOUGH = 3
_LOOKED_AT = 72


@dataclass(frozen=True)
class Strength:
    """How strong a passphrase is: *score* 0 to 4, in *words*, with *advice*, and whether it is *enough*."""

    score: int
    words: str
    advice: str
    enough: bool


@dataclass(frozen=True)
class NewPassphrase:
    """A slot ready to be written; made by :func:`prepare_passphrase`."""

    slot: key_slots.Slot
    material: key_slots.Material = field(repr=False)
    earlier: tuple[bytes, ...] = field(default=(), repr=False)
    """Private keys that the same passphrase opened before."""


def passphrase_strength(text: str, hints: Iterable[str] = ()) -> Strength:
    """An honest estimate against guessing with the file in hand; *hints* are words easy to guess here."""
    from zxcvbn import zxcvbn

    if not text.strip():
        return Strength(
            0, _("Nothing typed yet."), _("Four or five unconnected words are easy to keep."), False
        )
    score = int(zxcvbn(text[:_LOOKED_AT], [hint for hint in hints if hint])["score"])
    words = (
        _("Very weak: guessed at once."),
        _("Weak: guessed within minutes."),
        _("Fair: guessed within days by somebody who has the file."),
        _("Good: years of guessing."),
        _("Strong: not to be guessed."),
    )[score]
    advice = "" if score >= ENOUGH else _("Add another word or two that have nothing to do with you.")
    return Strength(score, words, advice, score >= ENOUGH)


@rule(Action.SEE_OWN)
def prepare_passphrase(
    book: Book, new: str, *, old: str | None = None, cost: KeyCost | None = None
) -> NewPassphrase:
    """Derives what :func:`apply_passphrase` writes.  Slow by design; any thread.

    *old* is checked when given (WrongPassphrase).  After a recovery code or a one-time passphrase
    an earlier passphrase that is chosen again brings back what was sealed under it.  Raises
    InvalidEntry (new).
    """
    if not new.strip():
        raise InvalidEntry(Fault("new", _("Choose a passphrase.")))
    if old is not None:
        key_slots.open_with_passphrase(book.keys, book.account.id, old)
    material = book.material
    if material.private_key is None:
        material = replace(material, private_key=key_slots.new_material().private_key)
    present = next(book.keys.slots_of(book.account.id, "passphrase"), None)
    cost = cost or (key_slots.cost_of(present) if present else KeyCost())
    slot = key_slots.passphrase_slot(book.keys.book, book.account.id, new, material, cost)
    earlier = kept_keys.keys_behind(book.keys, book.account.id, new) if old is None else ()
    return NewPassphrase(slot, material, earlier)


@rule(Action.SEE_OWN)
def apply_passphrase(book: Book, prepared: NewPassphrase) -> None:
    """Makes the *prepared* passphrase that of who is signed in.

    Raises the problem of a disk that takes nothing; then the one before still holds.
    """
    with ways_in.taken_back(book):
        ways_in.put_slots(book, prepared.slot, material=prepared.material)
        ways_in.link_keys(book, *prepared.earlier)
        book.needs_new_passphrase = False
        public_key = prepared.material.public_key()
        with book.change(_("Passphrase changed"), by=book.account, kind="account") as db:
            account = db.get_one(AccountRecord, book.account.id)
            first = account.public_key != public_key
            account.public_key = public_key
        if not first:
            book.record_event("account", _("Passphrase changed"), by=book.account)


@rule(Action.SEE_OWN)
def change_passphrase(book: Book, old: str, new: str) -> None:
    """Replaces the signed-in account's passphrase *old* by *new*; raises WrongPassphrase or InvalidEntry."""
    apply_passphrase(book, prepare_passphrase(book, new, old=old))


@rule(Action.SEE_OWN)
def set_passphrase(book: Book, new: str) -> None:
    """Gives the signed-in account the passphrase *new* after a recovery code or one-time passphrase."""
    apply_passphrase(book, prepare_passphrase(book, new))

"""The ways into an open book as its accounts change them: passphrases, recovery sheets, earlier keys.

Promises that what gives way destroys no private key that is not at hand (app/book/kept_keys.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.book import kept_keys
from app.book.key_slots import Material, Slot
from app.errors import KnownProblem

if TYPE_CHECKING:
    from app.book.book import Book
    from app.book.facts import Account


@contextmanager
def taken_back(book: "Book") -> Iterator[None]:
    """Around a change of the ways in and of the records: when the records refuse it, both are as before.

    Where keys.json cannot be written a second time either, the new ways in hold.
    """
    keys, material, new = book.keys, book.material, book.needs_new_passphrase
    try:
        yield
    except BaseException:
        if book.keys is not keys:
            with suppress(KnownProblem):
                book.put_keys(keys)
                book.material, book.needs_new_passphrase = material, new
        raise


def put_slots(book: "Book", *slots: Slot, material: Material | None = None) -> None:
    """Writes *slots* into keys.json; *material* is that of who is signed in, when it changed."""
    material = material or book.material
    by_passphrase = not book.needs_new_passphrase
    keys = kept_keys.put_slots(book.keys, slots, book.account.id, material, by_passphrase=by_passphrase)
    book.put_keys(keys)
    book.material = material


def put_and_note(book: "Book", slot: Slot, title: str, *, by: "Account") -> None:
    """Writes *slot*, which the history remembers as *title*; both, or :func:`taken_back`."""
    with taken_back(book):
        put_slots(book, slot)
        book.record_event("account", title, by=by)


def link_keys(book: "Book", *private_keys: bytes) -> None:
    """Has earlier *private_keys* of who is signed in be at hand from now on, at every sign-in."""
    keys, account = book.keys, book.account.id
    for private_key in private_keys:
        keys = kept_keys.link(keys, account, book.material, private_key)
    if keys != book.keys:
        book.put_keys(keys)
        book.material = kept_keys.with_earlier(keys, account, book.material)

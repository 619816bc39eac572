"""A forgotten passphrase, replaced by the manager with one that opens once.

Promises that a reset opens no note that was sealed to the person: their private key stays
behind the old passphrase and their own recovery sheet (app/book/kept_keys.py), and they get a
new key pair.
"""

from app.accounts.accounts import prepare_account, present_account
from app.accounts.roles import Action, rule
from app.book import Account, Book, KeyCost, key_slots, ways_in
from app.errors import Fault, InvalidEntry
from app.language import _


@rule(Action.EDIT_ACCOUNTS)
def apply_reset(book: Book, by: Account, account_id: int, prepared: key_slots.Derived) -> None:
    """Makes the *prepared* one-time passphrase the account's; quick.

    Raises InvalidEntry (account_id) for one's own account, NotFound or NotAllowed.
    """
    if account_id == by.id:
        raise InvalidEntry(Fault("account_id", _("Change your own passphrase under Settings instead.")))
    with book.reading() as db:
        present_account(db, account_id)
    material = key_slots.Material(book.material.data_key)
    slot = key_slots.slot_for(book.keys.book, account_id, prepared, material, one_time=True)
    ways_in.put_and_note(book, slot, _("Passphrase reset"), by=by)


@rule(Action.EDIT_ACCOUNTS)
def reset_passphrase(
    book: Book, by: Account, account_id: int, passphrase: str, *, cost: KeyCost | None = None
) -> None:
    """Prepares and applies a one-time *passphrase* in one; raises as both."""
    apply_reset(book, by, account_id, prepare_account(passphrase, cost))

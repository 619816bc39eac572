"""Removing an account.  Promises that whoever is removed opens nothing that is written from then on.

Their name stays in the history.  The book gets a new data key (app/book/rekey.py), which
everybody else receives without doing anything.  Backups from before can still be opened with
the passphrase of then, until they have aged out.
"""

import logging

from app.accounts.accounts import present_account
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.book.backup import back_up
from app.book.rekey import rekey
from app.errors import Fault, InvalidEntry, KnownProblem
from app.language import _


@rule(Action.EDIT_ACCOUNTS)
def remove_account(book: Book, by: Account, account_id: int) -> None:
    """Removes the account and replaces the book's key; takes seconds for a large book.

    Raises as :func:`mark_removed`.  A problem of the disk while the key is replaced comes out too;
    the account is removed then, and the next sign-in goes on with the key.
    """
    mark_removed(book, by, account_id)
    rekey(book)
    try:
        back_up(book)
    except KnownProblem as problem:
        # The strip shows the age of the last backup; the account is removed all the same.
        logging.getLogger(__name__).info("no backup after a new key: %s", type(problem).__name__)


@rule(Action.EDIT_ACCOUNTS)
def mark_removed(book: Book, by: Account, account_id: int) -> None:
    """Removes the account; the book is to get its new key at once (app/book/rekey.py).

    Raises InvalidEntry (account_id: one's own), NotFound or NotAllowed.  Where the new key is not
    given, the next sign-in gives it.
    """
    if account_id == by.id:
        raise InvalidEntry(
            Fault("account_id", _("You cannot remove your own account. Another manager can do that."))
        )
    with book.change(_("Remove account"), by=by, kind="account") as db:
        account = present_account(db, account_id)
        account.removed_at = book.clock.now()
        account.staff_id = None

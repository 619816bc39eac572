"""The accounts of a book: one for each person, also under a shared Windows login (DOMAIN 5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.roles import ROLES, Action, may, require, rule
from app.book import Account, AccountRecord, Book, KeyCost, key_slots, ways_in
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import Fault, InvalidEntry, NotFound
from app.language import _


@dataclass(frozen=True)
class AccountFacts:
    """Somebody who can sign in; *has_signed_in* is False while the one-time passphrase stands."""

    id: int
    name: str
    role: str
    staff_id: int | None
    created_at: datetime
    has_signed_in: bool


@rule(Action.SEE_OWN)
def all_accounts(book: Book) -> tuple[AccountFacts, ...]:
    """Everybody who can sign in, by name; who may not edit accounts sees their own alone."""
    everybody = may(book.account, Action.EDIT_ACCOUNTS)
    with book.reading() as db:
        found = [
            AccountFacts(
                each.id, each.name, each.role, each.staff_id, each.created_at, each.public_key is not None
            )
            for each in db.scalars(_present())
            if everybody or each.id == book.account.id
        ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


@dataclass(frozen=True)
class NewAccount:
    """What the form of a new account holds; the one-time passphrase goes to :func:`prepare_account`."""

    name: str
    role: str
    staff_id: int | None = None


def prepare_account(passphrase: str, cost: KeyCost | None = None) -> key_slots.Derived:
    """Derives the key of a one-time *passphrase* for :func:`apply_account`.  Slow by design; any thread.

    Raises InvalidEntry (passphrase).
    """
    if not passphrase.strip():
        raise InvalidEntry(Fault("passphrase", _("Choose a passphrase.")))
    return key_slots.derive(passphrase, cost or KeyCost())


@rule(Action.EDIT_ACCOUNTS)
def check_account(book: Book, entry: NewAccount) -> None:
    """Raises InvalidEntry (name, role, staff_id) for what :func:`apply_account` would refuse."""
    with book.reading() as db:
        _checked_name(db, entry.name, role=entry.role)
        _refuse_linked(db, entry.staff_id, None)


@rule(Action.EDIT_ACCOUNTS)
def apply_account(book: Book, by: Account, entry: NewAccount, prepared: key_slots.Derived) -> int:
    """Adds an account that the *prepared* one-time passphrase opens once; its id.  Quick.

    Its own key pair is made at its first sign-in, never here (DESIGN 3).  Raises InvalidEntry
    (name, role, staff_id) or NotAllowed.
    """
    with ways_in.taken_back(book), book.change(_("New account"), by=by, kind="account") as db:
        clean = _checked_name(db, entry.name, role=entry.role)
        _refuse_linked(db, entry.staff_id, None)
        account = AccountRecord(
            name=clean, role=entry.role, staff_id=entry.staff_id, created_at=book.clock.now()
        )
        db.add(account)
        db.flush()
        material = key_slots.Material(book.material.data_key)
        # The slot comes first: an account nobody can open is worse than a slot without an account.
        slot = key_slots.slot_for(book.keys.book, account.id, prepared, material, one_time=True)
        ways_in.put_slots(book, slot)
        return account.id


@rule(Action.EDIT_ACCOUNTS)
def add_account(
    book: Book,
    by: Account,
    *,
    name: str,
    role: str,
    passphrase: str,
    staff_id: int | None = None,
    cost: KeyCost | None = None,
) -> int:
    """Prepares and applies a new account in one; its id.  Raises as both, all faults together."""
    with book.reading() as db:
        _checked_name(db, name, role=role, passphrase=passphrase)
    return apply_account(book, by, NewAccount(name, role, staff_id), prepare_account(passphrase, cost))


@rule(Action.SEE_OWN)
def rename_account(book: Book, by: Account, account_id: int, name: str) -> None:
    """Gives the account another *name*; raises InvalidEntry (name), NotFound or NotAllowed."""
    if account_id != by.id:
        require(by, Action.EDIT_ACCOUNTS)
    with book.change(_("Rename account"), by=by, kind="account") as db:
        account = present_account(db, account_id)
        account.name = _checked_name(db, name, account_id=account_id)


@rule(Action.EDIT_ACCOUNTS)
def set_role(book: Book, by: Account, account_id: int, role: str) -> None:
    """Gives the account another *role*; a book keeps at least one manager.

    Raises InvalidEntry (role), NotFound or NotAllowed.
    """
    with book.change(_("Change role"), by=by, kind="account") as db:
        account = present_account(db, account_id)
        if role not in ROLES:
            raise InvalidEntry(Fault("role", _("Choose one of the roles.")))
        account.role = role
        db.flush()
        if not any(each.role == ROLES[0] for each in db.scalars(_present())):
            raise InvalidEntry(Fault("role", _("The book needs at least one manager.")))


@rule(Action.EDIT_ACCOUNTS)
def link_staff(book: Book, by: Account, account_id: int, staff_id: int | None) -> None:
    """Says which staff member the account belongs to (None: nobody).

    Raises InvalidEntry (staff_id), NotFound or NotAllowed.
    """
    with book.change(_("Link account to staff member"), by=by, kind="account") as db:
        account = present_account(db, account_id)
        _refuse_linked(db, staff_id, account_id)
        account.staff_id = staff_id


def _checked_name(
    db: Session, name: str, *, account_id: int = 0, role: str = ROLES[0], passphrase: str = "-"
) -> str:
    check = EntryCheck()
    clean = check.line("name", name, missing=_("Give a name."), longest=NAME_LENGTH)
    taken = [each.name.casefold() for each in db.scalars(_present()) if each.id != account_id]
    if clean.casefold() in taken:
        check.fault("name", _("Somebody of this name has an account already. Add what tells them apart."))
    if role not in ROLES:
        check.fault("role", _("Choose one of the roles."))
    if not passphrase.strip():
        check.fault("passphrase", _("Choose a passphrase."))
    check.done()
    return clean


def _refuse_linked(db: Session, staff_id: int | None, account_id: int | None) -> None:
    others = (each for each in db.scalars(_present()) if each.id != account_id)
    if staff_id is not None and any(each.staff_id == staff_id for each in others):
        raise InvalidEntry(Fault("staff_id", _("This staff member has an account already.")))


def _present() -> Select[AccountRecord]:
    return select(AccountRecord).where(AccountRecord.removed_at.is_(None))


def present_account(db: Session, account_id: int) -> AccountRecord:
    """The account as the book holds it; raises NotFound when it was removed."""
    account = db.get(AccountRecord, account_id)
    if account is None or account.removed_at is not None:
        raise NotFound(_("This account is not in the book any more."))
    return account

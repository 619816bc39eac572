"""Accounts and roles: who may sign in, and the one table of who may do and see what."""

from app.accounts.accounts import (
    AccountFacts,
    add_account,
    all_accounts,
    link_staff,
    rename_account,
    set_role,
)
from app.accounts.passphrase import (
    NewPassphrase,
    Strength,
    apply_passphrase,
    change_passphrase,
    passphrase_strength,
    prepare_passphrase,
    set_passphrase,
)
from app.accounts.roles import MANAGER, PARTICIPANT, ROLES, Action, may, require

__all__ = [
    "MANAGER",
    "PARTICIPANT",
    "ROLES",
    "AccountFacts",
    "Action",
    "NewPassphrase",
    "Strength",
    "add_account",
    "all_accounts",
    "apply_passphrase",
    "change_passphrase",
    "link_staff",
    "may",
    "passphrase_strength",
    "prepare_passphrase",
    "rename_account",
    "require",
    "set_passphrase",
    "set_role",
]

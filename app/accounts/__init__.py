"""Accounts and roles: who may sign in, and the one table of who may do and see what."""

from app.accounts.accounts import (
    AccountFacts,
    NewAccount,
    add_account,
    all_accounts,
    apply_account,
    check_account,
    link_staff,
    prepare_account,
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
from app.accounts.removal import mark_removed, remove_account
from app.accounts.roles import MANAGER, PARTICIPANT, ROLES, Action, may, require, rule

__all__ = [
    "MANAGER",
    "PARTICIPANT",
    "ROLES",
    "AccountFacts",
    "Action",
    "NewAccount",
    "NewPassphrase",
    "Strength",
    "add_account",
    "all_accounts",
    "apply_account",
    "apply_passphrase",
    "change_passphrase",
    "check_account",
    "link_staff",
    "mark_removed",
    "may",
    "passphrase_strength",
    "prepare_account",
    "prepare_passphrase",
    "remove_account",
    "rename_account",
    "require",
    "rule",
    "set_passphrase",
    "set_role",
]

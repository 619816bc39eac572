"""The one table of who may do and see what (DOMAIN 5).

A manager may all but read *Pair* and *Only me* notes: those are sealed to their readers, and
no role opens them.  A participant sees and does what concerns their own pairs and training;
*own* is decided by the room that knows the record.
"""

from enum import StrEnum

from app.book import Account
from app.errors import NotAllowed
from app.language import _

MANAGER = "manager"
PARTICIPANT = "participant"
ROLES = (MANAGER, PARTICIPANT)


class Action(StrEnum):
    """What an account may do or see."""

    SEE_OWN = "see-own"
    RECORD_OWN = "record-own"
    PRINT_OWN = "print-own"
    SEE_ALL = "see-all"
    EDIT_STAFF = "edit-staff"
    EDIT_PAIRS = "edit-pairs"
    RECORD_FOR_OTHERS = "record-for-others"
    SIGN_TRAINING = "sign-training"
    OVERRIDE = "override"
    PRINT_ALL = "print-all"
    IMPORT = "import"
    EXPORT = "export"
    SEE_HISTORY = "see-history"
    EDIT_UNIT = "edit-unit"
    EDIT_ACCOUNTS = "edit-accounts"
    RESTORE = "restore"


_MAY: dict[str, frozenset[Action]] = {
    MANAGER: frozenset(Action),
    PARTICIPANT: frozenset({Action.SEE_OWN, Action.RECORD_OWN, Action.PRINT_OWN}),
}


def may(account: Account, action: Action) -> bool:
    """Whether *account* may do *action*; an unknown role may nothing."""
    return action in _MAY.get(account.role, frozenset())


def require(account: Account, action: Action) -> None:
    """Raises NotAllowed unless *account* may do *action*."""
    if not may(account, action):
        raise NotAllowed(
            _("Your account may not do this."),
            _("Nothing was changed."),
            _("Ask the unit's manager."),
        )

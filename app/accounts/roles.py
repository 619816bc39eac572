"""The one table of who may do and see what (DOMAIN 5).

Every public function of the rooms that takes an open book says by :func:`rule` which of these
actions it is, and refuses an account that may not; a test finds the function that forgot.
A manager may all but read *Pair* and *Only me* notes: those are sealed to their readers, and
no role opens them.  A participant sees and does what concerns their own pairs and training;
*own* is decided by the room that knows the record.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from app.book import Account, Book
from app.errors import NotAllowed
from app.language import _

MANAGER = "manager"
PARTICIPANT = "participant"
ROLES = (MANAGER, PARTICIPANT)
RULE = "pairbook_rule"

P = ParamSpec("P")
R = TypeVar("R")


class Action(StrEnum):
    """What an account may do or see."""

    SEE_OWN = "see-own"
    RECORD_OWN = "record-own"
    PRINT_OWN = "print-own"
    SEE_ALL = "see-all"
    EDIT_STAFF = "edit-staff"
    EDIT_PAIRS = "edit-pairs"
    SIGN_TRAINING = "sign-training"
    OVERRIDE = "override"
    PRINT_ALL = "print-all"
    IMPORT = "import"
    EXPORT = "export"
    SEE_HISTORY = "see-history"
    EDIT_UNIT = "edit-unit"
    EDIT_ACCOUNTS = "edit-accounts"
    RESTORE = "restore"
    HANDLE_RIGHTS = "handle-rights"


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


def rule(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Says that the function below is *action*: it raises NotAllowed for an account that may not.

    Looked at is who is signed in to the book handed over.  An account handed over must be the same
    one, and the function gets it as the book has it now: nobody acts in another name or role.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            book = next(each for each in (*args, *kwargs.values()) if isinstance(each, Book))
            require(book.account, action)

            def signed_in(value: Any) -> Any:
                if not isinstance(value, Account):
                    return value
                if value.id != book.account.id:
                    raise NotAllowed(
                        _("Nobody acts in another person's name."),
                        _("Nothing was changed."),
                        _("They have to sign in themselves."),
                    )
                return book.account

            named = {name: signed_in(value) for name, value in kwargs.items()}
            return cast(Callable[..., R], function)(*map(signed_in, args), **named)

        setattr(guarded, RULE, action)
        return guarded

    return decorate

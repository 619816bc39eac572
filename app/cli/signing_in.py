"""Opening a book from the command line: whose account, and its passphrase.

The passphrase comes from ``PAIRBOOK_PASSPHRASE`` or is asked for on the terminal without being
shown; it is never an argument, which other users of the PC could read.
"""

import getpass
import os
import sys
import warnings
from argparse import Namespace

from app.accounts.roles import MANAGER, Action, require
from app.book import Book, Cover, read_cover
from app.cli.usage import WrongUsage, remark
from app.clock import Clock
from app.errors import KnownProblem
from app.language import _
from app.sessions.note_keys import after_sign_in

VARIABLE = "PAIRBOOK_PASSPHRASE"


class NoPassphrase(KnownProblem):
    """There is neither the variable nor a terminal to ask on."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no passphrase."),
            _("Nothing was changed."),
            _("Set {variable}, or run this on a terminal, which asks for it.").format(variable=VARIABLE),
        )


class NotTheSame(KnownProblem):
    """The new passphrase was typed differently the second time."""

    def __init__(self) -> None:
        super().__init__(_("The two passphrases are not the same."), _("Nothing was made."), _("Try again."))


def open_book(arguments: Namespace, *needed: Action, clock: Clock | None = None) -> Book:
    """The book of *arguments*, opened for the account they name; raises NotAllowed without *needed*."""
    account = account_of(arguments, read_cover(arguments.book))
    book = Book.open(arguments.book, account, passphrase(), clock=clock)
    try:
        for action in needed:
            require(book.account, action)
        for sentence in after_sign_in(book):
            remark(sentence)
    except BaseException:
        book.close()
        raise
    return book


def account_of(arguments: Namespace, cover: Cover) -> int | str:
    """Who is to sign in: the account named, else the only manager; raises WrongUsage."""
    if arguments.account is not None:
        return str(arguments.account)
    managers = [account.id for account in cover.accounts if account.role == MANAGER]
    if len(managers) != 1:
        raise WrongUsage(_("This book has several managers: say who you are with --as NAME."))
    return managers[0]


def passphrase() -> str:
    """The passphrase of the account; raises NoPassphrase."""
    return os.environ.get(VARIABLE) or _ask(_("Passphrase: "))


def new_passphrase() -> str:
    """A passphrase for a new book, asked for twice; raises NoPassphrase or NotTheSame."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    first = _ask(_("New passphrase: "))
    if _ask(_("The same again: ")) != first:
        raise NotTheSame
    return first


if sys.platform == "win32":  # pragma: no cover

    def has_terminal() -> bool:
        """Whether somebody can be asked: for Windows even NUL is a terminal, which getpass reads for ever."""
        import ctypes
        import msvcrt

        try:
            handle = msvcrt.get_osfhandle(sys.stdin.fileno())
        except (AttributeError, OSError, ValueError):
            return False
        mode = ctypes.c_uint()
        return bool(ctypes.windll.kernel32.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(mode)))
else:

    def has_terminal() -> bool:
        """Whether somebody can be asked; where not, getpass says so."""
        return True


def _ask(prompt: str) -> str:
    if not has_terminal():
        raise NoPassphrase
    with warnings.catch_warnings():
        # Where it could not be hidden, it is not asked for.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise NoPassphrase from error

"""The commands that keep a book safe: ``backup``, ``restore``, ``check`` and ``self-test``."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from app.book import read_cover
from app.book.backup import back_up
from app.book.backup_state import note_copy_outside
from app.book.check import Finding, check_at
from app.book.copy_outside import refuse_inside
from app.book.restore import backup_cover, restore, unlock_backup
from app.cli.signing_in import account_of, open_book, passphrase
from app.cli.usage import Commands, add_account, add_book, place, say
from app.clock import SystemClock
from app.errors import ExitStatus, KnownProblem
from app.language import _
from app.self_test import run_self_test


class NotWhole(KnownProblem):
    """A check found something wrong with a book."""

    def __init__(self) -> None:
        super().__init__(
            _("Something is wrong with this book."),
            _("The check changed nothing."),
            _(
                "“Check and repair” in the window makes anew what it can and keeps this book beside it; "
                "else restore a backup into a new folder."
            ),
        )


class BackupNotWhole(KnownProblem):
    """A check found something wrong with a backup."""

    def __init__(self) -> None:
        super().__init__(
            _("Something is wrong with this backup."),
            _("The check changed nothing."),
            _("Keep it, and check an older one as well."),
        )


class NotAFolder(KnownProblem):
    """A backup is to go where a file stands."""

    def __init__(self) -> None:
        super().__init__(
            _("There is a file of this name, not a folder."),
            _("It was left as it is, and no backup was made."),
            _("Choose the folder that the backup is to lie in."),
        )


def add_to(commands: Commands) -> None:
    """Adds this module's commands."""
    parser = commands.add("backup", make_backup, _("make a checked backup; prints where it lies"))
    add_book(parser)
    add_account(parser)
    parser.add_argument(
        "--to",
        type=place,
        metavar=_("FOLDER"),
        help=_("where, for instance a USB stick; else inside the book"),
    )
    parser = commands.add("restore", put_back, _("put the book of a backup in place; a book there is kept"))
    parser.add_argument("backup", type=place, metavar="BACKUP", help=_("a .pairbook-backup file"))
    parser.add_argument(
        "--to", dest="book", type=place, metavar="BOOK", required=True, help=_("the book’s folder")
    )
    add_account(parser)
    parser = commands.add("check", check, _("check a book or a backup; says in words what it finds"))
    parser.add_argument(
        "place", type=place, metavar="BOOK|BACKUP", help=_("a book’s folder or a backup file")
    )
    add_account(parser)
    parser = commands.add(
        "self-test", self_test, _("try the program on a book of its own, which is removed afterwards")
    )
    parser.add_argument(
        "--pictures", type=place, metavar=_("FOLDER"), help=_("also put a picture of every page there")
    )


def make_backup(arguments: Namespace) -> int:
    """``pairbook backup``."""
    if arguments.to is not None and arguments.to.is_file():
        raise NotAFolder
    with open_book(arguments) as book:
        if arguments.to is not None:
            refuse_inside(arguments.to, book.folder)
        made = back_up(book, arguments.to)
        if arguments.to is not None:
            note_copy_outside(book, book.account)
    say(str(made))
    return ExitStatus.DONE


def put_back(arguments: Namespace) -> int:
    """``pairbook restore``."""
    account = account_of(arguments, backup_cover(arguments.backup))
    unlocked = unlock_backup(arguments.backup, account, passphrase())
    replaced = restore(arguments.backup, unlocked, arguments.book, SystemClock().now())
    say(_("The book is restored: {path}").format(path=arguments.book))
    if replaced is not None:
        say(_("The book that was there is kept: {path}").format(path=replaced))
    return ExitStatus.DONE


def check(arguments: Namespace) -> int:
    """``pairbook check``; raises NotWhole or BackupNotWhole when a finding is bad."""
    looked_at: Path = arguments.place
    is_backup = looked_at.is_file()
    cover = backup_cover(looked_at) if is_backup else read_cover(looked_at)
    findings = check_at(looked_at, account_of(arguments, cover), passphrase(), SystemClock())
    say(*_lines(findings))
    if not all(finding.good for finding in findings):
        raise BackupNotWhole if is_backup else NotWhole
    return ExitStatus.DONE


def self_test(arguments: Namespace) -> int:
    """``pairbook self-test``."""
    run_self_test(say)
    if arguments.try_window is not None:
        arguments.try_window(say, arguments.pictures)
    say(_("All is well: Pairbook works on this PC."))
    return ExitStatus.DONE


def _lines(findings: Iterable[Finding]) -> Iterable[str]:
    good, bad = _("good"), _("BAD")
    for finding in findings:
        yield f"{good if finding.good else bad:5} {finding.part}: {finding.sentence}"

"""The commands that make a book: ``new`` and ``demo``."""

import errno
from argparse import ArgumentTypeError, Namespace
from datetime import date, datetime, time
from pathlib import Path

from app import files
from app.accounts.passphrase import passphrase_strength
from app.book import Book
from app.cli.signing_in import new_passphrase
from app.cli.usage import Commands, add_book, day, place, say, whole_number
from app.clock import Clock, SetClock, SystemClock
from app.demo import PASSPHRASE, make_sample_book
from app.demo.sample_book import FEWEST_STAFF, MOST_SESSIONS, MOST_STAFF, SEED, SESSIONS, STAFF
from app.errors import ExitStatus
from app.exchange.export import outside_of
from app.language import _
from app.programmes.new_unit import furnish

_FIRST_DAY, _LAST_DAY = date(1980, 1, 1), date(2999, 12, 31)


def add_to(commands: Commands) -> None:
    """Adds this module's commands."""
    parser = commands.add("new", new, _("make a new book; prints its recovery code once"))
    add_book(parser)
    parser.add_argument("--unit", required=True, metavar=_("NAME"), help=_("the unit, such as “Ward 7”"))
    parser.add_argument("--manager", required=True, metavar=_("NAME"), help=_("who manages the book"))
    parser.add_argument("--hospital", default="", metavar=_("NAME"), help=_("the hospital or practice"))
    parser.add_argument(
        "--sheet",
        type=place,
        metavar=_("FILE"),
        help=_("also write the recovery sheet, a PDF to print, to FILE"),
    )
    parser = commands.add(
        "demo",
        demo,
        _("make a book with sample data"),
        _("Every account of it has the passphrase “{passphrase}”.").format(passphrase=PASSPHRASE),
    )
    add_book(parser)
    parser.add_argument(
        "--staff", type=whole_number(FEWEST_STAFF, MOST_STAFF), default=STAFF, metavar="N",
        help=_("how many people ({number})").format(number=STAFF),
    )  # fmt: skip
    parser.add_argument(
        "--sessions", type=whole_number(0, MOST_SESSIONS), default=SESSIONS, metavar="N",
        help=_("how many sessions ({number})").format(number=SESSIONS),
    )  # fmt: skip
    parser.add_argument(
        "--seed", type=whole_number(0, 2**31), default=SEED, metavar="N",
        help=_("which of the possible units ({number})").format(number=SEED),
    )  # fmt: skip
    parser.add_argument(
        "--today",
        type=_sample_day,
        metavar=_("DATE"),
        help=_("the day the sample data end; today when not given"),
    )


def new(arguments: Namespace) -> int:
    """``pairbook new``."""
    if arguments.sheet is not None:
        _refuse_no_place(arguments.sheet, arguments.book)
    passphrase = new_passphrase()
    book, code = Book.create(
        arguments.book,
        unit=arguments.unit,
        manager=arguments.manager,
        hospital=arguments.hospital,
        passphrase=passphrase,
    )
    with book:
        furnish(book, book.account)
        say(
            _("The book is made: {path}").format(path=arguments.book),
            _("Its recovery code, shown this once: {code}").format(code=code),
            _("Keep it on paper, away from this PC: it opens the book when the passphrase is forgotten."),
        )
        strength = passphrase_strength(passphrase, (book.unit.name, book.unit.hospital, book.account.name))
        if not strength.enough:
            say(_("The passphrase: {words} {advice}").format(words=strength.words, advice=strength.advice))
        if arguments.sheet is not None:
            from app.reports.recovery_sheet import render

            sheet = render(
                unit=book.unit.name,
                hospital=book.unit.hospital,
                account=book.account.name,
                code=code,
                printed_at=book.clock.now(),
            )
            files.write_atomically(arguments.sheet, sheet)
            say(_("The recovery sheet: {path}").format(path=arguments.sheet))
    return ExitStatus.DONE


def _refuse_no_place(sheet: Path, folder: Path) -> None:
    """Raises a known problem, before there is a book, where its recovery sheet could not or may not lie."""
    outside_of(folder, sheet)
    if not sheet.parent.is_dir():
        raise files.known_problem(FileNotFoundError(errno.ENOENT, "no such folder"))


def demo(arguments: Namespace) -> int:
    """``pairbook demo``."""
    clock: Clock = SystemClock()
    if arguments.today is not None:
        clock = SetClock(datetime.combine(arguments.today, time(10, 43)).astimezone())
    make_sample_book(
        arguments.book,
        staff=arguments.staff,
        sessions=arguments.sessions,
        seed=arguments.seed,
        clock=clock,
    )
    say(
        _("The sample book is made: {path}").format(path=arguments.book),
        _("The passphrase of every account: {passphrase}").format(passphrase=PASSPHRASE),
    )
    return ExitStatus.DONE


def _sample_day(text: str) -> date:
    """A day that has years before and after it, and that every system's clock can show."""
    found = day(text)
    if not _FIRST_DAY <= found <= _LAST_DAY:
        raise ArgumentTypeError(
            _("give a day from {first} to {last}").format(first=_FIRST_DAY, last=_LAST_DAY)
        )
    return found

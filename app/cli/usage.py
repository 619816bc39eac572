"""What the commands' arguments share: their parser, their types, and wrong usage."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.errors import KnownProblem
from app.language import _

Run = Callable[[argparse.Namespace], int]
TryWindow = Callable[[Callable[[str], None], Path | None], None]


class WrongUsage(Exception):
    """The arguments do not go together: exit status 2, with a sentence."""


class Commands:
    """The commands of the program; each group of commands adds its own."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(
            metavar=_("COMMAND"), dest="command", required=True, title=_("commands")
        )

    def add(self, name: str, run: Run, sentence: str, more: str = "") -> argparse.ArgumentParser:
        """The parser of a new command; *more* stands at the end of its help."""
        parser = self._parsers.add_parser(
            name,
            help=sentence,
            description=sentence,
            epilog=more,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.set_defaults(run=run)
        return parser


def place(text: str) -> Path:
    """A file or folder as an argument: nothing, which a script's empty variable gives, is none."""
    if not text:
        raise argparse.ArgumentTypeError(_("name a file or folder"))
    return Path(text)


def add_book(parser: argparse.ArgumentParser) -> None:
    """The argument BOOK."""
    parser.add_argument(
        "book", type=place, metavar="BOOK", help=_("the book’s folder, such as “Ward 7.pairbook”")
    )


def add_account(parser: argparse.ArgumentParser) -> None:
    """The option --as."""
    parser.add_argument(
        "--as",
        dest="account",
        metavar=_("NAME"),
        help=_("whose account to use; the manager’s when there is only one"),
    )


def day(text: str) -> date:
    """A date as an argument: 2026-03-12."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no date such as 2026-03-12").format(text=text)
        ) from error


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type of argument: a whole number from *least* to *most*."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                _("give a whole number from {least} to {most}").format(least=least, most=most)
            )
        return number

    return read


class NotPrinted(KnownProblem):
    """Standard output took nothing more: its disk is full, or its device failed."""

    def __init__(self) -> None:
        super().__init__(
            _("The output could not be written to the end."),
            _("The book itself is safe."),
            _("Make room where the output goes, or choose another place for it."),
        )


def say(*lines: str) -> None:
    """Print *lines* on standard output; raises NotPrinted, and BrokenPipeError where the reader has gone."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotPrinted from error


def remark(sentence: str) -> None:
    """Print a sentence on standard error that is no problem."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)

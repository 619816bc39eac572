"""From arguments to a command and its exit status."""

import argparse
import sys

from app.cli import books, keeping, lists, prints, sheets
from app.cli.letters import prepare
from app.cli.usage import Commands, TryWindow, WrongUsage, remark
from app.errors import ExitStatus
from app.language import _
from app.version import VERSION


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="pairbook",
        description=_(
            "Keeps a unit’s reverse-mentoring pairs, sessions and mentor training, and prints them."
        ),
        epilog=_(
            "pairbook [BOOK] without a command opens the window.\n\n"
            "The passphrase is taken from the variable PAIRBOOK_PASSPHRASE or asked for; it is never an\n"
            "argument. “pairbook COMMAND --help” tells the rest.\n\n"
            "Exit status: 0 done, 1 a known problem (a sentence on standard error), 2 wrong usage,\n"
            "70 a fault of Pairbook itself."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Pairbook {VERSION}")
    commands = Commands(parser)
    for group in (books, prints, lists, sheets, keeping):
        group.add_to(commands)
    return parser


def main(argv: list[str], try_window: TryWindow | None = None) -> int:
    """Run the command of *argv*; its exit status.  *try_window* is the window's part of the self-test.

    Known problems come out as they are raised: the door says them and returns 1.
    """
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    parser = make_parser()
    try:
        arguments = parser.parse_args(argv, argparse.Namespace(try_window=try_window))
        return int(arguments.run(arguments))
    except SystemExit as end:
        # argparse has said what it had to say: help, the version, or what is wrong with the arguments.
        return end.code if isinstance(end.code, int) else ExitStatus.WRONG_USAGE
    except WrongUsage as wrong:
        remark(f"pairbook: {wrong}")
        return ExitStatus.WRONG_USAGE

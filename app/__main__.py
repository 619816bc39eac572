"""The only door: ``pairbook [BOOK]`` opens the window, every other form is the command line.

Little is imported here, so that the window comes up as fast as Qt allows (DESIGN 8): whatever a
bug or a known problem needs for its words is imported when there is one.  Every way out has an
exit status of DESIGN 6; a bug leaves its trace in the log, which holds no personal text.
"""

import errno
import gc
import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from app import log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMANDS = frozenset(
    {"new", "demo", "report", "list", "import", "export", "backup", "restore", "check", "self-test"}
)
INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run Pairbook with *argv* (default: the program's own arguments); returns its exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    log.catch_crashes(log.set_up())
    sys.excepthook = report_bug
    return _open_window(arguments) if wants_window(arguments) else _run_command(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Whether *arguments* are ``[BOOK]``: nothing, or one word that is no command and no option.

    A book whose folder is named like a command is opened as ``./check``.
    """
    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0] not in COMMANDS and not arguments[0].startswith("-")


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug and say so on standard error, without the text of the error: it may hold names."""
    from app.language import _

    path = log.set_up()
    log.record_bug(kind, error, trace)
    sentence = _("Pairbook met a fault of its own ({kind}).").format(kind=kind.__name__)
    if path is not None:
        sentence += " " + _("The details are in {path}.").format(path=path)
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def _open_window(arguments: list[str]) -> int:
    from pathlib import Path

    book = Path(arguments[0]) if arguments else None
    if not _has_display():
        return _say_no_display()
    gc.disable()  # until the front page is painted: of what is loaded till then nothing can be let go
    from ui.application import run

    return int(run(book, [sys.argv[0], *arguments]))


def _run_command(arguments: list[str]) -> int:
    _open_missing_streams()
    try:
        from app.cli import main as run_command

        return int(run_command(arguments, _try_window))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has gone: nothing is wrong.
        return 0
    except Exception as error:
        return 0 if _reader_has_gone(error) else _status_of(error)
    finally:
        _let_go_of_streams()


def _reader_has_gone(error: Exception) -> bool:
    """Whether *error* is how Windows tells of a pipe that nobody reads any more."""
    return sys.platform == "win32" and type(error) is OSError and error.errno == errno.EINVAL


def _open_missing_streams() -> None:
    """Whoever closed a stream (`>&-`, a scheduler) gets the exit status all the same."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 – stays open


def _let_go_of_streams() -> None:
    """Drop what a full disk or a vanished reader did not take: else Python ends with a status of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _try_window(tell: "Callable[[str], None]", pictures: "Path | None") -> None:
    from ui.self_test import run_window_test

    run_window_test(tell, pictures)


def _status_of(error: Exception) -> int:
    from app.errors import ExitStatus, KnownProblem

    if isinstance(error, KnownProblem):
        print(error, file=sys.stderr)
        return ExitStatus.KNOWN_PROBLEM
    report_bug(type(error), error, error.__traceback__)
    return ExitStatus.BUG


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _say_no_display() -> int:
    from app.errors import ExitStatus
    from app.language import _

    sentence = _("There is no display to open a window on. The commands work without one: pairbook --help.")
    print(sentence, file=sys.stderr)
    return ExitStatus.KNOWN_PROBLEM


if __name__ == "__main__":
    sys.exit(main())

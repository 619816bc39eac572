"""The log: what a developer needs to find a bug, and nothing about a person.

It lies in the PC user's own state folder, at most two files of 512 KiB.  It never holds the
text of an exception (a database or a parser quotes names in it), the values of variables, or paths
outside the program; of other libraries' messages it keeps only where they came from.  A log that
cannot be written never stops the program.
"""

import faulthandler
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from app.version import VERSION

LARGEST = 512 * 1024
_OURS = ("app", "ui", "pairbook")
_PROGRAM = Path(__file__).resolve().parent.parent
_logger = logging.getLogger("pairbook")


def folder(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the log lies: the state folder that *platform* gives each of its users."""
    home = Path.home()
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Pairbook" / "Logs"
    if platform == "darwin":
        return home / "Library" / "Logs" / "Pairbook"
    return Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state") / "pairbook"


def set_up(where: Path | None = None) -> Path | None:
    """Send the program's log to ``pairbook.log`` in *where* (default :func:`folder`); returns its path.

    Safe to call again: the log that is open stays.  Returns None when it cannot be written.
    """
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, _LogFile):
            return handler.path
    try:
        place = folder() if where is None else where
        place.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(place / "pairbook.log")
    except (OSError, RuntimeError):  # RuntimeError: a user without a home folder
        return None
    handler.setFormatter(_WithoutPersonalText())
    root.addHandler(handler)
    _logger.setLevel(logging.INFO)
    _logger.info("Pairbook %s, Python %s, %s", VERSION, sys.version.split()[0], sys.platform)
    return handler.path


def catch_crashes(path: Path | None) -> None:
    """Have the place of a crash below Python written to standard error.

    Where there is none (a Windows program without a console), to ``crash.txt`` beside the log *path*.
    """
    try:
        faulthandler.enable()
    except (AttributeError, OSError, RuntimeError, ValueError):  # none, or one without a file behind it
        if path is not None:
            with suppress(OSError):
                faulthandler.enable(path.with_name("crash.txt").open("a", encoding="utf-8"))


def record_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a bug's type and where it happened to the log."""
    _logger.critical("a bug", exc_info=(kind, error, trace))


def where_it_happened(error: BaseException, trace: TracebackType | None) -> str:
    """The types of *error* and its causes and the lines they passed through, without any text of theirs.

    Also what the bug dialog offers to copy (DESIGN 4).
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(f"{type(current).__module__}.{type(current).__qualname__}")
        parts.extend(_frames(trace if current is error else current.__traceback__))
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\n".join(parts)


def _frames(trace: TracebackType | None) -> list[str]:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {_short(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return lines


def _short(filename: str) -> str:
    """*filename* within the program, or its last two parts: the rest may name a person."""
    path = Path(filename)
    if path.is_relative_to(_PROGRAM):
        return path.relative_to(_PROGRAM).as_posix()
    return "/".join(path.parts[-2:])


class _LogFile(logging.FileHandler):
    """The log's file, and one older one; trouble with either is passed over in silence.

    The standard rotating handler imports sockets and pickling: 10 ms that the window would wait for.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8")
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # another window holds the file (Windows): go on with the one that is open
            if self.stream is not None and self.stream.tell() > LARGEST:
                self.stream.close()
                self._start_anew()
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not disturb the user with a log."""

    def _start_anew(self) -> None:
        try:
            self.path.replace(self.path.with_suffix(".older.log"))
        finally:
            self.stream = self._open()


class _WithoutPersonalText(logging.Formatter):
    """Formats our own records, and of others' only the place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        kept = logging.makeLogRecord(record.__dict__)
        kept.exc_text = None  # another handler may have left the full text here
        kept.stack_info = None
        if record.name.partition(".")[0] not in _OURS:
            kept.msg, kept.args = f"{_short(record.pathname)}:{record.lineno}", None
        return super().format(kept)

    def formatException(self, ei: object) -> str:
        match ei:
            case (_, BaseException() as error, TracebackType() | None as trace):
                return where_it_happened(error, trace)
        return ""

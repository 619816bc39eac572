"""Help without IT: a problem report to send on.

Promises that a report holds no personal text: versions, checks, and the end of a log that never
holds any (app.log); no path, no name of a person, a book or this PC.
"""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from app import files, log
from app.book import engine_trial
from app.book.check import Finding
from app.clock import Clock
from app.language import _
from app.version import VERSION

_LOG_LINES = 200
_CRASH_LINES = 80
_FOLDER_IN_TRACE = re.compile(r'(File ")[^"]*?([^"/\\]+[/\\][^"/\\]+")')


def problem_report(
    clock: Clock, *, also: Mapping[str, str] | None = None, findings: Iterable[Finding] = ()
) -> str:
    """The report's text.

    *also* are more versions (Qt's, the screen's) that only the window knows; *findings* those of a check
    of the open book.
    """
    parts = [
        _("Pairbook problem report"),
        _(
            "It holds no names, no notes and no passphrase. You can read it before you send it.\n"
            "Write in a few words what you did and what you saw:"
        ),
        "…",
        _table(_("Versions"), {**_versions(clock), **(also or {})}),
        _table(_("Checks"), _checks()),
    ]
    told = {finding.part: _good(finding.good) for finding in findings}
    if told:
        parts.append(_table(_("The open book"), told))
    crash = _end_of("crash.txt", _CRASH_LINES)
    if crash:
        parts.append(_section(_("The last crash"), _FOLDER_IN_TRACE.sub(r"\1\2", crash)))
    parts.append(_section(_("The log"), _end_of("pairbook.log", _LOG_LINES) or "–"))
    return "\n\n".join(parts) + "\n"


def save_problem_report(
    path: Path, clock: Clock, *, also: Mapping[str, str] | None = None, findings: Iterable[Finding] = ()
) -> None:
    """Writes :func:`problem_report` to *path*; raises the known problems of :mod:`app.files`."""
    text = problem_report(clock, also=also, findings=findings)
    # The mark tells old Windows editors that this is UTF-8.
    files.write_atomically(path, text.replace("\n", os.linesep).encode("utf-8-sig"))


def _versions(clock: Clock) -> dict[str, str]:
    found = {
        "Pairbook": VERSION + (_(" (built)") if getattr(sys, "frozen", False) else ""),
        _("Written"): f"{clock.now():%Y-%m-%d %H:%M}",
        _("System"): f"{platform.system()} {platform.release()} {platform.version()}".strip(),
        _("Processor"): f"{platform.machine()}, {os.cpu_count()}",
        "Python": platform.python_version(),
    }
    return {**found, **engine_trial.versions()}


def _checks() -> dict[str, str]:
    tried = {
        _("The database encrypts"): engine_trial.encrypts,
        _("The database searches without accents"): engine_trial.searches,
        _("A book of the first version becomes one of today’s"): engine_trial.migrates,
        _("The private folder can be written"): _can_write,
    }
    results = {}
    for sentence, check in tried.items():
        try:
            results[sentence] = _good(check())
        except Exception as error:  # the report is for whatever goes wrong
            results[sentence] = f"{_good(False)} ({type(error).__name__})"
    free = shutil.disk_usage(Path.home()).free // 10**6
    results[_("Free on the disk of this user")] = f"{free} MB"
    return results


def _can_write() -> bool:
    place = files.private_folder() / "problem-report"
    files.write_atomically(place, b"")
    files.remove(place)
    return True


def _good(good: bool) -> str:
    return _("good") if good else _("BAD")


def _end_of(name: str, lines: int) -> str:
    """The last *lines* of a file beside the log; "" when there is none."""
    try:
        text = (log.folder() / name).read_text("utf-8", "replace")
    except (OSError, RuntimeError):
        return ""
    return "\n".join(text.splitlines()[-lines:])


def _table(title: str, rows: Mapping[str, str]) -> str:
    width = max(len(name) for name in rows)
    return _section(title, "\n".join(f"{name:{width}}  {value}" for name, value in rows.items()))


def _section(title: str, text: str) -> str:
    return f"{title}\n{'-' * len(title)}\n{text}"

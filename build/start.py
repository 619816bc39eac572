"""What the built program runs first.  Promises the same door as the ``pairbook`` command.

A Windows program with a window has no console: started from one with a command, it joins that
console; without one, printing must not be a fault.
"""

import io
import sys

from app.__main__ import main

_PARENT = -1


def join_console() -> None:  # pragma: no cover
    """Gives the streams that are missing the console this program was started from, if there is one."""
    if sys.platform != "win32" or (sys.stdout and sys.stderr) or len(sys.argv) < 2:
        return
    import ctypes

    if not ctypes.windll.kernel32.AttachConsole(_PARENT):
        return
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open("CONOUT$", "w", encoding="utf-8", errors="replace"))  # noqa: SIM115
    if sys.stdin is None:
        # getpass hides what is typed only on the stream that Python began with.
        sys.stdin = sys.__stdin__ = open("CONIN$", encoding="utf-8")  # noqa: SIM115


if __name__ == "__main__":
    join_console()
    if sys.stdout is None:
        # Standard error stays missing: the place of a crash then goes to a file (app.log).
        sys.stdout = io.StringIO()
    sys.exit(main())

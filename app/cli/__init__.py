"""The command line of the same program, for scripts, checks and support (DESIGN 6).

Promises the exit statuses 0, 1, 2 and 70, one sentence on standard error for a known problem, and
that a passphrase is never an argument.
"""

from app.cli.command_line import main

__all__ = ["main"]

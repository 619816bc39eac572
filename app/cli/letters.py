"""In which letters a command speaks, wherever its output goes.

Windows' own programs agree on no code page for what is piped or redirected: cmd writes the bytes into the
file as they are, Notepad takes a file for UTF-8, PowerShell reads a command in the page of its console (such
as 850).  So it is UTF-8 there, which alone has every letter, and JSON keeps to ASCII (``\\u0141``), which all
of them read alike.  A console of Windows shows every letter anyway; elsewhere the terminal's encoding holds.
"""

import sys
from io import TextIOWrapper
from typing import TextIO


def prepare(stream: TextIO | None, platform: str = sys.platform) -> None:
    """Has *stream* take every letter; one that its terminal lacks becomes ``\\u0141``, and no fault."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8" if platform == "win32" else None, errors="backslashreplace")


def only_ascii(stream: TextIO | None, platform: str = sys.platform) -> bool:
    """Whether another program may take the bytes on *stream* for something else than they are."""
    if stream is None or (platform == "win32" and not stream.isatty()):
        return True
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") != "utf8"

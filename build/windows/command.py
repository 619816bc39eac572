"""``pairbook-command.exe``: runs Pairbook.exe with the same arguments, waits, and ends with its status.

For consoles and scripts, which would not wait for a program that has a window.
"""

import subprocess
import sys
from pathlib import Path
from typing import TextIO


def own(stream: TextIO | None) -> TextIO | None:
    """*stream* to hand on; None for a console, which Pairbook.exe joins by itself."""
    return None if stream is None or stream.isatty() else stream


if __name__ == "__main__":
    program = Path(sys.executable).with_name("Pairbook.exe")
    sys.exit(
        subprocess.call(
            [program, *sys.argv[1:]], stdin=own(sys.stdin), stdout=own(sys.stdout), stderr=own(sys.stderr)
        )
    )

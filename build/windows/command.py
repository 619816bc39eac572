"""``pairbook-command.exe``: runs Pairbook.exe with the same arguments, waits, and ends with its status.

For consoles and scripts, which would not wait for a program that has a window.
"""

import os
import subprocess
import sys


def own(stream):
    """*stream* to hand on; None for a console, which Pairbook.exe joins by itself."""
    return None if stream is None or stream.isatty() else stream


if __name__ == "__main__":
    program = os.path.join(os.path.dirname(sys.executable), "Pairbook.exe")
    sys.exit(
        subprocess.call(
            [program, *sys.argv[1:]], stdin=own(sys.stdin), stdout=own(sys.stdout), stderr=own(sys.stderr)
        )
    )

"""What the built program runs first.  Promises the same door as the ``pairbook`` command.

A Windows program without a console has no standard output; printing there must not be a fault.
Standard error stays missing, so that the place of a crash goes to ``crash.txt`` (see app.log).
"""

import io
import sys

from app.__main__ import main

if sys.stdout is None:
    sys.stdout = io.StringIO()

if __name__ == "__main__":
    sys.exit(main())

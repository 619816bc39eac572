"""Qt widgets only: the window, its places, and the kit they are made of (DESIGN 1).

Before Python 3.12, PySide6 6.12 gives back references to None and True that it never
took (each ``emit()`` and each call without a result loses one), so that the program
would end with "deallocating None" after some thousand calls.  From 3.12 on these
objects are immortal; :func:`_keep_constants` makes them so here, before Qt is imported.
"""

import sys


def _keep_constants() -> None:
    """Lift the reference counts of the constants out of reach."""
    import ctypes

    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40


if sys.version_info < (3, 12) and sys.maxsize > 2**32 and sys.implementation.name == "cpython":
    _keep_constants()

"""Keeps None and True alive while PySide gives back references that it never took.

Before Python 3.12, PySide6 6.12 does so: each ``emit()`` and each call without a result loses one, and the
program would end with "deallocating None" after some thousand calls.  From 3.12 on they are immortal.
"""

import sys


def keep_constants() -> None:
    """Lift the reference counts of the constants out of reach; call it early, once."""
    if sys.version_info >= (3, 12) or sys.maxsize <= 2**32 or sys.implementation.name != "cpython":
        return
    import ctypes

    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40

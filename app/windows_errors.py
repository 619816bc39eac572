"""What Windows means by an error of a file.  Promises a number of :mod:`errno` that says it best.

Python folds Windows' numbers into those of POSIX, and a drive that was pulled out becomes "permission
denied".  For ``open`` it tells no Windows number at all: then Windows is asked once more, because a file
that another program holds and one that nobody may read want different words.
"""

import errno
import sys

# "System Error Codes", Microsoft
_MEANINGS = {
    32: errno.EBUSY,  # sharing violation
    33: errno.EBUSY,  # a part of it is locked
    39: errno.ENOSPC,
    112: errno.ENOSPC,
    15: errno.ENODEV,  # no such drive
    21: errno.ENODEV,  # nothing in the drive
    53: errno.ENODEV,  # the other PC is not found
    55: errno.ENODEV,
    59: errno.ENODEV,
    64: errno.ENODEV,  # the share is gone
    67: errno.ENODEV,
    1167: errno.ENODEV,  # pulled out
    111: errno.ENAMETOOLONG,
    206: errno.ENAMETOOLONG,
}
BAD_NAME = 123


def meaning(error: OSError) -> int | None:
    """The number of :mod:`errno` behind *error*."""
    return _MEANINGS.get(_number(error), error.errno)


def is_bad_name(error: OSError) -> bool:
    """Whether Windows refuses the name."""
    return _number(error) == BAD_NAME


def _number(error: OSError) -> int:
    number = int(getattr(error, "winerror", None) or 0)
    if sys.platform == "win32" and not number and error.filename and isinstance(error, PermissionError):
        return _asked_again(str(error.filename))  # pragma: no cover
    return number


if sys.platform == "win32":  # pragma: no cover
    import ctypes
    from ctypes import wintypes

    _READ, _SHARE_ALL, _EXISTING = 0x80000000, 7, 3

    def _asked_again(path: str) -> int:
        """What Windows says to whoever opens *path* for reading; 0 when it opens."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        handle = kernel.CreateFileW(path, _READ, _SHARE_ALL, None, _EXISTING, 0, None)
        if handle == wintypes.HANDLE(-1).value:
            return ctypes.get_last_error()
        kernel.CloseHandle(wintypes.HANDLE(handle))
        return 0

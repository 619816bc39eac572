"""Is a process of this PC still running?  Promises never to disturb the process it asks about.

A process id alone is not enough, because ids are given out again: the moment a process
began is compared too, where the system tells it.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":  # pragma: no cover
    import ctypes
    from ctypes import wintypes

    _QUERY = 0x1000
    _STILL_ACTIVE = 259
    _ACCESS_DENIED = 5

    def _windows_process(pid: int) -> tuple[bool, str]:
        """Whether *pid* runs, and the moment it began ("" when Windows does not say)."""
        if pid >= 2**32:
            return False, ""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED, ""
        handle = wintypes.HANDLE(handle)
        try:
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(handle, ctypes.byref(code))
            times = [wintypes.FILETIME() for _each in range(4)]
            kernel.GetProcessTimes(handle, *(ctypes.byref(time) for time in times))
            began = f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"
            # One that ended is kept for as long as somebody holds it.
            return code.value == _STILL_ACTIVE, began if code.value == _STILL_ACTIVE else ""
        finally:
            kernel.CloseHandle(handle)


def began(pid: int) -> str:
    """A mark of the moment process *pid* began; "" when it is gone or the system does not say."""
    if sys.platform == "win32":  # pragma: no cover
        return _windows_process(pid)[1]
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
    except OSError:
        return ""
    return after_name.split()[19]


def is_running(pid: int, began_at: str = "") -> bool:
    """Whether the process *pid* that began at *began_at* (see :func:`began`; "" = not known) still runs."""
    if pid <= 0:
        return False
    if sys.platform == "win32":  # pragma: no cover
        alive = _windows_process(pid)[0]
    else:
        try:
            os.kill(pid, 0)
            alive = True
        except ProcessLookupError:
            alive = False
        except (PermissionError, OverflowError):
            alive = pid < 2**31
    return alive and (not began_at or began(pid) in ("", began_at))

"""Tests of Windows alone: elsewhere nothing is collected here; ``make windows`` runs them under wine."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import pairbook
from tests.fixtures.closed_book import closed, reopened

__all__ = ["closed", "pairbook", "reopened"]
collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]

# What another program lets others do with a file while it holds it (Microsoft, "CreateFileW", dwShareMode).
NOTHING, READ, READ_AND_WRITE = 0, 1, 3
Held = Callable[..., AbstractContextManager[subprocess.Popen[str]]]

_HOLDER = """
import ctypes, sys, time
from ctypes import wintypes
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.CreateFileW.restype = wintypes.HANDLE
GENERIC_READ, OPEN_EXISTING = 0x80000000, 3
handle = kernel.CreateFileW(sys.argv[1], GENERIC_READ, int(sys.argv[2]), None, OPEN_EXISTING, 0, None)
print("held" if handle != wintypes.HANDLE(-1).value else ctypes.get_last_error(), flush=True)
if len(sys.argv) > 3:
    time.sleep(float(sys.argv[3]))
else:
    sys.stdin.read(1)
"""


@pytest.fixture
def held() -> Held:
    """A file held open by another process, which lets others do *share*, until the end or for *seconds*."""

    @contextmanager
    def hold(path: Path, share: int = READ, seconds: float | None = None) -> Iterator[subprocess.Popen[str]]:
        arguments = [str(path), str(share), *([] if seconds is None else [str(seconds)])]
        with subprocess.Popen(
            [sys.executable, "-c", _HOLDER, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as other:  # fmt: skip
            assert other.stdout is not None
            assert other.stdout.readline().strip() == "held"
            try:
                yield other
            finally:
                if seconds is None:
                    other.kill()

    return hold

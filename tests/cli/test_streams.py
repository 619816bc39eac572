"""Where output goes: closed, full or gone, the exit status is that of the command."""

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Pairbook


class FullDisk(io.RawIOBase):
    """A file on a disk that takes nothing more."""

    def __init__(self, behind: Path) -> None:
        super().__init__()
        self._descriptor = os.open(behind, os.O_WRONLY | os.O_CREAT)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


@pytest.fixture
def full(tmp_path: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(FullDisk(tmp_path / "full")), encoding="utf-8")


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_changes_no_exit_status(
    pairbook: Pairbook, sample: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for arguments, status in ((("topics", sample), 0), (("topics", sample.parent / "none"), 1), ((), 2)):
        monkeypatch.setattr(sys, name, None)
        assert pairbook("list", *arguments).status == status
        getattr(sys, name).close()


def test_with_standard_error_closed_a_problem_does_not_land_among_the_data(
    pairbook: Pairbook, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    ended = pairbook("list", "topics", sample.parent / "none", "--json")
    sys.stderr.close()
    assert (ended.status, ended.out) == (1, "")


def test_a_full_disk_behind_the_output_is_a_known_problem(
    pairbook: Pairbook, sample: Path, monkeypatch: pytest.MonkeyPatch, full: io.TextIOWrapper
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    ended = pairbook("list", "staff", sample, "--json")
    assert ended.status == 1
    assert ended.err.startswith("The output could not be written to the end.")


def test_a_full_disk_behind_the_errors_keeps_the_status(
    pairbook: Pairbook, sample: Path, monkeypatch: pytest.MonkeyPatch, full: io.TextIOWrapper
) -> None:
    monkeypatch.setattr(sys, "stderr", full)
    assert pairbook("list", "staff", sample.parent / "none").status == 1

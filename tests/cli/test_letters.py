"""Every letter of a name comes through a pipe or a redirection, on Windows too."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.letters import only_ascii, prepare
from app.demo import PASSPHRASE
from tests.cli.conftest import Pairbook

NAME = "Ładysława Nguyễn-Ødegård 病"


class Console(io.TextIOWrapper):
    """What somebody looks at."""

    def isatty(self) -> bool:
        return True


def _stream(encoding: str, kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> io.TextIOWrapper:
    return kind(io.BytesIO(), encoding=encoding)


def test_what_windows_pipes_or_redirects_is_utf_8() -> None:
    piped = _stream("cp1252")
    prepare(piped, "win32")
    piped.write(NAME)
    piped.flush()
    assert piped.buffer.getvalue() == NAME.encode()  # type: ignore[attr-defined]


def test_elsewhere_a_letter_that_the_terminal_lacks_is_no_fault() -> None:
    terminal = _stream("latin-1")
    prepare(terminal, "linux")
    terminal.write("Øł")
    terminal.flush()
    assert terminal.buffer.getvalue() == b"\xd8\\u0142"  # type: ignore[attr-defined]
    prepare(None)


@pytest.mark.parametrize(
    ("stream", "platform", "ascii_only"),
    [
        (_stream("utf-8"), "linux", False),
        (_stream("latin-1"), "linux", True),
        (_stream("utf-8"), "win32", True),
        (_stream("utf-8", Console), "win32", False),
        (None, "linux", True),
    ],
)
def test_json_keeps_to_ascii_where_a_program_may_read_another_code_page(
    stream: io.TextIOWrapper | None, platform: str, ascii_only: bool
) -> None:
    assert only_ascii(stream, platform) is ascii_only


def test_names_come_through_a_real_pipe_whole(sample: Path, tmp_path: Path, pairbook: Pairbook) -> None:
    listed = tmp_path / "one.csv"
    listed.write_text(f"Full name;Job title\n{NAME};Nurse\n", encoding="utf-8")
    assert pairbook("import", "staff", listed, sample).status == 0
    # As a shell has it: nothing says which letters are meant.
    environment = {**os.environ, "PAIRBOOK_PASSPHRASE": PASSPHRASE}
    for name in ("PYTHONUTF8", "PYTHONIOENCODING"):
        environment.pop(name, None)
    if sys.platform != "win32":
        environment["LC_ALL"] = "C.UTF-8"

    def piped(*words: str) -> bytes:
        command = [sys.executable, "-m", "app", "list", "staff", str(sample), *words]
        return subprocess.run(command, env=environment, capture_output=True, timeout=120, check=True).stdout

    assert NAME in piped().decode("utf-8")
    assert NAME in [row["name"] for row in json.loads(piped("--json"))]
    if sys.platform == "win32":
        assert piped("--json").isascii()

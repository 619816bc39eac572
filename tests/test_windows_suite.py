"""The suite under wine (build/windows/suite.py): nothing is forgotten, nothing hangs, all is told."""

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from build.windows import suite
from build.windows.suite import FAILED, HUNG, PASSED, Suite

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = tomllib.loads((ROOT / "tests/windows/left_out.toml").read_text("utf-8"))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the tests need no wine")
Desk = Callable[[str], dict[str, str]]
FAILS_ONCE = """
case "$*" in *room-again*) echo '1 passed'; exit 0;; esac
echo 'FAILED tests/room/test_a.py::test_one[a b] - no such luck'
exit 1
"""


@pytest.fixture
def made(tmp_path: Path) -> Suite:
    """A suite over this very source."""
    (tmp_path / "source").symlink_to(ROOT)
    (tmp_path / "results").mkdir()
    return Suite(tmp_path, tmp_path / "results", {}, Event())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An environment in which wine is a shell script."""

    def make(wine: str) -> dict[str, str]:
        program = tmp_path / "bin" / "wine"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{wine}", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return dict(os.environ)

    return make


def test_every_test_file_is_in_exactly_one_room(made: Suite) -> None:
    found = [test for room in made.rooms() for test in made.tests_of(room)]
    everything = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(found) == sorted(everything)


def test_what_is_left_out_is_there_and_has_a_reason() -> None:
    assert all(LEFT_OUT)
    for name in (name for names in LEFT_OUT.values() for name in names):
        path, _colons, test = name.partition("::")
        assert f"def {test}(" in (ROOT / path).read_text("utf-8")


def test_what_failed_is_tried_once_more_and_told(
    made: Suite, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(FAILS_ONCE)
    assert made.try_room("room", ["tests/room/test_a.py"], at)
    told = capsys.readouterr().out
    assert told.startswith("good     room: 1 passed (at a second try of 1)")
    assert "no such luck" in (made.results / "room.txt").read_text("utf-8")


def test_a_room_without_a_word_is_ended_and_is_not_good(
    made: Suite, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "SILENCE", 0.5)
    at = desk("echo begun\nexec sleep 1000\n")
    status, said = made.run(["tests/room"], "room", at)
    assert status == HUNG
    assert said.splitlines() == ["begun", "", "no word within 0.5 s"]


def test_the_status_is_that_of_the_tests(made: Suite, desk: Desk) -> None:
    at = desk("case \"$*\" in *bad*) echo '1 failed'; exit 1;; esac\necho '1 passed'\n")
    assert made.run(["tests/good"], "good", at) == (PASSED, "1 passed\n")
    assert made.run(["tests/bad"], "bad", at) == (FAILED, "1 failed\n")


def test_a_process_that_ended_before_its_tests_is_not_good(made: Suite, desk: Desk) -> None:
    at = desk("echo 'tests/room/test_a.py::test_one PASSED'\necho 'tests/room/test_a.py::test_two '\n")
    status, said = made.run(["tests/room"], "room", at)
    assert status == HUNG
    assert said.endswith("test_two \n\nended before the tests did\n")

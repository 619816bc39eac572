"""The only door: which way each command line goes, and what each ending says and returns."""

import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from app import __main__ as door
from app import log
from app.errors import KnownProblem

ROOT = Path(__file__).resolve().parent.parent
SECRET = "Anh Nguyễn"


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The door's changes to the process are taken back, and its log stays away from the tests' own."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(log, "catch_crashes", lambda path: None)
    monkeypatch.setattr(log, "set_up", lambda: None)
    monkeypatch.setattr(log, "record_bug", lambda *bug: None)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[list[str]], int]], None]:
    def replace(main: Callable[[list[str]], int]) -> None:
        module = types.ModuleType("app.cli")
        module.main = lambda arguments, try_window: main(arguments)
        monkeypatch.setitem(sys.modules, "app.cli", module)

    return replace


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["Ward 7.pairbook"], True),
        (["./check"], True),
        (["check"], False),
        (["check", "Ward 7.pairbook"], False),
        (["lst", "staff"], False),
        (["--help"], False),
        (["--version"], False),
    ],
)
def test_no_argument_or_a_book_opens_the_window(arguments: list[str], window: bool) -> None:
    assert door.wants_window(arguments) is window


def test_the_window_gets_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    module = types.ModuleType("ui.application")
    module.run = lambda book, argv: opened.append((book, argv[1:])) or 0
    monkeypatch.setitem(sys.modules, "ui.application", module)
    assert door.main(["Ward 7.pairbook"]) == 0
    assert door.main([]) == 0
    assert opened == [(Path("Ward 7.pairbook"), ["Ward 7.pairbook"]), (None, [])]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_a_sentence_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert door.main([]) == 1
    assert "no display" in capsys.readouterr().err


def test_a_command_gets_its_arguments_and_gives_its_status(command: Callable) -> None:
    command(lambda arguments: 2 if arguments == ["list", "staff"] else 0)
    assert door.main(["list", "staff"]) == 2


def test_a_known_problem_is_one_sentence_and_status_1(
    command: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: list[str]) -> int:
        raise KnownProblem("The disk is full.", "Nothing was changed.", "Free some space.")

    command(fail)
    assert door.main(["check", "x"]) == 1
    assert capsys.readouterr().err == "The disk is full. Nothing was changed. Free some space.\n"


def test_a_bug_is_status_70_and_its_words_stay_unsaid(
    command: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: list[str]) -> int:
        raise ValueError(SECRET)

    command(fail)
    assert door.main(["check", "x"]) == 70
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert SECRET not in said


def test_an_interrupted_command_ends_quietly(command: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    command(interrupt)
    assert door.main(["check", "x"]) == door.INTERRUPTED
    assert capsys.readouterr().err == ""


def run_python(code: str, **streams: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE, **streams
    )


def test_a_reader_that_went_away_is_no_bug() -> None:
    code = (
        "import sys, types; cli = types.ModuleType('app.cli'); sys.modules['app.cli'] = cli\n"
        "cli.main = lambda arguments, window: [print('x' * 1000) for _ in range(1000)] and 0\n"
        "from app.__main__ import main; sys.exit(main(['list', 'staff']))"
    )
    process = run_python(code, stdout=subprocess.PIPE)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (0, "")


def test_the_door_imports_nothing_the_window_would_wait_for() -> None:
    code = (
        "import sys, app.__main__\n"
        "slow = {'argparse', 'gettext', 'platformdirs', 'socket', 'sqlalchemy', 'app.errors', 'app.book'}\n"
        "sys.exit(', '.join(slow & set(sys.modules)))"
    )
    process = run_python(code)
    assert process.communicate()[1].strip() == ""

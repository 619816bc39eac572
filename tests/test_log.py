"""The log helps a developer and tells nothing about a person."""

import faulthandler
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log

SECRET = "Anh Nguyễn"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    before = list(logging.root.handlers)
    path = log.set_up(tmp_path)
    assert path == tmp_path / "pairbook.log"
    yield path
    for handler in set(logging.root.handlers) - set(before):
        logging.root.removeHandler(handler)
        handler.close()


def record(error: Exception) -> None:
    log.record_bug(type(error), error, error.__traceback__)


def test_a_bug_is_logged_with_its_place_and_causes_but_none_of_their_words(
    path: Path, logged_warnings: list[logging.LogRecord]
) -> None:
    def fail() -> None:
        try:
            int(SECRET)
        except ValueError as cause:
            raise LookupError(SECRET) from cause

    try:
        fail()
    except LookupError as error:
        record(error)
    text = path.read_text(encoding="utf-8")
    assert "builtins.LookupError\n  tests/test_log.py" in text
    assert "builtins.ValueError" in text
    assert SECRET not in text
    assert logged_warnings.pop().message == "a bug"


def test_what_other_libraries_say_is_kept_as_a_place_alone(
    path: Path, logged_warnings: list[logging.LogRecord]
) -> None:
    logging.getLogger("openpyxl").warning("cannot read %s", SECRET, stack_info=True)
    logging.getLogger("app.exchange").warning("%d rows refused", 3)
    text = path.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "WARNING openpyxl tests/test_log.py:" in text
    assert "WARNING app.exchange 3 rows refused" in text
    assert len(logged_warnings) == 2
    logged_warnings.clear()


def test_the_log_never_grows_past_two_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 500)
    for number in range(60):
        logging.getLogger("pairbook").info("entry %d", number)
    assert sorted(file.name for file in path.parent.iterdir()) == ["pairbook.log", "pairbook.older.log"]
    assert all(file.stat().st_size < 600 for file in path.parent.iterdir())
    assert "entry 59" in path.read_text(encoding="utf-8")


def test_a_log_that_is_open_stays(path: Path, tmp_path: Path) -> None:
    assert log.set_up(tmp_path / "elsewhere") == path
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert log.set_up(tmp_path / "file" / "below") is None


def test_each_system_gives_its_user_a_folder(own_folders: Path) -> None:
    assert log.folder("linux", {}) == own_folders / ".local" / "state" / "pairbook"
    assert log.folder("linux", {"XDG_STATE_HOME": "/state"}) == Path("/state/pairbook")
    assert log.folder("darwin", {}) == own_folders / "Library" / "Logs" / "Pairbook"
    assert log.folder("win32", {"LOCALAPPDATA": "/local"}) == Path("/local/Pairbook/Logs")


def test_without_a_console_crashes_are_written_beside_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(sys, "stderr", None)

    def enable(*files: object) -> None:
        if not files:
            raise RuntimeError("sys.stderr is None")
        opened.extend(files)

    monkeypatch.setattr(faulthandler, "enable", enable)
    log.catch_crashes(tmp_path / "pairbook.log")
    (crashes,) = opened
    assert Path(crashes.name) == tmp_path / "crash.txt"
    crashes.close()
    log.catch_crashes(None)

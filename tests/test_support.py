"""A problem report tells what is needed and nothing about a person."""

import os
import platform
from pathlib import Path

import pytest

from app import log, support
from app.book import engine_trial
from app.book.check import Finding
from app.clock import SetClock
from app.errors import KnownProblem
from app.version import VERSION


@pytest.fixture
def logs(own_folders: Path) -> Path:
    folder = log.folder()
    folder.mkdir(parents=True)
    return folder


def test_the_report_tells_versions_checks_and_the_log(logs: Path, clock: SetClock) -> None:
    (logs / "pairbook.log").write_text("".join(f"line {n}\n" for n in range(500)), encoding="utf-8")
    report = support.problem_report(
        clock,
        also={"Qt": "6.12.0"},
        findings=[Finding("records", True, "whole"), Finding("keys", False, "torn")],
    )
    assert f"Pairbook{' ' * 1}" in report
    assert VERSION in report
    assert "6.12.0" in report
    assert "SQLCipher" in report
    assert "keys     BAD" in report
    assert "line 499" in report
    assert "line 299\n" not in report


def test_it_names_no_person_and_no_place(logs: Path, clock: SetClock, own_folders: Path) -> None:
    trace = f'Segmentation fault\n  File "{own_folders}/Ruth Abernethy/app/book/book.py", line 7'
    (logs / "crash.txt").write_text(trace, encoding="utf-8")
    report = support.problem_report(clock)
    assert 'File "book/book.py", line 7' in report
    for personal in (str(own_folders), "Ruth", os.environ.get("USER") or "no such user", platform.node()):
        assert personal not in report


def test_a_check_that_breaks_is_told_by_its_kind(
    logs: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise OSError("C:/Users/Ruth")

    monkeypatch.setattr(engine_trial, "migrates", broken)
    report = support.problem_report(clock)
    assert "BAD (OSError)" in report
    assert "Ruth" not in report


def test_it_is_saved_for_any_editor(clock: SetClock, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    support.save_problem_report(path, clock)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(KnownProblem):
        support.save_problem_report(tmp_path / "not there" / "report.txt", clock)

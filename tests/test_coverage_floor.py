"""The coverage check finds a part that fell below its floor."""

import json
from pathlib import Path

import pytest

from tests import coverage_floor


def report(**covered: int) -> dict:
    summary = {"num_statements": 8, "num_branches": 2, "covered_branches": 0}
    return {
        "files": {
            f"app/{room}/records.py": {"summary": {**summary, "covered_lines": lines}}
            for room, lines in covered.items()
        }
    }


def test_lines_and_branches_count_together_and_each_part_alone() -> None:
    found = coverage_floor.shortfalls(
        report(book=8, staff=2), {"app/book/": 80, "app/staff/": 21, "ui/": 100}
    )
    assert found == ["app/staff/ is covered to 20.00 %, and its floor is 21 %."]


def test_a_shortfall_ends_with_status_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.toml"
    monkeypatch.setattr(coverage_floor, "FLOORS", floors)
    (tmp_path / "coverage.json").write_text(json.dumps(report(book=4)))
    floors.write_text('"app/" = 40')
    assert coverage_floor.main(str(tmp_path / "coverage.json")) == 0
    assert capsys.readouterr().err == ""
    floors.write_text('"app/" = 41')
    assert coverage_floor.main(str(tmp_path / "coverage.json")) == 1
    assert "app/ is covered to 40.00 %" in capsys.readouterr().err

"""What the table of budgets says, and that writing it leaves the rest of the README alone."""

from pathlib import Path

import pytest

from tests.benchmarks.table import BEGIN, END, Row, as_markdown, write_into


@pytest.mark.parametrize(
    ("at_most", "ratio_at_most", "kept", "budget"),
    [
        (None, 1.25, False, "≤ 1.25 ×"),
        (None, 1.5, True, "≤ 1.5 ×"),
        (250, None, True, "≤ 250 ms"),
        (100, 2, False, "≤ 100 ms, ≤ 2 ×"),
        (None, None, True, ""),
    ],
)
def test_a_budget_is_kept_when_time_and_ratio_are(
    at_most: float | None, ratio_at_most: float | None, kept: bool, budget: str
) -> None:
    row = Row("start", 150, "a bare window", 110, at_most, ratio_at_most)
    assert (row.kept, row.budget) == (kept, budget)


def test_the_table_shows_measure_reference_and_ratio() -> None:
    table = as_markdown(
        [Row("start", 150, "a bare window", 120, ratio_at_most=1.25), Row("log", 2.5, "x", 1, 2)]
    )
    assert table.splitlines()[2:] == [
        "| start | ≤ 1.25 × | 150 ms | a bare window: 120 ms | 1.25 | ok |",
        "| log | ≤ 2 ms | 2.5 ms | x: 1.0 ms | 2.50 | **over** |",
    ]


def test_writing_again_replaces_only_the_table(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Pairbook\n", encoding="utf-8")
    write_into(readme, "one")
    first = readme.read_text(encoding="utf-8")
    assert first.startswith("# Pairbook\n\n## ")
    readme.write_text(f"{first}\n## Licences\n", encoding="utf-8")
    write_into(readme, "two")
    assert readme.read_text(encoding="utf-8") == first.replace("one", "two") + "\n## Licences\n"
    assert (
        readme.read_text(encoding="utf-8").count(BEGIN) == readme.read_text(encoding="utf-8").count(END) == 1
    )

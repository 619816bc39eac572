"""The table of measurements, on the terminal and in the README."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


@dataclass(frozen=True)
class Row:
    """One budget: at most so many *unit*s, at most so many times the reference; None is no limit."""

    what: str
    measured: float
    reference: str
    referred: float
    at_most: float | None = None
    ratio_at_most: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.measured / self.referred if self.referred else 0.0

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return (self.at_most is None or self.measured <= self.at_most) and (
            self.ratio_at_most is None or self.ratio <= self.ratio_at_most
        )

    @property
    def budget(self) -> str:
        """The budget in words."""
        parts = [] if self.at_most is None else [f"≤ {self.at_most:,.0f} {self.unit}"]
        if self.ratio_at_most is not None:
            parts.append(f"≤ {self.ratio_at_most:g} ×")
        return ", ".join(parts)


def as_markdown(rows: Sequence[Row]) -> str:
    """The whole table."""
    lines = [
        "| What | Budget | Measured | Reference in the same run | Ratio | |",
        "|---|---|--:|---|--:|---|",
    ]
    lines += [
        f"| {row.what} | {row.budget} | {_number(row.measured)} {row.unit} | {row.reference}: "
        f"{_number(row.referred)} {row.unit} | {row.ratio:.2f} | {'ok' if row.kept else '**over**'} |"
        for row in rows
    ]
    return "\n".join(lines)


def write_into(readme: Path, table: str) -> None:
    """Puts *table* between the marks in *readme*, or at its end under a heading."""
    text = readme.read_text(encoding="utf-8")
    block = f"{BEGIN}\n{table}\n{END}"
    if BEGIN in text and END in text:
        before, rest = text.split(BEGIN, 1)
        text = before + block + rest.split(END, 1)[1]
    else:
        text = f"{text.rstrip()}\n\n## How fast it is\n\nMade by `make bench`.\n\n{block}\n"
    readme.write_text(text, encoding="utf-8")


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """The lower quartile of *times* runs of *work*, after one that does not count."""
    work()
    taken = []
    for _turn in range(times):
        begun = perf_counter()
        work()
        taken.append((perf_counter() - begun) * 1000)
    return lower_quartile(taken)


def lower_quartile(taken: Iterable[float]) -> float:
    """What a quarter of *taken* stays below: other work of the machine, which only adds, counts little."""
    ordered = sorted(taken)
    return ordered[len(ordered) // 4]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"

"""Holds coverage to the floors of ``coverage_floor.toml``: silent when they hold, exit 1 when not.

``python -m tests.coverage_floor out/coverage.json``
"""

import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("coverage_floor.toml")


def shortfalls(report: Mapping[str, dict], floors: Mapping[str, float]) -> list[str]:
    """A sentence for each part of *floors* that *report*, coverage's JSON, leaves below its figure.

    A part without any line to run is never short.
    """
    found = []
    for part, floor in floors.items():
        run = whole = 0
        for path, file in report["files"].items():
            if path.replace("\\", "/").startswith(part):
                summary = file["summary"]
                run += summary["covered_lines"] + summary.get("covered_branches", 0)
                whole += summary["num_statements"] + summary.get("num_branches", 0)
        if whole and 100 * run / whole < floor:
            found.append(f"{part} is covered to {100 * run / whole:.2f} %, and its floor is {floor} %.")
    return found


def main(report: str) -> int:
    """Check the report file and name every part below its floor."""
    found = shortfalls(json.loads(Path(report).read_text()), tomllib.loads(FLOORS.read_text()))
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

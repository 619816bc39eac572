"""``python -m tests.benchmarks``: measures every budget and prints the table.

``--write`` puts the table into the README, ``--detail`` also prints of what the time at Home is
made, ``--strict`` ends with status 1 when a budget is not kept.
"""

import argparse
import sys

from tests.benchmarks import measures
from tests.benchmarks.table import as_markdown, write_into


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument("--detail", action="store_true", help="also print what the time at Home is made of")
    parser.add_argument("--strict", action="store_true", help="end with status 1 when a budget is not kept")
    chosen = parser.parse_args()
    with measures.books() as paths:
        rows, bare_memory = measures.starting(paths[measures.SMALL])
        rows += measures.windows(paths, bare_memory)
        rows += measures.saving(paths[measures.LARGE])
        rows += measures.backing_up(paths[measures.LARGE])
        rows += measures.searching(paths[measures.LARGE])
        rows += measures.printing(paths[measures.LARGE])
        details = measures.reading(paths) if chosen.detail else []
    table = as_markdown(rows)
    print(table)
    if details:
        print(f"\n{as_markdown(details)}")
    if chosen.write:
        write_into(measures.ROOT / "README.md", table)
    return 1 if chosen.strict and not all(row.kept for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

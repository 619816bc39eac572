"""Small lists for the import tests, written as spreadsheet programs write them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '"R&D <b"',
    "<img src=/etc/passwd>",
    "Ruth 🩺",
    "\u202eDlrow olleH\u202c",
    "+44 20 7946 0958",
    "@SUM(1+1)",
    "-2+3",
)


def write_csv(folder: Path, rows: Sequence[Sequence[str]], name: str = "list.csv") -> Path:
    """A CSV file with *rows*."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = folder / name
    path.write_bytes(out.getvalue().encode("utf-8"))
    return path


def write_xlsx(folder: Path, rows: Sequence[Sequence[object]], name: str = "list.xlsx") -> Path:
    """A workbook with *rows* in its only sheet; nothing is taken for a formula."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)  # type: ignore[arg-type]
            if isinstance(value, str):
                cell.data_type = "s"
    path = folder / name
    workbook.save(path)
    return path

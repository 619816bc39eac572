"""Writes sheets as one XLSX workbook or as CSV files.

Promises that no cell runs as a formula in a spreadsheet program, that dates and numbers stay what
they are, and that nothing of the content stands in a temporary file.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, BinaryIO

from app.language import _

Value = str | int | date | time | None

_MOST_CHARACTERS = 32_767
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column's heading and its width in characters."""

    heading: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet: its title, the name of its CSV file, columns and rows."""

    title: str
    file_name: str
    columns: tuple[OutColumn, ...]
    rows: Sequence[tuple[Value, ...]]


def as_text(text: str) -> str:
    """*text* so that a spreadsheet program takes it for text: an apostrophe before what it would run."""
    clean = _FORBIDDEN.sub("", text)
    return f"'{clean}" if _RUNS.match(clean) else clean


def csv_bytes(sheet: OutSheet) -> bytes:
    """The sheet as CSV: UTF-8 with a byte order mark, which spreadsheet programs need to see."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_text(column.heading) for column in sheet.columns])
    writer.writerows([_csv_value(value) for value in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_workbook(sheets: Iterable[OutSheet], file: BinaryIO) -> None:
    """Writes the sheets into *file* as XLSX: headers in bold, first row frozen, filters, widths."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = "Pairbook"
    for sheet in sheets:
        _fill(workbook.create_sheet(sheet.title), sheet)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _writer(workbook, archive).write_data()


def _fill(worksheet: Any, sheet: OutSheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold = Font(bold=True)
    wrapped = Alignment(wrap_text=True, vertical="top")
    top = Alignment(vertical="top")
    worksheet.append([as_text(column.heading) for column in sheet.columns])
    for cell in worksheet[1]:
        cell.font = bold
    for place, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(sheet.rows, start=2):
        for place, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = worksheet.cell(number, place, _xlsx_value(value))
            cell.alignment = wrapped if isinstance(value, str) else top
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(value, time):
                cell.number_format = "hh:mm"
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = worksheet.dimensions
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = "1:1"


def _xlsx_value(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = as_text(value)
    if len(text) > _MOST_CHARACTERS:
        rest = _(" … (shortened: a cell holds no more; the CSV export has all of it)")
        text = text[: _MOST_CHARACTERS - len(rest)] + rest
    return text


def _writer(workbook: Any, archive: Any) -> Any:
    """An openpyxl writer that builds the sheets in memory; its own puts them into temporary files."""
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):  # type: ignore[misc]
        def write_worksheet(self, ws: Any) -> None:
            out = io.BytesIO()
            writer = WorksheetWriter(ws, out)
            writer.write()
            ws._drawing = None
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], out.getvalue())
            self.manifest.append(ws)

    return InMemory(workbook, archive)

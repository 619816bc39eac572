"""Reads a CSV or XLSX file into rows of text.

Promises that whatever a spreadsheet program saves comes in as the text a person saw there
(dates as ``2026-03-12``, whole numbers without ``.0``, formulas as their values), that nothing in
a file is ever run or fetched, and that any other file ends in a :class:`NotATable` sentence which
holds nothing of the file's content.
"""

import csv
import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.errors import KnownProblem
from app.language import _

MOST_BYTES = 25_000_000
MOST_UNPACKED = 300_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 120_000

_SEPARATORS = (",", ";", "\t")
_SAMPLE_ROWS = 200
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BINARY = re.compile(r"[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_MADE_TEXT = re.compile(r"'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")  # as app.exchange.spreadsheet_out writes it


class NotATable(KnownProblem):
    """The file cannot be read as a list."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row with something in it; *number* is the one the spreadsheet program shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A sheet of a workbook, or a whole CSV file under the title ``""``; empty rows are left out."""

    title: str
    rows: tuple[TextRow, ...]


def read_sheets(path: Path) -> tuple[TextSheet, ...]:
    """The sheets of the CSV or XLSX file at *path*, told apart by content and not by name.

    Raises :class:`NotATable` for a missing, unreadable, empty, damaged, protected, too large or
    different kind of file.
    """
    content = _content(path)
    if content.startswith(_OLD_OFFICE):
        raise _protected() if _ENCRYPTED in content else _old_workbook()
    if content.startswith(b"PK"):
        sheets = _workbook(content)
    else:
        sheets = (TextSheet("", _filled(_csv_rows(_decoded(content)))),)
    if not any(sheet.rows for sheet in sheets):
        raise NotATable(_("This file is empty."), _nothing(), _("Choose the file that holds the list."))
    return sheets


def fingerprint(path: Path) -> str:
    """What tells the list at *path* from any other; raises as :func:`read_sheets` does."""
    return hashlib.sha256(_content(path)).hexdigest()


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if path.is_file() and size <= MOST_BYTES else b""
        is_file, is_folder = path.is_file(), path.is_dir()
    except FileNotFoundError as error:
        raise NotATable(
            _("The file is not there."), _nothing(), _("Check its name and folder, then try again.")
        ) from error
    except (OSError, ValueError) as error:
        raise NotATable(
            _("The file cannot be read."),
            _nothing(),
            _("Close it in other programs, or copy it to your documents, then try again."),
        ) from error
    if not is_file:
        what = (
            _("This is a folder, not a file.") if is_folder else _("This is a device or a pipe, not a file.")
        )
        raise NotATable(what, _nothing(), _("Choose a CSV or XLSX file."))
    if size > MOST_BYTES:
        raise _too_large()
    return content


# --- CSV ----------------------------------------------------------------------------------------


def _decoded(content: bytes) -> str:
    text = _as_text(content)
    if text is None or "\x00" in text or 100 * len(_BINARY.findall(text)) > len(text):
        raise NotATable(
            _("This file is not a list that Pairbook can read."),
            _nothing(),
            _("Choose a CSV or XLSX file. Spreadsheet programs make one with “Save as”."),
        )
    return text


def _as_text(content: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decode(content[len(bom) :], encoding)
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 4:
        return _decode(content, "utf-16-le")
    if start[::2].count(0) > len(start) // 4:
        return _decode(content, "utf-16-be")
    text = _decode(content, "utf-8")
    return _decode(content, "cp1252") if text is None else text


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _csv_rows(text: str) -> list[list[str]]:
    first, _end, rest = text.partition("\n")
    named = re.fullmatch(r"sep=([,;\t])\r?", first)
    if named:
        text = rest  # a spreadsheet program obeys the line and does not show it either
    separator = named.group(1) if named else _separator(text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise NotATable(
                _("A quotation mark in this file is opened and never closed."),
                _nothing(),
                _("Open it in a spreadsheet program, save it as XLSX, and choose that file."),
            ) from error
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _separator(text: str) -> str:
    """The separator by which the most rows fall into the same, highest number of cells.

    That many rows agree counts for more than that one has many cells: a sentence may hold many commas.
    """

    def score(separator: str) -> int:
        widths: Counter[int] = Counter()
        try:
            for count, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                if len(row) > 1:
                    widths[len(row)] += 1
                if count >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            return 0
        return max(((width - 1) * rows * rows for width, rows in widths.items()), default=0)

    return max(_SEPARATORS, key=score)


# --- XLSX ---------------------------------------------------------------------------------------


def _workbook(content: bytes) -> tuple[TextSheet, ...]:
    with_formulas = _checked_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot show (styles, extensions) is not read
            return _read_workbook(content, with_formulas)
    except KnownProblem:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise _damaged() from error


def _read_workbook(content: bytes, with_formulas: bool) -> tuple[TextSheet, ...]:
    import openpyxl  # a tenth of a second that only the reader of a workbook pays

    shown = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    # A formula that was never calculated has no value; then its text comes in.
    written = (
        openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        if with_formulas
        else None
    )
    ordered = sorted(shown.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    return tuple(
        TextSheet(
            unicodedata.normalize("NFC", sheet.title),
            _filled(_cells(sheet, written[sheet.title] if written is not None else None)),
        )
        for sheet in ordered
    )


def _checked_archive(content: bytes) -> bool:
    """Whether a sheet holds formulas; raises for anything that is no sound workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if not any(name.lower() == "xl/workbook.xml" for name in names):
                raise NotATable(
                    _("This file is not an XLSX workbook."),
                    _nothing(),
                    _("Open it in its own program, save it as XLSX or CSV, and choose that file."),
                )
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _too_large()
            with_formulas = False
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                xml = archive.read(part)
                if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                    raise _damaged()
                if part.filename.startswith("xl/worksheets/") and re.search(rb"<(?:\w+:)?f[ >]", xml):
                    with_formulas = True
            return with_formulas
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error
    except Exception as error:
        if isinstance(error, KnownProblem):
            raise
        raise _damaged() from error  # zlib.error and its like


def _cells(sheet: Any, written: Any) -> Iterator[Iterable[str]]:
    # What a file says of its own size is often wrong and sometimes enormous.
    sheet.reset_dimensions()
    formulas: Iterator[tuple[Any, ...]] = iter(())
    if written is not None:
        written.reset_dimensions()
        formulas = written.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    for values in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        behind = next(formulas, ())
        yield (
            cell_text(behind[place] if value is None and place < len(behind) else value)
            for place, value in enumerate(values)
        )


def cell_text(value: object) -> str:
    """What a person sees in a cell that holds *value*."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".10g")
    return str(getattr(value, "text", value))


# --- both ---------------------------------------------------------------------------------------


def _filled(rows: Iterable[Iterable[str]]) -> tuple[TextRow, ...]:
    filled: list[TextRow] = []
    for number, row in enumerate(rows, start=1):
        cells = tuple(_clean(cell) for cell in row)[:MOST_COLUMNS]
        while cells and not cells[-1]:
            cells = cells[:-1]
        if cells:
            filled.append(TextRow(number, cells))
            if len(filled) > MOST_ROWS:
                raise _too_large()
    return tuple(filled)


def _clean(cell: str) -> str:
    text = cell.replace("_x000D_\n", "\n").replace("_x000D_", "\n").strip(" \u00a0\ufeff")
    if _MADE_TEXT.match(text):
        text = text[1:]
    if len(text) > MOST_CHARACTERS:
        raise NotATable(
            _("A cell of this file holds more text than Pairbook keeps."),
            _nothing(),
            _("Shorten it to {count} characters, then try again.").format(count=100_000),
        )
    return text.strip()


def _nothing() -> str:
    return _("Nothing was imported.")


def _too_large() -> NotATable:
    return NotATable(
        _("This file is too large for a list."),
        _nothing(),
        _("Keep to {rows} rows, or split the list into several files.").format(rows=f"{MOST_ROWS:,}"),
    )


def _damaged() -> NotATable:
    return NotATable(
        _("This workbook is damaged and cannot be read."),
        _nothing(),
        _("Open it in a spreadsheet program, save it again, and choose the new file."),
    )


def _protected() -> NotATable:
    return NotATable(
        _("This workbook is protected by a password."),
        _nothing(),
        _("Save it without the password, or as CSV, and choose that file."),
    )


def _old_workbook() -> NotATable:
    return NotATable(
        _("This workbook is in the old XLS format."),
        _nothing(),
        _("Open it in a spreadsheet program, save it as XLSX or CSV, and choose that file."),
    )

"""Finds the header row of a list and which column holds what.

Headers count by their common other names, in any order and case, with or without what stands in
brackets.  A column nobody knows is reported and left alone; a missing required one is a problem.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.errors import KnownProblem
from app.exchange.tables_in import TextSheet
from app.language import _

_HEADER_WITHIN = 40


class NoHeader(KnownProblem):
    """No row of the file names the columns that a list of this kind needs."""


class NoRows(KnownProblem):
    """The list has its header and nothing else."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: what the book calls it, its other names, and a line of help.

    *required* columns must be there; of *one_of* columns with the same word at least one.
    A column that *repeats* may stand several times ("Can teach 1", "Can teach 2").
    """

    key: str
    title: str
    names: tuple[str, ...]
    help: str
    required: bool = False
    one_of: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row below the header: its *number* in the file and its text by column key."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class ReadList:
    """The rows of a list, the columns it has, and the headers nobody knows."""

    rows: tuple[ListRow, ...]
    has: frozenset[str]
    unknown: tuple[str, ...]


@dataclass(slots=True)
class _Header:
    place: int
    known: dict[int, Column] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def complete(self, columns: Sequence[Column]) -> bool:
        present = {column.key for column in self.known.values()}
        groups = {column.one_of for column in columns if column.one_of}
        return all(column.key in present for column in columns if column.required) and all(
            any(column.key in present for column in columns if column.one_of == group) for group in groups
        )


def read_list(sheets: Sequence[TextSheet], columns: Sequence[Column], sheet_names: Sequence[str]) -> ReadList:
    """The list in the sheet called one of *sheet_names*, or else in the first that has its header.

    Lines above the header are skipped.  Raises :class:`NoHeader` and :class:`NoRows`.
    """
    wanted = {plain(name) for name in sheet_names}
    for sheet in sorted(sheets, key=lambda sheet: plain(sheet.title) not in wanted):
        header = _find_header(sheet, columns)
        if header is not None:
            listed = _below(sheet, header)
            if not listed.rows:
                raise NoRows(
                    _("There is no row below the names of the columns."),
                    _("Nothing was imported."),
                    _("Choose the file that holds the list."),
                )
            return listed
    needed = " · ".join(column.title for column in columns if column.required or column.one_of)
    raise NoHeader(
        _("No line of this file names the columns that are needed: {columns}.").format(columns=needed),
        _("Nothing was imported."),
        _("Give the columns these names in the first line, then try again."),
    )


def plain(heading: str) -> str:
    """A heading without case, brackets, signs and spaces: ``E-mail (work):`` → ``email``."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    for opening, closing in ("()", "[]"):
        start, end = text.find(opening), text.find(closing)
        if 0 < start < end:
            text = text[:start] + text[end + 1 :]
    return "".join(letter for letter in text if letter.isalnum())


def _find_header(sheet: TextSheet, columns: Sequence[Column]) -> _Header | None:
    by_name = {
        plain(name): column for column in columns for name in (column.title, column.key, *column.names)
    }
    best: _Header | None = None
    for place, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        header = _Header(place)
        taken: set[str] = set()
        for index, cell in enumerate(row.cells):
            name = plain(cell)
            column = by_name.get(name) or by_name.get(name.rstrip("0123456789"))
            if column is not None and (column.repeats or column.key not in taken):
                header.known[index] = column
                taken.add(column.key)
            elif cell:
                header.unknown.append(" ".join(cell.split()))
        if header.complete(columns) and (best is None or len(header.known) > len(best.known)):
            best = header
    return best


def _below(sheet: TextSheet, header: _Header) -> ReadList:
    rows = []
    alone = len(sheet.rows[header.place].cells) == 1
    for row in sheet.rows[header.place + 1 :]:
        cells: dict[str, str] = {}
        # In a list of names alone, "Surname, First name" was cut in two by its comma.
        texts = (", ".join(text for text in row.cells if text),) if alone else row.cells
        for index, column in header.known.items():
            text = texts[index] if index < len(texts) else ""
            if text:
                cells[column.key] = f"{cells[column.key]}\n{text}" if column.key in cells else text
        if cells:
            rows.append(ListRow(row.number, cells))
    return ReadList(
        tuple(rows), frozenset(column.key for column in header.known.values()), tuple(header.unknown)
    )


def help_text(columns: Sequence[Column]) -> str:
    """The columns, one a line, for the help of the command line."""
    width = max(len(column.title) for column in columns)
    return "\n".join(f"{column.title:<{width}}  {column.help}" for column in columns)

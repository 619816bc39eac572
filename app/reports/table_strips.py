"""Tables on paper (PRINT_STYLE 4): heads that repeat, hairlines between rows, tall rows parted by lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from app.reports.cells import SetCell, SetLine, draw_cell, draw_scale, set_cell
from app.reports.document import Align, Column, Density, Row, RowKind, Table, TickBox, cell_words
from app.reports.page_flow import Draw, Strip
from app.reports.page_frame import PrintCanvas, draw_line, rule
from app.reports.text_layout import Line, Style, set_text
from app.reports.type_styles import (
    BODY,
    CELL,
    CELL_DENSE,
    CELL_WRITE_IN,
    COLUMN_HEAD,
    GREY,
    HEADING_REMARK,
    INK,
    MATRIX_HEAD,
    MID,
    MM,
    RULE,
    TABLE_TITLE,
    TEAL,
    heavier,
    recoloured,
    voiced,
)

_GUTTER = 2.6
_TALLEST = 12
_BEFORE_RULE = 2.6
_BEFORE_RULE_WRITE_IN = 4.2


@dataclass(frozen=True)
class _Measures:
    style: Style
    above: float
    below: float


_MEASURES = {
    Density.NORMAL: _Measures(CELL, 2.2, 2.75),
    Density.COMPACT: _Measures(CELL_DENSE, 2.4, 3.1),
    Density.CLAUSES: _Measures(BODY, 3.2, 3.8),
    Density.DENSE: _Measures(CELL_DENSE, 1.7, 2.3),
    Density.WIDE: _Measures(CELL, 3.6, 4.2),
}
_WRITE_IN = _Measures(CELL_WRITE_IN, 2.2, 2.75)


def _measures(table: Table) -> _Measures:
    if table.write_in and table.density is Density.NORMAL:
        return _WRITE_IN
    return _MEASURES[table.density]


@dataclass(frozen=True)
class _Place:
    """Where a column's cells stand: offset from the left, width."""

    column: Column
    x: float
    width: float


def table_strips(table: Table, width: float, *, first_gap: float) -> Iterator[Strip]:
    """The strips of *table*: its head, then each row."""
    places = _places(table, width)
    total = min(width, sum(place.column.width for place in places) * MM)
    head = _head(table, places, total, first_gap)
    yield head
    again = Strip(head.height, head.draw)
    rows = iter(table.rows)
    row = next(rows, None)
    while row is not None:
        following = next(rows, None)
        keep = _stays(table, following)
        for strip in _row(table, row, places, total, again):
            yield replace(strip, keep=strip.keep or keep)
        row = following


def _stays(table: Table, following: Row | None) -> bool:
    """Whether a row stays on one page with what comes next: totals never stand alone on a page."""
    if following is None:
        return table.keep_next
    return table.keep_whole or following.kind is RowKind.TOTAL


def _places(table: Table, width: float) -> list[_Place]:
    places = []
    x = 0.0
    for number, column in enumerate(table.columns):
        wide = column.width * MM
        last = number == len(table.columns) - 1
        indent = _indent(table, column)
        gutter = 0.0 if last else (1.0 if column.letter else _GUTTER)
        if column.align is Align.RIGHT and not last:
            gutter = 12.0
        if last:
            wide = min(wide, max(wide, width - x)) if x + wide <= width + 1 else width - x
        places.append(_Place(column, x + indent, max(8.0, wide - indent - gutter)))
        x += column.width * MM
    return places


def _indent(table: Table, column: Column) -> float:
    """The room between a vertical rule and its column; letters of a matrix all stand alike."""
    if not (column.rule_before or column.letter):
        return 0.0
    return _BEFORE_RULE_WRITE_IN if table.write_in else _BEFORE_RULE


# --- heads ------------------------------------------------------------------------------------


def _head(table: Table, places: list[_Place], total: float, gap: float) -> Strip:
    titled = any(place.column.title for place in places)
    heads = [_set_head(place) for place in places]
    lettered = any(place.column.letter for place in places)
    text_height = max([sum(line.leading for line in lines) for lines in heads] + [COLUMN_HEAD.leading])
    above, below = (0.0, 2.6) if titled else (4.0, 3.3)
    height = above + (TABLE_TITLE.leading if lettered else 0.0) + text_height + below
    if not any(heads):
        height = 0.0

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        foot = top - height
        if height:
            for place, lines in zip(places, heads, strict=True):
                if place.column.letter:
                    letter = set_text([(place.column.letter, TABLE_TITLE)], 100)[0]
                    draw_line(canvas, letter, left + place.x, foot + below + text_height + 2.4)
                _draw_head(canvas, place, lines, left, foot + below, titled=titled)
            _verticals(canvas, table, places, left, top if lettered else foot, foot)
        rule(canvas, left, left + total, foot, 0.7, INK)

    return Strip(height, draw, gap=gap, keep=True)


def _draw_head(
    canvas: PrintCanvas, place: _Place, lines: tuple[Line, ...], left: float, foot: float, *, titled: bool
) -> None:
    """A head's lines, the last one on the line all heads share."""
    shared = 2.6 if titled else 2.8
    for number, line in enumerate(lines, start=1 - len(lines)):
        x = left + place.x + _shift(place.column.align, place.width, line.width)
        draw_line(canvas, line, x, foot + shared - number * line.leading)


def _set_head(place: _Place) -> tuple[Line, ...]:
    column = place.column
    if not column.head:
        return ()
    if column.title:
        pairs = voiced(column.head, TABLE_TITLE)
        pairs = [(text, HEADING_REMARK if style.colour == GREY else style) for text, style in pairs]
        return set_text(pairs, max(place.width, 200))
    return set_text(voiced(column.head, MATRIX_HEAD if column.letter else COLUMN_HEAD), place.width)


def _shift(align: Align, room: float, width: float) -> float:
    return {Align.LEFT: 0.0, Align.RIGHT: room - width, Align.CENTRE: (room - width) / 2}[align]


def _verticals(
    canvas: PrintCanvas, table: Table, places: list[_Place], left: float, top: float, foot: float
) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    for place in places:
        if place.column.rule_before:
            x = left + place.x - _indent(table, place.column)
            canvas.line(x, top, x, foot)


# --- rows -------------------------------------------------------------------------------------


def _row(table: Table, row: Row, places: list[_Place], total: float, head: Strip) -> Iterator[Strip]:
    measures = _measures(table)
    cells = [
        set_cell(cell, _style(measures.style, place.column, row), place.width)
        for cell, place in zip(row.cells, places, strict=True)
    ]
    tallest = max((len(cell.lines) for cell in cells), default=1)
    if tallest > _TALLEST and all(cell.scale is None for cell in cells):
        yield from _tall_row(table, row, places, total, head, cells)
        return
    inner = max([cell.height for cell in cells] + [measures.style.leading])
    height = max(inner + measures.above + measures.below, table.row_height * MM)
    yield Strip(
        height,
        _drawing(table, row, places, total, cells, height, (True, True)),
        head=head,
    )


def _tall_row(  # a row that may be taller than a page
    table: Table, row: Row, places: list[_Place], total: float, head: Strip, cells: list[SetCell]
) -> Iterator[Strip]:
    measures = _measures(table)
    leading = measures.style.leading
    count = max(len(cell.lines) for cell in cells)
    cuts = [0, 3, *range(4, count - 2), count]
    for start, end in pairwise(cuts):
        first, last = start == 0, end == count
        part = [SetCell(_lines(cell, start, end)) for cell in cells]
        height = (end - start) * leading + (measures.above if first else 0) + (measures.below if last else 0)
        yield Strip(height, _drawing(table, row, places, total, part, height, (first, last)), head=head)


def _lines(cell: SetCell, start: int, end: int) -> tuple[SetLine, ...]:
    return cell.lines[start:end]


def _drawing(
    table: Table,
    row: Row,
    places: list[_Place],
    total: float,
    cells: list[SetCell],
    height: float,
    ends: tuple[bool, bool],
) -> Draw:
    measures = _measures(table)
    middle = table.row_height > 0 or any(cell.scale is not None for cell in cells)
    blank = table.write_in and not any(
        cell_words(cell) for cell in row.cells[1:] if not isinstance(cell, TickBox)
    )

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        foot = top - height
        first, last = ends
        if row.kind is RowKind.TOTAL:
            rule(canvas, left, left + total, top, 0.7, INK)
        for place, cell in zip(places, cells, strict=True):
            y = top - (measures.above if first else 0)
            if middle:
                y = top - (height - cell.height) / 2 + 0.4
            if cell.scale is not None:
                draw_scale(canvas, cell.scale, left + place.x, (top + foot) / 2, place.width)
            draw_cell(canvas, cell.lines, left + place.x, y, place.width, place.column.align)
        _verticals(canvas, table, places, left, top, foot)
        if last:
            weight, colour = 0.4, RULE
            if row.kind is RowKind.LAST_OF_GROUP:
                weight, colour = 0.9, INK
            elif row.kind is RowKind.TOTAL:
                weight, colour = 0.7, INK
            elif blank:
                weight, colour = 0.5, MID
            rule(canvas, left, left + total, foot, weight, colour)

    return draw


def _style(style: Style, column: Column, row: Row) -> Style:
    if column.numbers:
        return recoloured(heavier(style), TEAL)
    if row.kind is RowKind.TOTAL or column.strong:
        style = heavier(style)
    return recoloured(style, GREY) if row.kind is RowKind.FADED else style

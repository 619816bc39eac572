"""Cells on paper: text, marks with their word, boxes, scales; measured first, drawn after.

A cell is set to rows of lines, each with what stands before it, so that a table can part a
cell that is taller than a page between any two of its lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.charts import draw_goal_scale
from app.reports.document import Align, Cell, Lines, Marked, TickBox
from app.reports.figures import GoalScale
from app.reports.inline import Text
from app.reports.marks import draw_mark
from app.reports.page_frame import PrintCanvas, draw_line
from app.reports.signs import Pie, Sign
from app.reports.text_layout import Line, Style, set_text
from app.reports.type_styles import INK, MM, TINY, voiced

TICK_BOX = 3.7 * MM
_MARK_SIZE = 8.6
_MARK_ROOM = 12.4
_STAR_ALONE = 6.8


@dataclass(frozen=True)
class SetLine:
    """One line of a cell: its text, how far it is indented, the mark or box before it."""

    line: Line
    indent: float = 0.0
    sign: Sign | Pie | None = None
    mark_size: float = _MARK_SIZE
    box: bool = False
    base: float = 0.0


@dataclass(frozen=True)
class SetCell:
    """A cell ready to draw; a *scale* has no lines."""

    lines: tuple[SetLine, ...]
    scale: GoalScale | None = None

    @property
    def height(self) -> float:
        """The height of what is in it."""
        if self.scale is not None:
            return 26.0
        return sum(entry.line.leading for entry in self.lines)


def set_cell(cell: Cell, style: Style, width: float, *, own_direction: bool = False) -> SetCell:
    """Set *cell* in *width* points."""
    if isinstance(cell, GoalScale):
        return SetCell((), cell)
    parts: Sequence[Text | Marked | TickBox] = cell.lines if isinstance(cell, Lines) else (cell,)
    return SetCell(tuple(line for part in parts for line in _set_part(part, style, width, own_direction)))


def _set_part(part: Text | Marked | TickBox, style: Style, width: float, own: bool) -> list[SetLine]:
    if isinstance(part, TickBox):
        indent = TICK_BOX + 4.2
        lines = set_text(voiced(part.text, style) or [("", style)], width - indent)
        return [SetLine(line, indent, box=number == 0) for number, line in enumerate(lines)]
    if isinstance(part, Marked):
        text_style = Style(TINY.face, 7, style.leading, style.colour) if part.small else style
        size = _MARK_SIZE if style.size >= 8.2 else 7.8
        if isinstance(part.sign, Pie):
            size = 10.2
        elif part.sign is Sign.STAR and part.small:
            size = _STAR_ALONE
        indent = size + 4.0 if part.small else max(size + 4.2, _MARK_ROOM if style.size >= 8.2 else 11.8)
        lines = set_text(voiced(part.text, text_style) or [("", text_style)], width - indent)
        return [
            SetLine(line, indent, part.sign if number == 0 else None, size, base=style.size)
            for number, line in enumerate(lines)
        ]
    return [
        SetLine(line) for line in set_text(voiced(part, style) or [("", style)], width, own_direction=own)
    ]


def draw_cell(
    canvas: PrintCanvas, lines: Sequence[SetLine], x: float, top: float, width: float, align: Align
) -> None:
    """Draw lines of a cell from *top* down."""
    for entry in lines:
        line = entry.line
        baseline = top - (entry.base or line.size)
        room = width - entry.indent
        left = x + entry.indent
        if align is Align.RIGHT or (line.leftwards and align is Align.LEFT):
            left += room - line.width
        elif align is Align.CENTRE:
            left += (room - line.width) / 2
        if entry.sign is not None:
            draw_mark(
                canvas,
                entry.sign,
                x + entry.mark_size / 2,
                baseline + 0.36 * (entry.base or line.size),
                entry.mark_size,
            )
        if entry.box:
            draw_tick_box(canvas, x, baseline + 0.36 * line.size - TICK_BOX / 2)
        if line.pieces:
            draw_line(canvas, line, left, baseline)
        top -= line.leading


def draw_tick_box(canvas: PrintCanvas, x: float, bottom: float) -> None:
    """A box to tick by hand."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x + 0.3, bottom, TICK_BOX, TICK_BOX, stroke=1, fill=0)


def draw_scale(canvas: PrintCanvas, scale: GoalScale, x: float, middle: float, width: float) -> None:
    """A goal's scale, its line a little above *middle*."""
    draw_goal_scale(canvas, scale, x + 3.4, middle + 4, width - 10)

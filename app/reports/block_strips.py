"""From blocks to strips: how each block of a document stands on paper, and the white above it."""

from collections.abc import Iterable, Iterator, Sequence

from app.reports import charts, line_charts
from app.reports.cells import draw_cell, set_cell
from app.reports.certificate_strip import certificate_strip
from app.reports.document import (
    Align,
    AnswerBox,
    Block,
    Certificate,
    CodeBox,
    Columns,
    Facts,
    Fields,
    Heading,
    KeyFigures,
    Legend,
    PageBreak,
    Paragraph,
    Remark,
    Signature,
    Space,
    Steps,
    Table,
    WritingSpace,
)
from app.reports.figures import ItemStrip, MonthBars, PairTimeline, ShareBar, Slope, ThemeBars
from app.reports.form_strips import (
    code_strip,
    fields_strips,
    line_strip,
    signature_strips,
    steps_strips,
    writing_strips,
)
from app.reports.page_flow import Strip, nothing
from app.reports.page_frame import PrintCanvas, draw_line, draw_text, rule
from app.reports.table_strips import table_strips
from app.reports.text_layout import set_text
from app.reports.type_styles import (
    ANSWER,
    ANSWER_LARGE,
    ANSWER_SECOND,
    BODY,
    BODY_LONG,
    CELL,
    FACT,
    FACT_LARGE,
    FIGURE,
    FIGURE_LABEL,
    FIGURE_UNIT,
    HEADING,
    HEADING_REMARK,
    INK,
    LABEL,
    MM,
    SMALL,
    TEAL,
    TINT,
    heavier,
    recoloured,
    voiced,
)

_SECTION_GAP = 15.0


def strips(blocks: Iterable[Block], width: float) -> Iterator[Strip]:
    """The strips of *blocks* in *width* points, in their order."""
    previous: Block | None = None
    for block in blocks:
        yield from _of(block, width, previous)
        previous = block


def _of(block: Block, width: float, previous: Block | None) -> Iterator[Strip]:
    gap = _gap(block, previous)
    match block:
        case AnswerBox():
            yield _answer(block, width, gap)
        case KeyFigures():
            yield _key_figures(block, width, gap)
        case Heading():
            yield _heading(block, width, gap)
        case Paragraph():
            yield from _paragraph(block, width, gap)
        case Remark():
            lead = [(block.lead + " ", heavier(recoloured(SMALL, INK)))] if block.lead else []
            lines = set_text([*lead, *voiced(block.text, SMALL)], width)
            for number, line in enumerate(lines):
                yield line_strip(line, width, gap=gap if number == 0 else 0, keep=number < len(lines) - 1)
        case Facts():
            yield _facts(block, gap)
        case Fields():
            yield from fields_strips(block, width, gap=gap)
        case WritingSpace():
            yield from writing_strips(block, width, gap=gap)
        case Table():
            yield from table_strips(block, width, first_gap=gap)
        case Legend():
            yield _legend(block, width, gap)
        case Steps():
            yield from steps_strips(block, width, gap=gap)
        case CodeBox():
            yield code_strip(block, width, gap=gap)
        case Signature():
            yield from signature_strips(block, width, gap=gap)
        case Certificate():
            yield certificate_strip(block, width)
        case Columns():
            yield from _columns(block, width, gap)
        case Space():
            yield Strip(0.0, nothing, gap=block.height * MM)
        case PageBreak():
            yield Strip(0.0, nothing, turns=block.room * MM)
        case _:
            yield _chart(block, width, gap)


def _gap(block: Block, previous: Block | None) -> float:
    """The white above *block*: PRINT_STYLE's pictures, measured."""
    after_heading = isinstance(previous, Heading)
    if previous is None and not isinstance(block, AnswerBox | Facts | Fields | KeyFigures):
        return 13.5 if isinstance(block, Table | Heading | Paragraph | Steps) else 9.0
    match block:
        case Heading():
            if isinstance(previous, Fields):
                filled = all(field.value is not None for field in previous.rows[-1])
                return 17.5 if filled else 12.2
            if isinstance(previous, WritingSpace):
                return 17.5 if previous.value is not None else 14.0
            return _SECTION_GAP
        case AnswerBox():
            return 13.0
        case KeyFigures():
            return 14.0
        case Facts() | Fields():
            return 12.5 if not isinstance(previous, WritingSpace) else 14.0
        case Table():
            titled = any(column.title for column in block.columns)
            return 0.0 if after_heading else (10.0 if titled else 9.0)
        case WritingSpace():
            if previous is not None and isinstance(previous, WritingSpace):
                return 8.2 if previous.value is None else 9.5
            return 2.6 if after_heading else 8.0
        case Paragraph():
            return (1.6 if not block.label else 0.6) if after_heading else 10.0
        case CodeBox():
            return 15.0
        case Steps():
            return 16.5
        case Remark():
            return 1.0 if after_heading else (5.0 if isinstance(previous, ShareBar) else 9.0)
        case Signature():
            return 3.0 if after_heading else 14.0
        case Legend():
            return 10.5
        case Columns():
            return 17.0
        case Space() | PageBreak():
            return 0.0
        case _:
            return 0.0 if after_heading else 9.0


# --- single blocks ----------------------------------------------------------------------------


def _answer(block: AnswerBox, width: float, gap: float) -> Strip:
    style = ANSWER_LARGE if block.large else ANSWER
    above, between, below = (8.2, 3.4, 8.9) if block.large else (6.0, 3.2, 7.0)
    lines = list(set_text(voiced(block.sentence, style), width - 8 * MM))
    second = list(set_text(voiced(block.second, ANSWER_SECOND), width - 8 * MM)) if block.second else []
    height = above + below + sum(line.leading for line in lines) + sum(line.leading for line in second)
    height += between if second else 0

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        canvas.setFillColor(TINT)
        canvas.rect(left, top - height, width, height, stroke=0, fill=1)
        canvas.setFillColor(TEAL)
        canvas.rect(left - 1, top - height - 0.6, 2, height + 1.2, stroke=0, fill=1)
        y = top - above
        for line in lines:
            draw_line(canvas, line, left + 4 * MM, y - line.size)
            y -= line.leading
        y -= between
        for line in second:
            draw_line(canvas, line, left + 4 * MM, y - line.size)
            y -= line.leading

    return Strip(height, draw, gap=gap)


def _key_figures(block: KeyFigures, width: float, gap: float) -> Strip:
    count = max(4, len(block.figures))
    pitch = 36 * MM if count == 5 else width / count
    labels = [set_text([(figure.label, FIGURE_LABEL)], pitch - 10) for figure in block.figures]
    height = FIGURE.leading + max((len(lines) for lines in labels), default=0) * FIGURE_LABEL.leading

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        for number, (figure, lines) in enumerate(zip(block.figures, labels, strict=True)):
            x = left + number * pitch
            base = top - FIGURE.size
            wide = draw_text(canvas, figure.value, FIGURE, x - 0.6, base)
            draw_text(canvas, figure.unit, FIGURE_UNIT, x + wide + 3, base)
            y = top - FIGURE.leading
            for line in lines:
                draw_line(canvas, line, x, y - line.size)
                y -= line.leading

    return Strip(height, draw, gap=gap)


def _heading(block: Heading, width: float, gap: float) -> Strip:
    remark = [("    ", HEADING_REMARK), *voiced(block.remark, HEADING_REMARK)] if block.remark else []
    lines = set_text([(block.text, HEADING), *remark], width)
    height = 2.8 + sum(line.leading for line in lines)

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        rule(canvas, left, left + width, top, 0.9, INK)
        y = top - 2.8
        for line in lines:
            draw_line(canvas, line, left, y - HEADING.size)
            y -= line.leading

    return Strip(height, draw, gap=gap, keep=True)


def _paragraph(block: Paragraph, width: float, gap: float) -> Iterator[Strip]:
    if block.label:
        label = set_text(voiced(block.label, LABEL), width)[0]
        yield line_strip(label, width, gap=gap, keep=True)
        gap = 1.4
        if not block.text:
            return
    style = BODY_LONG if block.long else BODY
    lines = set_text(voiced(block.text, style), width, own_direction=block.own_direction)
    for number, line in enumerate(lines):
        near_end = len(lines) > 1 and number in (0, len(lines) - 2)
        yield line_strip(line, width, gap=gap if number == 0 else 0.0, keep=near_end)


def _facts(block: Facts, gap: float) -> Strip:
    cells = [
        [set_cell(line, FACT_LARGE if block.large else FACT, fact.width * MM - 6) for line in fact.lines]
        for fact in block.facts
    ]
    height = (
        LABEL.leading
        + 0.8
        + max(
            (sum(_fact_height(cell.height, bool(cell.lines and cell.lines[0].sign)) for cell in column))
            for column in cells
        )
    )

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        x = left
        for fact, column in zip(block.facts, cells, strict=True):
            draw_text(canvas, fact.label, LABEL, x, top - LABEL.size)
            y = top - LABEL.leading - 0.8
            for cell in column:
                draw_cell(canvas, cell.lines, x, y, fact.width * MM - 6, Align.LEFT)
                y -= _fact_height(cell.height, bool(cell.lines and cell.lines[0].sign))
            x += fact.width * MM

    return Strip(height, draw, gap=gap)


def _fact_height(height: float, marked: bool) -> float:
    return height + (1.6 if marked else 0.0)


def _legend(block: Legend, width: float, gap: float) -> Strip:
    cells = [set_cell(item, CELL, width) for item in block.items]
    widths = [max((line.indent + line.line.width for line in cell.lines), default=0.0) for cell in cells]
    between = min(38.0, (width - sum(widths)) / max(1, len(cells) - 1))

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        x = left
        for cell, wide in zip(cells, widths, strict=True):
            draw_cell(canvas, cell.lines, x, top, wide, Align.LEFT)
            x += wide + between

    return Strip(CELL.leading, draw, gap=gap)


def _chart(block: Block, width: float, gap: float) -> Strip:
    match block:
        case MonthBars():
            height, draw_chart = charts.months_height(block), charts.draw_months
        case ShareBar():
            height, draw_chart = charts.share_height(block), charts.draw_share  # type: ignore[assignment]
        case ThemeBars():
            height, draw_chart = charts.themes_height(block), charts.draw_themes  # type: ignore[assignment]
        case ItemStrip():
            height, draw_chart = charts.strip_height(block), charts.draw_strip  # type: ignore[assignment]
        case Slope():
            height, draw_chart = line_charts.slope_height(block), line_charts.draw_slope  # type: ignore[assignment]
        case PairTimeline():
            height, draw_chart = line_charts.timeline_height(block), line_charts.draw_timeline  # type: ignore[assignment]
        case _:
            raise TypeError(f"no drawing for {type(block).__name__}")

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        draw_chart(canvas, block, left, top, width)  # type: ignore[arg-type]

    return Strip(height, draw, gap=gap)


def _columns(block: Columns, width: float, gap: float) -> Iterator[Strip]:
    gutter = (width - sum(block.widths) * MM) / max(1, len(block.widths) - 1)
    columns = [
        list(strips(content, wide * MM)) for content, wide in zip(block.contents, block.widths, strict=True)
    ]
    height = max((_height(column) for column in columns), default=0.0)

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        x = left
        for column, wide in zip(columns, block.widths, strict=True):
            _draw_column(canvas, column, x, top)
            x += wide * MM + gutter

    yield Strip(height, draw, gap=gap)


def _height(column: Sequence[Strip]) -> float:
    return sum(strip.height + (strip.gap if number else 0) for number, strip in enumerate(column))


def _draw_column(canvas: PrintCanvas, column: Sequence[Strip], x: float, y: float) -> None:
    for number, strip in enumerate(column):
        if number:
            y -= strip.gap
        strip.draw(canvas, x, y)
        y -= strip.height

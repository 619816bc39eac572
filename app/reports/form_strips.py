"""Forms on paper (PRINT_STYLE 7): the same places blank, pre-filled and completed; signatures; codes."""

from collections.abc import Iterator

from app.language import _
from app.reports.cells import TICK_BOX, draw_tick_box
from app.reports.document import CodeBox, Field, Fields, Signatory, Signature, Steps, WritingSpace
from app.reports.inline import hint
from app.reports.page_flow import Strip
from app.reports.page_frame import PrintCanvas, draw_line, draw_text, fitted, rule
from app.reports.text_layout import Line, set_text, text_width
from app.reports.type_styles import (
    BODY,
    BODY_LONG,
    BODY_TIGHT,
    CELL,
    CODE,
    FIELD_CHOICE,
    FIELD_VALUE,
    GREY,
    INK,
    LABEL,
    MID,
    MM,
    RULE,
    SMALL,
    STEP_HEAD,
    STEP_NUMBER,
    TINY,
    heavier,
    recoloured,
    voiced,
)

_FIELD = 32.0
_FIELD_GAP = 10.1
_VALUE_ROOM = 22.4
_GUTTER = 5 * MM


def fields_strips(fields: Fields, width: float, *, gap: float) -> Iterator[Strip]:
    """One strip a row of fields."""
    for number, row in enumerate(fields.rows):
        yield _field_row(row, gap if number == 0 else _FIELD_GAP)


def _field_row(row: tuple[Field, ...], gap: float) -> Strip:
    values = [_field_value(field) for field in row]
    deepest = max((sum(line.leading for line in lines) for lines in values), default=0.0)
    height = _FIELD + max(0.0, deepest - _VALUE_ROOM)

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        foot = top - height
        x = left
        for field, lines in zip(row, values, strict=True):
            wide = field.width * MM
            draw_text(canvas, field.label, LABEL, x, top - LABEL.size)
            if lines:
                baseline = foot + 4.6 + sum(line.leading for line in lines[1:])
                for line in lines:
                    draw_line(canvas, line, x, baseline)
                    baseline -= line.leading
                rule(canvas, x, x + wide, foot, 0.5, RULE)
            elif field.choices:
                _draw_choices(canvas, field, x, foot)
            else:
                rule(canvas, x, x + wide, foot, 0.5, MID)
            x += wide + _GUTTER

    return Strip(height, draw, gap=gap)


def _field_value(field: Field) -> tuple[Line, ...]:
    """A value in the room of the pen: on one line, or on two in smaller type, or as many as it needs."""
    if not field.value:
        return ()
    wide = field.width * MM
    lines = set_text([(field.value, FIELD_VALUE)], wide)
    if len(lines) > 1:
        lines = set_text([(field.value, BODY_TIGHT)], wide)
    return lines


def _draw_choices(canvas: PrintCanvas, field: Field, x: float, foot: float) -> None:
    style = FIELD_CHOICE
    if sum(TICK_BOX + 9.2 + text_width(choice, style) for choice in field.choices) > field.width * MM:
        style = BODY
    wide = sum(TICK_BOX + 4.2 + text_width(choice, style) for choice in field.choices)
    between = min(13.4, max(5.0, (field.width * MM - wide) / max(1, len(field.choices) - 1)))
    for choice in field.choices:
        draw_tick_box(canvas, x, foot + 1.6)
        x += TICK_BOX + 4.2
        x += draw_text(canvas, choice, style, x, foot + 4.0) + between


def writing_strips(space: WritingSpace, width: float, *, gap: float) -> Iterator[Strip]:
    """Ruled lines to write on, or the text that was written."""
    label = set_text([(space.label, LABEL), ("  ", LABEL), *voiced(hint(space.remark), TINY)], width)

    def draw_label(canvas: PrintCanvas, left: float, top: float) -> None:
        draw_line(canvas, label[0], left, top - LABEL.size)

    if space.value is not None:
        yield Strip(LABEL.leading + 1.6, draw_label, gap=gap, keep=True)
        lines = set_text([(space.value, BODY_LONG)], width, own_direction=True)
        for number, line in enumerate(lines):
            near_end = number in (0, len(lines) - 2) and len(lines) > 1
            yield line_strip(line, width, keep=near_end)
        return
    yield Strip(12.3, draw_label, gap=gap, keep=True)

    def draw_rule(canvas: PrintCanvas, left: float, top: float) -> None:
        rule(canvas, left, left + width, top - 8 * MM, 0.5, MID)

    for number in range(space.lines):
        yield Strip(8 * MM, draw_rule, keep=number < space.lines - 1)


def line_strip(line: Line, width: float, *, gap: float = 0.0, keep: bool = False) -> Strip:
    """One line of running text."""

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        shift = width - line.width if line.leftwards else 0.0
        draw_line(canvas, line, left + shift, top - line.size)

    return Strip(line.leading, draw, gap=gap, keep=keep)


# --- signatures -------------------------------------------------------------------------------

_SIGNATURE = 10.0 + 12.5 + 10.4 + 9 * MM + 11


def signature_strips(signature: Signature, width: float, *, gap: float) -> Iterator[Strip]:
    """Places to sign, two in a row."""
    people = signature.signatories
    for start in range(0, len(people), 2):
        pair = people[start : start + 2]
        last = start + 2 >= len(people)

        def draw(
            canvas: PrintCanvas, left: float, top: float, pair: tuple[Signatory, ...] = tuple(pair)
        ) -> None:
            for number, person in enumerate(pair):
                _draw_signatory(canvas, person, left + number * 90 * MM, top)

        yield Strip(_SIGNATURE, draw, gap=gap if start == 0 else 14.0, keep=not last)


def _draw_signatory(canvas: PrintCanvas, person: Signatory, x: float, top: float) -> None:
    draw_text(canvas, person.role, LABEL, x, top - LABEL.size)
    name = fitted([(person.name, heavier(BODY_LONG))], 85 * MM)
    draw_line(canvas, name, x, top - 10 - BODY_LONG.size + 0.6)
    if person.statement:
        draw_line(canvas, fitted([(person.statement, SMALL)], 85 * MM), x, top - 22.5 - SMALL.size)
    y = top - 10.0 - 12.5 - 10.4 - 9 * MM
    rule(canvas, x, x + 55 * MM, y, 0.5, INK)
    rule(canvas, x + 60 * MM, x + 85 * MM, y, 0.5, INK)
    draw_text(canvas, _("Signature"), SMALL, x, y - 8.6)
    draw_text(canvas, _("Date"), SMALL, x + 60 * MM, y - 8.6)


# --- the recovery code, steps -----------------------------------------------------------------

_CODE_TOP, _CODE_ROW, _CODE_FOOT = 53.0, 58.0, 30.0
_CODE_LEFT, _CODE_PITCH = 19 * MM, 51.8 * MM
_REMARK_RISE, _REMARK_LINE = 26.0, 11.6
_CODE_NUMBER = heavier(recoloured(CELL, GREY))


def code_strip(box: CodeBox, width: float, *, gap: float) -> Strip:
    """A code in numbered groups, three in a row, in a frame."""
    rows = -(-len(box.groups) // 3)
    last = _CODE_TOP + _CODE_ROW * (rows - 1)
    free = (3 - len(box.groups) % 3) % 3
    beside = _CODE_LEFT + (3 - free) * _CODE_PITCH  # where the cells that are left over begin
    remark = set_text([(box.remark, recoloured(CELL, GREY))], width - beside - 4 * MM) if free else []
    height = last + max(_CODE_FOOT, _REMARK_LINE * (len(remark) - 1) - _REMARK_RISE + 14)

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.3)
        canvas.rect(left, top - height, width, height, stroke=1, fill=0)
        for number, group in enumerate(box.groups):
            row, column = divmod(number, 3)
            x = left + _CODE_LEFT + column * _CODE_PITCH
            base = top - _CODE_TOP - row * _CODE_ROW
            draw_text(canvas, str(number + 1), _CODE_NUMBER, x - 17, base + 6, anchor="start")
            wide = draw_text(canvas, group, CODE, x, base)
            rule(canvas, x, x + wide, base - 9.9, 0.5, RULE)
        if free:
            x = left + beside
            y = top - last + _REMARK_RISE
            for line in remark:
                draw_line(canvas, line, x, y)
                y -= _REMARK_LINE

    return Strip(height, draw, gap=gap)


def steps_strips(steps: Steps, width: float, *, gap: float) -> Iterator[Strip]:
    """Numbered instructions."""
    for number, step in enumerate(steps.steps, start=1):
        lines = set_text(voiced(step.text, BODY), width - 13 * MM)
        height = 5.2 + STEP_HEAD.leading + len(lines) * BODY.leading + 6.6

        def draw(
            canvas: PrintCanvas,
            left: float,
            top: float,
            number: int = number,
            head: str = step.head,
            lines: tuple[Line, ...] = lines,
            height: float = height,
        ) -> None:
            if number == 1:
                rule(canvas, left, left + width, top, 0.7, INK)
            draw_text(canvas, str(number), STEP_NUMBER, left, top - 20.0)
            y = top - 5.2 - STEP_HEAD.size + 0.4
            draw_text(canvas, head, STEP_HEAD, left + 13 * MM, y)
            y -= STEP_HEAD.leading - 0.4
            for line in lines:
                draw_line(canvas, line, left + 13 * MM, y)
                y -= line.leading
            rule(canvas, left, left + width, top - height, 0.4, RULE)

        yield Strip(height, draw, gap=gap if number == 1 else 0.0)

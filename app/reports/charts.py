"""The charts of prints, drawn from their data (PRINT_STYLE 5): bars, shares, slopes, strips, themes.

Black and white lose nothing: fills are solid, hatched and white, and every number stands in figures.
"""

from app.language import _
from app.reports.figures import Fill, GoalScale, ItemState, ItemStrip, MonthBars, ShareBar, ThemeBars
from app.reports.fonts import Face
from app.reports.marks import draw_mark
from app.reports.page_frame import PrintCanvas, draw_text, rule
from app.reports.signs import Sign
from app.reports.text_layout import Style, text_width
from app.reports.type_styles import GREY, INK, MID, MM, RULE, TEAL, WHITE

NUMBER = Style(Face.REGULAR, 7.6, 10, INK)
NUMBER_GREY = Style(Face.REGULAR, 7.6, 10, GREY)
NUMBER_STRONG = Style(Face.SEMIBOLD, 7.6, 10, INK)
_ON_BAR = Style(Face.SEMIBOLD, 8, 10, WHITE)
_PLAN = Style(Face.SEMIBOLD, 7.2, 9, TEAL)
_NOTE = Style(Face.REGULAR, 7, 9, GREY)
_LEGEND = Style(Face.REGULAR, 8.2, 11, INK)
_LEGEND_STRONG = Style(Face.SEMIBOLD, 8.2, 11, INK)
_LEGEND_GREY = Style(Face.REGULAR, 8.2, 11, GREY)


def fill_box(
    canvas: PrintCanvas, fill: Fill, x: float, y: float, width: float, height: float, colour: str = TEAL
) -> None:
    """A rectangle, solid, hatched or white, in a thin outline."""
    if width <= 0 or height <= 0:
        return
    canvas.saveState()
    canvas.setLineWidth(0.6)
    canvas.setStrokeColor(INK)
    canvas.setFillColor(colour if fill is Fill.SOLID else WHITE)
    canvas.rect(x, y, width, height, stroke=0 if fill is Fill.SOLID else 1, fill=1)
    if fill is Fill.HATCHED:
        _hatch(canvas, x, y, width, height)
        canvas.rect(x, y, width, height, stroke=1, fill=0)
    canvas.restoreState()


def _hatch(canvas: PrintCanvas, x: float, y: float, width: float, height: float) -> None:
    """Lines at 45°, each cut to the rectangle."""
    canvas.setLineWidth(0.45)
    lines = []
    shift = -height + 1.2
    while shift < width:
        start, end = max(0.0, shift), min(width, shift + height)
        lines.append((x + start, y + start - shift, x + end, y + end - shift))
        shift += 2.6
    canvas.lines(lines)


def _steps(highest: float) -> tuple[int, int]:
    """A round step of the axis, and how many reach over *highest*."""
    for step in (1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000, 10000):
        if step * 4 >= highest:
            return step, max(2, -(-int(highest) // step))
    return 100000, 4


# --- months -----------------------------------------------------------------------------------

_MONTHS_TOP, _MONTHS_PLOT, _MONTHS_FOOT = 21.0, 99.5, 26.5


def months_height(chart: MonthBars) -> float:
    """How high the chart of months stands."""
    noted = any(month.note for month in chart.months)
    return _MONTHS_TOP + _MONTHS_PLOT + _MONTHS_FOOT + (0 if noted else -3)


def draw_months(canvas: PrintCanvas, chart: MonthBars, x: float, top: float, width: float) -> None:
    """Months: solid held, hatched cancelled on top, the plan as a broken line."""
    base = top - _MONTHS_TOP - _MONTHS_PLOT
    left, right = x + 22.5, x + width
    highest = max([month.held + month.cancelled for month in chart.months] + [chart.plan or 0, 3])
    step, count = _steps(highest)
    unit = _MONTHS_PLOT / (step * count)
    for number in range(count + 1):
        y = base + number * step * unit
        draw_text(canvas, str(number * step), NUMBER_GREY, left - 4, y - 2.7, anchor="end")
        if number:
            rule(canvas, left, right, y, 0.5, RULE)
    if not chart.months:
        return
    pitch = (right - left) / len(chart.months)
    bar = min(25.0, pitch * 0.62)
    if chart.plan:
        y = base + chart.plan * unit
        canvas.saveState()
        canvas.setDash([3, 2])
        rule(canvas, left, right, y, 0.8, TEAL)
        canvas.restoreState()
    short = any(pitch <= text_width(month.label, NUMBER) + 3 for month in chart.months)
    for number, month in enumerate(chart.months):
        middle = left + pitch * (number + 0.5)
        held, lost = month.held * unit, month.cancelled * unit
        fill_box(canvas, Fill.SOLID, middle - bar / 2, base, bar, held)
        fill_box(canvas, Fill.HATCHED, middle - bar / 2, base + held, bar, lost)
        if month.held and held >= 9.5:
            draw_text(canvas, str(month.held), _ON_BAR, middle, base + held - 9, anchor="middle")
        elif month.held and month.cancelled:
            _on_white(canvas, str(month.held), middle - bar / 2 - 2, base + held / 2, "end")
        elif month.held:
            draw_text(canvas, str(month.held), NUMBER, middle, base + held + 2, anchor="middle")
        if month.cancelled:
            _on_white(canvas, str(month.cancelled), middle + bar / 2 + 2, base + held + lost / 2, "start")
        if pitch >= 22 or number % 2 == 0:
            draw_text(
                canvas, month.label[:3] if short else month.label, NUMBER, middle, base - 9.4, anchor="middle"
            )
        if month.note:
            draw_text(canvas, month.note, _NOTE, middle, base - 18.6, anchor="middle")
    rule(canvas, left, right, base, 0.8, INK)
    if chart.plan:
        word = _("plan: {number}").format(number=f"{chart.plan:g}")
        room = text_width(word, _PLAN)
        y = base + chart.plan * unit
        last = chart.months[-1]
        clear = (last.held + last.cancelled) * unit < chart.plan * unit - 2
        if clear:
            _patch(canvas, right - room - 2, y + 0.8, room + 2, 8)
        draw_text(canvas, word, _PLAN, right, y + 2.6, anchor="end")
    foot = base - 25.5
    fill_box(canvas, Fill.SOLID, left, foot, 7, 7)
    wide = draw_text(canvas, _("held"), NUMBER, left + 10, foot + 0.8)
    fill_box(canvas, Fill.HATCHED, left + 10 + wide + 9, foot, 7, 7)
    draw_text(canvas, _("cancelled"), NUMBER, left + 10 + wide + 19, foot + 0.8)


def _patch(canvas: PrintCanvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(WHITE)
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def _on_white(canvas: PrintCanvas, text: str, x: float, middle: float, anchor: str) -> None:
    wide = text_width(text, NUMBER)
    _patch(canvas, (x if anchor == "start" else x - wide) - 0.6, middle - 3.6, wide + 1.2, 7.2)
    draw_text(canvas, text, NUMBER, x, middle - 2.7, anchor=anchor)


# --- shares and themes ------------------------------------------------------------------------


def share_height(chart: ShareBar) -> float:
    """How high the bar and its legend stand."""
    return 7 + 8 * MM + 13.5 + 18.8 * len(chart.shares)


def draw_share(canvas: PrintCanvas, chart: ShareBar, x: float, top: float, width: float) -> None:
    """One bar in parts, and a small table under it."""
    whole = sum(share.count for share in chart.shares) or 1
    height = 8 * MM
    y = top - 7 - height
    place = x
    for share in chart.shares:
        wide = width * share.count / whole
        fill_box(canvas, share.fill, place, y, wide, height)
        place += wide
    canvas.setLineWidth(0.6)
    canvas.setStrokeColor(INK)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
    row = y - 13.5
    for share in chart.shares:
        base = row - 11.5
        fill_box(canvas, share.fill, x, base - 1, 8, 8)
        if share.fill is Fill.SOLID:
            canvas.rect(x, base - 1, 8, 8, stroke=1, fill=0)
        draw_text(canvas, share.label, _LEGEND, x + 13, base)
        percent = f"{chart.percent(share)} %"
        draw_text(canvas, str(share.count), _LEGEND_STRONG, x + width - 26, base, anchor="end")
        draw_text(canvas, percent, _LEGEND_GREY, x + width, base, anchor="end")
        row -= 18.8
        rule(canvas, x, x + width, row, 0.4, RULE)


def themes_height(chart: ThemeBars) -> float:
    """How high the bars by theme stand."""
    return 4 + 17 * len(chart.themes)


def draw_themes(canvas: PrintCanvas, chart: ThemeBars, x: float, top: float, width: float) -> None:
    """Counts by theme; what is gathered from small themes is white."""
    highest = max([theme.count for theme in chart.themes] + [1])
    start = x + width * 0.54
    room = width * 0.39
    for number, theme in enumerate(chart.themes):
        base = top - 4 - 17 * number - 11
        draw_text(canvas, theme.label, _LEGEND, x, base)
        wide = room * theme.count / highest
        fill_box(canvas, theme.fill, start, base - 2, wide, 10)
        draw_text(canvas, str(theme.count), _LEGEND_STRONG, start + wide + 4, base)


# --- a goal's scale, a checklist's strip ------------------------------------------------------


def draw_goal_scale(canvas: PrintCanvas, scale: GoalScale, x: float, y: float, width: float) -> None:
    """One goal: ring before, disc after, on a scale with ticks."""
    span = max(1, scale.high - scale.low)
    rule(canvas, x, x + width, y, 0.7, MID)
    for number in range(scale.low, scale.high + 1):
        tick = x + width * (number - scale.low) / span
        canvas.setLineWidth(0.5)
        canvas.line(tick, y - 2, tick, y + 2)

    def place(number: int) -> float:
        return x + width * (min(max(number, scale.low), scale.high) - scale.low) / span

    if scale.before is not None and scale.after is not None:
        rule(canvas, place(scale.before), place(scale.after), y, 2.4, TEAL)
    if scale.before is not None:
        canvas.setLineWidth(1.1)
        canvas.setStrokeColor(INK)
        canvas.setFillColor(WHITE)
        canvas.circle(place(scale.before), y, 3.4, stroke=1, fill=1)
        if scale.before != scale.after:
            draw_text(canvas, str(scale.before), NUMBER, place(scale.before), y - 12, anchor="middle")
    if scale.after is not None:
        canvas.setFillColor(TEAL)
        canvas.circle(place(scale.after), y, 4.1, stroke=0, fill=1)
        draw_text(canvas, str(scale.after), NUMBER_STRONG, place(scale.after), y - 12, anchor="middle")


_STRIP_ABOVE, _STRIP_SQUARE, _STRIP_UNDER = 11.0, 14.0, 12.5
_STRIP_GAP, _STRIP_BETWEEN = 9.6, 0.8


def strip_height(chart: ItemStrip) -> float:
    """How high a strip of squares stands."""
    return _STRIP_ABOVE + _STRIP_SQUARE + _STRIP_UNDER


def draw_strip(canvas: PrintCanvas, chart: ItemStrip, x: float, top: float, width: float) -> None:
    """Squares filled, empty, or with a dash; stars above what comes before the first session."""
    squares = sum(len(section.items) for section in chart.sections)
    gaps = max(0, len(chart.sections) - 1)
    if not squares:
        return
    wide = (width - gaps * _STRIP_GAP - (squares - len(chart.sections)) * _STRIP_BETWEEN) / squares
    wide = max(3.0, min(wide, 14.0))
    y = top - _STRIP_ABOVE - _STRIP_SQUARE
    for section in chart.sections:
        start = x
        for item in section.items:
            canvas.setLineWidth(0.5)
            canvas.setStrokeColor(MID)
            filled = item.state is ItemState.SIGNED
            canvas.setFillColor(TEAL if filled else WHITE)
            canvas.rect(x, y, wide, _STRIP_SQUARE, stroke=0 if filled else 1, fill=1)
            if item.state is ItemState.NOT_APPLICABLE:
                middle = y + _STRIP_SQUARE / 2
                rule(canvas, x + wide / 2 - 2.4, x + wide / 2 + 2.4, middle, 0.7, MID)
            if item.starred:
                draw_mark(canvas, Sign.STAR, x + wide / 2, top - 5, 6.6)
            x += wide + _STRIP_BETWEEN
        letter = draw_text(canvas, section.letter, NUMBER_STRONG, start, y - 10)
        said = _("{signed} of {due}").format(signed=section.signed, due=section.due)
        if text_width(said, NUMBER_GREY) + letter + 4 > x - start + _STRIP_GAP:
            said = f"{section.signed}/{section.due}"
        draw_text(canvas, said, NUMBER_GREY, start + letter + 4, y - 10)
        x += _STRIP_GAP - _STRIP_BETWEEN

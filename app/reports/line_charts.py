"""Charts of change in time: the slope of measures before and now, the timeline of a pair (PRINT_STYLE 5)."""

from collections.abc import Callable
from datetime import date, timedelta

from app.dates import month_name, short_day
from app.language import _
from app.reports.charts import NUMBER, NUMBER_GREY, NUMBER_STRONG
from app.reports.figures import Occasion, PairTimeline, Slope, SlopeLine
from app.reports.fonts import Face
from app.reports.marks import draw_mark
from app.reports.page_frame import PrintCanvas, draw_text, rule
from app.reports.signs import Sign
from app.reports.text_layout import Style, text_width
from app.reports.type_styles import INK, MID, RULE, TEAL, WHITE

_ON_DISC = Style(Face.SEMIBOLD, 7, 9, WHITE)

# --- slope ------------------------------------------------------------------------------------

_SLOPE_HEAD, _SLOPE_PLOT = 24.0, 150.0


def slope_height(chart: Slope) -> float:
    """How high the slope stands."""
    return _SLOPE_HEAD + _SLOPE_PLOT + 4


def draw_slope(canvas: PrintCanvas, chart: Slope, x: float, top: float, width: float) -> None:
    """All lines grey; the biggest rise solid teal, the smallest broken ink; labels pushed apart."""
    left, right = x + 42.5, x + 139
    low = top - _SLOPE_HEAD - _SLOPE_PLOT
    draw_text(canvas, _("Before"), NUMBER_STRONG, left, top - 12, anchor="middle")
    draw_text(canvas, _("Now"), NUMBER_STRONG, right, top - 12, anchor="middle")
    canvas.setStrokeColor(MID)
    canvas.setLineWidth(0.7)
    for axis in (left, right):
        canvas.line(axis, low, axis, low + _SLOPE_PLOT)
    if not chart.lines:
        return
    values = [value for line in chart.lines for value in (line.before, line.now)]
    least, most = min(values), max(values)
    unit = (_SLOPE_PLOT - 30) / max(most - least, 0.5)

    def height(value: float) -> float:
        return low + 18 + (value - least) * unit

    ranked = sorted(chart.lines, key=lambda line: line.now - line.before)
    smallest, biggest = (ranked[0], ranked[-1]) if len(ranked) > 1 else (None, ranked[0])
    for line in sorted(chart.lines, key=lambda line: line in (smallest, biggest)):
        _draw_slope_line(
            canvas, (left, height(line.before)), (right, height(line.now)), line is biggest, line is smallest
        )
    _draw_slope_labels(canvas, chart.lines, left, right, height, {id(biggest), id(smallest)})


def _draw_slope_line(
    canvas: PrintCanvas, start: tuple[float, float], end: tuple[float, float], biggest: bool, smallest: bool
) -> None:
    canvas.saveState()
    colour = TEAL if biggest else INK if smallest else MID
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(2.2 if biggest else 1.2 if smallest else 0.9)
    if smallest:
        canvas.setDash([3.4, 1.8])
    canvas.line(*start, *end)
    canvas.setDash([])
    canvas.setLineWidth(0.9)
    canvas.setFillColor(colour if biggest or smallest else WHITE)
    for point in (start, end):
        canvas.circle(*point, 2.6 if biggest or smallest else 2.0, stroke=1, fill=1)
    canvas.restoreState()


def _draw_slope_labels(
    canvas: PrintCanvas,
    lines: tuple[SlopeLine, ...],
    left: float,
    right: float,
    height: Callable[[float], float],
    told: set[int],
) -> None:
    for side in ("before", "now"):
        values = [(line.before if side == "before" else line.now, line) for line in lines]
        values.sort(key=lambda entry: entry[0])
        wanted = [height(value) for value, _line in values]
        for (value, line), natural, placed in zip(values, wanted, _apart(wanted, 8.6), strict=True):
            style = NUMBER_STRONG if id(line) in told else NUMBER
            if side == "before":
                draw_text(canvas, f"{value:.1f}", style, left - 11, placed - 2.7, anchor="end")
                leader = (left - 9, placed, left - 3, natural)
            else:
                draw_text(canvas, f"{value:.1f}", style, right + 11, placed - 2.7)
                draw_text(canvas, line.label, style, right + 26, placed - 2.7)
                leader = (right + 3, natural, right + 9, placed)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(*leader)


def _apart(wanted: list[float], least: float) -> list[float]:
    """Heights in rising order, moved as little as is simple so that they stand *least* apart."""
    placed = list(wanted)
    for _round in range(60):
        moved = False
        for index in range(len(placed) - 1):
            lack = least - (placed[index + 1] - placed[index])
            if lack > 0.01:
                placed[index] -= lack / 2
                placed[index + 1] += lack / 2
                moved = True
        if not moved:
            break
    return placed


# --- timeline ---------------------------------------------------------------------------------

_LINE_ABOVE, _LINE_UNDER = 32.0, 22.0


def timeline_height(chart: PairTimeline) -> float:
    """How high a pair's timeline stands."""
    return _LINE_ABOVE + _LINE_UNDER


def draw_timeline(canvas: PrintCanvas, chart: PairTimeline, x: float, top: float, width: float) -> None:
    """Numbered discs for sessions held, × for cancelled ones, a broken ring for the next."""
    y = top - _LINE_ABOVE
    days = max(1, (chart.end - chart.start).days)

    def place(day: date) -> float:
        return x + width * min(1.0, max(0.0, (day - chart.start).days / days))

    rule(canvas, x, x + width, y, 0.9, MID)
    _draw_months_of(canvas, chart, y, place)
    spacing = width / max(1, len(chart.points))
    ends = {0: -1e9, 1: -1e9}
    for point in chart.points:
        middle = place(point.on)
        _draw_point(canvas, point.occasion, point.number, middle, y)
        label = short_day(point.on)
        style = NUMBER
        if point.occasion is Occasion.CANCELLED:
            label, style = _("{date} cancelled").format(date=label), NUMBER_GREY
        elif point.occasion is Occasion.NEXT:
            style = NUMBER_STRONG
            draw_text(canvas, _("next"), NUMBER_STRONG, middle, y - 13.5, anchor="middle")
        wide = text_width(label, style)
        if point.occasion is Occasion.CANCELLED and spacing < wide:
            label = short_day(point.on)
            wide = text_width(label, style)
        start = min(max(middle - wide / 2, x), x + width - wide)
        level = next((number for number in (0, 1) if ends[number] + 3 < start), None)
        if level is not None:
            draw_text(canvas, label, style, start, y + 9 + 9.5 * level)
            ends[level] = start + wide


def _draw_months_of(
    canvas: PrintCanvas, chart: PairTimeline, y: float, place: Callable[[date], float]
) -> None:
    """A tick at each month's start and its name in the middle of the month, where there is room."""
    taken = [place(point.on) for point in chart.points if point.occasion is Occasion.NEXT]
    month = chart.start.replace(day=1)
    many = (chart.end - chart.start).days > 420
    while month <= chart.end:
        following = (month + timedelta(days=32)).replace(day=1)
        canvas.setStrokeColor(MID)
        canvas.setLineWidth(0.9)
        if month >= chart.start:
            canvas.line(place(month), y - 3, place(month), y + 3)
        start, end = place(max(month, chart.start)), place(min(following, chart.end))
        name = month_name(month.month)
        if many:
            name = name[:3]
        wide = text_width(name, NUMBER_GREY)
        if wide > end - start:
            name = name[:3]
            wide = text_width(name, NUMBER_GREY)
        at = start + 2
        if wide <= end - start and not any(at - 12 < other < at + wide + 12 for other in taken):
            draw_text(canvas, name, NUMBER_GREY, at, y - 13.5)
        month = following


def _draw_point(canvas: PrintCanvas, occasion: Occasion, number: int, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setFillColor(WHITE)
    canvas.circle(x, y, 5.6, stroke=0, fill=1)
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    if occasion is Occasion.HELD:
        canvas.circle(x, y, 4.7, stroke=0, fill=1)
        draw_text(canvas, str(number), _ON_DISC, x, y - 2.5, anchor="middle")
    elif occasion is Occasion.CANCELLED:
        canvas.setLineWidth(1.6)
        for way in (-1, 1):
            canvas.line(x - 2.8, y - 2.8 * way, x + 2.8, y + 2.8 * way)
    else:
        draw_mark(canvas, Sign.PROPOSED, x, y, 10.6)
    canvas.restoreState()

"""The marks of prints as vector drawings (PRINT_STYLE 6): told apart by shape, never by colour."""

import math
from collections.abc import Callable

from app.reports.page_frame import PrintCanvas
from app.reports.signs import Pie, Sign
from app.reports.type_styles import INK, MID, WHITE

_Draw = Callable[[PrintCanvas, float, float, float], None]


def draw_mark(canvas: PrintCanvas, sign: Sign | Pie, x: float, y: float, size: float) -> None:
    """Draw *sign* in a square of *size* whose middle is at (x, y)."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    canvas.setLineWidth(size * 0.115)
    canvas.setLineJoin(1)
    if isinstance(sign, Pie):
        _pie(canvas, sign, x, y, size / 2)
    else:
        _DRAWN[sign](canvas, x, y, size / 2)
    canvas.restoreState()


def _ring(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.circle(x, y, r * 0.86, stroke=1, fill=0)


def _broken_ring(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.setDash([r * 0.36, r * 0.315])
    canvas.circle(x, y, r * 0.86, stroke=1, fill=0)


def _ring_with_dot(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    _ring(canvas, x, y, r)
    canvas.circle(x, y, r * 0.44, stroke=0, fill=1)


def _ring_with_bars(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    _ring(canvas, x, y, r)
    for shift in (-0.22, 0.22):
        canvas.line(x + shift * r, y - 0.36 * r, x + shift * r, y + 0.36 * r)


def _disc(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.circle(x, y, r * 0.97, stroke=0, fill=1)


def _white(canvas: PrintCanvas) -> None:
    canvas.setStrokeColor(WHITE)
    canvas.setFillColor(WHITE)


def _path(canvas: PrintCanvas, points: list[tuple[float, float]], *, closed: bool, fill: int) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=fill)


def _disc_with_tick(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    _disc(canvas, x, y, r)
    _white(canvas)
    canvas.setLineWidth(r * 0.28)
    _path(
        canvas,
        [(x - 0.45 * r, y - 0.02 * r), (x - 0.12 * r, y - 0.36 * r), (x + 0.46 * r, y + 0.34 * r)],
        closed=False,
        fill=0,
    )


def _disc_with_dash(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    _disc(canvas, x, y, r)
    _white(canvas)
    canvas.setLineWidth(r * 0.28)
    canvas.line(x - 0.48 * r, y, x + 0.48 * r, y)


def _tick(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.setLineWidth(r * 0.36)
    _path(
        canvas,
        [(x - 0.66 * r, y - 0.04 * r), (x - 0.2 * r, y - 0.52 * r), (x + 0.66 * r, y + 0.56 * r)],
        closed=False,
        fill=0,
    )


def _exclaim(canvas: PrintCanvas, x: float, y: float, r: float, low: float, high: float) -> None:
    canvas.setLineWidth(r * 0.26)
    canvas.setLineCap(1)
    canvas.line(x, y + (low + 0.36) * r, x, y + high * r)
    canvas.circle(x, y + low * r, r * 0.155, stroke=0, fill=1)


def _triangle(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.setLineWidth(r * 0.22)
    _path(
        canvas,
        [(x - 0.95 * r, y - 0.72 * r), (x + 0.95 * r, y - 0.72 * r), (x, y + 0.86 * r)],
        closed=True,
        fill=0,
    )
    _exclaim(canvas, x, y, r, -0.44, 0.32)


def _octagon(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    points = [
        (x + r * math.cos(math.radians(22.5 + 45 * k)), y + r * math.sin(math.radians(22.5 + 45 * k)))
        for k in range(8)
    ]
    canvas.setLineWidth(0.1)
    _path(canvas, points, closed=True, fill=1)
    _white(canvas)
    _exclaim(canvas, x, y, r, -0.48, 0.5)


def _star(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    points = []
    for k in range(10):
        reach = r if k % 2 == 0 else r * 0.42
        angle = math.radians(90 + 36 * k)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.setLineWidth(0.1)
    _path(canvas, points, closed=True, fill=1)


def _dot(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.setFillColor(MID)
    canvas.circle(x, y, r * 0.14, stroke=0, fill=1)


def _half_disc(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    _ring(canvas, x, y, r)
    canvas.wedge(x - r * 0.86, y - r * 0.86, x + r * 0.86, y + r * 0.86, 90, 180, stroke=0, fill=1)


def _square_with_plus(canvas: PrintCanvas, x: float, y: float, r: float) -> None:
    canvas.rect(x - r * 0.95, y - r * 0.95, r * 1.9, r * 1.9, stroke=0, fill=1)
    _white(canvas)
    canvas.setLineWidth(r * 0.4)
    canvas.line(x - r * 0.55, y, x + r * 0.55, y)
    canvas.line(x, y - r * 0.55, x, y + r * 0.55)


def _pie(canvas: PrintCanvas, pie: Pie, x: float, y: float, r: float) -> None:
    if pie.due and pie.signed >= pie.due:
        _disc_with_tick(canvas, x, y, r)
        return
    if not pie.signed:
        canvas.setStrokeColor(MID)
    _ring(canvas, x, y, r)
    if pie.signed and pie.due:
        angle = 360 * pie.signed / pie.due
        reach = r * 0.86
        canvas.wedge(x - reach, y - reach, x + reach, y + reach, 90 - angle, angle, stroke=0, fill=1)


_DRAWN: dict[Sign, _Draw] = {
    Sign.PROPOSED: _broken_ring,
    Sign.AGREED: _ring,
    Sign.ACTIVE: _ring_with_dot,
    Sign.PAUSED: _ring_with_bars,
    Sign.COMPLETED: _disc_with_tick,
    Sign.ENDED: _disc_with_dash,
    Sign.ON_COURSE: _tick,
    Sign.AMBER: _triangle,
    Sign.RED: _octagon,
    Sign.OPEN: _ring,
    Sign.DONE: _disc_with_tick,
    Sign.LATE: _triangle,
    Sign.STAR: _star,
    Sign.NOT_YET: _dot,
    Sign.SHOWN: _ring,
    Sign.WITH_HELP: _half_disc,
    Sign.INDEPENDENT: _disc,
    Sign.CAN_TEACH: _square_with_plus,
}

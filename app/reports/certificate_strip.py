"""The certificate's one page: a double frame, the name, what is certified, lines to sign on."""

from app.reports.document import Certificate
from app.reports.fonts import Face
from app.reports.page_flow import Strip
from app.reports.page_frame import PrintCanvas, draw_line, draw_text, fitted, rule
from app.reports.text_layout import Line, Style, set_text, text_width
from app.reports.type_styles import GREY, INK, MM, TEAL

_HEIGHT = 167 * MM
_TITLE = Style(Face.SEMIBOLD, 10.5, 14, TEAL)
_SPACING = 2.6
_LEAD = Style(Face.SERIF, 13, 21, GREY)
_SAID = Style(Face.SERIF, 13, 21, INK)
_FACTS = Style(Face.REGULAR, 9.5, 13, GREY)
_SIGNED = Style(Face.SEMIBOLD, 8.8, 12, INK)
_ROLE = Style(Face.REGULAR, 8.8, 12, GREY)
_NAME_SIZES = (38, 32, 27, 22)
_SIGN_AT = (22 * MM, 110.5 * MM, 199 * MM)
_SIGN_WIDE = (62 * MM, 62 * MM, 42 * MM)


def certificate_strip(block: Certificate, width: float) -> Strip:
    """The whole page of *block* in *width* points."""
    name = _fitting_name(block.name, width - 40 * MM)
    said = [line for text in block.lines for line in set_text([(text, _SAID)], width - 50 * MM)]

    def draw(canvas: PrintCanvas, left: float, top: float) -> None:
        _frame(canvas, left, top, width)
        middle = left + width / 2
        title = set_text([(block.title.upper(), _TITLE)], width)[0]
        wide = title.width + _SPACING * (len(block.title) - 1)
        draw_line(canvas, title, middle - wide / 2, top - 31 * MM, spacing=_SPACING)
        draw_text(canvas, block.lead, _LEAD, middle, top - 49 * MM, anchor="middle")
        draw_line(canvas, name, middle - name.width / 2, top - 69.5 * MM)
        rule(canvas, middle - 17 * MM, middle + 17 * MM, top - 77.5 * MM, 1.2, TEAL)
        y = top - 90 * MM
        for line in said:
            draw_line(canvas, line, middle - line.width / 2, y)
            y -= line.leading
        facts = "  ·  ".join(block.facts)
        draw_text(canvas, facts, _FACTS, middle, y - 4 * MM, anchor="middle")
        for place, room, signature in zip(_SIGN_AT, _SIGN_WIDE, block.signatures, strict=False):
            foot = top - 149.5 * MM
            rule(canvas, left + place, left + place + room, foot, 0.7, INK)
            draw_line(canvas, fitted([(signature.name, _SIGNED)], room), left + place, foot - 12)
            if signature.role:
                draw_line(canvas, fitted([(signature.role, _ROLE)], room), left + place, foot - 24.5)

    return Strip(_HEIGHT, draw)


def _fitting_name(name: str, room: float) -> Line:
    """The name on one line: as large as fits, at the least with an ellipsis."""
    for size in _NAME_SIZES:
        style = Style(Face.SERIF, size, size * 1.3, INK)
        if text_width(name, style) <= room:
            break
    return fitted([(name, style)], room)


def _frame(canvas: PrintCanvas, left: float, top: float, width: float) -> None:
    inset = 1.6 * MM
    canvas.setStrokeColor(TEAL)
    canvas.setLineWidth(2.2)
    canvas.rect(left, top - _HEIGHT, width, _HEIGHT, stroke=1, fill=0)
    canvas.setLineWidth(0.6)
    canvas.rect(left + inset, top - _HEIGHT + inset, width - 2 * inset, _HEIGHT - 2 * inset, stroke=1, fill=0)

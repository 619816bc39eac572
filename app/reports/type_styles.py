"""The inks, the sizes of type and the measures of a page (PRINT_STYLE 1-3)."""

from app.reports.fonts import Face
from app.reports.inline import Span, Text, Voice, spans
from app.reports.text_layout import Style

MM = 72 / 25.4
INK, TEAL, GREY, MID, RULE, TINT, WHITE = (
    "#17242B",
    "#0E4F5C",
    "#55636B",
    "#7C8A91",
    "#C9D1D5",
    "#EDF2F3",
    "#FFFFFF",
)

SIDE_LEFT, SIDE_RIGHT = 20 * MM, 15 * MM
TOP_FIRST, TOP_LATER, BOTTOM = 22 * MM, 24 * MM, 19 * MM

UNIT = Style(Face.SEMIBOLD, 8.6, 11, INK)
BESIDE_UNIT = Style(Face.REGULAR, 8.6, 11, GREY)
TAG = Style(Face.SEMIBOLD, 8, 10, INK)
TAG_ON_INK = Style(Face.SEMIBOLD, 8, 10, WHITE)
FOOT = Style(Face.SEMIBOLD, 7.6, 10.4, INK)
FOOT_GREY = Style(Face.REGULAR, 7.6, 10.4, GREY)

TITLE = Style(Face.SEMIBOLD, 22, 26, INK)
FACTS_LINE = Style(Face.REGULAR, 9.5, 13, GREY)
ANSWER = Style(Face.SEMIBOLD, 12.5, 17, INK)
ANSWER_LARGE = Style(Face.SEMIBOLD, 14, 19, INK)
ANSWER_SECOND = Style(Face.REGULAR, 9.6, 13.6, INK)
FIGURE = Style(Face.LIGHT, 23, 28, INK)
FIGURE_UNIT = Style(Face.REGULAR, 9.5, 13, GREY)
FIGURE_LABEL = Style(Face.REGULAR, 7.6, 10.4, INK)
HEADING = Style(Face.SEMIBOLD, 11, 14, TEAL)
HEADING_REMARK = Style(Face.REGULAR, 8, 14, GREY)
BODY = Style(Face.REGULAR, 9, 12.8, INK)
BODY_TIGHT = Style(Face.REGULAR, 8.6, 10.8, INK)
BODY_LONG = Style(Face.REGULAR, 9.8, 14, INK)
FACT = Style(Face.REGULAR, 9, 12, INK)
FACT_LARGE = Style(Face.REGULAR, 9.4, 12, INK)
FIELD_VALUE = Style(Face.REGULAR, 10.4, 13, INK)
FIELD_CHOICE = Style(Face.REGULAR, 9.4, 12, INK)
CELL = Style(Face.REGULAR, 8.4, 11, INK)
CELL_DENSE = Style(Face.REGULAR, 8, 10.4, INK)
CELL_WRITE_IN = Style(Face.REGULAR, 9, 11.6, INK)
COLUMN_HEAD = Style(Face.SEMIBOLD, 7.4, 9.6, GREY)
MATRIX_HEAD = Style(Face.SEMIBOLD, 7, 9.2, GREY)
TABLE_TITLE = Style(Face.SEMIBOLD, 10, 13, TEAL)
LABEL = COLUMN_HEAD
SMALL = Style(Face.REGULAR, 7.6, 10.4, GREY)
TINY = Style(Face.REGULAR, 7, 9, GREY)
CODE = Style(Face.MONO, 31, 36, INK)
STEP_HEAD = Style(Face.SEMIBOLD, 9.8, 13, INK)
STEP_NUMBER = Style(Face.LIGHT, 20, 26, TEAL)


def recoloured(style: Style, colour: str) -> Style:
    """*style* in another ink."""
    return Style(style.face, style.size, style.leading, colour)


def heavier(style: Style) -> Style:
    """*style* in semi-bold."""
    return Style(Face.SEMIBOLD, style.size, style.leading, style.colour)


def voiced(text: Text, style: Style) -> list[tuple[str, Style]]:
    """*text* with each span in the type its voice asks for."""
    return [(span.text, _voice(span, style)) for span in spans(text)]


def _voice(span: Span, style: Style) -> Style:
    if span.voice is Voice.STRONG:
        return heavier(style)
    if span.voice is Voice.SOFT:
        return recoloured(style, GREY)
    if span.voice is Voice.HINT:
        return Style(Face.ITALIC, style.size, style.leading, GREY)
    return style

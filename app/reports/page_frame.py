"""The page every print stands on: sizes, colours, header, footer, the reader's tag (PRINT_STYLE 1-3)."""

from collections.abc import Sequence
from functools import cache
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from app.dates import day_and_time
from app.language import _
from app.reports.document import Document, Reader
from app.reports.fonts import Face, font
from app.reports.text_layout import Line, Piece, Style, set_text, text_width
from app.reports.type_styles import (
    BESIDE_UNIT,
    FOOT,
    FOOT_GREY,
    INK,
    MM,
    RULE,
    SIDE_LEFT,
    SIDE_RIGHT,
    TAG,
    TAG_ON_INK,
    UNIT,
)

_SHORT, _LONG = 595.2756, 841.8898
rl_config.useA85 = 0  # binary streams: a fifth smaller


@cache
def _colour(ink: str) -> Any:
    return HexColor(ink)


class PrintCanvas(Canvas):  # type: ignore[misc]  # the library is untyped
    """A canvas that knows how many pages it had once it is saved, and has no font of its own."""

    def __init__(self, target: BinaryIO, document: Document) -> None:
        self.page_width, self.page_height = (_LONG, _SHORT) if document.landscape else (_SHORT, _LONG)
        super().__init__(
            target,
            pagesize=(self.page_width, self.page_height),
            initialFontName=font(Face.REGULAR).fontName,
            lang="en-GB",
            pageCompression=1,
            invariant=1,
        )
        self.setTitle(_without_direction(document.name))
        self.setAuthor(_without_direction(document.printed_by))
        self.setSubject(_without_direction(f"{document.unit}, {tag_word(document.reader)}"))
        self.setCreator("Pairbook")
        self.setProducer("Pairbook")
        self.pages = 0

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Fill with an ink of the style, read once."""
        super().setFillColor(_colour(aColor) if isinstance(aColor, str) else aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Draw with an ink of the style, read once."""
        super().setStrokeColor(_colour(aColor) if isinstance(aColor, str) else aColor, alpha)

    def count_page(self) -> None:
        """One page more."""
        self.pages += 1

    def save(self) -> None:
        """Say the number of pages wherever it was left open, then write the file."""
        self.beginForm("total", 0, -3, 40, 12)
        draw_line(self, _one(str(self.pages), FOOT), 0, 0)
        self.endForm()
        super().save()


_DIRECTION = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F))


def _without_direction(text: str) -> str:
    """*text* for the document's properties, which viewers show as it is, marks of direction included."""
    return text.translate(_DIRECTION)


def tag_word(reader: Reader) -> str:
    """The word of the tag that says who may read a print."""
    return {
        Reader.OPEN: _("Open"),
        Reader.MEETING: _("Meeting"),
        Reader.CONFIDENTIAL: _("Confidential"),
    }[reader]


def _one(text: str, style: Style) -> Line:
    return set_text([(text, style)], 1e6)[0]


def draw_line(canvas: Canvas, line: Line, x: float, baseline: float, *, spacing: float = 0.0) -> None:
    """Draw a line of text with its left end at *x*, in reading order, its letters *spacing* further apart."""
    code = ["BT"]
    if spacing:
        code.append(f"{spacing:g} Tc")
    state: tuple[Any, ...] = ()
    face = ""
    for chunk_x, chunk_y, text, piece in _chunks(line):
        style = piece.style
        wanted = (style.colour, piece.thicken, style.size)
        if wanted != state:
            code += _ink(style.colour, style.size, thicken=piece.thicken)
            state = wanted
        code.append(f"1 0 0 1 {x + chunk_x:.3f} {baseline + chunk_y:.3f} Tm")
        for subset, part in piece.font.splitString(text, canvas._doc):
            wanted_face = f"{piece.font.getSubsetInternalName(subset, canvas._doc)} {style.size:g} Tf"
            if wanted_face != face:
                code.append(wanted_face)
                face = wanted_face
            code.append(f"({canvas._escape(part)}) Tj")
    if face:
        # Colours and the drawing mode outlive a text object: bring back what the canvas believes in.
        canvas._code.append("q " + " ".join(code) + " ET Q")


@cache
def _ink(colour: str, size: float, *, thicken: bool) -> tuple[str, ...]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    rgb = f"{red:.4g} {green:.4g} {blue:.4g}"
    if thicken:
        return (f"{rgb} rg {rgb} RG", "2 Tr", f"{size * 0.025:.3f} w")
    return (f"{rgb} rg", "0 Tr")


def _chunks(line: Line) -> Sequence[tuple[float, float, str, Piece]]:
    """Text in as few strings as its faces, sizes and shaped offsets allow, in reading order."""
    chunks: list[tuple[float, float, str, Piece]] = []
    text, start, end = "", 0.0, 0.0
    last: Piece | None = None
    for x, piece in line.pieces:
        follows = (
            last is not None
            and piece.glyphs is None
            and last.font is piece.font
            and last.style is piece.style
            and last.thicken == piece.thicken
            and abs(x - end) < 0.001
        )
        if last is not None and not follows:
            chunks.append((start, 0.0, text, last))
            last = None
        if piece.glyphs is not None:
            chunks += _glyph_chunks(piece, x)
        elif last is None:
            text, start, last = piece.text, x, piece
        else:
            text += piece.text
        end = x + piece.width
    if last is not None:
        chunks.append((start, 0.0, text, last))
    return [chunk for chunk in chunks if chunk[2]]


def _glyph_chunks(piece: Piece, x: float) -> Sequence[tuple[float, float, str, Piece]]:
    scale = piece.style.size / 1000
    chunks: list[tuple[float, float, str, Piece]] = []
    text, start = "", x
    for glyph in piece.glyphs or ():
        natural = piece.font.face.charWidths.get(glyph.code, piece.font.face.defaultWidth)
        plain = not glyph.dx and not glyph.dy
        if not plain or not text:
            if text:
                chunks.append((start, 0.0, text, piece))
            text, start = "", x
        if plain:
            text += chr(glyph.code)
        else:
            chunks.append((x + glyph.dx * scale, glyph.dy * scale, chr(glyph.code), piece))
        x += glyph.advance * scale
        if plain and abs(natural - glyph.advance) > 0.6:
            chunks.append((start, 0.0, text, piece))
            text = ""
    if text:
        chunks.append((start, 0.0, text, piece))
    return chunks


def draw_text(
    canvas: Canvas, text: str, style: Style, x: float, baseline: float, *, anchor: str = "start"
) -> float:
    """Draw one line of *text* at *x* (its start, middle or end); gives its width."""
    line = _one(text, style)
    shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[anchor]
    draw_line(canvas, line, x - shift, baseline)
    return line.width


def rule(canvas: Canvas, x1: float, x2: float, y: float, weight: float, colour: str) -> None:
    """A horizontal line."""
    canvas.setLineWidth(weight)
    canvas.setStrokeColor(colour)
    canvas.line(x1, y, x2, y)


def draw_frame(canvas: PrintCanvas, document: Document, number: int) -> None:
    """Header and footer of page *number*."""
    canvas.count_page()
    left, right = SIDE_LEFT, canvas.page_width - SIDE_RIGHT
    top = canvas.page_height
    tag_width = _draw_tag(canvas, document.reader, right, top)
    room = right - left - tag_width - 6 * MM
    beside = document.hospital if number == 1 else document.name
    parts = [(document.unit, UNIT)]
    if beside:
        parts += [("    ", BESIDE_UNIT), (beside, BESIDE_UNIT)]
    draw_line(canvas, fitted(parts, room), left, top - 13.2 * MM)
    rule(canvas, left, right, top - 16.8 * MM, 0.5, RULE)

    rule(canvas, left, right, 14.6 * MM, 0.5, RULE)
    base = 10.6 * MM
    page = _("Page {number} of ").format(number=number)
    page_width = draw_text(canvas, page, FOOT, left, base)
    canvas.saveState()
    canvas.translate(left + page_width + font(FOOT.face).width(" ") * FOOT.size / 1000, base)
    canvas.doForm("total")
    canvas.restoreState()
    printed = _("Printed by {name}, {moment}").format(
        name=document.printed_by, moment=day_and_time(document.printed_at)
    )
    if document.fate:
        fate_width = draw_text(canvas, document.fate, FOOT, right, base, anchor="end")
        start, end = left + 24.7 * MM, right - fate_width
        line = fitted([(printed, FOOT_GREY)], end - start - 4 * MM)
        draw_line(canvas, line, (start + end - line.width) / 2, base)
    else:
        line = fitted([(printed, FOOT_GREY)], right - left - page_width - 12 * MM)
        draw_line(canvas, line, right - line.width, base)


def fitted(parts: Sequence[tuple[str, Style]], room: float) -> Line:
    """One line of *parts*; what has no room ends in an ellipsis."""
    lines = set_text(parts, room)
    if len(lines) < 2:
        return lines[0]
    kept = list(parts)
    while kept:
        text, style = kept.pop()
        while text:
            text = text[: -max(1, len(text) // 12)]
            lines = set_text([*kept, (text.rstrip() + "…", style)], room)
            if len(lines) == 1:
                return lines[0]
    return lines[0]


def _draw_tag(canvas: PrintCanvas, reader: Reader, right: float, top: float) -> float:
    word = tag_word(reader)
    style = TAG_ON_INK if reader is Reader.CONFIDENTIAL else TAG
    width = text_width(word, style) + 6.4 * MM
    height = 5.2 * MM
    y = top - 14.7 * MM
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    if reader is Reader.CONFIDENTIAL:
        canvas.rect(right - width, y, width, height, stroke=0, fill=1)
    else:
        weight = 1.3 if reader is Reader.MEETING else 0.6
        canvas.setLineWidth(weight)
        canvas.rect(right - width + weight / 2, y, width - weight, height, stroke=1, fill=0)
    draw_text(canvas, word, style, right - width / 2, y + height / 2 - 2.8, anchor="middle")
    return width

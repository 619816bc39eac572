"""From text to lines of placed runs: faces by script, direction, shaping, line breaks.

Promises: no character is lost (what no face has becomes a visible replacement mark); control
characters, among them the right-to-left overrides, do nothing; a word wider than its
column is broken; the same text gives the same lines.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.reports.bidi_levels import levels, own_base, runs_leftwards
from app.reports.fonts import REPLACEMENT, Face, Glyph, PrintFont, choose, font

_EASY = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02af\u0370-\u0373\u0386-\u0482\u1e00-\u1fbc"
    "\u2010\u2013\u2014\u2018-\u201e\u2026\n]*"
)
_ORPHANS = frozenset("、。，．・：；？！」』）】〉》ー々,.;:!?)]}%’”")
_BREAK_AFTER = frozenset("-\u2010\u2013\u2014/\u200b")


@dataclass(frozen=True)
class Style:
    """A face at a size in a colour; *leading* is from line to line."""

    face: Face
    size: float
    leading: float
    colour: str


@dataclass(frozen=True)
class Piece:
    """Text in one face, one style and one direction that no line break parts; all widths in points."""

    text: str
    font: PrintFont
    style: Style
    level: int
    width: float
    glyphs: tuple[Glyph, ...] | None
    thicken: bool
    space: bool = False
    joins: bool = False


@dataclass(frozen=True)
class Line:
    """Pieces in reading order, each with its left end, and what they measure together."""

    pieces: tuple[tuple[float, Piece], ...]
    width: float
    leftwards: bool
    leading: float
    size: float


def clean(text: str) -> str:
    """*text* in composed form, without control characters and direction marks, line ends kept."""
    if _EASY.fullmatch(text):
        return unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_harmless, text))


def _harmless(char: str) -> str:
    if char in "\n\u200c\u200d\u200b\u2068\u2069":
        return char
    if char in "\t\v\f\u0085\u2028\u2029":
        return " " if char == "\t" else "\n"
    if char in "\u00ad\ufeff\ufe0e":
        return ""
    category = unicodedata.category(char)
    if category == "Cc" or (category == "Cf" and not 0xE0020 <= ord(char) <= 0xE007F):
        return ""
    if category == "Cs":
        return REPLACEMENT
    return " " if category == "Zs" and char != "\u00a0" else char


def set_text(
    spans: Iterable[tuple[str, Style]], width: float, *, own_direction: bool = False
) -> tuple[Line, ...]:
    """The lines of some spans in *width* points.

    *own_direction*: the text runs the way most of its letters do, else left to right.
    """
    lines: list[Line] = []
    paragraph: list[tuple[str, Style]] = []
    last: Style | None = None
    for text, style in spans:
        last = style
        first, *more = clean(text).split("\n")
        paragraph.append((first, style))
        for part in more:
            lines += _set_paragraph(paragraph, width, own_direction)
            paragraph = [(part, style)]
    if last is not None:
        lines += _set_paragraph(paragraph, width, own_direction)
    return tuple(lines)


def text_width(text: str, style: Style) -> float:
    """How wide *text* is on one line."""
    return sum(line.width for line in set_text([(text, style)], 1e6))


# --- paragraphs to pieces ---------------------------------------------------------------------


def _set_paragraph(spans: Sequence[tuple[str, Style]], width: float, own: bool) -> list[Line]:
    whole = "".join(text for text, _ in spans)
    tallest = max((style for _, style in spans), key=lambda style: style.leading)
    if not runs_leftwards(whole):
        pieces = [piece for text, style in spans for piece in _pieces(_unmarked(text), style)]
        return _break(pieces, width, False, tallest)
    base = own_base(whole) if own else 0
    _, found = levels(whole, base)
    pieces = []
    place = 0
    for text, style in spans:
        bare_part = _unmarked(text)
        pieces += _pieces(bare_part, style, found[place : place + len(bare_part)])
        place += len(bare_part)
    return _break(pieces, width, bool(base), tallest)


def _unmarked(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "") if "\u2068" in text or "\u2069" in text else text


def _pieces(text: str, style: Style, run_levels: list[int] | None = None) -> list[Piece]:
    if run_levels is None and _EASY.fullmatch(text) and style.face is not Face.MONO:
        return [piece for word in _easy_words(text) for piece in (_easy_piece(word, style),)]
    found: list[Piece] = []
    start = 0
    chosen = [_chosen(style.face, char) for char in text]
    for end in range(1, len(text) + 1):
        if end < len(text) and not _parts(text, end, chosen, run_levels):
            continue
        level = run_levels[start] if run_levels else 0
        # A piece of the same word as the one before: no line break between the two.
        joins = start > 0 and not _may_break(text, start)
        found.append(_piece(text[start:end], style, level, joins))
        start = end
    return found


def _chosen(face: Face, char: str) -> PrintFont | None:
    """The font of a character; none for what goes with its neighbours (marks, joiners)."""
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or 0x1F3FB <= ord(char) <= 0x1F3FF:
        return None
    return choose(face, char).font


def _parts(text: str, at: int, chosen: list[PrintFont | None], run_levels: list[int] | None) -> bool:
    """Whether a new piece starts at *at*."""
    if chosen[at] is None:
        return False
    if text[at - 1] == "\u200d" and ord(text[at]) > 0x2000:
        return False
    before = next((chosen[i] for i in range(at - 1, -1, -1) if chosen[i] is not None), None)
    if before is not chosen[at] or (run_levels and run_levels[at] != run_levels[at - 1]):
        return True
    return (text[at] == " ") != (text[at - 1] == " ") or _may_break(text, at)


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at *at*."""
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return True
    if before in _BREAK_AFTER:
        return after.isalnum() and at > 1 and text[at - 2] != " "
    if _ideograph(after):
        return before not in "（「『【〈《([“‘" and after not in _ORPHANS
    return _ideograph(before) and after not in _ORPHANS


def _ideograph(char: str) -> bool:
    return 0x2E80 <= ord(char) <= 0x9FFF or 0xAC00 <= ord(char) <= 0xD7A3 or 0xF900 <= ord(char) <= 0xFAFF


@lru_cache(maxsize=4096)
def _easy_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r" +|[^ \-–—/]*[-–—/]+(?=[^\W])|[^ \-–—/]+[-–—/]*|[-–—/]+", text))


@lru_cache(maxsize=16384)
def _easy_piece(word: str, style: Style) -> Piece:
    if any(ord(char) not in font(style.face).characters for char in word):
        return _piece(word, style, 0, False)
    width = font(style.face).width(word) * style.size / 1000
    return Piece(word, font(style.face), style, 0, width, None, False, space=word[0] == " ")


@lru_cache(maxsize=16384)
def _piece(text: str, style: Style, level: int, joins: bool) -> Piece:
    text = text.replace("\u200b", "")
    lead = next((c for c in text if _chosen(style.face, c) is not None), text[:1])
    if not text:
        return Piece("", font(style.face), style, level, 0.0, None, False, joins=joins)
    choice = choose(style.face, lead)
    known = "".join(
        c if ord(c) in choice.font.characters or c in "\u200c\u200d\ufe0f" else REPLACEMENT for c in text
    )
    if REPLACEMENT in known and ord(REPLACEMENT) not in choice.font.characters:
        choice = choose(style.face, REPLACEMENT)
        known = "".join(c if ord(c) in choice.font.characters else REPLACEMENT for c in known)
    leftwards = bool(level % 2)
    combining = any(unicodedata.combining(c) for c in known)
    glyphs = None
    if choice.shaped or combining or leftwards:
        glyphs = choice.font.shaped(known, leftwards=leftwards)
        width = sum(glyph.advance for glyph in glyphs)
    else:
        known = "".join(c for c in known if c not in "\u200c\u200d\ufe0f")
        width = choice.font.width(known)
    return Piece(
        known,
        choice.font,
        style,
        level,
        width * style.size / 1000,
        glyphs,
        choice.thicken,
        text == " " * len(text),
        joins,
    )


# --- pieces to lines --------------------------------------------------------------------------


def _break(pieces: list[Piece], width: float, leftwards: bool, tallest: Style) -> list[Line]:
    lines: list[Line] = []
    current: list[Piece] = []
    used = 0.0
    for word in _words(pieces):
        measure = sum(piece.width for piece in word)
        if word[0].space:
            current += word
            used += measure
            continue
        if used + measure > width + 0.01 and any(not piece.space for piece in current):
            lines.append(_line(current, leftwards, tallest))
            current, used = [], 0.0
        if used + measure > width + 0.01:
            for part in _cut(word, width):
                if used + part.width > width + 0.01 and current:
                    lines.append(_line(current, leftwards, tallest))
                    current, used = [], 0.0
                current.append(part)
                used += part.width
            continue
        current += word
        used += measure
    lines.append(_line(current, leftwards, tallest))
    return lines


def _words(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stay together: those that join, across a change of style too."""
    words: list[list[Piece]] = []
    for piece in pieces:
        joined = words and not piece.space and not words[-1][-1].space and _sticks(words[-1][-1], piece)
        if joined:
            words[-1].append(piece)
        else:
            words.append([piece])
    return words


def _sticks(before: Piece, piece: Piece) -> bool:
    if piece.joins:
        return True
    return (
        before.style is not piece.style
        and before.text[-1:] not in _BREAK_AFTER
        and piece.text[:1] in _ORPHANS
    )


def _cut(word: list[Piece], width: float) -> list[Piece]:
    """A word too long for a line, in parts that fit."""
    parts: list[Piece] = []
    for piece in word:
        if piece.width <= width or len(piece.text) < 2:
            parts.append(piece)
            continue
        text = piece.text
        start = 0
        size = max(1, int(len(text) * width / piece.width))
        while start < len(text):
            end = min(len(text), start + size)
            while True:
                while end < len(text) and end > start + 1 and unicodedata.category(text[end])[0] in "MC":
                    end -= 1
                part = _piece(text[start:end], piece.style, piece.level, False)
                if part.width <= width or end <= start + 1:
                    break
                end -= 1
            parts.append(part)
            start = end
    return parts


def _line(pieces: list[Piece], leftwards: bool, tallest: Style) -> Line:
    while pieces and pieces[-1].space:
        pieces = pieces[:-1]
    order = _visual([piece.level for piece in pieces])
    lefts = [0.0] * len(pieces)
    x = 0.0
    for place in order:
        lefts[place] = x
        x += pieces[place].width
    return Line(tuple(zip(lefts, pieces, strict=True)), x, leftwards, tallest.leading, tallest.size)


def _visual(found: list[int]) -> list[int]:
    """The places of pieces as they stand from left to right (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(order):
            if found[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order

"""The faces of prints: loading, the choice of a face for each character, shaped glyphs as text.

Promises: every face is TrueType and embedded; a character that no face has is shown as a
replacement mark, never dropped; glyphs without a character of their own (Arabic forms,
Indic conjuncts) read back from the PDF as the text they stand for.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_FONTS = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
_FIRST_PRIVATE = 0xF0000
REPLACEMENT = "\ufffd"


class Face(Enum):
    """The roles of type on paper (PRINT_STYLE 2)."""

    LIGHT = "NotoSans-Light"
    REGULAR = "NotoSans-Regular"
    SEMIBOLD = "NotoSans-SemiBold"
    ITALIC = "NotoSans-Italic"
    SERIF = "NotoSerif-Regular"
    MONO = "NotoSansMono-Medium"


_SCRIPTS_IN_TWO_WEIGHTS = ("Arabic", "Hebrew", "Devanagari", "Bengali", "Tamil")
_SCRIPTS = (
    "Gujarati",
    "Gurmukhi",
    "Malayalam",
    "Telugu",
    "Kannada",
    "Sinhala",
    "Thai",
    "Georgian",
    "Armenian",
    "Ethiopic",
)


@dataclass(frozen=True)
class Glyph:
    """One placed glyph: the code it is drawn by, its advance and its offset, in thousandths of the size."""

    code: int
    advance: float
    dx: float
    dy: float


class PrintFont(TTFont):  # type: ignore[misc]  # the library is untyped
    """A face that also draws glyphs which no character maps to, and says what text they stand for."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), asciiReadable=False, shapable=False)
        self.characters = frozenset(self.face.charToGlyph)
        self._texts: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}
        self._assigning = threading.Lock()
        blob = uharfbuzz.Blob(path.read_bytes())
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(blob))
        self._per_em = 1000.0 / self._shaper.face.upem

    def width(self, text: str) -> float:
        """The width of *text*, unshaped, in thousandths of its size."""
        widths, missing = self.face.charWidths, self.face.defaultWidth
        return float(sum(widths.get(ord(char), missing) for char in text))

    def shaped(self, text: str, *, leftwards: bool) -> tuple[Glyph, ...]:
        """*text* as glyphs in the order they are drawn from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        uharfbuzz.shape(self._shaper, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        said = self._said_by(text, [info.cluster for info in infos], leftwards=leftwards)
        scale = self._per_em
        return tuple(
            Glyph(
                self._code(info.codepoint, words, place.x_advance * scale),
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
            )
            for info, place, words in zip(infos, positions, said, strict=True)
        )

    @staticmethod
    def _said_by(text: str, clusters: list[int], *, leftwards: bool) -> list[str]:
        """The characters each glyph stands for: its cluster's, shared out over the cluster's glyphs."""
        starts = [*sorted(set(clusters)), len(text)]
        whole = {start: text[start:end] for start, end in pairwise(starts)}
        said = [""] * len(clusters)
        order = range(len(clusters) - 1, -1, -1) if leftwards else range(len(clusters))
        left = {start: clusters.count(start) for start in whole}
        for place in order:
            start = clusters[place]
            left[start] -= 1
            rest = whole[start]
            said[place], whole[start] = (rest[:1], rest[1:]) if left[start] else (rest, "")
        return said

    def _code(self, glyph: int, text: str, advance: float) -> int:
        face = self.face
        if len(text) == 1 and face.charToGlyph.get(ord(text)) == glyph and text in _plain_text:
            return ord(text)
        with self._assigning:
            code = self._codes.get((glyph, text))
            if code is None:
                code = _FIRST_PRIVATE + len(self._codes)
                while code in self.characters:
                    code += 0x10000
                face.charToGlyph[code] = glyph
                # The width the PDF is told must be the glyph's own; the advance is ours to set.
                face.charWidths[code] = face.hmetrics[glyph][0] * self._per_em
                self._texts[code] = text
                self._codes[glyph, text] = code
        return code

    def text_of(self, code: int) -> str:
        """What a drawn code stands for."""
        return self._texts.get(code, chr(code))

    def addObjects(self, doc: Any) -> None:  # the library's name
        """Embed what *doc* used, with a map back to text that knows shaped glyphs."""
        state = self.state[doc]
        state.frozen = 1
        for number, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]
            base = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = internal, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([self.face.getCharWidth(code) for code in subset])
            back = pdfdoc.PDFStream()
            back.content = self._map_to_text(base, subset)
            if doc.compression:
                back.filters = [pdfdoc.PDFZCompress]
            font.ToUnicode = doc.Reference(back, "toUnicodeCMap:" + base)
            with self._assigning:  # the face reads its file from one place at a time
                font.FontDescriptor = self.face.addSubsetObjects(doc, base, subset)
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]

    def _map_to_text(self, name: str, subset: list[int]) -> str:
        pairs = []
        for index, code in enumerate(subset):
            text = self.text_of(code) if code else REPLACEMENT
            pairs.append(f"<{index:02X}> <{text.encode('utf-16-be').hex().upper()}>")
        blocks = []
        for start in range(0, len(pairs), 100):
            part = pairs[start : start + 100]
            blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name} def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<00> <FF>",
                "endcodespacerange",
                *blocks,
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        )


class _PlainText:
    """Characters that may be drawn by their own code: all but those ReportLab bends (NUL, spaces)."""

    def __contains__(self, char: str) -> bool:
        return char > " " and char != "\u00a0"


_plain_text = _PlainText()


def _path(name: str) -> Path:
    folder = "droid" if name.startswith("Droid") else "noto"
    return _FONTS / folder / f"{name}.ttf"


_loading = threading.Lock()


@cache
def _loaded(name: str) -> PrintFont:
    font = PrintFont(name, _path(name))
    pdfmetrics.registerFont(font)
    return font


def font_named(name: str) -> PrintFont:
    """The face of a file in resources/fonts, loaded and registered once."""
    with _loading:
        return _loaded(name)


def font(face: Face) -> PrintFont:
    """The face for a role of type."""
    return font_named(face.value)


def _fallbacks() -> Iterator[tuple[str, str, bool]]:
    for script in _SCRIPTS_IN_TWO_WEIGHTS:
        yield f"NotoSans{script}-Regular", f"NotoSans{script}-SemiBold", True
    for script in _SCRIPTS:
        yield f"NotoSans{script}-Regular", "", script not in ("Georgian", "Armenian", "Ethiopic")
    yield "DroidSansFallbackFull", "", False
    yield "NotoSansKR-Regular", "", False
    yield "NotoSansMath-Regular", "", False
    yield "NotoSansSymbols2-Regular", "", False
    yield "NotoEmoji-Regular", "", True


# Where to look first, so that a name in Arabic does not load thirteen other faces.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0x0600, 0x077F, "NotoSansArabic"),
    (0x08A0, 0x08FF, "NotoSansArabic"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE70, 0xFEFC, "NotoSansArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0C00, 0x0C7F, "NotoSansTelugu"),
    (0x0C80, 0x0CFF, "NotoSansKannada"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1100, 0x11FF, "NotoSansKR"),
    (0x3130, 0x318F, "NotoSansKR"),
    (0xAC00, 0xD7A3, "NotoSansKR"),
    (0x2E80, 0x9FFF, "Droid"),
    (0xF900, 0xFAFF, "Droid"),
    (0xFF00, 0xFFEF, "Droid"),
    (0x1F000, 0x1FAFF, "NotoEmoji"),
)


@dataclass(frozen=True)
class Choice:
    """The face found for a character; *thicken*: it has no bold of its own and is drawn thicker."""

    font: PrintFont
    shaped: bool
    thicken: bool
    found: bool = True


@lru_cache(maxsize=8192)
def choose(face: Face, char: str) -> Choice:
    """The face that draws *char* in the role of *face*.

    Where no face has it, :attr:`Choice.found` is false and the face is the one that has the
    replacement mark.
    """
    first = font(face)
    code = ord(char)
    if code in first.characters:
        return Choice(first, shaped=False, thicken=False)
    if code in font(Face.REGULAR).characters and face is Face.MONO:
        return Choice(font(Face.SEMIBOLD), shaped=False, thicken=False)
    wanted = next((name for low, high, name in _BLOCKS if low <= code <= high), None)
    known = list(_fallbacks())
    known.sort(key=lambda entry: 0 if wanted and entry[0].startswith(wanted) else 1)
    heavy = face in (Face.SEMIBOLD, Face.MONO)
    for regular, bold, shaped in known:
        if code in _characters(regular):
            chosen = font_named(bold if heavy and bold else regular)
            return Choice(chosen, shaped=shaped, thicken=heavy and not bold)
    return Choice(first if ord(REPLACEMENT) in first.characters else font(Face.SEMIBOLD), False, False, False)


def _characters(name: str) -> frozenset[int]:
    return font_named(name).characters

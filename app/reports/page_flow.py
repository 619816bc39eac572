"""Pages from strips: what cannot be parted goes down the page, and over to the next when it is full.

Promises: a heading never stands alone at a page's foot; the head of a table stands again on
top of each page; pages are finished one by one, so that a long print needs no more memory
than a short one, apart from the file itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.reports.document import Document
from app.reports.page_frame import PrintCanvas, draw_frame
from app.reports.type_styles import BOTTOM, SIDE_LEFT, SIDE_RIGHT, TOP_FIRST, TOP_LATER

Draw = Callable[[PrintCanvas, float, float], None]


@dataclass(frozen=True)
class Strip:
    """A part of a page that is drawn whole: ``draw(canvas, left, top)``.

    *gap* is the white above it, which a page's top swallows; *keep*: stays on one page with what
    follows; *head*: stands above it when it is the first on a page; *turns*: starts a new page
    where less than so much is left on this one.
    """

    height: float
    draw: Draw
    gap: float = 0.0
    keep: bool = False
    head: "Strip | None" = None
    turns: float = 0.0


def nothing(canvas: PrintCanvas, left: float, top: float) -> None:
    """Draw nothing."""


class PageFlow:
    """Puts strips on the pages of one document."""

    def __init__(self, canvas: PrintCanvas, document: Document) -> None:
        self._canvas = canvas
        self._document = document
        self._number = 0
        self._y = 0.0
        self._fresh = False
        self._turn()

    @property
    def width(self) -> float:
        """The width of the text area."""
        return text_area_width(self._document)

    def put(self, strips: Iterable[Strip]) -> None:
        """Put *strips* one under another."""
        chain: list[Strip] = []
        for strip in strips:
            if strip.turns:
                self._place(chain)
                chain = []
                if not self._fresh and not self._fits(strip.turns):
                    self._turn()
                continue
            chain.append(strip)
            if not strip.keep:
                self._place(chain)
                chain = []
        self._place(chain)

    def finish(self) -> None:
        """End the last page."""
        self._canvas.showPage()

    def _turn(self) -> None:
        if self._number:
            self._canvas.showPage()
        self._number += 1
        draw_frame(self._canvas, self._document, self._number)
        top = TOP_FIRST if self._number == 1 else TOP_LATER
        self._y = self._canvas.page_height - top
        self._fresh = True

    def _place(self, chain: list[Strip]) -> None:
        if not chain:
            return
        if not self._fits(self._measure(chain)) and not self._fresh:
            self._turn()
        for strip in chain:
            if not self._fits(self._measure([strip])) and not self._fresh:
                self._turn()
            if self._fresh and strip.head is not None:
                self._draw(strip.head)
            self._draw(strip)

    def _measure(self, chain: list[Strip]) -> float:
        height = sum(strip.gap + strip.height for strip in chain)
        return height - chain[0].gap if self._fresh else height

    def _fits(self, height: float) -> bool:
        return self._y - height >= BOTTOM - 0.5

    def _draw(self, strip: Strip) -> None:
        if not self._fresh:
            self._y -= strip.gap
        strip.draw(self._canvas, SIDE_LEFT, self._y)
        self._y -= strip.height
        self._fresh = False


def text_area_width(document: Document) -> float:
    """How wide the text of *document* runs."""
    return (841.8898 if document.landscape else 595.2756) - SIDE_LEFT - SIDE_RIGHT

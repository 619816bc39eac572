"""Any document as a PDF: A4, every font embedded, the same bytes for the same document.

Promises: text reads back in its order; what no font has is shown, not dropped; memory does not
grow with the length but for the finished pages themselves (DESIGN 8).
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from unicodedata import bidirectional

from app import files
from app.reports.block_strips import strips
from app.reports.document import Document
from app.reports.page_flow import PageFlow, Strip
from app.reports.page_frame import PrintCanvas, draw_line
from app.reports.text_layout import set_text
from app.reports.type_styles import FACTS_LINE, TITLE


def render_pdf(document: Document) -> bytes:
    """The PDF of *document*."""
    target = BytesIO()
    write_pdf(document, target)
    return target.getvalue()


def write_pdf(document: Document, target: BinaryIO) -> int:
    """Write the PDF of *document* to an open binary *target*; gives the number of pages."""
    canvas = PrintCanvas(target, document)
    flow = PageFlow(canvas, document)
    if document.titled:
        flow.put(_title(document, flow.width))
    flow.put(strips(document.blocks, flow.width))
    flow.finish()
    canvas.save()
    return canvas.pages


def save_pdf(document: Document, path: Path) -> None:
    """Write the PDF of *document* to *path*, whole or not at all; raises the known problems of files."""
    files.write_atomically(path, lambda stream: write_pdf(document, stream))


def _title(document: Document, width: float) -> list[Strip]:
    title = set_text([(document.title, TITLE)], width)
    facts = set_text([("  ·  ".join(document.facts), FACTS_LINE)], width) if document.facts else ()
    between = 6.0 if any(map(_reaches_low, document.title)) else 1.6
    height = len(title) * TITLE.leading + between + len(facts) * FACTS_LINE.leading

    def draw(drawn: PrintCanvas, left: float, top: float) -> None:
        y = top
        for line in title:
            draw_line(drawn, line, left, y - line.size)
            y -= line.leading
        y -= between
        for line in facts:
            draw_line(drawn, line, left, y - line.size)
            y -= line.leading

    return [Strip(height, draw)]


def _reaches_low(char: str) -> bool:
    """Whether a letter's script hangs further below the line than Latin: Arabic, Indic, Thai."""
    return bidirectional(char) == "AL" or "\u0900" <= char < "\u1100"

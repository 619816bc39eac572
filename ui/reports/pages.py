"""The pages of a PDF in memory, as pictures.

Promises: holds the bytes as long as the pages are looked at; a page is rendered once per
size.  Nothing touches the disk.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

_KEPT = 6


class Pages:
    """A loaded PDF; *data* empty: no pages."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes)
        self._document = QPdfDocument()
        self._seen: dict[tuple[int, int, int], QImage] = {}
        if data:
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return max(0, self._document.pageCount())

    def size(self, page: int) -> QSizeF:
        """The size of *page* (from 0) in points."""
        return self._document.pagePointSize(page)

    def picture(self, page: int, size: QSize) -> QImage:
        """*page* on white, *size* in device pixels."""
        wanted = (page, size.width(), size.height())
        found = self._seen.get(wanted)
        if found is None:
            while len(self._seen) >= _KEPT:
                self._seen.pop(next(iter(self._seen)))
            found = self._seen[wanted] = on_white(self._document.render(page, size))
        return found

    def render(self, page: int, size: QSize) -> QImage:
        """*page* at *size*, not kept: for the printer."""
        return on_white(self._document.render(page, size))

    def close(self) -> None:
        """Let go of the PDF."""
        self._document.close()
        self._seen.clear()


def on_white(image: QImage) -> QImage:
    """*image* without transparency: paper is white in every look."""
    if not image.hasAlphaChannel():
        return image
    white = QImage(image.size(), QImage.Format.Format_RGB32)
    white.fill(QColor("#FFFFFF"))
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return white

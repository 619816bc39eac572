"""The project's drawn icons, in the colour of the look they stand in.

Promises: :func:`icon` follows a change of look and of device by itself; a pixmap is
rendered once per name, colour, size and device ratio.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from ui.kit.theme import theme

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "icons"


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """Icon *name* in one *colour* at *pixels* square for a device *ratio*."""
    from PySide6.QtSvg import QSvgRenderer

    side = round(pixels * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("#000000", colour).encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def draw(painter: QPainter, name: str, colour: str, x: int, y: int, pixels: int) -> None:
    """Paint icon *name* with its top left corner at *x*, *y*."""
    # Not painter.device(): to name its class PySide loads every kind of paint device, 12 ms at the start.
    ratio = painter.deviceTransform().m11()
    painter.drawPixmap(x, y, pixmap(name, colour, pixels, ratio))


class _Drawn(QIconEngine):
    """Looks its colour up when it paints, so that a new look needs no new icons."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def _colour(self, mode: QIcon.Mode) -> str:
        tokens = theme().tokens
        token = "mute" if mode == QIcon.Mode.Disabled else self._token
        return str(getattr(tokens, token))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        x, y = rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2
        draw(painter, self._name, self._colour(mode), x, y, side)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, self._colour(mode), min(size.width(), size.height()))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = round(min(size.width(), size.height()) / scale)
        return pixmap(self._name, self._colour(mode), side, scale)

    def clone(self) -> QIconEngine:
        return _Drawn(self._name, self._token)


def icon(name: str, token: str = "ink2") -> QIcon:
    """Icon *name* in the colour of *token* (a field of :class:`ui.kit.tokens.Tokens`)."""
    return QIcon(_Drawn(name, token))


def mark(token: str = "primary") -> QIcon:
    """The program's own mark, for the window frame."""
    found = QIcon()
    for side in (16, 24, 32, 48, 64):
        found.addPixmap(mark_pixmap(theme().tokens.primary if token == "primary" else token, side))
    return found


@lru_cache(maxsize=32)
def mark_pixmap(ring: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """The mark with its ring in colour *ring*; the disc keeps the accent."""
    from PySide6.QtSvg import QSvgRenderer

    side = round(pixels * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    source = _source("pairbook-mark").replace("#0E5F66", ring)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture

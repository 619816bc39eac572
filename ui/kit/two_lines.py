"""Words in a row of a list: on one line, or on two smaller ones before anything is cut.

Promises: words that fit stand on one line; else they go on in a second line, at an arrow where there is one,
and end in … only where two lines do not hold them; the row grows for none of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.kit.theme import theme

ARROW = " → "
SIZE, SMALL, LEADING = 13, 12, 16


def paint_words(
    painter: QPainter, room: QRect, words: str, font: Callable[[int], QFont], *, right: bool = False
) -> None:
    """Paint *words* in the middle of *room*; *font* gives the face of a size in pixels."""
    u = theme().u
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = int(Qt.AlignmentFlag.AlignVCenter) | int(side)
    usual = font(u(SIZE))
    metrics = QFontMetrics(usual)
    lines = (words,)
    if metrics.horizontalAdvance(words) > room.width():
        small = font(u(SMALL))
        measure = QFontMetrics(small).horizontalAdvance
        two = in_two(words, room.width(), measure) if room.height() >= 2 * u(LEADING) else None
        if two is not None:
            usual, metrics, lines = small, QFontMetrics(small), two
    painter.setFont(usual)
    top, height = room.top(), room.height()
    if len(lines) > 1:
        height = u(LEADING)
        top = room.center().y() - height + 1
    for line in lines:
        place = QRect(room.left(), top, room.width(), height)
        painter.drawText(place, flags, metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()))
        top += height


def in_two(words: str, width: int, measure: Callable[[str], int]) -> tuple[str, str] | None:
    """*words* in two lines, the first of which fits *width*; None where not even a word fits."""
    head, arrow, rest = words.partition(ARROW)
    if arrow and measure(head) <= width and measure(arrow.lstrip() + rest) <= width:
        return head, arrow.lstrip() + rest
    parts = words.split(" ")
    for count in range(len(parts) - 1, 0, -1):
        first = " ".join(parts[:count])
        if measure(first) <= width:
            return first, " ".join(parts[count:])
    return None

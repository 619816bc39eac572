"""States as icon + word: filled pill where a person is needed, quiet word where all is fine.

Promises: every state has its own shape (STYLE 3), so that nothing hangs on colour alone;
:data:`MARKS` is the one table of states; widgets and tables paint the same pill.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.theme import theme
from ui.kit.tokens import Tone


@dataclass(frozen=True)
class Mark:
    """How a state looks: its *icon*, its *tone* (None: ink), and whether it is a *filled* pill."""

    icon: str
    tone: Tone | None = None
    filled: bool = False


MARKS: dict[str, Mark] = {
    # Rhythm, the column of the stall light
    "on-track": Mark("ok", "good"),
    "slowing": Mark("watch", "watch", True),
    "stalled": Mark("stop", "bad", True),
    # Pair status
    "proposed": Mark("proposed"),
    "agreed": Mark("agreed"),
    "active": Mark("play"),
    "paused": Mark("pause"),
    "closed": Mark("closed"),
    # Training
    "ready": Mark("ok", "good"),
    "complete": Mark("ok", "good"),
    "certified": Mark("shield", "good"),
    "to-sign": Mark("star", "watch", True),
    "due": Mark("clock"),
    "overdue": Mark("clock", "watch", True),
    # Sessions
    "kept": Mark("ok", "good"),
    "part": Mark("info"),
    "not-kept": Mark("minus"),
    "booked": Mark("cal"),
    "cancelled": Mark("x"),
    "draft": Mark("edit", "info", True),
    "done": Mark("ok", "good"),
    "open": Mark("proposed"),
    # Two sides
    "teaches": Mark("teach", "teach", True),
    "learns": Mark("learn", "learn", True),
    # Anything
    "good": Mark("ok", "good"),
    "fresh": Mark("ok", "good", True),
    "watch": Mark("watch", "watch", True),
    "bad": Mark("stop", "bad", True),
    "info": Mark("info", "info", True),
    "excluded": Mark("forbid", "bad"),
    "left": Mark("leave"),
    "quiet": Mark("minus"),
}


@dataclass(frozen=True)
class Marked:
    """A *word* with the look of *state*, a key of :data:`MARKS`; *calm* takes the filling away."""

    state: str
    word: str
    calm: bool = False

    def __str__(self) -> str:
        return self.word


def pill_width(marked: Marked) -> int:
    """The width :func:`paint_pill` needs."""
    u = theme().u
    mark = MARKS[marked.state]
    filled = mark.filled and not marked.calm
    font = face(u(13), strong=filled)
    text = QFontMetrics(font).horizontalAdvance(marked.word)
    return text + u(16) + u(5) + (2 * u(8) if filled else 0)


def paint_pill(painter: QPainter, rect: QRect, marked: Marked, *, chosen: bool = False) -> None:
    """Paint *marked* at the left of *rect*, in the middle of its height; *chosen*: on a selected row."""
    look = theme()
    u, tokens = look.u, look.tokens
    mark = MARKS[marked.state]
    filled = mark.filled and not marked.calm
    colour, ground = tokens.tone(mark.tone) if mark.tone else (tokens.ink, tokens.surface)
    icon_colour = colour if mark.tone else tokens.ink2
    if chosen and tokens.edged and not filled:
        colour = icon_colour = tokens.sel_ink
    font = face(u(13), strong=filled)
    metrics = QFontMetrics(font)
    x, side = rect.left(), u(15)
    middle = rect.top() + rect.height() // 2
    room = rect.width()
    if filled:
        height = u(22)
        width = min(pill_width(marked), rect.width())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1) if tokens.edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        edge = QRectF(x, middle - height / 2, width, height)
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5) if tokens.edged else edge, u(11), u(11))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x += u(7)
        room = width - 2 * u(7)
    draw(painter, mark.icon, icon_colour, x, middle - side // 2, side)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    text = QRect(x + side + u(6), rect.top(), max(0, room - side - u(6)), rect.height())
    words = metrics.elidedText(marked.word, Qt.TextElideMode.ElideRight, text.width() + 1)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), words)


class Pill(QWidget):
    """A :class:`Marked` word as a widget."""

    def __init__(self, marked: Marked) -> None:
        super().__init__()
        self._marked = marked
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(marked.word)

    def say(self, marked: Marked) -> None:
        """Show another state."""
        self._marked = marked
        self.setAccessibleName(marked.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._marked) + 2, theme().u(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self.rect(), self._marked)


def paint_dots(painter: QPainter, rect: QRect, done: int, planned: int, *, chosen: bool = False) -> int:
    """Paint progress as dots and "3/6" from the left of *rect*; returns the width used."""
    look = theme()
    u, tokens = look.u, look.tokens
    middle = rect.top() + rect.height() / 2
    ink = tokens.sel_ink if chosen and tokens.edged else tokens.primary
    ring = tokens.sel_ink if chosen and tokens.edged else tokens.ctl
    x: float = rect.left()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size, step = u(6), u(9)
    if planned <= 8 and rect.width() >= planned * step + u(22):
        for index in range(max(planned, min(done, 8))):
            if index < done:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ink))
                painter.drawEllipse(QRectF(x, middle - size / 2, size, size))
            else:
                painter.setPen(QPen(QColor(ring), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(x + 0.5, middle - size / 2 + 0.5, size - 1, size - 1))
            x += step
        x += u(3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(face(u(13)))
    painter.setPen(QColor(tokens.sel_ink if chosen else tokens.ink))
    words = f"{done}/{planned}"
    painter.drawText(
        QRectF(x, rect.top(), rect.right() - x + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), words
    )
    return round(x) - rect.left() + QFontMetrics(painter.font()).horizontalAdvance(words)


class Dots(QWidget):
    """Progress as dots **and** words ("3 of 6 sessions" beside it is the caller's)."""

    def __init__(self, done: int, planned: int) -> None:
        super().__init__()
        self._done, self._planned = done, planned
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{done}/{planned}")

    def sizeHint(self) -> QSize:
        u = theme().u
        dots = max(self._planned, self._done) * u(9) if self._planned <= 8 else 0
        words = QFontMetrics(face(u(13))).horizontalAdvance(f"{self._done}/{self._planned}")
        return QSize(dots + u(5) + words, u(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dots(QPainter(self), self.rect(), self._done, self._planned)


def paint_bar(painter: QPainter, rect: QRectF, share: float) -> None:
    """Paint a progress bar of *share* 0–1 in *rect*."""
    tokens = theme().tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.height() / 2
    painter.setPen(QPen(QColor(tokens.ink), 1) if tokens.edged else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.mute_bg))
    painter.drawRoundedRect(rect, radius, radius)
    if share > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary))
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(1.0, share)))
        painter.drawRoundedRect(filled, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)

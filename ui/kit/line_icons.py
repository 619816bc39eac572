"""The icons inside a line of text, which grow with the text.

Promises: the icon is drawn at 16 px times the text zoom and the words keep clear of it; at 100 % everything
stands where Qt puts it.  Qt itself asks the style for one size that no style sheet can change.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAction, QIcon, QPainter
from PySide6.QtWidgets import QLineEdit, QToolButton

from ui.kit.theme import theme

SIDE = 16
QT_WIDTH = SIDE + 6  # what Qt gives the button of an icon, and so how its own placing is told from ours
CLOSER = -5  # words as close to a leading icon as STYLE has it


class LineIcon(QObject):
    """Lets the icon of *action* in *line* grow with the text; it lives as long as *line*."""

    def __init__(self, line: QLineEdit, action: QAction, *, leading: bool) -> None:
        super().__init__(line)
        self._line, self._leading = line, leading
        self._button = next(b for b in line.findChildren(QToolButton) if b.defaultAction() is action)
        self._button.installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        more, margins = more_room(), self._line.textMargins()
        if self._leading:
            margins.setLeft(CLOSER + more)
        else:
            margins.setRight(more)
        self._line.setTextMargins(margins)
        self._place()

    def _place(self) -> None:
        found, more = self._button.geometry(), more_room()
        width, height = QT_WIDTH + more, SIDE + 2 + more
        left = found.left() if self._leading else found.right() + 1 - width
        self._button.setGeometry(left, (self._line.height() - height) // 2, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Paint and more_room():
            self._paint()
            return True
        if (
            kind in (QEvent.Type.Move, QEvent.Type.Resize)
            and self._button.width() == QT_WIDTH
            and more_room()
        ):
            self._place()
        return False

    def _paint(self) -> None:
        side = SIDE + more_room()
        room = QRect(0, 0, side, side)
        room.moveCenter(self._button.rect().center())
        mode = QIcon.Mode.Normal if self._button.isEnabled() else QIcon.Mode.Disabled
        painter = QPainter(self._button)
        self._button.icon().paint(painter, room, Qt.AlignmentFlag.AlignCenter, mode)
        painter.end()


def more_room() -> int:
    """How many pixels an icon in a line is larger than at 100 %."""
    return theme().u(SIDE) - SIDE

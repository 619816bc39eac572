"""A large button that explains itself: icon, title, one sentence.

Promises: one tab stop; the sentence is its accessible description.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.kit.enter import PressedByEnter
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.theme import theme


class OptionCard(PressedByEnter, QPushButton):
    """One of a few ways on; *main* marks the usual one."""

    def __init__(self, icon: str, title: str, sentence: str, *, main: bool = False) -> None:
        super().__init__(title)
        self._icon, self._sentence, self._main = icon, sentence, main
        self.setFlat(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(theme().u(416), self.heightForWidth(theme().u(416)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().u(200), theme().u(60))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        u = theme().u
        return self._words_box(width).height() + u(46)

    def _words_box(self, width: int) -> QRect:
        from PySide6.QtGui import QFontMetrics

        u = theme().u
        room = QRect(0, 0, max(50, width - u(58) - u(40)), 10_000)
        return QFontMetrics(face(u(12.5))).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(tokens.primary if hover or self._main else tokens.line), 1))
        painter.setBrush(QColor(tokens.tint if self.isDown() else tokens.surface))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), u(8), u(8))
        side = u(36)
        disc = QRect(u(14), (self.height() - side) // 2, side, side)
        painter.setPen(QPen(QColor(tokens.ink), 1) if tokens.edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary if self._main else tokens.tint))
        painter.drawRoundedRect(disc.toRectF(), u(8), u(8))
        ink = tokens.on if self._main else tokens.tint_ink
        draw(painter, self._icon, ink, disc.x() + u(9), disc.y() + u(9), u(18))
        left = disc.right() + u(14)
        painter.setFont(face(u(14), strong=True))
        painter.setPen(QColor(tokens.ink if self.isEnabled() else tokens.mute))
        title = QRect(left, u(12), self.width() - left - u(34), u(20))
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setFont(face(u(12.5)))
        painter.setPen(QColor(tokens.ink2))
        words = QRect(left, u(33), self.width() - u(98), self.height() - u(40))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self._sentence)
        draw(painter, "right", tokens.ink2, self.width() - u(28), (self.height() - u(16)) // 2, u(16))

"""The focus ring: 2 px in the primary colour, 2 px outside what has the keyboard (STYLE 6), on its edge
where the room ends.

Promises: one ring per application; it shows for buttons, check boxes and the like when
focus came by keyboard or program, never for a mouse click, and moves with what it shows; inputs draw their
own edge.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCheckBox, QPushButton, QRadioButton, QWidget
from shiboken6 import isValid

from ui.kit.theme import theme

REACH = 4


class _Ring(QWidget):
    """The ring round one widget, for as long as that has the keyboard."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(_ground(widget))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._widget = widget
        # The primary colour hardly shows on the dark column.
        self._on_nav = widget.property("kind") == "nav"
        part: QWidget | None = widget
        while part is not None and part is not self.parentWidget():
            part.installEventFilter(self)  # what holds the widget may move without it
            part = part.parentWidget()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        ground = self.parentWidget()
        if ground is not None:
            around = QRect(self._widget.mapTo(ground, QPoint(0, 0)), self._widget.size())
            room = ground.rect()
            # At the edge of what scrolls there is less room: a ring cut open would not be one.
            reach = min(
                REACH,
                around.left() - room.left(),
                around.top() - room.top(),
                room.right() - around.right(),
                room.bottom() - around.bottom(),
            )
            reach = max(0, reach)
            self.setGeometry(around.adjusted(-reach, -reach, reach, reach))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif kind in (QEvent.Type.Hide, QEvent.Type.ParentChange):
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        painter.setPen(QPen(QColor(tokens.nav_text2 if self._on_nav else tokens.primary), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FocusRing(QObject):
    """Puts the ring where the keyboard of *app* is; made once by the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        ring, self._ring = self._ring, None
        if ring is not None and isValid(ring):  # it goes with the page it lay on
            ring.hide()
            ring.deleteLater()
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is None or clicked or not new.isVisible():
            return
        if isinstance(new, QPushButton | QCheckBox | QRadioButton) or bool(new.property("focus_ring")):
            self._ring = _Ring(new)


def _ground(widget: QWidget) -> QWidget:
    """The nearest ancestor that clips or is a window: the ring lies on it."""
    found = widget.parentWidget()
    while found is not None and not found.isWindow():
        outer = found.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is found:
            # Inside what scrolls, so that the ring scrolls along.
            inner = widget
            while inner.parentWidget() is not found and inner.parentWidget() is not None:
                inner = inner.parentWidget()
            return inner if inner is not widget else found
        found = outer
    return found if found is not None else widget

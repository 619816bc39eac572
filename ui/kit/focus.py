"""The focus ring: 2 px in the primary colour, 2 px outside what has the keyboard (STYLE 6).

Promises: one ring per application; it shows for buttons, check boxes and the like when
focus came by keyboard or program, never for a mouse click; inputs draw their own edge.
"""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCheckBox, QPushButton, QRadioButton, QWidget

from ui.kit.theme import theme

REACH = 4


class FocusRing(QWidget):
    """Follows the focus of *app*; made once by the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._followed: QWidget | None = None
        app.focusChanged.connect(self._focus_moved)
        app.aboutToQuit.connect(self._let_go)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        ringed = new is not None and (
            isinstance(new, QPushButton | QCheckBox | QRadioButton) or bool(new.property("focus_ring"))
        )
        if ringed and new is not None and not clicked and new.isVisible():
            self._follow(new)

    def _follow(self, widget: QWidget) -> None:
        self._followed = widget
        widget.installEventFilter(self)
        self.setParent(_ground(widget))
        self._place()
        self.show()
        self.raise_()

    def _let_go(self) -> None:
        widget, self._followed = self._followed, None
        if widget is not None:
            with suppress(RuntimeError):  # the widget may be gone already
                widget.removeEventFilter(self)
        self.hide()
        if self.parent() is not None:
            self.setParent(None)

    def _place(self) -> None:
        widget, ground = self._followed, self.parentWidget()
        if widget is None or ground is None:
            return
        corner = widget.mapTo(ground, QPoint(0, 0))
        self.setGeometry(QRect(corner, widget.size()).adjusted(-REACH, -REACH, REACH, REACH))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif kind in (QEvent.Type.Hide, QEvent.Type.Destroy, QEvent.Type.ParentChange):
            self._let_go()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.primary), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


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

"""The preview: one page at a time, as it prints.

Promises: the page fits unless somebody zoomed; Page Up and Page Down turn pages, Ctrl with
the wheel zooms; what cannot be shown says why in the page's place.
"""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.announcing import announce
from ui.kit.buttons import IconButton
from ui.kit.text import Elided, Label
from ui.kit.theme import theme
from ui.reports.pages import Pages

_STEPS = (25, 33, 50, 67, 80, 100, 125, 150, 200, 300)
_PIXELS_PER_POINT = 96 / 72


class _Sheet(QWidget):
    """The paper with its edge; a sentence where there is no page."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is None:
            return
        painter = QPainter(self)
        painter.drawImage(self.rect(), self.image)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Desk(QScrollArea):
    """Where the sheet lies; tells its owner of room, wheel and keys."""

    def __init__(self, owner: "Preview") -> None:
        super().__init__()
        self._owner = owner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._owner.fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._owner.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        bar = self.verticalScrollBar()
        step = -1 if event.angleDelta().y() > 0 else 1
        at_end = bar.value() == (bar.minimum() if step < 0 else bar.maximum())
        if at_end and self._owner.turn(step):
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in turns:
            self._owner.turn(turns[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._owner.show_page(0 if key == Qt.Key.Key_Home else 10**6)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self._owner.zoom({Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}[key])
        else:
            super().keyPressEvent(event)


class Preview(QFrame):
    """Shows :class:`Pages`; empty it with :meth:`say`."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = Pages()
        self.page = 0
        self._percent: int | None = None  # None: fit the page
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(u(12), u(5), u(8), u(8))
        whole.setSpacing(u(4))
        head = QHBoxLayout()
        head.setSpacing(u(2))
        self.caption = Elided("", "quiet")
        head.addWidget(self.caption, 1)
        self.smaller = IconButton("minus", _("Smaller"), framed=False)
        self.percent = Label("")
        self.larger = IconButton("plus", _("Larger"), framed=False)
        self.before = IconButton("up", _("Page before"), framed=False)
        self.place = Label("")
        self.after = IconButton("down", _("Next page"), framed=False)
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        for widget in (self.smaller, self.percent, self.larger):
            head.addWidget(widget)
        head.addSpacing(u(16))
        for widget in (self.before, self.place, self.after):
            head.addWidget(widget)
        for label in (self.percent, self.place):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addLayout(head)
        self.desk = _Desk(self)
        self.sheet = _Sheet()
        self.desk.setWidget(self.sheet)
        whole.addWidget(self.desk, 1)
        self.words = Label("", "lead", wrap=True, parent=self.desk)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.say(_("Choose a report."))

    def show_pages(self, data: bytes, *, title: str, keep_place: bool = False) -> None:
        """Show the PDF in *data*; with *keep_place* at the page looked at before, where there is one."""
        self.pages.close()
        self.pages = Pages(data)
        self.page = min(self.page, self.pages.count - 1) if keep_place else 0
        self.words.hide()
        self._title = title
        self._paint()

    def say(self, sentence: str) -> None:
        """Show a *sentence* in the place of the page."""
        self.pages.close()
        self.pages = Pages()
        self.page = 0
        self._title = ""
        self.words.setText(sentence)
        self.words.show()
        self._paint()

    def say_making(self) -> None:
        """The next preview is under way; the one before stays until it is there."""
        self.caption.setText(_("Making the preview …"))

    def turn(self, step: int) -> bool:
        """Go *step* pages on; False at the end."""
        return self.show_page(self.page + step)

    def show_page(self, page: int) -> bool:
        """Go to *page*, counted from 0 and kept within the print; False when that is no other page."""
        page = max(0, min(page, self.pages.count - 1))
        if page == self.page:
            return False
        downwards = page > self.page
        self.page = page
        self._paint()
        bar = self.desk.verticalScrollBar()
        bar.setValue(bar.minimum() if downwards else bar.maximum())
        announce(self.desk, self.place.text())
        return True

    def zoom(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) size; 0 fits the page again."""
        if direction == 0:
            self._percent = None
        else:
            now = self._shown_percent()
            steps = [s for s in _STEPS if (s > now if direction > 0 else s < now)]
            if steps:
                self._percent = steps[0] if direction > 0 else steps[-1]
        self._paint()

    def fit_again(self) -> None:
        """The room changed."""
        if self._percent is None:
            self._paint()
        self._place_words()

    def _shown_percent(self) -> int:
        if self._percent is not None:
            return self._percent
        size = self.pages.size(self.page)
        room = self.desk.viewport().size() - QSize(theme().u(16), theme().u(4))
        scale = min(room.width() / max(1, size.width()), room.height() / max(1, size.height()))
        return max(10, int(scale / _PIXELS_PER_POINT * 100))

    def _paint(self) -> None:
        shown = self.pages.count > 0
        for widget in (self.smaller, self.percent, self.larger, self.before, self.place, self.after):
            widget.setVisible(shown)
        self.sheet.setVisible(shown)
        self._place_words()
        if not shown:
            self.sheet.image = None
            self.caption.setText(_("Preview"))
            self.desk.setAccessibleName(self.words.text())
            return
        percent = self._shown_percent()
        points = self.pages.size(self.page)
        scale = percent / 100 * _PIXELS_PER_POINT
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        ratio = self.devicePixelRatioF()
        image = self.pages.picture(self.page, size * ratio)
        self.sheet.image = image
        self.sheet.setFixedSize(size)
        self.sheet.update()
        self.caption.setText(_("Preview, A4"))
        self.percent.setText(_("{n} %").format(n=percent))
        self.place.setText(_("{page} of {pages}").format(page=self.page + 1, pages=self.pages.count))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self.pages.count - 1)
        self.desk.setAccessibleName(
            _("Preview of {title}, page {place}").format(title=self._title, place=self.place.text())
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.tokens.line), 1))
        painter.setBrush(QColor(look.tokens.mute_bg))
        radius = look.u(8)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _place_words(self) -> None:
        width = min(self.desk.width() - theme().u(40), theme().u(420))
        height = max(theme().u(40), self.words.heightForWidth(width))
        corner = QPoint((self.desk.width() - width) // 2, (self.desk.height() - height) // 3)
        self.words.setGeometry(corner.x(), corner.y(), max(1, width), height)

"""The sections of Settings at the left: one tab stop, arrow keys move (mock 12)."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.enter import PressedByEnter
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.theme import theme


class _SectionButton(PressedByEnter, QAbstractButton):
    def __init__(self, words: str, icon: str, owner: "SectionList") -> None:
        super().__init__(owner)
        self._icon, self._owner = icon, owner
        self.small = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setProperty("focus_ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().u(40), theme().u(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel if chosen else tokens.mute_bg))
            painter.drawRoundedRect(QRectF(self.rect()), u(6), u(6))
        ink = tokens.sel_ink if chosen else tokens.ink
        left = (self.width() - u(16)) // 2 if self.small else u(13)
        icon = ink if chosen else tokens.ink2
        draw(painter, self._icon, icon, left, (self.height() - u(16)) // 2, u(16))
        if not self.small:
            painter.setFont(face(u(13), strong=chosen))
            painter.setPen(QColor(ink))
            room = self.rect().adjusted(u(39), 0, -u(6), 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._owner.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class SectionList(QWidget):
    """One of the sections (name, words, icon); :attr:`chosen` gives its name."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(_("Sections of Settings"))
        self._names = [name for name, _words, _icon in sections]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(2))
        for place, (_name, words, icon) in enumerate(sections):
            button = _SectionButton(words, icon, self)
            self._group.addButton(button, place)
            column.addWidget(button)
        column.addStretch(1)
        self._group.idToggled.connect(self._toggled)

    def choose(self, name: str) -> None:
        """Choose the section *name*."""
        if name in self._names:
            self._group.button(self._names.index(name)).setChecked(True)

    def current(self) -> str:
        """The name of the chosen section."""
        place = self._group.checkedId()
        return self._names[place] if place >= 0 else ""

    def step(self, step: int) -> None:
        """Choose the neighbour."""
        place = max(0, min(len(self._names) - 1, self._group.checkedId() + step))
        button = self._group.button(place)
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def set_small(self, small: bool) -> None:
        """Show icons only, with tool tips."""
        for button in self._group.buttons():
            assert isinstance(button, _SectionButton)
            button.small = small
            button.setToolTip(button.text() if small else "")
            button.update()

    def _toggled(self, place: int, checked: bool) -> None:
        if not checked:
            return
        for other, button in enumerate(self._group.buttons()):
            stop = Qt.FocusPolicy.StrongFocus if other == place else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stop)
        self.chosen.emit(self._names[place])

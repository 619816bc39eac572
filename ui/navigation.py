"""The left column: mark, unit, places with counts, who is signed in, Lock, Switch user (STYLE 2).

Promises: icons only, with tool tips, when text is large or the window narrow; the place
one is in is told by ground, accent bar and weight, and to the screen reader.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from ui.kit.avatar import Avatar
from ui.kit.enter import PressedByEnter
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.mark import Mark
from ui.kit.scrolled import Scrolled
from ui.kit.text import Elided, Label, rule
from ui.kit.theme import theme
from ui.places import Place

WIDE = 196
SMALL = 60


class NavButton(PressedByEnter, QPushButton):
    """One row of the left column."""

    def __init__(self, words: str, icon: str, *, hint: str = "", quiet: bool = False) -> None:
        super().__init__(words)
        self._icon, self._hint, self._quiet = icon, hint, quiet
        self._count = 0
        self._small = False
        self.setCheckable(not quiet)
        self.setFlat(True)
        self.setProperty("kind", "nav")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """How many things wait there."""
        self._count = count
        words = (
            self.text() if not count else _("{place}, {count} waiting").format(place=self.text(), count=count)
        )
        self.setAccessibleName(words)
        self.update()

    def set_small(self, small: bool) -> None:
        """Show the icon only, and the words as a tool tip."""
        self._small = small
        self.setToolTip(self.text() if small else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().u(40), theme().u(32 if self._quiet or self._small else 36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or (self.underMouse() and not tokens.edged):
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QColor(tokens.nav_on)
            if not chosen:
                ground.setAlphaF(0.45)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), u(6), u(6))
        if chosen and not tokens.edged:
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(0, u(8), u(3), self.height() - u(16)), 1.5, 1.5)
        ink = tokens.nav_on_text if chosen else tokens.nav_text2
        side = u(16 if self._quiet else 18)
        left = (self.width() - side) // 2 if self._small else u(11)
        draw(painter, self._icon, ink, left, (self.height() - side) // 2, side)
        if self._small:
            if self._count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent))
                painter.drawEllipse(QRectF(left + side - u(3), u(6), u(7), u(7)))
            return
        self._paint_words(painter, ink, chosen)

    def _paint_words(self, painter: QPainter, ink: str, chosen: bool) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter.setFont(face(u(13), strong=chosen))
        painter.setPen(QColor(ink))
        room = self.rect().adjusted(u(39 if not self._quiet else 38), 0, -u(10), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, middle, self.text())
        if self._hint:
            painter.setFont(face(u(11.5)))
            painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), self._hint)
        if self._count:
            words = str(self._count)
            painter.setFont(face(u(12), strong=True))
            width = max(u(20), painter.fontMetrics().horizontalAdvance(words) + u(12))
            box = QRect(self.width() - width - u(10), (self.height() - u(19)) // 2, width, u(19))
            painter.setPen(QPen(QColor(tokens.nav_text), 1) if tokens.edged else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.nav if chosen or tokens.edged else tokens.nav_on))
            painter.drawRoundedRect(QRectF(box), u(9), u(9))
            painter.setPen(QColor(tokens.nav_text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Navigation(QFrame):
    """The left column; :attr:`chosen` names the place asked for."""

    chosen = Signal(str)
    lock_wanted = Signal()
    switch_wanted = Signal()

    def __init__(self, places: Sequence[Place], unit: str, name: str, role: str) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAccessibleName(_("Places"))
        self._small = False
        self._buttons: dict[str, NavButton] = {}
        whole = QVBoxLayout(self)
        whole.setSpacing(0)
        self._whole = whole
        self._head = QHBoxLayout()
        self._head.addWidget(Mark(28), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = Label("Pairbook", "head")
        self._unit = Elided(unit, "least")
        words.addWidget(self._name)
        words.addWidget(self._unit)
        self._head.addLayout(words, 1)
        whole.addLayout(self._head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        self._column = column
        group = QButtonGroup(self)
        for place in places:
            button = NavButton(place.title, place.icon)
            group.addButton(button)
            self._buttons[place.name] = button
            button.clicked.connect(lambda _on=False, name=place.name: self.chosen.emit(name))
            column.addWidget(button)
        column.addStretch(1)
        whole.addWidget(Scrolled(inner), 1)
        whole.addWidget(rule("navrule"))
        self._person = QHBoxLayout()
        self._avatar = Avatar(name, 30, on_nav=True)
        self._person.addWidget(self._avatar)
        signed = QVBoxLayout()
        signed.setSpacing(0)
        self._signed = Elided(name, "strong")
        self._role = Elided(role, "quiet")
        signed.addWidget(self._signed)
        signed.addWidget(self._role)
        self._person.addLayout(signed, 1)
        whole.addLayout(self._person)
        self.lock = NavButton(_("Lock"), "lock", hint="Ctrl+L", quiet=True)
        self.switch = NavButton(_("Switch user"), "switch", quiet=True)
        self.lock.clicked.connect(self.lock_wanted)
        self.switch.clicked.connect(self.switch_wanted)
        foot = QVBoxLayout()
        foot.addWidget(self.lock)
        foot.addWidget(self.switch)
        self._foot = foot
        whole.addLayout(foot)
        theme().changed.connect(self._fit)
        self._fit()

    def show_place(self, name: str) -> None:
        """Mark *name* as the place one is in."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def set_count(self, name: str, count: int) -> None:
        """How many things wait in *name*."""
        if name in self._buttons:
            self._buttons[name].set_count(count)

    def say_unit(self, unit: str) -> None:
        """The unit's name, which settings may change."""
        self._unit.setText(unit)

    def set_small(self, small: bool) -> None:
        """Icons only, for a narrow window."""
        if small != self._small:
            self._small = small
            self._fit()

    def _fit(self) -> None:
        u = theme().u
        small = self._small
        for widget in (self._name, self._unit, self._signed, self._role):
            widget.setVisible(not small)
        for button in (*self._buttons.values(), self.lock, self.switch):
            button.set_small(small)
        self._avatar.setToolTip(self._signed.text() if small else "")
        self.setFixedWidth(u(SMALL if small else WIDE))
        side = u(8)
        inset = u(15)
        self._head.setContentsMargins(u(14) if not small else inset, u(14), u(4), u(8))
        self._head.setSpacing(u(6))
        self._column.setContentsMargins(side, u(4), side, u(4))
        self._column.setSpacing(0 if small else u(2))
        self._person.setContentsMargins(u(16) if not small else inset, u(10), u(6), u(6))
        self._person.setSpacing(u(10))
        self._foot.setContentsMargins(side, 0, side, u(8))
        self._foot.setSpacing(0)
        self._whole.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

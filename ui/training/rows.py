"""The lines of a training record: a section that opens, and an item that is signed.

Promises: each line is one button, reached with Tab and used with Space or Enter; its accessible
name says all that is painted.
"""

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.language import _
from app.training.training import ItemState, SectionProgress
from app.training.words import label
from ui.kit.cells import paint_check
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.pills import Marked, paint_bar, paint_pill
from ui.kit.text import plain_tip
from ui.kit.theme import theme
from ui.training.lines import EVIDENCE_ICONS, refresh_words, signed_words

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
MARK = 150  # px at 100 %: "Since 30 May 2026" is read whole on every system
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignRight)


class Line(QAbstractButton):
    """A painted line that is a button."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _words(
        self, painter: QPainter, rect: QRect, words: str, colour: str, font: QFont, flags: int = _MIDDLE
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(rect, flags, words)

    def _rule(self, painter: QPainter) -> None:
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme().tokens.row))


class SectionLine(Line):
    """Letter, title, progress and state of a section; checked while it is open."""

    def __init__(self, section: SectionProgress, mark: Marked, opened: bool) -> None:
        super().__init__()
        self._section, self._mark = section, mark
        self.setCheckable(True)
        self.setChecked(opened)
        self.setAccessibleName(
            _("{letter} {title}: {signed} of {total} signed, {state}").format(
                letter=section.letter, title=section.title, signed=section.signed, total=section.total,
                state=mark.word,
            )
        )  # fmt: skip
        self.setAccessibleDescription(_("Open") if opened else _("Closed"))

    @property
    def letter(self) -> str:
        """The section's letter."""
        return self._section.letter

    def sizeHint(self) -> QSize:
        return QSize(theme().u(300), theme().u(33))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if wanted is not None and wanted != self.isChecked():
            self.click()
        elif wanted is None:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens, section = look.u, look.tokens, self._section
        painter = QPainter(self)
        width, height = self.width(), self.height()
        opened = self.isChecked()
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.sunken))
        draw(painter, "down" if opened else "right", tokens.ink2, u(14), (height - u(14)) // 2, u(14))
        self._words(
            painter, QRect(u(42), 0, u(28), height), section.letter, tokens.link, face(u(13), strong=True)
        )
        mark = u(MARK)
        room = QRect(u(72), 0, width - u(72) - u(174) - mark, height)
        font = face(u(13), strong=opened, medium=not opened)
        title = QFontMetrics(font).elidedText(section.title, Qt.TextElideMode.ElideRight, room.width())
        self._words(painter, room, title, tokens.ink, font)
        share = section.signed / section.total if section.total else 1.0
        paint_bar(painter, QRectF(width - u(162) - mark, (height - u(6)) / 2, u(92), u(6)), share)
        count = _("{signed} of {total}").format(signed=section.signed, total=section.total)
        self._words(
            painter, QRect(width - u(74) - mark, 0, u(60), height), count, tokens.ink2, face(u(13)),
            int(Qt.AlignmentFlag.AlignCenter),
        )  # fmt: skip
        paint_pill(painter, QRect(width - u(2) - mark, 0, mark, height), self._mark)
        self._rule(painter)


class ItemLine(Line):
    """An item with its tick, code, text, how it is shown, and who signed it."""

    def __init__(self, state: ItemState, today: date, *, may_sign: bool) -> None:
        super().__init__()
        self.state = state
        self._today = today
        self._done = not state.open_on(today)
        self._right, self._action = self._end(may_sign)
        self._evidence = state.signed.evidence if state.signed is not None else state.item.evidence
        item = state.item
        star = _("starred, ") if item.starred else ""
        self.setAccessibleName(
            f"{item.code}, {star}{item.text}: {self._right.rstrip('…')}, {label(self._evidence)}"
        )
        self.setToolTip(plain_tip(state.signed.remark) if state.signed is not None else "")
        if not may_sign:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setEnabled(state.signed is not None)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _end(self, may_sign: bool) -> tuple[str, bool]:
        """The words at the right end, and whether they are an action."""
        signed = self.state.signed
        if signed is None:
            return (_("Sign…"), True) if may_sign else (_("Open"), False)
        if not self._done:
            return (_("Refresh…"), True) if may_sign else (_("To refresh"), False)
        return signed_words(signed, self._today), False

    def _room(self, width: int) -> QRect:
        u = theme().u
        return QRect(u(114), 0, max(u(120), width - u(114) - u(284)), 1000)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(face(theme().u(13)))
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(self._room(width), flags, self.state.item.text).height()
        return max(theme().u(31), needed + theme().u(13))

    def sizeHint(self) -> QSize:
        return QSize(theme().u(300), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens, item = look.u, look.tokens, self.state.item
        painter = QPainter(self)
        width, height = self.width(), self.height()
        painter.fillRect(self.rect(), QColor(tokens.tint if self.underMouse() else tokens.sunken))
        middle = height // 2
        paint_check(painter, u(42), middle - u(8), self._done)
        self._words(painter, QRect(u(72), 0, u(26), height), item.code, tokens.ink2, face(u(13)))
        if item.starred:
            self._words(painter, QRect(u(95), 0, u(16), height), "★", tokens.ink2, face(u(11)))
        room = self._room(width)
        room.setHeight(height)
        flags = _MIDDLE | int(Qt.TextFlag.TextWordWrap)
        self._words(painter, room, item.text, tokens.ink, face(u(13)), flags)
        evidence = width - u(275)
        draw(painter, EVIDENCE_ICONS[self._evidence], tokens.ink2, evidence, middle - u(7), u(14))
        self._words(
            painter,
            QRect(evidence + u(18), 0, u(90), height),
            label(self._evidence),
            tokens.ink2,
            face(u(13)),
        )
        soon = refresh_words(self.state, self._today) if self._done else ""
        font = face(u(13) if self._action else u(12.5), strong=self._action)
        colour = tokens.link if self._action else tokens.watch if soon else tokens.ink2
        words = f"{soon}" if soon else self._right
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, u(160))
        self._words(painter, QRect(width - u(176), 0, u(162), height), words, colour, font, _RIGHT)
        self._rule(painter)

"""Usual shifts: a grid to tick when somebody works, and a strip that shows it.

Promises: one tab stop, arrow keys move, Space ticks; every cell says its day and shift to
the screen reader; the strip shows E, L and N under the seven days, "–" where nothing is.
"""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.language import _
from app.staff.availability import DAYS, SHIFTS, SLOTS
from ui.kit.buttons import Button
from ui.kit.fields import Answers
from ui.kit.fonts import face
from ui.kit.text import Label
from ui.kit.theme import theme


def day_words() -> tuple[str, ...]:
    """Mon … Sun."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def shift_words() -> tuple[str, ...]:
    """Early, Late, Night."""
    return (_("Early"), _("Late"), _("Night"))


def shift_letters() -> tuple[str, ...]:
    """E, L, N."""
    return (_("E"), _("L"), _("N"))


def shifts_in_words(slots: frozenset[str]) -> str:
    """ "Mon early, Tue early and late" for a screen reader; a sentence when nothing is set."""
    parts = []
    for day, day_word in zip(DAYS, day_words(), strict=True):
        held = [
            word.lower()
            for shift, word in zip(SHIFTS, shift_words(), strict=True)
            if f"{day}-{shift}" in slots
        ]
        if held:
            parts.append(f"{day_word} {', '.join(held)}")
    return "; ".join(parts) or _("No usual shifts are noted")


class ShiftsField(QWidget, Answers):
    """Days across, shifts down; the value is the tuple of slots in the order of the week."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[str, _Cell] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().u(4))
        for column, word in enumerate(day_words(), 1):
            head = Label(word, "small")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for row, (shift, word, letter) in enumerate(
            zip(SHIFTS, shift_words(), shift_letters(), strict=True), 1
        ):
            grid.addWidget(Label(word, "quiet"), row, 0)
            for column, (day, day_word) in enumerate(zip(DAYS, day_words(), strict=True), 1):
                cell = _Cell(letter, self)
                cell.setAccessibleName(f"{day_word} {word.lower()}")
                cell.toggled.connect(lambda _on: self.changed.emit())
                grid.addWidget(cell, row, column)
                self._cells[f"{day}-{shift}"] = cell
        self._stop_at("mon-early")

    def value(self) -> tuple[str, ...]:
        """The slots ticked."""
        return tuple(slot for slot in SLOTS if self._cells[slot].isChecked())

    def set_value(self, value: Any) -> None:
        """Tick exactly the slots in *value*."""
        for slot, cell in self._cells.items():
            cell.setChecked(slot in (value or ()))

    def focus_here(self) -> None:
        """Give the keyboard to the cell visited last."""
        for cell in self._cells.values():
            if cell.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell(self, slot: str) -> Button:
        """The cell of a slot such as "mon-early"."""
        return self._cells[slot]

    def step(self, cell: Button, days: int, shifts: int) -> None:
        """Move the keyboard from *cell* by so many days and shifts; the edges hold it."""
        day, shift = next(slot for slot, each in self._cells.items() if each is cell).split("-")
        column = min(max(DAYS.index(day) + days, 0), len(DAYS) - 1)
        row = min(max(SHIFTS.index(shift) + shifts, 0), len(SHIFTS) - 1)
        slot = f"{DAYS[column]}-{SHIFTS[row]}"
        self._stop_at(slot)
        self._cells[slot].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: str) -> None:
        for slot, cell in self._cells.items():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if slot == stop else Qt.FocusPolicy.ClickFocus)


_STEPS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


class _Cell(Button):
    def __init__(self, letter: str, owner: ShiftsField) -> None:
        super().__init__(letter, small=True, parent=owner)
        self._owner = owner
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(self, *step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the form's own key
        else:
            super().keyPressEvent(event)


class ShiftsStrip(QWidget):
    """The week at a glance, to be read."""

    def __init__(self, slots: frozenset[str]) -> None:
        super().__init__()
        self._slots = slots
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(shifts_in_words(slots))

    def sizeHint(self) -> QSize:
        u = theme().u
        return QSize(7 * u(44), u(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().u(180), theme().u(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, width = u(5), (self.width() - 6 * u(5)) / 7
        for place, (day, word) in enumerate(zip(DAYS, day_words(), strict=True)):
            x = place * (width + gap)
            painter.setFont(face(u(12)))
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(QRectF(x, 0, width, u(18)), Qt.AlignmentFlag.AlignCenter, word)
            letters = "".join(
                letter
                for shift, letter in zip(SHIFTS, shift_letters(), strict=True)
                if f"{day}-{shift}" in self._slots
            )
            box = QRectF(x, u(20), width, u(26))
            if letters:
                painter.setPen(QPen(QColor(tokens.ink), 1) if tokens.edged else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.mute_bg))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), u(4), u(4))
            painter.setFont(_fitting(letters, round(width)))
            painter.setPen(QColor(tokens.ink if letters else tokens.ink2))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters or "–")


def _fitting(letters: str, width: int) -> Any:
    """Semibold, a little smaller where three letters share a narrow box."""
    u = theme().u
    font = face(u(13), strong=bool(letters))
    wide: QRect = QFontMetrics(font).boundingRect(" ".join(letters))
    return font if wide.width() < width else face(u(11.5), strong=True)

"""A choice of two to four in one frame (STYLE 3).

Promises: exactly one (or none yet) is chosen; arrow keys move; each segment tells the
screen reader the question with its answer ("Protected time kept: Yes").
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy

from ui.kit.buttons import Button
from ui.kit.label import repolish


class Segments(QFrame):
    """One of a few *options* (value, word) or (value, word, icon); tells each :attr:`changed`.

    *snug* keeps room for one tick in all instead of one in each, where five must fit a column.
    """

    changed = Signal()

    def __init__(
        self, question: str, options: Sequence[tuple[Any, ...]], *, equal: bool = True, snug: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(question)
        self._values = [option[0] for option in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for place, option in enumerate(options):
            button = _Segment(option[1], option[2] if len(option) > 2 else "", self)
            button.snug = snug
            button.setProperty("first", "true" if place == 0 else "false")
            button.setProperty("last", "true" if place == len(options) - 1 else "false")
            button.setAccessibleName(f"{question}: {option[1]}")
            self._group.addButton(button, place)
            row.addWidget(button, 1 if equal else 0)
        self._group.idToggled.connect(self._toggled)
        self._keep_one_tab_stop()

    def value(self) -> Any:
        """The chosen value, or None."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose *value*; one that is not offered clears the choice."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        chosen = self._group.checkedButton()
        if chosen is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)

    def fault(self) -> str:
        """Always empty: a choice is never unreadable."""
        return ""

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        self.setProperty("faulty", "true" if faulty else "false")
        repolish(self)

    def focus_here(self) -> None:
        """Give the keyboard to the chosen segment, else to the first."""
        (self._group.checkedButton() or self._group.button(0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def allow(self, value: Any, allowed: bool, why: str = "") -> None:
        """Let *value* be chosen, or not and say *why* in its tool tip."""
        self.button(value).allow(allowed, why)
        self._keep_one_tab_stop()

    def button(self, value: Any) -> Button:
        """The segment for *value*."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, Button)
        return found

    def step(self, step: int) -> None:
        """Choose the neighbour *step* places on."""
        place, count = max(0, self._group.checkedId()), len(self._values)
        nearest = [(place + step * far) % count for far in range(1, count + 1)]
        button = self._group.button(next((n for n in nearest if self._group.button(n).isEnabled()), place))
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggled(self, place: int, checked: bool) -> None:
        self._group.button(place).updateGeometry()
        if checked:
            self._keep_one_tab_stop()
            self.changed.emit()

    def _keep_one_tab_stop(self) -> None:
        open_ = [n for n in range(len(self._values)) if self._group.button(n).isEnabled()]
        stop = self._group.checkedId() if self._group.checkedId() >= 0 else min(open_, default=0)
        for place in range(len(self._values)):
            policy = Qt.FocusPolicy.StrongFocus if place == stop else Qt.FocusPolicy.ClickFocus
            self._group.button(place).setFocusPolicy(policy)


class _Segment(Button):
    def __init__(self, text: str, icon: str, owner: Segments) -> None:
        super().__init__(text, icon, "segment", parent=owner)
        self._owner = owner
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._owner.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the form's own key
        else:
            super().keyPressEvent(event)

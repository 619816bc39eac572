"""White cards on the desk, with a head, rows and hairlines (STYLE 1, 3).

Promises: children stand inside its 1 px edge; its head is a title with
something quiet or a text action at the right.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.flow import Flow
from ui.kit.text import Elided, Label, rule
from ui.kit.theme import theme


class Card(QFrame):
    """A surface with an optional *title*; add rows with :meth:`add`, rules with :meth:`add_rule`.

    *padded* puts 16 px around the content; a list or table wants none.
    """

    def __init__(self, title: str = "", *, padded: bool = True, kind: str = "card") -> None:
        super().__init__()
        self.setObjectName(kind)
        u = theme().u
        self.column = QVBoxLayout(self)
        self.column.setSpacing(u(12) if padded else 0)
        side = u(16) if padded else 0
        self.column.setContentsMargins(side, u(14) if padded else 0, side, u(14) if padded else 0)
        self._head: QHBoxLayout | None = None
        if title:
            self.set_head(title)

    def set_head(self, title: str, right: QWidget | None = None) -> None:
        """Put *title* on top, and *right* (a quiet word or a text action) at its end."""
        u = theme().u
        head = QHBoxLayout()
        head.setSpacing(u(8))
        padded = self.column.spacing() > 0
        if not padded:
            head.setContentsMargins(u(14), u(9), u(14), u(9))
        head.addWidget(Elided(title, "head"), 1)
        if right is not None:
            head.addWidget(right)
        self.column.insertLayout(0, head)
        if not padded:
            self.column.insertWidget(1, rule())
        self._head = head

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Append *widget*; returns it."""
        self.column.addWidget(widget, stretch)
        return widget

    def add_row(self, *parts: QWidget | int) -> QHBoxLayout:
        """Append widgets side by side; an int is a stretch."""
        row = across(*parts)
        self.column.addLayout(row)
        return row

    def add_rule(self) -> None:
        """Append a hairline."""
        self.column.addWidget(rule())

    def add_actions(self, *buttons: QWidget) -> Flow:
        """Append a hairline and below it small *buttons* about what the card shows; they wrap."""
        self.add_rule()
        u = theme().u
        box = QWidget()
        edge = QVBoxLayout(box)
        edge.setContentsMargins(u(14), u(10), u(14), u(10))
        row = Flow(u(8))
        for button in buttons:
            row.addWidget(button)
        edge.addLayout(row)
        self.add(box)
        return row

    def add_stretch(self) -> None:
        """Push what comes before to the top."""
        self.column.addStretch(1)


def across(*parts: QWidget | int, gap: int = 8) -> QHBoxLayout:
    """A row of widgets; an int is a stretch."""
    row = QHBoxLayout()
    row.setSpacing(theme().u(gap))
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if isinstance(part, int):
            row.addStretch(part)
        else:
            row.addWidget(part)
    return row


def down(*parts: QWidget | int, gap: int = 4) -> QVBoxLayout:
    """A column of widgets; an int is a stretch."""
    column = QVBoxLayout()
    column.setSpacing(theme().u(gap))
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if isinstance(part, int):
            column.addStretch(part)
        else:
            column.addWidget(part)
    return column


class NumberCard(Card):
    """A big number with what it counts and one line of comment, as on Home."""

    def __init__(
        self, caption: str, number: str, unit: str = "", remark: str = "", icon: str = "info"
    ) -> None:
        super().__init__()
        from ui.kit.text import IconText

        self.column.setSpacing(theme().u(2))
        self.caption = Label(caption, "quiet")
        self.number = Label(number, "number")
        self.unit = Label(unit, "quiet")
        self.remark = IconText(icon, remark)
        self.remark.words.set_kind("small")
        self.add(self.caption)
        row = self.add_row(self.number, self.unit, 1)
        row.setAlignment(self.unit, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, theme().u(3))
        self.add(self.remark)

    def say(self, number: str, unit: str, remark: str, icon: str = "info") -> None:
        """Show other figures."""
        self.number.setText(number)
        self.unit.setText(unit)
        self.remark.say(icon, remark)
        self.setAccessibleName(f"{self.caption.text()}: {number} {unit}. {remark}")

"""The panel at the right of a list: what is wrong, the facts, history, actions (STYLE 2).

Promises: one order (title, banner, facts, timeline, actions), a button row that does
not scroll, and a rule between groups; :meth:`DetailsPanel.begin` empties it for the next record.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from app.language import _
from ui.kit.avatar import Avatar
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.pills import MARKS, Marked
from ui.kit.scrolled import Scrolled
from ui.kit.text import IconText, Label, rule
from ui.kit.theme import theme
from ui.kit.timeline import Step, Timeline
from ui.kit.tokens import Tone


class DetailsPanel(QFrame):
    """A card of full height about one record."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._scroll = Scrolled(self._content)
        whole.addWidget(self._scroll, 1)
        self._foot_rule = rule()
        whole.addWidget(self._foot_rule)
        self._foot = QWidget()
        self._buttons = QHBoxLayout(self._foot)
        whole.addWidget(self._foot)
        self.close_button = IconButton("x", _("Close the details"), framed=False)
        self.close_button.setParent(self)
        self.close_button.clicked.connect(self.closed)
        self.close_button.hide()
        self.begin()

    def begin(self) -> None:
        """Empty the panel, for another record."""
        u = theme().u
        self._column.setContentsMargins(u(16), u(14), u(16), u(14))
        self._column.setSpacing(u(9))
        self._buttons.setContentsMargins(u(16), u(10), u(16), u(10))
        self._buttons.setSpacing(u(8))
        _empty(self._column)
        _empty(self._buttons)
        self._foot.hide()
        self._foot_rule.hide()
        bar: QScrollBar = self._scroll.verticalScrollBar()
        bar.setValue(0)

    def set_title(self, title: str, subtitle: str = "", *, person: str = "", tone: Tone = "teach") -> None:
        """The record's name and one line about it; *person* adds a disc with initials."""
        words = QVBoxLayout()
        words.setSpacing(0)
        head = Label(title, "head", wrap=True)
        words.addWidget(head)
        if subtitle:
            words.addWidget(Label(subtitle, "quiet", wrap=True))
        if not person:
            self._column.addLayout(words)
            return
        row = QHBoxLayout()
        row.setSpacing(theme().u(12))
        row.addWidget(Avatar(person, 46, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._column.addLayout(row)

    def add_banner(self, tone: Tone, strong: str, rest: str = "", *, icon: str = "") -> Banner:
        """What is wrong, or good to know; add its remedies to the banner returned."""
        banner = Banner(tone, strong, rest, icon=icon)
        self._column.addWidget(banner)
        return banner

    def add_rule(self) -> None:
        """A hairline between groups."""
        self._column.addWidget(rule())

    def add_heading(self, words: str, right: QWidget | str | None = None) -> None:
        """The head of a group, with something quiet at its end."""
        row = QHBoxLayout()
        row.addWidget(Label(words, "group"))
        row.addStretch(1)
        if isinstance(right, str):
            row.addWidget(Label(right, "quiet"))
        elif right is not None:
            row.addWidget(right)
        self._column.addLayout(row)

    def add_facts(self, facts: Sequence[tuple[str, Any]]) -> None:
        """Label and value in two columns; a value is a str, a :class:`Marked` or a widget; "" shows "–"."""
        u = theme().u
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(10))
        grid.setVerticalSpacing(u(6))
        grid.setColumnMinimumWidth(0, u(84))
        grid.setColumnStretch(1, 1)
        for line, (label, value) in enumerate(facts):
            grid.addWidget(Label(label, "quiet"), line, 0, Qt.AlignmentFlag.AlignTop)
            shown = fact(value)
            shown.setAccessibleDescription(label)
            grid.addWidget(shown, line, 1)
        self._column.addLayout(grid)

    def add_text(self, words: str, kind: str = "") -> Label:
        """A paragraph."""
        label = Label(words, kind, wrap=True)
        self._column.addWidget(label)
        return label

    def add_timeline(self, steps: Sequence[Step]) -> Timeline:
        """The record's history, newest first."""
        timeline = Timeline(steps)
        self._column.addWidget(timeline)
        return timeline

    def add_widget(self, widget: QWidget) -> QWidget:
        """Anything else."""
        self._column.addWidget(widget)
        return widget

    def add_link(self, words: str, act: Callable[[], object], icon: str = "") -> Button:
        """A text action on a line of its own."""
        link = Button(words, icon, "text")
        link.clicked.connect(lambda _on=False: act())
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def finish(self) -> None:
        """Push everything to the top; call it after the last addition."""
        self._column.addStretch(1)

    def set_buttons(self, *buttons: QWidget) -> None:
        """The fixed row at the bottom; the first takes the free room."""
        _empty(self._buttons)
        for place, button in enumerate(buttons):
            self._buttons.addWidget(button, 1 if place == 0 and len(buttons) > 1 else 0)
        if len(buttons) == 1:
            self._buttons.insertStretch(0, 1)
        self._foot.setVisible(bool(buttons))
        self._foot_rule.setVisible(bool(buttons))

    def float_over(self, floating: bool) -> None:
        """Whether it lies over the table and needs a way to close (STYLE 2)."""
        self.close_button.setVisible(floating)
        self.close_button.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        u = theme().u
        self.close_button.move(self.width() - self.close_button.width() - u(6), u(6))


def fact(value: Any) -> QWidget:
    """A value as a widget."""
    if isinstance(value, QWidget):
        return value
    if isinstance(value, Marked):
        mark = MARKS[value.state]
        return IconText(mark.icon, value.word, tone=mark.tone)
    label = Label(str(value) if value not in (None, "") else "–", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def _empty(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            _empty(item.layout())

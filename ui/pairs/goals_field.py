"""Goals as rows: what will be different, confidence before and after, achieved.

Promises: rows are added and removed by key; the value is plain tuples (id, words, before, after,
achieved on), as a draft keeps them, empty new rows left out; a goal keeps the day it was ticked.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import Answers, CheckField, LineField
from ui.kit.tab_order import before_button
from ui.kit.text import Label
from ui.kit.theme import theme

GOAL_LENGTH = 240


Goal = tuple[int | None, str, int | None, int | None, date | None]
NEW: Goal = (None, "", None, None, None)


class GoalsField(QWidget, Answers):
    """The goals of a pair; *begun* offers what can only be said later: after and achieved."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], *, begun: bool) -> None:
        super().__init__()
        self._today, self._begun = today, begun
        self._rows: list[_Row] = []
        u = theme().u
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(6))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(u(8))
        self._grid.setVerticalSpacing(u(6))
        self._grid.setColumnStretch(0, 1)
        heads = [_("What will be different"), _("Confidence now") if not begun else _("Before")]
        heads += [_("After"), _("Achieved")] if begun else []
        self._heads = [Label(words, "small") for words in heads]
        for place, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, place)
        column.addLayout(self._grid)
        self.add_button = LinkButton(_("Add a goal"), "plus")
        self.add_button.clicked.connect(self._add_by_hand)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_heads()

    def value(self) -> tuple[Goal, ...]:
        """The goals with words, and those of the book whose words were emptied."""
        return tuple(row.goal() for row in self._rows if row.text.value() or row.id is not None)

    def set_value(self, value: Any) -> None:
        """Show exactly these goals."""
        while self._rows:
            self._remove(self._rows[0])
        for goal in value or ():
            self._add(goal)

    def fault(self) -> str:
        """Says when the words of a goal are too long."""
        return next((sentence for row in self._rows if (sentence := row.text.fault())), "")

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error on rows whose words are missing or too long, or not."""
        for row in self._rows:
            row.text.set_faulty(faulty and row.wrong)

    def tab_stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which it is read."""
        return [widget for row in self._rows for widget in row.widgets] + [self.add_button]

    def focus_here(self) -> None:
        """Give the keyboard to the first goal that is wrong, else to the first row or the button."""
        row = next((each for each in self._rows if each.wrong), None)
        target = row or (self._rows[0] if self._rows else None)
        (target.text if target else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, place: int) -> "_Row":
        """The controls of a row."""
        return self._rows[place]

    def _add_by_hand(self) -> None:
        self._add(NEW).text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, goal: Goal) -> "_Row":
        row = _Row(goal, self._today, self._begun)
        line = self._grid.rowCount()
        for place, widget in enumerate(row.widgets):
            self._grid.addWidget(widget, line, place)
            widget.show()  # at once, so that it can take the keyboard
        for control in (row.text, row.before, row.after, row.achieved):
            control.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove_by_hand(row))
        self._rows.append(row)
        before_button(self.add_button, *row.widgets)
        self._show_heads()
        self.changed.emit()
        return row

    def _remove_by_hand(self, row: "_Row") -> None:
        self._remove(row)
        self.focus_here()

    def _remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        for widget in row.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._show_heads()
        self.changed.emit()

    def _show_heads(self) -> None:
        for head in self._heads:
            head.setVisible(bool(self._rows))


class _Row:
    """The controls of one goal."""

    def __init__(self, goal: Goal, today: Callable[[], date], begun: bool) -> None:
        self.id, text, before, after, self._achieved_on = goal
        self._today = today
        self.text = LineField(longest=GOAL_LENGTH, hint=_("For instance: judge a guideline alone"))
        self.text.setAccessibleName(_("What will be different"))
        self.text.set_value(text)
        self.before = _scale(_("Confidence before, 1 to 10"), before)
        self.after = _scale(_("Confidence after, 1 to 10"), after)
        self.achieved = CheckField("")
        self.achieved.setAccessibleName(_("Achieved"))
        self.achieved.set_value(self._achieved_on is not None)
        self.remove = IconButton("x", _("Remove this goal"), framed=False)
        later = [self.after, self.achieved] if begun else []
        self.widgets: list[QWidget] = [self.text, self.before, *later, self.remove]

    @property
    def wrong(self) -> bool:
        """Whether its words are missing or too long."""
        return not self.text.value() or bool(self.text.fault())

    def goal(self) -> Goal:
        """What stands in the row."""
        achieved = (self._achieved_on or self._today()) if self.achieved.value() else None
        return self.id, self.text.value(), self.before.value(), self.after.value(), achieved


def _scale(name: str, value: int | None) -> ChoiceField:
    field = ChoiceField([Choice(n, str(n)) for n in range(1, 11)], searchable=False, nothing="–")
    field.setMinimumContentsLength(3)
    field.setFixedWidth(theme().u(78))
    field.setAccessibleName(name)
    field.set_value(value)
    return field

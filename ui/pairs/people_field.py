"""One or more people on one side of a pair, each found by typing part of a name.

Promises: there is always one box to type in; more are added by a text action and removed
by a key; the value is the tuple of ids in order, so that the first mentor is the lead.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import Answers
from ui.kit.tab_order import before_button
from ui.kit.theme import theme


class PeopleField(QWidget, Answers):
    """People of one side; *name* tells the boxes apart for a screen reader, *another* adds a box."""

    changed = Signal()

    def __init__(self, people: Sequence[Choice], *, name: str, another: str) -> None:
        super().__init__()
        self._people, self._name = tuple(people), name
        self._rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(6))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().u(6))
        column.addLayout(self._column)
        self.another = LinkButton(another, "plus")
        self.another.clicked.connect(self._add_by_hand)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(None)

    def value(self) -> tuple[int, ...]:
        """The ids chosen, in the order of the boxes."""
        chosen = (row.person.value() for row in self._rows)
        return tuple(person for person in chosen if person is not None)

    def set_value(self, value: Any) -> None:
        """Show exactly these people."""
        wanted = list(value or ()) or [None]
        while len(self._rows) > len(wanted):
            self._remove(self._rows[-1])
        while len(self._rows) < len(wanted):
            self._add(None)
        for row, person in zip(self._rows, wanted, strict=True):
            row.person.set_value(person)

    def set_people(self, people: Sequence[Choice]) -> None:
        """Offer the people in another order or with other remarks; who is chosen stays chosen."""
        self._people = tuple(people)
        for row in self._rows:
            row.person.set_options(self._people)

    def fault(self) -> str:
        """Says when words typed are nobody's name."""
        return next((row.person.fault() for row in self._rows if row.person.fault()), "")

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error on every box, or not."""
        for row in self._rows:
            row.person.set_faulty(faulty)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._name = name
        self._rename()

    def tab_stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which it is read."""
        return [stop for row in self._rows for stop in (row.person, row.remove)] + [self.another]

    def focus_here(self) -> None:
        """Give the keyboard to the first box that is empty, else to the first."""
        row = next((each for each in self._rows if each.person.value() is None), self._rows[0])
        row.person.setFocus(Qt.FocusReason.TabFocusReason)

    def box(self, place: int) -> ChoiceField:
        """One of the boxes."""
        return self._rows[place].person

    def _add_by_hand(self) -> None:
        self._add(None).person.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _add(self, person: Any) -> "_Row":
        row = _Row(self._people)
        row.person.set_value(person)
        row.person.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove_by_hand(row))
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once, so that it can take the keyboard
        before_button(self.another, row.person, row.remove)
        self._rename()
        return row

    def _remove_by_hand(self, row: "_Row") -> None:
        self._remove(row)
        self._rows[-1].person.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._rename()

    def _rename(self) -> None:
        several = len(self._rows) > 1
        for place, row in enumerate(self._rows, 1):
            row.person.setAccessibleName(f"{self._name} {place}" if several else self._name)
            row.remove.rename(_("Remove {name} {place}").format(name=self._name.lower(), place=place))
            row.remove.setVisible(several)


class _Row(QWidget):
    def __init__(self, people: Sequence[Choice]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().u(6))
        self.person = ChoiceField(people, searchable=True, hint=_("Type part of a name"))
        self.remove = IconButton("x", "", framed=False, small=True)
        line.addWidget(self.person, 1)
        line.addWidget(self.remove)

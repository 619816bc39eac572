"""Actions in the session form: those from last time to tick off, and new ones to add.

Promises: the value is (ids ticked, ((what, who, by when), …)); an empty new line counts as
nothing; everything can be reached and removed with the keyboard.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.dates import short_day
from app.language import _
from app.sessions.actions import ActionRow
from ui.kit.buttons import Button, IconButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import Answers, CheckField, DateField, LineField
from ui.kit.text import Elided, Label, rule
from ui.kit.theme import theme

Value = tuple[tuple[int, ...], tuple[tuple[str, int | None, date | None], ...]]


class ActionsField(QWidget, Answers):
    """The list under the words "Actions from last time"."""

    changed = Signal()
    lines_changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._boxes: dict[int, CheckField] = {}
        self._said: dict[int, tuple[Label, str]] = {}
        self._new: list[_NewAction] = []
        self._people: Sequence[tuple[int, str]] = ()
        self.add_button = Button(_("Add"), "plus", "text")
        self.add_button.setAccessibleName(_("Add an action"))
        self.add_button.clicked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(4))
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().u(8))
        self._grid.setVerticalSpacing(theme().u(5))
        self._grid.setColumnStretch(0, 1)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(self._list)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().u(6))
        column.addLayout(self._lines)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_pair(self, actions: Sequence[ActionRow], people: Sequence[tuple[int, str]]) -> None:
        """Offer a pair's *actions* and the *people* (id, name) who can be given new ones."""
        ticked, typed = self.value()
        self._people = people
        self._fill(actions, dict(people))
        known = {staff_id for staff_id, _name in people}
        self.set_value((ticked, tuple((t, w if w in known else None, d) for t, w, d in typed)))

    def value(self) -> Value:
        """The ids ticked, and what was added."""
        ticked = tuple(id_ for id_, box in self._boxes.items() if box.isChecked())
        return ticked, tuple(line.value() for line in self._new if not line.empty)

    def set_value(self, value: Any) -> None:
        """Tick and show exactly this."""
        ticked, typed = value or ((), ())
        for id_, box in self._boxes.items():
            box.setChecked(id_ in ticked)
        for line in list(self._new):
            self._drop(line, tell=False)
        for what, who, by in typed:
            self.add_line(tell=False).fill(what, who, by)

    def add_line(self, *, tell: bool = True) -> "_NewAction":
        """Append an empty line for a new action."""
        line = _NewAction(self._people, self._today)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._drop(line))
        self._new.append(line)
        self._lines.addWidget(line)
        self.lines_changed.emit()
        if tell:
            self.changed.emit()
        return line

    def _add(self) -> None:
        self.add_line().what.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        stops: list[QWidget] = list(self._boxes.values())
        for line in self._new:
            stops += [line.what, line.who, line.due, line.remove]
        return [*stops, self.add_button]

    def fault(self) -> str:
        """Says when the words of an action are too long, or a date typed here is none."""
        controls = (control for line in self._new for control in (line.what, line.due))
        return next((sentence for control in controls if (sentence := control.fault())), "")

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error around what is missing in a new line."""
        for line in self._new:
            line.set_faulty(faulty)

    def focus_here(self) -> None:
        """Give the keyboard to what is missing, else to the first box."""
        for line in self._new:
            control = line.missing()
            if control is not None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        first = next(iter(self._boxes.values()), self.add_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, actions: Sequence[ActionRow], names: dict[int, str]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes, self._said = {}, {}
        words = _("Tick what is done; the rest carries on") if actions else _("None are open.")
        self._grid.addWidget(Elided(words, "small"), 0, 0)
        if actions:
            self._grid.addWidget(Label(_("Who"), "small"), 0, 1)
            self._grid.addWidget(Label(_("By"), "small"), 0, 2)
        self._grid.setColumnMinimumWidth(2, theme().u(72) if actions else 0)
        for number, action in enumerate(actions):
            line = 1 + 2 * number
            self._grid.addWidget(rule(), line, 0, 1, 3)
            box = CheckField(action.text.replace("&", "&&"))
            owner = names.get(action.owner_id, action.owner)
            box.setAccessibleName(_("Done: {what}, {who}").format(what=action.text, who=owner))
            self._boxes[action.id] = box
            self._grid.addWidget(box, line + 1, 0)
            self._grid.addWidget(Label(owner), line + 1, 1)
            due = short_day(action.due_on, self._today()) if action.due_on else "–"
            by = Label(due)
            self._said[action.id] = (by, due)
            self._grid.addWidget(by, line + 1, 2)
            box.toggled.connect(lambda on, id_=action.id: self._ticked(id_, on))
        self._list.updateGeometry()

    def _ticked(self, action_id: int, on: bool) -> None:
        words, due = self._said[action_id]
        words.setText(_("Done") if on else due)
        words.set_kind("quiet" if on else "")
        self.changed.emit()

    def _drop(self, line: "_NewAction", *, tell: bool = True) -> None:
        self._new.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        if tell:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()


class _NewAction(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, people: Sequence[tuple[int, str]], today: Callable[[], date]) -> None:
        super().__init__()
        u = theme().u
        column = QVBoxLayout(self)
        column.setContentsMargins(0, u(2), 0, 0)
        column.setSpacing(u(5))
        self.what = LineField(longest=2000, hint=_("What is to be done"))
        self.what.setAccessibleName(_("New action: what"))
        self.who = ChoiceField([Choice(id_, name) for id_, name in people], searchable=False, hint=_("Who"))
        self.who.setAccessibleName(_("New action: who"))
        self.due = DateField(today, hint=_("By, optional"))
        self.due.setAccessibleName(_("New action: by when, optional"))
        self.remove = IconButton("x", _("Remove this action"), framed=False)
        self.remove.clicked.connect(self.removed)
        top = QHBoxLayout()
        top.setSpacing(u(6))
        top.addWidget(self.what, 1)
        top.addWidget(self.remove)
        column.addLayout(top)
        below = QHBoxLayout()
        below.setSpacing(u(6))
        below.addWidget(self.who, 1)
        below.addWidget(self.due, 1)
        below.addSpacing(u(34))
        column.addLayout(below)
        for control in (self.what, self.who, self.due):
            control.changed.connect(self.changed)

    @property
    def empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not self.what.value() and not self.due.text().strip() and self.who.value() is None

    def value(self) -> tuple[str, int | None, date | None]:
        """What, who and by when."""
        return self.what.value(), self.who.value(), self.due.value()

    def fill(self, what: str, who: int | None, by: date | None) -> None:
        """Show these."""
        self.what.set_value(what)
        self.who.set_value(who)
        self.due.set_value(by)

    def missing(self) -> QWidget | None:
        """The control that cannot stay as it is."""
        if self.empty:
            return None
        if not self.what.value() or self.what.fault():
            return self.what
        if self.who.value() is None:
            return self.who
        return self.due if self.due.fault() else None

    def set_faulty(self, faulty: bool) -> None:
        """Mark what is missing."""
        wrong = self.missing() if faulty else None
        for control in (self.what, self.who, self.due):
            control.set_faulty(control is wrong)

"""The one form builder: label, control, help, error, all told to the screen reader (STYLE 3).

Promises: a row has a label with its buddy, an accessible name, help below and room for
one error sentence; :meth:`Form.show_faults` puts each sentence beside its field and the
keyboard into the first; two equal columns fall to one where the room or the text needs
it; nothing typed is ever cleared by an error; words that may name a patient get a soft
warning, whatever the field.
"""

from collections.abc import Callable, Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from app.errors import Fault, InvalidEntry
from ui.kit.anew import take_out
from ui.kit.announcing import announce
from ui.kit.fields import Field
from ui.kit.form_row import FormRow
from ui.kit.text import Label, put_away
from ui.kit.theme import theme

NARROW = 520


class Form(QWidget):
    """Rows of fields on one grid; values in, values out, faults beside the fields."""

    changed = Signal()

    def __init__(self, *, columns: int = 2, gap: int = 14) -> None:
        super().__init__()
        self._columns = columns
        self._rows: dict[str, FormRow] = {}
        self._order: list[QWidget] = []
        self._narrow: list[QWidget] = []
        self._checks: dict[str, Callable[[Any], str]] = {}
        self._before: dict[str, Any] = {}
        self._filling = False
        self._flat: bool | None = None
        self._ordered = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().u(18))
        self._grid.setVerticalSpacing(theme().u(gap))
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)

    # Building
    def add(
        self,
        name: str,
        label: str,
        control: Any,
        *,
        help: str = "",
        optional: bool = False,
        wide: bool = False,
        narrow: bool = False,
        check: Callable[[Any], str] | None = None,
        beside: QWidget | None = None,
    ) -> Any:
        """Append a row; returns *control*.

        *check* gives a sentence when the value cannot be right, else ""; *wide* takes the
        whole width, *narrow* half a column; *beside* stands at the right of the label (a text action).
        """
        row = FormRow(name, label, control, help, optional, wide, beside)
        self._rows[name] = row
        if narrow:
            self._narrow.append(row)
        self._order.append(row)
        if check is not None:
            self._checks[name] = check
        control.changed.connect(lambda: self._edited(name))
        self._before[name] = _typed(control)
        self._lay_out(force=True)
        return control

    def add_heading(self, words: str) -> None:
        """Append a group head over the fields that follow."""
        heading = Label(words, "group")
        self._order.append(heading)
        self._lay_out(force=True)

    def add_widget(self, widget: QWidget) -> QWidget:
        """Append something of one's own over the whole width."""
        self._order.append(widget)
        self._lay_out(force=True)
        return widget

    def row(self, name: str) -> FormRow:
        """The row of field *name*."""
        return self._rows[name]

    def field(self, name: str) -> Any:
        """The control of field *name*."""
        return self._rows[name].control

    def show_row(self, name: str, shown: bool) -> None:
        """Show or hide a field that only some entries need."""
        if put_away(self._rows[name]) == shown:
            self._rows[name].setVisible(shown)
            self._lay_out(force=True)

    def show_widget(self, widget: QWidget, shown: bool) -> None:
        """Show or hide something added with :meth:`add_widget`."""
        if put_away(widget) == shown:
            widget.setVisible(shown)
            self._lay_out(force=True)

    # Values
    def value(self, name: str) -> Any:
        """The value of field *name*."""
        return self._rows[name].control.value()

    def values(self) -> dict[str, Any]:
        """The value of every field by name."""
        return {name: row.control.value() for name, row in self._rows.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill in *values*; from here on the form counts as untouched."""
        self._filling = True
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].control.set_value(value)
        self._filling = False
        self.clear_faults()
        self.mark_clean()

    def mark_clean(self) -> None:
        """From here on the form counts as untouched."""
        self._before = self._typed()

    @property
    def dirty(self) -> bool:
        """Whether somebody changed something since it was filled in."""
        return self._typed() != self._before

    def draft(self) -> dict[str, Any]:
        """What is typed, readable or not, in JSON's types, for a draft that outlives a lock or a crash.

        Passphrases are left out.
        """
        return {name: _packed(value) for name, value in self._typed().items()}

    def half_typed(self) -> dict[str, Any] | None:
        """The :meth:`draft` of what somebody changed; None while nobody has."""
        return self.draft() if self.dirty else None

    def _typed(self) -> dict[str, Any]:
        return {
            name: _typed(row.control)
            for name, row in self._rows.items()
            if not getattr(row.control, "secret", False)
        }

    def restore(self, draft: dict[str, Any]) -> None:
        """Put a draft back; the form then counts as changed."""
        self._filling = True
        for name, value in draft.items():
            if name in self._rows:
                control = self._rows[name].control
                getattr(control, "type_again", control.set_value)(_unpacked(value))
        self._filling = False
        self.changed.emit()

    # Faults
    def check(self) -> tuple[Fault, ...]:
        """What cannot be read or cannot be right, before anything is saved."""
        found = []
        for name, row in self._rows.items():
            if put_away(row):
                continue
            sentence = row.control.fault()
            if not sentence and name in self._checks:
                sentence = self._checks[name](row.control.value())
            if sentence:
                found.append(Fault(name, sentence))
        return tuple(found)

    def check_all(self) -> bool:
        """Show what :meth:`check` finds; True when all is well."""
        faults = self.check()
        self.show_faults(faults)
        return not faults

    def show_faults(self, faults: Sequence[Fault] | InvalidEntry) -> tuple[Fault, ...]:
        """Put each sentence beside its field, the keyboard into the first, and read it out.

        Returns the faults whose field this form does not have: show them in a banner.
        """
        found = faults.faults if isinstance(faults, InvalidEntry) else faults
        self.clear_faults()
        for fault in found:
            row = self._rows.get(fault.field)
            if row is not None and not row.error.text():
                row.say(fault.sentence)
        first = next((f for f in found if f.field in self._rows), None)
        if first is not None:
            control: Field = self._rows[first.field].control
            control.focus_here()
            announce(self, first.sentence)
        return tuple(f for f in found if f.field not in self._rows)

    def clear_faults(self) -> None:
        """Take all error sentences away."""
        for row in self._rows.values():
            if row.error.text():
                row.say("")

    def tab_stops(self) -> list[QWidget]:
        """All that takes the keyboard, in the order in which it is read."""
        return [stop for row in self._rows.values() for stop in _stops(row.control)]

    def order_tabs(self) -> None:
        """Put the path of Tab right: a control of several parts, made alone, loses its order in a form."""
        stops = self.tab_stops()
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        for row in self._rows.values():
            if not put_away(row):
                row.control.focus_here()
                return

    # Inner workings
    def showEvent(self, event: QShowEvent) -> None:
        if not self._ordered:
            self._ordered = True
            self.order_tabs()
        super().showEvent(event)

    def _edited(self, name: str) -> None:
        if self._rows[name].error.text():
            self._rows[name].say("")
        self._rows[name].watch()
        if not self._filling:
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_order"):
            self._lay_out()

    def _lay_out(self, *, force: bool = False) -> None:
        flat = self._columns == 1 or theme().roomy or 0 < self.width() < theme().u(NARROW)
        if flat == self._flat and not force:
            return
        self._flat = flat
        take_out(self._grid)
        each = 1 if flat or not self._narrow else 2  # columns of the grid that a field takes
        columns = each if flat else self._columns * each
        for column in range(self._columns * 2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for old in range(self._grid.rowCount()):
            self._grid.setRowStretch(old, 0)
        line, place = 0, 0
        for widget in self._order:
            if put_away(widget):
                continue
            whole = not isinstance(widget, FormRow) or widget.wide
            span = columns if whole else 1 if widget in self._narrow else each
            if place + span > columns:
                line, place = line + 1, 0
            self._grid.addWidget(widget, line, place, 1, span)
            place += span
        self._grid.setRowStretch(line + 1, 1)


def _stops(control: Any) -> list[QWidget]:
    """What of *control* takes the keyboard."""
    own = getattr(control, "tab_stops", None)
    if own is not None:
        found: list[QWidget] = own()
        return found
    if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return [control]
    return [part for part in control.findChildren(QWidget) if part.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _typed(control: Any) -> Any:
    """What stands in *control*; one of a room's own may have no more to say than its value."""
    return getattr(control, "typed", control.value)()


def _packed(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict) and "date" in value:
        return date.fromisoformat(value["date"])
    if isinstance(value, dict) and "time" in value:
        return time.fromisoformat(value["time"])
    if isinstance(value, list):
        return tuple(_unpacked(part) for part in value)
    return value

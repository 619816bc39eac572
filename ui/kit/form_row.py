"""A control with its label above: what forms are made of, and filters too (STYLE 3).

Promises: the label is the control's buddy and its accessible name; help stands below, and there is room for
one error sentence.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.fields import CheckField
from ui.kit.patient_warning import PatientWarning, free_words
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme


class FormRow(QWidget):
    """One labelled control of a form; made by :meth:`Form.add`."""

    def __init__(
        self,
        name: str,
        label: str,
        control: Any,
        help_text: str,
        optional: bool,
        wide: bool,
        beside: QWidget | None,
    ) -> None:
        super().__init__()
        self.name, self.control, self.wide = name, control, wide
        u = theme().u
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        self.label = Label(label, "label")
        self.label.setBuddy(control)
        head = QHBoxLayout()
        head.setSpacing(u(8))
        if label and not isinstance(control, CheckField):
            head.addWidget(self.label)
            if optional:
                head.addWidget(Label(_("optional"), "small"))
            head.addStretch(1)
            if beside is not None:
                head.addWidget(beside)
            column.addLayout(head)
        column.addWidget(control)
        self.help = Label(help_text, "small", wrap=True)
        column.addWidget(self.help)  # before it is shown: a widget without a parent opens a window
        self.help.setVisible(bool(help_text))
        self._error = QWidget()
        line = QHBoxLayout(self._error)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(u(5))
        line.addWidget(IconLabel("stop", "bad", 15), 0, Qt.AlignmentFlag.AlignTop)
        self.error = Label("", "", tone="bad", wrap=True)
        line.addWidget(self.error, 1)
        self._error.hide()
        column.addWidget(self._error)
        column.addStretch(1)
        self._patients: PatientWarning | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        told = f"{label}, {_('optional')}" if optional else label
        if label:
            control.setAccessibleName(told)
        control.setAccessibleDescription(help_text)
        self._help_text = help_text

    def set_help(self, text: str) -> None:
        """Say something else below the control."""
        self._help_text = text
        self.help.setText(text)
        self.help.setVisible(bool(text) and not self.error.text())
        self.control.setAccessibleDescription(text)

    @property
    def remark(self) -> str:
        """The soft warning below the control; "" when there is none."""
        return self._patients.sentence if self._patients is not None else ""

    def watch(self) -> None:
        """Look for what may name a patient, once typing rests."""
        if self._patients is None and free_words(self.control):
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            self._patients = PatientWarning(self.control, column)
        if self._patients is not None:
            self._patients.typed()

    def say(self, sentence: str) -> None:
        """Put an error *sentence* below the control; "" takes it away."""
        self.error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.help.setVisible(bool(self._help_text) and not sentence)
        self.control.set_faulty(bool(sentence))
        self.control.setAccessibleDescription(sentence or self._help_text)


def under_label(button: QWidget) -> QWidget:
    """*button* at the height of the controls of a form beside it, whatever the size of their labels."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().u(4))
    column.addWidget(Label(" ", "label"))
    column.addWidget(button)
    column.addStretch(1)
    return box


def labelled(label: str, control: QWidget) -> QWidget:
    """A control with its label above, outside a form (a filter, an option)."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().u(4))
    words = Label(label, "label")
    words.setBuddy(control)
    control.setAccessibleName(label)
    column.addWidget(words)
    column.addWidget(control)
    return box

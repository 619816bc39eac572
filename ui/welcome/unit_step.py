"""Step 1: the unit and one's own name, and where the book will lie.

Promises: the folder follows the unit's name and is free; once the book is made the
fields only show what was chosen.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.file_names import file_name
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.dialogs import ask_folder
from ui.kit.fields import LineField
from ui.kit.forms import Form
from ui.kit.text import Label, breakable
from ui.kit.theme import theme
from ui.preferences import books_folder

# Leaves room for what lies inside within Windows' 260 signs (app.book.place).
LONGEST_FOLDER_NAME = 80


class UnitStep(QWidget):
    """Unit, hospital, name, folder."""

    returned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parent_folder = books_folder()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(14))
        self.made = Banner("info")
        column.addWidget(self.made)
        self.form = Form(columns=1)
        self.unit: LineField = self.form.add(
            "unit",
            _("Unit"),
            LineField(longest=120),
            help=_("As it is called on the ward, such as “Ward 7”."),
        )
        self.hospital: LineField = self.form.add(
            "hospital", _("Hospital or practice"), LineField(longest=120), optional=True
        )
        self.manager: LineField = self.form.add(
            "manager",
            _("Your name"),
            LineField(longest=120),
            help=_("You become the unit's manager in Pairbook."),
        )
        column.addWidget(self.form)
        self.where = Label("", "quiet", wrap=True)
        column.addWidget(self.where)
        self.change = Button(_("Another folder…"), "folder", "text")
        self.change.clicked.connect(self._choose_folder)
        column.addWidget(self.change)
        column.addStretch(1)
        self.unit.changed.connect(self._say_folder)
        self.unit.returnPressed.connect(self.hospital.focus_here)
        self.hospital.returnPressed.connect(self.manager.focus_here)
        self.manager.returnPressed.connect(self.returned)
        self._say_folder()

    def check(self) -> bool:
        """Whether there is a unit and a name; else the reason stands beside the field."""
        from app.errors import Fault

        faults = [*self.form.check()]
        if not self.unit.value():
            faults.append(Fault("unit", _("Give the unit's name.")))
        elif self.folder().exists():
            faults.append(
                Fault(
                    "unit",
                    _("There is a book of this name already. Open it instead, or choose another name."),
                )
            )
        if not self.manager.value():
            faults.append(Fault("manager", _("Give your name.")))
        self.form.show_faults(tuple(faults))
        return not faults

    def folder(self) -> Path:
        """Where the book will lie."""
        name = file_name(self.unit.value(), _("Unit"), LONGEST_FOLDER_NAME)
        return self._parent_folder / f"{name}.pairbook"

    def freeze(self) -> None:
        """The book is made: show what was chosen, no longer ask."""
        for field in (self.unit, self.hospital, self.manager):
            field.setReadOnly(True)
        self.change.hide()
        self.made.say("info", _("The book is made."), _("Change names later in Settings."), aloud=False)

    def _say_folder(self) -> None:
        folder = self.folder() if self.unit.value() else self._parent_folder
        self.where.setText(_("The book will lie in {folder}").format(folder=breakable(folder)))

    def _choose_folder(self) -> None:
        def chosen(folder: Path) -> None:
            self._parent_folder = folder
            self._say_folder()

        ask_folder(self, _("Folder for the book"), chosen, folder=self._parent_folder)

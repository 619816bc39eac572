"""What the sections of Settings share: a head, a body, and where they lead."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.context import Context
from ui.kit.page_head import PageHead
from ui.kit.theme import theme


class Section(QWidget):
    """One section; ``go`` leads to another place of the window."""

    go = Signal(str, object)

    def __init__(self, context: Context, title: str, facts: str = "") -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().u(14))
        self.head = PageHead(title, facts)
        self.column.addWidget(self.head)

    def refresh(self) -> None:
        """Show what the book holds now."""

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name inside the section."""

    def where(self) -> dict[str, Any]:
        """What :meth:`open` needs to show the same again after a lock, in JSON's types."""
        return {}

    def may_leave(self) -> bool:
        """Whether the section can be left; one with a half-typed form keeps it as a draft first."""
        return True

    def new(self) -> None:
        """What Ctrl+N makes here."""

    def find(self) -> None:
        """What Ctrl+F finds here."""
        if self.head.search is not None:
            self.head.search.setFocus()

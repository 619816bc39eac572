"""What a choice offers, as Qt's lists ask for it.

Promises: nothing is worked out before it is asked for, so that offering thousands of pairs costs no more than
offering five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.kit.icons import icon
from ui.kit.rows import folded

FOLDED = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its *value*, its *words*, and a *remark* that is searched too."""

    value: Any
    words: str
    remark: str = ""
    icon: str = ""

    @property
    def shown(self) -> str:
        """The words, with the remark after a dot."""
        return f"{self.words} · {self.remark}" if self.remark else self.words


class ChoiceList(QAbstractListModel):
    """Choices in their order; :data:`FOLDED` is the role of what searching sees."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Hold *choices* and no others."""
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.choices)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid() or index.row() >= len(self.choices):
            return None
        choice = self.choices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return choice.shown
        if role == Qt.ItemDataRole.DecorationRole and choice.icon:
            return icon(choice.icon)
        if role == Qt.ItemDataRole.UserRole:
            return choice.value
        return folded(choice.shown) if role == FOLDED else None

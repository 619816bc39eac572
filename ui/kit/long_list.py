"""A list of two-line rows for very many records, looking like :mod:`ui.kit.lists`.

Promises: rows are handed in as they are, and only those in sight are ever turned into an
:class:`~ui.kit.lists.Entry`; more can be appended while nobody waits; the searchable text is
gathered once, in idle moments, and a filter is a substring test.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.kit.lists import Entry, EntryDelegate
from ui.kit.rows import folded
from ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
GROUP_HEIGHT = 30


class _Entries(Sequence[Entry]):
    """The items as entries, made when asked for."""

    def __init__(self, model: "_Items") -> None:
        self._model = model

    def __getitem__(self, place: Any) -> Any:
        item = self._model.items[place]
        return item if isinstance(item, Entry) else self._model.describe(item)

    def __len__(self) -> int:
        return len(self._model.items)


class _Items(QAbstractTableModel):
    def __init__(self, describe: Callable[[Any], Entry]) -> None:
        super().__init__()
        self.describe = describe
        self.items: list[Any] = []
        self.entries = _Entries(self)

    def set_items(self, items: list[Any]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def append(self, items: Sequence[Any]) -> None:
        if items:
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(items) - 1)
            self.items.extend(items)
            self.endInsertRows()

    def is_group(self, place: int) -> bool:
        return isinstance(self.items[place], Entry)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.entries[index.row()].title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.entries[index.row()].spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.is_group(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LongList(QTableView):
    """Groups of rows; :attr:`chosen` gives the key of the row selected, or None.

    *describe* turns a row into an entry, *key* tells rows apart, *words* gives the parts of a row
    that searching looks into.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        describe: Callable[[Any], Entry],
        key: Callable[[Any], Any],
        words: Callable[[Any], Sequence[str]],
        row_height: int = 47,
    ) -> None:
        super().__init__()
        self.row_height = row_height
        self._items = _Items(describe)
        self._key, self._words = key, words
        self._groups: list[tuple[str, list[Any]]] = []
        self._stacks: dict[Any, str] = {}
        self._folded: dict[str, str] = {}
        self._wanted: tuple[str, ...] = ()
        self._keep: Callable[[Any], bool] | None = None
        self._also: Callable[[Any], bool] | None = None
        self._silent = False
        self._heads: list[int] = []
        self._pending: deque[Any] = deque()
        self._idle = QTimer(self)
        self._idle.setInterval(8)
        self._idle.timeout.connect(self._gather_some)
        self.setModel(self._items)
        self.setItemDelegate(EntryDelegate(self, self._items))
        self.setAccessibleName(name)
        self._look_like_a_list()
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme().changed.connect(self._fit)
        self._fit()

    def _look_like_a_list(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)

    # Rows
    def set_groups(self, groups: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Show these groups (head, rows); an empty group is left out; the chosen row stays chosen."""
        self._groups = [(head, list(rows)) for head, rows in groups]
        self._stacks = {}
        self._pending = deque(row for _head, rows in self._groups for row in rows)
        self._idle.start()
        self._renew()

    def append(self, rows: Sequence[Any]) -> None:
        """Add rows to the end of the last group."""
        _head, held = self._groups[-1]
        first = not held
        held.extend(rows)
        self._pending.extend(rows)
        self._idle.start()
        if first:
            self._renew()
            return
        self._items.append([row for row in rows if self._passes(row)])

    def filter_text(self, text: str, also: Callable[[Any], bool] | None = None) -> None:
        """Keep rows that hold every word of *text*, or for which *also* holds."""
        wanted = tuple(folded(text).split())
        if wanted != self._wanted or also is not None or self._also is not None:
            self._wanted, self._also = wanted, also
            self._renew()

    def filter_rows(self, keep: Callable[[Any], bool] | None) -> None:
        """Keep rows for which *keep* holds, besides the words."""
        self._keep = keep
        self._renew()

    def current(self) -> Any:
        """The row chosen, or None."""
        indexes = self.selectionModel().selectedIndexes()
        return self._items.items[indexes[0].row()] if indexes else None

    def choose(self, key: Any) -> bool:
        """Choose the row with *key* and bring it into sight; False when it is not shown."""
        for place, item in enumerate(self._items.items):
            if not isinstance(item, Entry) and self._key(item) == key:
                index = self._items.index(place, 0)
                self.setCurrentIndex(index)
                # With the head of its group, where that stands just above.
                above = place - 1 if place and self._items.is_group(place - 1) else place
                self.scrollTo(self._items.index(above, 0))
                self.scrollTo(index)
                return True
        return False

    def choose_first(self) -> None:
        """Choose the first row, if there is one and none is chosen."""
        if self.current() is None:
            for row in self.shown():
                self.choose(self._key(row))
                return

    def shown(self) -> Iterator[Any]:
        """The rows that pass the filter."""
        return (item for item in self._items.items if not isinstance(item, Entry))

    def entry(self, row: Any) -> Entry:
        """How a row is shown."""
        return self._items.describe(row)

    # Inner workings
    def _renew(self) -> None:
        before = self.current()
        key = None if before is None else self._key(before)
        items: list[Any] = []
        heads: list[int] = []
        for head, rows in self._groups:
            kept = [row for row in rows if self._passes(row)] if self._filtering else rows
            if kept:
                if head:
                    heads.append(len(items))
                    items.append(Entry(None, head, group=True))
                items.extend(kept)
        self._silent = True
        for place in self._heads:  # a reset keeps the heights it finds
            self.verticalHeader().resizeSection(place, theme().u(self.row_height))
        self._heads = heads
        self._items.set_items(items)
        for place in heads:
            self.verticalHeader().resizeSection(place, theme().u(GROUP_HEIGHT))
        found = key is not None and self.choose(key)
        self._silent = False
        if key is not None and not found:
            self.chosen.emit(None)

    @property
    def _filtering(self) -> bool:
        return bool(self._wanted) or self._keep is not None

    def _passes(self, row: Any) -> bool:
        if self._keep is not None and not self._keep(row):
            return False
        if not self._wanted:
            return True
        stack = self._stacks.get(self._key(row)) or self._stack(row)
        if all(word in stack for word in self._wanted):
            return True
        return self._also is not None and self._also(row)

    def _stack(self, row: Any) -> str:
        parts = []
        for words in self._words(row):
            plain = self._folded.get(words)
            if plain is None:
                plain = self._folded[words] = folded(words)
            parts.append(plain)
        stack = self._stacks[self._key(row)] = " ".join(parts)
        return stack

    def _gather_some(self) -> None:
        for _row in range(min(400, len(self._pending))):
            row = self._pending.popleft()
            if self._key(row) not in self._stacks:
                self._stack(row)
        if not self._pending:
            self._idle.stop()
            self._folded = {}

    def _fit(self) -> None:
        u = theme().u
        self.verticalHeader().setDefaultSectionSize(u(self.row_height))
        for place, item in enumerate(self._items.items):
            if isinstance(item, Entry):
                self.verticalHeader().resizeSection(place, u(GROUP_HEIGHT))
        self.setColumnWidth(0, self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._silent:
            row = self.current()
            self.chosen.emit(None if row is None else self._key(row))

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._items.items) and not self._items.is_group(place):
            self.opened.emit(self._key(self._items.items[place]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

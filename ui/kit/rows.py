"""The model behind a list table: frozen rows, columns as functions, filter by words.

Promises: opening does no work per row (20,000 rows ≤ 150 ms); the searchable text is
gathered once, while nobody waits, and a filter is a substring test (≤ 50 ms);
DisplayRole is the plain word, for copying, searching and the screen reader.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.kit.pills import Marked

Index = QModelIndex | QPersistentModelIndex
CellKind = Literal[
    "text", "strong", "quiet", "number", "list", "mark", "dots", "check", "icon", "link", "bar"
]
_COMBINING = re.compile("[\u0300-\u036f]+")
# Letters that do not fall apart into a base and an accent.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th"})


@dataclass(frozen=True)
class Column:
    """One column of a list table.

    *value* gives the cell for a row: a str for "text", "strong", "quiet", "number" and
    "link"; several str for "list", of which as many are shown as fit, and how many do not;
    a :class:`Marked` (or "" for "–") for "mark"; (done, planned) for "dots" and "bar"; a
    bool for "check"; an icon's name for "icon".  *width* is in pixels at 100 %; a column
    with *stretch* shares what is left and never gets narrower than *width*.  *marks* are
    the :class:`Marked` that a "mark" column can show: it is never narrower than the widest
    of them, whose letters each system sets a little wider or narrower.
    *drop*: columns with higher numbers hide first where the room is short (0: never).
    *leads*: the rows come in the order of this column.  *sort* gives the key for sorting,
    None where the text does.
    """

    title: str
    value: Callable[[Any], Any]
    kind: CellKind = "text"
    width: int = 100
    stretch: int = 0
    drop: int = 0
    leads: bool = False
    sort: Callable[[Any], Any] | None = None
    tip: Callable[[Any], str] | None = None
    quiet: Callable[[Any], bool] | None = None
    search: bool = True
    name: str = field(default="")
    marks: tuple[Marked, ...] = ()


# Beyond ASCII, but the same folded: the arrows, dots and dashes of titles.
_UNUSUAL = re.compile("[^\x00-\x7f→·–…]")


def folded(text: str) -> str:
    """*text* as searching sees it: case and accents do not matter."""
    if not _UNUSUAL.search(text):
        return text.lower()
    plain = _COMBINING.sub("", unicodedata.normalize("NFD", text.casefold()))
    return plain.translate(_PLAIN) if not plain.isascii() else plain


class Rows(QAbstractTableModel):
    """Frozen rows in an order, filtered by words and by a predicate."""

    def __init__(
        self, columns: Sequence[Column], key: Callable[[Any], Any], extra_search: Callable[[Any], str] | None
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._extra = extra_search
        self._all: Sequence[Any] = ()
        self._shown: list[Any] = []
        self._haystacks: list[str] | None = None
        self._gathering: list[str] = []
        self._folded: dict[str, str] = {}
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, bool] | None = None

    # What is in it
    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; filter and sorting stay."""
        self._all = rows
        self._haystacks, self._gathering, self._folded = None, [], {}
        self._renew()

    @property
    def shown(self) -> Sequence[Any]:
        """The rows that pass, in their order."""
        return self._shown

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    def filter_text(self, text: str) -> None:
        """Keep rows that hold every word of *text* somewhere."""
        words = tuple(folded(text).split())
        if words != self._words:
            self._words = words
            self._renew()

    def filter_rows(self, keep: Callable[[Any], bool] | None) -> None:
        """Keep rows for which *keep* holds (a tab), besides the words."""
        self._keep = keep
        self._renew()

    def position(self, key: Any) -> int:
        """The place of the row with *key* among those shown, or -1."""
        for place, row in enumerate(self._shown):
            if self._key(row) == key:
                return place
        return -1

    def row_at(self, place: int) -> Any | None:
        """The row shown at *place*."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def key_of(self, row: Any) -> Any:
        """What tells *row* from all others."""
        return self._key(row)

    def _renew(self) -> None:
        self.beginResetModel()
        shown: list[Any]
        if self._words:
            stacks = self._gathered()
            words = self._words
            if len(words) == 1:
                word = words[0]
                shown = [row for row, stack in zip(self._all, stacks, strict=True) if word in stack]
            else:
                shown = [
                    row
                    for row, stack in zip(self._all, stacks, strict=True)
                    if all(word in stack for word in words)
                ]
        else:
            shown = list(self._all)
        if self._keep is not None:
            shown = list(filter(self._keep, shown))
        if self._sorted is not None:
            column, descending = self._sorted
            shown.sort(key=self._sort_key(self.columns[column]), reverse=descending)
        self._shown = shown
        self.endResetModel()

    def _sort_key(self, column: Column) -> Callable[[Any], Any]:
        if column.sort is not None:
            chosen = column.sort
            # None sorts last whichever way the rest goes.
            return lambda row: ((found := chosen(row)) is None, found if found is not None else 0)
        if column.kind in ("dots", "bar", "check"):
            return column.value
        return lambda row: folded(in_words(column.value(row)))

    def _gathered(self) -> list[str]:
        if self._haystacks is None:
            self.gather(len(self._all))
        return self._haystacks or []

    def gather(self, count: int) -> bool:
        """Prepare the searchable text of up to *count* more rows; True when all is ready.

        The table calls it while nobody waits, so that the first key of a search is quick.
        """
        if self._haystacks is not None:
            return True
        makers = [c.value for c in self.columns if c.search and c.kind not in _WORDLESS]
        if self._extra is not None:
            makers.append(self._extra)
        known = self._folded
        for row in self._all[len(self._gathering) : len(self._gathering) + count]:
            parts = []
            for make in makers:
                words = make(row)
                words = words.word if isinstance(words, Marked) else in_words(words)
                plain = known.get(words)  # statuses, topics and names repeat
                if plain is None:
                    plain = known[words] = folded(words)
                parts.append(plain)
            self._gathering.append(" ".join(parts))
        if len(self._gathering) < len(self._all):
            return False
        self._haystacks, self._gathering, self._folded = self._gathering, [], {}
        return True

    # What Qt asks
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].kind == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def words(self, row: int, column: int) -> str:
        """The cell in words; "–" where there is nothing."""
        about = self.columns[column]
        value = about.value(self._shown[row])
        if about.kind in ("dots", "bar"):
            return f"{value[0]}/{value[1]}" if value else "–"
        if about.kind == "check":
            return "✓" if value else "–"
        if isinstance(value, Marked):
            return value.word
        return in_words(value) or "–"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            column = self.columns[section]
            return column.title or column.name
        return None

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """The column sorted by and whether downwards; None: the order the rows came in."""
        return self._sorted

    def sort_by(self, column: int | None, descending: bool = False) -> None:
        """Sort by *column*; None returns to the order the rows came in."""
        self._sorted = None if column is None else (column, descending)
        self._renew()


def in_words(value: Any) -> str:
    """A cell's value as one text; "" where there is nothing."""
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


_WORDLESS = ("dots", "bar", "check", "icon")

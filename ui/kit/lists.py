"""A list of two-line rows: people to sign in, sessions by day, mentors with their progress.

Promises: rows are frozen values and painted by one delegate; groups have heads that
cannot be chosen; the chosen row has ground and bar; arrow keys and typing a name move.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit.avatar import initials, paint_avatar
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.names import without_title
from ui.kit.pills import Marked, paint_bar, paint_pill, pill_width
from ui.kit.rows import folded
from ui.kit.theme import theme
from ui.kit.tokens import Tone

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One row: *title* over *detail*; *right* over *right_detail*; a *group* head has only a title."""

    key: Any
    title: str
    detail: str = ""
    person: str = ""
    tone: Tone = "teach"
    icon: str = ""
    right: Marked | str | None = None
    right_detail: str = ""
    progress: tuple[int, int] | None = None
    group: bool = False
    ticked_when_chosen: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        right = str(self.right) if self.right else ""
        return ", ".join(part for part in (self.title, self.detail, right, self.right_detail) if part)


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].group:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Paints entries; *view* has a row_height, *model* has its entries in order."""

    def __init__(self, view: Any, model: Any) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._model.entries[index.row()]
        u = theme().u
        if entry.group:
            return QSize(u(80), u(30))
        return QSize(u(80), u(self._view.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.entries[index.row()]
        look = theme()
        u, tokens = look.u, look.tokens
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if index.row() == 0:
            painter.setClipPath(_rounded_above(rect, u(7)))
        if entry.group:
            painter.fillRect(rect, QColor(tokens.sunken))
            painter.setFont(face(u(12.5), strong=True))
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(rect.adjusted(u(12), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.title)
        elif chosen:
            painter.fillRect(rect, QColor(tokens.sel))
            painter.fillRect(rect.left(), rect.top(), u(3), rect.height(), QColor(tokens.primary))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.row))
        if not entry.group:
            self._paint_entry(painter, rect.adjusted(u(12), 0, -u(12), -1), entry, chosen)
            if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
                painter.setPen(QPen(QColor(tokens.ink if tokens.edged else tokens.primary), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_entry(self, painter: QPainter, room: QRect, entry: Entry, chosen: bool) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        ink = tokens.sel_ink if chosen else tokens.ink
        quiet = tokens.sel_ink2 if chosen else tokens.ink2
        left = room.left()
        if entry.person:
            side = u(32) if self._view.row_height >= 46 else u(30)
            disc = QRect(left, room.center().y() - side // 2, side, side)
            paint_avatar(painter, disc, initials(entry.person), entry.tone, chosen=chosen)
            left += side + u(12)
        elif entry.icon:
            draw(painter, entry.icon, quiet, left, room.center().y() - u(8), u(16))
            left += u(26)
        single = not entry.detail and entry.progress is None and not entry.right_detail
        half = room.height() // 2
        top = (
            QRect(left, room.top(), room.right() - left, room.height())
            if single
            else QRect(left, room.top() + u(3), room.right() - left, half - u(1))
        )
        below = QRect(left, room.top() + half + u(1), room.right() - left, half - u(4))
        right_width = self._paint_right(painter, entry, room, top, single, chosen)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        strong = bool(entry.person) and entry.progress is None
        painter.setFont(face(u(13), strong=strong, medium=not strong))
        painter.setPen(QColor(ink))
        width = top.width() - right_width - u(8)
        metrics = painter.fontMetrics()
        painter.drawText(top, middle, metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, width))
        painter.setFont(face(u(12.5)))
        painter.setPen(QColor(quiet))
        if entry.progress is not None:
            done, whole = entry.progress
            paint_bar(
                painter, QRectF(left, below.center().y() - u(2.5), u(64), u(6)), done / whole if whole else 0
            )
            painter.setPen(QColor(quiet))
            painter.drawText(below.adjusted(u(72), 0, 0, 0), middle, entry.detail)
        elif entry.detail:
            taken = painter.fontMetrics().horizontalAdvance(entry.right_detail)
            words = painter.fontMetrics().elidedText(
                entry.detail, Qt.TextElideMode.ElideRight, below.width() - taken - u(8)
            )
            painter.drawText(below, middle, words)
        if entry.right_detail:
            painter.drawText(below, middle | int(Qt.AlignmentFlag.AlignRight), entry.right_detail)

    def _paint_right(
        self, painter: QPainter, entry: Entry, room: QRect, top: QRect, single: bool, chosen: bool
    ) -> int:
        look = theme()
        u, tokens = look.u, look.tokens
        if chosen and entry.ticked_when_chosen:
            draw(painter, "check", tokens.sel_ink, room.right() - u(18), room.center().y() - u(8), u(16))
            return u(24)
        place = top if entry.right_detail else room
        if isinstance(entry.right, Marked):
            width = min(pill_width(entry.right), room.width() // 2)
            paint_pill(
                painter,
                QRect(room.right() - width, place.top(), width, place.height()),
                entry.right,
                chosen=chosen,
            )
            return width
        if entry.right:
            painter.setFont(face(u(13)))
            painter.setPen(QColor(tokens.sel_ink2 if chosen else tokens.ink2))
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignRight)
            painter.drawText(
                QRect(room.left(), place.top(), room.width(), place.height()), flags, entry.right
            )
            return painter.fontMetrics().horizontalAdvance(entry.right)
        return 0


def _rounded_above(rect: QRect, radius: int) -> QPainterPath:
    """The room of the first row: children are not clipped to the corners of their card (STYLE 6)."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect.adjusted(0, 0, 0, 2 * radius)), radius, radius)
    return path


class EntryList(QListView):
    """Two-line rows; :attr:`chosen` gives the key of the row selected, or None."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, *, row_height: int = 47) -> None:
        super().__init__()
        self.row_height = row_height
        self._model = _Entries()
        self._all: Sequence[Entry] = ()
        self._silent = False
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(self, self._model))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme().changed.connect(self.doItemsLayout)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show *entries*; the chosen key stays chosen where it is still there."""
        self._all = tuple(entries)
        self._show(self._all)

    def filter_text(self, text: str) -> None:
        """Keep entries that hold every word of *text*, and the heads of groups that keep one."""
        words = folded(text).split()
        if not words:
            return self._show(self._all)
        kept: list[Entry] = []
        for entry in self._all:
            if entry.group or all(word in folded(entry.spoken) for word in words):
                kept.append(entry)
        self._show(
            [e for i, e in enumerate(kept) if not e.group or (i + 1 < len(kept) and not kept[i + 1].group)]
        )

    def current(self) -> Any:
        """The key of the chosen entry, or None."""
        indexes = self.selectedIndexes()
        return self._model.entries[indexes[0].row()].key if indexes else None

    def choose(self, key: Any) -> bool:
        """Choose the entry with *key*; False when it is not shown."""
        for place, entry in enumerate(self._model.entries):
            if not entry.group and entry.key == key:
                self.setCurrentIndex(self._model.index(place))
                # With the head of its group, where that stands just above.
                above = place - 1 if place and self._model.entries[place - 1].group else place
                self.scrollTo(self._model.index(above))
                self.scrollTo(self._model.index(place))
                return True
        return False

    def choose_first(self) -> None:
        """Choose the first entry that is no group head, unless one is chosen."""
        if not self.selectedIndexes():
            for entry in self._model.entries:
                if not entry.group:
                    self.choose(entry.key)
                    return

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries shown."""
        return self._model.entries

    def _show(self, entries: Sequence[Entry]) -> None:
        key = self.current()
        self._silent = True
        self._model.set_entries(entries)
        found = key is not None and self.choose(key)
        self._silent = False
        if key is not None and not found:
            self.chosen.emit(None)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._model.entries) and not self._model.entries[place].group:
            self.opened.emit(self._model.entries[place].key)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._silent:
            self.chosen.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selectedIndexes():
            self._open(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.selectedIndexes():
            self.choose_first()  # the framed entry, not the one after it
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for index in self.selectedIndexes():
            self.scrollTo(index)


def sorted_by_word(entries: Sequence[Entry], key: Callable[[Entry], str] | None = None) -> list[Entry]:
    """Entries in the order of their titles, accents, case and "Dr" aside."""
    return sorted(entries, key=lambda entry: folded(key(entry) if key else without_title(entry.title)))

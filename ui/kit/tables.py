"""The list table of every page: rows in, chosen row out.

Promises: the columns always fit (no sideways scrolling): those with the highest
``drop`` hide first; sorting by a click or by key in the head; typing filters through
:meth:`ListTable.filter_text`; after new rows the same record stays chosen.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from app.language import _
from ui.kit.cells import CellDelegate, cell_room, least_width, quiet_events
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.rows import Column, Rows
from ui.kit.theme import theme

ROW_HEIGHT = 36
HEAD_HEIGHT = 32


class _Head(QHeaderView):
    """Titles as in STYLE 1, with a small arrow where the table is sorted."""

    def __init__(self, table: "ListTable", model: Rows) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._rows = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().u(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        column = self._rows.columns[section]
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        painter.setFont(face(u(12), strong=True))
        painter.setPen(QColor(tokens.ink2))
        room = cell_room(rect, column, self.visualIndex(section) == 0)
        sorted_by = self._rows.sorted_by or ((section, False) if column.leads else None)
        arrow = sorted_by is not None and sorted_by[0] == section
        number = column.kind == "number"
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(
            Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        )
        if arrow and number:
            room.adjust(0, 0, -u(14), 0)
        title = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, title)
        if arrow and sorted_by is not None:
            width = painter.fontMetrics().horizontalAdvance(title)
            x = room.right() + u(2) if number else room.left() + width + u(4)
            name = "down" if not sorted_by[1] else "up"
            draw(painter, name, tokens.ink2, x, rect.center().y() - u(5), u(11))
        painter.restore()


class ListTable(QTableView):
    """A table over frozen rows.

    *key* tells rows apart (usually ``lambda row: row.id``).  :attr:`chosen` gives the row
    selected, or None; :attr:`opened` a row double-clicked or entered; :attr:`ticked` a
    row whose cell of kind "check", "icon" or "link" was used, with the column's name.
    """

    chosen = Signal(object)
    opened = Signal(object)
    ticked = Signal(object, str)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        key: Callable[[Any], Any] = lambda row: row.id,
        search: Callable[[Any], str] | None = None,
        row_height: int = ROW_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = Rows(columns, key, search)
        self._row_height = row_height
        self._menu: Callable[[Any], QMenu | None] | None = None
        self._silent = False
        self._idle = QTimer(self)
        self._idle.setInterval(5)
        self._idle.timeout.connect(self._gather)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        quiet_events(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(CellDelegate(self, self.rows))
        head = _Head(self, self.rows)
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self.sort_by)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row_at(index.row())))
        theme().changed.connect(self._fit)
        self._fit()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*; the chosen record stays chosen when it is still there."""
        self._keeping(lambda: self.rows.set_rows(rows))
        self._idle.start()

    def _gather(self) -> None:
        if self.rows.gather(500):
            self._idle.stop()

    def filter_text(self, text: str) -> None:
        """Keep rows holding every word of *text*."""
        self._keeping(lambda: self.rows.filter_text(text))

    def filter_rows(self, keep: Callable[[Any], bool] | None) -> None:
        """Keep rows for which *keep* holds."""
        self._keeping(lambda: self.rows.filter_rows(keep))

    def sort_by(self, column: int) -> None:
        """Sort by *column*: up, down, then the order the rows came in."""
        if not self.rows.columns[column].title:
            return
        now = self.rows.sorted_by
        if now is None or now[0] != column:
            self._keeping(lambda: self.rows.sort_by(column))
        elif not now[1]:
            self._keeping(lambda: self.rows.sort_by(column, descending=True))
        else:
            self._keeping(lambda: self.rows.sort_by(None))
        self.horizontalHeader().viewport().update()

    def current(self) -> Any | None:
        """The chosen row."""
        rows = self.selectionModel().selectedRows()
        return self.rows.row_at(rows[0].row()) if rows else None

    def choose(self, key: Any) -> bool:
        """Choose the row with *key* and bring it into sight; False when it is not shown."""
        place = self.rows.position(key)
        if place < 0:
            return False
        self.selectRow(place)
        self.scrollTo(self.rows.index(place, 0))
        return True

    def choose_first(self) -> None:
        """Choose the first row, if there is one and none is chosen."""
        if self.current() is None and self.rows.rowCount():
            self.selectRow(0)

    def set_menu(self, build: Callable[[Any], QMenu | None]) -> None:
        """What the right mouse button and the menu key offer for a row."""
        self._menu = build

    # Inner workings
    def _keeping(self, act: Callable[[], None]) -> None:
        before = self.current()
        key = self.rows.key_of(before) if before is not None else None
        self._silent = True
        act()
        found = key is not None and self.choose(key)
        self._silent = False
        if found or before is not None:
            self.chosen.emit(self.current())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._silent:
            self.chosen.emit(self.current())
        self.viewport().update()

    def _fit(self) -> None:
        u = theme().u
        self.verticalHeader().setMinimumSectionSize(u(20))
        self.verticalHeader().setDefaultSectionSize(u(self._row_height))
        self.horizontalHeader().setFixedHeight(u(HEAD_HEIGHT))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        u = theme().u
        columns = self.rows.columns
        room = self.viewport().width()
        least = [least_width(column, place == 0) for place, column in enumerate(columns)]
        kept = list(range(len(columns)))
        for place in sorted(kept, key=lambda i: -columns[i].drop):
            if sum(least[i] for i in kept) <= room or columns[place].drop == 0:
                break
            kept.remove(place)
        spare = max(0, room - sum(least[i] for i in kept))
        shares = sum(columns[i].stretch for i in kept)
        given = 0
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in kept)
            if place in kept:
                extra = spare * columns[place].stretch // shares if shares else 0
                width = least[place] + extra
                given += width
                self.setColumnWidth(place, width)
        if kept and given != room and (shares or given > room):
            widest = max(kept, key=self.columnWidth)
            self.setColumnWidth(widest, max(u(40), self.columnWidth(widest) + room - given))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and row is not None and self._tick_column() is not None:
            self.ticked.emit(row, self._tick_column())
        elif event.matches(QKeySequence.StandardKey.Copy) and row is not None:
            place = self.currentIndex().row()
            words = [self.rows.words(place, i) for i in range(len(self.rows.columns))]
            QApplication.clipboard().setText("\t".join(words))
        else:
            super().keyPressEvent(event)

    def _tick_column(self) -> str | None:
        for column in self.rows.columns:
            if column.kind == "check":
                return column.name or column.title
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            column = self.rows.columns[index.column()]
            row = self.rows.row_at(index.row())
            if column.kind == "check" or (column.kind in ("icon", "link") and column.value(row)):
                self.ticked.emit(self.rows.row_at(index.row()), column.name or column.title)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        hand = index.isValid() and self.rows.columns[index.column()].kind in ("link", "icon", "check")
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def _show_menu(self, point: QPoint) -> None:
        row = self.current()
        if self._menu is None or row is None:
            return
        menu = self._menu(row)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.setAccessibleName(_("What can be done with this row"))
            menu.popup(self.viewport().mapToGlobal(point))

"""How one cell of a list table is painted, for every kind of column.

Promises: one delegate for all kinds; words take two lines before they are cut; the selected row has the
ground and a 3 px bar at its left; the row with the keyboard has a 2 px frame.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.pills import Marked, paint_bar, paint_dots, paint_pill, pill_width
from ui.kit.rows import Column, Rows, in_words
from ui.kit.theme import theme
from ui.kit.tokens import Tokens
from ui.kit.two_lines import SIZE, SMALL, paint_words

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a :class:`ui.kit.rows.Rows` model."""

    def __init__(self, view: QTableView, model: Rows) -> None:
        super().__init__(view)
        self._view = view
        self._rows = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        first = self._view.horizontalHeader().visualIndex(index.column()) == 0
        if chosen:
            painter.fillRect(rect, QColor(tokens.sel))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.row))
        if chosen and first:
            painter.fillRect(rect.left(), rect.top(), u(3), rect.height(), QColor(tokens.primary))
        column = self._rows.columns[index.column()]
        row = self._rows.row_at(index.row())
        room = cell_room(rect, column, first)
        self._paint_value(painter, room, column, row, chosen, tokens)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._paint_frame(painter, rect, index, tokens)
        painter.restore()

    def _paint_value(
        self, painter: QPainter, room: QRect, column: Column, row: Any, chosen: bool, tokens: Tokens
    ) -> None:
        u = theme().u
        value = column.value(row)
        if column.kind == "mark" and isinstance(value, Marked):
            paint_pill(painter, room, value, chosen=chosen)
        elif column.kind == "dots" and value:
            paint_dots(painter, room, value[0], value[1], chosen=chosen)
        elif column.kind == "bar" and value:
            done, whole = value
            bar = QRectF(room.left(), room.center().y() - u(3), u(64), u(6))
            paint_bar(painter, bar, done / whole if whole else 0)
            painter.setFont(face(u(13)))
            painter.setPen(QColor(tokens.sel_ink if chosen else tokens.ink))
            painter.drawText(
                room.adjusted(u(72), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), f"{done}/{whole}"
            )
        elif column.kind == "check":
            paint_check(painter, room.left(), room.center().y() - u(8), bool(value))
        elif column.kind == "icon" and value:
            draw(painter, value, tokens.ink2, room.left(), room.center().y() - u(8), u(16))
        else:
            self._paint_words(painter, room, column, row, value, chosen)

    def _paint_words(
        self, painter: QPainter, room: QRect, column: Column, row: Any, value: Any, chosen: bool
    ) -> None:
        look = theme()
        tokens = look.tokens
        words = in_words(value) or "–"
        quiet = words == "–" or column.kind == "quiet" or (column.quiet is not None and column.quiet(row))
        colour = tokens.sel_ink2 if quiet and chosen else tokens.ink2 if quiet else tokens.ink
        if chosen and not quiet:
            colour = tokens.sel_ink
        if column.kind == "link" and words != "–":
            colour = tokens.sel_ink if chosen and tokens.edged else tokens.link
        painter.setPen(QColor(colour))

        def font(pixels: int) -> QFont:
            return face(
                pixels,
                strong=column.kind == "link",
                medium=column.kind == "strong",
                figures=column.kind == "number",
            )

        if column.kind == "list" and value:
            words = fitting(
                value,
                room.width(),
                QFontMetrics(font(look.u(SIZE))).horizontalAdvance,
                QFontMetrics(font(look.u(SMALL))).horizontalAdvance,
            )
        paint_words(painter, room, words, font, right=column.kind == "number")

    def _paint_frame(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        header = self._view.horizontalHeader()
        order = [i for i in range(header.count()) if not header.isSectionHidden(header.logicalIndex(i))]
        place = header.visualIndex(index.column())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(tokens.ink if tokens.edged else tokens.primary), 2))
        painter.drawLine(rect.left(), rect.top() + 1, rect.right() + 1, rect.top() + 1)
        painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())
        if order and place == order[0]:
            painter.drawLine(rect.left() + 1, rect.top() + 1, rect.left() + 1, rect.bottom())
        if order and place == order[-1]:
            painter.drawLine(rect.right(), rect.top() + 1, rect.right(), rect.bottom())

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        column = self._rows.columns[index.column()]
        row = self._rows.row_at(index.row())
        if column.tip is not None:
            tip = column.tip(row)
        else:
            words = self._rows.words(index.row(), index.column())
            first = self._view.horizontalHeader().visualIndex(index.column()) == 0
            room = cell_room(option.rect, column, first).width()
            tip = words if self._needed(column, row, words) > room else ""
        QToolTip.showText(event.globalPos(), tip, view)
        return True

    def _needed(self, column: Column, row: Any, words: str) -> int:
        value = column.value(row)
        if isinstance(value, Marked):
            return pill_width(value)
        return QFontMetrics(face(theme().u(13))).horizontalAdvance(words)


def fitting(
    parts: Sequence[str],
    width: int,
    measure: Callable[[str], int],
    small: Callable[[str], int] | None = None,
) -> str:
    """As many whole *parts* as *width* holds, and how many more there are; at least the first.

    Where it does not hold the first and *small* measures the letters of two lines, two if they fit there.
    """

    def first(count: int) -> str:
        left_out = len(parts) - count
        return ", ".join(parts[:count]) + (f" +{left_out}" if left_out else "")

    for count in range(len(parts), 0, -1):
        if measure(first(count)) <= width:
            return first(count)
    second = first(2).removeprefix(f"{parts[0]}, ")
    if small is not None and len(parts) > 1 and max(small(f"{parts[0]},"), small(second)) <= width:
        return first(2)
    return first(1)


def cell_room(rect: QRect, column: Column, first: bool) -> QRect:
    """Where the words of a cell stand."""
    left, right = _margins(column, first)
    return rect.adjusted(left, 0, -right, -1)


def least_width(column: Column, first: bool) -> int:
    """The width in which every one of the column's marks is painted whole, at least its own."""
    widest = max(map(pill_width, column.marks), default=0)
    return max(theme().u(column.width), widest + sum(_margins(column, first)))


def _margins(column: Column, first: bool) -> tuple[int, int]:
    u = theme().u
    return u(14) if first else u(8), u(14) if column.kind == "number" else u(4)


def paint_check(painter: QPainter, x: int, y: int, ticked: bool) -> None:
    """Paint a check box of 17 px at *x*, *y*."""
    look = theme()
    u, tokens = look.u, look.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(x + 0.5, y + 0.5, u(16), u(16))
    painter.setPen(QPen(QColor(tokens.primary if ticked else tokens.ctl), 1))
    painter.setBrush(QColor(tokens.primary if ticked else tokens.surface))
    painter.drawRoundedRect(box, u(4), u(4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if ticked:
        draw(painter, "check", tokens.on, x + u(2), y + u(2), u(13))


def quiet_events(view: QObject) -> None:
    """Kept apart so that views share one policy: no editing, no grid, whole rows."""
    if isinstance(view, QTableView):
        view.setShowGrid(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)

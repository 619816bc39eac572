"""The list of reports, grouped as in the catalogue (mock 11)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.language import _
from app.reports.catalogue import Report, group_title
from ui.kit.fonts import face
from ui.kit.lists import Entry, EntryList
from ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 28


class _Plain(QStyledItemDelegate):
    """One line a report, quiet heads, no rules."""

    def __init__(self, view: "ReportList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        u = theme().u
        entry = self._view.entries[index.row()]
        return QSize(u(80), u(32 if entry.group else ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        entry = self._view.entries[index.row()]
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(tokens.sel))
            painter.fillRect(rect.left(), rect.top(), u(3), rect.height(), QColor(tokens.primary))
        strong = chosen or entry.group
        painter.setFont(face(u(12.5 if entry.group else 13), strong=strong))
        ink = tokens.ink2 if entry.group else tokens.sel_ink if chosen else tokens.ink
        painter.setPen(QColor(ink))
        room = rect.adjusted(u(12), u(4) if entry.group else 0, -u(6), 0)
        words = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            painter.setPen(QPen(QColor(tokens.ink if tokens.edged else tokens.primary), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class ReportList(EntryList):
    """Reports by group; :attr:`chosen` gives the kind."""

    def __init__(self, entries: tuple[Report, ...]) -> None:
        super().__init__(_("Reports"), row_height=ROW_HEIGHT)
        self.setItemDelegate(_Plain(self))
        shown: list[Entry] = []
        group = None
        for entry in entries:
            if entry.group is not group:
                group = entry.group
                shown.append(Entry(("group", group), group_title(group), group=True))
            shown.append(Entry(entry.kind, entry.title))
        self.set_entries(shown)

    def natural_height(self) -> int:
        """The height at which every row is in sight."""
        u = theme().u
        return sum(u(32 if entry.group else ROW_HEIGHT) for entry in self.entries) + u(14)

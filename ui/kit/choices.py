"""A choice from a list: short lists drop down, long ones are searched by typing.

Promises: typing any part of a name finds it, accents and case aside; the value is the
option's own, never its words; what matches nothing is said in words; the wheel changes
nothing that has no focus.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QSizePolicy

from app.language import _
from ui.kit.choice_list import FOLDED, Choice, ChoiceList
from ui.kit.fields import Answers
from ui.kit.rows import folded
from ui.kit.text import plain_tip
from ui.kit.theme import theme


class _Finder(QCompleter):
    """Completes on folded text, so that "zoe" finds Zoë."""

    def splitPath(self, path: str) -> list[str]:
        return [folded(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class _ChoiceLine(QLineEdit):
    """The line inside; words too long for it end in … while nobody types, and are its tool tip."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self._too_long():
            super().paintEvent(event)
            return
        room = self.contentsRect().adjusted(2, 0, -2, 0)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(plain_tip(self.text()) if self._too_long() else "")
        return super().event(event)

    def _too_long(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width() - 4


class ChoiceField(QComboBox, Answers):
    """One of many.  *searchable* lets people type; *nothing* offers an empty choice with these words.

    *free* takes words that match no option as they are (:meth:`value` then gives the str).
    """

    changed = Signal()

    def __init__(
        self,
        options: Sequence[Choice] = (),
        *,
        searchable: bool | None = None,
        nothing: str = "",
        hint: str = "",
        free: bool = False,
    ) -> None:
        super().__init__()
        self._free, self._nothing = free, nothing
        self._items = ChoiceList(self)
        self.setModel(self._items)
        searched = free or (len(options) > 8 if searchable is None else searchable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        view = QListView()
        # Else each change of font or style measures every option: 400 names cost a tenth of a second.
        view.setUniformItemSizes(True)
        self.setView(view)
        if searched:
            self._make_searchable(hint)
        elif hint:
            self.setPlaceholderText(hint)
        self.set_options(options)
        self.currentIndexChanged.connect(self._moved)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setIconSize(QSize(theme().u(16), theme().u(16)))

    def _moved(self) -> None:
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)  # a long name shows its beginning
        self.changed.emit()

    def _make_searchable(self, hint: str) -> None:
        line = _ChoiceLine(self)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line.setPlaceholderText(hint or _("Type to search"))
        finder = _Finder(self)
        finder.setModel(self._items)
        finder.setCompletionRole(FOLDED)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setMaxVisibleItems(10)
        popup = QListView()
        popup.setUniformItemSizes(True)
        popup.setObjectName("completions")
        finder.setPopup(popup)
        self.setCompleter(finder)
        finder.activated[QModelIndex].connect(self._completed)
        line.textEdited.connect(lambda _text: self.changed.emit())
        line.editingFinished.connect(self._settle)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            # The line inside is what a screen reader stands on.
            line.setAccessibleName(name)

    def set_options(self, options: Sequence[Choice], *, nothing: str | None = None) -> None:
        """Offer other options, and other words for none; the value stays where it is still offered."""
        self._nothing = self._nothing if nothing is None else nothing
        kept = self.value() if self.count() else None
        self.blockSignals(True)
        self._items.offer([Choice(None, self._nothing), *options] if self._nothing else options)
        self.setCurrentIndex(-1)
        self.blockSignals(False)
        self.set_value(kept)

    def value(self) -> Any:
        """The value of the option chosen; with *free*, words that match none; else None."""
        place = self.currentIndex()
        if not self.isEditable():
            return self._value_at(place) if place >= 0 else None
        words = self.currentText().strip()
        if not words:
            return None
        if place >= 0 and self.itemText(place) == words:
            return self._value_at(place)
        matching = self._matching(words)
        if matching >= 0:
            return self._value_at(matching)
        return words if self._free else None

    def set_value(self, value: Any) -> None:
        """Choose the option of *value*; with *free* also words of one's own."""
        for place, choice in enumerate(self._items.choices):
            if choice.value == value:
                self.setCurrentIndex(place)
                return
        self.setCurrentIndex(-1)
        if self.isEditable():
            self.setEditText(value if self._free and isinstance(value, str) else "")

    def _value_at(self, place: int) -> Any:
        return self._items.choices[place].value

    def typed(self) -> Any:
        """The value, or the letters that do not name one yet."""
        value = self.value()
        return self.currentText() or None if value is None and self.isEditable() else value

    def own_words(self) -> str:
        """What was typed where words of one's own are taken."""
        return self.currentText() if self._free else ""

    def type_again(self, typed: Any) -> None:
        """Put back what :meth:`typed` gave."""
        self.set_value(typed)
        if self.isEditable() and isinstance(typed, str) and self.currentIndex() < 0:
            self.setEditText(typed)

    def fault(self) -> str:
        """Says when the words typed are nobody's and nothing's."""
        if not self.isEditable() or self._free or not self.currentText().strip():
            return ""
        if self.value() is None and self.currentText().strip() != self._nothing:
            return _("“{words}” is not in the list. Choose one that is.").format(
                words=self.currentText().strip()
            )
        return ""

    def _matching(self, words: str) -> int:
        """The option these words mean: the same, or the only one that holds them."""
        wanted = folded(words)
        found = []
        for place, choice in enumerate(self._items.choices):
            stack = folded(choice.shown)
            if stack == wanted or stack.split(" · ")[0] == wanted:
                return place
            if wanted in stack:
                found.append(place)
        return found[0] if len(found) == 1 and not self._free else -1

    def _completed(self, index: QModelIndex) -> None:
        words = index.data(Qt.ItemDataRole.DisplayRole)
        for place, choice in enumerate(self._items.choices):
            if choice.shown == words:
                self.setCurrentIndex(place)
                self.changed.emit()
                return

    def _settle(self) -> None:
        matching = self._matching(self.currentText()) if self.currentText().strip() else -1
        if matching >= 0 and matching != self.currentIndex():
            self.setCurrentIndex(matching)
        elif matching >= 0:
            self.setEditText(self.itemText(matching))

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        super().set_faulty(faulty)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        ):
            line.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

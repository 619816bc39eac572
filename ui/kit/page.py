"""The anatomy of a page: tabs, table card, details panel, sub-pages (STYLE 2).

Promises: pages never know each other: they say where to go with :attr:`Page.go`; the
panel lies over the table when room or text needs it, and Esc closes it; everything
scrolls vertically only.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.theme import theme

NARROW = 1000


class Page(QWidget):
    """One place of the window.

    ``go`` names another place ("pairs", "sessions/record") with frozen arguments;
    ``print_wanted`` a kind of report with its options.  :attr:`waiting` is the count the
    left column shows beside the place.
    """

    waiting: int = 0
    reads_when_made = False  # whether a new page shows the book already; else its place refreshes it
    go = Signal(str, object)
    print_wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def refresh(self, changed: Any | None) -> None:
        """Show what the book holds now; *changed* says what changed, None is everything."""

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name, such as ``{"id": 7}`` or ``{"filter": "attention"}``."""

    def where(self) -> dict[str, Any]:
        """What :meth:`stand_again` needs after a lock, in JSON's types; forms see to themselves."""
        return {}

    def stand_again(self, where: dict[str, Any]) -> None:
        """Stand where :meth:`where` said, on a page just made: as narrowed and with the row chosen then."""
        self.open(where)

    def may_leave(self) -> bool:
        """Whether the page can be left now; a page with a half-typed form keeps it as a draft first."""
        return True

    def new(self) -> None:
        """What Ctrl+N makes here."""

    def find(self) -> None:
        """What Ctrl+F finds here."""

    def print_page(self) -> None:
        """What Ctrl+P prints here."""


class Tabs(QWidget):
    """Filters with counts; :attr:`chosen` gives the key of the tab."""

    chosen = Signal(str)

    def __init__(self, name: str, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(4))
        wrapped = Flow(theme().u(4))
        row.addLayout(wrapped, 1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for key, words in tabs:
            button = Button(words, "", "tab")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            wrapped.addWidget(button)
            button.toggled.connect(lambda on, key=key: self.chosen.emit(key) if on else None)
        self._row = row
        if tabs:
            first = self._buttons[tabs[0][0]]
            first.blockSignals(True)
            first.setChecked(True)
            first.blockSignals(False)
        # Not Fixed: that would cut a second line of tabs off.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Write how many there are behind each tab."""
        for key, count in counts.items():
            if key in self._buttons:
                button = self._buttons[key]
                button.set_hint(str(count))
                button.setAccessibleName(f"{button.text()}, {count}")

    def choose(self, key: str) -> None:
        """Choose a tab."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def current(self) -> str:
        """The key of the chosen tab."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def add_action(self, words: str, act: Callable[[], object], icon: str = "filter") -> Button:
        """A text action at the right end."""
        link = Button(words, icon, "text")
        link.clicked.connect(lambda _on=False: act())
        self._row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return link


def page_margins(widget: QWidget) -> QVBoxLayout:
    """The column of a page with its margins (STYLE 1)."""
    u = theme().u
    column = QVBoxLayout(widget)
    column.setContentsMargins(u(24), u(18), u(20), u(16))
    column.setSpacing(u(14))
    return column


class SplitPage(Page):
    """Left side and a panel of full height at its right, or over it where the room is short.

    Subclasses fill :attr:`left` (head first) and call :meth:`set_panel`.
    """

    panel_width = 332

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        u = theme().u
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(u(24), u(18), u(20), u(16))
        self._grid.setHorizontalSpacing(u(16))
        self._left_box = QWidget()
        self.left = QVBoxLayout(self._left_box)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(u(10))
        self._grid.addWidget(self._left_box, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._panel: QWidget | None = None
        self._floating = False
        self._wanted = True
        theme().changed.connect(self._arrange)

    def set_panel(self, panel: QWidget) -> None:
        """The panel at the right."""
        self._panel = panel
        closed = getattr(panel, "closed", None)
        if closed is not None:
            closed.connect(lambda: self.show_panel(False))
        self._arrange()

    def show_panel(self, shown: bool) -> None:
        """Whether there is something for the panel to say."""
        self._wanted = shown
        self._arrange()

    @property
    def floating(self) -> bool:
        """Whether the panel lies over the table now."""
        return self._floating

    def stacks_over(self) -> bool:
        """Whether the room is too short for both side by side."""
        return theme().roomy or self.width() < theme().u(NARROW - 20)

    def _arrange(self) -> None:
        panel = self._panel
        if panel is None:
            return
        self._floating = self.stacks_over()
        float_over = getattr(panel, "float_over", None)
        if float_over is not None:
            float_over(self._floating)
        if self._floating:
            self._grid.removeWidget(panel)
            panel.setParent(self)
            panel.setMinimumWidth(0)
            panel.setMaximumWidth(16_777_215)
            self._place_over()
            panel.setVisible(self._wanted)
            panel.raise_()
        else:
            panel.setFixedWidth(theme().u(self.panel_width))
            self._grid.addWidget(panel, 0, 1)
            panel.setVisible(self._wanted)

    def _place_over(self) -> None:
        if self._panel is not None:
            u = theme().u
            width = min(self.width() - u(44), u(self.panel_width) + u(20))
            left, top = self.width() - width - u(20), self._top_over(u(270))
            self._panel.setGeometry(QRect(left, top, width, self.height() - u(16) - top))

    def _top_over(self, least: int) -> int:
        """Where the panel begins: over the table, higher only where it would get less than *least*."""
        self._grid.activate()
        self.left.activate()
        places = [self.left.itemAt(place) for place in (self.left.count() - 1, 1)]
        for item in places:
            if item is not None and not item.isEmpty():
                top = self._left_box.y() + item.geometry().y()
                if self.height() - theme().u(16) - top >= least:
                    return top
        return theme().u(18)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panel is not None and self.stacks_over() != self._floating:
            self._arrange()
        elif self._floating:
            self._place_over()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._floating and self._wanted:
            self.show_panel(False)
            focus = self.focusWidget()
            if focus is None:
                self.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and getattr(self, "_panel", None) is not None:
            self._arrange()


class SubPages(QWidget):
    """A place with a list and sub-pages over it (breadcrumb); shows one at a time."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(first)

    def show_sub(self, page: QWidget) -> None:
        """Show *page* until :meth:`back`."""
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def back(self) -> None:
        """Return to the first page; what stood over it is gone."""
        while self._stack.count() > 1:
            widget = self._stack.widget(1)
            if widget is None:
                return
            self._stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    @property
    def current(self) -> QWidget | None:
        """The page shown."""
        return self._stack.currentWidget()

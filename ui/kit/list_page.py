"""A list with the panel about the row chosen: search, tabs, finer filters, the empty place (STYLE 2, 3).

Promises: the first row is chosen where the panel has room beside the table, and never where it
would lie over it; an empty table says why it is empty; the panel is filled when the keys rest, so
that running down the list stays smooth; a row is found again whatever tab or filter hides it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import NotFound
from app.language import _
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.filter_menu import FilterGroup, FilterMenu
from ui.kit.page import SplitPage, Tabs
from ui.kit.page_head import PageHead
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme


class ListTab(Protocol):
    """A tab over the table: its key, its words, and which rows it keeps."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def keep(self) -> Callable[[Any], bool]: ...


@dataclass(frozen=True)
class ListContent:
    """What a room says in its list: the *title*, what the *search* box and the *details* panel are called.

    *nothing* says why a tab is empty though nothing was searched or filtered, *nothing_on* the same
    of single tabs by their key, *nothing_fits* why a search or a filter left nothing.  *empty* makes
    what stands there while the book holds no row at all, and may change the head, too; *fill* puts
    what is known about a row into the panel, and may raise NotFound.
    """

    title: str
    search: str
    details: str
    nothing: str
    nothing_fits: str
    empty: Callable[[], QWidget]
    fill: Callable[[Any], object]
    nothing_on: Mapping[str, str] = field(default_factory=dict)


class ListPage(SplitPage):
    """Subclasses add to the head, and what they need of tabs and filters, then the table; they call
    :meth:`show_rows` with what the book holds.
    """

    def __init__(self, context: Context, content: ListContent) -> None:
        super().__init__(context)
        self._content = content
        self.rows: Sequence[Any] = ()
        self.head = PageHead(content.title)
        self.search = self.head.add_search(content.search)
        self.search.down.connect(self._into_table)
        self.search.textChanged.connect(self._search)
        self.left.addWidget(self.head)
        self._tabs: dict[str, ListTab] = {}
        self.tabs: Tabs | None = None
        self.filters: FilterMenu | None = None
        self.empty: QWidget | None = None
        self.panel = DetailsPanel(content.details)
        self.set_panel(self.panel)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill)
        # Until somebody chose a row, a panel over the table would only hide it.
        self.show_panel(False)

    # Building
    def add_tabs(self, name: str, tabs: Sequence[ListTab]) -> Tabs:
        """Tabs with counts over the table; the first is the usual one."""
        self._tabs = {tab.key: tab for tab in tabs}
        made = self.tabs = Tabs(name, [(tab.key, tab.words) for tab in tabs])
        made.chosen.connect(lambda _key: self.filter())
        self.left.addWidget(made)
        return made

    def add_filters(self, words: str) -> None:
        """The text action of finer filters, which :meth:`filter_groups` offers."""
        assert self.tabs is not None
        link = self.tabs.add_action(words, self._open_filters)
        self.filters = FilterMenu(link, words, self.filter_groups)
        self.filters.changed.connect(self.filter)

    def add_table(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        opened: Callable[[int], object],
        search: Callable[[Any], str] | None = None,
        menu: Callable[[int], QMenu] | None = None,
    ) -> None:
        """The table in its card; *opened* and *menu* are called with the id of a row."""
        self.card = Card(padded=False)
        self.table = ListTable(columns, name=name, search=search)
        if menu is not None:
            self.table.set_menu(lambda row: menu(row.id))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda row: opened(row.id))
        self.card.add(self.table, 1)
        self.nothing = Label("", "quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(*(theme().u(24),) * 4)
        self.nothing.hide()
        self.card.add(self.nothing, 1)
        self.left.addWidget(self.card, 1)

    # What a room says
    def filter_groups(self) -> list[FilterGroup]:
        """What the finer filters offer."""
        return []

    def about_to_filter(self, tab: str) -> None:
        """A chance to read what only this tab shows."""

    # Showing
    def show_rows(self, rows: Sequence[Any], *, empty: bool) -> None:
        """Show what the book holds now; *empty* when it holds nothing at all."""
        self.set_rows(rows)
        self._show_empty(empty)
        self.filter()
        self._later.start()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Other rows under the same tab, search and filters."""
        self.rows = rows
        self.table.set_rows(rows)

    def show_row(self, row_id: int, tab: str = "") -> None:
        """Choose a row, whatever tab or filter hides it; *tab* is where it stands for sure."""
        if all(row.id != row_id for row in self.rows):
            return
        if not self.table.choose(row_id):
            if self.filters is not None:
                self.filters.clear()
            self.search.clear()
            if self.tabs is not None:
                self.tabs.choose(tab)
            self.table.choose(row_id)
        self.show_panel(True)
        self._later.start()

    def narrowed(self) -> dict[str, Any]:
        """What the table is narrowed to, for :meth:`narrow`, in JSON's types."""
        return {
            "tab": self.tabs.current() if self.tabs is not None else "",
            "ticked": self.filters.ticked() if self.filters is not None else {},
            "words": self.search.text(),
        }

    def narrow(self, narrowed: dict[str, Any]) -> None:
        """Narrow the table as :meth:`narrowed` said."""
        if self.tabs is not None:
            self.tabs.choose(narrowed.get("tab", ""))
        if self.filters is not None and narrowed.get("ticked"):
            self.filters.tick_again(narrowed["ticked"])
        self.search.setText(narrowed.get("words", ""))

    @property
    def waiting(self) -> bool:
        """Whether the panel is still to be filled."""
        return self._later.isActive()

    def find(self) -> None:
        """The keyboard into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def filter(self) -> None:
        """Show what the tab and the filters keep."""
        key = self.tabs.current() if self.tabs is not None else ""
        tab = self._tabs.get(key)
        self.about_to_filter(key)
        filters = self.filters
        self.table.filter_rows(
            lambda row: (tab is None or tab.keep(row)) and (filters is None or filters.keeps(row))
        )
        self._say_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known whether the panel has room beside the table.
        if not self.stacks_over():
            self.table.choose_first()

    # Inner workings
    def _open_filters(self) -> None:
        if self.filters is not None:
            self.filters.open()

    def _into_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.choose_first()

    def _search(self, words: str) -> None:
        self.table.filter_text(words)
        self._say_nothing()

    def _say_nothing(self) -> None:
        nothing = self.empty is None and not self.table.rows.rowCount()
        self.table.setVisible(not nothing)
        self.nothing.setVisible(nothing)
        if nothing:
            narrowed = self.search.text().strip() or (self.filters is not None and self.filters.active)
            says, tab = self._content, self.tabs.current() if self.tabs is not None else ""
            words = says.nothing_fits if narrowed else says.nothing_on.get(tab, says.nothing)
            self.nothing.setText(words)
        elif not self.floating:
            self.table.choose_first()

    def _choose(self, row: Any | None) -> None:
        self.show_panel(row is not None)
        self._later.start()

    def _fill(self) -> None:
        row = self.table.current()
        try:
            if row is not None:
                self._content.fill(row)
        except NotFound:
            row = None
        if row is None:
            self.show_panel(False)
        elif not self.floating:
            self.show_panel(True)

    def _show_empty(self, empty: bool) -> None:
        if self.empty is not None:
            self.left.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
            self.empty = None
        for part in (self.tabs, self.card, self.search):
            if part is not None:
                part.setVisible(not empty)
        if self.head.print_button is not None:
            self.head.print_button.allow(not empty, _("There is nothing to print yet."))
        if empty:
            self.empty = self._content.empty()
            self.left.addWidget(self.empty, 1)

"""The staff list: tabs, filter, table, and the panel about who is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu

from app.errors import NotFound
from app.language import _
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.filter_menu import FilterGroup, FilterMenu
from ui.kit.page import PageHead, SplitPage, Tabs
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.staff.details import fill, read_facts
from ui.staff.lines import StaffLine, columns, facts, read_lines, searched, tabs

if TYPE_CHECKING:
    from ui.staff.page import StaffPage


class StaffList(SplitPage):
    """Everybody in the book, and one of them in full."""

    panel_width = 372

    def __init__(self, context: Context, page: "StaffPage") -> None:
        super().__init__(context)
        self._page = page
        self._lines: list[StaffLine] = []
        self._tabs = {tab.key: tab for tab in tabs()}
        self._shown_id: int | None = None
        self.head = PageHead(_("Staff"))
        search = self.head.add_search(_("Search staff"))
        search.down.connect(self._into_table)
        self.head.searched.connect(self._search)
        self.print_button = self.head.add_print(page.print_page)
        self.head.add_main(_("New staff member"), page.new)
        self.left.addWidget(self.head)
        self.tabs = Tabs(_("Staff shown"), [(tab.key, tab.words) for tab in self._tabs.values()])
        self.tabs.chosen.connect(lambda _key: self._filter())
        link = self.tabs.add_action(_("Profession, ward…"), self._open_filters)
        self.filters = FilterMenu(link, _("Profession, ward…"), self._groups)
        self.filters.changed.connect(self._filter)
        self.left.addWidget(self.tabs)
        self.card = Card(padded=False)
        self.table = ListTable(columns(), name=_("Staff"), search=searched)
        self.table.set_menu(self._menu)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda line: page.edit(line.id))
        self.card.add(self.table, 1)
        self.nothing = Label("", "quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(*(theme().u(24),) * 4)
        self.card.add(self.nothing, 1)
        self.left.addWidget(self.card, 1)
        self.empty: EmptyState | None = None
        self.panel = DetailsPanel(_("Details of a staff member"))
        self.set_panel(self.panel)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill)
        # Until somebody chose a row, a panel over the table would only hide it.
        self.show_panel(False)

    def read(self) -> None:
        """Show what the book holds now."""
        self._lines = read_lines(self.context.book)
        self.head.say(facts=facts(self._lines))
        self.tabs.set_counts(
            {key: sum(tab.keep(line) for line in self._lines) for key, tab in self._tabs.items()}
        )
        self.table.set_rows(self._lines)
        self._filter()
        self._show_empty(not self._lines)
        if not self.floating:
            self.table.choose_first()
        self._later.start()

    def show_person(self, staff_id: int) -> None:
        """Choose somebody, whatever tab or filter hides them."""
        line = next((each for each in self._lines if each.id == staff_id), None)
        if line is None:
            return
        if not self.table.choose(staff_id):
            self.filters.clear()
            if self.head.search is not None:
                self.head.search.clear()
            self.tabs.choose("all" if line.active else "left")
            self.table.choose(staff_id)
        self.show_panel(True)
        self._later.start()

    @property
    def waiting(self) -> bool:
        """Whether the panel is still to be filled."""
        return self._later.isActive()

    def find(self) -> None:
        """The keyboard into the search box."""
        if self.head.search is not None:
            self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.head.search.selectAll()

    # Inner workings
    def _into_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.choose_first()

    def _search(self, words: str) -> None:
        self.table.filter_text(words)
        self._say_nothing()

    def _filter(self) -> None:
        tab = self._tabs[self.tabs.current() or "all"]
        self.table.filter_rows(lambda line: tab.keep(line) and self.filters.keeps(line))
        self._say_nothing()

    def _say_nothing(self) -> None:
        """An empty table says why it is empty."""
        empty = bool(self._lines) and not self.table.rows.rowCount()
        self.table.setVisible(not empty)
        self.nothing.setVisible(empty)
        searching = self.head.search is not None and self.head.search.text().strip()
        if searching or self.filters.active:
            self.nothing.setText(_("Nobody here fits. Shorten the search or choose another tab or filter."))
        else:
            self.nothing.setText(_("Nobody is on this tab."))
        if not empty and not self.floating:
            self.table.choose_first()

    def _open_filters(self) -> None:
        self.filters.open()

    def _groups(self) -> list[FilterGroup]:
        def offered(values: list[str]) -> list[str]:
            return sorted({value for value in values if value})

        return [
            FilterGroup(
                _("Profession"), lambda line: (line.profession,), offered([e.profession for e in self._lines])
            ),
            FilterGroup(_("Ward"), lambda line: (line.ward,), offered([e.ward for e in self._lines])),
        ]

    def _menu(self, line: StaffLine) -> QMenu:
        return self._page.build_menu(line.id)

    def _choose(self, line: StaffLine | None) -> None:
        self.show_panel(line is not None)
        # The panel is filled when the keys rest, so that running down the list stays smooth.
        self._later.start()

    def _fill(self) -> None:
        line = self.table.current()
        self._shown_id = line.id if line is not None else None
        if line is None:
            self.show_panel(False)
            return
        try:
            found = read_facts(self.context.book, line.id)
        except NotFound:
            self.show_panel(False)
            return
        fill(self.panel, found, self._page)
        if not self.floating:
            self.show_panel(True)

    def _show_empty(self, empty: bool) -> None:
        if self.empty is not None:
            self.left.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
            self.empty = None
        self.tabs.setVisible(not empty)
        self.card.setVisible(not empty)
        if self.head.search is not None:
            self.head.search.setVisible(not empty)
        self.print_button.allow(not empty, _("There is nothing to print yet."))
        if not empty:
            return
        self.head.say(facts=_("Nobody is in the book so far"))
        self.empty = EmptyState(
            _("No staff yet"),
            _("Staff members are the people of your unit: who can teach something, who wants to learn it."),
            (
                NextStep(
                    "staff",
                    _("Import a list"),
                    _("A spreadsheet from the rota or from personnel, CSV or XLSX."),
                    _("Import a list…"),
                    self._page.import_list,
                    action_icon="folder",
                ),
                NextStep(
                    "person2",
                    _("One by one"),
                    _("A name is enough to begin with; the rest can follow."),
                    _("Add somebody"),
                    self._page.new,
                    action_icon="plus",
                ),
                NextStep(
                    "teach",
                    _("Who teaches, who learns"),
                    _("Note it with each person, with one to five squares for how sure they are."),
                ),
            ),
        )
        self.left.addWidget(self.empty, 1)

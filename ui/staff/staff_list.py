"""The staff list: tabs, filter, table, and the panel about who is chosen."""

from typing import TYPE_CHECKING

from app.language import _
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.filter_menu import FilterGroup
from ui.kit.list_page import ListContent, ListPage
from ui.staff.details import fill, read_facts
from ui.staff.lines import StaffLine, columns, facts, read_lines, searched, tabs

if TYPE_CHECKING:
    from ui.staff.page import StaffPage


class StaffList(ListPage):
    """Everybody in the book, and one of them in full."""

    panel_width = 372

    def __init__(self, context: Context, page: "StaffPage") -> None:
        super().__init__(
            context,
            ListContent(
                title=_("Staff"),
                search=_("Search staff"),
                details=_("Details of a staff member"),
                nothing=_("Nobody is on this tab."),
                nothing_fits=_("Nobody here fits. Shorten the search or choose another tab or filter."),
                empty=self._empty_state,
                fill=self._fill_panel,
            ),
        )
        self._page = page
        self.head.add_print(page.print_page)
        self.head.add_main(_("New staff member"), page.new)
        self.tabs = self.add_tabs(_("Staff shown"), tabs())
        self.add_filters(_("Profession, ward…"))
        self.add_table(columns(), name=_("Staff"), opened=page.edit, search=searched, menu=page.build_menu)

    def read(self) -> None:
        """Show what the book holds now."""
        lines = read_lines(self.context.book)
        self.head.say(facts=facts(lines))
        self.tabs.set_counts({tab.key: sum(map(tab.keep, lines)) for tab in tabs()})
        self.show_rows(lines, empty=not lines)

    def show_person(self, staff_id: int) -> None:
        """Choose somebody, whatever tab or filter hides them."""
        line = next((each for each in self.rows if each.id == staff_id), None)
        self.show_row(staff_id, "all" if line is None or line.active else "left")

    # What the kit asks
    def filter_groups(self) -> list[FilterGroup]:
        def offered(values: list[str]) -> list[str]:
            return sorted({value for value in values if value})

        return [
            FilterGroup(
                _("Profession"), lambda line: (line.profession,), offered([e.profession for e in self.rows])
            ),
            FilterGroup(_("Ward"), lambda line: (line.ward,), offered([e.ward for e in self.rows])),
        ]

    # What it says
    def _fill_panel(self, row: StaffLine) -> None:
        fill(self.panel, read_facts(self.context.book, row.id), self._page)

    def _empty_state(self) -> EmptyState:
        self.head.say(facts=_("Nobody is in the book so far"))
        return EmptyState(
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

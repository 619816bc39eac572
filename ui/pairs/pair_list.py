"""The pair list: tabs, filter, table, and the panel about the pair chosen; the empty place (mock 15)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from app.accounts.roles import Action, may
from app.errors import NotFound
from app.language import _, ngettext
from app.pairs.pairs import count_pairs
from app.pairs.words import Status
from app.sessions.pair_rows import PairRow, list_pairs
from app.staff.staff_members import list_staff
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.filter_menu import FilterGroup, FilterMenu
from ui.kit.page import PageHead, SplitPage, Tabs
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.pairs.details import fill
from ui.pairs.facts import read_facts
from ui.pairs.lines import columns, facts, searched, tabs

if TYPE_CHECKING:
    from ui.pairs.page import PairsPage


class PairList(SplitPage):
    """Every pair of the book, and one of them at a glance."""

    panel_width = 340

    def __init__(self, context: Context, page: "PairsPage") -> None:
        super().__init__(context)
        self._page = page
        self._rows: list[PairRow] = []
        self._closed_waiting = False
        self._tabs = {tab.key: tab for tab in tabs()}
        self.head = PageHead(_("Pairs"))
        search = self.head.add_search(_("Search pairs"))
        search.down.connect(self._into_table)
        self.head.searched.connect(self._search)
        self.print_button = self.head.add_print(page.print_page)
        # A mentor or mentee sees the pairs they are in; somebody not linked to a person sees none.
        self._everybody = may(context.account, Action.SEE_ALL)
        if page.may_edit:
            self.head.add_main(_("New pair"), page.new)
        self.left.addWidget(self.head)
        self.tabs = Tabs(_("Pairs shown"), [(tab.key, tab.words) for tab in self._tabs.values()])
        self.tabs.chosen.connect(lambda _key: self._filter())
        link = self.tabs.add_action(_("Topic, ward…"), self._open_filters)
        self.filters = FilterMenu(link, _("Topic, ward…"), self._groups)
        self.filters.changed.connect(self._filter)
        self.left.addWidget(self.tabs)
        self.card = Card(padded=False)
        self.table = ListTable(columns(context.book.clock.today), name=_("Pairs"), search=searched)
        self.table.set_menu(lambda row: page.build_menu(row.id))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda row: page.open_pair(row.id))
        self.card.add(self.table, 1)
        self.nothing = Label("", "quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(*(theme().u(24),) * 4)
        self.card.add(self.nothing, 1)
        self.left.addWidget(self.card, 1)
        self.empty: EmptyState | None = None
        self.panel = DetailsPanel(_("Details of a pair"))
        self.set_panel(self.panel)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill)
        self.show_panel(False)

    def read(self) -> None:
        """Show what the book holds now."""
        own = None if self._everybody else self.context.account.staff_id or 0
        self._rows = list_pairs(self.context.book, staff_id=own)
        self.head.say(facts=facts(self._rows))
        closed = count_pairs(self.context.book, staff_id=own).get(Status.CLOSED, 0)
        counts = {key: sum(map(tab.keep, self._rows)) for key, tab in self._tabs.items()}
        self.tabs.set_counts({**counts, "closed": closed})
        # Years of ended pairs with all their sessions are read only when somebody asks for them.
        self._closed_waiting = closed > 0
        if self.tabs.current() == "closed":
            self._read_closed()
        self.table.set_rows(self._rows)
        self._filter()
        self._show_empty(not self._rows and not closed)
        if not self.floating:
            self.table.choose_first()
        self._later.start()

    def show_pair(self, pair_id: int) -> None:
        """Choose a pair, whatever tab or filter hides it."""
        if all(each.id != pair_id for each in self._rows):
            self._read_closed()
            self.table.set_rows(self._rows)
        row = next((each for each in self._rows if each.id == pair_id), None)
        if row is None:
            return
        if not self.table.choose(pair_id):
            self.filters.clear()
            if self.head.search is not None:
                self.head.search.clear()
            self.tabs.choose("closed" if row.status is Status.CLOSED else "open")
            self.table.choose(pair_id)
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

    def _read_closed(self) -> None:
        """Read the ended pairs too, once."""
        if not self._closed_waiting:
            return
        self._closed_waiting = False
        own = None if self._everybody else self.context.account.staff_id or 0
        ended = list_pairs(self.context.book, statuses=(Status.CLOSED,), staff_id=own)
        self._rows = [*self._rows, *ended]

    def _filter(self) -> None:
        tab = self._tabs[self.tabs.current() or "open"]
        if tab.key == "closed" and self._closed_waiting:
            self._read_closed()
            self.table.set_rows(self._rows)
        self.table.filter_rows(lambda row: tab.keep(row) and self.filters.keeps(row))
        self._say_nothing()

    def _say_nothing(self) -> None:
        """An empty table says why it is empty."""
        empty = not self.table.rows.rowCount() and bool(self._rows or self._closed_waiting)
        self.table.setVisible(not empty)
        self.nothing.setVisible(empty)
        searching = self.head.search is not None and self.head.search.text().strip()
        if searching or self.filters.active:
            self.nothing.setText(_("No pair here fits. Shorten the search or choose another tab or filter."))
        elif self.tabs.current() == "attention":
            self.nothing.setText(_("Nothing needs attention: every active pair is on track."))
        else:
            self.nothing.setText(_("There is no pair on this tab."))
        if not empty and not self.floating:
            self.table.choose_first()

    def _open_filters(self) -> None:
        self.filters.open()

    def _groups(self) -> list[FilterGroup]:
        topics = sorted({row.topic for row in self._rows})
        wards = sorted({ward for row in self._rows for ward in _wards(row)})
        return [
            FilterGroup(_("Topic"), lambda row: (row.topic,), topics),
            FilterGroup(_("Ward"), _wards, wards),
        ]

    def _choose(self, row: PairRow | None) -> None:
        self.show_panel(row is not None)
        # The panel is filled when the keys rest, so that running down the list stays smooth.
        self._later.start()

    def _fill(self) -> None:
        row = self.table.current()
        if row is None:
            self.show_panel(False)
            return
        try:
            found = read_facts(self.context.book, row.id)
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
        if empty:
            self.empty = self._empty_state()
            self.left.addWidget(self.empty, 1)

    def _empty_state(self) -> EmptyState:
        if not self._page.may_edit:
            self.head.say(facts=_("You are in no pair so far"))
            words = _("A pair is one colleague who teaches a topic and one who wants to learn it.")
            return EmptyState(_("No pairs yet"), words)
        staff = list_staff(self.context.book)
        people = ngettext("{n} staff member", "{n} staff members", len(staff)).format(n=len(staff))
        self.head.say(facts=_("{people}, no pairs so far").format(people=people))
        offers, needs = sum(len(row.teaches) for row in staff), sum(len(row.wants) for row in staff)
        count = ngettext("{n} person is in the book.", "{n} people are in the book.", len(staff))
        offered = ngettext("{n} offer", "{n} offers", offers).format(n=offers)
        wanted = ngettext("{n} need", "{n} needs", needs).format(n=needs)
        who = _("{offers} and {needs} so far.").format(offers=offered, needs=wanted)
        go = self._page.go
        return EmptyState(
            _("No pairs yet"),
            _(
                "A pair is one colleague who teaches a topic and one who wants to learn it. "
                "Start with two people you know."
            ),
            (
                NextStep(
                    "staff",
                    _("Staff"),
                    count.format(n=len(staff)),
                    _("Add staff"),
                    lambda: go.emit("staff", {}),
                    done=len(staff) > 1,
                ),
                NextStep(
                    "teach",
                    _("Who teaches, who learns"),
                    who,
                    _("Note it on the Staff page"),
                    lambda: go.emit("staff", {}),
                    done=bool(offers and needs),
                    action_icon="edit",
                ),
                NextStep(
                    "pairs",
                    _("First pair"),
                    _("Two people and a topic are enough; the rest can follow."),
                    _("Make the first pair"),
                    self._page.new,
                    action_icon="plus",
                ),
            ),
            other=(_("import pairs from a spreadsheet…"), self._page.import_list),
        )


def _wards(row: PairRow) -> tuple[str, ...]:
    return tuple({person.ward for person in (*row.mentors, *row.mentees) if person.ward})

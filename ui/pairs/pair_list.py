"""The pair list: tabs, filter, table, and the panel about the pair chosen; the empty place (mock 15)."""

from typing import TYPE_CHECKING

from app.accounts.roles import Action, may
from app.language import _, ngettext
from app.pairs.pairs import count_pairs
from app.pairs.words import Status
from app.sessions.pair_rows import PairRow, list_pairs
from app.staff.staff_members import list_staff
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.filter_menu import FilterGroup
from ui.kit.list_page import ListContent, ListPage
from ui.pairs.details import fill
from ui.pairs.facts import read_facts
from ui.pairs.lines import columns, facts, searched, tabs

if TYPE_CHECKING:
    from ui.pairs.page import PairsPage


class PairList(ListPage):
    """Every pair of the book, and one of them at a glance."""

    panel_width = 340

    def __init__(self, context: Context, page: "PairsPage") -> None:
        super().__init__(
            context,
            ListContent(
                title=_("Pairs"),
                search=_("Search pairs"),
                details=_("Details of a pair"),
                nothing=_("There is no pair on this tab."),
                nothing_on={"attention": _("Nothing needs attention: every active pair is on track.")},
                nothing_fits=_("No pair here fits. Shorten the search or choose another tab or filter."),
                empty=self._empty_state,
                fill=self._fill_panel,
            ),
        )
        self._page = page
        self._closed_waiting = False
        # A mentor or mentee sees the pairs they are in; somebody not linked to a person sees none.
        self._own = None if may(context.account, Action.SEE_ALL) else context.account.staff_id or 0
        self.head.add_print(page.print_page)
        if page.may_edit:
            self.head.add_main(_("New pair"), page.new)
        self.tabs = self.add_tabs(_("Pairs shown"), tabs())
        self.add_filters(_("Topic, ward…"))
        self.add_table(
            columns(context.book.clock.today),
            name=_("Pairs"),
            opened=page.open_pair,
            search=searched,
            menu=page.build_menu,
        )

    def read(self) -> None:
        """Show what the book holds now."""
        rows = list_pairs(self.context.book, staff_id=self._own)
        self.head.say(facts=facts(rows))
        closed = count_pairs(self.context.book, staff_id=self._own).get(Status.CLOSED, 0)
        counts = {tab.key: sum(map(tab.keep, rows)) for tab in tabs()}
        self.tabs.set_counts({**counts, "closed": closed})
        # Years of ended pairs with all their sessions are read only when somebody asks for them.
        self._closed_waiting = closed > 0
        self.show_rows(rows, empty=not rows and not closed)

    def show_pair(self, pair_id: int) -> None:
        """Choose a pair, whatever tab or filter hides it."""
        if all(row.id != pair_id for row in self.rows):
            self._read_closed()
        row = next((row for row in self.rows if row.id == pair_id), None)
        self.show_row(pair_id, "closed" if row is not None and row.status is Status.CLOSED else "open")

    # What the kit asks
    def about_to_filter(self, tab: str) -> None:
        if tab == "closed":
            self._read_closed()

    def filter_groups(self) -> list[FilterGroup]:
        topics = sorted({row.topic for row in self.rows})
        wards = sorted({ward for row in self.rows for ward in _wards(row)})
        return [
            FilterGroup(_("Topic"), lambda row: (row.topic,), topics),
            FilterGroup(_("Ward"), _wards, wards),
        ]

    # What it says
    def _fill_panel(self, row: PairRow) -> None:
        fill(self.panel, read_facts(self.context.book, row.id), self._page)

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

    def _read_closed(self) -> None:
        """Read the ended pairs too, once."""
        if not self._closed_waiting:
            return
        self._closed_waiting = False
        ended = list_pairs(self.context.book, statuses=(Status.CLOSED,), staff_id=self._own)
        self.set_rows([*self.rows, *ended])


def _wards(row: PairRow) -> tuple[str, ...]:
    return tuple({person.ward for person in (*row.mentors, *row.mentees) if person.ward})

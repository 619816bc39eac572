"""The list of programmes, and the panel about the one chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from app.dates import short_day
from app.language import _, ngettext
from app.programmes.programmes import ProgrammeView, list_programmes
from app.sessions.pair_rows import PairRow, list_pairs
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.page import PageHead, SplitPage
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.programmes.words import kind_sentence, kind_word, note_sentence, note_word, period

if TYPE_CHECKING:
    from ui.programmes.page import ProgrammesPage

PAIRS_NAMED = 8


class ProgrammeList(SplitPage):
    """Every programme, and one of them in full."""

    panel_width = 372

    def __init__(self, context: Context, page: "ProgrammesPage") -> None:
        super().__init__(context)
        self._page = page
        self._pairs: dict[int, list[PairRow]] = {}
        self.head = PageHead(_("Programmes"))
        search = self.head.add_search(_("Search programmes"))
        search.down.connect(self.focus_table)
        self.print_button = self.head.add_print(page.print_page)
        self.head.add_main(_("New programme"), page.new)
        self.left.addWidget(self.head)
        today = context.clock.today
        self.table = ListTable(
            (
                Column(_("Name"), lambda row: row.name, "strong", 170, stretch=3),
                Column(_("Frame"), lambda row: kind_word(row.kind), width=100, stretch=1, drop=1),
                Column(
                    _("Starts"),
                    lambda row: short_day(row.starts_on, today()),
                    width=100,
                    sort=lambda row: row.starts_on,
                ),
                Column(
                    _("Ends"),
                    lambda row: short_day(row.ends_on, today()) if row.ends_on else _("Open end"),
                    width=100,
                    sort=lambda row: row.ends_on,
                    quiet=lambda row: row.ends_on is None,
                    drop=2,
                ),
                Column(_("Open pairs"), lambda row: str(row.open_pairs), "number", 90,
                       sort=lambda row: row.open_pairs),
                Column(_("All pairs"), lambda row: str(row.all_pairs), "number", 84,
                       sort=lambda row: row.all_pairs),
            ),
            name=_("Programmes"),
        )  # fmt: skip
        self.head.searched.connect(self.table.filter_text)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda row: page.edit(row.id))
        self.card = Card(padded=False)
        self.card.add(self.table, 1)
        self.left.addWidget(self.card, 1)
        self.empty = EmptyState(
            _("No programme yet"),
            _("A programme frames pairs: what they are for, how many sessions, and how much is recorded."),
            (
                NextStep(
                    "programmes", _("First programme"), _("A name is enough to begin with."),
                    _("New programme"), page.new, action_icon="plus",
                ),
            ),
        )  # fmt: skip
        self.empty.hide()
        self.left.addWidget(self.empty, 1)
        self.panel = DetailsPanel(_("Details of a programme"))
        self.set_panel(self.panel)
        self.show_panel(False)

    def read(self) -> None:
        """Show what the book holds now."""
        programmes = list_programmes(self.context.book)
        self._pairs = {}
        for pair in list_pairs(self.context.book):
            if pair.programme_id is not None:
                self._pairs.setdefault(pair.programme_id, []).append(pair)
        count = len(programmes)
        pairs = sum(each.open_pairs for each in programmes)
        self.head.say(
            facts=" · ".join(
                (
                    ngettext("{n} programme", "{n} programmes", count).format(n=count),
                    ngettext("{n} open pair", "{n} open pairs", pairs).format(n=pairs),
                )
            )
        )
        self.card.setVisible(bool(programmes))
        self.empty.setVisible(not programmes)
        self.print_button.allow(bool(programmes), _("There is nothing to print yet."))
        self.table.set_rows(programmes)
        if not self.floating:
            self.table.choose_first()
        self._choose(self.table.current())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known whether the panel has room beside the table.
        if not self.stacks_over():
            self.table.choose_first()

    def focus_table(self) -> None:
        """The keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.table.choose_first()

    def _choose(self, row: ProgrammeView | None) -> None:
        if row is not None:
            self._fill(row)
        self.show_panel(row is not None)

    def _fill(self, programme: ProgrammeView) -> None:
        panel, page = self.panel, self._page
        panel.begin()
        panel.set_title(programme.name, f"{kind_word(programme.kind)} · {period(programme)}")
        panel.add_text(kind_sentence(programme.kind), "small")
        panel.add_rule()
        if programme.aim:
            panel.add_heading(_("Aim"))
            panel.add_text(programme.aim)
        panel.add_facts(
            (
                (_("Sponsor"), programme.sponsor or _("Not set")),
                (_("Recorded"), f"{note_word(programme.note_mode)}. {note_sentence(programme.note_mode)}"),
                (
                    _("A new pair"),
                    _("{sessions} sessions of {minutes} min within {weeks} weeks").format(
                        sessions=programme.planned_sessions,
                        minutes=programme.session_minutes,
                        weeks=programme.weeks,
                    ),
                ),
            )
        )
        panel.add_rule()
        pairs = self._pairs.get(programme.id, [])
        closed = programme.all_pairs - programme.open_pairs
        ended = ngettext("{n} has ended", "{n} have ended", closed).format(n=closed) if closed else None
        panel.add_heading(_("Open pairs"), ended)
        for pair in pairs[:PAIRS_NAMED]:
            panel.add_link(pair.title, lambda id_=pair.id: page.go.emit("pairs", {"id": id_}), "pairs")
        if len(pairs) > PAIRS_NAMED:
            panel.add_text(_("and {n} more").format(n=len(pairs) - PAIRS_NAMED), "quiet")
        if not pairs:
            panel.add_text(_("None yet. Choose this programme when you make a pair."), "quiet")
        panel.finish()
        edit = Button(_("Edit"), "edit")
        edit.clicked.connect(lambda: page.edit(programme.id))
        printed = IconButton("print", _("Print the programme summary"))
        printed.clicked.connect(lambda: page.print_summary(programme.id))
        earlier = IconButton("clock", _("Earlier versions"))
        earlier.clicked.connect(lambda: page.show_versions(programme.id, programme.name))
        panel.set_buttons(edit, printed, *((earlier,) if page.sees_history else ()))

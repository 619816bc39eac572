"""The list of programmes, and the panel about the one chosen."""

from typing import TYPE_CHECKING

from app.dates import short_day
from app.language import _, ngettext
from app.programmes.programmes import ProgrammeView, list_programmes
from app.sessions.pair_rows import PairRow, list_pairs
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.list_page import ListContent, ListPage
from ui.kit.rows import Column
from ui.programmes.words import kind_sentence, kind_word, note_sentence, note_word, period

if TYPE_CHECKING:
    from ui.programmes.page import ProgrammesPage

PAIRS_NAMED = 8


class ProgrammeList(ListPage):
    """Every programme, and one of them in full."""

    panel_width = 372

    def __init__(self, context: Context, page: "ProgrammesPage") -> None:
        super().__init__(
            context,
            ListContent(
                title=_("Programmes"),
                search=_("Search programmes"),
                details=_("Details of a programme"),
                nothing=_("There is no programme."),
                nothing_fits=_("No programme fits. Shorten the search."),
                empty=self._empty_state,
                fill=self._fill_panel,
            ),
        )
        self._page = page
        self._pairs: dict[int, list[PairRow]] = {}
        self.print_button = self.head.add_print(page.print_page)
        self.head.add_main(_("New programme"), page.new)
        today = context.clock.today
        self.add_table(
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
            opened=page.edit,
        )  # fmt: skip

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
        self.show_rows(programmes, empty=not programmes)

    # What it says
    def _empty_state(self) -> EmptyState:
        return EmptyState(
            _("No programme yet"),
            _("A programme frames pairs: what they are for, how many sessions, and how much is recorded."),
            (
                NextStep(
                    "programmes", _("First programme"), _("A name is enough to begin with."),
                    _("New programme"), self._page.new, action_icon="plus",
                ),
            ),
        )  # fmt: skip

    def _fill_panel(self, row: ProgrammeView) -> None:
        panel, page = self.panel, self._page
        panel.begin()
        panel.set_title(row.name, f"{kind_word(row.kind)} · {period(row)}")
        panel.add_text(kind_sentence(row.kind), "small")
        panel.add_rule()
        if row.aim:
            panel.add_heading(_("Aim"))
            panel.add_text(row.aim)
        panel.add_facts(
            (
                (_("Sponsor"), row.sponsor or _("Not set")),
                (_("Recorded"), f"{note_word(row.note_mode)}. {note_sentence(row.note_mode)}"),
                (
                    _("A new pair"),
                    _("{sessions} sessions of {minutes} min within {weeks} weeks").format(
                        sessions=row.planned_sessions,
                        minutes=row.session_minutes,
                        weeks=row.weeks,
                    ),
                ),
            )
        )
        panel.add_rule()
        pairs = self._pairs.get(row.id, [])
        closed = row.all_pairs - row.open_pairs
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
        edit.clicked.connect(lambda: page.edit(row.id))
        printed = IconButton("print", _("Print the programme summary"))
        printed.clicked.connect(lambda: page.print_summary(row.id))
        earlier = IconButton("clock", _("Earlier versions"))
        earlier.clicked.connect(lambda: page.show_versions(row.id, row.name))
        panel.set_buttons(edit, printed, *((earlier,) if page.sees_history else ()))

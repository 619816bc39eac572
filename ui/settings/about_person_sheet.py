"""Everything about one person, looked through before it is handed over (DOMAIN 5).

Promises: every mention of somebody else is redacted unless it is ticked here; the print and the
spreadsheet hold exactly what was looked through.  What is ticked outlives a lock or a crash, and is
forgotten when the sheet is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.book.drafts import Draft
from app.errors import KnownProblem
from app.language import _, ngettext
from app.privacy.about_person import everything_about
from app.privacy.about_sheets import export_about_person
from app.privacy.redaction import Redaction, proposed_redactions
from ui.kit.buttons import LinkButton
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import ask_save
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.paper_sheet import PaperSheet


@dataclass(frozen=True)
class _Line:
    id: str
    found: Redaction


class AboutPersonSheet(PaperSheet):
    """The list of proposed redactions; then Print…, Save PDF… or Save spreadsheet…."""

    def __init__(self, parent: QWidget, context: Context, staff_id: int) -> None:
        about = everything_about(context.book, staff_id)
        self._staff_id = staff_id
        self._shown: set[str] = set()
        found = proposed_redactions(context.book, about)
        super().__init__(
            parent,
            context,
            _("Everything about {name}").format(name=about.name),
            name=_("Everything about {name}").format(name=about.name),
            advice=_("Hand it over in person or by a safe way, and note the request as answered."),
            width=860,
        )
        rows = sum(len(section.rows) for section in about.sections)
        words = ngettext("{n} entry", "{n} entries", rows).format(n=rows)
        self.body.addWidget(
            Label(
                _(
                    "{entries} in {n} sections. Other people are redacted wherever they are named below; "
                    "tick a mention that may stand. Sealed notes of others are not in it: nobody else can "
                    "open them."
                ).format(entries=words, n=len(about.sections)),
                wrap=True,
            )
        )
        self.facts = Label("", "strong")
        self.body.addWidget(self.facts)
        self.table = ListTable(
            (
                Column(_("May stand"), lambda row: row.id in self._shown, "check", 80, name="stand"),
                Column(_("Name"), lambda row: row.found.name, "strong", 130, stretch=1),
                Column(_("Becomes"), lambda row: row.found.sign, "quiet", 90),
                Column(_("Where"), lambda row: row.found.section, width=130, stretch=1),
                Column(_("In these words"), lambda row: row.found.context, "quiet", 260, stretch=3),
            ),
            name=_("Mentions of other people"),
        )
        self.table.ticked.connect(self._tick)
        self.table.set_rows([_Line(each.key, each) for each in found])
        self.table.setFixedHeight(theme().u(34 + 36 * max(3, min(8, len(found)))))
        card = Card(padded=False)
        card.add(self.table)
        self.body.addWidget(card)
        self.everywhere = LinkButton(_("Let this name stand everywhere"))
        self.everywhere.clicked.connect(self.let_stand_everywhere)
        self.everywhere.allow(bool(found), _("Nobody else is named."))
        self.body.addWidget(self.everywhere, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.chosen.connect(self._chosen)
        self.table.choose_first()
        self.body.addWidget(self.banner)
        self._found = len(found)
        book, own = context.book, {"section": "privacy", "about": staff_id}
        self.draft = FormDraft(self, self._ticked)
        self.finished.connect(lambda _how: finish_quietly(self.draft))
        self._put_back(self.draft.begin(Kept(book, "about person", str(staff_id), "settings", own)))
        self.sheet_button = self.add_button(_("Save spreadsheet…"), self.save_sheet, icon="save")
        self.buttons.removeWidget(self.sheet_button)
        self.buttons.insertWidget(self.buttons.indexOf(self.save_button), self.sheet_button)
        self._say()

    def begin(self) -> Callable[[], bytes]:
        """The print, with what was looked through."""
        from app.reports.catalogue import ABOUT_PERSON, build
        from app.reports.options import Options
        from app.reports.pdf import render_pdf

        options = Options(staff_id=self._staff_id, shown=frozenset(self._shown))
        return partial(render_pdf, build(ABOUT_PERSON, self._context.book, options))

    def save_sheet(self) -> None:
        """Ask where to save the spreadsheet."""
        kinds = _("Spreadsheet (*.xlsx)")
        ask_save(self, _("Save spreadsheet"), kinds, f"{self._name}.xlsx", self.save_sheet_to)

    def save_sheet_to(self, path: Path) -> None:
        """Write the spreadsheet at *path*."""
        context = self._context
        try:
            export_about_person(context.book, context.account, self._staff_id, path, shown=self._shown)
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        self._kept(_("Saved as {name}.").format(name=path.name))

    def let_stand_everywhere(self) -> None:
        """Tick every mention of the person chosen, or take all those ticks away."""
        row = self.table.current()
        if row is not None:
            keys = {each.id for each in self.table.rows.shown if each.found.sign == row.found.sign}
            self._shown = self._shown - keys if keys <= self._shown else self._shown | keys
            self._changed()

    def _ticked(self) -> dict[str, str] | None:
        """What may stand, each mention with the words around it: its key holds for the data of now."""
        rows = {row.id: row.found.context for row in self.table.rows.shown if row.id in self._shown}
        return rows or None

    def _put_back(self, draft: Draft | None) -> None:
        """Tick again what was ticked before a lock, where the same words stand as then."""
        if draft is None:
            return
        for row in self.table.rows.shown:
            if draft.content.get(row.id) == row.found.context:
                self._shown.add(row.id)
        self.banner.say("info", _("What you had ticked is back."), _("Nothing was handed over."), aloud=False)

    def _chosen(self, row: _Line | None) -> None:
        if row is not None:
            self.everywhere.setText(_("Let {name} stand everywhere").format(name=row.found.name))

    def _tick(self, row: _Line, _column: str) -> None:
        self._shown ^= {row.id}
        self._changed()

    def _changed(self) -> None:
        self._pdf = None
        self.draft.typed()
        self.table.viewport().update()
        self._say()

    def _say(self) -> None:
        hidden = self._found - len(self._shown)
        words = ngettext(
            "{n} mention of somebody else is redacted.", "{n} mentions of other people are redacted.", hidden
        )
        self.facts.setText(words.format(n=hidden))

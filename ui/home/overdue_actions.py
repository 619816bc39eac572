"""Actions that are overdue, to be ticked off or looked up in their pair."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.accounts.roles import Action, may
from app.dates import short_day
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.pairs import pair_title
from app.sessions.actions import list_actions, set_done
from app.sessions.pair_rows import list_pairs
from ui.kit.banner import Banner
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.kit.versions import show_versions


@dataclass(frozen=True)
class _Line:
    id: int
    pair_id: int
    text: str
    owner: str
    due: str
    pair: str
    done: bool = False


class OverdueActions(Sheet):
    """The list; a tick marks an action done, Enter opens its pair."""

    def __init__(
        self, parent: QWidget, context: Context, go: Callable[[str, dict[str, Any]], object]
    ) -> None:
        super().__init__(parent, _("Overdue actions"), width=1040)
        self._context, self._go = context, go
        self._done: set[int] = set()
        self._facts = Label("", "quiet", wrap=True)
        self._trouble = Banner()
        self.body.addWidget(self._facts)
        self.body.addWidget(self._trouble)
        self.table = ListTable(
            (
                Column(_("Done"), lambda row: row.id in self._done, "check", 56, name="done"),
                Column(_("What"), lambda row: row.text, "strong", 220, stretch=3),
                Column(_("Who"), lambda row: row.owner, width=130, stretch=1),
                Column(_("Was due"), lambda row: row.due, width=100),
                Column(_("Pair"), lambda row: row.pair, "quiet", 170, stretch=2, drop=1),
            ),
            name=_("Overdue actions"),
        )
        self.table.ticked.connect(self._tick)
        self.table.opened.connect(self._open)
        card = Card(padded=False)
        card.add(self.table)
        self.body.addWidget(card)
        self._lines = self._read()
        self.table.set_rows(self._lines)
        shown = max(3, min(10, len(self._lines)))
        self.table.setFixedHeight(theme().u(34 + 36 * shown))
        self._say()
        self.table.choose_first()
        self.earlier = self.add_button(_("Earlier versions…"), self._show_versions, icon="clock")
        if not may(context.account, Action.SEE_HISTORY):
            self.earlier.hide()
        self.add_button(_("Open the pair"), lambda: self._open(self.table.current()), icon="pairs")
        self.add_button(_("Close"), main=True)
        self.table.setFocus()

    def _read(self) -> list[_Line]:
        book = self._context.book
        today = self._context.clock.today()
        titles = {
            pair.id: pair_title([p.name for p in pair.mentors], [p.name for p in pair.mentees])
            for pair in list_pairs(book)
        }
        return [
            _Line(
                row.id, row.pair_id, row.text, row.owner, short_day(row.due_on, today),
                titles.get(row.pair_id, ""),
            )
            for row in list_actions(book)
            if row.due_on is not None and row.due_on < today
        ]  # fmt: skip

    def _say(self) -> None:
        left = len(self._lines) - len(self._done)
        words = ngettext(
            "{n} action is overdue. Tick what is done.", "{n} actions are overdue. Tick what is done.", left
        )
        self._facts.setText(words.format(n=left) if left else _("All of them are done."))

    def _tick(self, row: _Line, _column: str) -> None:
        done = row.id not in self._done
        try:
            set_done(self._context.book, self._context.account, row.id, done)
        except KnownProblem as problem:
            self._trouble.show_problem(problem)
            return
        self._trouble.hide()
        (self._done.add if done else self._done.discard)(row.id)
        self.table.viewport().update()
        self._say()

    def _show_versions(self) -> None:
        row: _Line | None = self.table.current()
        if row is not None:
            show_versions(self, self._context, "action", row.id, row.text)

    def _open(self, row: _Line | None) -> None:
        if row is not None:
            self.accept()
            self._go("pairs", {"id": row.pair_id})

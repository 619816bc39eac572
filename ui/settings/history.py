"""History: who did what and when, newest first, filtered by person, kind, days and words.

Promises: the newest entries show at once, the older ones follow while nobody waits; what is shown
can be printed and saved as a list; a chain that does not hold is told on top.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app import files
from app.accounts import all_accounts
from app.accounts.past import read_history
from app.accounts.roles import Action, may
from app.book import history
from app.book.history import HistoryEntry
from app.errors import KnownProblem
from app.exchange.spreadsheet_out import OutColumn, OutSheet, csv_bytes
from app.language import _, ngettext
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.dates import plain_date
from ui.kit.dialogs import ask_save
from ui.kit.form_row import labelled
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.theme import theme
from ui.settings.section import Section

FIRST = 200
MORE = 500
CHECKED_AT_ONCE = 50  # entries: some thousandths of a second
PERIODS = (7, 31, 366)

_CHANGES = ("edit", "undo", "redo", "import", "settings")
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("changes", _CHANGES),
    ("sign-in", ("sign-in",)),
    ("prints", ("print", "export")),
    ("override", ("override",)),
    ("account", ("account",)),
    ("backup", ("backup", "copy", "restore", "rehearsal")),
)


class HistorySection(Section):
    """The list with its filters."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("History"), "")
        self.head.add_search(_("Search the history"))
        self.head.searched.connect(self._search)
        self.save_button = Button(_("Save list…"), "save")
        self.save_button.clicked.connect(self.save_list)
        self.head.add(self.save_button)
        if may(context.account, Action.PRINT_ALL):
            self.head.add_print(self.print_list)
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self._entries: list[HistoryEntry] = []
        self._all_read = False
        self.who = ChoiceField(nothing=_("Everybody"), searchable=False)
        self.what = ChoiceField(
            [Choice(name, _group(name)) for name, _kinds in _GROUPS],
            nothing=_("Everything"),
            searchable=False,
        )
        self.days = ChoiceField(
            [Choice(days, _("The last {n} days").format(n=days)) for days in PERIODS],
            nothing=_("Any time"),
            searchable=False,
        )
        self.who.set_value(None)
        self.what.set_value(None)
        self.days.set_value(None)
        self._filters = {"who": self.who, "what": self.what, "days": self.days}
        for field in self._filters.values():
            field.changed.connect(self._read)
        filters = QHBoxLayout()
        filters.setSpacing(theme().u(12))
        for label, field in ((_("Who"), self.who), (_("What"), self.what), (_("When"), self.days)):
            box = labelled(label, field)
            box.setMaximumWidth(theme().u(260))
            filters.addWidget(box, 1)
        filters.addStretch(1)
        self.column.addLayout(filters)
        self.table = ListTable(
            (
                Column(_("When"), lambda row: _when(row.at), width=160, sort=lambda row: row.id),
                Column(_("Who"), lambda row: row.account_name or _("(erased)"), width=160, stretch=1),
                Column(_("What"), lambda row: row.title or _("(erased)"), "strong", 260, stretch=3),
                Column(_("Kind"), lambda row: kind_word(row.kind), "quiet", 120, drop=1),
            ),
            name=_("History"),
            row_height=32,
        )
        card = Card(padded=False)
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        self._later = QTimer(self)
        self._later.setInterval(15)
        self._later.timeout.connect(self._read_more)
        self._checked = history.Checked()
        self._checking = QTimer(self)
        self._checking.setInterval(15)
        self._checking.timeout.connect(self._check_chain)

    def refresh(self) -> None:
        """Read again from the newest."""
        accounts = all_accounts(self.context.book)
        self.who.set_options([Choice(each.id, each.name) for each in accounts])
        self._read()
        self._checked = history.Checked()
        self._checking.start()

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"who": 3, "what": "prints", "days": 7, "words": "undo"}``: what the list is narrowed to."""
        for name, field in self._filters.items():
            if name in arguments:
                field.set_value(arguments[name])
        if "words" in arguments and self.head.search is not None:
            self.head.search.setText(arguments["words"])

    def where(self) -> dict[str, Any]:
        """What the list is narrowed to."""
        words = self.head.search.text() if self.head.search is not None else ""
        return {name: field.value() for name, field in self._filters.items()} | {"words": words}

    def _search(self, text: str) -> None:
        self.table.filter_text(text)

    def _read(self) -> None:
        self._later.stop()
        self._entries = self._next(FIRST)
        self._all_read = len(self._entries) < FIRST
        self._show()
        if not self._all_read:
            self._later.start()

    def _next(self, count: int) -> list[HistoryEntry]:
        kinds = dict(_GROUPS).get(self.what.value() or "", ())
        before = self._entries[-1].id if self._entries and self._later.isActive() else None
        return list(
            read_history(
                self.context.book,
                kinds=kinds,
                account_id=self.who.value(),
                since=self._since(),
                before_id=before,
                limit=count,
            )
        )

    def _since(self) -> datetime | None:
        days = self.days.value()
        start = self.context.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return start - timedelta(days=days - 1) if days else None

    def print_list(self) -> None:
        """The history extract of the days shown, which says whether the chain holds."""
        since = self._since()
        options = {"kind": "history-extract", "until": self.context.clock.today()}
        self.go.emit("reports", options | ({"since": since.date()} if since is not None else {}))

    def save_list(self) -> None:
        """Ask where the list as it is shown goes, as CSV."""
        ask_save(self, _("Save list"), _("Spreadsheet (*.csv)"), f"{_('History')}.csv", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the lines shown to *path*, and note the export."""
        rows = [
            (entry.id, _when(entry.at), entry.account_name, entry.title, kind_word(entry.kind))
            for entry in self.table.rows.shown
        ]
        headings = (_("No."), _("When"), _("Who"), _("What"), _("Kind"))
        sheet = OutSheet(_("History"), path.name, tuple(OutColumn(words) for words in headings), rows)
        try:
            files.write_atomically(path, csv_bytes(sheet))
            self.context.book.record_event("export", _("History saved as a list"), by=self.context.account)
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        count = ngettext("{n} line.", "{n} lines.", len(rows)).format(n=len(rows))
        self.banner.say("good", _("Saved as {name}.").format(name=path.name), count)

    def _check_chain(self) -> None:
        """Look at a few entries of the chain; the next are looked at when the window has had its turn."""
        with self.context.book.reading() as db:
            self._checked = history.check_on(db, self._checked, CHECKED_AT_ONCE)
        if self._checked.ended:
            self._checking.stop()
        if self._checked.broken is not None:
            self.banner.say(
                "bad",
                _("The history was altered at entry {number}.").format(number=self._checked.broken),
                _("What it says from there on may be wrong. Tell the information governance lead."),
            )

    def _read_more(self) -> None:
        found = self._next(MORE)
        self._entries += found
        if len(found) < MORE:
            self._later.stop()
            self._all_read = True
            self._show()

    def _show(self) -> None:
        self.table.set_rows(tuple(self._entries))
        count = len(self._entries)
        if self._all_read:
            words = ngettext("{n} entry; every save is kept", "{n} entries; every save is kept", count)
            self.head.say(facts=words.format(n=count))
        else:
            self.head.say(facts=_("Reading the earlier entries …"))

    def showEvent(self, event: object) -> None:
        """Go on where it was stopped."""
        if not self._checked.ended:
            self._checking.start()

    def hideEvent(self, event: object) -> None:
        """Stop reading and checking on when nobody looks."""
        self._later.stop()
        self._checking.stop()


def kind_word(kind: str) -> str:
    """The kind of an entry in words."""
    return {
        "edit": _("Change"),
        "settings": _("Change"),
        "import": _("Import"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "sign-in": _("Sign-in"),
        "print": _("Print"),
        "export": _("Export"),
        "override": _("Override"),
        "account": _("Account"),
        "backup": _("Backup"),
        "copy": _("Backup"),
        "restore": _("Restore"),
        "rehearsal": _("Rehearsal"),
    }.get(kind, kind.capitalize())


def _group(name: str) -> str:
    return {
        "changes": _("Changes, undo, imports"),
        "sign-in": _("Sign-ins"),
        "prints": _("Prints and exports"),
        "override": _("Overrides"),
        "account": _("Accounts and passphrases"),
        "backup": _("Backups"),
    }[name]


def _when(at: datetime) -> str:
    return f"{plain_date(at.date())}, {at:%H:%M}"

"""History: who did what and when, newest first, filtered by person, kind and words.

Promises: the newest entries show at once, the older ones follow while nobody waits.
"""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app.accounts import all_accounts
from app.book import history
from app.book.history import HistoryEntry
from app.language import _, ngettext
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.dates import plain_date
from ui.kit.forms import labelled
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.theme import theme
from ui.settings.section import Section

FIRST = 200
MORE = 500

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
        self._entries: list[HistoryEntry] = []
        self._all_read = False
        self.who = ChoiceField(nothing=_("Everybody"), searchable=False)
        self.what = ChoiceField(
            [Choice(name, _group(name)) for name, _kinds in _GROUPS],
            nothing=_("Everything"),
            searchable=False,
        )
        self.who.set_value(None)
        self.what.set_value(None)
        self.who.changed.connect(self._read)
        self.what.changed.connect(self._read)
        filters = QHBoxLayout()
        filters.setSpacing(theme().u(12))
        for label, field in ((_("Who"), self.who), (_("What"), self.what)):
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

    def refresh(self) -> None:
        """Read again from the newest."""
        accounts = all_accounts(self.context.book)
        self.who.set_options([Choice(each.id, each.name) for each in accounts])
        self._read()

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
        with self.context.book.reading() as db:
            return list(
                history.entries(db, kinds=kinds, account_id=self.who.value(), before_id=before, limit=count)
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

    def hideEvent(self, event: object) -> None:
        """Stop reading on when nobody looks."""
        self._later.stop()


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

"""People who sign in: the accounts, one's own passphrase and recovery sheet.

Promises: a manager makes, changes, resets and removes accounts here; everybody changes their own
passphrase, prints their own recovery sheet, and brings sealed notes back with an earlier one.
"""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.accounts import AccountFacts, Action, all_accounts, may
from app.accounts.past import read_history
from app.dates import short_day
from app.language import _, ngettext
from app.sessions.note_keys import BroughtBack, sealed_away
from app.staff.staff_members import names_by_id
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.pills import Marked
from ui.kit.rows import Column
from ui.kit.scrolled import Scrolled
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.kit.versions import show_versions
from ui.settings.account_forms import NewAccountSheet, change_account, remove, reset_account
from ui.settings.bring_back_sheet import BringBackSheet
from ui.settings.passphrase_sheet import PassphraseSheet
from ui.settings.recovery_sheet import RecoverySheet
from ui.settings.section import Section

_LOOKED_AT = 3_000
"""So many of the newest sign-ins are looked at for the last of each account."""


class PeopleSection(Section):
    """The list, and what one can do about the others and about oneself."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("People who sign in"), "")
        self._manages = may(context.account, Action.EDIT_ACCOUNTS)
        self._names: dict[int, str] = {}
        self._last: dict[int, datetime] = {}
        self.passphrase = Button(_("Change my passphrase…"), "key")
        self.passphrase.clicked.connect(self.change_passphrase)
        if self._manages:
            self.head.add(self.passphrase)
            self.add_account = self.head.add_main(_("New account"), self.new, "plus")
        else:
            self.passphrase = self.head.add_main(_("Change my passphrase…"), self.change_passphrase, "key")
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.table = ListTable(self._columns(), name=_("Accounts"))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.rename_chosen())
        self._accounts = Card(padded=False)
        self._accounts.add(self.table, 1)
        self._accounts.add_actions(*self._buttons())
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme().u(14))
        below.addWidget(self._accounts, 1)
        below.addWidget(self._own())
        self.column.addWidget(Scrolled(content), 1)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # With large text both cards do not fit the window: they scroll, and neither is squeezed.
        self._accounts.setMinimumHeight(theme().u(230))

    def _columns(self) -> tuple[Column, ...]:
        columns = [
            Column(_("Name"), lambda row: row.name, "strong", 170, stretch=2),
            Column(_("Role"), lambda row: _role(row.role), width=130),
        ]
        if self._manages:
            columns.append(Column(_("Staff member"), self._person, "quiet", 140, stretch=2, drop=2))
        columns += [
            Column(_("Last sign-in"), self._signed_in, width=130, drop=1),
            Column(_("Passphrase"), _state, "mark", 180, stretch=1),
        ]
        return tuple(columns)

    def _buttons(self) -> tuple[Button, ...]:
        self.rename = Button(_("Change…") if self._manages else _("Rename…"), "edit", small=True)
        self.rename.clicked.connect(self.rename_chosen)
        self.reset = Button(_("Reset passphrase…"), "retry", small=True)
        self.reset.clicked.connect(self.reset_chosen)
        self.remove = Button(_("Remove account…"), "x", small=True)
        self.remove.clicked.connect(self.remove_chosen)
        self.earlier = Button(_("Earlier versions…"), "clock", small=True)
        self.earlier.clicked.connect(self.show_earlier)
        return (self.rename, self.reset, self.remove, self.earlier) if self._manages else (self.rename,)

    def _own(self) -> Card:
        card = Card(_("Your own account"))
        card.column.setSpacing(theme().u(10))
        words = _(
            "Your passphrase opens the book for you, and your recovery sheet when it is forgotten. Keep a "
            "sheet of your own: it also brings back the notes sealed to you, which a reset by a manager "
            "does not. A new sheet makes the one before void."
        )
        card.add(Label(words, "quiet", wrap=True))
        self.sheet = Button(_("New recovery sheet…"), "print")
        self.sheet.clicked.connect(self.new_recovery_sheet)
        self.bring_back = Button(_("Bring sealed notes back…"), "key")
        self.bring_back.clicked.connect(self.bring_notes_back)
        card.add_row(self.sheet, self.bring_back, 1)
        return card

    def refresh(self) -> None:
        """Read the accounts again."""
        book = self.context.book
        accounts = all_accounts(book)
        words = ngettext(
            "{n} person opens this book with their own passphrase",
            "{n} people open this book, each with their own passphrase",
            len(accounts),
        )
        facts = words.format(n=len(accounts)) if self._manages else _("Your own account and passphrase")
        self.head.say(facts=facts)
        self._names = names_by_id(book) if self._manages else {}
        self._last = {}
        for entry in read_history(book, kinds=["sign-in"], limit=_LOOKED_AT):
            self._last.setdefault(entry.account_id, entry.at)
        self.table.set_rows(accounts)
        self.table.choose(self.context.account.id) if self.table.current() is None else None
        self._chosen(self.table.current())
        self.bring_back.setVisible(bool(sealed_away(book)))

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"ask": "change", "about": 7}``, ``{"ask": "passphrase"}``, ``{"ask": "bring back"}``, or
        ``{"new": True, "staff": 12}`` for an account of theirs."""
        if arguments.get("ask") in ("rename", "change"):
            self.table.choose(arguments["about"])
            self.rename_chosen()
        elif arguments.get("new") and self._manages:
            NewAccountSheet(self.window(), self.context, staff_id=arguments.get("staff")).open()
        elif arguments.get("ask") == "passphrase":
            self.change_passphrase()
        elif arguments.get("ask") == "bring back" and sealed_away(self.context.book):
            self.bring_notes_back()

    def new(self) -> None:
        """Make an account."""
        if self._manages:
            NewAccountSheet(self.window(), self.context).open()

    def rename_chosen(self) -> None:
        """Change the chosen account."""
        row = self.table.current()
        if row is not None and self._may_change(row):
            change_account(self.window(), self.context, row, everything=self._manages)

    def show_earlier(self) -> None:
        """Who changed the chosen account, and when."""
        row = self.table.current()
        if row is not None:
            show_versions(self.window(), self.context, "account", row.id, row.name)

    def reset_chosen(self) -> None:
        """Give the chosen account a one-time passphrase."""
        row = self.table.current()
        if row is not None and self.reset.isEnabled():
            reset_account(self.window(), self.context, row)

    def remove_chosen(self) -> None:
        """Remove the chosen account."""
        row = self.table.current()
        if row is not None and self.remove.isEnabled():
            remove(self.window(), self.context, row, lambda: self._removed(row))

    def change_passphrase(self) -> None:
        """Ask for the old and a new passphrase."""
        PassphraseSheet(self.window(), self.context, self._passphrase_changed).open()

    def new_recovery_sheet(self) -> None:
        """Make a new recovery sheet; the one before stops working."""
        RecoverySheet(self.window(), self.context).open()

    def bring_notes_back(self) -> None:
        """Ask for the passphrase or the recovery code from before a reset."""
        BringBackSheet(self.window(), self.context, self._brought_back).open()

    def _brought_back(self, back: BroughtBack) -> None:
        words = ngettext("{n} note can be read again.", "{n} notes can be read again.", back.notes)
        void = _("Your sheet of before is void.") if back.code else ""
        self.banner.say("good", words.format(n=back.notes), void)
        self.refresh()
        if back.code:
            RecoverySheet(self.window(), self.context, back.code).open()

    def _passphrase_changed(self) -> None:
        self.banner.say("good", _("Your passphrase is changed."), _("Your recovery sheet works as before."))

    def _removed(self, row: AccountFacts) -> None:
        self.banner.say(
            "good",
            _("{name} opens nothing any more.").format(name=row.name),
            _("The book has a new key. Backups of before age out."),
        )

    def _chosen(self, row: AccountFacts | None) -> None:
        none = _("Choose an account first.")
        self.rename.allow(row is not None and self._may_change(row), none)
        self.earlier.allow(row is not None, none)
        own = row is not None and row.id == self.context.account.id
        why = _("This is your own account: change your passphrase instead.") if own else none
        self.reset.allow(row is not None and not own, why)
        why = _("Another manager can remove your account.") if own else none
        self.remove.allow(row is not None and not own, why)

    def _may_change(self, row: AccountFacts) -> bool:
        return self._manages or row.id == self.context.account.id

    def _person(self, row: AccountFacts) -> str:
        return self._names.get(row.staff_id or 0, "–")

    def _signed_in(self, row: AccountFacts) -> str:
        at = self._last.get(row.id)
        if at is None:
            return _("Not yet") if not row.has_signed_in else _("Long ago")
        today = self.context.clock.today()
        return (
            _("Today, {time}").format(time=f"{at:%H:%M}")
            if at.date() == today
            else short_day(at.date(), today)
        )


def _role(role: str) -> str:
    return _("Manager") if role == "manager" else _("Mentor and mentee")


def _state(row: AccountFacts) -> Marked:
    return Marked("good", _("Their own")) if row.has_signed_in else Marked("due", _("One-time, not used yet"))

"""People who sign in: the accounts, one's own passphrase and recovery sheet."""

from typing import Any

from app.accounts import AccountFacts, Action, all_accounts, may
from app.dates import short_day
from app.language import _, ngettext
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.drafts import Kept
from ui.kit.fields import LineField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.pills import Marked
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.passphrase_sheet import PassphraseSheet
from ui.settings.recovery_sheet import RecoverySheet
from ui.settings.section import Section


class PeopleSection(Section):
    """The list, and what one can do about oneself."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("People who sign in"), "")
        self.rename = Button(_("Rename…"), "edit")
        self.rename.clicked.connect(self.rename_chosen)
        self.head.add(self.rename)
        self.passphrase = self.head.add_main(_("Change my passphrase…"), self.change_passphrase, "key")
        self.banner = Banner()
        self.column.addWidget(self.banner)
        today = context.clock.today
        self.table = ListTable(
            (
                Column(_("Name"), lambda row: row.name, "strong", 180, stretch=2),
                Column(_("Role"), lambda row: _role(row.role), width=150, stretch=1),
                Column(_("Since"), lambda row: short_day(row.created_at.date(), today()), width=110),
                Column(_("Passphrase"), _state, "mark", 190, stretch=1),
            ),
            name=_("Accounts"),
        )
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.rename_chosen())
        card = Card(padded=False)
        card.add(self.table, 1)
        self.column.addWidget(card, 1)
        self.column.addWidget(self._own())

    def _own(self) -> Card:
        card = Card(_("Your own account"))
        card.column.setSpacing(theme().u(10))
        words = _(
            "Your passphrase opens the book for you, and your recovery sheet when it is forgotten. "
            "Nobody else can see or reset them. A new sheet makes the one before void."
        )
        card.add(Label(words, "quiet", wrap=True))
        self.sheet = Button(_("New recovery sheet…"), "print")
        self.sheet.clicked.connect(self.new_recovery_sheet)
        card.add_row(self.sheet, 1)
        return card

    def refresh(self) -> None:
        """Read the accounts again."""
        accounts = all_accounts(self.context.book)
        words = ngettext(
            "{n} person opens this book with their own passphrase",
            "{n} people open this book, each with their own passphrase",
            len(accounts),
        )
        self.head.say(facts=words.format(n=len(accounts)))
        self.table.set_rows(accounts)
        self.table.choose(self.context.account.id) if self.table.current() is None else None
        self._chosen(self.table.current())

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"ask": "rename", "about": 7}``."""
        if arguments.get("ask") == "rename":
            self.table.choose(arguments["about"])
            self.rename_chosen()

    def rename_chosen(self) -> None:
        """Give the chosen account another name."""
        row = self.table.current()
        if row is None or not self._may_rename(row):
            return
        from app.accounts import rename_account

        form = Form(columns=1)
        form.add("name", _("Name"), LineField(longest=120))
        form.set_values({"name": row.name})
        book, by = self.context.book, self.context.account
        FormSheet(
            self.window(),
            _("Rename account"),
            form,
            action=_("Rename"),
            save=lambda values: rename_account(book, by, row.id, values["name"]),
            subtitle=_("The name is shown on the sign-in page and in the history from now on."),
            kept=Kept(
                book,
                "ask rename",
                str(row.id),
                "settings",
                {"section": "people", "ask": "rename", "about": row.id},
            ),
        ).open()

    def change_passphrase(self) -> None:
        """Ask for the old and a new passphrase."""
        PassphraseSheet(self.window(), self.context, self._passphrase_changed).open()

    def new_recovery_sheet(self) -> None:
        """Make a new recovery sheet; the one before stops working."""
        RecoverySheet(self.window(), self.context).open()

    def _passphrase_changed(self) -> None:
        self.banner.say("good", _("Your passphrase is changed."), _("Your recovery sheet works as before."))

    def _chosen(self, row: AccountFacts | None) -> None:
        self.rename.allow(row is not None and self._may_rename(row), _("Choose an account first."))

    def _may_rename(self, row: AccountFacts) -> bool:
        return row.id == self.context.account.id or may(self.context.account, Action.EDIT_ACCOUNTS)


def _role(role: str) -> str:
    return _("Manager") if role == "manager" else _("Mentor or mentee")


def _state(row: AccountFacts) -> Marked:
    return Marked("good", _("Their own")) if row.has_signed_in else Marked("due", _("One-time, not used yet"))

"""Making, changing, resetting and removing accounts: the dialogs over the list (DOMAIN 5).

Promises: a one-time passphrase is made up by the program and shown once; before something
that Undo cannot take back stands in words what happens to keys and sealed notes.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.accounts import (
    MANAGER,
    PARTICIPANT,
    AccountFacts,
    NewAccount,
    all_accounts,
    apply_account,
    check_account,
    link_staff,
    mark_removed,
    prepare_account,
    rename_account,
    set_role,
)
from app.accounts.one_time import new_one_time_passphrase
from app.accounts.reset import apply_reset
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from app.staff.staff_members import list_staff, names_by_id
from ui.kit.banner import Banner
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Kept, finish_quietly, keep_sheet
from ui.kit.fields import LineField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.segments import Segments
from ui.settings.new_key import NewKeySheet
from ui.settings.sign_in_slip import SignInSlip


class NewAccountSheet(Sheet):
    """Whose account it is and what they are; then the slip with the one-time passphrase."""

    def __init__(self, parent: QWidget, context: Context, *, staff_id: int | None = None) -> None:
        super().__init__(
            parent,
            _("New account"),
            subtitle=_("They sign in once with a passphrase that Pairbook makes up, then choose their own."),
            width=520,
        )
        self._context, self._over = context, parent
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.form = _account_form(context, None)
        self.body.addWidget(self.form)
        self._names = dict(_staff_without_account(context, None))
        self.form.field("staff_id").changed.connect(self._person_chosen)
        self.form.set_values(
            {"staff_id": staff_id, "name": self._names.get(staff_id or 0, ""), "role": PARTICIPANT}
        )
        about = {"section": "people", "new": True, "staff": staff_id}
        kept = Kept(context.book, "new account", str(staff_id or "new"), "settings", about)
        self._draft = keep_sheet(self, kept, self.form)
        self.add_button(_("Cancel"), self._cancel)
        self.button = self.add_button(_("Make account"), self.make, main=True, icon="plus")

    def open(self) -> None:
        """Show it with the keyboard in the first field."""
        super().open()
        self.form.focus_first()

    def make(self) -> None:
        """Check what is typed, then derive the key in a thread."""
        if not self.button.isEnabled() or not self.form.check_all():
            return
        values = self.form.values()
        entry = NewAccount(values["name"], str(values["role"]), values["staff_id"])
        passphrase = new_one_time_passphrase()
        try:
            check_account(self._context.book, entry)
        except KnownProblem as problem:
            return self._failed(problem)
        self.banner.hide()
        self.button.allow(False, _("The keys are being made."))
        self._context.jobs.run(
            prepare_account, passphrase, done=lambda made: self._made(entry, made, passphrase),
            failed=self._failed,
        )  # fmt: skip

    def _made(self, entry: NewAccount, prepared: Any, passphrase: str) -> None:
        try:
            apply_account(self._context.book, self._context.account, entry, prepared)
        except KnownProblem as problem:
            return self._failed(problem)
        self.accept()
        SignInSlip(self._over, self._context, entry.name.strip(), passphrase).open()

    def _cancel(self) -> None:
        finish_quietly(self._draft)
        self.reject()

    def _person_chosen(self) -> None:
        name = self.form.field("name")
        chosen = self._names.get(self.form.value("staff_id") or 0, "")
        if chosen and (not name.value() or name.value() in self._names.values()):
            name.set_value(chosen)

    def _failed(self, problem: BaseException) -> None:
        self.button.allow(True)
        if isinstance(problem, InvalidEntry):
            rest = self.form.show_faults(problem)
            if rest:
                self.banner.say("bad", "", " ".join(fault.sentence for fault in rest))
        elif isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)


def change_account(parent: QWidget, context: Context, row: AccountFacts, *, everything: bool) -> None:
    """Ask for another name; with *everything* also for the staff member and the role."""
    book, by = context.book, context.account
    form = _account_form(context, row) if everything else Form(columns=1)
    if not everything:
        form.add("name", _("Name"), LineField(longest=120))
    form.set_values({"name": row.name, "staff_id": row.staff_id, "role": row.role})
    if everything and row.id == by.id:
        form.row("role").set_help(_("Another manager can change your role."))
        for role in (MANAGER, PARTICIPANT):
            form.field("role").button(role).setEnabled(False)

    def save(values: dict[str, Any]) -> None:
        if values["name"] != row.name:
            rename_account(book, by, row.id, values["name"])
        if everything and values["staff_id"] != row.staff_id:
            link_staff(book, by, row.id, values["staff_id"])
        if everything and str(values["role"]) != row.role:
            set_role(book, by, row.id, str(values["role"]))

    about = {"section": "people", "ask": "change", "about": row.id}
    FormSheet(
        parent,
        _("Change account"),
        form,
        action=_("Save changes"),
        save=save,
        subtitle=_("The name is shown on the sign-in page and in the history from now on."),
        kept=Kept(book, "ask rename", str(row.id), "settings", about),
    ).open()


def reset_account(parent: QWidget, context: Context, row: AccountFacts) -> None:
    """Ask, then give the account a new one-time passphrase and show its slip."""

    def act() -> None:
        passphrase = new_one_time_passphrase()

        def made(prepared: Any) -> None:
            try:
                apply_reset(context.book, context.account, row.id, prepared)
            except KnownProblem as problem:
                context.alerts.show(problem)
                return
            SignInSlip(parent, context, row.name, passphrase).open()

        context.jobs.run(prepare_account, passphrase, done=made, failed=context.alerts.show)

    context.alerts.confirm(
        _("Reset the passphrase of {name}?").format(name=row.name),
        _(
            "The passphrase of today stops working, and you hand over a new one that opens the book once. "
            "Pair and Only-me notes sealed to {name} before stay sealed: only their own recovery sheet of "
            "today brings them back. If they have that sheet, they need no reset."
        ).format(name=row.name),
        _("Reset passphrase"),
        act,
        other=_("Leave it"),
    )


def remove(parent: QWidget, context: Context, row: AccountFacts, done: Callable[[], object]) -> None:
    """Ask, then remove the account and give the book a new key."""

    def act() -> None:
        try:
            mark_removed(context.book, context.account, row.id)
        except KnownProblem as problem:
            context.alerts.show(problem)
            return
        sheet = NewKeySheet(parent, context)
        sheet.given.connect(done)
        sheet.start()

    context.alerts.confirm(
        _("Remove the account of {name}?").format(name=row.name),
        _(
            "{name} opens nothing that is written from now on: the book gets a new key, which everybody else "
            "receives without doing anything. Their name stays in the history, and what they recorded stays. "
            "Notes that only they could read can be read by nobody any more. Backups of before still open "
            "with their passphrase until they have aged out. Undo cannot bring the account back."
        ).format(name=row.name),
        _("Remove account"),
        act,
        other=_("Keep it"),
    )


def _account_form(context: Context, row: AccountFacts | None) -> Form:
    form = Form(columns=1)
    people = [Choice(id_, name) for id_, name in _staff_without_account(context, row)]
    hint = _("Not on the staff list")
    form.add(
        "staff_id",
        _("Staff member"),
        ChoiceField(people, searchable=True, hint=hint),
        optional=True,
        help=_("Who is on the staff list sees their own pairs, sessions and training."),
    )
    form.add("name", _("Name"), LineField(longest=120), help=_("As it stands on the sign-in page."))
    roles = [(PARTICIPANT, _("Mentor and mentee")), (MANAGER, _("Manager"))]
    form.add(
        "role", _("Role"), Segments(_("Role"), roles),
        help=_("A manager sees all but Pair and Only-me notes of others; a mentor or mentee only their own."),
    )  # fmt: skip
    return form


def _staff_without_account(context: Context, row: AccountFacts | None) -> list[tuple[int, str]]:
    taken = {each.staff_id for each in all_accounts(context.book) if row is None or each.id != row.id}
    people = [(person.id, person.name) for person in list_staff(context.book) if person.id not in taken]
    own = row.staff_id if row is not None else None
    if own is not None and own not in dict(people):
        people.append((own, names_by_id(context.book).get(own, row.name if row is not None else "")))
    return people

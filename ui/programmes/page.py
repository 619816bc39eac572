"""The Programmes place: the list with its panel, and the form as a sub-page over it."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.accounts import Action, may
from app.book import Changed
from app.errors import NotFound
from app.language import _
from ui.kit.context import Context
from ui.kit.form_page import FormPage
from ui.kit.page import Page, SubPages
from ui.kit.versions import show_versions
from ui.programmes.form import ProgrammeForm
from ui.programmes.programme_list import ProgrammeList

KINDS = frozenset({"programme", "pair", "pair_member", "staff_member"})


class ProgrammesPage(Page):
    """``open({"id": 7})`` chooses a programme, ``{"new": True}`` makes one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = ProgrammeList(context, self)
        self.subs = SubPages(self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.subs)

    def refresh(self, changed: Changed | None) -> None:
        """Read the list again when something it shows has changed."""
        if changed is None or changed.kinds & KINDS:
            self.list.read()

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name."""
        if not self._close_form():
            return
        self.subs.back()
        if arguments.get("new"):
            self.new()
        elif arguments.get("edit"):
            self.edit(arguments["edit"])
        elif arguments.get("id") is not None:
            self.list.table.choose(arguments["id"])

    def where(self) -> dict[str, Any]:
        """The programme chosen."""
        row = self.list.table.current()
        return {"id": row.id} if row is not None and self.subs.current is self.list else {}

    def may_leave(self) -> bool:
        """A half-typed form is kept as a draft."""
        page = self.subs.current
        return page.keep_draft() if isinstance(page, FormPage) else True

    def new(self) -> None:
        """The form for a new programme."""
        self._show_form(None)

    def edit(self, programme_id: int) -> None:
        """The form for one in the book."""
        self._show_form(programme_id)

    def find(self) -> None:
        """The keyboard into the search box."""
        search = self.list.head.search
        if self.subs.current is self.list and search is not None:
            search.setFocus()
            search.selectAll()

    @property
    def sees_history(self) -> bool:
        """Whether who is signed in may look into the history."""
        return may(self.context.account, Action.SEE_HISTORY)

    def show_versions(self, programme_id: int, name: str) -> None:
        """Who changed this programme, and when."""
        show_versions(self.window(), self.context, "programme", programme_id, name)

    def print_page(self) -> None:
        """The summary of the chosen programme."""
        row = self.list.table.current()
        self.print_wanted.emit("programme-summary", {"programme": row.id} if row is not None else {})

    def print_summary(self, programme_id: int) -> None:
        """The summary of this programme."""
        self.print_wanted.emit("programme-summary", {"programme": programme_id})

    def _show_form(self, programme_id: int | None) -> None:
        if not self._close_form():
            return
        try:
            editor = ProgrammeForm(self.context.book, self.context.account, programme_id)
        except NotFound as problem:
            self.context.alerts.show(problem)
            return
        self.subs.back()
        new = programme_id is None
        page = FormPage(
            self.context,
            editor,
            place=_("Programmes"),
            title=_("New programme") if new else editor.name,
            facts=_("A frame for pairs. Pairs keep what they began with when you change it later."),
            action=_("Add programme") if new else _("Save changes"),
            draft="programme",
            key="new" if new else str(programme_id),
            again=("programmes", {"new": True} if new else {"edit": programme_id}),
        )
        page.saved.connect(self._saved)
        page.left.connect(self._back)
        self.subs.show_sub(page)
        editor.form.focus_first()

    def _close_form(self) -> bool:
        page = self.subs.current
        return page.close_draft() if isinstance(page, FormPage) else True

    def _saved(self, programme_id: int) -> None:
        self._back()
        self.list.table.choose(programme_id)

    def _back(self) -> None:
        self.subs.back()
        self.list.table.setFocus()

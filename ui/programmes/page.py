"""The Programmes place: the list with its panel, and the form as a sub-page over it."""

from typing import Any

from app.accounts import Action, may
from app.book import Changed
from app.language import _
from ui.kit.context import Context
from ui.kit.list_place import ListPlace
from ui.kit.versions import show_versions
from ui.programmes.form import ProgrammeForm
from ui.programmes.programme_list import ProgrammeList

KINDS = frozenset({"programme", "pair", "pair_member", "staff_member"})


class ProgrammesPage(ListPlace):
    """``open({"id": 7})`` chooses a programme, ``{"new": True}`` makes one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = ProgrammeList(context, self)
        self.set_list(self.list)

    def refresh(self, changed: Changed | None) -> None:
        """Read the list again when something it shows has changed."""
        if changed is None or changed.kinds & KINDS:
            self.list.read()

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name."""
        if not self.close_form():
            return
        self.subs.back()
        if arguments.get("new"):
            self.new()
        elif arguments.get("edit"):
            self.edit(arguments["edit"])
        elif arguments.get("id") is not None:
            self.list.show_row(arguments["id"])

    def new(self) -> None:
        """The form for a new programme."""
        self._show_form(None)

    def edit(self, programme_id: int) -> None:
        """The form for one in the book."""
        self._show_form(programme_id)

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
        new = programme_id is None
        self.show_form(
            lambda: ProgrammeForm(self.context.book, self.context.account, programme_id),
            lambda editor: {
                "place": _("Programmes"),
                "title": _("New programme") if new else editor.name,
                "facts": _("A frame for pairs. Pairs keep what they began with when you change it later."),
                "action": _("Add programme") if new else _("Save changes"),
                "draft": "programme",
                "key": "new" if new else str(programme_id),
                "again": ("programmes", {"new": True} if new else {"edit": programme_id}),
            },
            saved=self._saved,
            left=self.to_list,
        )

    def _saved(self, programme_id: int) -> None:
        self.to_list()
        self.list.show_row(programme_id)

"""The Staff place: the list with its panel, and the form and the import as sub-pages over it."""

from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from app.book import Changed
from app.language import _
from app.pairs.conflicts import withdraw_conflict
from app.staff.staff_members import bring_back, get_staff_member
from app.training.training import get_training
from ui.kit.context import Context
from ui.kit.icons import icon
from ui.kit.list_place import ListPlace
from ui.kit.versions import show_versions
from ui.staff.dialogs import ask_conflict, ask_left
from ui.staff.form import StaffForm
from ui.staff.staff_list import StaffList

KINDS = frozenset(
    {"staff_member", "grade", "profession", "topic", "offer", "need", "pair", "pair_member"}
    | {"training_record", "sign_off", "declared_conflict"}
)


class StaffPage(ListPlace):
    """``open({"id": 7})`` chooses somebody, ``{"new": True}`` adds one, ``{"import": True}`` reads a list."""

    reads_when_made = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = StaffList(context, self)
        self.set_list(self.list)
        self.refresh(None)

    # What the window asks
    def refresh(self, changed: Changed | None) -> None:
        """Read the list again when something it shows has changed."""
        if changed is None or changed.kinds & KINDS:
            self.list.read()

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name."""
        arguments = arguments or {}
        if not self.close_form():
            return
        self.subs.back()
        if arguments.get("import"):
            self.import_list(how=arguments["import"])
        elif arguments.get("new"):
            self.new()
        elif arguments.get("edit"):
            self.edit(arguments["edit"])
        elif arguments.get("ask") in ("left", "conflict"):
            self.list.show_person(arguments["id"])
            {"left": self.leave, "conflict": self.declare}[arguments["ask"]](arguments["id"])
        elif arguments.get("id") is not None:
            self.list.show_person(arguments["id"])
        elif arguments.get("filter"):
            self.list.tabs.choose(arguments["filter"])

    def new(self) -> None:
        """The form for somebody new."""
        self._show_form(None)

    def print_page(self) -> None:
        """The training record of who is chosen, else the training matrix of the unit."""
        chosen = self.list.table.current()
        if chosen is not None and get_training(self.context.book, chosen.id) is not None:
            self.print_wanted.emit("training-record", {"staff": chosen.id})
        else:
            self.print_wanted.emit("training-matrix", {})

    # What the list and the panel ask
    def pair_up(self, staff_id: int) -> None:
        """A new pair with somebody on the side that waits: teaching, or else learning."""
        person = get_staff_member(self.context.book, staff_id)
        side = "mentor" if person.offers or not person.needs else "mentee"
        self.go.emit("pairs", {"new": True, side: staff_id})

    def edit(self, staff_id: int) -> None:
        """The form for somebody in the book."""
        self._show_form(staff_id)

    def bring_back(self, staff_id: int) -> None:
        """Somebody who left works here again."""
        self.attempt(lambda: bring_back(self.context.book, self.context.account, staff_id))
        self.list.show_person(staff_id)

    def leave(self, staff_id: int) -> None:
        """Ask since when somebody has left."""
        self.attempt(lambda: ask_left(self.window(), self.context.book, self.context.account, staff_id))

    def declare(self, staff_id: int) -> None:
        """Ask with whom somebody may not be paired."""
        self.attempt(lambda: ask_conflict(self.window(), self.context.book, self.context.account, staff_id))

    def withdraw(self, conflict_id: int) -> None:
        """Take a declared conflict back; Undo puts it there again."""
        self.attempt(lambda: withdraw_conflict(self.context.book, self.context.account, conflict_id))

    def mail(self, staff_id: int) -> None:
        """Write to somebody."""
        self.write([get_staff_member(self.context.book, staff_id).email])

    def show_more(self, staff_id: int, below: QWidget) -> None:
        """The menu behind the three dots."""
        self.show_menu(self.build_menu(staff_id), below)

    def build_menu(self, staff_id: int) -> QMenu:
        """What else can be done with somebody."""
        person = get_staff_member(self.context.book, staff_id)
        training = get_training(self.context.book, staff_id)
        menu = QMenu(self)
        menu.setAccessibleName(_("More about {name}").format(name=person.name))
        menu.addAction(icon("edit"), _("Edit…"), lambda: self.edit(staff_id))
        menu.addAction(icon("training"), _("Training"), lambda: self.go.emit("training", {"staff": staff_id}))
        if training is not None:
            wanted = ("training-record", {"staff": staff_id})
            menu.addAction(
                icon("print"), _("Print training record…"), lambda: self.print_wanted.emit(*wanted)
            )
        menu.addAction(icon("clock"), _("Earlier versions…"), lambda: self.show_versions(staff_id))
        menu.addSeparator()
        menu.addAction(icon("forbid"), _("Declare a conflict…"), lambda: self.declare(staff_id))
        if person.active:
            menu.addAction(icon("leave"), _("Mark as left…"), lambda: self.leave(staff_id))
        else:
            menu.addAction(icon("undo"), _("Bring back"), lambda: self.bring_back(staff_id))
        return menu

    def show_versions(self, staff_id: int) -> None:
        """Who changed what about somebody, and when."""
        name = get_staff_member(self.context.book, staff_id).name
        show_versions(self.window(), self.context, "staff_member", staff_id, name)

    def import_list(self, *, how: object = True) -> None:
        """The import of a staff list as a sub-page."""
        from ui.imports.import_page import AGAIN, ImportPage, staff_words

        page = ImportPage(self.context, staff_words())
        page.left.connect(self.subs.back)
        page.done.connect(self._imported)
        self.subs.show_sub(page)
        if how != AGAIN:
            page.start()

    # Inner workings
    def _show_form(self, staff_id: int | None) -> None:
        new = staff_id is None
        self.show_form(
            lambda: StaffForm(self.context.book, self.context.account, staff_id),
            lambda editor: {
                "place": _("Staff"),
                "title": _("New staff member") if new else editor.name,
                "facts": _("A name is enough to begin with; the rest can follow.")
                if new
                else _("Change what differs."),
                "action": _("Add staff member") if new else _("Save changes"),
                "draft": "staff",
                "key": "new" if new else str(staff_id),
                "again": ("staff", {"new": True} if new else {"edit": staff_id}),
            },
            saved=self._saved,
            left=self.to_list,
        )

    def _saved(self, staff_id: int) -> None:
        self.to_list()
        self.list.show_person(staff_id)

    def _imported(self) -> None:
        self.to_list()
        self.list.tabs.choose("all")

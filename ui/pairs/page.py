"""The Pairs place: the list with its panel; one pair, its form and its agreement as sub-pages over it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from app.accounts.roles import Action, may
from app.book import Changed
from app.errors import NotFound
from app.language import _
from app.pairs.pairs import get_pair
from app.pairs.status import reopen_pair, resume_pair
from app.pairs.words import Status
from app.sessions.actions import ActionRow, set_done
from ui.kit.context import Context
from ui.kit.icons import icon
from ui.kit.list_place import ListPlace
from ui.kit.versions import show_versions
from ui.pairs import dialogs
from ui.pairs.agreement_form import AgreementForm, version_facts
from ui.pairs.facts import read_facts
from ui.pairs.form import PairForm
from ui.pairs.pair_list import PairList
from ui.pairs.pair_page import PairPage

KINDS = frozenset(
    {"pair", "pair_member", "goal", "agreement", "agreement_signature", "session", "action", "unit"}
    | {"staff_member", "topic", "programme", "declared_conflict", "training_record", "sign_off"}
)


class PairsPage(ListPlace):
    """``open({"id": 7})`` chooses a pair, ``{"id": 7, "open": True}`` opens it, ``{"new": True}`` makes one.

    Also ``{"filter": "attention"}`` for a tab, and ``{"next_date": 7}`` to set the next date of a pair.
    """

    reads_when_made = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.may_edit = may(context.account, Action.EDIT_PAIRS)
        self.list = PairList(context, self)
        self.set_list(self.list)
        self.refresh(None)

    # What the window asks
    def refresh(self, changed: Changed | None) -> None:
        """Read again what is shown when something of it has changed."""
        if changed is None or changed.kinds & KINDS:
            self.list.read()
            current = self.subs.current
            if isinstance(current, PairPage):
                current.read()

    def open(self, arguments: dict[str, Any]) -> None:
        """Show what *arguments* name."""
        arguments = arguments or {}
        if not self.close_form():
            return
        self.subs.back()
        pair_id = arguments.get("id", arguments.get("next_date"))
        if arguments.get("import") and self.may_edit:
            self.import_list(how=arguments["import"])
        elif arguments.get("new") and self.may_edit:
            self._show_form(None, mentor=arguments.get("mentor"), mentee=arguments.get("mentee"))
        elif arguments.get("edit") and self.may_edit:
            self.edit(arguments["edit"])
        elif arguments.get("terms") and self.may_edit:
            self.open_pair(arguments["terms"])
            self.attempt(lambda: self.write_terms(arguments["terms"]))
        elif pair_id is not None:
            self.list.show_pair(pair_id)
            if arguments.get("open"):
                self.open_pair(pair_id)
            if "next_date" in arguments:
                self.set_next_date(pair_id)
            elif arguments.get("ask") in self._questions:
                self._ask(self._questions[arguments["ask"]], pair_id)
        elif arguments.get("filter"):
            self.list.tabs.choose(arguments["filter"])

    @property
    def _questions(self) -> dict[str, Callable[..., Any]]:
        found: dict[str, Callable[..., Any]] = {"next-date": dialogs.ask_next_date}
        if self.may_edit:
            found["activate"], found["pause"] = dialogs.ask_activate, dialogs.ask_pause
            found["end"], found["sign"] = dialogs.ask_close, dialogs.ask_signatures
        return found

    def where(self) -> dict[str, Any]:
        """As every list, and whether the pair is opened."""
        return super().where() | {"id": self.chosen(), "open": isinstance(self.subs.current, PairPage)}

    def stand_again(self, where: dict[str, Any]) -> None:
        """As every list; a pair that was opened is opened again, where the list still shows it."""
        super().stand_again(where)
        if where.get("open") and self.chosen() == where["id"]:
            self.open_pair(where["id"])

    def new(self) -> None:
        """The form for a new pair."""
        if self.may_edit:
            self._show_form(None)

    def print_page(self) -> None:
        """The summary of the pair chosen, else of the programme."""
        pair_id = self.chosen()
        if pair_id is not None:
            self.print_wanted.emit("pair-summary", {"pair": pair_id})
        else:
            everything = may(self.context.account, Action.PRINT_ALL)
            self.print_wanted.emit("programme-summary" if everything else "session-log", {})

    def chosen(self) -> int | None:
        """The pair opened, else the one chosen in the list."""
        current = self.subs.current
        if isinstance(current, PairPage):
            return current.pair_id
        row = self.list.table.current()
        return row.id if row is not None else None

    # What the list, the panel and the cards ask
    def about(self) -> dict[str, Any] | None:
        """The pair that is chosen: a session recorded from here (Ctrl+R) is one of its."""
        pair_id = self.chosen()
        return None if pair_id is None else {"pair": pair_id}

    def open_pair(self, pair_id: int) -> None:
        """A pair in full, as a sub-page."""
        try:
            page = PairPage(self.context, self, pair_id)
        except NotFound as problem:
            self.context.alerts.show(problem)
            return
        self.subs.back()
        self.list.show_pair(pair_id)
        self.subs.show_sub(page)
        page.setFocus()

    def edit(self, pair_id: int) -> None:
        """The form of a pair in the book."""
        self._show_form(pair_id)

    def record(self, pair_id: int) -> None:
        """The form of a session of this pair."""
        self.go.emit("sessions", {"record": True, "pair": pair_id})

    def show_sessions(self, pair_id: int) -> None:
        """All sessions of this pair."""
        self.go.emit("sessions", {"pair": pair_id})

    def train(self, staff_id: int) -> None:
        """The training of a mentor."""
        self.go.emit("training", {"staff": staff_id})

    def set_next_date(self, pair_id: int) -> None:
        """Ask when the pair meets next."""
        self._ask(dialogs.ask_next_date, pair_id)

    def activate(self, pair_id: int) -> None:
        """Ask from when the pair is active."""
        self._ask(dialogs.ask_activate, pair_id)

    def pause(self, pair_id: int) -> None:
        """Ask why the pair pauses."""
        self._ask(dialogs.ask_pause, pair_id)

    def end(self, pair_id: int) -> None:
        """Ask why and how the pair ended."""
        self._ask(dialogs.ask_close, pair_id)

    def sign(self, pair_id: int) -> None:
        """Ask who signed the agreement."""
        self._ask(dialogs.ask_signatures, pair_id)

    def resume(self, pair_id: int) -> None:
        """A paused pair goes on; Undo pauses it again."""
        self.attempt(lambda: resume_pair(self.context.book, self.context.account, pair_id))

    def reopen(self, pair_id: int) -> None:
        """A pair that has ended goes on; Undo ends it again."""
        self.attempt(lambda: reopen_pair(self.context.book, self.context.account, pair_id))
        self.list.show_pair(pair_id)

    def tick(self, action_id: int, done: bool) -> None:
        """An action is done, or open again."""
        self.attempt(lambda: set_done(self.context.book, self.context.account, action_id, done))

    def mail(self, pair_id: int) -> None:
        """Write to everybody of the pair."""
        self.write(list(read_facts(self.context.book, pair_id).addresses))

    def write_terms(self, pair_id: int) -> None:
        """The form of the agreement's terms."""
        self.show_form(
            lambda: AgreementForm(self.context.book, self.context.account, pair_id),
            lambda editor: {
                "place": _("Pairs"),
                "title": _("Agreement of {pair}").format(pair=editor.title),
                "facts": version_facts(editor.agreement),
                "action": _("Save the terms"),
                "draft": "agreement",
                "key": str(pair_id),
                "again": ("pairs", {"terms": pair_id}),
            },
            saved=lambda _version: self.open_pair(pair_id),
            left=lambda: self.open_pair(pair_id),
        )

    def show_versions(self, pair_id: int) -> None:
        """Who changed what about a pair, and when."""
        title = get_pair(self.context.book, pair_id).title
        show_versions(self.window(), self.context, "pair", pair_id, title)

    def show_action_versions(self, action: ActionRow) -> None:
        """Who changed what about an action, and when."""
        show_versions(self.window(), self.context, "action", action.id, action.text)

    def import_list(self, *, how: object = True) -> None:
        """The import of a list of pairs as a sub-page."""
        from ui.imports.import_page import AGAIN, ImportPage, pair_words

        page = ImportPage(self.context, pair_words())
        page.left.connect(self.subs.back)
        page.done.connect(self.to_list)
        self.subs.show_sub(page)
        if how != AGAIN:
            page.start()

    def show_more(self, pair_id: int, below: QWidget) -> None:
        """The menu behind the three dots."""
        self.show_menu(self.build_menu(pair_id), below)

    def build_menu(self, pair_id: int) -> QMenu:
        """What else can be done with a pair, by its status."""
        view = get_pair(self.context.book, pair_id)
        menu = QMenu(self)
        menu.setAccessibleName(_("More about this pair"))

        def add(picture: str, words: str, act: Callable[[int], object]) -> None:
            menu.addAction(icon(picture), words, lambda: act(pair_id))

        if self.subs.current is self.list:
            add("right", _("Open"), self.open_pair)
        if self.may_edit:
            add("edit", _("Change the pair…"), self.edit)
            add("agreed", _("Agreement…"), self.write_terms)
        add("sessions", _("Sessions"), self.show_sessions)
        add(
            "print",
            _("Print pair summary…"),
            lambda id_: self.print_wanted.emit("pair-summary", {"pair": id_}),
        )
        add(
            "print", _("Print session log…"), lambda id_: self.print_wanted.emit("session-log", {"pair": id_})
        )
        add("print", _("Print agreement…"), lambda id_: self.print_wanted.emit("agreement", {"pair": id_}))
        if may(self.context.account, Action.SEE_HISTORY):
            add("clock", _("Earlier versions…"), self.show_versions)
        menu.addSeparator()
        if view.status is Status.ACTIVE:
            add("cal", _("Set next date…"), self.set_next_date)
        if not self.may_edit:
            return menu
        if view.status in (Status.PROPOSED, Status.AGREED):
            add("play", _("Make active…"), self.activate)
        if view.status is Status.ACTIVE:
            add("pause", _("Pause…"), self.pause)
        if view.status is Status.PAUSED:
            add("play", _("Resume"), self.resume)
        if view.status is Status.CLOSED:
            add("undo", _("Open again"), self.reopen)
        else:
            add("closed", _("End the pair…"), self.end)
        return menu

    # Inner workings
    def _show_form(
        self, pair_id: int | None, *, mentor: int | None = None, mentee: int | None = None
    ) -> None:
        new = pair_id is None
        back_to_pair = isinstance(self.subs.current, PairPage) and not new
        self.show_form(
            lambda: PairForm(self.context.book, self.context.account, pair_id, mentor=mentor, mentee=mentee),
            lambda editor: {
                "place": _("Pairs"),
                "title": _("New pair") if new else editor.title,
                "facts": _("It starts as Proposed; nobody is told yet.")
                if new
                else _("Change what differs."),
                "action": _("Propose the pair") if new else _("Save changes"),
                "draft": "pair",
                "key": "new" if new else str(pair_id),
                "again": ("pairs", {"new": True} if new else {"edit": pair_id}),
            },
            saved=self.open_pair if back_to_pair or new else self._show_in_list,
            left=(lambda: self.open_pair(pair_id or 0)) if back_to_pair else self.to_list,
        )

    def _show_in_list(self, pair_id: int) -> None:
        self.to_list()
        self.list.show_pair(pair_id)

    def _ask(self, ask: Callable[..., Any], pair_id: int) -> None:
        self.attempt(lambda: ask(self.window(), self.context.book, self.context.account, pair_id))

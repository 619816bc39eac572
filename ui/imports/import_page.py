"""The preview of a list to import: what is added, what is there already, what is refused and why.

Promises: looking changes nothing, nor does leaving; the button says how many it imports; all of
it is one change, which one undo takes back; after a lock the same preview stands there, read anew,
and says so when its file is gone or no longer the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownProblem
from app.exchange.import_plan import ImportPlan, Outcome, PlannedRow
from app.exchange.imports import carry_out, plan
from app.exchange.tables_in import fingerprint
from app.language import _, ngettext
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import ask_open
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.page import Tabs, page_margins
from ui.kit.page_head import PageHead
from ui.kit.pills import Marked
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.text import Label, rule
from ui.kit.theme import theme


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What one kind of list is called, and which columns it may have."""

    kind: str
    place: str
    title: str
    sentence: str
    needed: str
    further: str


def staff_words() -> ImportWords:
    """The words of a staff list."""
    return ImportWords(
        kind="staff",
        place=_("Staff"),
        title=_("Import a staff list"),
        sentence=_("A spreadsheet with one person a row, CSV or XLSX. Its headers may stand in any order."),
        needed=_("A column with names: “Full name”, or “First name” and “Surname”."),
        further=_(
            "“Job title” or “Band”, “Ward”, “Line manager”, “E-mail”, “Phone”, “Can teach”, “Wants to learn” "
            "and more. Columns it does not know are named, and left out."
        ),
    )


def pair_words() -> ImportWords:
    """The words of a list of pairs."""
    return ImportWords(
        kind="pairs",
        place=_("Pairs"),
        title=_("Import pairs"),
        sentence=_("A spreadsheet with one pair a row, CSV or XLSX. Its headers may stand in any order."),
        needed=_("The columns “Mentor”, “Mentee” and “Topic”, with people who are in the book."),
        further=_("“Aim”, “Programme”, “Status” and more. Columns it does not know are named, and left out."),
    )


AGAIN = "again"
"""As the argument "import" of a place: the preview as it was before a lock, no file is asked for."""


class ImportPage(QWidget):
    """A sub-page; :attr:`left` when nothing was imported, :attr:`done` when the list is in the book."""

    left = Signal()
    done = Signal()

    def __init__(self, context: Context, words: ImportWords) -> None:
        super().__init__()
        self._context, self._words = context, words
        self._plan: ImportPlan[Any] | None = None
        self._file: dict[str, str] = {}
        self.dialog: QFileDialog | None = None
        column = page_margins(self)
        column.setSpacing(theme().u(10))
        self.head = PageHead(words.title, words.sentence, trail=[(words.place, self.left.emit)])
        self.another = Button(_("Another file…"), "folder")
        self.another.clicked.connect(self.start)
        self.head.add(self.another)
        column.addWidget(self.head)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.beginning = self._beginning()
        column.addWidget(self.beginning, 1)
        self._build_preview(column)
        self._show_plan(None)
        self.draft = FormDraft(self, self._looked_at)
        for end in (self.left, self.done):
            end.connect(lambda: finish_quietly(self.draft))
        before = self.draft.begin(Kept(context.book, "import", words.kind, words.kind, {"import": AGAIN}))
        if before is not None:
            self._look_again(before.content)
        self.tabs.chosen.connect(lambda _key: self.draft.typed())
        self.table.chosen.connect(lambda _row: self.draft.typed())

    def start(self) -> None:
        """Let the user choose the file."""
        kinds = _("Spreadsheets (*.csv *.xlsx *.tsv *.txt)") + ";;" + _("All files (*)")
        self.dialog = ask_open(self, self._words.title, kinds, self.read)

    def read(self, path: Path) -> None:
        """Look through the list at *path* and show what would be done."""
        self._file = {}
        try:
            with _waiting():
                print_of_it = fingerprint(path)
                found = plan(self._words.kind, self._context.book, path)
        except KnownProblem as problem:
            self._show_plan(None)
            self.banner.show_problem(problem)
            return
        self.banner.hide()
        self._file = {"path": str(path), "fingerprint": print_of_it}
        self._show_plan(found, path.name)
        self._tell_columns(found)
        self.draft.typed()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.choose_first()

    def carry_out(self) -> None:
        """Save what the plan holds, as one change."""
        if self._plan is None or not self._plan.changing:
            return
        try:
            with _waiting():
                carry_out(self._context.book, self._context.account, self._plan)
        except KnownProblem as problem:
            self.banner.show_problem(problem)
        else:
            self.done.emit()

    def keep_draft(self) -> bool:
        """Always: a preview that cannot be kept is made again from its file."""
        self.draft.keep()
        return True

    def close_draft(self) -> bool:
        """Something else takes the place of the preview, which is made again by choosing its file."""
        finish_quietly(self.draft)
        return True

    # Inner workings
    def _looked_at(self) -> dict[str, Any] | None:
        if not self._file:
            return None
        row = self.table.current()
        return {**self._file, "tab": self.tabs.current(), "row": row.number if row is not None else None}

    def _look_again(self, before: dict[str, Any]) -> None:
        """The preview as it was; where its file is another now or is gone, that is said."""
        path = Path(before["path"])
        if not path.exists():
            gone = _("The list {name} is no longer where it was.").format(name=path.name)
            rest = _("Nothing was imported.") + " " + _("Choose the file again, or another one.")
            self.banner.say("watch", gone, rest)
            return
        self.read(path)
        if self._plan is None:
            return
        if self._file["fingerprint"] != before["fingerprint"]:
            changed = _("The list {name} was changed since you looked through it.").format(name=path.name)
            rest = (
                _("Nothing was imported.") + " " + _("Look through it once more: this is what it holds now.")
            )
            self.banner.say("watch", changed, rest)
            return
        self.tabs.choose(before["tab"])
        self.table.choose(before["row"])

    def _beginning(self) -> EmptyState:
        words = self._words
        return EmptyState(
            _("Choose the spreadsheet"),
            _("You look through it first: nothing is saved until you say so; one undo takes it all back."),
            (
                NextStep("check", _("What it needs"), words.needed),
                NextStep("plus", _("What it can hold besides"), words.further),
                NextStep(
                    "folder",
                    _("The file"),
                    _("Comma, semicolon or tab; any usual encoding."),
                    _("Choose a file…"),
                    self.start,
                ),
            ),
        )

    def _build_preview(self, column: QVBoxLayout) -> None:
        u = theme().u
        self.tabs = Tabs(
            _("Rows shown"),
            [
                ("all", _("All rows")),
                (Outcome.ADDED.value, _("To add")),
                (Outcome.MATCHED.value, _("In the book already")),
                (Outcome.REFUSED.value, _("Refused")),
            ],
        )
        self.tabs.chosen.connect(self._filter)
        column.addWidget(self.tabs)
        self.card = Card(padded=False)
        self.table = ListTable(_columns(), name=_("Rows of the list"), key=lambda row: row.number)
        self.card.add(self.table, 1)
        self.card.add(rule())
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(10), u(18), u(10))
        row.setSpacing(u(8))
        # The whole reason of the row chosen: in the table it may end in dots.
        self.reason = Label("", "small", wrap=True)
        self.table.chosen.connect(lambda chosen: self.reason.setText(chosen.reason if chosen else ""))
        row.addWidget(self.reason, 1)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.left.emit)
        row.addWidget(cancel)
        self.main = Button(_("Import"), "check", "main", hint="Ctrl+Enter")
        self.main.clicked.connect(self.carry_out)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.carry_out)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        row.addWidget(self.main)
        self.card.add(foot)
        column.addWidget(self.card, 1)

    def _show_plan(self, found: ImportPlan[Any] | None, name: str = "") -> None:
        self._plan = found
        for widget in (self.tabs, self.card, self.another):
            widget.setVisible(found is not None)
        self.beginning.setVisible(found is None)
        if found is None:
            self.head.say(facts=self._words.sentence)
            return
        counts = {
            "all": len(found.rows),
            Outcome.ADDED.value: found.added,
            Outcome.MATCHED.value: found.matched,
            Outcome.REFUSED.value: found.refused,
        }
        self.tabs.set_counts(counts)
        self.tabs.choose("all")
        self.table.set_rows(found.rows)
        facts = _("{file} · {added} to add, {matched} in the book already, {refused} refused")
        self.head.say(
            facts=facts.format(file=name, added=found.added, matched=found.matched, refused=found.refused)
        )
        self.main.setText(_action(found))
        self.main.allow(bool(found.changing), _("There is nothing in this list that the book does not have."))

    def _tell_columns(self, found: ImportPlan[Any]) -> None:
        if not found.unknown_columns:
            return
        names = ", ".join(f"“{name}”" for name in found.unknown_columns)
        count = len(found.unknown_columns)
        strong = ngettext("One column is left out:", "{n} columns are left out:", count).format(n=count)
        self.banner.say(
            "info", strong, _("{names}. Pairbook does not know what to do with it.").format(names=names)
        )

    def _filter(self, key: str) -> None:
        self.table.filter_rows(None if key == "all" else lambda row: row.outcome.value == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _action(found: ImportPlan[Any]) -> str:
    count = len(found.changing)
    if found.kind == "staff":
        return ngettext("Import {n} person", "Import {n} people", count).format(n=count)
    return ngettext("Import {n} row", "Import {n} rows", count).format(n=count)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Row"), lambda row: str(row.number), "number", 56, sort=lambda row: row.number),
        Column(_("Name"), lambda row: row.label, "strong", 180, stretch=1),
        Column(_("What happens"), _outcome, "mark", 176, sort=lambda row: list(Outcome).index(row.outcome)),
        Column(_("Why, or what to look at"), lambda row: row.reason, width=240, stretch=3),
    )


def _outcome(row: PlannedRow[Any]) -> Marked:
    if row.outcome is Outcome.ADDED:
        return Marked("good", _("Will be added"))
    if row.outcome is Outcome.MATCHED:
        return (
            Marked("info", _("Will be completed"), calm=True)
            if row.changes
            else Marked("quiet", _("Stays as it is"))
        )
    return Marked("bad", _("Refused"))


@contextmanager
def _waiting() -> Iterator[None]:
    """The pointer says that the program is at work."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()

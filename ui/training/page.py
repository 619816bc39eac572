"""Training: the mentors at the left, one record at the right, the checklist as a sub-page (mock 08).

Promises: those who may not start yet come first; a record begins, is signed and printed from here.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.language import _
from app.training.not_begun import not_begun
from app.training.training import TrainingView, list_training
from ui.kit.anew import take_out
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState, NextStep
from ui.kit.lists import Entry, EntryList
from ui.kit.page import NARROW, Page, SubPages
from ui.kit.page_head import PageHead, SearchBox
from ui.kit.theme import theme
from ui.training.begin import BeginPanel
from ui.training.checklist_page import ChecklistPage
from ui.training.lines import entry_before, entry_of, facts, own_facts
from ui.training.record import RecordPanel
from ui.training.several import SeveralPanel

LIST_WIDTH = 312
TOUCHING = frozenset(
    (
        "training_record", "sign_off", "checklist_template", "staff_member", "offer", "pair", "pair_member",
        "grade", "agreement", "agreement_signature", "declared_conflict",
    )
)  # fmt: skip


class TrainingPage(Page):
    """The place "training"."""

    reads_when_made = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._everybody = may(context.account, Action.SEE_ALL)
        self._may_sign = may(context.account, Action.SIGN_TRAINING)
        self._records: dict[int, TrainingView] = {}
        self._entries: list[Entry] = []
        self._panel_wanted = False
        self._front = QWidget()
        self.pages = SubPages(self._front)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.checklist: ChecklistPage | None = None
        self.record = RecordPanel(context)
        self.other: SeveralPanel | BeginPanel | None = None
        self._build()
        self._connect()
        self.refresh(None)

    def _build(self) -> None:
        u = theme().u
        self._grid = QGridLayout(self._front)
        self._grid.setVerticalSpacing(u(14))
        self.head = PageHead(_("Training"))
        self.search = self.head.add_search(_("Search mentors"))
        self.checklist_button = Button(_("Checklist…"), "training")
        self.checklist_button.clicked.connect(self._edit_checklist)
        self.begin_button = Button(_("Begin training…"), "plus", hint="Ctrl+N")
        self.begin_button.clicked.connect(self.new)
        for button in (self.checklist_button, self.begin_button):
            self.head.add(button)
            button.setVisible(self._may_sign)
        self.print_button = self.head.add_print(self.print_page, _("Print matrix…"))
        self.print_button.setVisible(self._everybody)
        self.list = EntryList(_("Mentors"), row_height=44)
        self._card = Card(padded=False)
        self._card.add(self.list, 1)
        self.empty = EmptyState(
            _("Nobody is in training yet"),
            _(
                "Mentors are rarely taught how to mentor. The checklist says what they should know; its "
                "starred items are signed before a first session."
            ),
            [
                NextStep(
                    "staff", _("Say who teaches"), _("Whoever offers a topic appears here."),
                    _("Go to Staff"), lambda: self.go.emit("staff", {}),
                ),
                NextStep(
                    "training", _("Look at the checklist"),
                    _("It comes ready to use, and you can change it."),
                    _("Open checklist"), self._edit_checklist,
                ),
                NextStep(
                    "star", _("Begin a record"), _("It lists what is open and by when."),
                    _("Begin training"), self.new, action_icon="plus",
                ),
            ],
        )  # fmt: skip
        # In the order in which Tab is to visit them.
        for widget in (self.head, self._card, self.record, self.empty):
            widget.setParent(self._front)

    def _connect(self) -> None:
        self.head.searched.connect(self.list.filter_text)
        assert isinstance(self.search, SearchBox)
        self.search.down.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.record.closed.connect(self._close_panel)
        self.record.print_wanted.connect(
            lambda staff_id: self.print_wanted.emit("training-record", {"staff": staff_id})
        )
        self.record.pair_wanted.connect(lambda id_: self.go.emit("pairs", {"id": id_, "open": True}))
        self.record.several_wanted.connect(self._sign_several)
        theme().changed.connect(self._arrange)

    # What the window asks
    def open(self, arguments: dict[str, Any]) -> None:
        """``{"staff": 7}`` (or "id"), also with ``"code": "B1"``; ``{"begin": 7}``;
        ``{"edit_checklist": True}``."""
        if arguments.get("edit_checklist"):
            self._edit_checklist()
            return
        if "panel" in arguments:
            self._open_panel(arguments["panel"], arguments.get("staff"), arguments.get("code", ""))
            return
        self.pages.back()
        staff_id = arguments.get("staff", arguments.get("id", arguments.get("begin")))
        if staff_id is True:
            self.new()
        elif staff_id is not None:
            self.search.clear()
            if not self.list.choose(staff_id) and self._may_sign:
                self._show_other(BeginPanel(self.context, staff_id))
            elif arguments.get("code") and staff_id in self._records:
                self.record.show_item(arguments["code"])
            elif self.other is not None:
                self.other.focus_here()

    def where(self) -> dict[str, Any]:
        """What is searched for, and who is chosen."""
        return {"words": self.search.text(), "staff": self.list.current()}

    def stand_again(self, where: dict[str, Any]) -> None:
        """Search as before; somebody who does not show any more is not chosen."""
        self.search.setText(where.get("words", ""))
        if where.get("staff") is not None:
            self.list.choose(where["staff"])

    def refresh(self, changed: Any | None) -> None:
        """Show what the book holds now."""
        if changed is not None and not changed.kinds & TOUCHING:
            return
        records = list_training(self.context.book)
        before = not_begun(self.context.book) if self._everybody else []
        if not self._everybody:
            records = [r for r in records if r.staff_id == self.context.account.staff_id]
        self._records = {record.staff_id: record for record in records}
        today = self.context.clock.today()
        entries = [entry_of(record, today) for record in records]
        if before:
            entries.append(Entry(None, _("No record yet"), group=True))
            entries += [entry_before(person) for person in before]
        self._entries = entries
        self.list.set_entries(entries)
        self.head.say(facts=facts(records) if self._everybody else own_facts(records))
        key = self.list.current()
        if key is None and (not theme().roomy or not self._everybody) and self.other is None:
            self.list.choose_first()
            key = self.list.current()
        if key in self._records:
            self.record.show_record(self._records[key])
        self._arrange()

    def may_leave(self) -> bool:
        """Always; an edited checklist is kept as a draft."""
        if self.checklist is not None:
            self.checklist.keep_draft()
        return True

    def new(self) -> None:
        """Begin a record."""
        if self._may_sign:
            self.list.clearSelection()
            self._show_other(BeginPanel(self.context))

    def find(self) -> None:
        """Go to the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_page(self) -> None:
        """The training matrix, or one's own record."""
        if self._everybody:
            self.print_wanted.emit("training-matrix", {})
        elif self._records:
            self.print_wanted.emit("training-record", {"staff": next(iter(self._records))})

    # Inner workings
    def _open_panel(self, panel: str, staff_id: int | None, code: str) -> None:
        """The form "begin", "several" or "sign" again, as its draft names it."""
        if staff_id is not None:
            self.list.choose(staff_id)
        record = self._records.get(staff_id) if staff_id is not None else None
        if panel == "begin" and record is None and self._may_sign:
            self._show_other(BeginPanel(self.context, staff_id))
        elif panel == "several" and record is not None and self._may_sign:
            self._sign_several(record)
        elif panel == "sign" and record is not None and self._may_sign:
            self.record.show_item(code)

    def _chosen(self, key: Any) -> None:
        if key is None:
            return
        self._drop_other()
        self._panel_wanted = True
        if key in self._records:
            self.record.show_record(self._records[key])
        else:
            self._show_other(BeginPanel(self.context, key), keyboard=False)
        self._arrange()

    def _opened(self, key: Any) -> None:
        self._chosen(key)
        if self.other is not None:
            self.other.focus_here()
        else:
            self.record.focusNextChild()

    def _sign_several(self, record: TrainingView) -> None:
        self._show_other(SeveralPanel(self.context, record))

    def _show_other(self, panel: SeveralPanel | BeginPanel, *, keyboard: bool = True) -> None:
        self._drop_other()
        self.other = panel
        panel.setParent(self._front)
        panel.closed.connect(self._back_to_record)
        if isinstance(panel, BeginPanel):
            panel.begun.connect(self._begun)
        self._panel_wanted = True
        self._arrange()
        if keyboard:
            panel.focus_here()

    def _drop_other(self) -> None:
        panel, self.other = self.other, None
        if panel is not None:
            panel.draft.leave()
            panel.hide()
            panel.deleteLater()

    def _back_to_record(self) -> None:
        self._drop_other()
        if self.list.current() not in self._records:
            self._panel_wanted = False
            self.list.clearSelection()
            if not theme().roomy:
                self.list.choose_first()
            self._arrange()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._arrange()
        self.record.several_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begun(self, staff_id: int) -> None:
        self._drop_other()
        self.refresh(None)
        self.list.choose(staff_id)
        self._chosen(staff_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_panel(self) -> None:
        self._panel_wanted = False
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_checklist(self) -> None:
        if self.checklist is not None:
            return
        page = ChecklistPage(self.context)
        page.closed.connect(self._checklist_closed)
        self.checklist = page
        self.pages.show_sub(page)
        page.focus_here()

    def _checklist_closed(self) -> None:
        self.checklist = None
        self.pages.back()
        self.refresh(None)
        self.checklist_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        u = theme().u
        grid = self._grid
        alone = not self._everybody  # one's own record needs no list to choose it from
        over = not alone and (theme().roomy or self.width() < u(NARROW - 20))
        empty = not self._entries and self.other is None
        shown = self.other if self.other is not None else self.record
        wanted = self._panel_wanted or alone
        panel = wanted and (self.other is not None or self.list.current() in self._records)
        take_out(grid)
        grid.setContentsMargins(u(24), u(18), u(20), u(16))
        grid.setHorizontalSpacing(0 if over or empty or alone else u(16))
        self.record.float_over(over)
        self.begin_button.set_hint("" if over else "Ctrl+N")
        self.empty.setVisible(empty)
        self._card.setVisible(not empty and not alone and not (over and panel))
        self.record.setVisible(shown is self.record and not empty and panel)
        if self.other is not None:
            self.other.show()
        for widget in (self.search, self.print_button):
            widget.setVisible(not empty and self._everybody)
        self._card.setFixedWidth(max(100, self.width() - u(44)) if over else u(LIST_WIDTH))
        grid.addWidget(self.head, 0, 0, 1, 2)
        grid.addWidget(self.empty if empty else self._card, 1, 0, 1, 2 if empty else 1)
        if not shown.isHidden():  # hidden it would take the gap between head and list away
            grid.addWidget(shown, 1, 0 if over or alone else 1, 1, 2 if over or alone else 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

"""Somebody leaves: what is still open around them, step by step, and last the account (DOMAIN 5).

Promises: each step is one change that Undo takes back, but for the account; the last button
works only when nothing else is open, and says why it does not.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import mark_removed
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from app.privacy.leaving import (
    finish_leaving,
    hand_on_actions,
    hand_on_people,
    hand_over_pair,
    look_at_leaving,
)
from app.staff.staff_members import list_staff
from ui.kit.banner import Banner
from ui.kit.buttons import Button, LinkButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Kept, keep_sheet
from ui.kit.fields import DateField
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme
from ui.settings.new_key import NewKeySheet


class LeavingSheet(Sheet):
    """The steps; *go* leads to a pair that is to be ended on its own page."""

    def __init__(
        self, parent: QWidget, context: Context, staff_id: int, go: Callable[[str, dict[str, Any]], object]
    ) -> None:
        self._context, self._staff_id, self._go = context, staff_id, go
        state = look_at_leaving(context.book, staff_id)
        super().__init__(parent, _("{name} leaves").format(name=state.name), width=640)
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme().u(8))
        self.body.addLayout(self._steps)
        self.form = Form(columns=1)
        self.form.add(
            "on", _("Last day"), DateField(context.clock.today),
            check=lambda value: "" if value is not None else _("Give the day. Today is fine."),
        )  # fmt: skip
        self.form.set_values({"on": context.clock.today()})
        self.body.addWidget(self.form)
        about = {"section": "privacy", "leaving": staff_id}
        keep_sheet(self, Kept(context.book, "leaving", str(staff_id), "settings", about), self.form)
        self.add_button(_("Close"))
        self.finish_button = self.add_button(_("Finish"), self.finish, main=True, icon="leave")
        self.refresh()

    def refresh(self) -> None:
        """Show what is open now."""
        state = look_at_leaving(self._context.book, self._staff_id)
        _empty(self._steps)
        for pair in state.pairs:
            hand = LinkButton(_("Hand over…"))
            hand.clicked.connect(lambda _on=False, id_=pair.id: self.hand_over(id_))
            end = LinkButton(_("End it…"))
            end.clicked.connect(lambda _on=False, id_=pair.id: self._end(id_))
            self._add("pairs", f"{pair.title} · {pair.topic}", hand, end)
        if state.actions:
            hand = LinkButton(_("Hand on…"))
            hand.clicked.connect(self.hand_actions)
            words = "; ".join(action.text for action in state.actions[:3])
            more = " …" if len(state.actions) > 3 else ""
            self._add("clock", _("Open actions: {texts}").format(texts=words + more), hand)
        if state.managed:
            hand = LinkButton(_("Another line manager…"))
            hand.clicked.connect(self.hand_people)
            self._add("staff", _("Line manager of {names}").format(names=", ".join(state.managed)), hand)
        if state.unsealed:
            words = _("Some of their notes wait for a reader’s account: ask them to sign in once more first.")
            self._add("lock", words)
        if state.account_id is not None:
            self._add("key", _("Their account goes last; the book then gets a new key."))
        if not state.steps:
            self._add("ok", _("Nothing is open."))
        self.finish_button.setText(
            _("Remove account and mark as left") if state.account_id is not None else _("Mark as left")
        )
        ready = not (state.pairs or state.actions or state.managed)
        self.finish_button.allow(ready, " ".join(state.steps))

    def take_step(self, step: str, pair_id: int | None) -> None:
        """Ask again what was half answered when the window was locked; "" is nothing."""
        if step == "pair" and pair_id is not None:
            self.hand_over(pair_id)
        elif step == "actions":
            self.hand_actions()
        elif step == "people":
            self.hand_people()

    def hand_over(self, pair_id: int) -> None:
        """Put somebody else in their place in a pair."""
        book, by, leaver = self._context.book, self._context.account, self._staff_id
        self._choose(
            _("Hand over the pair"), _("Who takes their place"),
            lambda to_id: hand_over_pair(book, by, pair_id, leaver, to_id), "pair", pair_id,
        )  # fmt: skip

    def hand_actions(self) -> None:
        """Give their open actions to somebody."""
        self._choose(
            _("Hand on their actions"), _("Who does them"),
            lambda to_id: hand_on_actions(self._context.book, self._context.account, self._staff_id, to_id),
            "actions",
        )  # fmt: skip

    def hand_people(self) -> None:
        """Give who reports to them another line manager."""
        self._choose(
            _("Another line manager"), _("Line manager"),
            lambda to_id: hand_on_people(self._context.book, self._context.account, self._staff_id, to_id),
            "people",
        )  # fmt: skip

    def finish(self) -> None:
        """Mark as left and remove the account."""
        if not self.finish_button.isEnabled() or not self.form.check_all():
            return
        context, book = self._context, self._context.book
        signs_in = look_at_leaving(book, self._staff_id).account_id is not None
        try:
            finish_leaving(book, context.account, self._staff_id, self.form.value("on"), remove=mark_removed)
        except InvalidEntry as problem:
            rest = self.form.show_faults(problem)
            if rest:
                self.banner.say("bad", "", " ".join(fault.sentence for fault in rest))
            return
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        self.accept()
        if signs_in:
            NewKeySheet(self.parentWidget(), context).start()

    def _end(self, pair_id: int) -> None:
        self.reject()
        self._go("pairs", {"id": pair_id, "ask": "end"})

    def _choose(
        self, title: str, words: str, act: Callable[[int], object], step: str, pair_id: int | None = None
    ) -> None:
        people = [
            Choice(each.id, each.name, each.ward)
            for each in list_staff(self._context.book)
            if each.id != self._staff_id
        ]
        form = Form(columns=1)
        form.add(
            "to_id", words, ChoiceField(people, searchable=True),
            check=lambda value: "" if value is not None else _("Choose somebody."),
        )  # fmt: skip
        about = {"section": "privacy", "leaving": self._staff_id, "step": step, "pair": pair_id}
        key = f"{self._staff_id} {step} {pair_id or ''}"
        sheet = FormSheet(
            self, title, form, action=_("Hand over"), save=lambda values: act(values["to_id"]),
            kept=Kept(self._context.book, "hand over", key, "settings", about),
        )  # fmt: skip
        sheet.accepted.connect(self.refresh)
        sheet.open()

    def _add(self, icon: str, words: str, *links: Button) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(10))
        row.addWidget(IconLabel(icon))
        row.addWidget(Label(words, wrap=True), 1)
        for link in links:
            link.setAccessibleDescription(words)
            row.addWidget(link)
        self._steps.addWidget(line)


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()

"""Privacy: requests and their month, people and their rights, what has passed its time (DOMAIN 5).

Promises: everything about one person is looked through before it is handed over; nothing is
deleted without being asked for; a mentor or mentee finds here what is theirs to ask.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.accounts import Action, may
from app.dates import short_day
from app.language import _, ngettext
from app.privacy.requests import RequestRow, Right, list_requests, request_versions, right_word
from app.privacy.restriction import RestrictedPerson, restricted_people
from app.privacy.retention import DueRecord, due_for_review, periods
from app.staff.staff_members import list_staff
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.flow import Flow
from ui.kit.form_row import labelled
from ui.kit.page import Tabs
from ui.kit.pills import Marked
from ui.kit.rows import Column
from ui.kit.scrolled import Scrolled
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.kit.versions import show_what_was
from ui.settings import privacy_forms as forms
from ui.settings.about_person_sheet import AboutPersonSheet
from ui.settings.leaving_sheet import LeavingSheet
from ui.settings.privacy_own import OwnRights
from ui.settings.section import Section

SOON = 7


class PrivacySection(Section):
    """Three lists for a manager; one's own rights for everybody else."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Privacy"), "")
        self.manages = may(context.account, Action.HANDLE_RIGHTS)
        if not self.manages:
            self.own = OwnRights(self.context)
            self.column.addWidget(self.own)
            self.column.addStretch(1)
            self.head.say(facts=_("What the book holds about you, and what you can ask for"))
            return
        self.head.add_main(_("Note a request"), self.new, "plus")
        self.tabs = Tabs(
            _("Privacy"),
            [
                ("requests", _("Requests")),
                ("people", _("People and their rights")),
                ("review", _("To review")),
            ],
        )
        self.column.addWidget(self.tabs)
        self.requests, self.people, self.review = _Requests(self), _People(self), _Review(self)
        self._stack = QStackedWidget()
        for pane in (self.requests, self.people, self.review):
            self._stack.addWidget(Scrolled(pane))
        self.column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._show)

    def refresh(self) -> None:
        """Read everything again."""
        if not self.manages:
            self.own.refresh()
            return
        for pane in (self.requests, self.people, self.review):
            pane.refresh()
        waiting = sum(row.answered_on is None for row in self.requests.table.rows.shown)
        late = sum(row.late for row in self.requests.table.rows.shown)
        due = len(self.review.table.rows.shown)
        self.tabs.set_counts(
            {"requests": waiting, "people": len(self.people.table.rows.shown), "review": due}
        )
        words = ngettext("{n} request waits", "{n} requests wait", waiting).format(n=waiting)
        if not waiting:
            words = _("No request waits")
        if late:
            words += ", " + ngettext("{n} is late", "{n} are late", late).format(n=late)
        past = ngettext("{n} record has passed its time", "{n} records have passed their time", due)
        self.head.say(facts=f"{words} · {past.format(n=due) if due else _('nothing has passed its time')}")

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"tab": "review"}``, ``{"leaving": 7}`` for the steps of somebody who leaves, ``{"about": 7}``
        for everything about somebody, or ``{"ask": "statement", "staff": 7}`` for a question that
        was half answered."""
        own = self.context.account.staff_id
        if not self.manages and own not in (arguments.get("about"), arguments.get("staff")):
            return
        if arguments.get("tab"):
            self.tabs.choose(arguments["tab"])
        if arguments.get("leaving"):
            self.leave(arguments["leaving"]).take_step(arguments.get("step", ""), arguments.get("pair"))
        if arguments.get("about"):
            self.about(arguments["about"])
        if arguments.get("ask"):
            forms.ask_again(self.window(), self.context, arguments)

    def where(self) -> dict[str, Any]:
        """The list shown."""
        return {"tab": self.tabs.current()} if self.manages else {}

    def new(self) -> None:
        """Note a request."""
        if self.manages:
            forms.ask_request(self.window(), self.context)

    def about(self, staff_id: int) -> None:
        """Look through everything about somebody."""
        AboutPersonSheet(self.window(), self.context, staff_id).open()

    def leave(self, staff_id: int) -> LeavingSheet:
        """The steps of somebody who leaves."""
        sheet = LeavingSheet(self.window(), self.context, staff_id, self.go.emit)
        sheet.open()
        return sheet

    def _show(self, key: str) -> None:
        self._stack.setCurrentIndex(["requests", "people", "review"].index(key))


# The same as for the same things on the list of people.
_ICONS = {
    Right.ACCESS: "book",
    Right.RECTIFICATION: "note",
    Right.RESTRICTION: "forbid",
    Right.ERASURE: "x",
    Right.OBJECTION: "note",
}


class _Pane(QWidget):
    """A table in a card with its buttons below."""

    def __init__(self, section: PrivacySection, table: ListTable, nothing: str) -> None:
        super().__init__()
        self.section, self.context, self.table = section, section.context, table
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().u(12))
        card = Card(padded=False)
        self.nothing = Label(nothing, "quiet", wrap=True)
        self.nothing.setContentsMargins(theme().u(14), theme().u(14), theme().u(14), theme().u(14))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.add(self.nothing, 1)
        card.add(table, 1)
        table.setMinimumHeight(theme().u(110))
        self.foot = card.add_actions()
        self.column.addWidget(card, 1)
        table.chosen.connect(self.chosen)

    def button(self, words: str, icon: str, act: Callable[[Any], object]) -> Button:
        """A button about the row chosen."""
        made = Button(words, icon, small=True)
        made.clicked.connect(lambda: self._act(act))
        self.foot.addWidget(made)
        return made

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*, or that there are none."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.table.choose_first()
        self.chosen(self.table.current())

    def _act(self, act: Callable[[Any], object]) -> None:
        row = self.table.current()
        if row is not None:
            act(row)

    def chosen(self, row: Any) -> None:
        """Fit the buttons to *row*."""

    def refresh(self) -> None:
        """Read again."""


class _Requests(_Pane):
    def __init__(self, section: PrivacySection) -> None:
        today = section.context.clock.today
        table = ListTable(
            (
                Column(_("Who"), lambda row: row.name, "strong", 150, stretch=2),
                Column(_("Asks for"), lambda row: right_word(row.right), width=150, stretch=2),
                Column(_("Came in"), lambda row: short_day(row.received_on, today()), width=96, drop=1),
                Column(
                    _("Answer by"), lambda row: _answer_mark(row, section.context), "mark", 170, stretch=1
                ),
                Column(_("Remark"), lambda row: row.remark or "–", "quiet", 120, stretch=2, drop=2),
            ),
            name=_("Requests"),
        )
        words = _("Nobody has asked for anything yet. A request is noted with the day it came in.")
        super().__init__(section, table, words)
        self.deal = self.button(_("Deal with it…"), "right", self._deal)
        self.answer = self.button(
            _("Note the answer…"), "check", lambda row: forms.ask_answer(section.window(), self.context, row)
        )
        self.earlier = self.button(_("Earlier versions…"), "clock", self._show_versions)
        table.opened.connect(self._deal)

    def refresh(self) -> None:
        self.set_rows(list_requests(self.context.book))

    def chosen(self, row: RequestRow | None) -> None:
        words = {
            Right.ACCESS: _("Everything about them…"),
            Right.RECTIFICATION: _("Keep a statement…"),
            Right.RESTRICTION: _("Restrict…"),
            Right.ERASURE: _("Erase…"),
            Right.OBJECTION: _("Keep a statement…"),
        }
        self.deal.setText(words[row.right] if row is not None else _("Deal with it…"))
        self.deal.set_icon(_ICONS[row.right] if row is not None else "right")
        none = _("Choose a request first.")
        answered = row is not None and row.answered_on is not None
        self.deal.allow(row is not None and not answered, _("It is answered.") if answered else none)
        self.answer.allow(row is not None and not answered, _("It is answered.") if answered else none)
        self.earlier.allow(row is not None, none)

    def _show_versions(self, row: RequestRow) -> None:
        name = _("{name}’s request").format(name=row.name)
        show_what_was(
            self.section.window(), self.context, name, lambda: request_versions(self.context.book, row.id)
        )

    def _deal(self, row: RequestRow) -> None:
        window, context = self.section.window(), self.context
        if row.answered_on is not None:
            return
        if row.right is Right.ACCESS:
            self.section.about(row.staff_id)
        elif row.right is Right.RESTRICTION:
            forms.ask_restriction(window, context, row.staff_id, row.name)
        elif row.right is Right.ERASURE:
            forms.ask_erasure(context, row.staff_id, row.name, self.section.refresh)
        else:
            forms.ask_statement(window, context, row.staff_id, row.name)


class _People(_Pane):
    def __init__(self, section: PrivacySection) -> None:
        today = section.context.clock.today
        table = ListTable(
            (
                Column(_("Restricted"), lambda row: row.name, "strong", 170, stretch=1),
                Column(_("Since"), lambda row: short_day(row.since, today()), width=100),
                Column(_("Reason"), lambda row: row.reason, "quiet", 200, stretch=2),
            ),
            name=_("People whose data are restricted"),
            key=lambda row: row.staff_id,
        )
        super().__init__(section, table, _("Nobody’s data are restricted."))
        self.lift = self.button(
            _("Lift the restriction"), "undo", lambda row: forms.lift(self.context, row.staff_id)
        )
        card = Card(_("Somebody’s rights"))
        self.person = ChoiceField((), searchable=True)
        self.person.changed.connect(self._person_chosen)
        card.add(labelled(_("Whose"), self.person))
        box, row = QWidget(), Flow(theme().u(8))
        edge = QVBoxLayout(box)
        edge.setContentsMargins(0, 0, 0, 0)
        edge.addLayout(row)
        window = section.window
        acts: tuple[tuple[str, str, Callable[[int, str], object]], ...] = (
            (_("Everything about them…"), "book", lambda id_, _name: section.about(id_)),
            (
                _("Statement of disagreement…"), "note",
                lambda id_, name: forms.ask_statement(window(), self.context, id_, name),
            ),
            (
                _("Restrict…"), "forbid",
                lambda id_, name: forms.ask_restriction(window(), self.context, id_, name),
            ),
            (_("They leave…"), "leave", lambda id_, _name: section.leave(id_)),
            (
                _("Erase…"), "x",
                lambda id_, name: forms.ask_erasure(self.context, id_, name, section.refresh),
            ),
        )  # fmt: skip
        self.acts = [self._button(row, *act) for act in acts]
        card.add(box)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.insertWidget(0, card)

    def _button(self, row: Flow, words: str, icon: str, act: Callable[[int, str], object]) -> Button:
        button = Button(words, icon, small=True)
        button.clicked.connect(lambda: act(self.person.value(), self._names[self.person.value()]))
        row.addWidget(button)
        return button

    def refresh(self) -> None:
        restricted = restricted_people(self.context.book)
        people = [(each.id, each.name, each.ward) for each in list_staff(self.context.book, left=True)]
        people += [(each.staff_id, each.name, _("restricted")) for each in restricted]
        self._names = {id_: name for id_, name, _ward in people}
        self.person.set_options([Choice(*each) for each in people])
        self._person_chosen()
        self.set_rows(restricted)

    def chosen(self, row: RestrictedPerson | None) -> None:
        self.lift.allow(row is not None, _("Choose somebody whose data are restricted."))

    def _person_chosen(self) -> None:
        for button in self.acts:
            button.allow(self.person.value() is not None, _("Choose the person first."))


class _Review(_Pane):
    def __init__(self, section: PrivacySection) -> None:
        today = section.context.clock.today
        table = ListTable(
            (
                Column(_("What"), lambda row: row.title, "strong", 190, stretch=2),
                Column(_("Kind"), lambda row: self._words.get(row.record_class, ""), width=170, stretch=1),
                Column(_("Ended"), lambda row: short_day(row.ended_on, today()), width=100, drop=1),
                Column(_("Due since"), lambda row: short_day(row.due_on, today()), width=100),
            ),
            name=_("Records past their time"),
            key=lambda row: (row.record_class, row.id),
        )
        self._words: dict[Any, str] = {}
        words = _(
            "Nothing has passed its time. What has is listed here, and you decide: nothing goes by itself."
        )
        super().__init__(section, table, words)
        window = section.window
        self.longer = self.button(
            _("Keep longer…"), "clock", lambda row: forms.ask_longer(window(), self.context, row)
        )
        self.clear = self.button(
            _("Clear…"), "x", lambda row: forms.ask_clear(self.context, row, section.refresh)
        )
        self.periods = LinkButton(_("How long records are kept…"))
        self.periods.clicked.connect(lambda: forms.ask_periods(window(), self.context))
        self.foot.addWidget(self.periods)

    def refresh(self) -> None:
        self._words = {each.record_class: each.words for each in periods(self.context.book)}
        self.set_rows(due_for_review(self.context.book))

    def chosen(self, row: DueRecord | None) -> None:
        none = _("Nothing is chosen: what has passed its time is listed here.")
        self.longer.allow(row is not None, none)
        self.clear.allow(row is not None, none)


def _answer_mark(row: RequestRow, context: Context) -> Marked:
    today = context.clock.today()
    if row.answered_on is not None:
        return Marked("good", _("Answered {day}").format(day=short_day(row.answered_on, today)))
    day = short_day(row.due_on, today)
    if row.late:
        return Marked("overdue", _("Late since {day}").format(day=day))
    return Marked("watch" if (row.due_on - today).days <= SOON else "due", day)

"""The unit: its name, the speaking-up contact, when pairs slow or stall, how long prints may lie about."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import Action, may
from app.accounts.unit_facts import MOST_PRINT_DAYS, MOST_WEEKS, SaveUnit, save_unit
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.drafts import FormDraft, Kept
from ui.kit.fields import LineField, NumberField
from ui.kit.form_page import WIDEST
from ui.kit.forms import Form
from ui.kit.scrolled import Scrolled
from ui.kit.text import rule
from ui.kit.theme import theme
from ui.kit.versions import show_versions
from ui.settings.section import Section


class UnitSection(Section):
    """A form that saves with its button or Ctrl+Enter."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Unit"), _("What stands on every print, and the numbers the rules go by"))
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.form = self._make_form()
        self.draft = FormDraft(self, self.form.half_typed)
        self.form.changed.connect(self._edited)
        self.column.addWidget(self._card(), 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._fill()
        self._kept = Kept(context.book, "unit", "1", "settings", {"section": "unit"})
        draft = self.draft.begin(self._kept)
        if draft is not None:
            self.form.restore(draft.content)
            self.banner.say(
                "info", _("What you had typed is back."), _("It is not saved yet."), icon="edit", aloud=False
            )
        self._edited()

    def _make_form(self) -> Form:
        form = Form(columns=2)
        form.add("name", _("Unit"), LineField(longest=120))
        form.add("hospital", _("Hospital or practice"), LineField(longest=120), optional=True)
        form.add(
            "speaking_up_contact",
            _("Speaking-up contact"),
            LineField(longest=240),
            optional=True,
            wide=True,
            help=_("Whom to tell about a safety concern. Shown wherever mentoring is the wrong route."),
        )
        form.add_heading(_("The stall light"))
        weeks = _("weeks")
        form.add(
            "amber_weeks",
            _("Slowing after"),
            NumberField(1, MOST_WEEKS, unit=weeks),
            help=_("Weeks without a session. A pair without a next date is slowing at once."),
        )
        form.add(
            "red_weeks",
            _("Stalled after"),
            NumberField(1, MOST_WEEKS, unit=weeks),
            help=_("Or after two cancellations in a row."),
        )
        form.add_heading(_("Prints"))
        form.add(
            "print_days",
            _("Meeting prints are destroyed after"),
            NumberField(1, MOST_PRINT_DAYS, unit=_("days")),
            help=_("The date stands on each page of a meeting pack."),
        )
        return form

    def _card(self) -> Card:
        u = theme().u
        card = Card(padded=False)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(u(18), u(16), u(18), u(18))
        limited = QWidget()
        limited.setMaximumWidth(u(WIDEST))
        column = QVBoxLayout(limited)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        across.addWidget(limited, 100)
        across.addStretch(1)
        card.add(Scrolled(inner), 1)
        card.add(rule())
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(10), u(18), u(10))
        row.setSpacing(u(8))
        if may(self.context.account, Action.SEE_HISTORY):
            self.earlier = Button(_("Earlier versions…"), "clock", "text")
            self.earlier.clicked.connect(self.show_earlier)
            row.addWidget(self.earlier)
        row.addStretch(1)
        self.back = Button(_("Put back"))
        self.back.clicked.connect(self._put_back)
        self.button = Button(_("Save changes"), "check", "main", hint=_("Ctrl+Enter"))
        self.button.clicked.connect(self.save)
        row.addWidget(self.back)
        row.addWidget(self.button)
        card.add(foot)
        return card

    def refresh(self) -> None:
        """Show what the book holds, unless somebody is typing."""
        if not self.form.dirty:
            self._fill()
            self._edited()

    def save(self) -> None:
        """Save the form; faults stand beside their fields."""
        if not self.form.dirty or not self.form.check_all():
            return
        values = self.form.values()
        try:
            save_unit(self.context.book, self.context.account, SaveUnit(**values))
        except InvalidEntry as problem:
            self.form.show_faults(problem)
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            self.banner.add_button(_("Try again"), self.save, "retry").setFocus()
        else:
            self._drop_draft()
            self.banner.hide()
            self._fill()
            self._edited()

    def show_earlier(self) -> None:
        """Who changed the unit's facts, and when."""
        show_versions(self.window(), self.context, "unit", 1, self.context.book.unit.name)

    def may_leave(self) -> bool:
        """Keep what is half typed as a draft."""
        if not self.form.dirty:
            return True
        problem = self.draft.keep()
        if problem is not None:
            self.context.alerts.show(problem)
        return problem is None

    def _fill(self) -> None:
        unit = self.context.book.unit
        values: dict[str, Any] = {name: getattr(unit, name) for name in self.form.values()}
        self.form.set_values(values)

    def _put_back(self) -> None:
        self._drop_draft()
        self.banner.hide()
        self._fill()
        self._edited()
        self.form.focus_first()

    def _drop_draft(self) -> None:
        self.draft.finish()
        self.draft.begin(self._kept)

    def _edited(self) -> None:
        self.draft.typed()
        dirty = self.form.dirty
        self.button.allow(dirty, _("Nothing was changed."))
        self.back.allow(dirty, _("Nothing was changed."))

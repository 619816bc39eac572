"""Settings: the sections at the left, one of them at the right (mock 12).

Promises: a section is made when it is first looked at; what is half typed in one stays.
"""

from importlib import import_module
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.accounts import Action, may
from app.book import Account
from app.language import _
from ui.kit.context import Context
from ui.kit.page import NARROW, Page
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.section import Section
from ui.settings.section_list import SectionList

LIST_WIDTH = 188


_NEEDS = {
    "unit": Action.EDIT_UNIT,
    "backups": Action.RESTORE,
    "checklists": Action.EDIT_UNIT,
    "topics": Action.EDIT_STAFF,
    "history": Action.SEE_HISTORY,
}


def sections(account: Account) -> tuple[tuple[str, str, str, str], ...]:
    """Name, words, icon and "module:Class" of the sections that *account* may use."""
    return tuple(each for each in _sections() if each[0] not in _NEEDS or may(account, _NEEDS[each[0]]))


def _sections() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("unit", _("Unit"), "home", "unit:UnitSection"),
        ("people", _("People who sign in"), "key", "people:PeopleSection"),
        ("privacy", _("Privacy"), "shield", "privacy:PrivacySection"),
        ("backups", _("Backups"), "backup", "backups:BackupsSection"),
        ("checklists", _("Checklists"), "training", "checklists:ChecklistsSection"),
        ("topics", _("Topics and grades"), "teach", "topics_and_grades:TopicsAndGradesSection"),
        ("look", _("Look and locking"), "sun", "look:LookSection"),
        ("history", _("History"), "clock", "history:HistorySection"),
        ("about", _("About"), "info", "about:AboutSection"),
    )


class SettingsPage(Page):
    """The list and the section chosen in it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        u = theme().u
        shown = sections(context.account)
        self._modules = {name: module for name, _words, _icon, module in shown}
        self._made: dict[str, Section] = {}
        self._stale: set[str] = set()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(u(16), u(18), u(20), u(16))
        whole.setSpacing(u(20))
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(u(20))
        self._title = Label(_("Settings"), "title")
        self._title.setContentsMargins(u(8), 0, 0, 0)
        left.addWidget(self._title)
        self.list = SectionList([(name, words, icon) for name, words, icon, _module in shown])
        left.addWidget(Scrolled(self.list), 1)
        self._stack = QStackedWidget()
        whole.addWidget(self._left)
        whole.addWidget(self._stack, 1)
        self.list.chosen.connect(self._show)
        theme().changed.connect(self._fit)
        self._fit()
        self.list.choose(shown[0][0])

    @property
    def section(self) -> Section:
        """The section shown."""
        return self._made[self.list.current()]

    def refresh(self, changed: Any | None) -> None:
        """The shown section now, the others when they are shown."""
        self._stale = set(self._made)
        self._freshen(self.list.current())

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"section": "backups"}``, or a part named "backups"."""
        name = str(arguments.get("section") or arguments.get("part") or "")
        if name in self._modules:
            self.list.choose(name)
            self.section.open(arguments)

    def where(self) -> dict[str, Any]:
        """The section shown, and what is looked at in it."""
        return {"section": self.list.current(), **self.section.where()}

    def may_leave(self) -> bool:
        """Whether every section can be left."""
        return all(section.may_leave() for section in self._made.values())

    def new(self) -> None:
        """What the section makes."""
        self.section.new()

    def find(self) -> None:
        """Where the section searches."""
        self.section.find()

    def _show(self, name: str) -> None:
        if name not in self._made:
            module, _colon, made = self._modules[name].partition(":")
            section: Section = getattr(import_module(f"ui.settings.{module}"), made)(self.context)
            section.go.connect(self.go)
            self._made[name] = section
            self._stack.addWidget(section)
            self._stale.add(name)
        self._stack.setCurrentWidget(self._made[name])
        self._freshen(name)

    def _freshen(self, name: str) -> None:
        if name in self._stale and name in self._made:
            self._stale.discard(name)
            self._made[name].refresh()

    def _fit(self) -> None:
        u = theme().u
        small = theme().zoom > 130 or 0 < self.width() < u(NARROW - 100)
        self.list.set_small(small)
        self._title.setVisible(not small)
        self._left.setFixedWidth(u(48 if small else LIST_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

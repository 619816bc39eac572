"""The places of the window, named in one table: no page knows another (DESIGN 2).

Promises: a place's module is imported when it is first shown; a place whose module is
not there is left out; a mentor or mentee sees only what holds something for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.language import _
from ui.kit.context import Context
from ui.kit.page import Page


@dataclass(frozen=True)
class Place:
    """One place: its *name* in ``go``, its *icon*, and its *page* as "module:Class"."""

    name: str
    title: str
    icon: str
    page: str
    manager_only: bool = False

    def make(self, context: Context) -> Page:
        """The page, for this sign-in."""
        made: Page = _named(self.page)(context)
        return made


def all_places() -> tuple[Place, ...]:
    """Every place whose module is there, in the order of the left column."""
    places = (
        Place("home", _("Home"), "home", "ui.home.page:HomePage"),
        Place("staff", _("Staff"), "staff", "ui.staff.page:StaffPage", manager_only=True),
        Place("pairs", _("Pairs"), "pairs", "ui.pairs.page:PairsPage"),
        Place("sessions", _("Sessions"), "sessions", "ui.sessions.page:SessionsPage"),
        Place("training", _("Training"), "training", "ui.training.page:TrainingPage"),
        Place(
            "programmes",
            _("Programmes"),
            "programmes",
            "ui.programmes.page:ProgrammesPage",
            manager_only=True,
        ),
        Place("reports", _("Reports"), "reports", "ui.reports.page:ReportsPage"),
        Place("settings", _("Settings"), "settings", "ui.settings.page:SettingsPage"),
    )
    return tuple(place for place in places if _is_there(place.page))


def places_for(role: str) -> tuple[Place, ...]:
    """The places an account of *role* sees (DOMAIN 5)."""
    return tuple(place for place in all_places() if role == "manager" or not place.manager_only)


def _is_there(name: str) -> bool:
    try:
        return find_spec(name.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False


def _named(name: str) -> Callable[..., Any]:
    module, _colon, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found

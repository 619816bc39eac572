"""The places of the window, named in one table: no page knows another (DESIGN 2).

Promises: a place's module is imported when it is first shown, or before that while nothing else is to do; a
mentor or mentee sees only what holds something for them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.language import _
from ui.kit.context import Context
from ui.kit.page import Page

if TYPE_CHECKING:
    from app.book import Book


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
    """Every place, in the order of the left column."""
    return (
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


def places_for(role: str, book: "Book | None" = None) -> tuple[Place, ...]:
    """The places an account of *role* sees (DOMAIN 5); with *book* those that hold something for it."""
    if role == "manager":
        return all_places()
    empty = nothing_in(book) if book is not None else frozenset()
    own_home = {"home": "ui.home.own_page:OwnHomePage"}
    return tuple(
        replace(place, page=own_home.get(place.name, place.page))
        for place in all_places()
        if not place.manager_only and place.name not in empty
    )


def nothing_in(book: "Book") -> frozenset[str]:
    """The places that hold nothing of who is signed in: no pair ever, no mentor training."""
    from app.pairs.pairs import pairs_of_person
    from app.pairs.words import Side
    from app.training.training import get_training

    own = book.account.staff_id
    pairs = pairs_of_person(book, own) if own is not None else ()
    empty = set() if pairs else {"pairs", "sessions"}
    teaches = any(pair.side is Side.MENTOR for pair in pairs)
    if not teaches and (own is None or get_training(book, own) is None):
        empty.add("training")
    return frozenset(empty)


def _named(name: str) -> Callable[..., Any]:
    module, _colon, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found

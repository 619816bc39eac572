"""What can be done about a book that is there and does not open: beside the sentences that say why.

Promises: the lock of another PC is disregarded only by somebody who says that it is off; a
damaged book is never opened, but checked, repaired as far as that goes, or restored.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from app.book.problems import BookDamaged, BookInUse
from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner

if TYPE_CHECKING:
    from app.book import Unlocked
    from ui.main_window import MainWindow


def tell_why_not(window: MainWindow, problem: KnownProblem, unlocked: Unlocked) -> None:
    """Tell on the page shown that the book of *unlocked* did not open, and what can be done."""
    tell = getattr(window.page, "show_problem", None)
    if tell is not None:
        tell(problem, lambda: window.open_book(unlocked))
    else:
        window.alerts.show(problem)
    banner = getattr(window.page, "banner", None)
    if banner is not None:
        _offer_ways_on(window, banner, problem, unlocked)


def _offer_ways_on(window: MainWindow, banner: Banner, problem: KnownProblem, unlocked: Unlocked) -> None:
    if isinstance(problem, BookInUse) and problem.computer and problem.computer != platform.node():
        banner.add_link(_("That PC is off…"), lambda: _ask_to_take_over(window, problem, unlocked))
    elif isinstance(problem, BookDamaged):
        banner.add_button(_("Check and repair…"), lambda: window.show_repair(unlocked), "shield")
        banner.add_link(_("Restore a backup…"), window.choose_backup)


def _ask_to_take_over(window: MainWindow, problem: BookInUse, unlocked: Unlocked) -> None:
    window.alerts.confirm(
        _("Open the book although {computer} has it open?").format(computer=problem.computer),
        _(
            "Do this only when that PC is switched off or broken. If Pairbook still runs there, two people "
            "would write into one book."
        ),
        _("Open it here"),
        lambda: window.open_book(unlocked, take_over=True),
    )

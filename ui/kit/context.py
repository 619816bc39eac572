"""What a page is given: the open book and the ways to work, tell and look.

Promises: frozen, and made once per sign-in; a page keeps nothing else from outside.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.clock import Clock
from ui.kit.dialogs import Alerts
from ui.kit.jobs import Jobs
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.book import Account, Book
    from ui.kit.idle import Idle


@dataclass(frozen=True)
class Context:
    """The book signed in to, who signed in, the clock, long work, alerts, the look, and when to lock."""

    book: "Book"
    account: "Account"
    clock: Clock
    jobs: Jobs
    alerts: Alerts
    theme: Theme
    idle: "Idle | None" = None

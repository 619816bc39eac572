"""The marks of prints and what each means in words (PRINT_STYLE 6)."""

from dataclasses import dataclass
from enum import Enum

from app.language import _


class Sign(Enum):
    """A drawn mark; never a colour, never without a word."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"
    ON_COURSE = "on course"
    AMBER = "amber"
    RED = "red"
    OPEN = "open"
    DONE = "done"
    LATE = "late"
    STAR = "star"
    NOT_YET = "not yet"
    SHOWN = "shown"
    WITH_HELP = "did with help"
    INDEPENDENT = "independent"
    CAN_TEACH = "can teach"

    def words(self) -> str:
        """The mark said in words."""
        return {
            Sign.PROPOSED: _("proposed"),
            Sign.AGREED: _("agreed"),
            Sign.ACTIVE: _("active"),
            Sign.PAUSED: _("paused"),
            Sign.COMPLETED: _("completed"),
            Sign.ENDED: _("ended"),
            Sign.ON_COURSE: _("on course"),
            Sign.AMBER: _("amber"),
            Sign.RED: _("red"),
            Sign.OPEN: _("open"),
            Sign.DONE: _("done"),
            Sign.LATE: _("late"),
            Sign.STAR: _("before the first session"),
            Sign.NOT_YET: _("not yet"),
            Sign.SHOWN: _("shown"),
            Sign.WITH_HELP: _("did with help"),
            Sign.INDEPENDENT: _("independent"),
            Sign.CAN_TEACH: _("can teach"),
        }[self]


@dataclass(frozen=True)
class Pie:
    """How much of a section is signed: a pie, or a solid tick when all of it is."""

    signed: int
    due: int

    def words(self) -> str:
        """The share said in words."""
        if self.signed >= self.due:
            return _("all signed")
        return _("{signed} of {due}").format(signed=self.signed, due=self.due)

"""The four numbers on top of Home, each with one line of comment.

Promises: every comment follows a stated rule over the numbers; nothing is guessed.
"""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.dates import month_name
from app.language import _, ngettext
from app.programmes.overview import Overview
from ui.kit.cards import NumberCard
from ui.kit.theme import theme


class Figures(QWidget):
    """Active pairs, sessions this month, protected time kept, mentors ready."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs = NumberCard(_("Active pairs"), "", icon="pairs")
        self.sessions = NumberCard(_("Sessions"), "", icon="cal")
        self.time = NumberCard(_("Protected time kept"), "", icon="clock")
        self.mentors = NumberCard(_("Mentors ready to start"), "", icon="training")
        self._cards = (self.pairs, self.sessions, self.time, self.mentors)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._across = 0
        self.arrange(4)

    def arrange(self, across: int) -> None:
        """Lay the cards out, *across* of them side by side."""
        if across != self._across:
            self._across = across
            self._grid.setSpacing(theme().u(12))
            for column in range(4):
                self._grid.setColumnStretch(column, 1 if column < across else 0)
            for place, card in enumerate(self._cards):
                self._grid.addWidget(card, place // across, place % across)

    def say(self, seen: Overview) -> None:
        """Show the numbers of *seen*."""
        self.pairs.say(
            str(seen.active_pairs), _("of {n} open").format(n=seen.open_pairs), _rhythms(seen), "pairs"
        )
        booked = seen.booked_this_month
        more = ngettext("{n} more is booked this month", "{n} more are booked this month", booked)
        self.sessions.say(
            str(seen.month.held),
            _("in {month}").format(month=month_name(seen.month.month)),
            more.format(n=booked) if booked else _("No more are booked this month"),
            "cal",
        )
        share = seen.month.kept_share
        words, icon = _kept(seen)
        self.time.say("–" if share is None else str(share), "" if share is None else "%", words, icon)
        waiting = seen.mentors - seen.mentors_ready
        to_sign = ngettext("{n} has starred items to sign", "{n} have starred items to sign", waiting)
        self.mentors.say(
            str(seen.mentors_ready),
            _("of {n}").format(n=seen.mentors),
            to_sign.format(n=waiting) if waiting else _("Nothing starred waits for a signature"),
            "training",
        )


def _rhythms(seen: Overview) -> str:
    parts = [_("{n} on track").format(n=seen.on_track)]
    if seen.slowing:
        parts.append(_("{n} slowing").format(n=seen.slowing))
    if seen.stalled:
        parts.append(_("{n} stalled").format(n=seen.stalled))
    return ", ".join(parts)


def _kept(seen: Overview) -> tuple[str, str]:
    """How this month's share compares with last month's, and the icon for it."""
    now, before = seen.month.kept_share, seen.month_before.kept_share
    month = month_name(seen.month_before.month)
    if now is None:
        return _("No session held this month yet"), "clock"
    if before is None:
        return _("No session in {month} to compare with").format(month=month), "clock"
    if now > before:
        return _("Up from {n} % in {month}").format(n=before, month=month), "up"
    if now < before:
        return _("Down from {n} % in {month}").format(n=before, month=month), "down"
    return _("As in {month}").format(month=month), "minus"

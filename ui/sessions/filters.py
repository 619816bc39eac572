"""Which sessions the list shows: of one pair, of one period."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import Clock
from app.dates import add_months
from app.language import _
from app.sessions.form_facts import PairChoice
from ui.kit.choices import Choice, ChoiceField
from ui.kit.theme import theme

Period = tuple[date | None, date | None]


class SessionFilters(QWidget):
    """Two choices side by side over the list."""

    changed = Signal()

    def __init__(self, clock: Clock, pairs: Callable[[], Sequence[PairChoice]]) -> None:
        super().__init__()
        self._clock, self._pairs = clock, pairs
        self._offered: Sequence[PairChoice] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(8))
        self.pair = ChoiceField(searchable=True, nothing=_("All pairs"), hint=_("All pairs"))
        self.pair.setAccessibleName(_("Show only this pair"))
        self.period = ChoiceField(
            [
                Choice("all", _("All time")),
                Choice("month", _("This month")),
                Choice("quarter", _("Three months")),
                Choice("year", _("This year")),
                Choice("last-year", _("Last year")),
            ],
            searchable=False,
        )
        self.period.setAccessibleName(_("Show only this period"))
        self.period.set_value("all")
        row.addWidget(self.pair, 3)
        row.addWidget(self.period, 2)
        line = self.pair.lineEdit()
        for widget in (self.pair, line):
            if widget is not None:
                widget.installEventFilter(self)
        self.pair.changed.connect(self.changed)
        self.period.changed.connect(self.changed)

    def choose_pair(self, pair_id: int | None) -> None:
        """Show only this pair, or all."""
        self.offer()
        self.pair.set_value(pair_id)

    def narrowed(self) -> dict[str, Any]:
        """What both choices are, for :meth:`narrow`, in JSON's types."""
        return {"pair": self.pair_id, "period": self.period.value()}

    def narrow(self, narrowed: dict[str, Any]) -> None:
        """Choose as :meth:`narrowed` said."""
        if narrowed.get("pair") is not None:
            self.choose_pair(narrowed["pair"])
        self.period.set_value(narrowed.get("period", "all"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.offer()
        elif event.type() == QEvent.Type.FocusIn:
            # Focus also passes by here while another widget is being hidden.
            QTimer.singleShot(0, self, self._offer_where_focus_stays)
        return super().eventFilter(watched, event)

    def _offer_where_focus_stays(self) -> None:
        line = self.pair.lineEdit()
        if self.pair.hasFocus() or (line is not None and line.hasFocus()):
            self.offer()

    def offer(self) -> None:
        """Offer the pairs there are now; reading them waits until somebody looks."""
        pairs = self._pairs()
        if pairs is self._offered:
            return
        self._offered = pairs
        self.pair.blockSignals(True)
        self.pair.set_options([Choice(pair.id, pair.title, pair.topic) for pair in pairs])
        if self.pair.value() is None:
            self.pair.set_value(None)
        self.pair.blockSignals(False)

    @property
    def pair_id(self) -> int | None:
        """The pair chosen, None for all."""
        chosen: int | None = self.pair.value()
        return chosen

    @property
    def days(self) -> Period:
        """The first and the last day shown, None where there is no bound."""
        return period(self.period.value(), self._clock.today())


def period(name: Any, today: date) -> Period:
    """First and last day of a named period on *today*."""
    if name == "month":
        return today.replace(day=1), add_months(today.replace(day=1), 1) - timedelta(days=1)
    if name == "quarter":
        return add_months(today, -3), None
    if name == "year":
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if name == "last-year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return None, None

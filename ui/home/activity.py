"""Sessions a month on Home: the chart, and the same numbers as a table one key away."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.dates import month_name, short_month
from app.language import _
from app.sessions.activity import MonthOfSessions
from ui.kit.cards import Card
from ui.kit.charts import Bar, Legend, MonthBars
from ui.kit.dialogs import Sheet
from ui.kit.rows import Column
from ui.kit.tables import ListTable
from ui.kit.theme import theme


@dataclass(frozen=True)
class _Month:
    id: int
    name: str
    held: int
    kept: int
    other: int
    cancelled: int


class _Chart(MonthBars):
    """Bars that open their table with Enter, Space or a double click."""

    def __init__(self, card: "Activity") -> None:
        super().__init__(_("Protected time kept"), _("In part or not"))
        self._card = card
        self.setToolTip(_("Enter shows the numbers as a table."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._card.show_table()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._card.show_table()


class Activity(Card):
    """The card with the chart of twelve months."""

    def __init__(self) -> None:
        super().__init__(padded=True)
        u = theme().u
        self.column.setSpacing(u(6))
        self.set_head(_("Sessions a month"), Legend(_("Protected time kept"), _("In part or not")))
        self.chart = _Chart(self)
        self.add(self.chart, 1)
        self._months: tuple[MonthOfSessions, ...] = ()
        self.sheet: Sheet | None = None

    def show_months(self, months: tuple[MonthOfSessions, ...]) -> None:
        """Show *months*, the oldest first."""
        self._months = months
        self.chart.set_bars(
            [Bar(short_month(each.month), each.kept, each.part + each.not_kept) for each in months]
        )

    def show_table(self) -> None:
        """Open the numbers as a table."""
        sheet = Sheet(self.window(), _("Sessions a month"), width=560)
        card = Card(padded=False)
        card.add(_table(self._months))
        sheet.body.addWidget(card)
        sheet.add_button(_("Close"), main=True)
        self.sheet = sheet
        sheet.open()


def _table(months: tuple[MonthOfSessions, ...]) -> QWidget:
    table = ListTable(
        (
            Column(_("Month"), lambda row: row.name, "strong", 150, stretch=1),
            Column(_("Held"), lambda row: str(row.held), "number", 70),
            Column(_("Time kept"), lambda row: str(row.kept), "number", 90),
            Column(_("In part or not"), lambda row: str(row.other), "number", 110),
            Column(_("Cancelled"), lambda row: str(row.cancelled), "number", 90),
        ),
        name=_("Sessions a month"),
        row_height=30,
    )
    table.set_rows(
        [
            _Month(
                place,
                f"{month_name(each.month)} {each.year}",
                each.held,
                each.kept,
                each.part + each.not_kept,
                each.cancelled,
            )
            for place, each in enumerate(reversed(months))
        ]
    )
    table.setFixedHeight(theme().u(32 + 30 * len(months)) + 4)
    return table

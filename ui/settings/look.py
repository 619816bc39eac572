"""Look, text size and locking: light, dark, high contrast, or as the PC says; 80 to 200 per cent;
after how many minutes without input the window locks.

All are kept for this user of the PC, not in the book.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _
from ui.kit.cards import Card
from ui.kit.choices import Choice, ChoiceField
from ui.kit.context import Context
from ui.kit.fields import NumberField
from ui.kit.forms import Form
from ui.kit.idle import LEAST, MOST
from ui.kit.pills import Marked, Pill
from ui.kit.scrolled import Scrolled
from ui.kit.segments import Segments
from ui.kit.text import Label
from ui.kit.theme import ZOOM_STEPS, theme
from ui.settings.section import Section


class LookSection(Section):
    """Each choice shows at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Look and locking"), _("Kept for you on this PC, not in the book"))
        self.form = Form(columns=1)
        self.look = self.form.add(
            "look",
            _("Look"),
            Segments(
                _("Look"),
                (
                    ("system", _("As the PC")),
                    ("light", _("Light"), "sun"),
                    ("dark", _("Dark"), "moon"),
                    ("contrast", _("High contrast"), "eye"),
                ),
                equal=False,
            ),
            help=_("“As the PC” follows its light, dark and high-contrast settings."),
        )
        self.zoom = self.form.add(
            "zoom",
            _("Text size"),
            ChoiceField([Choice(step, _("{n} %").format(n=step)) for step in ZOOM_STEPS], searchable=False),
            help=_("Ctrl and + or − change it anywhere; Ctrl+0 returns to 100 %."),
        )
        self.minutes = self.form.add(
            "lock_minutes",
            _("Locks after"),
            NumberField(LEAST, MOST, unit=_("minutes")),
            help=_("Without a key or the mouse being touched. Ctrl+L locks at once."),
        )
        if context.idle is None:
            self.form.show_row("lock_minutes", False)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(14))
        card = Card()
        self.form.setMaximumWidth(theme().u(520))
        card.add(self.form)
        column.addWidget(card)
        column.addWidget(_sample())
        column.addStretch(1)
        self.column.addWidget(Scrolled(content), 1)
        self.refresh()
        self.look.changed.connect(lambda: self._later(self._set_look))
        self.zoom.changed.connect(lambda: self._later(self._set_zoom))
        self.minutes.changed.connect(self._set_minutes)
        theme().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what holds now."""
        look = self.context.theme
        self.look.set_value(look.look)
        zoom = min(ZOOM_STEPS, key=lambda step: abs(step - look.zoom))
        if self.zoom.value() != zoom:
            self.zoom.set_value(zoom)
        if self.context.idle is not None and self.minutes.value() != self.context.idle.minutes:
            self.minutes.set_value(self.context.idle.minutes)
        self.form.setMaximumWidth(theme().u(520))

    def _set_minutes(self) -> None:
        if self.context.idle is not None:
            self.context.idle.set_minutes(self.minutes.value())

    def _later(self, act: object) -> None:
        # A control must not be polished anew while it handles its own click.
        QTimer.singleShot(0, self, act)  # type: ignore[call-overload]

    def _set_look(self) -> None:
        wanted = self.look.value()
        if wanted and wanted != self.context.theme.look:
            self.context.theme.set_look(wanted)

    def _set_zoom(self) -> None:
        if self.zoom.value():
            self.context.theme.set_zoom(self.zoom.value())


def _sample() -> Card:
    card = Card(_("How it looks"))
    card.add(Label(_("Lan Nguyễn → Margit Sørvik"), "strong"))
    card.add(
        Label(_("Electronic charting · 3 of 6 sessions · next on Thu 26 Mar, 14:30"), "quiet", wrap=True)
    )
    card.add_row(
        Pill(Marked("on-track", _("On track"))),
        Pill(Marked("slowing", _("Slowing"))),
        Pill(Marked("stalled", _("Stalled"))),
        1,
    )
    return card

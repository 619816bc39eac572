"""Needs attention: what a person has to deal with, each with the one button that does it.

Promises: most urgent first; six rows, the others one click away; the button says what it
does, and a screen reader hears what it is about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card
from ui.kit.icons import draw
from ui.kit.text import Elided, IconText, Label, rule
from ui.kit.theme import theme
from ui.kit.tokens import Tone

SHOWN = 6
ROW_HEIGHT = 66


@dataclass(frozen=True)
class Matter:
    """One row: how it looks, its words, and the button with what it does."""

    icon: str
    tone: Tone
    headline: str
    detail: str
    action: str
    act: Callable[[], object]


class _Tile(QWidget):
    """The matter's icon on a square of its tone."""

    def __init__(self, icon: str, tone: Tone) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().u(32)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        u, tokens = theme().u, theme().tokens
        ink, ground = tokens.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 1) if tokens.edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), u(6), u(6))
        draw(painter, self._icon, ink, (self.width() - u(16)) // 2, (self.height() - u(16)) // 2, u(16))


class MatterRow(QWidget):
    """One matter with its button."""

    def __init__(self, matter: Matter, button_width: int) -> None:
        super().__init__()
        u = theme().u
        row = QHBoxLayout(self)
        row.setContentsMargins(u(14), 0, u(14), 0)
        row.setSpacing(u(12))
        row.addWidget(_Tile(matter.icon, matter.tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Elided(matter.headline, "strong", lines=2))
        words.addWidget(Elided(matter.detail, "quiet", lines=2))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.button = Button(matter.action, small=True)
        self.button.setMinimumWidth(u(button_width))
        self.button.setAccessibleDescription(f"{matter.headline}. {matter.detail}")
        self.button.clicked.connect(matter.act)
        row.addWidget(self.button)
        self.setMinimumHeight(u(ROW_HEIGHT))


class NeedsAttention(Card):
    """The card; :meth:`show_matters` fills it, *well* stands there when nothing does.

    All buttons are at least *button_width* wide, so that they stand in one column.
    """

    def __init__(self, title: str = "", well: str = "", *, button_width: int = 128) -> None:
        super().__init__(padded=False)
        self._button_width = button_width
        self._well = well or _("Nothing waits for you: every open pair is on track and all is signed.")
        self._matters: tuple[Matter, ...] = ()
        self._all = False
        self.link = LinkButton("")
        self.link.clicked.connect(self._toggle)
        self._order = Label(_("Most urgent first"), "quiet")
        right = QWidget()
        side = QHBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme().u(12))
        side.addWidget(self._order)
        side.addWidget(self.link)
        self.set_head(title or _("Needs attention"), right)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self.rows: list[MatterRow] = []

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """Show *matters*, most urgent first."""
        self._matters = tuple(matters)
        self._fill()

    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        many = len(self._matters) > SHOWN
        shown = self._matters if self._all else self._matters[:SHOWN]
        self.rows = []
        for place, matter in enumerate(shown):
            if place:
                self._rows.addWidget(rule())
            row = MatterRow(matter, self._button_width)
            self._rows.addWidget(row)
            self.rows.append(row)
        if not shown:
            self._rows.addWidget(_all_well(self._well))
        self._order.setVisible(bool(shown) and not many)
        self.link.setVisible(many)
        self.link.setText(_("Show fewer") if self._all else _("All {n}").format(n=len(self._matters)))


def _all_well(words: str) -> QWidget:
    box = QWidget()
    u = theme().u
    row = QHBoxLayout(box)
    row.setContentsMargins(u(16), u(20), u(16), u(20))
    well = IconText("ok", words, tone="good")
    well.words.setWordWrap(True)
    row.addWidget(well)
    return box

"""What a place shows while there is nothing in it: why, and up to three next steps (STYLE 3, mock 15).

Promises: a drawing, one headline, one sentence that explains the word, steps of which
some may be done already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.text import IconLabel, IconText, Label, rule
from ui.kit.theme import theme


@dataclass(frozen=True)
class NextStep:
    """One of the steps: *done* shows a tick in place of the button *action* that does *act*."""

    icon: str
    title: str
    words: str
    action: str = ""
    act: Callable[[], object] | None = None
    done: bool = False
    action_icon: str = ""


class _Drawing(QWidget):
    """Two discs, one of them still a dashed outline."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        u = theme().u
        return QSize(u(144), u(108))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(look.zoom / 100, look.zoom / 100)
        dashed = QPen(QColor(tokens.ctl), 1.8, Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([3.4, 2.6])
        painter.setPen(dashed)
        painter.drawEllipse(QRectF(48, 2, 92, 92))
        plain = QPen(QColor(tokens.ctl), 1.8, c=Qt.PenCapStyle.RoundCap)
        painter.setPen(plain)
        painter.drawEllipse(QRectF(84.5, 24, 19, 19))
        painter.drawArc(QRectF(76, 48, 36, 34), 0, 180 * 16)
        painter.setPen(QPen(QColor(tokens.primary), 2))
        painter.setBrush(QColor(tokens.tint))
        painter.drawEllipse(QRectF(2, 48, 56, 56))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(24, 61, 12, 12))
        painter.drawArc(QRectF(18.5, 76, 23, 21), 0, 180 * 16)


class EmptyState(Card):
    """A card in the place of the table."""

    def __init__(
        self,
        headline: str,
        sentence: str,
        steps: Sequence[NextStep] = (),
        *,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        u = theme().u
        self.column.setSpacing(u(6))
        self.column.addStretch(3)
        self.column.addWidget(_Drawing(), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(u(24))
        head = Label(headline, "panel")
        head.setProperty("kind", "title")
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(head)
        words = Label(sentence, "lead", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setMaximumWidth(u(560))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(words, 6)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(u(14))
        if steps:
            self._add_steps(steps)
        if other is not None:
            self._add_other(other)
        self.column.addStretch(4)

    def _add_steps(self, steps: Sequence[NextStep]) -> None:
        u = theme().u
        box = QFrame()
        box.setObjectName("card")
        box.setMaximumWidth(u(880))
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for place, step in enumerate(steps):
            if place:
                across.addWidget(rule("vrule"))
            across.addWidget(_step(step), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 20)
        row.addStretch(1)
        self.column.addLayout(row)

    def _add_other(self, other: tuple[str, Callable[[], object]]) -> None:
        words, act = other
        row = QHBoxLayout()
        row.setSpacing(theme().u(3))
        row.addStretch(1)
        row.addWidget(Label(_("Or"), "quiet"))
        link = Button(words, "", "text")
        link.clicked.connect(lambda _on=False: act())
        row.addWidget(link)
        row.addStretch(1)
        self.column.addSpacing(theme().u(14))
        self.column.addLayout(row)


def _step(step: NextStep) -> QWidget:
    u = theme().u
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(u(16), u(14), u(16), u(15))
    column.setSpacing(u(6))
    head = QHBoxLayout()
    head.setSpacing(u(10))
    head.addWidget(IconLabel(step.icon, "primary", 18))
    head.addWidget(Label(step.title, "strong"), 1)
    column.addLayout(head)
    column.addWidget(Label(step.words, "quiet", wrap=True))
    column.addStretch(1)
    if step.done:
        column.addWidget(IconText("ok", _("Done"), tone="good"))
    elif step.act is not None:
        button = Button(step.action, step.action_icon or step.icon, small=True)
        act = step.act
        button.clicked.connect(lambda _on=False: act())
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return box

"""A banner: what happened, in bold first words, with its remedy (STYLE 3).

Promises: it stands in the layout above what it concerns and pushes content down; at most
three buttons, the remedy first; a screen reader hears the whole of it when it appears.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import KnownProblem
from ui.kit.announcing import announce
from ui.kit.buttons import Button
from ui.kit.flow import Flow
from ui.kit.text import IconLabel, TwoWeights
from ui.kit.theme import theme
from ui.kit.tokens import Tone

_ICONS: dict[Tone, str] = {
    "good": "ok",
    "watch": "watch",
    "bad": "stop",
    "info": "info",
    "mute": "info",
    "teach": "info",
    "learn": "info",
}


class Banner(QFrame):
    """A coloured box with *strong* first words and the *rest*; hidden until :meth:`say`, if empty."""

    def __init__(self, tone: Tone = "info", strong: str = "", rest: str = "", *, icon: str = "") -> None:
        super().__init__()
        self._tone: Tone = tone
        u = theme().u
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(u(13), u(9), u(9), u(9))
        whole.setSpacing(u(11))
        self._icon = IconLabel(icon or _ICONS[tone], "tint_ink" if tone == "teach" else tone, 17)
        whole.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(u(8))
        self.words = TwoWeights(strong, rest)
        column.addWidget(self.words)
        self._buttons = Flow(u(8))
        column.addLayout(self._buttons)
        whole.addLayout(column, 1)
        self._side = QHBoxLayout()
        whole.addLayout(self._side)
        if not (strong or rest):
            self.hide()

    def say(self, tone: Tone, strong: str, rest: str = "", *, icon: str = "", aloud: bool = True) -> None:
        """Show these words, and have them read out."""
        self._tone = tone
        self._icon.set_icon(icon or _ICONS[tone], "tint_ink" if tone == "teach" else tone)
        self.words.say(strong, rest)
        self.clear_buttons()
        self.show()
        self._fit()
        self.update()
        if aloud:
            announce(self, self.words.plain)

    def show_problem(self, problem: KnownProblem) -> None:
        """Show a known problem: what happened, what is safe, what to do."""
        self.say("bad", problem.what, " ".join(part for part in (problem.safe, problem.do) if part))

    def add_button(
        self, text: str, act: Callable[[], object], icon: str = "", *, main: bool = False, link: bool = False
    ) -> Button:
        """Offer a way on below the words; the remedy comes first and may be *main*."""
        kind = "text" if link else "main" if main else "plain"
        button = Button(text, icon, kind, small=not link)  # type: ignore[arg-type]
        button.clicked.connect(lambda _on=False: act())
        self._buttons.addWidget(button)
        self._fit()
        return button

    def add_link(self, text: str, act: Callable[[], object]) -> Button:
        """Offer a text action at the right end of a one-line banner."""
        button = Button(text, "", "text")
        button.setProperty("crumb", "true")
        button.setFixedHeight(theme().u(20))  # no taller than the words beside it
        button.clicked.connect(lambda _on=False: act())
        self._side.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def clear_buttons(self) -> None:
        """Take all buttons away."""
        for row in (self._buttons, self._side):
            while row.count():
                item = row.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.hide()  # at once: until it is gone Tab would still come to it
                    widget.deleteLater()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width() or hint.width())))

    def _fit(self) -> None:
        if self.width() > 50:
            self.setMinimumHeight(self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        colour, ground = tokens.tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme().u(8), theme().u(8)
        )


def remark(tone: Tone, strong: str, rest: str = "") -> QWidget:
    """A banner that only informs."""
    return Banner(tone, strong, rest)

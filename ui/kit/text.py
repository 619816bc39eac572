"""Words on screen: labels that never read user text as markup.

Promises: every label is plain text; two weights in one sentence come from
:func:`two_weights`, which escapes both; long names elide with a tool tip.
"""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.kit.icons import pixmap
from ui.kit.label import Label
from ui.kit.theme import theme
from ui.kit.tokens import Tone
from ui.kit.two_lines import in_two


class Elided(Label):
    """One line that ends in … where it does not fit; then the whole text is the tool tip.

    Of a text *least* wide, in units of the text size, nothing is ever cut.  With *lines* 2 it takes a
    second line before it is cut.
    """

    def __init__(
        self, text: str = "", kind: str = "", *, least: int = 0, lines: int = 1, parent: QWidget | None = None
    ) -> None:
        self._least, self._lines = least, lines
        self._two: tuple[str, str] | None = None
        super().__init__(text, kind, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().u(20), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def setText(self, text: str) -> None:
        super().setText(" ".join(text.split()))
        self._keep_least()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_least()

    def _keep_least(self) -> None:
        if self._least:
            self.setMinimumWidth(min(self.sizeHint().width(), theme().u(self._least)))

    def is_cut(self) -> bool:
        """Whether the words end in …"""
        lines = self._two or (self.text(),)
        return max(map(self.fontMetrics().horizontalAdvance, lines)) > self.width()

    def _tell(self) -> None:
        if self._lines > 1:
            self._two = None
            if self.is_cut():
                self._two = in_two(self.text(), self.width(), self.fontMetrics().horizontalAdvance)
            self.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 if self._two else 0)
        self.setToolTip(plain_tip(self.text()) if self.is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect: QRect = self.contentsRect()
        metrics = self.fontMetrics()
        lines = self._two or (self.text(),)
        shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width()) for line in lines]
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(self.alignment())
        painter.drawText(rect, flags, "\n".join(shown))


class TwoWeights(QLabel):
    """A sentence whose first words are bold; both parts are escaped."""

    def __init__(self, strong: str = "", rest: str = "", *, kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setProperty("kind", kind)
        self.setWordWrap(True)
        self.plain = ""
        self.say(strong, rest)

    def say(self, strong: str, rest: str) -> None:
        """Show other words."""
        self.plain = " ".join(part for part in (strong, rest) if part)
        self.setText(two_weights(strong, rest))
        self.setAccessibleName(self.plain)


def plain_tip(text: str) -> str:
    """*text* as a tool tip that never reads it as markup, whatever it looks like."""
    from html import escape

    return f"<span>{escape(text)}</span>" if "<" in text else text


def breakable(path: object) -> str:
    """A path in words that may go on in the next line after each folder."""
    words = str(path)
    for separator in "/\\":
        words = words.replace(separator, separator + "\u200b")
    return words


def two_weights(strong: str, rest: str) -> str:
    """Markup for *strong* words followed by the *rest*, both escaped."""
    from html import escape

    first = f'<span style="font-weight:600">{escape(strong)}</span>' if strong else ""
    return f"{first}{' ' if strong and rest else ''}{escape(rest)}".replace("\n", "<br>")


class IconLabel(QLabel):
    """A drawn icon in the colour of a token; decoration, so it has no accessible name."""

    def __init__(self, name: str, token: str = "ink2", pixels: int = 16) -> None:
        super().__init__()
        self._name, self._token, self._pixels = name, token, pixels
        self._show()
        theme().changed.connect(self._show)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self._show()

    def _show(self) -> None:
        look = theme()
        colour = str(getattr(look.tokens, self._token))
        side = look.u(self._pixels)
        self.setPixmap(pixmap(self._name, colour, side, self.devicePixelRatioF()))
        self.setFixedSize(side, side)


class IconText(QWidget):
    """An icon with its word, as for a calm state or a remark."""

    def __init__(self, name: str, words: str, *, token: str = "ink2", tone: Tone | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(6))
        self.icon = IconLabel(name, "tint_ink" if tone == "teach" else (tone or token))
        self.words = Label(words, "" if tone else "quiet", tone=tone)
        row.addWidget(self.icon)
        row.addWidget(self.words)
        row.addStretch(1)

    def say(self, name: str, words: str, tone: Tone | None = None) -> None:
        """Show another icon and other words."""
        self.icon.set_icon(name, "tint_ink" if tone == "teach" else (tone or "ink2"))
        self.words.setText(words)
        self.words.set_tone(tone)


def rule(kind: str = "rule") -> QFrame:
    """A hairline: "rule" between rows, "edge" between areas, "vrule" upright."""
    line = QFrame()
    line.setObjectName(kind)
    return line


def put_away(widget: QWidget) -> bool:
    """Whether *widget* was hidden on purpose: one that was never shown yet also counts as hidden to Qt."""
    explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return explicit and widget.isHidden()

"""Words on screen that never read user text as markup, light enough for the first window.

Promises: every label is plain text.  Nothing of the ``Qt`` namespace is named here: PySide makes all of its
hundred enumerations at the first touch, a sixth of what a bare window takes to come up (DESIGN 8).
"""

from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.tokens import Tone

PLAIN_TEXT = 0  # Qt.TextFormat.PlainText; a test holds them equal


class Label(QLabel):
    """Plain text of a *kind*: display, title, hero, panel, head, strong, label, group, quiet, small, least,
    number, lead.

    "" is body text.  A *tone* colours it.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "",
        *,
        tone: Tone | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: Tone | None) -> None:
        """Colour the words anew."""
        self.setProperty("tone", tone or "")
        repolish(self)

    def set_kind(self, kind: str) -> None:
        """Give the words another size and weight."""
        self.setProperty("kind", kind)
        repolish(self)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property of *widget*."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()

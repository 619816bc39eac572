"""What scrolls up and down, never sideways.

Promises: the bar takes no room from what it holds: it stands in the right margin of the content's layout,
where that is wide enough.  Names nothing of the ``Qt`` namespace (see :mod:`ui.kit.label`).
"""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

ALWAYS_OFF = 1  # Qt.ScrollBarPolicy.ScrollBarAlwaysOff
NO_FOCUS = 0  # Qt.FocusPolicy.NoFocus


class Scrolled(QScrollArea):
    """*content*, scrolled where the room is short."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        content.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", ALWAYS_OFF)
        self.setProperty("focusPolicy", NO_FOCUS)
        self.setWidget(content)
        self._lent, self._left_over = 0, -1
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def _make_room(self, _least: int, most: int) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is None:
            return
        margins = layout.contentsMargins()
        whole = margins.right() + (self._lent if margins.right() == self._left_over else 0)
        self._lent = min(whole, self.verticalScrollBar().sizeHint().width()) if most > 0 else 0
        self._left_over = whole - self._lent
        if margins.right() != self._left_over:
            margins.setRight(self._left_over)
            layout.setContentsMargins(margins)

"""The frame of a front page: the dark side, one column in the middle, a button row.

Promises: the column is as wide as the sign-in's; it scrolls where the room is short.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.sign_in.side import Side, front, space_above


class FrontPage(QWidget):
    """A title, a sentence, and what subclasses :meth:`add`."""

    def __init__(self, title: str, lead: str, *, unit: str = "", width: int = 416) -> None:
        super().__init__()
        u = theme().u
        self.side = Side()
        if unit:
            self.side.middle.addWidget(Label(_("The book of")))
            self.side.middle.addWidget(Label(unit, "display", wrap=True))
        else:
            self.side.middle.addWidget(Label(_("Reverse mentoring,\nkept in one book"), "display"))
        self.side.middle.addSpacing(u(12))
        self.side.middle.addWidget(Label(_("Who teaches whom, what was agreed,\nand what happens next.")))
        self.side.add_promise("shield", _("Encrypted. Nothing leaves this PC."))
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(u(24), space_above(), u(24), u(16))
        box = QWidget()
        box.setMaximumWidth(u(width))
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(u(14))
        words = QVBoxLayout()
        words.setSpacing(u(4))
        words.addWidget(Label(title, "title", wrap=True))
        words.addWidget(Label(lead, "quiet", wrap=True))
        self._column.addLayout(words)
        self.banner = Banner("bad")
        self._column.addWidget(self.banner)
        row.addStretch(1)
        row.addWidget(box, 12)
        row.addStretch(1)
        self.right = QVBoxLayout()
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        self.right.addWidget(Scrolled(middle), 1)
        content = QWidget()
        content.setLayout(self.right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(front(self.side, content))

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Append *widget*."""
        self._column.addWidget(widget, stretch)
        return widget

    def add_buttons(self, *buttons: QWidget) -> None:
        """The row that ends the column, the main button last."""
        row = QHBoxLayout()
        row.setSpacing(theme().u(8))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._column.addLayout(row)
        self._column.addStretch(1)

    def show_problem(self, problem: KnownProblem, retry: Callable[[], object] | None = None) -> None:
        """Tell a problem on top of the column."""
        words = getattr(problem, "words", None)
        if words is not None:
            self.banner.say("watch", words())
        else:
            self.banner.show_problem(problem)
        if retry is not None:
            self.banner.add_button(_("Try again"), retry, "retry")

"""The head of a page: title and facts; at the right search, prints and the one filled button (STYLE 2).

Promises: of a title TITLE_KEPT wide nothing is cut; where a line is too short for it and for what stands at
the right, that goes below it; facts that are cut beside it take a line of their own.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import Button
from ui.kit.fields import lead_with
from ui.kit.text import Elided, Label
from ui.kit.theme import theme

TITLE_KEPT = 240  # units: the name of every place and every section; the search box gives way first


class PageHead(QWidget):
    """Title and one sentence of facts; at the right search, Print… and one filled button."""

    searched = Signal(str)

    def __init__(
        self, title: str, facts: str = "", *, trail: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        super().__init__()
        u = theme().u
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.search: SearchBox | None = None
        self.print_button: Button | None = None
        if trail:
            whole.addLayout(self._trail(trail, title))
        row = self._row = QHBoxLayout()
        row.setSpacing(u(8))
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Elided(title, "title", least=TITLE_KEPT)
        self.facts = Elided(facts, "quiet")
        words.addWidget(self.title)
        words.addWidget(self.facts)
        row.addLayout(words, 1)
        self._right = QHBoxLayout()
        self._right.setSpacing(u(8))
        row.addLayout(self._right)
        row.setAlignment(self._right, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        # As narrow as the longer of its two lines.
        found = super().minimumSizeHint()
        narrow = max(self.title.minimumWidth(), self._right.minimumSize().width())
        return QSize(min(found.width(), narrow), found.height())

    def _fold(self) -> None:
        """Put what stands at the right below the title where a line is too short for both."""
        needed = self.title.minimumWidth() + self._row.spacing() + self._right.minimumSize().width()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = beside if needed <= self.width() else below
        if direction is not self._row.direction():
            self._row.setDirection(direction)
        room = self.width() - self._row.spacing() - self._right.sizeHint().width()
        cut = direction is beside and self.facts.sizeHint().width() > room
        home, other = (self._whole, self._words) if cut else (self._words, self._whole)
        if home.indexOf(self.facts) < 0:
            other.removeWidget(self.facts)
            home.addWidget(self.facts)

    def _trail(self, trail: Sequence[tuple[str, Callable[[], object]]], title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().u(6))
        for words, act in trail:
            link = Button(words, "", "text")
            link.setProperty("crumb", "true")
            link.setFixedHeight(theme().u(22))
            link.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(link)
            row.addWidget(Label("›", "quiet"))
        row.addWidget(Label(title, "quiet"))
        row.addStretch(1)
        return row

    def say(self, title: str | None = None, facts: str | None = None) -> None:
        """Change title or facts."""
        if title is not None:
            self.title.setText(title)
        if facts is not None:
            self.facts.setText(facts)

    def add(self, widget: QWidget) -> QWidget:
        """Append something at the right."""
        self._right.addWidget(widget)
        return widget

    def add_search(self, hint: str) -> "SearchBox":
        """The search box; it answers to Ctrl+F, Esc empties it."""
        box = SearchBox(hint)
        box.textChanged.connect(self.searched)
        self._right.addWidget(box)
        self.search = box
        return box

    def add_print(self, act: Callable[[], object], words: str = "") -> Button:
        """The Print… button."""
        button = self.print_button = Button(words or _("Print…"), "print")
        button.clicked.connect(lambda _on=False: act())
        self._right.addWidget(button)
        return button

    def add_main(
        self, words: str, act: Callable[[], object], icon: str = "plus", *, hint: str = ""
    ) -> Button:
        """The one filled button."""
        button = Button(words, icon, "main", hint=hint)
        button.clicked.connect(lambda _on=False: act())
        self._right.addWidget(button)
        return button


class SearchBox(QLineEdit):
    """A search box with its glass; Esc empties it, Down goes on to what was found."""

    down = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setToolTip(_("Ctrl+F"))
        self.setMaxLength(200)
        lead_with(self, "search")
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        # It gives way where large text needs the room for buttons.
        self.setMinimumWidth(theme().u(110))
        self.setMaximumWidth(theme().u(186))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().u(186), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

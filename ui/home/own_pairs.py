"""One's own pairs on Home: whom one teaches, whom one learns from, and how it goes (mock 04).

Promises: teaching and learning stand apart, each with its own sign; a click opens the pair.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.dates import long_day
from app.language import _
from app.pairs.pairs import Person
from app.pairs.stall import Light, light_word
from app.pairs.words import Status, label
from app.sessions.pair_rows import PairRow
from ui.kit.avatar import Avatar
from ui.kit.buttons import LinkButton
from ui.kit.cards import Card
from ui.kit.details import fact
from ui.kit.enter import PressedByEnter
from ui.kit.pills import Dots, Marked, Pill
from ui.kit.text import Elided, Label, rule
from ui.kit.theme import theme
from ui.kit.tokens import Tone


class PairLine(PressedByEnter, QAbstractButton):
    """One pair by the people of the other side."""

    def __init__(
        self, row: PairRow, others: Sequence[Person], tone: Tone, opened: Callable[[], object]
    ) -> None:
        super().__init__()
        u = theme().u
        self.clicked.connect(lambda _on=False: opened())
        self.setProperty("focus_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(u(16), u(10), u(16), u(10))
        whole.setSpacing(u(12))
        names = ", ".join(person.name for person in others)
        whole.addWidget(Avatar(others[0].name if others else "", 34, tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(names, "strong"))
        detail = " · ".join(part for part in (others[0].grade if others else "", row.topic) if part)
        words.addWidget(Elided(detail, "quiet"))
        whole.addLayout(words, 1)
        right = QVBoxLayout()
        right.setSpacing(u(2))
        mark = _mark(row)
        right.addWidget(fact(mark), 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(Dots(row.held, row.planned_sessions), 0, Qt.AlignmentFlag.AlignRight)
        whole.addLayout(right)
        self.setAccessibleName(f"{names}, {detail}, {mark.word}, {row.held}/{row.planned_sessions}")

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self.isDown():
            QPainter(self).fillRect(self.rect(), QColor(theme().tokens.sunken))


class OwnPairs(Card):
    """The card; *opened* is called with a pair's id, *wanted* for all of them."""

    def __init__(self, opened: Callable[[int], object], wanted: Callable[[], object]) -> None:
        super().__init__(padded=False)
        self._opened = opened
        link = LinkButton(_("All pairs"))
        link.clicked.connect(wanted)
        self.set_head(_("Your pairs"), link)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self.lines: list[PairLine] = []

    def show_rows(self, rows: Sequence[PairRow], own: int) -> None:
        """Show the open pairs of the person *own*."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        teaches = [row for row in rows if own in [person.id for person in row.mentors]]
        learns = [row for row in rows if own in [person.id for person in row.mentees]]
        self._add_side("teach", _("You teach"), [(row, row.mentees) for row in teaches])
        self._add_side("learn", _("You learn"), [(row, row.mentors) for row in learns])
        if not self.lines:
            self._rows.addWidget(_nobody())

    def _add_side(self, tone: Tone, words: str, rows: Sequence[tuple[PairRow, tuple[Person, ...]]]) -> None:
        if not rows:
            return
        if self.lines:
            self._rows.addWidget(rule())
        u = theme().u
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(u(16), u(9), u(16), u(9))
        line.addWidget(Pill(Marked("teaches" if tone == "teach" else "learns", words)))
        line.addStretch(1)
        self._rows.addWidget(head)
        for row, others in rows:
            self._rows.addWidget(rule())
            pair = PairLine(row, others, tone, lambda id_=row.id: self._opened(id_))
            self._rows.addWidget(pair)
            self.lines.append(pair)


def _mark(row: PairRow) -> Marked:
    if row.status is not Status.ACTIVE or row.rhythm.light is Light.NONE:
        word = label(row.status)
        if row.status is Status.PAUSED:
            word = _("{state} since {day}").format(state=word, day=long_day(row.status_since))
        return Marked(row.status.value, word)
    return Marked(row.rhythm.light.value, light_word(row.rhythm.light))


def _nobody() -> QWidget:
    box = QWidget()
    u = theme().u
    row = QHBoxLayout(box)
    row.setContentsMargins(u(16), u(16), u(16), u(16))
    words = _("You are in no open pair. The manager matches what you can teach with who wants to learn it.")
    row.addWidget(Label(words, "quiet", wrap=True))
    return box

"""The next session and the mentor training of whoever is signed in, on their Home (mock 04)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.dates import duration, short_day
from app.language import _
from app.sessions.actions import ActionRow
from app.training.training import TrainingView
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card, across
from ui.kit.dates import day_name
from ui.kit.details import fact
from ui.kit.fields import CheckField
from ui.kit.fonts import face
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.training.lines import state_of


@dataclass(frozen=True)
class Coming:
    """The session that comes next: with whom, about what, its actions; *due* when its day has come.

    *own* is the staff member who reads it.
    """

    pair_id: int
    on: date
    at: time | None
    minutes: int
    others: str
    topic: str
    number: int
    planned: int
    actions: Sequence[ActionRow]
    due: bool
    own: int | None


@dataclass(frozen=True)
class ComingActs:
    """What the card's buttons do."""

    record: Callable[[int], object]
    change: Callable[[int], object]
    tick: Callable[[int, bool], object]


class _Leaf(QWidget):
    """A leaf of the calendar: the day's name over its number."""

    def __init__(self) -> None:
        super().__init__()
        self._day, self._today = date.min, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, day: date, today: date) -> None:
        """Show *day*."""
        self._day, self._today = day, day == today
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().u(66), theme().u(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(frame, u(6), u(6))
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        head = QRect(0, 0, self.width(), u(24))
        painter.fillRect(head, QColor(tokens.primary))
        painter.setPen(QColor(tokens.on))
        painter.setFont(face(u(12), strong=True))
        words = _("Today") if self._today else day_name(self._day)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(face(u(22), strong=True))
        rest = QRect(0, head.height(), self.width(), self.height() - head.height())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignCenter), str(self._day.day))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawPath(path)


class NextSession(Card):
    """The card of the session that comes next; hidden words say when there is none."""

    def __init__(self, acts: ComingActs) -> None:
        super().__init__()
        u = theme().u
        self._acts = acts
        self._pair_id = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = QHBoxLayout()
        head.setSpacing(u(18))
        self._leaf = _Leaf()
        head.addWidget(self._leaf, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(u(2))
        words.addStretch(1)
        self.title = Label("", "panel", wrap=True)
        self.facts = Label("", "quiet", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.change = Button(_("Change time"), "clock")
        self.change.clicked.connect(lambda: self._acts.change(self._pair_id))
        self.record = Button(_("Record it"), "check")
        self.record.clicked.connect(lambda: self._acts.record(self._pair_id))
        head.addLayout(across(self.change, self.record))
        self.column.addLayout(head)
        self._box = QFrame()
        self._box.setObjectName("sunken")
        self._actions = QVBoxLayout(self._box)
        self._actions.setContentsMargins(u(12), u(10), u(12), u(10))
        self._actions.setSpacing(u(8))
        self.add(self._box)

    def say(self, coming: Coming | None, today: date) -> None:
        """Show it, or that nothing is booked."""
        while self._actions.count():
            item = self._actions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in (self._leaf, self.change, self.record):
            widget.setVisible(coming is not None)
        self._box.setVisible(coming is not None and bool(coming.actions))
        if coming is None:
            self.title.setText(_("No session is booked"))
            self.facts.setText(_("Set a next date in one of your pairs, or when you record a session."))
            return
        self._pair_id = coming.pair_id
        self._leaf.say(coming.on, today)
        when = f"{coming.at:%H:%M} " if coming.at else ""
        self.title.setText(_("{time}with {others}").format(time=when, others=coming.others))
        number = _("session {number} of {planned}").format(
            number=coming.number, planned=max(coming.planned, coming.number)
        )
        minutes = duration(coming.minutes)
        day = "" if coming.on == today else short_day(coming.on, today)
        self.facts.setText(" · ".join(part for part in (day, coming.topic, number, minutes) if part))
        self.record.setVisible(coming.due)
        if coming.actions:
            self._actions.addWidget(Label(_("Open from last time"), "label"))
        for action in coming.actions:
            self._actions.addWidget(self._line(action, today, coming.own))

    def _line(self, action: ActionRow, today: date, own: int | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(10))
        box = CheckField(action.text.replace("&", "&&"))
        box.setAccessibleName(f"{action.text}, {action.owner}")
        box.setMinimumWidth(40)
        box.toggled.connect(lambda on: self._acts.tick(action.id, on))
        row.addWidget(box, 1)
        by = _("You") if action.owner_id == own else action.owner
        if action.due_on:
            by = _("{who}, by {day}").format(who=by, day=short_day(action.due_on, today))
        row.addWidget(Label(by, "quiet"))
        return line


class OwnTraining(Card):
    """One's own mentor training: how far it is, and what is open."""

    def __init__(self, wanted: Callable[[], object]) -> None:
        super().__init__()
        self._state = QWidget()
        self._side = QHBoxLayout(self._state)
        self._side.setContentsMargins(0, 0, 0, 0)
        self.set_head(_("Your mentor training"), self._state)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.add(self.bar)
        self.words = Label("", "strong")
        self.link = LinkButton(_("See the checklist"))
        self.link.clicked.connect(wanted)
        self.open = Label("", "quiet", wrap=True)
        self.add_row(self.words, 1, self.link)
        self.add(self.open)

    def say(self, record: TrainingView, today: date) -> None:
        """Show *record*."""
        while self._side.count():
            item = self._side.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._side.addWidget(fact(state_of(record, today)))
        self.bar.setRange(0, max(1, record.total))
        self.bar.setValue(record.signed)
        words = _("{signed} of {total} signed").format(signed=record.signed, total=record.total)
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        codes = ", ".join(record.open[:4]) + (" …" if len(record.open) > 4 else "")
        self.open.setText(_("Still open: {codes}").format(codes=codes) if codes else "")
        self.open.setVisible(bool(codes))

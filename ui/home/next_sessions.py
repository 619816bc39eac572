"""The next sessions on Home: day, time, pair, topic; a click opens the session."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.dates import weekday_day
from app.language import _
from app.sessions.session_views import SessionRow
from ui.kit.buttons import LinkButton
from ui.kit.cards import Card
from ui.kit.dates import day_name
from ui.kit.enter import PressedByEnter
from ui.kit.fonts import face
from ui.kit.text import Label, plain_tip, rule
from ui.kit.theme import theme
from ui.kit.two_lines import paint_words


class SessionLine(PressedByEnter, QAbstractButton):
    """One booked session."""

    def __init__(self, row: SessionRow, today: date) -> None:
        super().__init__()
        self._day = _day(row.held_on, today)
        self._time = f"{row.starts_at:%H:%M}" if row.starts_at else "–"
        self._pair, self._topic = row.pair, row.topic
        self.setProperty("focus_ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spoken = weekday_day(row.held_on) if row.held_on != today else self._day
        self.setAccessibleName(f"{spoken}, {self._time}, {self._pair}, {self._topic}")
        self.setToolTip(plain_tip(f"{self._pair} · {self._topic}"))

    def sizeHint(self) -> QSize:
        return QSize(theme().u(240), theme().u(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        u, tokens = look.u, look.tokens
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), QColor(tokens.sunken))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = self.rect().adjusted(u(14), 0, -u(14), 0)
        painter.setFont(face(u(13), strong=True))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(room, middle, self._day)
        painter.setFont(face(u(13)))
        painter.drawText(room.adjusted(u(54), 0, 0, 0), middle, self._time)
        metrics = QFontMetrics(painter.font())
        names = room.left() + u(100)
        free = room.right() - names - u(10)
        # The names come first: the topic gives way down to a readable beginning.
        left_over = free - metrics.horizontalAdvance(self._pair)
        topic_width = min(metrics.horizontalAdvance(self._topic), max(u(84), left_over))
        pair = QRect(names, room.top(), free - topic_width, room.height())
        paint_words(painter, pair, self._pair, face)
        painter.setPen(QColor(tokens.ink2))
        topic = QRect(room.right() - topic_width, room.top(), topic_width + 1, room.height())
        paint_words(painter, topic, self._topic, face, right=True)


class NextSessions(Card):
    """The card; *opened* is called with a session's id, *wanted* for all of them."""

    def __init__(self, opened: Callable[[int], object], wanted: Callable[[], object]) -> None:
        super().__init__(padded=False)
        self._opened = opened
        self.link = LinkButton("")
        self.link.clicked.connect(wanted)
        self.set_head(_("Next sessions"), self.link)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def show_rows(self, rows: Sequence[SessionRow], booked: int, today: date) -> None:
        """Show the soonest *rows* of all that are *booked*."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, row in enumerate(rows):
            if place:
                self._lines.addWidget(rule())
            line = SessionLine(row, today)
            line.clicked.connect(lambda _on=False, id_=row.id: self._opened(id_))
            self._lines.addWidget(line)
        if not rows:
            self._lines.addWidget(_none_booked())
        self.link.setVisible(booked > len(rows))
        self.link.setText(_("All {n}").format(n=booked))


def _none_booked() -> QWidget:
    box = QWidget()
    u = theme().u
    row = QHBoxLayout(box)
    row.setContentsMargins(u(14), u(14), u(14), u(14))
    row.addWidget(Label(_("No session is booked. Set a next date when you record one."), "quiet", wrap=True))
    return box


def _day(day: date, today: date) -> str:
    """ "Today", "Mon 16" within four weeks, else "16 Apr"."""
    if day == today:
        return _("Today")
    if (day - today).days < 28:
        return f"{day_name(day)} {day.day}"
    return weekday_day(day).split(" ", 1)[1]

"""Topics with squares: what somebody teaches or wants to learn, and how sure they are.

Promises: rows are added and removed by key; a topic can be typed that is not in the book
yet; the value is the tuple of (topic id or new name, confidence), rows without a topic left out.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import Answers
from ui.kit.ratings import RatingField
from ui.kit.tab_order import before_button
from ui.kit.theme import theme
from ui.kit.tokens import Tone

USUAL = 3


class RatedTopicsField(QWidget, Answers):
    """A list of topics, each with a rating of 1 to 5; *add_words* stand on the button for one more."""

    changed = Signal()

    def __init__(self, topics: Sequence[Choice], *, tone: Tone, add_words: str) -> None:
        super().__init__()
        self._topics, self._tone = tuple(topics), tone
        self._rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().u(8))
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().u(8))
        column.addLayout(self._column)
        self.add_button = LinkButton(add_words, "plus")
        self.add_button.clicked.connect(self._add_by_hand)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[tuple[int | str, int], ...]:
        """(topic id or name of a new topic, confidence) for every row with a topic."""
        return tuple((row.topic.value(), row.rating.value() or 0) for row in self._rows if row.topic.value())

    def set_value(self, value: Any) -> None:
        """Show exactly these topics."""
        while self._rows:
            self._remove(self._rows[0])
        for topic, confidence in value or ():
            self._add(topic, confidence)

    def fault(self) -> str:
        """Says when a topic stands twice or has no squares."""
        named = [topic.casefold() if isinstance(topic, str) else topic for topic, _confidence in self.value()]
        if len(set(named)) < len(named):
            return _("A topic stands here twice. Remove one.")
        if any(not confidence for _topic, confidence in self.value()):
            return _("Give each topic one to five squares.")
        return ""

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error on every row, or not."""
        for row in self._rows:
            row.topic.set_faulty(faulty)

    def tab_stops(self) -> list[QWidget]:
        """What takes the keyboard, in the order in which it is read."""
        stops = [part for row in self._rows for part in (row.topic, row.rating, row.remove)]
        return [*stops, self.add_button]

    def focus_here(self) -> None:
        """Give the keyboard to the first topic, or to the button that adds one."""
        target = self._rows[0].topic if self._rows else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, place: int) -> tuple[ChoiceField, RatingField]:
        """The two controls of a row."""
        return self._rows[place].topic, self._rows[place].rating

    def _add_by_hand(self) -> None:
        row = self._add(None, USUAL)
        row.topic.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, topic: Any, confidence: int) -> "_Row":
        row = _Row(self._topics, self._tone, topic, confidence)
        row.topic.changed.connect(self.changed)
        row.rating.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove_by_hand(row))
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once, so that it can take the keyboard
        before_button(self.add_button, row.topic, row.rating, row.remove)
        self.changed.emit()
        return row

    def _remove_by_hand(self, row: "_Row") -> None:
        place = self._rows.index(row)
        self._remove(row)
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].topic.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()


class _Row(QWidget):
    def __init__(self, topics: Sequence[Choice], tone: Tone, topic: Any, confidence: int) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().u(8))
        self.topic = ChoiceField(topics, free=True, hint=_("Type or choose a topic"))
        self.topic.setAccessibleName(_("Topic"))
        self.topic.set_value(topic)
        self.rating = RatingField(tone=tone)
        self.rating.setAccessibleName(_("Own rating of confidence, 1 to 5"))
        self.rating.set_value(confidence)
        self.remove = IconButton("x", _("Remove this topic"), framed=False)
        line.addWidget(self.topic, 1)
        line.addWidget(self.rating)
        line.addWidget(self.remove)

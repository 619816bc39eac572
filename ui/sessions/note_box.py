"""The note of a session: first who may read it, then the words (STYLE 3).

Promises: the audience and the one line about it stand above the box and are told to the
screen reader with it.  This form offers Record notes; the audience is shown all the same,
because nobody should type before knowing who reads.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.language import _
from app.sessions.words import Audience, label
from ui.kit.fields import TextField
from ui.kit.segments import Segments
from ui.kit.text import IconLabel, Label, TwoWeights
from ui.kit.theme import theme


class NoteBox(QFrame):
    """Audience, its line, and the text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunken")
        u = theme().u
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(12))
        column.setSpacing(u(8))
        head = QHBoxLayout()
        head.setSpacing(u(8))
        title = Label(_("Note"), "label")
        head.addWidget(title)
        head.addWidget(Label(_("optional"), "small"))
        head.addStretch(1)
        self.audience = Segments(
            _("Who may read the note"), [(Audience.RECORD, label(Audience.RECORD), "book")], equal=False
        )
        self.audience.set_value(Audience.RECORD)
        head.addWidget(self.audience)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(u(9))
        line.addWidget(IconLabel("eye", "primary", 17), 0, Qt.AlignmentFlag.AlignTop)
        self.readers = TwoWeights()
        line.addWidget(self.readers, 1)
        column.addLayout(line)
        self.text = TextField(lines=2, most=12, longest=100_000)
        title.setBuddy(self.text)
        self.text.changed.connect(self.changed)
        column.addWidget(self.text)
        self.set_names(())

    def set_names(self, names: tuple[str, ...]) -> None:
        """Say who might ask for their data: the people of the pair."""
        who = _(" or ").join(names) if names else _("one of the pair")
        rest = _("It may have to be shown if {who} asks for their data.").format(who=who)
        self.readers.say(_("The manager may read this, and it may be printed."), rest)
        self.text.setAccessibleName(_("Note, optional"))
        self.text.setAccessibleDescription(self.readers.plain)

    def value(self) -> str:
        """What was typed."""
        return self.text.value()

    def set_value(self, value: Any) -> None:
        """Show *value*."""
        self.text.set_value(value)

    def fault(self) -> str:
        """Says when the text is too long."""
        return self.text.fault()

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        self.text.set_faulty(faulty)

    def focus_here(self) -> None:
        """Give the keyboard to the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

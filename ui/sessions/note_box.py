"""The note of a session: first who may read it, then the words (STYLE 3).

Promises: the audience is chosen before typing, and the bold line of who can read it changes with
it at once and is told to the screen reader; one note of each audience is kept apart, so that
choosing another audience never shows anybody a note that was written for fewer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.language import _
from app.sessions.words import Audience, label
from ui.kit.fields import TextField
from ui.kit.segments import Segments
from ui.kit.text import IconLabel, Label, TwoWeights
from ui.kit.theme import theme
from ui.sessions.note_readers import NoteRules, ReaderLine

ICONS = {Audience.RECORD: "book", Audience.PAIR: "person2", Audience.ONLY_ME: "me"}


@dataclass(frozen=True)
class Stored:
    """What the book holds of one audience: the text, and the note's id when it is sealed."""

    text: str
    note_id: int | None = None


class NoteBox(QFrame):
    """Audience, its line, and the text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunken")
        u = theme().u
        self._rules = NoteRules({}, {}, of_pair=False)
        self._stored: Mapping[Audience, Stored] = {}
        self._shown: Audience | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(12))
        column.setSpacing(u(8))
        title = Label(_("Note"), "label")
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(title)
        head.addWidget(Label(_("optional"), "small"))
        head.addStretch(1)
        self.audience = Segments(
            _("Who may read the note"), [(each, label(each), ICONS[each]) for each in Audience], equal=False
        )
        head.addWidget(self.audience)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(u(9))
        self._eye = IconLabel("eye", "primary", 17)
        line.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        self.readers = TwoWeights()
        line.addWidget(self.readers, 1)
        column.addLayout(line)
        self.waiting = Label("", "small", wrap=True)
        column.addWidget(self.waiting)
        self.text = TextField(lines=2, most=12, longest=100_000)
        title.setBuddy(self.text)
        column.addWidget(self.text)
        self.text.setAccessibleName(_("Note, optional"))
        self.text.changed.connect(self.changed)
        self.audience.changed.connect(self._audience_chosen)
        hint = _("Alt+N goes to the note")
        title.setToolTip(hint)
        self.setToolTip(hint)
        self.forget()

    def set_rules(
        self, rules: NoteRules, stored: Mapping[Audience, Stored], shut: Mapping[Audience, str]
    ) -> None:
        """Offer what *rules* allow; *stored* notes can be changed even where no new one is offered.

        *shut* says why an audience cannot be used in this session.
        """
        self._rules, self._stored = rules, stored
        reasons = {each: why for each, why in rules.shut.items() if each not in stored} | dict(shut)
        for each in Audience:
            self.audience.allow(each, each not in reasons, reasons.get(each, ""))
        first = next((each for each in Audience if stored.get(each) and stored[each].text), None)
        if first is None and not rules.of_pair and Audience.RECORD not in reasons:
            first = Audience.RECORD  # a manager writes for the record, or nothing
        if first is None and len(set(Audience) - set(reasons)) == 1:
            first = next(each for each in Audience if each not in reasons)
        self._show(first, stored[first].text if first in stored else "")

    def forget(self) -> None:
        """Before a pair is chosen nobody can say who would read a note."""
        why = _("Choose the pair first.")
        self.set_rules(NoteRules({}, {}, of_pair=True), {}, dict.fromkeys(Audience, why))

    def value(self) -> dict[str, Any]:
        """What ``RecordSession`` asks for: the note in the box, and the Record note as the book holds it."""
        text, shown = self.text.value(), self._shown
        record = self._text_of(Audience.RECORD)
        if shown is None or shown is Audience.RECORD:
            return {"record_note": text if shown else record}
        stored = self._stored.get(shown)
        if not text and stored is None:
            return {"record_note": record}
        note_id = stored.note_id if stored else None
        return {"record_note": record, "note_audience": shown, "note": text, "note_id": note_id}

    def typed(self) -> dict[str, str]:
        """Audience and every letter, for a draft; an audience alone is nothing typed."""
        text = self.text.toPlainText()
        return {"audience": self._shown.value if self._shown and text else "", "text": text}

    def set_value(self, value: Any) -> None:
        """Put back what :meth:`typed` gave, or put a text into the note of the audience chosen."""
        if not isinstance(value, dict):
            return self._show(self._shown, "" if value is None else str(value))
        text, named = str(value.get("text") or ""), str(value.get("audience") or "")
        if not text:
            return self._show(self._shown, "")
        found = Audience(named) if named else None
        if found is not None and not self.audience.button(found).isEnabled():
            found = None
        self._show(found, text)

    def fault(self) -> str:
        """Says when nobody was chosen to read it, or the text is too long."""
        if self._shown is None and self.text.value():
            return _("Choose who may read the note.")
        return self.text.fault()

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edge of an error, or not."""
        self.text.set_faulty(faulty)

    def focus_here(self) -> None:
        """Give the keyboard to the text, or first to the audience."""
        if self._shown is None:
            self.audience.focus_here()
        else:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _audience_chosen(self) -> None:
        chosen = Audience(self.audience.value()) if self.audience.value() else None
        if chosen is self._shown:
            return
        typed, before = self.text.toPlainText(), self._text_of(self._shown)
        there = self._text_of(chosen)
        if typed.strip() and typed.strip() != before.strip():
            # What was just typed goes to the audience just chosen; the note of before stays as it was.
            there = f"{there}\n\n{typed}" if there else typed
        self._show(chosen, there)
        self.changed.emit()

    def _text_of(self, audience: Audience | None) -> str:
        stored = self._stored.get(audience) if audience else None
        return stored.text if stored else ""

    def _show(self, audience: Audience | None, text: str) -> None:
        self._shown = audience
        self.audience.blockSignals(True)
        self.audience.set_value(audience)
        self.audience.blockSignals(False)
        if self.text.toPlainText() != text:
            self.text.set_value(text)
        self._say()

    def _say(self) -> None:
        line = self._rules.lines.get(self._shown) if self._shown else None
        if self._shown is None:
            line = ReaderLine(_("Choose first who may read it."), "")
            if not any(self.audience.button(each).isEnabled() for each in Audience):
                line = ReaderLine("", _("Choose the pair first, then who may read the note."))
        elif line is None:
            line = ReaderLine("", _("This note stands from before; no new one is written here."))
        # Words that stand already are kept: a note from a draft is not locked away.
        self.text.setReadOnly(self._shown is None and not self.text.toPlainText())
        self.text.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if self.text.isReadOnly() else Qt.FocusPolicy.StrongFocus
        )
        self.readers.say(line.strong, line.rest)
        self.waiting.setText(line.waiting)
        self.waiting.setVisible(bool(line.waiting))
        told = f"{self.readers.plain} {line.waiting}".strip()
        self.text.setAccessibleDescription(told)
        for each in Audience:
            self.audience.button(each).setAccessibleDescription(
                told if each is self._shown else self.audience.button(each).toolTip()
            )

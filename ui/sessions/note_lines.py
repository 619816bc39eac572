"""The notes of a session as far as who is signed in may read them, and what an author may do with their own.

Promises: each note says who can read it; only its author widens or removes it, and widening says
beforehand who will be able to read it; a note sealed under an earlier passphrase says so.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dates import short_day
from app.errors import KnownProblem
from app.language import _
from app.pairs.pairs import get_pair
from app.privacy.statements import statements_about
from app.sessions.note_views import NoteView
from app.sessions.notes import note_readers, remove_note, sealed_away_words, who_reads, widen_note
from app.sessions.session_views import SessionView
from app.sessions.words import Audience, label
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.drafts import Kept
from ui.kit.form_sheet import FormSheet
from ui.kit.forms import Form
from ui.kit.segments import Segments
from ui.kit.text import IconLabel, Label
from ui.kit.theme import theme
from ui.sessions.note_box import ICONS
from ui.sessions.note_readers import reader_line


class NoteLines(QWidget):
    """The notes one below the other; empty when there is none to read."""

    def __init__(self, context: Context, session: SessionView) -> None:
        super().__init__()
        self._context, self._session = context, session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().u(12))
        for note in (*session.notes, *session.private):
            self._column.addWidget(self._line(note))
        for statement in statements_about(context.book, session_id=session.id):
            day = short_day(statement.made_on, context.clock.today())
            words = _("{name} sees it otherwise ({day}): {words}")
            said = words.format(name=statement.name, day=day, words=statement.words)
            self._column.addWidget(Label(said, wrap=True))
        self.anything = self._column.count() > 0

    def _line(self, note: NoteView) -> QWidget:
        u = theme().u
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        head = QHBoxLayout()
        head.setSpacing(u(7))
        head.addWidget(IconLabel(ICONS[note.audience]))
        head.addWidget(Label(_title(note), "group"))
        head.addStretch(1)
        head.addWidget(Label(_("You wrote it") if note.own else note.author, "quiet"))
        column.addLayout(head)
        words = note.text if note.readable else sealed_away_words()
        text = Label(words, "" if note.readable else "quiet", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        text.setAccessibleDescription(_title(note))
        column.addWidget(text)
        column.addWidget(Label(self._readers(note), "small", wrap=True))
        if note.own and note.audience is not Audience.RECORD:
            foot = QHBoxLayout()
            foot.setSpacing(u(16))
            if note.readable:
                widen = LinkButton(_("Let others read it…"))
                widen.clicked.connect(lambda: self.widen(note))
                foot.addWidget(widen)
            remove = LinkButton(_("Remove note"))
            remove.clicked.connect(lambda: self.remove(note))
            foot.addWidget(remove)
            foot.addStretch(1)
            column.addLayout(foot)
        return box

    def _readers(self, note: NoteView) -> str:
        if note.audience is Audience.RECORD:
            return _("The pair and the manager can read this, and it may be printed.")
        if note.audience is Audience.ONLY_ME:
            return _("Only you can read this.")
        if not note.own:
            return _("Only the people of this pair who had an account can read this.")
        names = ", ".join(note_readers(self._context.book, note.id))
        return _("Today {names} can read this, nobody else.").format(names=names)

    def widen_again(self, note_id: int) -> None:
        """Ask once more whom else a note is for, after a lock; nothing happens when it is gone."""
        for note in self._session.private:
            if note.id == note_id and note.own and note.readable:
                self.widen(note)

    def widen(self, note: NoteView) -> None:
        """Ask whom else the note is for, with the line who will be able to read it."""
        book, by, session = self._context.book, self._context.account, self._session
        people = session.mentors + session.mentees
        offered = _wider(self._context, session, note)
        lines = {each: reader_line(book, people, who_reads(book, session.pair_id, each)) for each in offered}
        form = Form(columns=1)
        options = [(each, label(each), ICONS[each]) for each in offered]
        choice = form.add("note_audience", _("Who may read it"), Segments(_("Who may read it"), options))

        def say() -> None:
            line = lines[Audience(choice.value())]
            form.row("note_audience").set_help(" ".join(filter(None, (line.strong, line.rest, line.waiting))))

        choice.changed.connect(say)
        choice.set_value(offered[0])
        say()

        def save(values: dict[str, Any]) -> None:
            widen_note(book, by, note.id, Audience(values["note_audience"]))

        FormSheet(
            self.window(), _("Let others read your note"), form, action=_("Let them read it"), save=save,
            subtitle=_("What others could read cannot be hidden from them again."), icon="eye",
            kept=Kept(book, "widen note", str(note.id), "sessions", {"id": session.id, "widen": note.id}),
        ).open()  # fmt: skip

    def remove(self, note: NoteView) -> None:
        """Take one's own note out of the book; Undo brings it back."""
        try:
            remove_note(self._context.book, self._context.account, note.id)
        except KnownProblem as problem:
            self._context.alerts.show(problem)


def _wider(context: Context, session: SessionView, note: NoteView) -> list[Audience]:
    """The audiences a note can be widened to; Pair for a Pair note only when somebody joined since."""
    pair = get_pair(context.book, session.pair_id)
    of_pair = context.account.staff_id in [person.id for person in pair.mentors + pair.mentees]
    offered = []
    if of_pair and note.audience is Audience.ONLY_ME:
        offered.append(Audience.PAIR)
    elif of_pair:
        could = len(who_reads(context.book, session.pair_id, Audience.PAIR).names)
        if could > len(note_readers(context.book, note.id)):
            offered.append(Audience.PAIR)
    return [*offered, Audience.RECORD]


def _title(note: NoteView) -> str:
    return {
        Audience.RECORD: _("Note for the record"),
        Audience.PAIR: _("Note of the pair"),
        Audience.ONLY_ME: _("Note to yourself"),
    }[note.audience]

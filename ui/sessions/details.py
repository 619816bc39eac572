"""One session at the right of the list: held, cancelled or booked.

Promises: all that is recorded is here, what is not says so; a booking can be moved or taken
away in place; the buttons at the bottom fit the state.
"""

from contextlib import nullcontext
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.dates import duration, long_weekday_day, short_day
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from app.pairs.saving import LONGEST_MINUTES, SHORTEST_MINUTES
from app.sessions.actions import ActionRow, set_done
from app.sessions.booking import clear_next_date, set_next_date
from app.sessions.session_views import SessionView
from app.sessions.words import State, label
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.details import DetailsPanel
from ui.kit.drafts import FormDraft, Kept, saving
from ui.kit.fields import CheckField, DateField, NumberField, TimeField
from ui.kit.form_row import under_label
from ui.kit.forms import Form
from ui.kit.pills import Marked
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.kit.versions import show_versions, versions_button
from ui.sessions.lines import state_mark
from ui.sessions.note_lines import NoteLines


class SessionDetails(DetailsPanel):
    """The card about one session; what is to be done with it goes out as signals with its id."""

    record = Signal(int)
    cancel = Signal(int)
    correct = Signal(int)
    remove = Signal(int)
    print_wanted = Signal(int)
    pair_wanted = Signal(int)

    def __init__(self, context: Context, *, may_remove: bool) -> None:
        self.draft: FormDraft | None = None
        self.notes: NoteLines | None = None
        super().__init__(_("Session"))
        self._context = context
        self._may_remove = may_remove
        self.form: Form | None = None

    def begin(self) -> None:
        """Empty the card; a date half typed into it waits for its session."""
        if self.draft is not None and self.draft.active:
            self.draft.leave()
        self.draft = self.notes = None
        super().begin()

    def say_nothing(self) -> None:
        """Before a session is chosen."""
        self.begin()
        self.add_text(_("Choose a session to see what was recorded."), "quiet")
        self.finish()

    def show_session(self, session: SessionView) -> None:
        """Show one session."""
        self.begin()
        day = long_weekday_day(session.held_on)
        if session.starts_at is not None:
            day += f", {session.starts_at:%H:%M}"
        self.set_title(day, f"{session.pair} · {session.topic}")
        if session.state is State.BOOKED:
            self._show_booking(session)
        elif session.state is State.CANCELLED:
            self._show_cancelled(session)
        else:
            self._show_held(session)
        self.finish()

    def widen_again(self, note_id: int | None) -> None:
        """Ask once more whom else one's own note is for, as before a lock."""
        if self.notes is not None and note_id is not None:
            self.notes.widen_again(note_id)

    def _show_held(self, session: SessionView) -> None:
        planned = max(session.planned_sessions, session.number)
        self.add_facts(
            [
                (_("Session"), _("{number} of {planned}").format(number=session.number, planned=planned)),
                (_("Length"), duration(session.minutes)),
                (_("How you met"), label(session.mode) if session.mode else ""),
                (_("Protected time"), self._kept(session)),
                (_("Who was there"), ", ".join(person.name for person in session.attended)),
                *([(_("Place"), session.place)] if session.place else []),
                *([(_("Goals touched"), "\n".join(session.goals))] if session.goals else []),
            ]
        )
        self.add_rule()
        self.add_heading(_("What you worked on"))
        self.add_text(session.summary or _("Nothing was written down."), "" if session.summary else "quiet")
        self._add_notes(session)
        if session.actions:
            self.add_rule()
            self.add_heading(_("Actions of this session"))
            for action in session.actions:
                self.add_widget(self._action(action))
        self._say_who(session)
        remove, print_button, correct = self._usual_buttons(session)
        self.set_buttons(*self._row(remove, print_button, correct))

    def _add_notes(self, session: SessionView) -> None:
        lines = self.notes = NoteLines(self._context, session)
        if lines.anything:
            self.add_rule()
            self.add_widget(lines)

    def _kept(self, session: SessionView) -> Marked | str:
        if session.protected_time is None:
            return ""
        mark = state_mark(session.state, session.protected_time)
        return Marked(mark.state, label(session.protected_time))

    def _show_cancelled(self, session: SessionView) -> None:
        by = label(session.cancelled_by) if session.cancelled_by else ""
        self.add_facts(
            [
                (_("State"), Marked("cancelled", _("Cancelled {by}").format(by=by).strip())),
                (_("Reason"), session.cancel_reason),
            ]
        )
        self._add_notes(session)
        self._say_who(session)
        remove, _print, correct = self._usual_buttons(session)
        self.set_buttons(*self._row(remove, correct))

    def _show_booking(self, session: SessionView) -> None:
        today = self._context.clock.today()
        due = session.held_on <= today
        planned = max(session.planned_sessions, session.number)
        self.add_facts(
            [
                (_("Session"), _("{number} of {planned}").format(number=session.number, planned=planned)),
                (_("State"), state_mark(State.BOOKED, "")),
            ]
        )
        self.add_rule()
        self.add_heading(_("Day and time"))
        self.add_widget(self._date_form(session))
        clear = Button(_("Take the date away"), "x", "quiet")
        clear.clicked.connect(lambda: self._clear(session.pair_id))
        cancel = Button(_("It was cancelled…") if due else _("Cancelled…"))
        cancel.clicked.connect(lambda: self.cancel.emit(session.id))
        record = Button(_("Record session"), "check")
        record.clicked.connect(lambda: self.record.emit(session.id))
        if not due:
            record.allow(False, _("A session is recorded once it has taken place."))
        self.set_buttons(*self._row(clear, cancel, record))

    def _date_form(self, session: SessionView) -> QWidget:
        box = QWidget()
        large = theme().roomy  # the fields stand below each other, and the button below them
        row = QVBoxLayout(box) if large else QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(8))
        form = self.form = Form(columns=3, gap=8)
        form.add("next_on", _("Day"), DateField(self._context.clock.today))
        form.add("next_at", _("Time"), TimeField(hint=_("Any time")), optional=True)
        form.add(
            "next_minutes", _("Length"), NumberField(SHORTEST_MINUTES, LONGEST_MINUTES, unit=_("min"), step=5)
        )
        form.set_values(
            {"next_on": session.held_on, "next_at": session.starts_at, "next_minutes": session.minutes}
        )
        self.draft = FormDraft(form, form.half_typed)
        about = {"id": session.id}
        draft = self.draft.begin(Kept(self._context.book, "session date", str(session.id), "sessions", about))
        if draft is not None:
            form.restore(draft.content)
        form.changed.connect(self.draft.typed)
        save = Button(_("Save date"), "cal")
        save.clicked.connect(lambda: self._save_date(session.pair_id, form))
        row.addWidget(form, 1)
        if large:
            row.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            row.addWidget(under_label(save))
        return box

    def _save_date(self, pair_id: int, form: Form) -> None:
        if not form.check_all():
            return
        values = form.values()
        day: date | None = values["next_on"]
        if day is None:
            form.field("next_on").focus_here()
            form.row("next_on").say(_("Give a day, or take the date away."))
            return
        try:
            with saving(self.draft) if self.draft is not None else nullcontext():
                set_next_date(
                    self._context.book, self._context.account, pair_id, day,
                    at=values["next_at"], minutes=values["next_minutes"],
                )  # fmt: skip
        except InvalidEntry as problem:
            form.show_faults(problem)
        except KnownProblem as problem:
            self._context.alerts.show(problem)

    def _clear(self, pair_id: int) -> None:
        try:
            clear_next_date(self._context.book, self._context.account, pair_id)
        except KnownProblem as problem:
            self._context.alerts.show(problem)

    def _action(self, action: ActionRow) -> QWidget:
        due = f" · {short_day(action.due_on, self._context.clock.today())}" if action.due_on else ""
        box = CheckField(f"{action.text} · {action.owner}{due}".replace("&", "&&"))
        box.set_value(action.done_on is not None)
        box.toggled.connect(lambda on: self._set_done(action.id, on))
        if not may(self._context.account, Action.SEE_HISTORY):
            return box
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(8))
        row.addWidget(box, 1)
        row.addWidget(versions_button(self._context, "action", action.id, action.text))
        return line

    def _set_done(self, action_id: int, done: bool) -> None:
        try:
            set_done(self._context.book, self._context.account, action_id, done)
        except KnownProblem as problem:
            self._context.alerts.show(problem)

    def _say_who(self, session: SessionView) -> None:
        if session.recorded_by and session.recorded_at is not None:
            words = _("Recorded by {name}, {day}").format(
                name=session.recorded_by,
                day=short_day(session.recorded_at.date(), self._context.clock.today()),
            )
            self.add_rule()
            self.add_widget(Label(words, "small", wrap=True))
        if may(self._context.account, Action.SEE_HISTORY):
            link = Button(_("Earlier versions…"), "clock", "text")
            link.clicked.connect(
                lambda: show_versions(self.window(), self._context, "session", session.id, session.pair)
            )
            self.add_widget(link)

    def _usual_buttons(self, session: SessionView) -> tuple[Button, Button, Button]:
        remove = Button(_("Remove"), "x", "quiet")
        remove.clicked.connect(lambda: self.remove.emit(session.id))
        print_button = Button(_("Print…"), "print")
        print_button.clicked.connect(lambda: self.print_wanted.emit(session.id))
        correct = Button(_("Correct…"), "edit")
        correct.clicked.connect(lambda: self.correct.emit(session.id))
        return remove, print_button, correct

    def _row(self, first: Button, *others: Button) -> tuple[QWidget, ...]:
        """The quiet button at the left, the others at the right."""
        if not self._may_remove:
            first.hide()
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        if self._may_remove:
            row.addWidget(first)
        row.addStretch(1)
        return (left, *others)

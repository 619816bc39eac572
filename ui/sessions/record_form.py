"""Recording a session: fill in, keep as a draft, save (mocks 07 and 16).

Promises: what is known is filled in; what is typed is kept as a draft a moment later, when the
form closes and when the book locks; a save that fails keeps everything and says what to do,
with the remedy first; Ctrl+Enter saves.
"""

import shutil
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.book.drafts import drop_draft, load_draft, save_draft
from app.errors import InvalidEntry, KnownProblem
from app.files import DiskFull
from app.language import _
from app.pairs.words import Status
from app.sessions.booking import cancel_session
from app.sessions.form_facts import SessionFacts, facts_of_session, pairs_to_record, session_facts
from app.sessions.recording import record_session
from app.sessions.session_views import SessionView, get_session
from app.sessions.words import State
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.cards import Scrolled
from ui.kit.choices import Choice
from ui.kit.context import Context
from ui.kit.text import IconText, Label, rule
from ui.kit.theme import theme
from ui.sessions.fields import CancelledFields, SessionFields
from ui.sessions.form_values import (
    TYPED,
    blank_values,
    cancelled_entry,
    cancelled_given,
    cancelled_of_session,
    draft_key,
    given_values,
    nothing_cancelled,
    session_entry,
    values_of_session,
)

FORM = "session"
KEEP_AFTER = 1200


class RecordForm(QFrame):
    """The card with the form.  ``saved`` gives the session's id, ``drafts_changed`` has none."""

    closed = Signal()
    saved = Signal(int)
    drafts_changed = Signal()

    def __init__(self, context: Context, staff_id: int | None = None) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context, self._staff_id = context, staff_id
        self._book = context.book
        self._facts: SessionFacts | None = None
        self._session: SessionView | None = None
        self._key = ""
        self._kept = False
        self._active = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep_draft)
        self.fields = SessionFields(context.clock.today)
        self.cancelled_fields = CancelledFields(context.clock.today)
        self.banner = Banner("bad")
        self._build()
        self.fields.pair.changed.connect(self._pair_chosen)
        self.cancelled_fields.field("pair_id").changed.connect(self._pair_chosen)
        for form in (self.fields, self.cancelled_fields):
            form.changed.connect(self._typed)

    def _build(self) -> None:
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        head = QWidget()
        top = QVBoxLayout(head)
        top.setContentsMargins(u(18), u(12), u(18), u(8))
        top.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        self.title = Label("", "hero")
        self.title.setProperty("kind", "panel")
        self.state = IconText("save", "")
        self.close_button = IconButton("x", _("Close, keep draft"), framed=False)
        self.close_button.clicked.connect(self.close_form)
        row.addWidget(self.title, 1)
        row.addWidget(self.state)
        row.addWidget(self.close_button)
        top.addLayout(row)
        self.subtitle = Label("", "quiet", wrap=True)
        top.addWidget(self.subtitle)
        whole.addWidget(head)
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(u(18), 0, u(18), u(6))
        room.addWidget(self.banner)
        whole.addWidget(self._banner_room)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(u(18), u(4), u(18), u(12))
        column.addWidget(self.fields)
        column.addWidget(self.cancelled_fields)
        column.addStretch(1)
        self.cancelled_fields.hide()
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(rule("edge"))
        whole.addWidget(self._foot())
        save = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self, self.save)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pad = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Enter), self, self.save)
        pad.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_form)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _foot(self) -> QWidget:
        u = theme().u
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(9), u(18), u(9))
        row.setSpacing(u(8))
        self.cancel_link = Button(_("It was cancelled…"), "", "text")
        self.cancel_link.clicked.connect(lambda: self._show_cancelled(not self.cancelling))
        self.discard_link = Button(_("Discard draft…"), "", "quiet")
        self.discard_link.clicked.connect(self._ask_discard)
        self.keep_button = Button(_("Close, keep draft"))
        self.keep_button.clicked.connect(self.close_form)
        self.save_button = Button(_("Save session"), "check", "main", hint="Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.cancel_link)
        row.addSpacing(u(8))
        row.addWidget(self.discard_link)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(self.save_button)
        return foot

    # Beginning
    def start(
        self, pair_id: int | None = None, *, session_id: int | None = None, cancelled: bool = False
    ) -> None:
        """Open the form: for a pair (or none yet), or to correct *session_id*."""
        self._timer.stop()
        self._active, self._kept = True, False
        self._banner_hide()
        self._session = get_session(self._book, session_id) if session_id is not None else None
        if self._session is not None:
            pair_id = self._session.pair_id
        self._facts = None
        self._key = draft_key(pair_id, session_id)
        self._offer()
        self.fields.set_values(blank_values(self._context.clock.today()))
        self.cancelled_fields.set_values(nothing_cancelled(self._context.clock.today()))
        if pair_id is not None:
            self._take_facts(pair_id)
        draft = load_draft(self._book, FORM, self._key)
        if draft is not None:
            self._restore(draft.content)
            if cancelled:
                self._show_cancelled(True, focus=False)
            self._kept = True
            self._say_kept(draft.at.strftime("%H:%M"))
        else:
            self._say_state("", "")
            was_cancelled = self._session is not None and self._session.state is State.CANCELLED
            self._show_cancelled(cancelled or was_cancelled, focus=False)
        self._say_title()
        self.discard_link.setVisible(self._kept)

    @property
    def cancelling(self) -> bool:
        """Whether the cancelled form is in sight."""
        return not self.cancelled_fields.isHidden()

    @property
    def pair_id(self) -> int | None:
        """The pair chosen."""
        form = self.cancelled_fields if self.cancelling else self.fields
        chosen: int | None = form.value("pair_id")
        return chosen

    def _offer(self) -> None:
        pairs = pairs_to_record(self._book, staff_id=self._staff_id)
        words = {Status.PAUSED: _("paused"), Status.CLOSED: _("closed")}
        choices = [
            Choice(
                p.id,
                p.title,
                " · ".join(part for part in (p.topic, words.get(p.status, "")) if part),
                "pairs",
            )
            for p in pairs
        ]
        for form in (self.fields, self.cancelled_fields):
            form.field("pair_id").blockSignals(True)
            form.field("pair_id").set_options(choices)
            form.field("pair_id").blockSignals(False)

    def _take_facts(self, pair_id: int) -> None:
        session = self._session
        today = self._context.clock.today()
        if session is not None:
            self._facts = facts = facts_of_session(self._book, session)
            self.fields.set_pair(facts.pair, facts.actions)
            self.fields.set_values(values_of_session(session, facts))
            self.cancelled_fields.set_values(cancelled_of_session(session))
            return
        self._facts = facts = session_facts(self._book, pair_id)
        typed = {name: words for name in TYPED if (words := self.fields.value(name))}
        self.fields.set_pair(facts.pair, facts.actions)
        self.fields.set_values(given_values(facts, today))
        self.cancelled_fields.set_values(cancelled_given(facts, today))
        if typed:  # before the pair was chosen
            self.fields.restore(typed)
            self._timer.start()

    def _restore(self, content: dict[str, Any]) -> None:
        self._active = False
        pair_id = content["fields"].get("pair_id")
        if pair_id is not None and self._facts is None:
            self._take_facts(pair_id)
        self.fields.restore(content["fields"])
        self.cancelled_fields.restore(content["cancelled_fields"])
        self._active = True
        self._show_cancelled(bool(content["cancelled"]), focus=False)

    def focus_form(self) -> None:
        """Give the keyboard to the first field that is not filled in."""
        form = self.cancelled_fields if self.cancelling else self.fields
        first = "pair_id" if self.pair_id is None else "cancelled_by" if self.cancelling else "summary"
        form.field(first).focus_here()

    # While typing
    def _pair_chosen(self) -> None:
        field = (self.cancelled_fields if self.cancelling else self.fields).field("pair_id")
        if field.itemText(field.currentIndex()) != field.currentText():
            return  # still typing: a first letter may fit one pair and mean another
        chosen = self.pair_id
        known = self._facts.pair.id if self._facts is not None else None
        if not self._active or chosen is None or chosen == known:
            return
        old, self._key = self._key, draft_key(chosen, None)
        if self._kept and self._session is None:
            drop_draft(self._book, FORM, old)
        self._active = False
        self._take_facts(chosen)
        self._active = True
        self._say_title()

    def _typed(self) -> None:
        if self._active:
            self._timer.start()

    @property
    def dirty(self) -> bool:
        """Whether there is something that closing would lose."""
        return self._active and (self._kept or self.fields.dirty or self.cancelled_fields.dirty)

    def keep_draft(self) -> None:
        """Keep what is typed, if anything is; says so, or says that it could not."""
        self._timer.stop()
        if not self.dirty:
            return
        content = {
            "fields": self.fields.draft(),
            "cancelled_fields": self.cancelled_fields.draft(),
            "cancelled": self.cancelling,
        }
        try:
            at = save_draft(self._book, FORM, self._key, content)
        except KnownProblem:
            self._say_state("stop", _("Not saved"), bad=True)
            return
        first, self._kept = not self._kept, True
        self.discard_link.show()
        if self.banner.isHidden():
            self._say_kept(f"{at:%H:%M}")
        if first:
            self.drafts_changed.emit()

    def close_form(self) -> None:
        """Close; what is typed stays as a draft."""
        if not self.keep_button.isEnabled():
            return
        self.keep_draft()
        self.stop()
        self.closed.emit()

    def stop(self) -> None:
        """Forget what is in the form."""
        self._timer.stop()
        self._active = False
        self._facts = self._session = None
        self.fields.set_values(blank_values(self._context.clock.today()))

    def _ask_discard(self) -> None:
        self._context.alerts.confirm(
            _("Discard what you typed?"),
            _("It is not in the book yet, so Undo cannot bring it back."),
            _("Discard draft"),
            self._discard,
            other=_("Keep it"),
        )

    def _discard(self) -> None:
        drop_draft(self._book, FORM, self._key)
        self.stop()
        self.drafts_changed.emit()
        self.closed.emit()

    def _show_cancelled(self, shown: bool, *, focus: bool = True) -> None:
        if shown != self.cancelling:
            here = self.fields if shown else self.cancelled_fields
            there = self.cancelled_fields if shown else self.fields
            there.field("pair_id").blockSignals(True)
            there.field("pair_id").set_value(here.value("pair_id"))
            there.field("pair_id").blockSignals(False)
        self.fields.setVisible(not shown)
        self.cancelled_fields.setVisible(shown)
        self.cancel_link.setText(_("It took place…") if shown else _("It was cancelled…"))
        self.save_button.setText(_("Save as cancelled") if shown else _("Save session"))
        self._say_title()
        if focus:
            self.focus_form()

    # Saving
    def save(self) -> None:
        """Save, or say beside the fields what cannot stay."""
        form = self.cancelled_fields if self.cancelling else self.fields
        if not form.check_all():
            return
        by = self._context.account
        session_id = self._session.id if self._session is not None else None
        try:
            if self.cancelling:
                saved = cancel_session(self._book, by, cancelled_entry(form.values()), session_id)
            else:
                assert self._facts is not None
                entry = session_entry(form.values(), self._facts, self._session)
                saved = record_session(self._book, by, entry, session_id)
            drop_draft(self._book, FORM, self._key)
        except InvalidEntry as problem:
            rest = form.show_faults(problem)
            if rest:
                self._banner_say(_("Not saved yet."), rest[0].sentence)
            return
        except KnownProblem as problem:
            self._not_saved(problem)
            return
        self._banner_hide()
        self.stop()
        self.saved.emit(saved)

    def _not_saved(self, problem: KnownProblem) -> None:
        self.banner.show_problem(problem)
        again = self.banner.add_button(_("Try again"), self.save, "retry", main=True)
        if isinstance(problem, DiskFull):
            self.banner.add_button(_("Show free space"), self._show_free_space, link=True)
        self._banner_room.show()
        self.save_button.set_kind("plain")
        self.keep_button.allow(False, _("The draft cannot be kept either until the book can be written."))
        self.close_button.setEnabled(False)
        self._say_state("stop", _("Not saved"), bad=True)
        again.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_free_space(self) -> None:
        free = shutil.disk_usage(self._book.folder).free / 1_000_000
        self.subtitle.setText(
            _("{free} MB are free on the disk that holds the book.").format(free=f"{free:,.1f}")
        )

    # Words
    def _say_title(self) -> None:
        if self._session is not None:
            self.title.setText(_("Correct session"))
        else:
            self.title.setText(_("Cancelled session") if self.cancelling else _("Record session"))
        facts = self._facts
        if facts is None:
            self.subtitle.setText(_("Choose the pair; the rest is filled in as far as it is known."))
            return
        number = self._session.number if self._session is not None else facts.number
        words = _("Session {number} of {planned}").format(
            number=number, planned=max(facts.pair.planned_sessions, number)
        )
        if self._session is not None:
            words += " · " + _("earlier versions stay in the history")
        elif facts.pair.status in (Status.PAUSED, Status.CLOSED):
            words += " · " + (
                _("this pair is paused") if facts.pair.status is Status.PAUSED else _("this pair has ended")
            )
        elif facts.due is not None:
            words += " · " + _("filled in from the booking; change what differs")
        else:
            words += " · " + _("filled in as usual; change what differs")
        self.subtitle.setText(words)

    def _say_kept(self, at: str) -> None:
        self._say_state("save", _("Draft kept {time}").format(time=at))

    def _say_state(self, icon: str, words: str, *, bad: bool = False) -> None:
        self.state.setVisible(bool(words))
        if words:
            self.state.say(icon, words, "bad" if bad else None)

    def _banner_say(self, strong: str, rest: str) -> None:
        self.banner.say("bad", strong, rest)
        self._banner_room.show()

    def _banner_hide(self) -> None:
        self.banner.hide()
        self._banner_room.hide()
        self.save_button.set_kind("main")
        self.keep_button.allow(True)
        self.close_button.setEnabled(True)

"""Recording a session: fill in, keep as a draft, save (mocks 07 and 16).

Promises: what is known is filled in; what is typed is kept as a draft a moment later, when the
form closes and when the book locks; a save that fails keeps everything and says what to do,
with the remedy first; Ctrl+Enter saves.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal

from app.errors import InvalidEntry, KnownProblem
from app.files import DiskFull
from app.language import _
from app.pairs.words import Status
from app.sessions.booking import cancel_session
from app.sessions.form_facts import PairChoice, SessionFacts, facts_of_session, session_facts
from app.sessions.recording import record_session
from app.sessions.session_views import SessionView, get_session
from app.sessions.words import State
from ui.kit.choices import Choice
from ui.kit.context import Context
from ui.kit.drafts import FormDraft, Kept
from ui.kit.forms import Form
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
    on_the_form,
    session_entry,
    stored_notes,
    values_of_session,
)
from ui.sessions.note_readers import note_rules
from ui.sessions.record_card import RecordCard

FORM = "session"


class RecordForm(RecordCard):
    """The card with the form.  ``saved`` gives the session's id, ``drafts_changed`` has none."""

    closed = Signal()
    saved = Signal(int)
    drafts_changed = Signal()

    def __init__(self, context: Context, pairs: Callable[[], Sequence[PairChoice]]) -> None:
        self._context, self._pairs = context, pairs
        self._offered: dict[Form, Sequence[PairChoice]] = {}
        self._book = context.book
        self._facts: SessionFacts | None = None
        self._session: SessionView | None = None
        self._kept = False
        self._active = False
        self.fields = SessionFields(context.clock.today)
        self.cancelled_fields = CancelledFields(context.clock.today)
        super().__init__(self.fields, self.cancelled_fields)
        self.cancelled_fields.hide()
        self.draft = FormDraft(self, self._content)
        self.draft.stored.connect(self._say_stored)
        self.draft.failed.connect(lambda _problem: self.say_not_saved())
        self.save_wanted.connect(self.save)
        self.close_wanted.connect(self.close_form)
        self.cancel_wanted.connect(lambda: self._show_cancelled(not self.cancelling))
        self.discard_wanted.connect(self._ask_discard)
        self.note_wanted.connect(self._go_to_note)
        self.fields.pair.changed.connect(self._pair_chosen)
        self.cancelled_fields.field("pair_id").changed.connect(self._pair_chosen)
        for form in (self.fields, self.cancelled_fields):
            form.changed.connect(self._typed)

    # Beginning
    def start(
        self, pair_id: int | None = None, *, session_id: int | None = None, cancelled: bool = False
    ) -> None:
        """Open the form: for a pair (or none yet), or to correct *session_id*."""
        self._active, self._kept = True, False
        self.hide_banner()
        self._session = get_session(self._book, session_id) if session_id is not None else None
        if self._session is not None:
            pair_id = self._session.pair_id
        self._facts = None
        self._offer(self.fields)
        self.fields.forget_pair()
        self.fields.set_values(blank_values(self._context.clock.today()))
        self.cancelled_fields.set_values(nothing_cancelled(self._context.clock.today()))
        if pair_id is not None:
            self._take_facts(pair_id)
        draft = self.draft.begin(self._draft_of(pair_id, session_id))
        if draft is not None:
            self._restore(draft.content)
            if cancelled:
                self._show_cancelled(True, focus=False)
            self._kept = True
            self.say_kept(draft.at.strftime("%H:%M"))
        else:
            self.say_nothing()
            was_cancelled = self._session is not None and self._session.state is State.CANCELLED
            self._show_cancelled(cancelled or was_cancelled, focus=False)
        self._say_title()
        self.discard_link.setVisible(self._kept)

    @property
    def cancelling(self) -> bool:
        """Whether the cancelled form is in sight."""
        return not self.cancelled_fields.isHidden()

    @property
    def correcting(self) -> bool:
        """Whether the form is about a session the book holds already."""
        return self._session is not None

    @property
    def pair_id(self) -> int | None:
        """The pair chosen."""
        form = self.cancelled_fields if self.cancelling else self.fields
        chosen: int | None = form.value("pair_id")
        return chosen

    def _offer(self, form: Form) -> None:
        """Offer the pairs there are now, where they are not offered yet."""
        pairs = self._pairs()
        if self._offered.get(form) is pairs:
            return
        self._offered[form] = pairs
        words = {Status.PAUSED: _(" · paused"), Status.CLOSED: _(" · closed")}
        field = form.field("pair_id")
        field.blockSignals(True)
        field.set_options(
            [
                Choice(
                    p.id, p.title, f"{p.topic} · {words[p.status]}" if p.status in words else p.topic, "pairs"
                )
                for p in pairs
            ]
        )
        field.blockSignals(False)

    def _take_facts(self, pair_id: int) -> None:
        session = self._session
        today = self._context.clock.today()
        if session is not None:
            self._facts = facts = facts_of_session(self._book, session)
            self._set_pair(facts)
            self.fields.set_values(values_of_session(session, facts))
            self.cancelled_fields.set_values(cancelled_of_session(session))
            return
        self._facts = facts = session_facts(self._book, pair_id)
        before = self.fields.draft()
        typed = {name: before[name] for name in TYPED if _has_words(before[name])}
        self._set_pair(facts)
        self.fields.set_values(given_values(facts, today))
        self.cancelled_fields.set_values(cancelled_given(facts, today))
        if typed:  # before the pair was chosen
            self.fields.restore(typed)
            self.draft.typed()

    def _set_pair(self, facts: SessionFacts) -> None:
        stored, shut = stored_notes(self._session)
        self.fields.set_pair(facts.pair, facts.actions, note_rules(self._book, facts.pair), stored, shut)

    def _restore(self, content: dict[str, Any]) -> None:
        self._active = False
        pair_id = content["fields"].get("pair_id")
        if isinstance(pair_id, int) and self._facts is None:
            self._take_facts(pair_id)
        self.fields.restore(content["fields"])
        self.cancelled_fields.restore(content["cancelled_fields"])
        self._active = True
        self._show_cancelled(bool(content["cancelled"]), focus=False)

    def focus_form(self) -> None:
        """Give the keyboard to the first field that is not filled in."""
        form = self.cancelled_fields if self.cancelling else self.fields
        first = "pair_id" if self.pair_id is None else "cancelled_by" if self.cancelling else "summary"
        if first == "summary" and form.row(first).isHidden():
            first = "held_on"  # the programme keeps a log only
        form.field(first).focus_here()

    def _go_to_note(self) -> None:
        if not self.cancelling and not self.fields.row("record_note").isHidden():
            self.fields.note.focus_here()

    # While typing
    def _pair_chosen(self) -> None:
        field = (self.cancelled_fields if self.cancelling else self.fields).field("pair_id")
        if field.itemText(field.currentIndex()) != field.currentText():
            return  # still typing: a first letter may fit one pair and mean another
        chosen = self.pair_id
        known = self._facts.pair.id if self._facts is not None else None
        if not self._active or chosen is None or chosen == known:
            return
        if self._session is None:
            self.draft.move(self._draft_of(chosen, None))
        self._active = False
        self._take_facts(chosen)
        self._active = True
        self._say_title()

    def _typed(self) -> None:
        if self._active:
            self.draft.typed()

    @property
    def dirty(self) -> bool:
        """Whether there is something that closing would lose."""
        return self._active and (self._kept or self.fields.dirty or self.cancelled_fields.dirty)

    def keep_draft(self) -> KnownProblem | None:
        """Keep what is typed, if anything is, and say so; gives the problem when it could not be kept."""
        problem = self.draft.keep()
        if problem is not None:
            self.say_not_saved()
        return problem

    def _draft_of(self, pair_id: int | None, session_id: int | None) -> Kept:
        about = {"form": {"pair": pair_id, "session": session_id}}
        return Kept(self._book, FORM, draft_key(pair_id, session_id), "sessions", about)

    def _content(self) -> dict[str, Any] | None:
        if not self.dirty:
            return None
        return {
            "fields": self.fields.draft(),
            "cancelled_fields": self.cancelled_fields.draft(),
            "cancelled": self.cancelling,
        }

    def _say_stored(self, at: datetime) -> None:
        first, self._kept = not self._kept, True
        self.discard_link.show()
        if self.banner.isHidden():
            self.say_kept(f"{at:%H:%M}")
        if first:
            self.drafts_changed.emit()

    def close_form(self) -> None:
        """Close; what is typed stays as a draft."""
        if not self.keep_button.isEnabled():
            return
        if self.let_go():
            self.closed.emit()

    def let_go(self) -> bool:
        """Keep what is typed and empty the form; False, with the reason in sight, when it cannot be kept."""
        problem = self.draft.leave()
        if problem is not None:
            self.say_not_saved()
            self.banner.show_problem(problem)
            self.banner.add_button(_("Try again"), self.close_form, "retry")
            self.banner.add_button(_("Close and lose it"), self._discard, link=True)
            self.show_banner()
            return False
        self.stop()
        return True

    def stop(self) -> None:
        """Forget what is in the form."""
        if self.draft.active:
            self.draft.silence()
        self._active = False
        self._facts = self._session = None
        self.fields.forget_pair()
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
        try:
            self.draft.finish()
        except KnownProblem as problem:
            self._context.alerts.show(problem)
        self.stop()
        self.drafts_changed.emit()
        self.closed.emit()

    def _show_cancelled(self, shown: bool, *, focus: bool = True) -> None:
        if shown != self.cancelling:
            here: Form = self.fields if shown else self.cancelled_fields
            there: Form = self.cancelled_fields if shown else self.fields
            self._offer(there)
            touched = there.dirty
            there.field("pair_id").blockSignals(True)
            there.field("pair_id").set_value(here.value("pair_id"))
            there.field("pair_id").blockSignals(False)
            if not touched:
                there.mark_clean()
        self.fields.setVisible(not shown)
        self.cancelled_fields.setVisible(shown)
        self.say_cancelling(shown)
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
        except InvalidEntry as problem:
            rest = form.show_faults(on_the_form(problem))
            if rest:
                self.banner.say("bad", _("Not saved yet."), rest[0].sentence)
                self.show_banner()
            return
        except KnownProblem as problem:
            self.show_not_saved(problem)
            return
        with suppress(KnownProblem):  # the session is saved; its draft would only be offered again
            self.draft.finish()
        self.hide_banner()
        self.stop()
        self.saved.emit(saved)

    def show_not_saved(self, problem: KnownProblem) -> None:
        """Say what kept the entry from being saved, with the remedy first (mock 16)."""
        self.banner.show_problem(problem)
        again = self.banner.add_button(_("Try again"), self.save, "retry", main=True)
        if isinstance(problem, DiskFull):
            self.banner.add_button(_("Show free space"), self._show_free_space, link=True)
        self.show_banner()
        self.block_closing()
        self.say_not_saved()
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


def _has_words(typed: Any) -> bool:
    return bool(typed["text"] if isinstance(typed, dict) else typed)

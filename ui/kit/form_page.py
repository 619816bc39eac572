"""A form as a sub-page: breadcrumb, fields that scroll, a fixed row with Save.

Promises: nothing typed is lost: leaving keeps it as a draft, coming back restores it, a save
that fails keeps the form and says why; Ctrl+Enter saves, Esc asks only when something changed.
"""

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dates import short_day
from app.errors import InvalidEntry, KnownProblem
from app.language import _
from ui.kit.announcing import announce
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.drafts import FormDraft, Kept
from ui.kit.forms import Form
from ui.kit.page import page_margins
from ui.kit.page_head import PageHead
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label, rule
from ui.kit.theme import theme

WIDEST = 1092


class Editor(Protocol):
    """A widget that holds a form and writes it."""

    form: Form

    def save(self) -> int: ...


class FormPage(QWidget):
    """*editor* under the breadcrumb *place* › *title*; :attr:`saved` gives what its ``save`` gave.

    The draft is kept under the form's name *draft* and its *key* ("new" or an id); *again* is the
    place of the window, and the arguments, that open this form.
    """

    saved = Signal(int)
    left = Signal()

    def __init__(
        self,
        context: Context,
        editor: Any,
        *,
        place: str,
        title: str,
        facts: str,
        action: str,
        draft: str,
        again: tuple[str, dict[str, Any]],
        key: str = "new",
        parent: QWidget | None = None,
    ) -> None:
        # With its parent from the start, the fields are dressed once and not at every step.
        super().__init__(parent)
        self.editor = editor
        self._form: Form = editor.form
        self._context = context
        self._kept = Kept(context.book, draft, key, *again)
        self.draft = FormDraft(self, self._form.half_typed)
        self.sheet: Sheet | None = None
        u = theme().u
        column = page_margins(self)
        column.setSpacing(u(10))
        column.addWidget(PageHead(title, facts, trail=[(place, self.leave)]))
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addWidget(self._card(action), 1)
        self._fields.insertWidget(0, self.editor)
        for keys in ("Ctrl+Return", "Ctrl+Enter", QKeySequence(QKeySequence.StandardKey.Save).toString()):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._restore()
        self._form.changed.connect(self.draft.typed)
        self.draft.failed.connect(self._say_not_kept)

    def _card(self, action: str) -> Card:
        u = theme().u
        card = Card(padded=False)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(u(18), u(14), u(18), u(14))
        limited = QWidget()
        limited.setMaximumWidth(u(WIDEST))
        self._fields = QVBoxLayout(limited)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.addStretch(1)
        across.addWidget(limited, 100)
        across.addStretch(1)
        self._scroll = Scrolled(inner)
        card.add(self._scroll, 1)
        card.add(rule())
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(10), u(18), u(10))
        row.setSpacing(u(8))
        row.addStretch(1)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.leave)
        row.addWidget(cancel)
        self.save_button = Button(action, "check", "main", hint=_("Ctrl+Enter"))
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        card.add(foot)
        return card

    def save(self) -> None:
        """Write the form; faults go beside their fields, other problems above the form."""
        try:
            found = self.editor.save()
        except InvalidEntry as problem:
            self._show_faults(problem)
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            retry = self.banner.add_button(_("Try again"), self.save, "retry", main=True)
            retry.setFocus(Qt.FocusReason.OtherFocusReason)
            self.save_button.set_kind("plain")
        else:
            self._finish()
            self._form.mark_clean()
            self.saved.emit(found)

    def leave(self) -> None:
        """Close the form; with something typed, ask what becomes of it."""
        if not self._form.dirty:
            self._finish()
            self.left.emit()
            return
        sheet = Sheet(self.window(), _("Keep what you typed?"), width=460)
        sheet.body.addWidget(
            Label(_("A draft waits here until you come back. Only you can read it."), wrap=True)
        )
        sheet.add_button(_("Throw away"), lambda: self._end(sheet, keep=False))
        sheet.add_button(_("Go on typing"))
        sheet.add_button(_("Keep draft"), lambda: self._end(sheet, keep=True), main=True)
        self.sheet = sheet
        sheet.open()

    def keep_draft(self) -> bool:
        """Keep what is typed, if anything is; False when that could not be done (and was told)."""
        return self._told(self.draft.keep())

    def close_draft(self) -> bool:
        """As :meth:`keep_draft`, for a form that something else takes the place of."""
        return self._told(self.draft.leave())

    def _told(self, problem: KnownProblem | None) -> bool:
        if problem is not None:
            self._context.alerts.show(problem)
        return problem is None

    def _end(self, sheet: Sheet, *, keep: bool) -> None:
        if keep and not self.close_draft():
            return
        if not keep:
            self._finish()
        sheet.accept()
        self.left.emit()

    def _finish(self) -> None:
        try:
            self.draft.finish()
        except KnownProblem as problem:
            self._context.alerts.show(problem)

    def _say_not_kept(self, problem: KnownProblem) -> None:
        if self.banner.isHidden():
            self.banner.show_problem(problem)

    def _restore(self) -> None:
        draft = self.draft.begin(self._kept)
        if draft is None:
            return
        blank = self._form.values()
        self._form.restore(draft.content)
        when = f"{short_day(draft.at.date(), self._context.clock.today())}, {draft.at:%H:%M}"
        words = _("Your draft of {when} is back.").format(when=when)
        self.banner.say("info", words, _("Nothing of it is saved yet."), icon="edit", aloud=False)
        self.banner.add_link(_("Start afresh"), lambda: self._start_afresh(blank))

    def _start_afresh(self, blank: dict[str, Any]) -> None:
        self._finish()
        self._form.set_values(blank)
        self.draft.begin(self._kept)
        self.banner.hide()
        self._form.focus_first()

    def _show_faults(self, problem: InvalidEntry) -> None:
        rest = self._form.show_faults(problem)
        self.banner.hide()
        if rest:
            self.banner.say("bad", _("Not saved yet."), " ".join(fault.sentence for fault in rest))
        for fault in problem.faults:
            if fault not in rest:
                self._scroll.ensureWidgetVisible(self._form.row(fault.field), 0, theme().u(24))
                return
        announce(self, self.banner.words.plain)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

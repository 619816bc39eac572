"""A short form in a dialog: a few fields and one button that says what it does.

Promises: faults stand beside their fields and nothing typed is lost; a known problem is told
above the fields; the dialog closes only when the work is done.  What is typed is kept as a
draft: Cancel throws it away, closing in another way keeps it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import InvalidEntry, KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.dialogs import Sheet
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.forms import Form


class FormSheet(Sheet):
    """*form* under *title*; *save* gets its values and may raise a known problem.

    *kept* says where the draft waits, and which place of the window opens the dialog again.
    ``open()`` shows it with the keyboard in the first field.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        form: Form,
        *,
        action: str,
        save: Callable[[dict[str, Any]], object],
        kept: Kept,
        subtitle: str = "",
        icon: str = "",
        width: int = 520,
    ) -> None:
        super().__init__(parent, title, subtitle=subtitle, width=width)
        self.form, self._save = form, save
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self._cancel)
        self.action = self.add_button(action, self.save, main=True, icon=icon)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.draft = FormDraft(self, form.half_typed)
        self.accepted.connect(self._finish)
        self.rejected.connect(self.draft.leave)
        self._restore(kept)

    def save(self) -> None:
        """Do it, if the fields allow."""
        if not self.form.check_all():
            return
        try:
            self._save(self.form.values())
        except InvalidEntry as problem:
            rest = self.form.show_faults(problem)
            if rest:
                self.banner.say("bad", "", " ".join(fault.sentence for fault in rest))
            else:
                self.banner.hide()
        except KnownProblem as problem:
            self.banner.show_problem(problem)
        else:
            self.accept()

    def open(self) -> None:
        """Show it, with the keyboard in the first field."""
        super().open()
        self.form.focus_first()
        focus = self.focusWidget()
        if focus is None:
            self.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self, kept: Kept) -> None:
        draft = self.draft.begin(kept)
        self.form.changed.connect(self.draft.typed)
        if draft is None:
            return
        blank = self.form.values()
        self.form.restore(draft.content)
        self.banner.say(
            "info", _("What you had typed is back."), _("It is not saved yet."), icon="edit", aloud=False
        )
        self.banner.add_link(_("Start afresh"), lambda: self._start_afresh(kept, blank))

    def _start_afresh(self, kept: Kept, blank: dict[str, Any]) -> None:
        self._finish()
        self.form.set_values(blank)
        self.draft.begin(kept)
        self.banner.hide()
        self.form.focus_first()

    def _cancel(self) -> None:
        self._finish()
        self.reject()

    def _finish(self) -> None:
        finish_quietly(self.draft)

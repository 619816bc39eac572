"""Signing several items at once: tick them, give one date, sign.

Promises: only open items are offered, grouped as on the checklist; how each was shown is what
the checklist says unless chosen otherwise; one save, one undo step.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidEntry, KnownProblem
from app.language import _, ngettext
from app.training.training import TrainingView, sign_items
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.fields import CheckField
from ui.kit.form_row import under_label
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label, rule
from ui.kit.theme import theme
from ui.training.sign_row import SignFields

ROOM_BELOW = 150


class SeveralPanel(QFrame):
    """The card in the place of the record; ``closed`` when it is done with."""

    closed = Signal()

    def __init__(self, context: Context, record: TrainingView) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(_("Sign several items"))
        self._context, self._record = context, record
        self.boxes: dict[str, CheckField] = {}
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        self.banner = Banner("bad")
        whole.addWidget(self.banner)
        whole.addWidget(rule())
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(u(18), u(8), u(18), u(12))
        self._column.setSpacing(u(9))
        self._list_items()
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(rule("edge"))
        whole.addWidget(self._foot())
        self._count()
        self.draft = FormDraft(self, self._typed)
        self._restore()
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._close)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self, self.sign)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> QWidget:
        u = theme().u
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(u(18), u(10), u(14), u(10))
        row.setSpacing(u(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = _("Sign several items for {name}").format(name=self._record.name)
        words.addWidget(Label(title, "head", wrap=True))
        words.addWidget(Label(_("Tick what was shown; each item keeps its own line."), "quiet", wrap=True))
        row.addLayout(words, 1)
        self.starred_link = Button(_("Tick all starred"), "star", "text")
        self.starred_link.clicked.connect(self._tick_starred)
        if not self._record.starred_open:
            self.starred_link.hide()
        none = Button(_("Tick none"), "", "text")
        none.clicked.connect(lambda: self._tick(()))
        close = IconButton("x", _("Back to the record"), framed=False)
        close.clicked.connect(self._close)
        for button in (self.starred_link, none, close):
            row.addWidget(button)
        return head

    def _list_items(self) -> None:
        today = self._context.clock.today()
        for section in self._record.sections:
            states = [state for state in section.items if state.open_on(today)]
            if not states:
                continue
            self._column.addWidget(Label(f"{section.letter}  {section.title}", "group"))
            for state in states:
                star = " ★" if state.item.starred else ""
                box = CheckField(f"{state.item.code}{star}   {state.item.text}".replace("&", "&&"))
                box.setAccessibleName(f"{state.item.code}{star} {state.item.text}")
                box.changed.connect(self._count)
                self.boxes[state.item.code] = box
                self._column.addWidget(box)
        self._column.addStretch(1)

    def _foot(self) -> QWidget:
        u = theme().u
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(10), u(14), u(10))
        row.setSpacing(u(12))
        self.fields = SignFields(self._context.clock, as_listed=True)
        if theme().zoom > ROOM_BELOW:
            # Below the list they would leave it no room: they scroll with it.
            self._column.insertWidget(0, self.fields)
            row.addStretch(1)
        else:
            row.addWidget(self.fields, 1)
        self.sign_button = Button("", "edit", "main", hint="Ctrl+Enter")
        self.sign_button.clicked.connect(self.sign)
        row.addWidget(self.sign_button if theme().zoom > ROOM_BELOW else under_label(self.sign_button))
        return foot

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes ticked."""
        return tuple(code for code, box in self.boxes.items() if box.value())

    def focus_here(self) -> None:
        """Give the keyboard to the first box."""
        for box in self.boxes.values():
            box.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def sign(self) -> None:
        """Sign what is ticked."""
        if not self.codes or not self.fields.check_all():
            return
        try:
            sign_items(
                self._context.book, self._context.account, self._record.staff_id,
                self.fields.entry(self.codes),
            )  # fmt: skip
        except InvalidEntry as problem:
            rest = self.fields.show_faults(problem)
            if rest:
                self.banner.say("bad", _("Not signed yet."), rest[0].sentence)
            return
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        self._close()

    def _close(self) -> None:
        finish_quietly(self.draft)
        self.closed.emit()

    def _typed(self) -> dict[str, Any] | None:
        if not self.codes and not self.fields.dirty:
            return None
        return {"codes": list(self.codes), "fields": self.fields.draft()}

    def _restore(self) -> None:
        staff_id = self._record.staff_id
        again = {"panel": "several", "staff": staff_id}
        kept = Kept(self._context.book, "sign several", str(staff_id), "training", again)
        draft = self.draft.begin(kept)
        if draft is not None:
            self._tick(tuple(draft.content["codes"]))
            self.fields.restore(draft.content["fields"])
        self.fields.changed.connect(self.draft.typed)
        for box in self.boxes.values():
            box.changed.connect(self.draft.typed)

    def _tick(self, codes: tuple[str, ...]) -> None:
        for code, box in self.boxes.items():
            box.set_value(code in codes)

    def _tick_starred(self) -> None:
        self._tick(self._record.starred_open)
        self.sign_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _count(self) -> None:
        n = len(self.codes)
        self.sign_button.setText(ngettext("Sign {n} item", "Sign {n} items", n).format(n=n))
        self.sign_button.allow(n > 0, _("Tick at least one item."))

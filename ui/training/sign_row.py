"""The line that opens in place: sign an item off, sign it again, or take the signature back.

Promises: date, how it was shown and a remark are one Tab apart; Enter signs, Esc closes; what
cannot be is said below, beside its field.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.dates import long_day
from app.errors import InvalidEntry
from app.language import _
from app.training.training import ItemState, SignItems
from app.training.words import Evidence, label
from ui.kit.anew import take_out
from ui.kit.buttons import Button, IconButton
from ui.kit.choices import Choice, ChoiceField
from ui.kit.drafts import FormDraft, Kept, finish_quietly
from ui.kit.fields import DateField, LineField
from ui.kit.form_row import FormRow, under_label
from ui.kit.forms import Form
from ui.kit.text import Label, TwoWeights
from ui.kit.theme import theme
from ui.training.lines import EVIDENCE_ICONS


class SignFields(Form):
    """Date, how it was shown, remark, in one line.

    *as_listed* offers "As the checklist says" as the value None.
    """

    def __init__(self, clock: Clock, *, evidence: Evidence | None = None, as_listed: bool = False) -> None:
        super().__init__(columns=3, gap=8)
        self._clock = clock
        self.add(
            "signed_on", _("Date"), DateField(clock.today),
            check=lambda value: "" if value is not None else _("Give the day it was shown."),
        )  # fmt: skip
        ways = [Choice(way, label(way), icon=EVIDENCE_ICONS[way]) for way in Evidence]
        self.add(
            "evidence",
            _("How it was shown"),
            ChoiceField(ways, searchable=False, nothing=_("As the checklist says") if as_listed else ""),
        )
        self.add("remark", _("Remark"), LineField(longest=400, hint=_("optional")))
        self.set_values({"signed_on": clock.today(), "evidence": evidence, "remark": ""})

    def _lay_out(self, *, force: bool = False) -> None:
        u = theme().u
        flat = 0 < self.width() < u(400)
        if flat == self._flat and not force:
            return
        self._flat = flat
        take_out(self._grid)
        for place, widget in enumerate(self._order):
            self._grid.addWidget(widget, place if flat else 0, 0 if flat else place)
        for column, share in enumerate((11, 12, 10)):
            self._grid.setColumnStretch(column, share if not flat or not column else 0)
        self._grid.setHorizontalSpacing(u(12))

    def entry(self, codes: tuple[str, ...], *, applies: bool = True) -> SignItems:
        """The command that signs *codes*."""
        values = self.values()
        day: date = values["signed_on"] or self._clock.today()
        # Qt hands the value of a choice back as a plain str.
        way = Evidence(values["evidence"]) if values["evidence"] else None
        return SignItems(codes, day, way, values["remark"], applies)

    def rows(self) -> tuple[FormRow, ...]:
        """The labelled fields."""
        return tuple(self.row(name) for name in ("signed_on", "evidence", "remark"))


class SignRow(QFrame):
    """One item opened; ``signed`` gives the command, ``withdrawn`` the code."""

    signed = Signal(object)
    withdrawn = Signal(str)
    closed = Signal()

    def __init__(self, state: ItemState, clock: Clock, signer: str, kept: Kept) -> None:
        super().__init__()
        self.state = state
        self._clock, self._signer = clock, signer
        u = theme().u
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(u(42), u(9), u(14), u(10))
        self._column.setSpacing(u(6))
        self._head()
        self.fields = SignFields(clock, evidence=state.item.evidence)
        self.sign_button = Button(_("Sign as {name}").format(name=signer), "edit", "main")
        self.sign_button.clicked.connect(self._sign)
        self._signing = QWidget()
        row = QHBoxLayout(self._signing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(12))
        row.addWidget(self.fields, 1)
        row.addWidget(under_label(self.sign_button))
        signed = state.signed
        if signed is not None:
            self._say_signed()
            self._signing.hide()
        self._column.addWidget(self._signing)
        self._column.addStretch(1)
        for name in ("signed_on", "remark"):
            self.fields.field(name).returnPressed.connect(self._sign)
        self.draft = FormDraft(self, self.fields.half_typed)
        draft = self.draft.begin(kept)
        if draft is not None:
            self._signing.show()
            self.fields.restore(draft.content)
        self.fields.changed.connect(self.draft.typed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._close)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        whole = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self, self._sign)
        whole.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> None:
        u, item = theme().u, self.state.item
        head = QHBoxLayout()
        head.setSpacing(u(8))
        code = f"{item.code} ★" if item.starred else item.code
        head.addWidget(Label(code, "quiet"))
        head.addWidget(Label(item.text, "strong", wrap=True), 1)
        if not item.starred:
            self.skip_link = Button(_("Does not apply"), "", "text")
            self.skip_link.clicked.connect(self._skip)
            head.addWidget(self.skip_link)
        close = IconButton("x", _("Close {code}").format(code=item.code), framed=False)
        close.clicked.connect(self._close)
        head.addWidget(close)
        self._column.addLayout(head)

    def _say_signed(self) -> None:
        signed = self.state.signed
        assert signed is not None
        u = theme().u
        day = long_day(signed.signed_on)
        if signed.applies:
            words = _("{how}, signed by {name} on {day}.").format(
                how=label(signed.evidence), name=signed.signed_by, day=day
            )
        else:
            words = _("Does not apply: {name}, {day}.").format(name=signed.signed_by, day=day)
        if signed.refresh_on is not None:
            words += " " + _("To be refreshed by {day}.").format(day=long_day(signed.refresh_on))
        line = QHBoxLayout()
        line.setSpacing(u(8))
        line.addWidget(TwoWeights("", f"{words} {signed.remark}".strip()), 1)
        self.withdraw_button = Button(_("Withdraw"), "undo", small=True)
        self.withdraw_button.clicked.connect(lambda: self.withdrawn.emit(self.state.item.code))
        self.again_button = Button(_("Sign again…"), "edit", small=True)
        self.again_button.clicked.connect(self._sign_again)
        line.addWidget(self.withdraw_button)
        line.addWidget(self.again_button)
        self._column.addLayout(line)

    def focus_here(self) -> None:
        """Give the keyboard to the date, or to what can be done with a signature."""
        if self._signing.isHidden():
            self.again_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.fields.field("signed_on").setFocus(Qt.FocusReason.TabFocusReason)

    def show_faults(self, problem: InvalidEntry) -> None:
        """Say what cannot stay, beside its field."""
        rest = self.fields.show_faults(problem)
        if rest:
            self.fields.row("signed_on").say(rest[0].sentence)

    def _close(self) -> None:
        finish_quietly(self.draft)
        self.closed.emit()

    def _sign_again(self) -> None:
        self._signing.show()
        self.again_button.hide()
        self.focus_here()

    def _sign(self) -> None:
        if not self._signing.isHidden() and self.fields.check_all():
            self.signed.emit(self.fields.entry((self.state.item.code,)))

    def _skip(self) -> None:
        if self.fields.check_all():
            self.signed.emit(self.fields.entry((self.state.item.code,), applies=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.tint))
        painter.fillRect(0, 0, theme().u(3), self.height(), QColor(tokens.primary))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.row))

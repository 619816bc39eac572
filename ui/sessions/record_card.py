"""The card the session form stands in: head with its state, banner, what scrolls, buttons (mock 07).

Promises: the button row never scrolls; with an error banner the remedy takes the filled button over
(STYLE 5); Ctrl+Enter saves, Esc closes and Alt+N goes to the note from every field.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button, IconButton
from ui.kit.scrolled import Scrolled
from ui.kit.text import IconText, Label, rule
from ui.kit.theme import theme


class RecordCard(QFrame):
    """What is seen of the form; what it does is told by signals."""

    save_wanted = Signal()
    close_wanted = Signal()
    cancel_wanted = Signal()
    discard_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, *forms: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.banner = Banner("bad")
        u = theme().u
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        self._banner_room = QWidget()
        room = QVBoxLayout(self._banner_room)
        room.setContentsMargins(u(18), 0, u(18), u(6))
        room.addWidget(self.banner)
        whole.addWidget(self._banner_room)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(u(18), u(4), u(18), u(12))
        for form in forms:
            column.addWidget(form)
        column.addStretch(1)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(rule("edge"))
        whole.addWidget(self._foot())
        note = QShortcut(QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_N), self, self.note_wanted.emit)
        note.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for key, signal in (
            (Qt.Modifier.CTRL | Qt.Key.Key_Return, self.save_wanted),
            (Qt.Modifier.CTRL | Qt.Key.Key_Enter, self.save_wanted),
            (Qt.Key.Key_Escape, self.close_wanted),
        ):
            shortcut = QShortcut(QKeySequence(key), self, signal.emit)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> QWidget:
        u = theme().u
        head = QWidget()
        top = QVBoxLayout(head)
        top.setContentsMargins(u(18), u(12), u(18), u(8))
        top.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        self.title = Label("", "panel")
        self.state = IconText("save", "")
        self.close_button = IconButton("x", _("Close, keep draft"), framed=False)
        self.close_button.clicked.connect(self.close_wanted)
        row.addWidget(self.title, 1)
        row.addWidget(self.state)
        row.addWidget(self.close_button)
        top.addLayout(row)
        self.subtitle = Label("", "quiet", wrap=True)
        top.addWidget(self.subtitle)
        return head

    def _foot(self) -> QWidget:
        u = theme().u
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(18), u(9), u(18), u(9))
        row.setSpacing(u(8))
        self.cancel_link = Button(_("It was cancelled…"), "", "text")
        self.cancel_link.clicked.connect(self.cancel_wanted)
        self.discard_link = Button(_("Discard draft…"), "", "quiet")
        self.discard_link.clicked.connect(self.discard_wanted)
        self.keep_button = Button(_("Close, keep draft"))
        self.keep_button.clicked.connect(self.close_wanted)
        self.save_button = Button(_("Save session"), "check", "main", hint="Ctrl+Enter")
        self.save_button.clicked.connect(self.save_wanted)
        row.addWidget(self.cancel_link)
        row.addSpacing(u(8))
        row.addWidget(self.discard_link)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(self.save_button)
        theme().changed.connect(self._fit_foot)
        self._fit_foot()
        return foot

    def _fit_foot(self) -> None:
        self.save_button.set_hint("" if theme().roomy else "Ctrl+Enter")

    def say_cancelling(self, cancelling: bool) -> None:
        """Name the buttons after the form in sight."""
        self.cancel_link.setText(_("It took place…") if cancelling else _("It was cancelled…"))
        self.save_button.setText(_("Save as cancelled") if cancelling else _("Save session"))

    def say_kept(self, at: str) -> None:
        """Say since when the draft is kept."""
        self.state.show()
        self.state.say("save", _("Draft kept {time}").format(time=at))

    def say_not_saved(self) -> None:
        """Say in words that what is typed is nowhere but here."""
        self.state.show()
        self.state.say("stop", _("Not saved"), "bad")

    def say_nothing(self) -> None:
        """Take the state away."""
        self.state.hide()

    def show_banner(self) -> None:
        """Make room for the banner, which has its words."""
        self._banner_room.show()

    def hide_banner(self) -> None:
        """Take the banner away; the main button is the save button again."""
        self.banner.hide()
        self._banner_room.hide()
        self.save_button.set_kind("main")
        self.keep_button.allow(True)
        self.close_button.setEnabled(True)

    def block_closing(self) -> None:
        """While nothing can be written, closing would lose what is typed."""
        self.save_button.set_kind("plain")
        self.keep_button.allow(False, _("The draft cannot be kept either until the book can be written."))
        self.close_button.setEnabled(False)
        self.discard_link.show()

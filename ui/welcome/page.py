"""The welcome: what to begin with.

Promises: four ways, the usual one first; books opened lately are one click away; it
imports nothing that knows a book.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.version import VERSION
from ui.kit.buttons import Button
from ui.kit.option_card import OptionCard
from ui.kit.text import Label, plain_tip, rule
from ui.kit.theme import theme
from ui.sign_in.front_page import FrontPage

RECENT = 3


class WelcomePage(FrontPage):
    """New unit, open, restore, sample."""

    new_unit = Signal()
    open_book = Signal()
    open_known = Signal(object)
    restore = Signal()
    sample = Signal()
    help_wanted = Signal()

    def __init__(self, recent: Sequence[str] = ()) -> None:
        super().__init__(
            _("Welcome"),
            _("Pairbook keeps one book for each unit: a ward, a clinic or a practice."),
            width=470,
        )
        self.new = OptionCard(
            "plus",
            _("Start a new unit"),
            _("Four short steps: unit and your name, a passphrase, a recovery sheet, first staff."),
            main=True,
        )
        self.open = OptionCard("folder", _("Open a book"), _("One that is already on this PC or on a drive."))
        self.back = OptionCard("restore", _("Restore a backup"), _("From a USB stick or another folder."))
        self.try_it = OptionCard(
            "learn",
            _("Try it with sample data"),
            _("A made-up ward with staff, pairs and sessions, to look around in."),
        )
        for card, signal in (
            (self.new, self.new_unit),
            (self.open, self.open_book),
            (self.back, self.restore),
            (self.try_it, self.sample),
        ):
            card.clicked.connect(signal)
            self.add(card)
        self._busy = Label("", "quiet", wrap=True)
        self._busy.hide()
        self.add(self._busy)
        known = [Path(book) for book in recent if Path(book).is_dir()][:RECENT]
        if known:
            self.add(Label(_("Opened lately"), "group"))
        for folder in known:
            link = Button(folder.stem, "book", "text")
            link.setToolTip(plain_tip(str(folder)))
            link.clicked.connect(lambda _on=False, folder=folder: self.open_known.emit(folder))
            self.add(link)
        self._column.addStretch(1)
        self.right.addWidget(rule("edge"))
        self.right.addWidget(self._foot())
        self.new.setFocus()

    def say_busy(self, words: str) -> None:
        """Say what is being made; "" when nothing is any more."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        for card in (self.new, self.open, self.back, self.try_it):
            card.setEnabled(not words)

    def _foot(self) -> QWidget:
        u = theme().u
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(u(28), u(10), u(28), u(10))
        row.setSpacing(u(20))
        row.addStretch(1)
        link = Button(_("Help"), "help", "quiet", hint="F1")
        link.clicked.connect(self.help_wanted)
        row.addWidget(link)
        row.addWidget(Label(_("Version {version}").format(version=VERSION), "quiet"))
        return foot

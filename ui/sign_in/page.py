"""Signing in (mock 01): choose a name, type the passphrase.

Promises: it paints before the book's cover is read, with what needs the cover or a second look
(names, messages, ways to elsewhere) put in after that; the keys are derived in a thread
while the window stays alive; a wrong passphrase, a damaged or missing book and a book in
use elsewhere are told in their own words, above the field and read out; nothing typed
is lost.  Imports nothing that knows the book until it is painted.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import KnownProblem
from app.language import _
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.jobs import Jobs
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.sign_in.passphrase_field import PassphraseField
from ui.sign_in.side import Side, front

if TYPE_CHECKING:
    from app.book import Cover, Unlocked
    from ui.kit.banner import Banner
    from ui.kit.lists import EntryList
    from ui.sign_in.names import NameSearch

FEW = 5


class SignInPage(QWidget):
    """The front page of one book."""

    unlocked = Signal(object)
    other_book = Signal()
    restore = Signal()
    forgotten = Signal()
    help_wanted = Signal()
    painted = Signal()

    def __init__(self, folder: Path, jobs: Jobs, clock: Clock, *, last_account: int | None = None) -> None:
        super().__init__()
        self.folder = folder
        self._jobs, self._clock, self._last = jobs, clock, last_account
        self._cover: Cover | None = None
        self._accounts: dict[int, str] = {}
        self._busy = self._whole = self._was_painted = False
        self.side = Side()
        self._unit = Label(_in_lines(folder.stem), "display", wrap=True)
        self.side.middle.addWidget(Label(_("The book of")))
        self.side.middle.addWidget(self._unit)
        self.side.middle.addSpacing(theme().u(12))
        self.side.middle.addWidget(Label(_("Who teaches whom, what was agreed,\nand what happens next.")))
        self.side.add_promise("shield", _("Encrypted. Nothing leaves this PC."))
        self._backup = self.side.add_promise("backup", "")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(front(self.side, self._right()))
        self._asked_early = False
        self._say_busy(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
            QTimer.singleShot(0, self, self._complete)

    # Building
    def _right(self) -> QWidget:
        u = theme().u
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(u(24), u(34), u(24), u(16))
        row.addStretch(1)
        box = QWidget()
        box.setMaximumWidth(u(416))
        box.setMinimumWidth(min(u(416), 560))
        self._fill(box)
        row.addWidget(box, 10)
        row.addStretch(1)
        column.addWidget(Scrolled(middle), 1)
        self._column = column
        return right

    def _fill(self, box: QWidget) -> None:
        u = theme().u
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(8))
        column.addWidget(Label(_("Sign in"), "title"))
        self._lead = Label(_("Choose your name, then type your passphrase."), "quiet", wrap=True)
        column.addWidget(self._lead)
        column.addSpacing(u(4))
        self._above = QVBoxLayout()
        self._above.setSpacing(u(8))
        column.addLayout(self._above)
        self._card = Card(padded=False)
        self._card.setFixedHeight(u(48) + 3)
        column.addWidget(self._card)
        column.addSpacing(u(10))
        self._label = Label(_("Passphrase"), "label")
        column.addWidget(self._label)
        self.passphrase = PassphraseField(_("Passphrase"))
        self._label.setBuddy(self.passphrase)
        self.passphrase.returnPressed.connect(self.sign_in)
        self.passphrase.changed.connect(self._typed)
        column.addWidget(self.passphrase)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addSpacing(u(6))
        row = QHBoxLayout()
        self.forgot = Button(_("Forgotten your passphrase?"), "", "text")
        self.forgot.clicked.connect(self.forgotten)
        row.addWidget(self.forgot)
        row.addStretch(1)
        self.button = Button(_("Sign in"), "", "main", tall=True)
        self.button.setMinimumWidth(u(132))
        self.button.clicked.connect(self.sign_in)
        row.addWidget(self.button)
        column.addLayout(row)
        column.addStretch(1)

    def _complete(self) -> None:
        """Put in what the first painting does not wait for; whoever asks earlier has it at once."""
        if self._whole:
            return
        self._whole = True
        from ui.kit.banner import Banner
        from ui.kit.lists import EntryList
        from ui.kit.text import IconText, rule
        from ui.sign_in.foot import foot
        from ui.sign_in.names import NameSearch

        self._banner = Banner("bad")
        self._search = NameSearch(_("Find your name"))
        self._search.changed.connect(self._filter)
        self._search.down.connect(self._into_names)
        self._search.hide()
        self._above.addWidget(self._banner)
        self._above.addWidget(self._search)
        self._names = EntryList(_("Who signs in"), row_height=48)
        self._names.chosen.connect(self._chosen)
        self._names.opened.connect(lambda _key: self.passphrase.focus_here())
        self._names.setEnabled(not self._busy)
        self._card.add(self._names)
        caps = IconText("watch", _("Caps Lock seems to be on."), tone="watch")
        caps.hide()
        self._below.addWidget(caps)
        self.passphrase.caps_lock.connect(caps.setVisible)
        self._column.addWidget(rule("edge"))
        self._column.addWidget(foot(self.other_book, self.restore, self.help_wanted))
        order = (self._search, self._names, self.passphrase, self.forgot, self.button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    @property
    def banner(self) -> "Banner":
        """Where problems are told."""
        self._complete()
        return self._banner

    @property
    def search(self) -> "NameSearch":
        """Finds a name where there are many."""
        self._complete()
        return self._search

    @property
    def names(self) -> "EntryList":
        """Who can sign in."""
        self._complete()
        return self._names

    # What the cover says
    @property
    def unit(self) -> str:
        """The unit's name as far as it is known."""
        return self._cover.unit if self._cover is not None else self.folder.stem

    def read(self) -> None:
        """Read the cover in a thread; call it once the page is painted."""

        def work() -> Any:
            from app.book import read_cover

            return read_cover(self.folder)

        self._jobs.run(work, done=self._show_cover, failed=self._tell)

    def _show_cover(self, cover: "Cover") -> None:
        from ui.kit.lists import Entry, sorted_by_word

        self._cover = cover
        self._unit.setText(_in_lines(cover.unit))
        self._accounts = {account.id: account.name for account in cover.accounts}
        self._say_backup(cover)
        entries = []
        for account in cover.accounts:
            role = _("Manager") if account.role == "manager" else _("Mentor and mentee")
            if account.id == self._last:
                role = _("{role} · was last here").format(role=role)
            entries.append(Entry(account.id, account.name, role, account.name, ticked_when_chosen=True))
        self.names.set_entries(sorted_by_word(entries))
        self.search.setVisible(len(entries) > FEW)
        shown = max(1, min(6, len(entries)))
        self._card.setFixedHeight(theme().u(48) * shown + 3)
        if self._last in self._accounts:
            self.names.choose(self._last)
        elif len(entries) == 1:
            self.names.choose_first()
        if self.names.current() is not None:
            self.passphrase.focus_here()
        else:
            (self.search if len(entries) > FEW else self.names).setFocus()
        self._say_busy(False)
        if self._asked_early:
            self._asked_early = False
            self.sign_in()

    def _say_backup(self, cover: "Cover") -> None:
        from ui.backup_age import backup_words

        self._backup.setText(backup_words(cover.last_backup, self._clock.now())[0])

    # Signing in
    def sign_in(self) -> None:
        """Try the passphrase; :attr:`unlocked` tells the outcome, or the banner does."""
        if self._busy:
            return
        if self._cover is None:
            # Somebody typed faster than the names were read.
            self._asked_early = True
            return
        account = self.names.current()
        if account is None:
            self.banner.say("watch", _("Choose your name first."))
            (self.search if self.search.isVisible() else self.names).setFocus()
            return
        typed = self.passphrase.text()
        if not typed:
            self.banner.say("watch", _("Type your passphrase."))
            self.passphrase.focus_here()
            return
        self._say_busy(True)

        def work() -> "Unlocked":
            from app.book import unlock

            return unlock(self.folder, int(account), typed)

        self._jobs.run(work, done=self._opened, failed=self._tell)

    def show_problem(self, problem: KnownProblem, retry: Callable[[], object] | None = None) -> None:
        """Tell a problem above the names, with a way to try again where there is one."""
        self._say_busy(False)
        words = getattr(problem, "words", None)
        if words is not None:
            self.banner.say("watch", words())
        else:
            self.banner.show_problem(problem)
        if retry is not None:
            self.banner.add_button(_("Try again"), retry, "retry")

    def _opened(self, unlocked: "Unlocked") -> None:
        self.banner.hide()
        self.unlocked.emit(unlocked)

    def _tell(self, problem: BaseException) -> None:
        self._say_busy(False)
        if not isinstance(problem, KnownProblem):
            raise problem
        from app.book.problems import WrongPassphrase

        self.show_problem(problem)
        if isinstance(problem, WrongPassphrase):
            self.passphrase.set_faulty(True)
            self.passphrase.selectAll()
            self.passphrase.focus_here()
        elif self._cover is None:
            self.banner.add_button(_("Open another book…"), self.other_book.emit, "folder")
            self.banner.add_button(_("Restore a backup…"), self.restore.emit, "restore")

    def _say_busy(self, busy: bool) -> None:
        self._busy = busy
        self.button.setText(_("Opening…") if busy else _("Sign in"))
        self.passphrase.setReadOnly(busy)
        if self._whole:
            self.names.setEnabled(not busy)

    def _chosen(self, account: object) -> None:
        name = self._accounts.get(account, "") if isinstance(account, int) else ""
        words = _("Passphrase of {name}").format(name=name) if name else _("Passphrase")
        self._label.setText(words)
        self.passphrase.setAccessibleName(words)
        if name and not self.search.hasFocus() and not self.names.hasFocus():
            self.passphrase.focus_here()

    def _filter(self) -> None:
        self.names.filter_text(self.search.text())
        if len([entry for entry in self.names.entries if not entry.group]) == 1:
            self.names.choose_first()

    def _into_names(self) -> None:
        self.names.choose_first()
        self.names.setFocus()

    def _typed(self) -> None:
        self.passphrase.set_faulty(False)


def _in_lines(unit: str) -> str:
    """A unit's name for the dark side: broken after its first comma, cut where it is endless."""
    short = unit if len(unit) < 80 else unit[:78] + "…"
    return short.replace(", ", ",\n", 1)

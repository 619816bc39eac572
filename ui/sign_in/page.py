"""Signing in (mock 01): choose a name, type the passphrase.

Promises: what was typed into its :class:`~ui.sign_in.face.Face` before the page was there counts; the keys
are derived in a thread while the window stays alive; a wrong passphrase, a damaged or missing book and a
book in use elsewhere are told in their own words, above the field and read out; nothing typed is lost.
Imports nothing that knows the book: the thread that reads its cover does.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import KnownProblem
from app.language import _
from ui.backup_age import backup_words
from ui.kit.banner import Banner
from ui.kit.jobs import Jobs
from ui.kit.lists import Entry, EntryList, sorted_by_word
from ui.kit.text import IconText, rule
from ui.kit.theme import theme
from ui.sign_in.face import Face, in_lines
from ui.sign_in.foot import foot
from ui.sign_in.names import NameSearch

if TYPE_CHECKING:
    from app.book import Cover, Unlocked

FEW = 5
MOST_SHOWN, LEAST_SHOWN = 6, 2


class SignInPage(QWidget):
    """The front page of one book; :attr:`settled` when its cover is read, or why not is told."""

    unlocked = Signal(object)
    other_book = Signal()
    restore = Signal()
    forgotten = Signal()
    help_wanted = Signal()
    settled = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: Jobs,
        clock: Clock,
        *,
        last_account: int | None = None,
        face: Face | None = None,
    ) -> None:
        super().__init__()
        self.folder = folder
        self._jobs, self._clock, self._last = jobs, clock, last_account
        self._cover: Cover | None = None
        self._accounts: dict[int, str] = {}
        self._busy = self._asked_early = False
        self._face = face = face or Face(folder.stem)
        self.passphrase, self.forgot, self.button = face.passphrase, face.forgot, face.button
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._face)
        self._fill()
        self._say_busy(False)
        self.passphrase.focus_here()  # until the names are read; whoever typed already types on

    # Building
    def _fill(self) -> None:
        """Put in what the face is painted without."""
        face = self._face
        face.side.dress()
        face.passphrase.dress()
        self.banner = Banner("bad")
        self.search = NameSearch(_("Find your name"))
        self.search.changed.connect(self._filter)
        self.search.down.connect(self._into_names)
        self.search.hide()
        face.above.addWidget(self.banner)
        face.above.addWidget(self.search)
        self.names = EntryList(_("Who signs in"), row_height=48)
        self.names.chosen.connect(self._chosen)
        self.names.opened.connect(lambda _key: self.passphrase.focus_here())
        # Who clicks on their name types the passphrase next.
        self.names.clicked.connect(lambda _index: self.passphrase.focus_here())
        names = QVBoxLayout(face.card)
        names.setContentsMargins(0, 0, 0, 0)
        names.addWidget(self.names)
        caps = IconText("watch", _("Caps Lock seems to be on."), tone="watch")
        caps.hide()
        face.below.addWidget(caps)
        self.passphrase.caps_lock.connect(caps.setVisible)
        self.passphrase.returnPressed.connect(self.sign_in)
        self.passphrase.changed.connect(self._typed)
        self.forgot.setCursor(Qt.CursorShape.PointingHandCursor)
        self.forgot.clicked.connect(self.forgotten)
        self.button.clicked.connect(self.sign_in)
        face.column.addWidget(rule("edge"))
        face.column.addWidget(foot(self.other_book, self.restore, self.help_wanted))
        order = (self.search, self.names, self.passphrase, self.forgot, self.button)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # What the cover says
    @property
    def unit(self) -> str:
        """The unit's name as far as it is known."""
        return self._cover.unit if self._cover is not None else self.folder.stem

    def read(self) -> None:
        """Read the cover in a thread."""

        def work() -> Any:
            from app.book import read_cover

            return read_cover(self.folder)

        job = self._jobs.run(work, done=self._show_cover, failed=self._tell)
        job.over.connect(self.settled)

    def _show_cover(self, cover: "Cover") -> None:
        self._cover = cover
        self._face.unit.setText(in_lines(cover.unit))
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
        shown = max(1, min(MOST_SHOWN, len(entries)))
        # Where the room is short the names scroll, so that the button below them stays in sight.
        self._face.card.setMinimumHeight(theme().u(48) * min(LEAST_SHOWN, shown) + 3)
        self._face.card.setMaximumHeight(theme().u(48) * shown + 3)
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
        self._face.backup.setText(backup_words(cover.last_backup, self._clock.now())[0])

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
        self.names.setEnabled(not busy)

    def _chosen(self, account: object) -> None:
        name = self._accounts.get(account, "") if isinstance(account, int) else ""
        words = _("Passphrase of {name}").format(name=name) if name else _("Passphrase")
        self._face.label.setText(words)
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

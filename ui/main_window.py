"""What the one window shows: a front page (sign-in, welcome, set-up) or the workspace of a signed-in person.

Promises: locking stores what is half typed, closes the book and returns to sign-in, also from a
front page that holds a book or its keys; closing the window does the same; opening a book never
leaves two open.
"""

import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.clock import Clock
from app.errors import KnownProblem
from app.language import _
from ui import preferences
from ui.frame import Frame
from ui.kit.jobs import Jobs
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.book import Book, KeyCost, Unlocked
    from app.book.drafts import SealedDraft
    from ui.kit.dialogs import Alerts
    from ui.kit.idle import Idle
    from ui.one_window import OneWindow
    from ui.workspace import Workspace


class MainWindow(QObject):
    """Fills *frame* with whatever is shown.

    :attr:`settled` when the front page shows all it has to; :attr:`entered` when somebody is signed in.
    """

    settled, entered = Signal(), Signal()

    def __init__(self, frame: Frame, theme: Theme, clock: Clock, one: "OneWindow | None" = None) -> None:
        super().__init__(frame)
        self._one = one
        if one is not None:
            from ui.one_window import come_forward

            one.wanted.connect(lambda: come_forward(frame))
        self.frame, self.theme, self.clock = frame, theme, clock
        self.jobs = Jobs(self, alert=self._alert)
        self.preferences = preferences.load()
        self.key_cost: KeyCost | None = None  # of new books; None: the usual cost
        self._book: Book | None = None
        self._held: Path | None = None  # the book whose keys a front page holds
        self._left: tuple[SealedDraft, ...] = ()  # half-typed forms that no disk took yet
        self._losing = False
        self.idle: Idle | None = None
        self.workspace: Workspace | None = None
        self._stack = QStackedWidget()
        frame.setCentralWidget(self._stack)
        frame.closing = self.close_down
        theme.changed.connect(self._keep_look)

    @cached_property
    def alerts(self) -> "Alerts":
        """Problems and questions of this window; dialogs are loaded when there is one."""
        from ui.kit.dialogs import Alerts

        return Alerts(self.frame)

    def _alert(self, problem: BaseException) -> None:
        self.alerts.show(problem)

    # Front pages
    def start(self, folder: Path | None, face: QWidget | None = None) -> None:
        """Show the front page for *folder*, else for the book opened last, else the welcome.

        A sign-in page takes over *face*, where it is one's and is on the screen already.
        """
        found = preferences.first_book(folder, self.preferences)
        if found is None:
            self.show_welcome()
            QTimer.singleShot(0, self, self.settled.emit)
        else:
            self._show_sign_in(found, face=face)

    def show_sign_in(self, folder: Path, *, switch: bool = False) -> None:
        """The sign-in page of the book in *folder*; *switch*: nobody's name is chosen yet.

        Where another window shows that book, that one comes forward and this one stays as it is.
        """
        if self._one is None or self._one.claim(folder, patience=2):
            self._show_sign_in(folder, switch=switch)

    def _show_sign_in(self, folder: Path, *, switch: bool = False, face: QWidget | None = None) -> None:
        from ui.sign_in.page import SignInPage

        last = None if switch else self.preferences.last_account.get(str(folder))
        page = SignInPage(folder, self.jobs, self.clock, last_account=last, face=face)
        page.settled.connect(self.settled)
        page.unlocked.connect(self.open_book)
        page.other_book.connect(self.choose_book)
        page.restore.connect(self.choose_backup)
        page.forgotten.connect(lambda: self.show_forgotten(folder, page.unit))
        page.help_wanted.connect(self.show_help)
        self._show(page, folder.stem)
        QTimer.singleShot(0, page, page.read)

    def show_welcome(self) -> None:
        """What to begin with."""
        from ui.welcome.page import WelcomePage

        page = WelcomePage(self.preferences.books)
        page.new_unit.connect(self.show_set_up)
        page.open_book.connect(self.choose_book)
        page.open_known.connect(self.show_sign_in)
        page.restore.connect(self.choose_backup)
        page.sample.connect(self.make_sample)
        page.help_wanted.connect(self.show_help)
        self._show(page, "")
        self._welcome = page

    def show_set_up(self) -> None:
        """The four steps of a new book."""
        from ui.welcome.set_up import SetUpPage

        page = SetUpPage(self.jobs, self.alerts, self.clock, cost=self.key_cost)
        page.left.connect(self.show_welcome)
        page.made.connect(self._hold)
        page.finished.connect(self.enter)
        self._show(page, _("New book"))

    def show_forgotten(self, folder: Path, unit: str = "") -> None:
        """Signing in with the recovery code."""
        from ui.sign_in.forgotten import ForgottenPage

        page = ForgottenPage(folder, self.jobs, unit or folder.stem)
        page.left.connect(lambda: self.show_sign_in(folder))
        page.unlocked.connect(self.open_book)
        self._show(page, folder.stem)

    def show_repair(self, unlocked: "Unlocked") -> None:
        """Check the closed book of *unlocked* and repair what can be."""
        from ui.sign_in.repair_page import RepairPage

        folder = unlocked.folder
        page = RepairPage(unlocked, self.jobs, self.clock, folder.stem)
        page.left.connect(lambda: self.show_sign_in(folder))
        page.open_again.connect(self.open_book)
        page.restore.connect(self.show_restore)
        self._show(page, folder.stem)
        self._hold(folder)
        page.start()

    def check_book(self) -> None:
        """Close the book that is open, check and repair it; its forms stand there again afterwards."""
        from app.book import Unlocked

        book = self._book
        if book is None:
            return
        unlocked = Unlocked(book.folder, book.account.id, False, book.keys, book.material)
        self.lock()
        self.show_repair(unlocked)

    def choose_book(self) -> None:
        """Let the user point to a book's folder."""
        from ui.kit.dialogs import ask_folder

        ask_folder(self.frame, _("Open a book"), self.show_sign_in, folder=preferences.books_folder())

    def choose_backup(self) -> None:
        """Let the user point to a backup."""
        from ui.kit.dialogs import ask_open

        kinds = _("Pairbook backups (*.pairbook-backup)")
        ask_open(
            self.frame, _("Restore a backup"), kinds, self.show_restore, folder=preferences.books_folder()
        )

    def show_restore(self, backup: Path) -> None:
        """Restoring *backup*: whose it is, its passphrase, where it goes."""
        from ui.welcome.restore import RestorePage

        page = RestorePage(backup, self.jobs, self.clock)
        page.left.connect(lambda: self.start(None))
        page.restored.connect(self.show_sign_in)
        self._show(page, _("Restore a backup"))

    def make_sample(self) -> None:
        """Make the sample book and sign in to it."""
        from ui.welcome.sample import make_sample

        make_sample(self.jobs, self.clock, self.open_book, self._welcome.say_busy, self._sample_failed)

    def _sample_failed(self, problem: BaseException) -> None:
        self._welcome.say_busy("")
        self.alerts.show(problem)

    # Opening and locking
    def open_book(self, unlocked: "Unlocked", *, take_over: bool = False) -> None:
        """Open the book of *unlocked* and show the workspace, after a new passphrase where one is due.

        *take_over* disregards the lock of another PC that was switched off with the book open.
        """
        from app.book import Book

        try:
            # In the workspace, that is, which does not come at once after a one-time passphrase.
            later = not unlocked.needs_new_passphrase
            book = Book.open_with(unlocked, clock=self.clock, take_over=take_over, new_key_later=later)
        except KnownProblem as problem:
            from ui.sign_in.ways_on import tell_why_not

            tell_why_not(self, problem, unlocked)
            self._hold(unlocked.folder)
            return
        if book.needs_new_passphrase:
            self._show_new_passphrase(book)
        else:
            self.enter(book)

    def enter(self, book: "Book", place: str = "home", arguments: dict[str, Any] | None = None) -> None:
        """Show the workspace of the open *book*."""
        from ui import resuming
        from ui.after_sign_in import begin_work
        from ui.kit.context import Context
        from ui.workspace import Workspace

        self._book = book
        if self._one is not None:
            self._one.claim(book.folder, patience=0)
        self.preferences = self.preferences.with_book(book.folder, book.account.id)
        preferences.keep(self.preferences)
        idle = self._watch()
        context = Context(book, book.account, self.clock, self.jobs, self.alerts, self.theme, idle)
        workspace = Workspace(context)
        workspace.lock_wanted.connect(self.lock)
        workspace.switch_wanted.connect(lambda: self.lock(switch=True))
        workspace.help_wanted.connect(self.show_help)
        workspace.check_wanted.connect(self.check_book)
        self.workspace = workspace
        self._show(workspace, book.unit.name)
        workspace.go("home", None)
        if place != "home":
            workspace.go(place, arguments)
        workspace.focus_page()
        self._left = resuming.store_left(book, self._left)
        resuming.take_up(workspace, book, self.frame)
        idle.start()
        begin_work(self.frame, workspace, context)
        self.entered.emit()

    def lock(self, *, switch: bool = False) -> None:
        """Keep what is half typed, close the book, return to sign-in; asks nothing, whatever is open.

        *switch*: somebody else is to sign in.
        """
        workspace, book = self.workspace, self._book
        if workspace is None or book is None:
            self._lock_front_page()
            return
        from ui import resuming

        self.workspace = self._book = None
        try:
            self._left += resuming.keep_all(self.frame, book, workspace)
        except Exception:
            # A bug in one form must not keep the book open.
            sys.excepthook(*sys.exc_info())
        try:
            self._clear_away(workspace)
            self._show_sign_in(book.folder, switch=switch)
        finally:
            book.close()
        if self._left:
            resuming.say_left(self.page)
        QTimer.singleShot(0, self, resuming.forget_all)

    def close_down(self) -> bool:
        """What closing the window asks: whether it may, with everything kept and the book closed."""
        if self.workspace is not None:
            from ui import resuming

            problem = resuming.keep_forms(self.frame)
            if problem is not None and not self._losing:
                resuming.ask_to_lose(self.alerts, problem, self._lose)
                return False
            if not self._losing and not self.workspace.close_down():
                return False
            self._clear_away(self.workspace)
        leave = getattr(self._stack.currentWidget(), "close_book", None)
        if leave is not None:
            leave()
        if self._book is not None:
            self._book.close()
            self._book = None
        return True

    def _clear_away(self, workspace: "Workspace") -> None:
        from ui import resuming

        if self.idle is not None:
            self.idle.stop()
        self.jobs.forget()
        resuming.close_all_over(self.frame)
        workspace.end()

    def _lose(self) -> None:
        self._losing = True
        self.frame.close()

    def _hold(self, folder: Path) -> None:
        """The front page shown holds the keys of the book in *folder*: from here on it is locked as well."""
        self._held = folder
        self._watch().start()

    def _lock_front_page(self) -> None:
        folder, page = self._held, self.page
        if folder is None:
            return
        from ui import resuming

        self.jobs.forget()
        resuming.close_all_over(self.frame)
        if self._one is not None:
            self._one.claim(folder, patience=0)
        self._show_sign_in(folder)
        getattr(page, "close_book", lambda: None)()
        QTimer.singleShot(0, self, resuming.forget_all)

    def _watch(self) -> "Idle":
        """What locks without anybody's asking: made at the first sign-in."""
        if self.idle is None:
            from ui.watching import watch

            self.idle, self._leaving = watch(self.frame, self.clock, self.preferences.lock_minutes, self.lock)
            self.idle.changed.connect(self._keep_lock_minutes)
        return self.idle

    def _keep_lock_minutes(self, minutes: int) -> None:
        self.preferences = replace(self.preferences, lock_minutes=minutes)
        preferences.keep(self.preferences)

    @property
    def page(self) -> QWidget | None:
        """The front page or workspace shown."""
        return self._stack.currentWidget()

    def show_help(self) -> None:
        """The keys that work anywhere."""
        self.alerts.say(
            _("Keys that work anywhere"),
            _("Ctrl+1 to Ctrl+8: the places at the left. Ctrl+R: record a session, Alt+N its note."),
            _("Ctrl+F: search. Ctrl+N: new. Ctrl+P: print. Ctrl+Z: undo. Ctrl+L: lock. Ctrl++: larger text."),
        )

    # Inner workings
    def _show_new_passphrase(self, book: "Book") -> None:
        from ui.sign_in.new_passphrase import NewPassphrasePage

        page = NewPassphrasePage(book, self.jobs)
        folder = book.folder

        def leave() -> None:
            book.close()
            self.show_sign_in(folder)

        page.left.connect(leave)
        page.done.connect(lambda: self.enter(book))
        self._show(page, book.unit.name)
        self._hold(folder)

    def _show(self, page: QWidget, title: str) -> None:
        self._held = None
        if self.idle is not None:
            self.idle.stop()
        before = self._stack.currentWidget()
        # A page asks for the keyboard while it is built; it can have it once it is shown.
        wanted = page.focusWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.frame.setWindowTitle(f"{title} – Pairbook" if title else "Pairbook")
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_look(self) -> None:
        kept = (self.theme.look, self.theme.zoom)
        if kept != (self.preferences.look, self.preferences.zoom):
            self.preferences = replace(self.preferences, look=kept[0], zoom=kept[1])
            preferences.keep(self.preferences)

"""What a signed-in person works in: places, the status strip, undo, and the keys that work anywhere.

Promises: pages are made when first shown and told of every change of the book; a page
is asked before it is left; a problem of undo is told in words, never lost.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.accounts import undoing
from app.book import Changed
from app.book.backup_state import backup_state
from app.errors import KnownProblem
from app.language import _
from app.sessions.note_keys import after_sign_in, sealed_away
from ui.backup_age import STALE_DAYS, backup_words
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.jobs import Job
from ui.kit.page import Page
from ui.kit.page_head import SearchBox
from ui.kit.patient_warning import set_clock
from ui.kit.strip import Strip
from ui.navigation import Navigation
from ui.places import Place, places_for

NARROW = 1200


class Workspace(QWidget):
    """The window's content between signing in and locking."""

    lock_wanted = Signal()
    switch_wanted = Signal()
    check_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("desk")
        set_clock(context.clock)
        self._context = context
        account = context.account
        self._places: dict[str, Place] = {
            place.name: place for place in places_for(account.role, context.book)
        }
        self._pages: dict[str, Page] = {}
        self._awaited: dict[str, dict[str, Any]] = {}
        self._stale: set[str] = set()
        self._shown = ""
        self.ended = False
        role = _("Manager") if account.role == "manager" else _("Mentor and mentee")
        self.navigation = Navigation(tuple(self._places.values()), context.book.unit.name, account.name, role)
        self.strip = Strip()
        self._stack = QStackedWidget()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._remarks())
        right.addWidget(self._stack, 1)
        right.addWidget(self.strip)
        whole.addLayout(right, 1)
        self.navigation.chosen.connect(lambda name: self.go(name, None))
        self.navigation.lock_wanted.connect(self.lock_wanted)
        self.navigation.switch_wanted.connect(self.switch_wanted)
        self.strip.undo_wanted.connect(self.undo)
        self.strip.redo_wanted.connect(self.redo)
        self.strip.backup_wanted.connect(lambda: self.go("settings/backups", None))
        self._unsubscribe = context.book.subscribe(self._changed)
        context.jobs.started.connect(self._job_started)
        context.theme.changed.connect(self._fold)
        self._add_keys()
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self.say_backup)
        self._clock.start()
        self._say_undo()
        self.say_backup()
        self._fold()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(300)
        self._later.timeout.connect(self._say_counts)

    def _remarks(self) -> QWidget:
        """What the opening of the book and the sign-in found out, until it is read.

        Of the book: an unclean end, keys that were put right (app/book/opening.py); of sealed
        notes: app/sessions/note_keys.py.
        """
        box, banner, about_book = QWidget(), Banner(), Banner()
        edge = QVBoxLayout(box)
        edge.setContentsMargins(16, 12, 16, 0)
        edge.addWidget(about_book)
        edge.addWidget(banner)
        self.remarks_banner = about_book

        def close(read: Banner) -> None:
            read.hide()
            box.setVisible(not (banner.isHidden() and about_book.isHidden()))

        told = self._context.book.remarks
        if told:
            about_book.say("info", told[0], " ".join(told[1:]), icon="shield", aloud=False)
            about_book.add_link(_("Close this remark"), lambda: close(about_book))
        remarks = after_sign_in(self._context.book)
        if remarks:
            banner.say("info", remarks[0], " ".join(remarks[1:]), icon="lock")
            if sealed_away(self._context.book):
                banner.add_button(
                    _("Bring them back…"), lambda: self.go("settings", {"section": "people"}), "key"
                )
            banner.add_button(_("Close this remark"), lambda: close(banner), link=True)
        elif not told:
            box.hide()
        return box

    # Going about
    def go(self, target: str, arguments: object) -> None:
        """Show the place *target* ("pairs", "sessions/record") and have it open *arguments*.

        "check-book" is no place: the book is closed, checked and opened again.
        """
        if target == "check-book":
            self.check_wanted.emit()
            return
        name, _slash, part = target.partition("/")
        if name not in self._places:
            return
        leaving = self._pages.get(self._shown)
        if leaving is not None and self._shown != name and not leaving.may_leave():
            self.navigation.show_place(self._shown)
            return
        page = self._page(name)
        if page is None:
            self.navigation.show_place(self._shown)
            return
        self._shown = name
        self.navigation.show_place(name)
        if name in self._stale:
            self._stale.discard(name)
            page.refresh(None)
        self._stack.setCurrentWidget(page)
        self._later.start()
        given = dict(arguments) if isinstance(arguments, dict) else {}
        if part:
            given["part"] = part
            given.setdefault(part, True)
        if given:
            self._tried(lambda: page.open(given))

    def focus_page(self) -> None:
        """Give the keyboard to the page shown, or to what asked for it there: Tab goes on from its top."""
        page = self.page()
        if page is not None:
            (page.focusWidget() or page).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def place(self) -> str:
        """The name of the place shown."""
        return self._shown

    def page(self, name: str | None = None) -> Page | None:
        """The page of *name*, or the one shown, if it was made."""
        return self._pages.get(name or self._shown)

    def stand(self, name: str, arguments: dict[str, Any], *, shown: bool) -> None:
        """Have the place *name* open *arguments* as before a lock; *shown*: it is the one in sight.

        Raises the known problem of a record that is gone.
        """
        if name not in self._places:
            return
        if shown and self._shown != name:
            self.go(name, None)
        page = self._page(name)
        if page is not None and arguments:
            page.open(arguments)

    def wheres(self) -> dict[str, dict[str, Any]]:
        """Where each place stands, by its name, for :meth:`stand_again`."""
        return self._awaited | {name: page.where() for name, page in self._pages.items()}

    def stand_again(self, wheres: dict[str, dict[str, Any]]) -> None:
        """Have each place stand as :meth:`wheres` said: one not made yet as soon as somebody looks at it."""
        self._awaited = dict(wheres)
        for name in self._pages:
            self._stand_again(name)

    def _stand_again(self, name: str) -> None:
        where = self._awaited.pop(name, None)
        if where:
            with suppress(KnownProblem):  # the record is gone, or may not be seen any more
                self._pages[name].stand_again(where)

    def close_down(self) -> bool:
        """Ask every page to keep what is half typed; False when one will not be left."""
        if not all(page.may_leave() for page in self._pages.values()):
            return False
        self.end()
        return True

    def end(self) -> None:
        """Hear of nothing and begin nothing any more: the book is about to be closed.

        What a page was to do a moment later would come before its end, on Windows, and find the book closed.
        """
        self.ended = True
        self._unsubscribe()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def _page(self, name: str) -> Page | None:
        if name not in self._pages:
            try:
                page = self._places[name].make(self._context)
                if not page.reads_when_made:
                    page.refresh(None)
            except KnownProblem as problem:
                self._context.alerts.show(problem)
                return None
            page.setAccessibleName(page.accessibleName() or self._places[name].title)
            page.go.connect(self.go)
            page.print_wanted.connect(self._print)
            self._pages[name] = page
            self._stack.addWidget(page)
            self._stand_again(name)
        return self._pages[name]

    def _print(self, kind: str, options: object) -> None:
        given = dict(options) if isinstance(options, dict) else {}
        self.go("reports", {**given, "kind": kind})

    # What the book tells
    def _changed(self, changed: Changed) -> None:
        now = self._context.clock.now()
        self.strip.say_saved(_("Saved {time}").format(time=f"{now:%H:%M}"))
        self._say_undo()
        if "unit" in changed.kinds:
            self.navigation.say_unit(self._context.book.unit.name)
        for name, page in self._pages.items():
            if name == self._shown:
                page.refresh(changed)
            else:
                self._stale.add(name)
        if "erasure" in changed.kinds:
            self._forget_searches()
        self._later.start()

    def _forget_searches(self) -> None:
        """Empty every search box: what was searched for is likely the name that was erased."""
        self._awaited.clear()
        for box in self.findChildren(SearchBox):
            box.clear()

    def _say_undo(self) -> None:
        back, forward = undoing.step_titles(self._context.book)
        self.strip.set_undo(back)
        self.strip.set_redo(forward)

    def _say_counts(self) -> None:
        # A hidden place that shows a count reads anew once nothing is going on.
        for name in [n for n in self._stale if self._pages[n].waiting or n == "home"]:
            self._stale.discard(name)
            self._pages[name].refresh(None)
        for name, page in self._pages.items():
            self.navigation.set_count(name, page.waiting)

    def backed_up(self) -> None:
        """A backup was made: tell its age in the strip, and have Home no longer ask for one."""
        self.say_backup()
        home = self._pages.get("home")
        if home is not None and self._shown == "home":
            home.refresh(None)
        elif home is not None:
            self._stale.add("home")

    def say_backup(self) -> None:
        """The age of the newest backup on this PC."""
        state = backup_state(self._context.book)
        now = self._context.clock.now()
        words, worry = backup_words(state.here, now)
        tone = "bad" if state.days_without(now) >= STALE_DAYS else "watch"
        self.strip.say_backup(words, tone if worry else None)

    def _job_started(self, job: Job) -> None:
        if not job.title:
            return
        job.slow.connect(lambda: self.strip.say_work(job.title))
        job.moved.connect(lambda share, _words: self.strip.say_work(f"{job.title}, {round(share * 100)} %"))
        job.over.connect(lambda: self.strip.say_work(""))

    # Undo
    def undo(self) -> None:
        """Take back the newest change, and say so."""
        self._step(partial(undoing.undo, self._context.book), _("Undone: {title}"))

    def redo(self) -> None:
        """Make it again."""
        self._step(partial(undoing.redo, self._context.book), _("Done again: {title}"))

    def _step(self, act: Callable[[], str], words: str) -> None:
        title = ""

        def step() -> None:
            nonlocal title
            title = act()

        if self._tried(step) and title:
            self.strip.say_saved(words.format(title=title))
        self._say_undo()

    def _tried(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except KnownProblem as problem:
            self._context.alerts.show(problem)
            return False
        return True

    # Keys
    def _add_keys(self) -> None:
        def key(sequence: Any, act: Callable[[], object]) -> None:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

        key("Ctrl+Z", self.undo)
        key("Ctrl+Shift+Z", self.redo)
        key("Ctrl+Y", self.redo)
        key("Ctrl+L", self.lock_wanted.emit)
        key("Ctrl+R", lambda: self.go("sessions/record", self._about()))
        key("F1", self.help_wanted.emit)
        key("Ctrl+F", lambda: self._on_page(Page.find))
        key("Ctrl+N", lambda: self._on_page(Page.new))
        key("Ctrl+P", lambda: self._on_page(Page.print_page))
        key("Ctrl++", lambda: self._context.theme.step_zoom(1))
        key("Ctrl+=", lambda: self._context.theme.step_zoom(1))
        key("Ctrl+-", lambda: self._context.theme.step_zoom(-1))
        key("Ctrl+0", lambda: self._context.theme.step_zoom(0))
        for number, name in enumerate(self._places, 1):
            key(f"Ctrl+{number}", lambda name=name: self.go(name, None))

    def _about(self) -> dict[str, Any] | None:
        """What the page shown is about, when it can say (``about()``), for recording a session of it."""
        about = getattr(self.page(), "about", None)
        found: dict[str, Any] | None = about() if about is not None else None
        return found

    def _on_page(self, act: Callable[[Page], object]) -> None:
        page = self.page()
        if page is not None:
            getattr(page, act.__name__)()

    # Room
    def _fold(self) -> None:
        self.navigation.set_small(self._context.theme.roomy or 0 < self.width() < NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

"""Rehearsing a restore: five named steps, Stop, the result in words, and on paper (mock 12).

Promises: the book is not touched and one can go on working; a rehearsal that was stopped leaves
nothing behind; each one that ran to its end stands in the history.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.book import history
from app.book.backup_preview import Counts, Rehearsal, counts_of, rehearse
from app.book.backup_state import Backup
from app.dates import short_day
from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.jobs import Job, Progress
from ui.kit.pills import Marked, Pill
from ui.kit.text import IconLabel, Label, rule
from ui.kit.theme import theme
from ui.settings.paper_sheet import PaperSheet

if TYPE_CHECKING:
    from app.book.history import HistoryEntry

REHEARSAL = "rehearsal"
SHOWN = 3
# Which of the five lines is under way at each of the four steps that the rehearsal tells.
_LINES = (0, 2, 3, 4)


class RehearsalCard(Card):
    """The card; ``rehearsed`` after each rehearsal that ran to its end."""

    rehearsed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(_("Rehearse a restore"))
        self._context = context
        self._backup: Backup | None = None
        self._job: Job | None = None
        self.result: Rehearsal | None = None
        self._under_way = -1
        self.column.setSpacing(theme().u(6))
        words = _("Opens the newest copy in a private folder, reads it, and throws the trial away. ")
        self.add(Label(words + _("Your book is not touched."), "quiet", wrap=True))
        self.column.addSpacing(theme().u(6))
        self.steps = [_Step() for _line in range(5)]
        for step in self.steps:
            self.add(step)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(_("Rehearsal"))
        self.add(self._bar)
        self._bar.hide()
        self.words = Label("", "quiet", wrap=True)
        self.add(self.words)
        self.banner = Banner()
        self.add(self.banner)
        self.add(rule())
        self.add(Label(_("Earlier rehearsals"), "group"))
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(theme().u(4))
        self.column.addLayout(self._earlier)
        self.add_stretch()
        self.button = Button(_("Rehearse now"), "restore")
        self.button.clicked.connect(self._pressed)
        self.paper = Button(_("Print result"), "print")
        self.paper.clicked.connect(self.print_result)
        self.add_row(1, self.button, self.paper)
        self._say()

    # Showing
    def show_newest(self, backup: Backup | None) -> None:
        """The copy that would be rehearsed."""
        self._backup = backup
        if self._job is None and self.result is None:
            self._say()

    def show_earlier(self, entries: tuple[HistoryEntry, ...], today: datetime) -> None:
        """The rehearsals in the history, newest first."""
        while self._earlier.count():
            item = self._earlier.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries[:SHOWN]:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            words = f"{short_day(entry.at.date(), today.date())}, {entry.account_name or _('(erased)')}"
            row.addWidget(Label(words), 1)
            row.addWidget(Pill(outcome(entry)))
            self._earlier.addWidget(line)
        if not entries:
            self._earlier.addWidget(Label(_("None yet"), "quiet"))

    def _say(self) -> None:
        """The five lines as they stand."""
        running = self._job is not None
        done = self.result is not None
        made = self._backup.made if self._backup is not None else None
        copy = f"{made:%d %b, %H:%M}" if made is not None else ""
        names = (
            _("Unpack the copy of {when}").format(when=copy) if copy else _("Unpack the copy"),
            _("Unlock it with the book’s key"),
            _("Read every record"),
            _("Compare the counts with the book"),
            _("Throw the trial away"),
        )
        for number, (step, name) in enumerate(zip(self.steps, names, strict=True)):
            if (running and number < self._under_way) or (done and not running):
                step.say(name, "done")
            elif running and number == self._under_way:
                step.say(name, "now")
            else:
                step.say(name, "open")
        self.button.setText(_("Stop") if running else _("Rehearse now"))
        self.button.allow(running or self._backup is not None, _("There is no copy on this PC yet."))
        self.paper.allow(
            done and not running and may(self._context.account, Action.PRINT_ALL),
            _("There is no result yet."),
        )
        self._bar.setVisible(running)
        self.words.setText(_("You can go on working.") if running else "")

    # Doing
    def _pressed(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.button.allow(False, _("Stopping…"))
        else:
            self.start()

    def start(self) -> None:
        """Rehearse the newest copy in a thread."""
        backup, book = self._backup, self._context.book
        if backup is None or self._job is not None:
            return
        self.banner.hide()
        self.result, self._under_way = None, 0
        self._job = self._context.jobs.run(
            partial(_rehearse, backup, book.material.data_key, counts_of(book)),
            title=_("Rehearsing a restore"), done=self._done, failed=self._failed, with_progress=True,
        )  # fmt: skip
        self._job.moved.connect(self._moved)
        self._job.stopped.connect(self._stopped)
        self._say()

    def _moved(self, share: float, _words: str) -> None:
        self._under_way = _LINES[min(3, round(share * 4))]
        self._bar.setValue(round(share * 100))
        self._say()

    def _done(self, result: Rehearsal) -> None:
        self._job, self.result = None, result
        title = _("Rehearsal passed") if result.works else _("Rehearsal failed")
        try:
            self._context.book.record_event(REHEARSAL, title, by=self._context.account)
        except KnownProblem as problem:
            self._context.alerts.show(problem)
        self._say()
        if result.works:
            self.banner.say("good", _("This backup works."), _compared(result))
        else:
            self.banner.say("bad", _("Rehearsal failed."), result.words())
        self.rehearsed.emit()

    def _stopped(self) -> None:
        self._job = None
        self._say()
        self.banner.say("info", _("Stopped."), _("The trial is gone, and nothing was changed."))

    def _failed(self, problem: BaseException) -> None:
        self._job = None
        self._say()
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)

    def print_result(self) -> None:
        """The result on one page, to print or save."""
        if self.result is not None:
            RehearsalPaper(self.window(), self._context, self.result).open()


class RehearsalPaper(PaperSheet):
    """Print… or Save PDF… of one result."""

    def __init__(self, parent: QWidget, context: Context, result: Rehearsal) -> None:
        super().__init__(
            parent,
            context,
            _("Print the result"),
            name=_("Rehearsal of a restore"),
            advice=_("Keep it with the unit’s papers on data protection."),
        )
        self._result = result
        self.body.addWidget(Label(result.words(), wrap=True))
        self.body.addWidget(self.banner)

    def begin(self) -> Callable[[], bytes]:
        """The page."""
        from app.reports.pdf import render_pdf
        from app.reports.rehearsal_result import build

        return partial(render_pdf, build(self._context.book, self._result))


class _Step(QWidget):
    """One named step and its state."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().u(10))
        self._icon = IconLabel("proposed", "ink2", 16)
        self._words = Label("", wrap=True)
        self._state = Label("", "quiet")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._state)

    def say(self, words: str, state: str) -> None:
        """Show *state*: open, now or done."""
        icon, token = {"done": ("ok", "good"), "now": ("retry", "primary")}.get(state, ("proposed", "ink2"))
        self._icon.set_icon(icon, token)
        self._words.setText(words)
        self._words.set_kind("strong" if state == "now" else "" if state == "done" else "quiet")
        self._state.setText({"done": _("Done"), "now": _("Under way")}.get(state, ""))


def outcome(entry: HistoryEntry) -> Marked:
    """The state of an earlier rehearsal; its title was written in the language of that day."""
    passed = entry.title in ("Rehearsal passed", _("Rehearsal passed"))
    return Marked("good", _("Passed")) if passed else Marked("bad", _("Failed"))


def earlier_rehearsals(context: Context) -> tuple[HistoryEntry, ...]:
    """The newest rehearsals in the history."""
    with context.book.reading() as db:
        return history.entries(db, kinds=[REHEARSAL], limit=SHOWN)


def _compared(result: Rehearsal) -> str:
    if result.then is None or result.now is None:
        return result.words()
    words = _(
        "Pairs and sessions in it: {pairs}, {sessions}; in the book today: {now_pairs}, {now_sessions}."
    )
    return words.format(
        pairs=result.then.pairs,
        sessions=result.then.sessions,
        now_pairs=result.now.pairs,
        now_sessions=result.now.sessions,
    )


def _rehearse(backup: Backup, data_key: bytes, now: Counts, progress: Progress) -> Rehearsal:
    return rehearse(
        backup.path, data_key, now=now, progress=lambda words, done, of: progress(done / of, words)
    )

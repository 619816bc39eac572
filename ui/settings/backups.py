"""Backups: how old the copies are, making one, taking one outside, restoring one (mock 12).

Promises: copying, checking and packing never hold the window up; restoring never
overwrites the book of today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.roles import Action, may
from app.accounts.unit_facts import save_copies_folder
from app.book import history
from app.book.backup import copies_folder
from app.book.backup_state import OUTSIDE, Backup, backup_state, backups_of, note_copy_outside
from app.book.copy_outside import copy_outside
from app.dates import add_months, long_day, short_day
from app.errors import KnownProblem
from app.language import _, ngettext
from ui.backing_up import back_up
from ui.kit.banner import Banner
from ui.kit.buttons import Button, LinkButton
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dates import day_name
from ui.kit.dialogs import ask_folder
from ui.kit.pills import Marked, Pill
from ui.kit.rows import Column
from ui.kit.scrolled import Scrolled
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.rehearsal_card import RehearsalCard, earlier_rehearsals, outcome
from ui.settings.restore_sheet import RestoreSheet
from ui.settings.section import Section

OLD_AFTER_DAYS = 7
REHEARSE_EVERY_MONTHS = 3


@dataclass(frozen=True)
class CopyRow:
    """One copy in the table; *backup* None: taken outside this PC."""

    id: str
    made: datetime
    backup: Backup | None


class BackupsSection(Section):
    """Two cards on the age of the copies, and the copies."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, _("Backups"), _("Every day on this PC; kept 14 days, 6 weeks and 12 months")
        )
        u = theme().u
        self.folder = Button(_("Open folder"), "folder")
        self.folder.clicked.connect(self._open_folder)
        self.head.add(self.folder)
        self.check = Button(_("Check the book…"), "shield")
        self.check.setToolTip(
            _("Closes the book, reads every page of it, repairs what can be, and opens it again")
        )
        self.check.clicked.connect(lambda: self.go.emit("check-book", None))
        self.head.add(self.check)
        self.now = self.head.add_main(_("Back up now"), self.back_up, "backup")
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.here = _AgeCard(_("On this PC"))
        self.outside = _AgeCard(_("Outside this PC"))
        self.copy = LinkButton(_("Copy now…"))
        self.copy.clicked.connect(self.copy_now)
        self.elsewhere = LinkButton(_("Elsewhere…"))
        self.elsewhere.clicked.connect(self.ask_where)
        self.outside.add_action(self.elsewhere)
        self.outside.add_action(self.copy)
        cards = self._cards = QHBoxLayout()
        cards.setSpacing(u(14))
        cards.addWidget(self.here, 1)
        cards.addWidget(self.outside, 1)
        self.rehearsed = _AgeCard(_("Rehearsal"))
        cards.addWidget(self.rehearsed, 1)
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(u(14))
        below.addLayout(cards)
        self.column.addWidget(Scrolled(content), 1)
        self.table = _table(self.context.clock.today)
        self.table.ticked.connect(lambda row, _column: self.restore(row))
        self.table.opened.connect(self.restore)
        card = Card(padded=False)
        card.set_head(_("Copies"))
        card.add(self.table, 1)
        foot = QWidget()
        row = QVBoxLayout(foot)
        row.setContentsMargins(u(14), u(8), u(14), u(8))
        words = _("Restoring never overwrites: the book of today is kept beside the restored one.")
        row.addWidget(Label(words, "quiet", wrap=True))
        card.add(foot)
        self.rehearsal = RehearsalCard(context)
        self.rehearsal.rehearsed.connect(self.refresh)
        self._copies = card
        self._grid = QGridLayout()
        self._grid.setSpacing(u(14))
        below.addLayout(self._grid, 1)
        self._beside: bool | None = None
        self._arrange()
        self._busy = False

    def refresh(self) -> None:
        """Read the folder and the history again."""
        book = self.context.book
        now = self.context.clock.now()
        state = backup_state(book)
        backups = backups_of(book)
        size = data_size(sum(each.size for each in backups))
        count = ngettext("{n} copy", "{n} copies", len(backups)).format(n=len(backups))
        self.here.say(
            state.here, now, f"{count} · {size}" if backups else _("Made once a day, and on request")
        )
        second = copies_folder(book)
        self.outside.say(state.outside, now, _where(second))
        self.copy.setText(_("Copy now") if second is not None and second.is_dir() else _("Copy now…"))
        self.elsewhere.setVisible(second is not None)
        self.rehearsal.show_newest(backups[0] if backups else None)
        self._say_rehearsed()
        with book.reading() as db:
            taken = history.entries(db, kinds=[OUTSIDE], limit=12)
        rows = [CopyRow(str(each.path), each.made, each) for each in backups]
        rows += [CopyRow(f"outside {each.id}", each.at, None) for each in taken]
        self.table.set_rows(sorted(rows, key=lambda each: each.made, reverse=True))

    def open(self, arguments: dict[str, Any]) -> None:
        """``{"restore": name}`` of a copy that was about to be restored."""
        rows = [row for row in self.table.rows.shown if row.backup is not None]
        self.restore(next((row for row in rows if row.backup.path.name == arguments.get("restore")), None))

    def back_up(self) -> None:
        """Make a backup now: copied here, checked and packed in a thread."""
        self._make(lambda _path: self._done(_("Backed up."), _("The copy was checked and is whole.")))

    def copy_now(self) -> None:
        """Make a backup and take a copy to the second folder; where there is none, ask for it."""
        second = copies_folder(self.context.book)
        if second is not None and second.is_dir():
            self._copy_to(second)
        else:
            self.ask_where()

    def ask_where(self) -> None:
        """Ask for the second folder: from then on it gets a copy whenever it is there."""
        ask_folder(self, _("Folder for the copy: a USB stick or another drive"), self._copy_to)

    def restore(self, row: CopyRow | None) -> None:
        """Ask for the passphrase and restore this copy beside the book."""
        if row is not None and row.backup is not None:
            RestoreSheet(self.window(), self.context, row.backup).open()

    # Inner workings
    def _make(self, then: Callable[[Path], object]) -> None:
        if self._busy:
            return
        self._set_busy(True)
        self.banner.hide()
        back_up(self, self.context, None, then, self._failed)

    def _copy_to(self, folder: Path) -> None:
        book = self.context.book.folder

        def carry(backup: Path) -> None:
            self.context.jobs.run(
                copy_outside, backup, folder, book, title=_("Copying outside this PC"),
                done=self._copied, failed=self._failed,
            )  # fmt: skip

        self._make(carry)

    def _copied(self, copy: Path) -> None:
        book, by = self.context.book, self.context.account
        try:
            note_copy_outside(book, by)
            if may(by, Action.EDIT_UNIT) and copies_folder(book) != copy.parent:
                save_copies_folder(book, by, copy.parent.absolute())
        except KnownProblem as problem:
            self._failed(problem)
            return
        self._done(_("Copied."), _("The copy was read back and is the same. It opens with your passphrase."))

    def _done(self, strong: str, rest: str) -> None:
        self._set_busy(False)
        self.banner.say("good", strong, rest)
        self.refresh()

    def _failed(self, problem: BaseException) -> None:
        self._set_busy(False)
        self.refresh()
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self.context.alerts.show(problem)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        why = _("A backup is being made.")
        self.now.allow(not busy, why)
        self.copy.allow(not busy, why)

    def _open_folder(self) -> None:
        newest = next((row.backup for row in self.table.rows.shown if row.backup is not None), None)
        folder = newest.path.parent if newest is not None else self.context.book.folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _say_rehearsed(self) -> None:
        now = self.context.clock.now()
        entries = earlier_rehearsals(self.context)
        self.rehearsal.show_earlier(entries, now)
        if not entries:
            self.rehearsed.pill.say(Marked("watch", _("None yet")))
            self.rehearsed.when.setText(_("Never"))
            self.rehearsed.facts.setText(_("Try once that a copy can be restored."))
            return
        last = entries[0].at
        due = add_months(last.date(), REHEARSE_EVERY_MONTHS)
        self.rehearsed.pill.say(outcome(entries[0]))
        self.rehearsed.when.setText(when(last, now.date(), long=True))
        if due <= now.date():
            self.rehearsed.facts.setText(_("Another one is due."))
        else:
            self.rehearsed.facts.setText(_("Next one due on {day}").format(day=long_day(due)))

    def _arrange(self) -> None:
        """Copies and rehearsal side by side, or under one another where the room is short."""
        beside = not theme().roomy and self.width() >= theme().u(820)
        if beside == self._beside:
            return
        self._beside = beside
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(across if beside else down)
        self._grid.addWidget(self._copies, 0, 0)
        self._grid.addWidget(self.rehearsal, 0 if beside else 1, 1 if beside else 0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if beside else 0)
        self._copies.setMinimumHeight(theme().u(180 if beside else 240))
        self.rehearsal.setMinimumHeight(theme().u(380))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _where(second: Path | None) -> str:
    if second is None:
        return _("No second copy so far")
    if second.is_dir():
        return _("“{name}” gets one each day").format(name=second.name or str(second))
    return _("“{name}” is not plugged in").format(name=second.name or str(second))


class _AgeCard(Card):
    """How old the newest copy is, with a pill."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column.setSpacing(theme().u(2))
        self.pill = Pill(Marked("fresh", _("Fresh")))
        self.set_head(title, self.pill)
        self.when = Label("", "number")
        self.when.setProperty("kind", "title")
        self.facts = Label("", "quiet", wrap=True)
        self.add(self.when)
        self._line = self.add_row()
        self._line.addWidget(self.facts, 1)

    def add_action(self, link: QWidget) -> None:
        """A text action at the end of the last line."""
        self._line.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)

    def say(self, made: datetime | None, now: datetime, facts: str) -> None:
        """Show the age of a copy of *made*."""
        days = (now.date() - made.date()).days if made else 0
        if made is None:
            self.pill.say(Marked("watch", _("None yet")))
        elif days >= OLD_AFTER_DAYS:
            self.pill.say(Marked("watch", ngettext("{n} day old", "{n} days old", days).format(n=days)))
        else:
            self.pill.say(Marked("fresh", _("Fresh")))
        self.when.setText(when(made, now.date(), long=True) if made else _("Never"))
        self.facts.setText(facts)


def data_size(count: int) -> str:
    """ "18.4 MB"."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def when(made: datetime, today: date, *, long: bool = False) -> str:
    """ "Today, 07:02", "Wed 11 Mar, 07:01", "24 February 2026"."""
    if made.date() == today:
        return _("Today, {time}").format(time=f"{made:%H:%M}")
    if long and (today - made.date()).days >= OLD_AFTER_DAYS:
        return long_day(made.date())
    return f"{day_name(made.date())} {short_day(made.date(), today)}, {made:%H:%M}"


def _table(today: Callable[[], date]) -> ListTable:
    def size(row: CopyRow) -> str:
        return data_size(row.backup.size) if row.backup is not None else "–"

    def state(row: CopyRow) -> Marked:
        return (
            Marked("good", _("Checked")) if row.backup is not None else Marked("quiet", _("Not on this PC"))
        )

    return ListTable(
        (
            Column(
                _("Made"), lambda row: when(row.made, today()), width=160, stretch=2, sort=lambda r: r.made
            ),
            Column(
                _("Where"), lambda row: _("This PC") if row.backup else _("Outside"), "quiet", 76, stretch=1
            ),
            Column(_("Size"), size, "number", 84, sort=lambda row: row.backup.size if row.backup else None),
            Column(_("State"), state, "mark", 124, stretch=1),
            Column("", lambda row: _("Restore…") if row.backup else "", "link", 88, name=_("Restore")),
        ),
        name=_("Copies"),
        row_height=33,
    )

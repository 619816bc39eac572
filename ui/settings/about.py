"""About: the version, where the book and the log lie, and whose work Pairbook stands on."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import log
from app.language import _
from app.support import save_problem_report
from app.version import VERSION
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import ask_save
from ui.kit.flow import Flow
from ui.kit.mark import Mark
from ui.kit.rows import Column
from ui.kit.scrolled import Scrolled
from ui.kit.tables import ListTable
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.settings.section import Section
from ui.settings.shipped_parts import LICENCES, shipped_parts

_LEAST_OF_TABLE = 160
"""Its head and four rows; with less room than that the section scrolls."""


class AboutSection(Section):
    """Nothing to change here."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("About"), _("Everything stays on this PC; Pairbook opens no connection"))
        u = theme().u
        self.banner = Banner("good")
        self.column.addWidget(self.banner)
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(u(14))
        row.addWidget(Mark(44, on_nav=False))
        words = Card(kind="plain")
        words.column.setContentsMargins(0, 0, 0, 0)
        words.column.setSpacing(u(2))
        words.add(Label(f"Pairbook {VERSION}", "head"))
        words.add(Label(_("Qt {qt}").format(qt=qVersion()), "quiet"))
        row.addWidget(words, 1)
        self.book = Button(_("Open the book’s folder"), "folder")
        self.book.clicked.connect(lambda: _open(str(context.book.folder)))
        self.log = Button(_("Open the log’s folder"), "folder")
        self.log.setToolTip(_("The log holds no names and no text that anybody typed."))
        self.log.clicked.connect(lambda: _open(str(log.folder())))
        card.column.addLayout(row)
        folders = Flow(u(8))
        folders.addWidget(self.book)
        folders.addWidget(self.log)
        self.licences = Button(_("Open the licences’ folder"), "folder")
        self.licences.clicked.connect(lambda: _open(str(LICENCES)))
        folders.addWidget(self.licences)
        self.report = Button(_("Save a problem report…"), "save")
        self.report.clicked.connect(self._ask_where)
        folders.addWidget(self.report)
        card.column.addLayout(folders)
        self.table = ListTable(
            (
                Column(_("Pairbook stands on"), lambda part: part.name, "strong", 220, stretch=2),
                Column(_("Version"), lambda part: part.version, width=110),
                Column(_("Licence (Enter opens it)"), lambda part: part.licence, "quiet", 230, stretch=2),
            ),
            name=_("Libraries and fonts with their licences"),
            key=lambda part: part.name,
            row_height=30,
        )
        self.table.set_rows(shipped_parts())
        self.table.opened.connect(lambda part: _open(str(part.text)))
        self.table.setMinimumHeight(u(_LEAST_OF_TABLE))
        licences = Card(padded=False)
        licences.add(self.table, 1)
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(u(14))
        below.addWidget(card)
        below.addWidget(licences, 1)
        self.column.addWidget(Scrolled(content), 1)

    def _ask_where(self) -> None:
        ask_save(
            self,
            _("Save a problem report"),
            _("Text files (*.txt)"),
            _("Pairbook problem report.txt"),
            self.save_report,
        )

    def save_report(self, path: Path) -> None:
        """Write the report for support to *path*, in the background; the banner tells how it went."""
        write = partial(save_problem_report, path, self.context.clock, also={"Qt": qVersion()})
        self.context.jobs.run(write, done=lambda _none: self._saved(path))

    def _saved(self, path: Path) -> None:
        self.banner.say(
            "good",
            _("Saved as {name}.").format(name=path.name),
            _("It holds no names and no notes. Read it, add what you did, and send it on."),
        )


def _open(place: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(place))

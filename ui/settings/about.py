"""About: the version, where the book and the log lie, and whose work Pairbook stands on."""

from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
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


@dataclass(frozen=True)
class Part:
    """Somebody else's work inside Pairbook."""

    name: str
    licence: str
    version: str = ""


# Package names stand where the version can be asked for.
_PARTS = (
    ("PySide6-Essentials", "Qt for Python", "LGPL 3.0"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("alembic", "Alembic", "MIT"),
    ("sqlcipher3", "SQLCipher", "BSD 3-Clause, zlib"),
    ("cryptography", "cryptography", "Apache 2.0, BSD"),
    ("reportlab", "ReportLab", "BSD 3-Clause"),
    ("uharfbuzz", "HarfBuzz", "Apache 2.0, MIT"),
    ("python-bidi", "python-bidi", "LGPL 3.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("networkx", "NetworkX", "BSD 3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("zxcvbn", "zxcvbn", "MIT"),
    ("", "Inter", "SIL Open Font License 1.1"),
    ("", "Noto Sans, Noto Serif", "SIL Open Font License 1.1"),
    ("", "Droid Sans Fallback", "Apache 2.0"),
)


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
        self.report = Button(_("Save a problem report…"), "save")
        self.report.clicked.connect(self._ask_where)
        folders.addWidget(self.report)
        card.column.addLayout(folders)
        content = QWidget()
        below = QVBoxLayout(content)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(u(14))
        below.addWidget(card)
        self.table = ListTable(
            (
                Column(_("Pairbook stands on"), lambda part: part.name, "strong", 220, stretch=2),
                Column(_("Version"), lambda part: part.version, width=110),
                Column(_("Licence"), lambda part: part.licence, "quiet", 200, stretch=2),
            ),
            name=_("Libraries and fonts with their licences"),
            key=lambda part: part.name,
            row_height=30,
        )
        self.table.set_rows([Part(name, licence, _version(package)) for package, name, licence in _PARTS])
        self.table.setMinimumHeight(u(150))
        licences = Card(padded=False)
        licences.add(self.table, 1)
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


def _version(package: str) -> str:
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

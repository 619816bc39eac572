"""Reports: choose, see, print, save, read on screen (mock 11).

Promises: the preview is the very PDF that is printed or saved; making and printing never
hold the window up; a save that fails says what to do and can be tried again.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import files
from app.errors import KnownProblem
from app.language import _, ngettext
from app.reports.catalogue import Report, Takes, report, reports_for
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.dialogs import ask_save
from ui.kit.jobs import Job
from ui.kit.page import NARROW, Page
from ui.kit.page_head import PageHead
from ui.kit.scrolled import Scrolled
from ui.kit.text import Label
from ui.kit.theme import theme
from ui.reports.making import Made, Maker
from ui.reports.options_form import OptionsForm
from ui.reports.preview import Preview
from ui.reports.printing import ask_for_printer, print_pages
from ui.reports.reading import Reading
from ui.reports.report_list import ReportList

LIST_WIDTH = 236
OWN_INSTEAD = "session-log"
OPTIONS_WIDTH = 306


class ReportsPage(Page):
    """The list, the options of the chosen report, and its preview."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._allowed = reports_for(context.account)
        self._report: Report = self._allowed[0]
        self._made: Made | None = None
        self._stale = True
        self._folded: bool | None = None
        self._maker = Maker(context, self)
        self._maker.begun.connect(self._begun)
        self._maker.made.connect(self._arrived)
        self._maker.failed.connect(self._failed)
        self._build()
        theme().changed.connect(self._arrange)
        self.list.choose(self._report.kind)

    def _build(self) -> None:
        u = theme().u
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(u(24), u(18), u(20), u(16))
        self._grid.setHorizontalSpacing(u(16))
        self.head = PageHead(_("Reports"), _("Blank, pre-filled or completed"))
        self.list = ReportList(self._allowed)
        self.list.chosen.connect(self._chosen)
        self._list_card = Card(padded=False)
        self._list_card.column.setContentsMargins(1, u(4), 1, u(4))
        self._list_card.add(self.list)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(u(10))
        left.addWidget(self.head)
        left.addWidget(self._list_card, 1)
        self.title = Label("", "panel", wrap=True)
        self.description = Label("", "quiet", wrap=True)
        self.form = OptionsForm(self.context.book)
        self.form.changed.connect(self._options_changed)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, u(6), 0)
        column.setSpacing(u(12))
        words = QVBoxLayout()
        words.setSpacing(u(2))
        words.addWidget(self.title)
        words.addWidget(self.description)
        column.addLayout(words)
        column.addWidget(self.form, 1)
        self._content = column
        self._scroll = Scrolled(content)
        self.print = Button(_("Print…"), "print", "main", hint="Ctrl+P")
        self.save = Button(_("Save PDF…"), "save")
        self.read = Button(_("On screen"), "book")
        self.print.clicked.connect(self.print_page)
        self.save.clicked.connect(self.save_pdf)
        self.read.clicked.connect(self.read_on_screen)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, u(2), 0, 0)
        middle.setSpacing(u(8))
        middle.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, u(6), 0)  # the buttons end where the fields end
        foot.setSpacing(u(8))
        foot.addWidget(self.print)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self.save, 1)
        row.addWidget(self.read, 1)
        foot.addLayout(row)
        middle.addLayout(foot)
        self._row: QBoxLayout = row
        self.preview = Preview()
        self.banner = Banner()
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(u(10))
        right.addWidget(self.banner)
        right.addWidget(self.preview, 1)
        self._ready(False)
        self._arrange()

    # What a page does
    def refresh(self, changed: Any | None) -> None:
        """The book changed: read choices and preview again, once somebody looks."""
        self._stale = True
        if self.isVisible():
            self._make(keep_place=True)

    def open(self, arguments: dict[str, Any]) -> None:
        """Show ``{"kind": …}`` about ``pair``, ``staff``, ``session`` or ``programme``.

        ``typed`` are options as :meth:`where` gives them.
        """
        self.form.forget()
        if arguments.get("kind"):
            try:
                found = report(str(arguments["kind"]))
            except KnownProblem as problem:
                self.context.alerts.show(problem)
                return
            if found not in self._allowed:  # a mentor prints from a place of the whole unit: their own log
                found, arguments = report(OWN_INSTEAD), {}
            self._report = found
            self.list.choose(found.kind)
            self._show_report()
        self.form.choose(arguments)
        if arguments.get("typed"):
            self.form.put_back(arguments["typed"])
        self._stale = False
        self._make()

    def where(self) -> dict[str, Any]:
        """The report chosen, with all its options."""
        return {"kind": self._report.kind, "typed": self.form.draft()}

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._make()

    def print_page(self) -> None:
        """Open the system's print dialog for the preview shown."""
        made = self._made
        if made is not None:
            title, count = made.document.title, self.preview.pages.count
            ask_for_printer(
                self, title, count, lambda printer: self._print(made, printer), refused=self._no_printer
            )

    def save_pdf(self) -> None:
        """Ask where to save the PDF shown."""
        made = self._made
        if made is not None:
            proposed = f"{made.document.title}.pdf"
            ask_save(
                self, _("Save {title}").format(title=made.document.title), _("PDF (*.pdf)"), proposed,
                lambda path: self._save(made, path),
            )  # fmt: skip

    def read_on_screen(self) -> None:
        """Open the report as text in a window of its own."""
        if self._made is not None:
            Reading(self.window(), self._made.document).open()

    # Making
    def _chosen(self, kind: str | None) -> None:
        if kind and kind != self._report.kind:
            self._report = report(kind)
            self.banner.hide()
            self._show_report()
            self._make()

    def _show_report(self) -> None:
        self.title.setText(self._report.title)
        self.description.setText(self._report.description)
        self.form.show_report(self._report)

    def _options_changed(self) -> None:
        self.banner.hide()
        self._make(keep_place=True)

    def _make(self, *, keep_place: bool = False) -> None:
        if self._stale:
            self._stale = False
            self.form.refresh()
            if not self.title.text():
                self._show_report()
        self._keep_place = keep_place and self._made is not None and self._made.kind == self._report.kind
        missing = self.form.missing()
        options = self.form.options()
        if options is None or missing is not None:
            self._maker.forget()
            self._made = None
            self._ready(False)
            if missing is Takes.PAIR:
                self.preview.say(_("Choose the pair this is about, or a blank form."))
            elif missing is not None:
                self.preview.say(_("Choose the person this is about."))
            return
        self._maker.ask(self._report.kind, options)

    def _begun(self) -> None:
        self._ready(False)
        self.preview.say_making()

    def _arrived(self, made: Made) -> None:
        self._made = made
        self.preview.show_pages(made.pdf, title=made.document.title, keep_place=self._keep_place)
        self._ready(True)

    def _failed(self, problem: BaseException) -> None:
        self._made = None
        self._ready(False)
        if isinstance(problem, KnownProblem):
            self.preview.say(str(problem))
        else:
            self.preview.say(_("This print could not be made."))
            self.context.alerts.show(problem)

    def _ready(self, ready: bool) -> None:
        why = _("The preview is not ready yet.")
        for button in (self.print, self.save, self.read):
            button.allow(ready, why)

    # Printing and saving
    def _print(self, made: Made, printer: QPrinter) -> None:
        job = self.context.jobs.run(
            print_pages, made.pdf, printer, title=_("Printing"), with_progress=True,
            done=lambda pages: self._printed(made, pages), failed=self._trouble,
        )  # fmt: skip
        job.stopped.connect(lambda: self._stopped(job))

    def _no_printer(self, problem: KnownProblem) -> None:
        self._trouble(problem)
        self.banner.add_button(_("Save PDF…"), self.save_pdf, "save")

    def _stopped(self, job: Job) -> None:
        self.banner.say("info", _("Printing was stopped."), _("Some pages may have been printed."))

    def _printed(self, made: Made, pages: int) -> None:
        self._note("print", _("Printed: {title}").format(title=made.document.name))
        words = ngettext("{n} page went to the printer.", "{n} pages went to the printer.", pages)
        self.banner.say("good", _("Printed."), words.format(n=pages))

    def _save(self, made: Made, path: Path) -> None:
        def saved(_nothing: object) -> None:
            self._note("export", _("Saved as PDF: {title}").format(title=made.document.name))
            self.banner.say("good", _("Saved."), path.name)
            folder = QUrl.fromLocalFile(str(path.parent))
            self.banner.add_link(_("Open folder"), lambda: QDesktopServices.openUrl(folder))

        def failed(problem: BaseException) -> None:
            self._trouble(problem)
            if isinstance(problem, KnownProblem):
                self.banner.add_button(_("Try again"), lambda: self._save(made, path), "retry")
                self.banner.add_button(_("Save elsewhere…"), self.save_pdf)

        self.context.jobs.run(files.write_atomically, path, made.pdf, done=saved, failed=failed)

    def _trouble(self, problem: BaseException) -> None:
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self.context.alerts.show(problem)

    def _note(self, kind: str, title: str) -> None:
        try:
            self.context.book.record_event(kind, title, by=self.context.account)
        except KnownProblem as problem:
            self.context.alerts.show(problem)

    # Room
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Three columns; list and options above each other where room or text needs it."""
        u = theme().u
        folded = theme().roomy or 0 < self.width() < u(NARROW)
        self.list.setFixedHeight(self.list.natural_height() if folded else 16_777_215)
        self.list.setMinimumHeight(self.list.natural_height() if folded else 0)
        self._left.setMinimumWidth(0 if folded else u(LIST_WIDTH))
        self._left.setMaximumWidth(16_777_215 if folded else u(LIST_WIDTH))
        self._middle.setFixedWidth(u(OPTIONS_WIDTH))
        needed = self.save.sizeHint().width() + self.read.sizeHint().width() + u(14)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(beside if needed <= u(OPTIONS_WIDTH) else below)
        self.list.doItemsLayout()
        if folded == self._folded:
            return
        self._folded = folded
        for widget in (self._left, self._middle, self._right):
            self._grid.removeWidget(widget)
        if folded:
            self._content.insertWidget(0, self._left)
            self._grid.addWidget(self._middle, 0, 0)
            self._grid.addWidget(self._right, 0, 1)
        else:
            self._content.removeWidget(self._left)
            self._grid.addWidget(self._left, 0, 0)
            self._grid.addWidget(self._middle, 0, 1)
            self._grid.addWidget(self._right, 0, 2)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column == (1 if folded else 2) else 0)

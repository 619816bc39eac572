"""A secret that goes onto paper: Print… or Save PDF…, both of the same page.

Promises: the page is made once, when it is first printed or saved, in a thread; what went
wrong is said above the buttons; afterwards the dialog's main button closes it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app import files
from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.dialogs import Sheet, ask_save
from ui.reports.pages import Pages
from ui.reports.printing import ask_for_printer, print_pages


class PaperSheet(Sheet):
    """*name* is that of the document and its file; *advice* says what to do with the paper."""

    def __init__(
        self, parent: QWidget, context: Context, title: str, *, name: str, advice: str, width: int = 520
    ) -> None:
        super().__init__(parent, title, width=width)
        self._context, self._name, self._advice = context, name, advice
        self._pdf: bytes | None = None
        self._busy = False
        self.banner = Banner()
        self.cancel = self.add_button(_("Cancel"))
        self.save_button = self.add_button(_("Save PDF…"), self.save, icon="save")
        self.print_button = self.add_button(_("Print…"), self.print_sheet, main=True, icon="print")

    def begin(self) -> Callable[[], bytes]:
        """What makes the page, to be run in a thread; may raise a known problem."""
        raise RuntimeError("a sheet of paper says what stands on it")

    def print_sheet(self) -> None:
        """Make the page and open the print dialog."""
        self._with_pdf(
            lambda pdf: ask_for_printer(
                self,
                self._name,
                Pages(pdf).count,
                lambda printer: self._print(pdf, printer),
                refused=self._failed,
            )
        )

    def save(self) -> None:
        """Ask where to save, then make the page."""
        ask_save(self, _("Save as PDF"), _("PDF (*.pdf)"), f"{self._name}.pdf", self.save_to)

    def save_to(self, path: Path) -> None:
        """Make the page and save it at *path*."""

        def write(pdf: bytes) -> None:
            self._context.jobs.run(
                files.write_atomically, path, pdf,
                done=lambda _nothing: self._noted("export", _("Saved as {name}.").format(name=path.name)),
                failed=self._failed,
            )  # fmt: skip

        self._with_pdf(write)

    def _print(self, pdf: bytes, printer: QPrinter) -> None:
        self._context.jobs.run(
            print_pages, pdf, printer, title=_("Printing"), with_progress=True,
            done=lambda _pages: self._noted("print", _("Sent to the printer.")), failed=self._failed,
        )  # fmt: skip

    def _with_pdf(self, then: Callable[[bytes], object]) -> None:
        if self._pdf is not None:
            then(self._pdf)
            return
        if self._busy:
            return
        try:
            make = self.begin()
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        self._busy = True
        self.cancel.setText(_("Close"))

        def made(pdf: bytes) -> None:
            self._busy = False
            self._pdf = pdf
            then(pdf)

        self._context.jobs.run(make, done=made, failed=self._failed)

    def _noted(self, kind: str, words: str) -> None:
        """The history says what went onto paper, as for any other print."""
        title = {"print": _("Printed: {title}"), "export": _("Saved as PDF: {title}")}[kind]
        try:
            self._context.book.record_event(kind, title.format(title=self._name), by=self._context.account)
        except KnownProblem as problem:
            self._context.alerts.show(problem)
        self._kept(words)

    def _kept(self, words: str) -> None:
        if not isValid(self):
            return  # closed meanwhile; the paper is made all the same
        self.banner.say("good", words, self._advice)
        self.print_button.set_kind("plain")
        self.cancel.setText(_("Close"))
        self.cancel.set_kind("main")
        self.cancel.setFocus()

    def _failed(self, problem: BaseException) -> None:
        self._busy = False
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)

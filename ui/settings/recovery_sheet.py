"""A new recovery sheet for oneself: made when it is printed or saved, never shown on screen.

Promises: the old code stops working only when the new one is made; until the new sheet was
printed or saved the dialog says plainly that it has to be.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app import files
from app.errors import KnownProblem
from app.language import _
from ui.kit.banner import Banner
from ui.kit.context import Context
from ui.kit.dialogs import Sheet, ask_save
from ui.kit.text import Label
from ui.reports.printing import ask_for_printer, print_pages


class RecoverySheet(Sheet):
    """Print… or Save PDF…; both carry the same new code."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, _("New recovery sheet"), width=520)
        self._context = context
        self._pdf: bytes | None = None
        self._busy = False
        for words in (
            _("It is the only way back into the book when your passphrase is forgotten."),
            _("The code on the sheet before stops working as soon as the new one is made: shred that sheet."),
        ):
            self.body.addWidget(Label(words, wrap=True))
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.cancel = self.add_button(_("Cancel"))
        self.save_button = self.add_button(_("Save PDF…"), self.save, icon="save")
        self.print_button = self.add_button(_("Print…"), self.print_sheet, main=True, icon="print")

    def print_sheet(self) -> None:
        """Make the sheet and open the print dialog."""
        self._with_pdf(
            lambda pdf: ask_for_printer(
                self, _("Recovery sheet"), 1, lambda printer: self._print(pdf, printer)
            )
        )

    def save(self) -> None:
        """Ask where to save, then make the sheet."""
        ask_save(
            self, _("Save the recovery sheet"), _("PDF (*.pdf)"), _("Recovery sheet") + ".pdf", self.save_to
        )

    def save_to(self, path: Path) -> None:
        """Make the sheet and save it at *path*."""

        def write(pdf: bytes) -> None:
            self._context.jobs.run(
                files.write_atomically, path, pdf,
                done=lambda _nothing: self._kept(_("Saved as {name}.").format(name=path.name)),
                failed=self._failed,
            )  # fmt: skip

        self._with_pdf(write)

    def _print(self, pdf: bytes, printer: QPrinter) -> None:
        self._context.jobs.run(
            print_pages, pdf, printer, title=_("Printing"), with_progress=True,
            done=lambda _pages: self._kept(_("Sent to the printer.")), failed=self._failed,
        )  # fmt: skip

    def _with_pdf(self, then: Callable[[bytes], object]) -> None:
        if self._pdf is not None:
            then(self._pdf)
            return
        if self._busy:
            return
        book = self._context.book
        try:
            code = book.new_recovery_code()
        except KnownProblem as problem:
            self.banner.show_problem(problem)
            return
        self._busy = True
        self.cancel.setText(_("Close"))
        self.banner.say(
            "watch",
            _("The sheet before is void."),
            _("Print or save this one before you close, or make another later."),
        )

        def made(pdf: bytes) -> None:
            self._busy = False
            self._pdf = pdf
            then(pdf)

        self._context.jobs.run(
            _render, book.unit.name, book.unit.hospital, book.account.name, code, book.clock.now(),
            done=made, failed=self._failed,
        )  # fmt: skip

    def _kept(self, words: str) -> None:
        self.banner.say("good", words, _("Put it in a sealed envelope, in the safe or a locked drawer."))
        self.print_button.set_kind("plain")
        self.cancel.set_kind("main")
        self.cancel.setFocus()

    def _failed(self, problem: BaseException) -> None:
        self._busy = False
        if isinstance(problem, KnownProblem):
            self.banner.show_problem(problem)
        else:
            self._context.alerts.show(problem)


def _render(unit: str, hospital: str, account: str, code: str, now: datetime) -> bytes:
    from app.reports import recovery_sheet

    return recovery_sheet.render(unit=unit, hospital=hospital, account=account, code=code, printed_at=now)

"""Printing a PDF on a real printer, with the system's own dialog.

Promises: pages are painted at the printer's resolution (300 dots per inch at most, which
keeps the memory of a page small); the dialog opens and signals, it never blocks.  Where there is
no printer, a sentence says what to do instead: Windows would open nothing and say nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import KnownProblem
from app.language import _
from ui.reports.pages import Pages

MOST_DOTS = 300


class NoPrinter(KnownProblem):
    """This PC knows no printer, not even one that makes PDFs."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no printer on this PC."),
            _("Nothing was printed, and nothing is lost."),
            _(
                "Save the page as a PDF and print it on another PC, or add a printer in the settings of this "
                "PC and print again."
            ),
        )


def ask_for_printer(
    parent: QWidget,
    title: str,
    pages: int,
    chosen: Callable[[QPrinter], object],
    *,
    refused: Callable[[KnownProblem], object],
) -> QPrintDialog | None:
    """Open the system's print dialog; *chosen* gets the printer when somebody prints.

    Without a printer *refused* gets a NoPrinter, and there is no dialog.
    """
    if not QPrinterInfo.availablePrinterNames():
        refused(NoPrinter())
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {title}").format(title=title))
    dialog.setMinMax(1, max(1, pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a receiver
    return dialog


def print_pages(data: bytes, printer: QPrinter, progress: Callable[[float, str], object]) -> int:
    """Paint the PDF in *data* on *printer*; how many pages.  Runs in any thread.

    Raises KnownProblem when the printer takes nothing.
    """
    pages = Pages(data)
    first = max(1, printer.fromPage() or 1)
    last = min(pages.count, printer.toPage() or pages.count)
    _lay_out(printer, pages.size(first - 1))
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownProblem(
            _("The printer did not take the print."),
            _("Nothing was printed; the preview is still here."),
            _("Check that the printer is on, or choose another one. A saved PDF can be printed elsewhere."),
        )
    try:
        for page in range(first - 1, last):
            if page >= first:
                printer.newPage()
            progress((page - first + 1) / (last - first + 1), "")
            dots = min(MOST_DOTS, printer.resolution())
            points = pages.size(page)
            size = QSize(round(points.width() / 72 * dots), round(points.height() / 72 * dots))
            scale = printer.resolution() / dots
            target = QRect(0, 0, round(size.width() * scale), round(size.height() * scale))
            painter.drawImage(target, pages.render(page, size))
    finally:
        painter.end()
        pages.close()
    return last - first + 1


def _lay_out(printer: QPrinter, points: QSizeF) -> None:
    """The whole sheet, as the PDF's first page lies: its own margins are on it already."""
    wide = points.width() > points.height()
    layout = printer.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    layout.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    layout.setOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
    layout.setMargins(QMarginsF())
    printer.setFullPage(True)
    printer.setPageLayout(layout)

"""Making a report: its data is read here, its pages are set in a thread.

Promises: what was asked last wins; never more than one PDF is being made; a known problem
comes out in its words.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import KnownProblem
from app.reports.catalogue import build
from app.reports.document import Document
from app.reports.options import Options
from ui.kit.context import Context

PAUSE = 120


@dataclass(frozen=True)
class Made:
    """A finished report: what it says and its pages."""

    kind: str
    options: Options
    document: Document
    pdf: bytes


class Maker(QObject):
    """Makes the report asked for last; a short pause gathers quick changes."""

    begun = Signal()
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: tuple[str, Options] | None = None
        self._busy = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._start)

    def ask(self, kind: str, options: Options) -> None:
        """Make this report soon."""
        self._wanted = (kind, options)
        self.begun.emit()
        self._pause.start()

    def forget(self) -> None:
        """Nothing is wanted any more; what is under way is thrown away."""
        self._wanted = None
        self._pause.stop()

    def _start(self) -> None:
        if self._busy or self._wanted is None:
            return
        kind, options = self._wanted
        try:
            document = build(kind, self._context.book, options)
        except KnownProblem as problem:
            self._wanted = None
            self.failed.emit(problem)
            return
        self._busy = True

        def finished(pdf: bytes) -> None:
            self._busy = False
            if self._wanted == (kind, options):
                self._wanted = None
                self.made.emit(Made(kind, options, document, pdf))
            else:
                self._start()

        def broken(problem: BaseException) -> None:
            self._busy = False
            self._wanted = None
            self.failed.emit(problem)

        self._context.jobs.run(_render, document, done=finished, failed=broken)


def _render(document: Document) -> bytes:
    from app.reports.pdf import render_pdf

    return render_pdf(document)

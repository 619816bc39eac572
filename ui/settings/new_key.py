"""The book gets a new key after somebody who knew it was removed: how far it is, and the backup after it.

Promises: the window goes on painting and says how far the work is; nothing else can be done in it
meanwhile; locked or killed in between, the next sign-in finishes the work (app/book/rekey.py).
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from app.book import rekey
from app.errors import KnownProblem
from app.language import _
from ui.backing_up import back_up
from ui.kit.context import Context
from ui.kit.dialogs import Sheet
from ui.kit.text import Label

COPYING = 60  # per cent of the work, as measured with 100,000 notes


class NewKeySheet(Sheet):
    """Open while the key is replaced; :attr:`given` when everybody else has it."""

    given = Signal()

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, _("The book gets a new key"), width=460)
        self._context = context
        self.step = Label("", wrap=True)
        self.body.addWidget(self.step)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("The book gets a new key"))
        self.body.addWidget(self.bar)
        self.body.addWidget(
            Label(
                _("Everybody else signs in as before. This takes seconds, longer for a large book."),
                "quiet",
                wrap=True,
            )
        )

    def start(self) -> None:
        """Show it, and begin once it is painted."""
        self._say(_("Copying the records under the new key…"))
        self.open()
        QTimer.singleShot(0, self, self._copy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key closes it: it closes when the work is done."""
        event.accept()

    def _copy(self) -> None:
        if not self.isVisible():
            return  # the window was locked over it
        try:
            made = rekey.begin(self._context.book, self._copied)
        except KnownProblem as problem:
            return self._failed(problem)
        self._say(_("Checking every page of the copy…"))
        self._context.jobs.run(rekey.verify, made, done=self._verified, failed=self._failed)

    def _copied(self, share: float) -> None:
        # Painted at once: the connection must not be used by anything else in between.
        self.bar.setValue(round(COPYING * share))
        self.bar.repaint()

    def _verified(self, made: rekey.NewRecords) -> None:
        self.bar.setValue(85)
        try:
            rekey.complete(self._context.book, made)
        except KnownProblem as problem:
            return self._failed(problem)
        self._say(_("Making a backup under the new key…"))
        # The strip shows the age of the last backup; the key is replaced all the same.
        back_up(self, self._context, None, self._end, self._end)

    def _end(self, _outcome: object) -> None:
        self.accept()
        self.given.emit()

    def _failed(self, problem: BaseException) -> None:
        self.accept()
        self._context.alerts.show(problem)

    def _say(self, step: str) -> None:
        self.step.setText(step)
        self.step.repaint()

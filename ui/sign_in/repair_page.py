"""Check and repair: the closed book is checked, and what can be made anew is (issue 3).

Promises: the result stands in words, part by part; the damaged book is kept; where the book is not
whole, the newest backup that works is offered.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.book.check import Finding
from app.clock import Clock
from app.errors import KnownProblem
from app.language import _
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.jobs import Jobs, Progress
from ui.kit.text import IconLabel, Label, TwoWeights
from ui.kit.tokens import Tone
from ui.sign_in.front_page import FrontPage

if TYPE_CHECKING:
    from app.book import Unlocked
    from app.book.repair import Repaired


class RepairPage(FrontPage):
    """Begins with :meth:`start`; ``open_again`` when the book is whole, ``restore`` with a backup."""

    open_again = Signal(object)
    restore = Signal(object)
    left = Signal()

    def __init__(self, unlocked: Unlocked, jobs: Jobs, clock: Clock, unit: str) -> None:
        super().__init__(
            _("Check and repair"),
            _("Every page, table and link of the book is read. What is damaged is kept beside."),
            unit=unit,
            width=560,
        )
        self._unlocked, self._jobs, self._clock = unlocked, jobs, clock
        self.result: Repaired | None = None
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Check and repair"))
        self._step = Label("", "quiet", wrap=True)
        self.findings = Card(padded=True)
        self.add(self._bar)
        self.add(self._step)
        self.add(self.findings)
        self.findings.hide()
        self.back = Button(_("Back to sign-in"))
        self.back.clicked.connect(self.left)
        self.offer = Button(_("Restore the backup…"), "restore")
        self.offer.clicked.connect(lambda: self.result and self.restore.emit(self.result.offer))
        self.button = Button(_("Open the book"), "check", "main")
        self.button.clicked.connect(lambda: self.open_again.emit(self._unlocked))
        self.add_buttons(self.back, self.offer, self.button)
        self.offer.hide()
        self.button.hide()

    def start(self) -> None:
        """Check in a thread."""
        self.banner.hide()
        job = self._jobs.run(
            partial(_repair, self._unlocked, self._clock),
            done=self._show,
            failed=self._failed,
            with_progress=True,
        )
        job.moved.connect(self._moved)

    def _moved(self, share: float, words: str) -> None:
        self._bar.setValue(round(share * 100))
        self._step.setText(words)

    def _show(self, result: Repaired) -> None:
        self.result = result
        self._bar.hide()
        self._step.hide()
        strong, rest = result.sentences[-1 if result.kept is None else 0], " ".join(result.sentences)
        self.banner.say("good" if result.whole else "bad", strong, rest.replace(strong, "").strip())
        for finding in result.after:
            self.findings.add(finding_line(finding))
        self.findings.show()
        self.button.setVisible(result.whole)
        self.offer.setVisible(result.offer is not None)
        if result.offer is not None:
            self.offer.set_kind("main")
        (self.button if result.whole else self.back if result.offer is None else self.offer).setFocus()

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, KnownProblem):
            raise problem
        self.show_problem(problem, self.start)


def finding_line(finding: Finding) -> QWidget:
    """One result in words: what was looked at, and what was found."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    tone: Tone = "good" if finding.good else "bad"
    icon = IconLabel("ok" if finding.good else "stop", tone)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TwoWeights(finding.part, finding.sentence), 1)
    return line


def _repair(unlocked: Unlocked, clock: Clock, progress: Progress) -> Repaired:
    from app.book.repair import repair

    return repair(unlocked, clock, lambda words, done, of: progress(done / of, words))

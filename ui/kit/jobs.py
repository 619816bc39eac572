"""Long work beside the window: plain functions in a thread, their end on the GUI thread.

Promises: the window never waits; ``slow`` tells after half a second that progress is
worth showing; a job can be asked to stop; its exception arrives as an exception.  A job
gets plain data or paths, never the open book (DESIGN 2).
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

SLOW_AFTER = 500


class Stopped(Exception):
    """The user asked the work to stop."""


class Progress:
    """Handed to work that wants to tell how far it is, and to be stopped."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    def __call__(self, share: float, words: str = "") -> None:
        """Tell the share done, 0–1, and what is going on; raises :class:`Stopped` when asked to stop."""
        if self._job.stopping:
            raise Stopped
        self._job.moved.emit(share, words)


class Job(QObject):
    """One piece of work under way."""

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    moved = Signal(float, str)
    slow = Signal()
    over = Signal()
    _ended = Signal(object, object)

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.stopping = False
        self._ended.connect(self._arrived)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SLOW_AFTER)
        self._timer.timeout.connect(self.slow)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self.stopping = True

    def start(self, work: Callable[[], Any]) -> None:
        """Run *work* in a thread of its own."""
        self._timer.start()
        threading.Thread(target=self._run, args=(work,), name="pairbook-job", daemon=True).start()

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            outcome: tuple[Any, BaseException | None] = (work(), None)
        except BaseException as problem:
            outcome = (None, problem)
        with suppress(RuntimeError):  # the window is gone; nobody waits for this any more
            self._ended.emit(*outcome)

    def _arrived(self, result: Any, problem: BaseException | None) -> None:
        self._timer.stop()
        if isinstance(problem, Stopped):
            self.stopped.emit()
        elif problem is not None:
            self.failed.emit(problem)
        else:
            self.done.emit(result)
        self.over.emit()


class Jobs(QObject):
    """Starts work and remembers what is under way."""

    started = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, alert: Callable[[BaseException], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._running: set[Job] = set()
        self._alert = alert

    def run(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        title: str = "",
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        with_progress: bool = False,
    ) -> Job:
        """Run ``work(*arguments)`` in a thread.

        *done* gets its result, *failed* its exception (without it the alerts do), both on
        the GUI thread; *with_progress* hands it ``progress=`` as well.
        """
        job = Job(title, self)
        named = {"progress": Progress(job)} if with_progress else {}
        if done is not None:
            job.done.connect(done)
        report = failed or self._alert
        if report is not None:
            job.failed.connect(report)
        job.over.connect(lambda: self._forget(job))
        self._running.add(job)
        self.started.emit(job)
        job.start(lambda: work(*arguments, **named))
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        job.deleteLater()

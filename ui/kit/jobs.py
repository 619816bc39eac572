"""Long work beside the window: plain functions in a thread, their end on the GUI thread.

Promises: the window never waits; ``slow`` tells after half a second that progress is
worth showing; a job can be asked to stop; its exception arrives as an exception.  A job
gets plain data or paths, never the open book (DESIGN 2).
"""

import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SLOW_AFTER = 500


class Stopped(Exception):
    """The user asked the work to stop."""


class _Line:
    """What the thread and the job share: whether to stop, and a way back that keeps nothing alive.

    A job must end its life on the GUI thread, so the working thread never owns it.
    """

    def __init__(self, job: "Job") -> None:
        self.stopping = False
        self.forgotten = False
        self._job = weakref.ref(job)

    def tell(self, *moved: Any) -> None:
        """Report progress."""
        job = self._job()
        if job is not None and not self.forgotten:
            with suppress(RuntimeError):  # the window is gone; nobody waits for this any more
                job.moved.emit(*moved)

    def end(self, result: Any, problem: BaseException | None) -> None:
        """Report the outcome."""
        job = self._job()
        if job is not None:
            with suppress(RuntimeError):
                job.ended.emit(result, problem)


class Progress:
    """Handed to work that wants to tell how far it is, and to be stopped."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def __call__(self, share: float, words: str = "") -> None:
        """Tell the share done, 0–1, and what is going on; raises :class:`Stopped` when asked to stop."""
        if self._line.stopping:
            raise Stopped
        self._line.tell(share, words)


class Job(QObject):
    """One piece of work under way; ``over`` comes last, whatever the end was.

    ``put_away`` is for :class:`Jobs` and comes even for work that was forgotten.
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    moved = Signal(float, str)
    slow = Signal()
    over = Signal()
    put_away = Signal()
    ended = Signal(object, object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.line = _Line(self)
        self.ended.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SLOW_AFTER)
        self._timer.timeout.connect(self.slow)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self.line.stopping = True

    def forget(self) -> None:
        """Ask the work to stop, and tell nobody how it ends: those who asked for it are gone."""
        self.line.stopping = self.line.forgotten = True
        self._timer.stop()

    def start(self, work: Callable[[], Any]) -> None:
        """Run *work* in a thread of its own."""
        self._timer.start()
        threading.Thread(target=_run, args=(work, self.line), name="pairbook-job", daemon=True).start()

    def _arrived(self, result: Any, problem: BaseException | None) -> None:
        self._timer.stop()
        if self.line.forgotten:
            self.put_away.emit()
            return
        if isinstance(problem, Stopped):
            self.stopped.emit()
        elif problem is not None:
            self.failed.emit(problem)
        else:
            self.done.emit(result)
        self.over.emit()
        self.put_away.emit()


class Jobs(QObject):
    """Starts work and remembers what is under way."""

    started = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, alert: Callable[[BaseException], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._under_way = 0
        self._alert = alert
        self._sweep = QTimer(self)
        self._sweep.setSingleShot(True)
        self._sweep.timeout.connect(self._forget_ended)

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
        job = Job(title)
        named = {"progress": Progress(job.line)} if with_progress else {}
        if done is not None:
            job.done.connect(done)
        report = failed or self._alert
        if report is not None:
            job.failed.connect(report)
        job.put_away.connect(self._ended)
        self._jobs.append(job)
        self._under_way += 1
        self.started.emit(job)
        job.start(lambda: work(*arguments, **named))
        return job

    def forget(self) -> None:
        """Have all work under way stop and its outcome told to nobody: the window is being locked."""
        for job in self._jobs:
            job.forget()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._under_way > 0

    def _ended(self) -> None:
        # A job is dropped only after its own signal has returned.
        self._under_way -= 1
        if not self._under_way:
            self._sweep.start(0)

    def _forget_ended(self) -> None:
        if not self._under_way:
            self._jobs.clear()


def _run(work: Callable[[], Any], line: _Line) -> None:
    try:
        outcome: tuple[Any, BaseException | None] = (work(), None)
    except BaseException as problem:
        outcome = (None, problem)
    line.end(*outcome)

"""The sample book: made in a thread, in a folder of its own, and signed in to.

Promises: an earlier sample book is opened again, not overwritten.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.language import _
from ui.kit.jobs import Jobs, Progress
from ui.preferences import books_folder


def make_sample(
    jobs: Jobs,
    clock: Clock,
    entered: Callable[[Any], object],
    say: Callable[[str], object],
    failed: Callable[[BaseException], object],
) -> None:
    """Make the sample book where books lie, and hand what opens it to *entered*."""
    folder = sample_folder()

    def work(progress: Progress) -> Any:
        from app.book import read_cover, unlock
        from app.demo import PASSPHRASE, make_sample_book

        if not folder.exists():
            make_sample_book(folder, clock=clock, progress=progress)
        manager = next(a for a in read_cover(folder).accounts if a.role == "manager")
        return unlock(folder, manager.id, PASSPHRASE)

    def moved(share: float, _words: str) -> None:
        say(_("Making the sample book, {share} %").format(share=round(share * 100)))

    say(_("Making the sample book"))
    job = jobs.run(work, done=entered, failed=failed, with_progress=True)
    job.moved.connect(moved)


def sample_folder() -> Path:
    """Where the sample book lies."""
    return books_folder() / f"{_('Sample ward')}.pairbook"

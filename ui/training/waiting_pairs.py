"""The pairs of a mentor that have not started, and what each still lacks.

Promises: the gate itself is asked, so that nothing is said to be able to start that cannot; it is
asked only once the mentor's own starred items are signed.
"""

from app.book import Book
from app.pairs.pairs import pairs_of_person
from app.pairs.words import Side, Status
from app.training.gate import look_at_gate
from app.training.training import TrainingView
from ui.training.lines import WaitingPair


def waiting_pairs(book: Book, record: TrainingView) -> tuple[WaitingPair, ...]:
    """The proposed and agreed pairs that the mentor of *record* teaches, the newest first."""
    return tuple(
        WaitingPair(
            pair.id,
            pair.title.partition(" → ")[2],
            tuple(c.sentence for c in look_at_gate(book, pair.id).missing) if record.ready else (),
        )
        for pair in pairs_of_person(book, record.staff_id)
        if pair.side is Side.MENTOR and pair.status in (Status.PROPOSED, Status.AGREED)
    )

"""What needs a person today: quiet pairs, training to sign, late actions, sessions to record.

Home shows it with one click to deal with each; the order is by urgency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import short_day
from app.language import _, ngettext
from app.pairs.stall import Light
from app.pairs.words import Status
from app.sessions.actions import count_actions
from app.sessions.activity import sessions_to_record
from app.sessions.pair_rows import PairRow, list_pairs
from app.training.readiness import Readiness, list_readiness
from app.training.training import TrainingView


class Matter(StrEnum):
    """The kind of a concern; it decides icon and remedy."""

    STALLED = "stalled"
    SLOWING = "slowing"
    TO_RECORD = "to-record"
    TRAINING = "training"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to deal with: a headline, why, and the record it is about (None for several)."""

    matter: Matter
    headline: str
    detail: str
    id: int | None = None


@rule(Action.SEE_OWN)
def concerns(
    book: Book, pairs: list[PairRow] | None = None, training: Sequence[TrainingView | Readiness] | None = None
) -> list[Concern]:
    """Everything that needs attention, most urgent first.

    A page that has the open pairs and training records at hand passes them, to read them once.
    """
    today = book.clock.today()
    pairs = list_pairs(book) if pairs is None else pairs
    training = list_readiness(book) if training is None else training
    quiet = [_quiet(pair, today) for pair in pairs if pair.needs_attention]
    return [*quiet, *_to_record(book, today), *_training(pairs, training), *_late_actions(book)]


def _quiet(pair: PairRow, today: date) -> Concern:
    names = _("{mentors} and {mentees}").format(
        mentors=", ".join(p.name for p in pair.mentors), mentees=", ".join(p.name for p in pair.mentees)
    )
    detail = pair.rhythm.reason[:1].upper() + pair.rhythm.reason[1:]
    if pair.next_on is not None:
        detail = _("{reason}; next is {day}").format(reason=detail, day=short_day(pair.next_on, today))
    if pair.rhythm.light is Light.STALLED:
        return Concern(Matter.STALLED, _("{names} have stalled").format(names=names), detail, pair.id)
    return Concern(Matter.SLOWING, _("{names} are slowing").format(names=names), detail, pair.id)


def _to_record(book: Book, today: date) -> list[Concern]:
    waiting = [row for row in sessions_to_record(book) if row.held_on < today]
    return [
        Concern(
            Matter.TO_RECORD,
            _("{pair}: session to record").format(pair=row.pair),
            _("It was booked for {day}").format(day=short_day(row.held_on, today)),
            row.pair_id,
        )
        for row in waiting
    ]


def _training(pairs: list[PairRow], training: Sequence[TrainingView | Readiness]) -> list[Concern]:
    waiting = {
        person.id: pair for pair in pairs if pair.status in (Status.PROPOSED, Status.AGREED)
        for person in pair.mentors
    }  # fmt: skip
    records = {record.staff_id: record for record in training}
    found = []
    for staff_id, pair in waiting.items():
        record = records.get(staff_id)
        name = next(person.name for person in pair.mentors if person.id == staff_id)
        if record is not None and record.ready:
            continue
        if record is None:
            detail = _("Mentor training has not begun")
        else:
            count = len(record.starred_open)
            detail = ngettext(
                "{n} of {total} starred training items is unsigned",
                "{n} of {total} starred training items are unsigned",
                count,
            ).format(n=count, total=record.starred_total)
        headline = _("{name} cannot start yet").format(name=name)
        found.append(Concern(Matter.TRAINING, headline, detail, staff_id))
    return found


def _late_actions(book: Book) -> list[Concern]:
    counts = count_actions(book)
    if not counts.overdue or counts.oldest_due is None:
        return []
    headline = ngettext("{n} action is overdue", "{n} actions are overdue", counts.overdue)
    detail = _("The oldest was due on {day}").format(day=short_day(counts.oldest_due, book.clock.today()))
    return [Concern(Matter.ACTIONS, headline.format(n=counts.overdue), detail)]

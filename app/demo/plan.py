"""What a sample unit consists of, before any of it is in a book.

People are named by their place in :attr:`Plan.people`.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

_CONTENT = Path(__file__).resolve().parent.parent.parent / "resources" / "sample"
T = TypeVar("T")


@dataclass
class PlannedPerson:
    """A staff member; *manager* is a place in the list of people."""

    name: str
    known_as: str
    profession: str
    grade: str
    rank: int
    ward: str
    manager: int | None
    availability: frozenset[str]
    capacity: int
    email: str
    phone: str
    left_on: date | None = None
    offers: dict[str, int] = field(default_factory=dict)
    needs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedGoal:
    """What will be different, with confidence before and after."""

    text: str
    before: int
    after: int | None
    achieved_on: date | None


@dataclass
class PlannedAction:
    """*session* and *done_in* are places in the pair's list of sessions."""

    text: str
    owner: int
    session: int
    due_on: date | None
    done_in: int | None


@dataclass(frozen=True)
class PlannedSession:
    """A session held, cancelled or booked, with the words the book stores."""

    state: str
    held_on: date
    starts_at: time
    minutes: int
    mode: str = ""
    place: str = ""
    protected_time: str = ""
    summary: str = ""
    cancelled_by: str = ""
    cancel_reason: str = ""
    note: str = ""
    absent: int | None = None
    goals: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlannedAgreement:
    """The terms, and the day the last of the pair signed; None while nobody has."""

    made_on: date
    signed_on: date | None
    terms: dict[str, str]


@dataclass
class PlannedPair:
    """A pair with all that happened in it; *override* is why it began against the gate."""

    mentors: tuple[int, ...]
    mentees: tuple[int, ...]
    topic: str
    status: str
    status_since: date
    created_on: date
    active_from: date | None
    planned_sessions: int
    planned_end: date
    aim: str
    pause_reason: str = ""
    override: str = ""
    closed_on: date | None = None
    close_reason: str = ""
    aims_met: str = ""
    achievements: str = ""
    handed_on: str = ""
    goals: list[PlannedGoal] = field(default_factory=list)
    agreements: list[PlannedAgreement] = field(default_factory=list)
    sessions: list[PlannedSession] = field(default_factory=list)
    actions: list[PlannedAction] = field(default_factory=list)


@dataclass(frozen=True)
class PlannedTraining:
    """A mentor's record: items signed, by code, with the day; None for one that does not apply."""

    person: int
    begun_on: date
    signed: dict[str, date]
    not_applying: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole sample unit."""

    people: list[PlannedPerson]
    pairs: list[PlannedPair]
    training: list[PlannedTraining]

    @property
    def sessions(self) -> int:
        """How many sessions there are, of every state."""
        return sum(len(pair.sessions) for pair in self.pairs)


class Decks:
    """Choices that even out: each deck of cards is dealt to its end before it is shuffled again."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._left: dict[str, list[Any]] = {}

    def deal(self, deck: str, cards: Sequence[T]) -> T:
        """The next card of *deck*, which holds *cards*."""
        left = self._left.setdefault(deck, [])
        if not left:
            left.extend(cards)
            self._dice.shuffle(left)
        card: T = left.pop()
        return card


def content(name: str) -> Any:
    """A file of ``resources/sample``."""
    return json.loads((_CONTENT / f"{name}.json").read_text(encoding="utf-8"))

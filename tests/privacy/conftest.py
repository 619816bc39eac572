"""A ward with a past: an ended pair, an active one, notes, actions, training and accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.book import Book
from app.clock import SetClock
from app.pairs.conflicts import declare_conflict
from app.pairs.saving import GoalEntry
from app.pairs.status import ClosePair, close_pair
from app.pairs.words import AimsMet, CloseReason, Ground
from app.sessions.recording import ActionEntry, RecordSession, record_session
from app.staff.saving import Rating, SaveStaffMember, save_staff_member
from app.staff.topics import list_topics
from tests.fixtures.books import MANAGER, PASSPHRASE, copy_of, new_book, set_clock
from tests.fixtures.unit import Unit

LAN, MARGIT, OWEN, JUDITH = "Lan Nguyễn", "Margit Sørvik", "Owen Carrick", "Judith Oyelakin"


@dataclass
class Past:
    """The open book and the ids of what is in it."""

    book: Book
    clock: SetClock
    unit: Unit
    active: int
    ended: int
    session: int

    def id(self, name: str) -> int:
        return self.unit.people[name]

    def go_on(self, days: int) -> None:
        self.clock.moment = self.clock.moment + timedelta(days=days)


@pytest.fixture(scope="session")
def made_past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    clock = set_clock()
    with new_book(tmp_path_factory.mktemp("past"), clock) as book:
        unit = Unit(book)
        topic = unit.topic()
        other = next(each.id for each in list_topics(book) if each.id != topic)
        judith = unit.person(JUDITH)
        entry = SaveStaffMember(
            MARGIT, known_as="Maggie", ward="Ward 7", email="m@example.org", phone="4417", notes="Likes maps",
            line_manager_id=judith, offers=(Rating(other, 4),),
            needs=(Rating(topic, 2),),
        )  # fmt: skip
        unit.people[MARGIT] = save_staff_member(book, book.account, entry)
        unit.train(MARGIT)
        active = unit.active_pair(
            LAN, MARGIT, aim="Margit charts alone", goals=(GoalEntry("Charts alone", 3, 8),)
        )
        ended = unit.active_pair(OWEN, MARGIT, topic_id=other)
        session = record_session(
            book,
            book.account,
            RecordSession(
                active, date(2026, 3, 12), summary="Maggie and Lan compared charts with Owen Carrick",
                record_note="Sørvik asked Ruth Abernethy", place="Room 2",
                actions=(ActionEntry("Lan shows Margit the chart", unit.people[LAN], date(2026, 3, 20)),),
            ),
        )  # fmt: skip
        record_session(book, book.account, RecordSession(ended, date(2026, 3, 12), summary="Closing talk"))
        outcome = ClosePair(CloseReason.COMPLETED, date(2026, 3, 12), AimsMet.FULL, "Both glad", "")
        close_pair(book, book.account, ended, outcome)
        declare_conflict(
            book, book.account, one_id=unit.people[MARGIT], other_id=judith, ground=Ground.CLOSE_TIE
        )
        save_staff_member(
            book,
            book.account,
            SaveStaffMember(OWEN, notes="Works well with Margit Sørvik"),
            unit.people[OWEN],
        )
    return Past(book, clock, unit, active, ended, session)


@pytest.fixture
def past(made_past: Past, tmp_path: Path, clock: SetClock) -> Iterator[Past]:
    """Margit learns from Lan (active) and taught Judith (ended); Owen mentions her elsewhere."""
    folder = copy_of(made_past.book.folder, tmp_path)
    with Book.open(folder, MANAGER, PASSPHRASE, clock=clock, back_up=False) as book:
        unit = Unit(book, dict(made_past.unit.people))
        yield replace(made_past, book=book, clock=clock, unit=unit)

"""Makes the sample book: one call, one folder, always the same for a seed and a day."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import files
from app.accounts.accounts import add_account, link_staff
from app.accounts.passphrase import set_passphrase
from app.accounts.roles import PARTICIPANT
from app.accounts.unit_facts import SaveUnit, save_unit
from app.book import FAST_KEYS, AccountRecord, Book, KeyCost
from app.clock import Clock, SystemClock
from app.demo.course import Teller, tell
from app.demo.mentor_training import plan_training
from app.demo.outlines import plan_pairs
from app.demo.people import plan_people
from app.demo.plan import Decks, Plan, PlannedPair, PlannedPerson, content
from app.demo.rows import SAMPLE, Writer
from app.language import _
from app.pairs.words import CloseReason
from app.programmes.new_unit import furnish
from app.sessions.notes import store_note
from app.sessions.session_views import list_sessions
from app.sessions.words import Audience, State
from app.training.templates import newest_template

PASSPHRASE = "try pairbook today"
STAFF = 42
SESSIONS = 150
SEED = 7
FEWEST_STAFF = 12
MOST_STAFF = 2_000
MOST_SESSIONS = 200_000
Progress = Callable[[float], object]


@dataclass(frozen=True)
class Size:
    """How large the unit is, and which of the possible ones."""

    staff: int = STAFF
    sessions: int = SESSIONS
    seed: int = SEED

    def __post_init__(self) -> None:
        if not (FEWEST_STAFF <= self.staff <= MOST_STAFF and 0 <= self.sessions <= MOST_SESSIONS):
            raise ValueError("the sample unit is out of bounds")


def make_sample_book(
    folder: Path,
    *,
    staff: int = STAFF,
    sessions: int = SESSIONS,
    seed: int = SEED,
    clock: Clock | None = None,
    cost: KeyCost = FAST_KEYS,
    progress: Progress | None = None,
) -> Path:
    """Makes the book of a sample unit in the new *folder*, closes it and returns *folder*.

    It has *staff* people and *sessions* sessions, and every account has :data:`PASSPHRASE`.
    *progress* hears how much is done, from 0 to 1; what it raises ends the work.  Raises what
    :meth:`app.book.Book.create` raises; whatever goes wrong, nothing is left behind.
    """
    size = Size(staff, sessions, seed)
    clock = clock or SystemClock()
    unit = content("unit")
    told = progress or (lambda _done: None)
    told(0.0)
    book, _code = Book.create(
        folder, unit=unit["unit"], hospital=unit["hospital"], manager=unit["manager"], passphrase=PASSPHRASE,
        clock=clock, cost=cost,
    )  # fmt: skip
    try:
        with book:
            _fill(book, size, unit, told, cost)
        _first_sign_ins(folder, unit["participants"], clock)
    except BaseException:
        files.remove_folder(folder)
        raise
    told(1.0)
    return folder


def _fill(book: Book, size: Size, unit: dict[str, Any], told: Progress, cost: KeyCost) -> None:
    by = book.account
    with book.change(_("Sample data: the unit"), by=by, kind=SAMPLE):
        furnish(book, by)
        save_unit(book, by, SaveUnit(unit["unit"], unit["hospital"], unit["speaking_up_contact"]))
    plan = _plan(book, size)
    ids = Writer(book, plan, unit, lambda done, of: told(0.95 * done / of)).write()
    places = {person.name: id_ for person, id_ in zip(plan.people, ids, strict=True)}
    link_staff(book, by, by.id, places[unit["manager"]])
    for name in unit["participants"]:
        if name in places:
            add_account(
                book, by, name=name, role=PARTICIPANT, passphrase=PASSPHRASE, staff_id=places[name], cost=cost
            )
    _date_accounts(book, min([book.clock.today(), *(pair.created_on for pair in plan.pairs)]))


def _date_accounts(book: Book, begun: date) -> None:
    """The accounts are as old as the scheme, so that the same seed gives the same list on the same day."""
    moment = datetime.combine(begun, time(9)).astimezone()
    with book.change(_("Sample data: the accounts"), by=book.account, kind=SAMPLE) as db:
        for account in db.scalars(select(AccountRecord)):
            account.created_at = moment


def _plan(book: Book, size: Size) -> Plan:
    dice = random.Random(size.seed)  # noqa: S311 – sample data is no secret
    decks = Decks(dice)
    today = book.clock.today()
    people = plan_people(size.staff, dice, decks)
    outlines = plan_pairs(people, size.sessions, dice, decks, today)
    teller = Teller.with_words(dice, decks, today)
    pairs = [tell(outline, teller) for outline in outlines]
    _let_leave(people, pairs)
    training = plan_training(people, pairs, newest_template(book).items, dice, decks, today)
    return Plan(people, pairs, training)


def _let_leave(people: list[PlannedPerson], pairs: list[PlannedPair]) -> None:
    """Whoever moved away has left, unless they manage somebody or another pair of theirs went on."""
    last: dict[int, date] = {}
    for pair in pairs:
        for place in (*pair.mentors, *pair.mentees):
            last[place] = max(last.get(place, date.min), pair.closed_on or date.max)
    managers = {person.manager for person in people}
    for pair in pairs:
        mentor = pair.mentors[0]
        moved = pair.close_reason == CloseReason.MOVED and last[mentor] == pair.closed_on
        if moved and mentor not in managers:
            people[mentor].left_on = pair.closed_on


def _first_sign_ins(folder: Path, participants: list[str], clock: Clock) -> None:
    for name in participants:
        with Book.open(folder, name, PASSPHRASE, clock=clock, back_up=False) as book:
            set_passphrase(book, PASSPHRASE)
    # Only now does everybody have a key that the others' notes can be sealed to.
    for name in participants:
        with Book.open(folder, name, PASSPHRASE, clock=clock, back_up=False) as book:
            _write_sealed_notes(book)


def _write_sealed_notes(book: Book) -> None:
    """A Pair note on the newest session of who is signed in, and one for themselves on the one before."""
    texts = (
        (Audience.PAIR, _("Between us: the pace is right; next time we let the phone ring.")),
        (Audience.ONLY_ME, _("I talked too much. Next time: ask first, then wait.")),
    )
    sessions = list_sessions(book, states=(State.HELD,), limit=len(texts))
    with book.change(_("Sample data: notes"), by=book.account, kind=SAMPLE) as db:
        for session, (audience, text) in zip(sessions, texts, strict=False):
            store_note(db, book, session.id, session.pair_id, audience, text)

"""Lists of pairs in: proposed, running and ended ones.

People are named as in the book.  A pair that is in the book already stays as it is.  The gate holds
here too (DOMAIN 2): a running pair comes in as active when its mentors' training and its agreement
are there or a reason for an override is given, and otherwise as proposed, with a remark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.book import Account, Book
from app.entry_check import clean_line
from app.errors import InvalidEntry
from app.exchange.cell_values import Unreadable, read_date, read_goals, read_minutes, read_number, read_word
from app.exchange.columns import ListRow, ReadList
from app.exchange.import_plan import (
    Outcome,
    PlannedRow,
    reason_of,
)
from app.exchange.known_columns import pairs_columns
from app.exchange.list_import import ListKind
from app.exchange.people import People, people_of
from app.exchange.staff_lookups import Topics, real_topics
from app.language import _, ngettext
from app.pairs.agreement import sign_agreement
from app.pairs.pairs import found, pair_title
from app.pairs.records import Pair, PairMember
from app.pairs.saving import SavePair, checked, store
from app.pairs.status import ClosePair, close_pair, pause_pair
from app.pairs.words import AimsMet, CloseReason, Side, Status, label
from app.programmes.programmes import list_programmes
from app.training.gate import activate_pair
from app.training.training import list_training

_STATUS = {
    "new": Status.PROPOSED, "suggested": Status.PROPOSED, "matched": Status.PROPOSED,
    "signed": Status.AGREED, "running": Status.ACTIVE, "current": Status.ACTIVE, "ongoing": Status.ACTIVE,
    "in progress": Status.ACTIVE, "live": Status.ACTIVE, "open": Status.ACTIVE, "started": Status.ACTIVE,
    "on hold": Status.PAUSED, "suspended": Status.PAUSED, "ended": Status.CLOSED,
    "finished": Status.CLOSED, "completed": Status.CLOSED, "complete": Status.CLOSED, "done": Status.CLOSED,
    "stopped": Status.CLOSED,
}  # fmt: skip
_AIMS = {
    "no": AimsMet.NONE, "not": AimsMet.NONE, "partly": AimsMet.PART, "partially": AimsMet.PART,
    "yes": AimsMet.FULL, "fully": AimsMet.FULL, "all": AimsMet.FULL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairEntry:
    """What is saved for a row; topics below zero are added on the way."""

    save: SavePair
    topics: tuple[tuple[int, str], ...] = ()
    status: Status = Status.PROPOSED
    agreement_on: date | None = None
    active_from: date | None = None
    override: str = ""
    pause_reason: str = ""
    close: ClosePair | None = None


def _rows(
    book: Book, db: Session, listed: ReadList, titles: Mapping[str, str]
) -> Iterator[PlannedRow[PairEntry]]:
    planner = _Planner(book, db, titles, "programme" in listed.has)
    return map(planner.planned, listed.rows)


def _title(entries: Sequence[PairEntry]) -> str:
    return ngettext("Import of {n} pair", "Import of {n} pairs", len(entries)).format(n=len(entries))


def _save(book: Book, by: Account, db: Session, rows: Sequence[PlannedRow[PairEntry]]) -> None:
    for row in rows:
        if row.entry is not None:
            _bring_to_status(book, by, db, _stored(book, db, row.entry), row.entry)


PAIRS_LIST = ListKind("pairs", ("Pairs",), pairs_columns, _rows, _title, _save)


def _stored(book: Book, db: Session, entry: PairEntry) -> int:
    today = book.clock.today()
    topics = real_topics(db, entry.topics)
    topic_id = entry.save.topic_id
    assert topic_id is not None
    save = replace(entry.save, topic_id=topics.get(topic_id, topic_id))
    return store(db, checked(db, save, today, ended=entry.close is not None), today)


def _bring_to_status(book: Book, by: Account, db: Session, pair_id: int, entry: PairEntry) -> None:
    if entry.agreement_on is not None:
        people = (*entry.save.mentors, *entry.save.mentees)
        sign_agreement(book, by, pair_id, dict.fromkeys(people, entry.agreement_on))
    if entry.status in (Status.ACTIVE, Status.PAUSED):
        activate_pair(book, by, pair_id, on=entry.active_from, override=entry.override)
    if entry.status is Status.PAUSED:
        pause_pair(book, by, pair_id, entry.pause_reason)
    if entry.close is not None:
        found(db, pair_id).active_from = entry.active_from
        close_pair(book, by, pair_id, entry.close)


_Key = tuple[frozenset[int], frozenset[int], int, date | None]


class _Planner:
    """Plans the rows of one list against one book."""

    def __init__(self, book: Book, db: Session, titles: Mapping[str, str], with_programmes: bool) -> None:
        self._db = db
        self._with_programmes = with_programmes
        self._titles = titles
        self._numbers = {
            "planned_sessions": titles["planned_sessions"],
            "session_minutes": titles["minutes"],
        }
        self._today = book.clock.today()
        self._people: People[int] = people_of(db)
        self._topics = Topics(db)
        self._ready = {record.staff_id for record in list_training(book) if record.ready}
        self._programmes = list_programmes(book)
        self._there = _pairs_in(db)
        self._rows: dict[_Key, int] = {}

    def planned(self, row: ListRow) -> PlannedRow[PairEntry]:
        """One row with its outcome; rows are asked for in the order of the file."""
        mentors = self._people.names_in(row["mentors"])
        mentees = self._people.names_in(row["mentees"])
        title = pair_title(list(mentors), list(mentees))
        try:
            entry, remarks = self._entry(row, self._people.each(mentors), self._people.each(mentees))
            key = _key(entry)
            if key in self._rows:
                raise Unreadable(_("The same pair stands in row {number}.").format(number=self._rows[key]))
            if key in self._there:
                return PlannedRow(
                    row.number, title, Outcome.MATCHED, _("In the book already; it stays as it is.")
                )
            clean = checked(
                self._db, entry.save, self._today, ended=entry.close is not None, new_topic=bool(entry.topics)
            )
        except (InvalidEntry, Unreadable) as error:
            return PlannedRow(row.number, title, Outcome.REFUSED, reason_of(error, self._numbers))
        self._rows[key] = row.number
        return PlannedRow(
            row.number, title, Outcome.ADDED, " ".join(remarks), replace(entry, save=clean), True
        )

    def _entry(
        self, row: ListRow, mentors: tuple[int, ...], mentees: tuple[int, ...]
    ) -> tuple[PairEntry, list[str]]:
        remarks: list[str] = []
        topic = clean_line(row["topic"])
        if not topic:
            raise Unreadable(_("The row has no topic."))
        topic_id = self._topics.id_of(topic)
        days = {key: self._day(row, key) for key in ("began", "agreement", "active_from", "closed_on")}
        known = [day for day in days.values() if day is not None]
        began = days["began"] or min(known, default=self._today)
        save = SavePair(
            mentors=mentors,
            mentees=mentees,
            topic_id=topic_id,
            aim=row["aim"],
            programme_id=self._programme(row["programme"], remarks),
            planned_end=self._day(row, "planned_end", future=True),
            goals=read_goals(row["goals"]),
            starts_on=began,
        )
        planned = read_number(row["planned_sessions"], self._titles["planned_sessions"])
        minutes = read_minutes(row["minutes"], self._titles["minutes"])
        save = replace(
            save,
            planned_sessions=save.planned_sessions if planned is None else planned,
            session_minutes=save.session_minutes if minutes is None else minutes,
        )
        for key in ("agreement", "active_from", "closed_on"):
            day = days[key]
            if day is not None and day < began:
                raise Unreadable(
                    _("“{column}” lies before “{began}”.").format(
                        column=self._titles[key], began=self._titles["began"]
                    )
                )
        topics = self._topics.new_among([topic_id])
        if topics:
            remarks.append(_("The topic is new."))
        entry = PairEntry(save, topics, agreement_on=days["agreement"])
        names = _STATUS | {label(word): word for word in Status}
        status = read_word(row["status"], self._titles["status"], Status, names)
        if days["closed_on"] is not None or status is Status.CLOSED:
            return self._closed(row, entry, days["closed_on"], days["active_from"], remarks), remarks
        return self._open(row, entry, status, days["active_from"] or began, remarks), remarks

    def _open(
        self, row: ListRow, entry: PairEntry, status: Status | None, active_from: date, remarks: list[str]
    ) -> PairEntry:
        if status not in (Status.ACTIVE, Status.PAUSED):
            if status is Status.AGREED and entry.agreement_on is None:
                remarks.append(_("Comes in as proposed: the day the agreement was signed is not given."))
            return entry
        trained = set(entry.save.mentors) <= self._ready
        if not row["override"] and not (trained and entry.agreement_on is not None):
            remarks.append(
                _("Comes in as not yet active: the mentors’ starred training items are not all signed.")
                if not trained
                else _("Comes in as not yet active: the day the agreement was signed is not given.")
            )
            return entry
        return replace(
            entry,
            status=status,
            active_from=active_from,
            override=row["override"],
            pause_reason=clean_line(row["pause_reason"])[:240] if status is Status.PAUSED else "",
        )

    def _closed(
        self, row: ListRow, entry: PairEntry, on: date | None, active_from: date | None, remarks: list[str]
    ) -> PairEntry:
        if on is None:
            raise Unreadable(_("The pair has ended: give the day under “{column}”.").format(
                column=self._titles["closed_on"]))  # fmt: skip
        if active_from is not None and active_from > on:
            raise Unreadable(
                _("“{column}” lies before “{began}”.").format(
                    column=self._titles["closed_on"], began=self._titles["active_from"]
                )
            )
        reason = read_word(
            row["close_reason"], self._titles["close_reason"], CloseReason,
            {label(word): word for word in CloseReason},
        )  # fmt: skip
        if reason is None:
            reason = CloseReason.OTHER
            remarks.append(_("Why it ended is not given: “{reason}”.").format(reason=label(reason)))
        names = _AIMS | {label(word): word for word in AimsMet}
        close = ClosePair(
            reason=reason,
            on=on,
            aims_met=read_word(row["aims_met"], self._titles["aims_met"], AimsMet, names),
            achievements=row["achievements"],
            handed_on=row["handed_on"],
        )
        return replace(entry, status=Status.CLOSED, active_from=active_from, close=close)

    def _programme(self, text: str, remarks: list[str]) -> int | None:
        """The programme named; the newest where the list has no such column, or names none of the book."""
        newest = self._programmes[0].id if self._programmes else None
        if not self._with_programmes:
            return newest
        name = clean_line(text).casefold()
        if not name:
            return None
        for programme in self._programmes:
            if programme.name.casefold() == name:
                return programme.id
        remarks.append(_("The programme is not in the book: the newest is taken."))
        return newest

    def _day(self, row: ListRow, key: str, *, future: bool = False) -> date | None:
        day = read_date(row[key], self._titles[key])
        if day is not None and day > self._today and not future:
            raise Unreadable(_("“{column}” lies in the future.").format(column=self._titles[key]))
        return day


def _key(entry: PairEntry) -> _Key:
    assert entry.save.topic_id is not None
    ended = entry.close.on if entry.close is not None else None
    return frozenset(entry.save.mentors), frozenset(entry.save.mentees), entry.save.topic_id, ended


def _pairs_in(db: Session) -> set[_Key]:
    sides: dict[int, dict[str, set[int]]] = {}
    for pair_id, side, staff_id in db.execute(
        select(PairMember.pair_id, PairMember.side, PairMember.staff_id)
    ):
        sides.setdefault(pair_id, {Side.MENTOR: set(), Side.MENTEE: set()})[side].add(staff_id)
    return {
        (frozenset(sides[id_][Side.MENTOR]), frozenset(sides[id_][Side.MENTEE]), topic_id, closed_on)
        for id_, topic_id, closed_on in db.execute(select(Pair.id, Pair.topic_id, Pair.closed_on))
        if id_ in sides
    }

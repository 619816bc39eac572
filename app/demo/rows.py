"""Writes a planned unit into an open book: a few changes, each a history entry of its own.

The entries are of a kind that undo leaves alone: Undo in the sample book takes back what the
user did, never the unit.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.roles import Action as May
from app.accounts.roles import rule
from app.book import Book
from app.dates import add_months
from app.demo.plan import Plan, PlannedPair, PlannedPerson, PlannedSession
from app.language import _
from app.pairs.records import Agreement, AgreementSignature, DeclaredConflict, Goal, Pair, PairMember
from app.pairs.words import Side
from app.programmes.records import Programme
from app.sessions.note_mode import NoteMode
from app.sessions.records import Action, Attendance, MentoringSession, Note, SessionGoal
from app.sessions.words import Audience, State
from app.staff.availability import in_week_order
from app.staff.records import Grade, Need, Offer, Profession, StaffMember, Topic
from app.training.records import ChecklistItem, ChecklistTemplate, SignOff, TrainingRecord
from app.training.training import MONTHS_FOR_THE_REST

SAMPLE = "settings"
_PAIRS_AT_ONCE = 400
Told = Callable[[int, int], object]


class Writer:
    """Writes one plan; keeps the ids that the book gives to people and pairs."""

    @rule(May.EDIT_UNIT)
    def __init__(self, book: Book, plan: Plan, unit: dict[str, Any], told: Told) -> None:
        self._book = book
        self._by = book.account
        self._plan = plan
        self._unit = unit
        self._told = told
        self._people: list[int] = []

    def write(self) -> list[int]:
        """Writes everything; returns the ids of the people, in the plan's order."""
        pairs = self._plan.pairs
        total = len(pairs) + 2
        with self._book.change(_("Sample data: staff and programmes"), by=self._by, kind=SAMPLE) as db:
            self._write_people(db)
            programmes = self._write_programmes(db)
        self._told(1, total)
        with self._book.change(_("Sample data: mentor training"), by=self._by, kind=SAMPLE) as db:
            self._write_training(db)
        self._told(2, total)
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = pairs[at : at + _PAIRS_AT_ONCE]
            with self._book.change(_("Sample data: pairs and sessions"), by=self._by, kind=SAMPLE) as db:
                self._write_pairs(db, some, programmes)
            self._told(at + len(some) + 2, total)
        return self._people

    def _write_people(self, db: Session) -> None:
        grades = {
            (profession, grade): grade_id
            for grade_id, grade, profession in db.execute(
                select(Grade.id, Grade.name, Profession.name).join(Profession)
            )
        }
        rows = [_person_row(person, grades) for person in self._plan.people]
        db.add_all(rows)
        db.flush()
        self._people = [row.id for row in rows]
        for row, person in zip(rows, self._plan.people, strict=True):
            if person.manager is not None:
                row.line_manager_id = self._people[person.manager]
        topics = _topics(db)
        for row, person in zip(rows, self._plan.people, strict=True):
            for kind, ratings in ((Offer, person.offers), (Need, person.needs)):
                db.add_all(
                    kind(staff_id=row.id, topic_id=topics[topic], confidence=confidence)
                    for topic, confidence in ratings.items()
                )
        places = {person.name: row.id for row, person in zip(rows, self._plan.people, strict=True)}
        for one, other, ground, remark in self._unit["conflicts"]:
            if one in places and other in places:
                db.add(
                    DeclaredConflict(
                        first_id=places[one], second_id=places[other], ground=ground, remark=remark,
                        declared_on=self._start(),
                    )
                )  # fmt: skip

    def _start(self) -> date:
        """The day the scheme began: the first pair's, else today."""
        return min([self._book.clock.today(), *(pair.created_on for pair in self._plan.pairs)])

    def _write_programmes(self, db: Session) -> list[int]:
        ids = []
        existing = list(db.scalars(select(Programme).order_by(Programme.id)))
        for place, facts in enumerate(self._unit["programmes"]):
            row = existing[place] if place < len(existing) else Programme()
            row.note_mode = NoteMode.FULL.value  # the sample's sessions have notes
            row.name, row.kind, row.aim = facts["name"], facts["kind"], facts["aim"]
            row.sponsor, row.planned_sessions = facts["sponsor"], facts["planned"]
            row.starts_on = self._start()
            db.add(row)
            db.flush()
            ids.append(row.id)
        for template in db.scalars(select(ChecklistTemplate)):
            template.made_on = min([template.made_on, *(each.begun_on for each in self._plan.training)])
        return ids

    def _write_training(self, db: Session) -> None:
        items = {item.code: item for item in db.scalars(select(ChecklistItem))}
        template_id = next(iter(items.values())).template_id
        rows = [
            TrainingRecord(
                staff_id=self._people[record.person],
                template_id=template_id,
                begun_on=record.begun_on,
                due_on=add_months(record.begun_on, MONTHS_FOR_THE_REST),
            )
            for record in self._plan.training
        ]
        db.add_all(rows)
        db.flush()
        for row, record in zip(rows, self._plan.training, strict=True):
            for code, day in record.signed.items():
                item = items[code]
                db.add(
                    SignOff(
                        record_id=row.id,
                        item_id=item.id,
                        signed_on=day,
                        evidence=item.evidence,
                        applies=code not in record.not_applying,
                        signed_by=self._by.name,
                        account_id=self._by.id,
                        refresh_on=add_months(day, item.refresh_months) if item.refresh_months else None,
                    )
                )

    def _write_pairs(self, db: Session, pairs: Sequence[PlannedPair], programmes: list[int]) -> None:
        topics = _topics(db)
        roll_out = self._unit["roll_out_topic"]
        rows = [
            self._pair_row(pair, topics[pair.topic], programmes[pair.topic == roll_out]) for pair in pairs
        ]
        db.add_all(rows)
        db.flush()
        goals: list[list[Goal]] = []
        for row, pair in zip(rows, pairs, strict=True):
            for side, members in ((Side.MENTOR, pair.mentors), (Side.MENTEE, pair.mentees)):
                db.add_all(
                    PairMember(
                        pair_id=row.id, staff_id=self._people[person], side=side.value,
                        lead=side is Side.MENTOR and place == 0,
                    )
                    for place, person in enumerate(members)
                )  # fmt: skip
            goals.append(
                [
                    Goal(
                        pair_id=row.id,
                        text=goal.text,
                        before=goal.before,
                        after=goal.after,
                        achieved_on=goal.achieved_on,
                    )
                    for goal in pair.goals
                ]
            )
            db.add_all(goals[-1])
        self._write_agreements(db, rows, pairs)
        self._write_sessions(db, rows, pairs, goals)

    def _pair_row(self, pair: PlannedPair, topic_id: int, programme_id: int) -> Pair:
        row = Pair(
            topic_id=topic_id, programme_id=programme_id, aim=pair.aim, status=pair.status,
            status_since=pair.status_since, created_on=pair.created_on, conflicts_checked_on=pair.created_on,
            active_from=pair.active_from, pause_reason=pair.pause_reason,
            planned_sessions=pair.planned_sessions, planned_end=pair.planned_end,
            closed_on=pair.closed_on, close_reason=pair.close_reason,
            aims_met=pair.aims_met, achievements=pair.achievements, handed_on=pair.handed_on,
        )  # fmt: skip
        if pair.override:
            row.override_by, row.override_on, row.override_reason = (
                self._by.name,
                pair.active_from,
                pair.override,
            )
            mentor = self._plan.people[pair.mentors[0]].name
            row.override_missing = _("{name} has signed 10 of 11 starred items.").format(name=mentor)
        return row

    def _write_agreements(self, db: Session, rows: list[Pair], pairs: Sequence[PlannedPair]) -> None:
        made = [
            (
                Agreement(pair_id=row.id, version=version, made_on=terms.made_on, **terms.terms),
                terms.signed_on,
                pair,
            )
            for row, pair in zip(rows, pairs, strict=True)
            for version, terms in enumerate(pair.agreements, 1)
        ]
        db.add_all(agreement for agreement, _day, _pair in made)
        db.flush()
        for agreement, day, pair in made:
            if day is not None:
                db.add_all(
                    AgreementSignature(
                        agreement_id=agreement.id, staff_id=self._people[person], signed_on=day
                    )
                    for person in (*pair.mentors, *pair.mentees)
                )

    def _write_sessions(
        self, db: Session, rows: list[Pair], pairs: Sequence[PlannedPair], goals: list[list[Goal]]
    ) -> None:
        sessions = [list(self._session_rows(row.id, pair)) for row, pair in zip(rows, pairs, strict=True)]
        db.add_all(session for each in sessions for session in each)
        db.flush()
        for row, pair, own, aims in zip(rows, pairs, sessions, goals, strict=True):
            for session, planned in zip(own, pair.sessions, strict=True):
                if planned.state == State.HELD:
                    db.add_all(
                        Attendance(session_id=session.id, staff_id=self._people[person])
                        for person in (*pair.mentors, *pair.mentees)
                        if person != planned.absent
                    )
                    db.add_all(
                        SessionGoal(session_id=session.id, goal_id=aims[place].id) for place in planned.goals
                    )
                if planned.note:
                    db.add(
                        Note(
                            session_id=session.id, audience=Audience.RECORD.value, author_id=self._by.id,
                            text=planned.note,
                        )
                    )  # fmt: skip
            for action in pair.actions:
                done = None if action.done_in is None else own[action.done_in]
                db.add(
                    Action(
                        pair_id=row.id, session_id=own[action.session].id, text=action.text,
                        owner_id=self._people[action.owner], due_on=action.due_on,
                        done_on=done.held_on if done else None, done_in_id=done.id if done else None,
                    )
                )  # fmt: skip

    def _session_rows(self, pair_id: int, pair: PlannedPair) -> Iterator[MentoringSession]:
        now = self._book.clock.now()
        for planned in pair.sessions:
            recorded = planned.state != State.BOOKED
            yield MentoringSession(
                pair_id=pair_id, state=planned.state, held_on=planned.held_on, starts_at=planned.starts_at,
                minutes=planned.minutes, mode=planned.mode, place=planned.place,
                protected_time=planned.protected_time, summary=planned.summary,
                cancelled_by=planned.cancelled_by, cancel_reason=planned.cancel_reason,
                recorded_by=self._by.name if recorded else "",
                recorded_at=min(now, _soon_after(planned)) if recorded else None,
            )  # fmt: skip


def _soon_after(planned: PlannedSession) -> datetime:
    """When a session is taken down: a quarter of an hour after its end."""
    start = datetime.combine(planned.held_on, planned.starts_at).astimezone()
    return start + timedelta(minutes=planned.minutes + 15)


def _person_row(person: PlannedPerson, grades: dict[tuple[str, str], int]) -> StaffMember:
    return StaffMember(
        name=person.name, known_as=person.known_as, grade_id=grades[person.profession, person.grade],
        ward=person.ward, email=person.email, phone=person.phone,
        availability=in_week_order(person.availability), capacity=person.capacity,
        active=person.left_on is None, left_on=person.left_on,
    )  # fmt: skip


def _topics(db: Session) -> dict[str, int]:
    return {name: topic_id for topic_id, name in db.execute(select(Topic.id, Topic.name))}

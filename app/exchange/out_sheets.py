"""What the sheets of an export hold.  The importable ones bear the titles of the columns they come in by."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.accounts.own import Sight, sight
from app.accounts.roles import Action as May
from app.accounts.roles import rule
from app.book import Book
from app.exchange.cell_values import NamedRating, write_goals, write_ratings
from app.exchange.columns import Column
from app.exchange.known_columns import pairs_columns, sessions_columns, staff_columns, training_columns
from app.exchange.spreadsheet_out import OutColumn, OutSheet, Value
from app.language import _
from app.pairs.agreement import read_agreement
from app.pairs.pairs import members_of
from app.pairs.records import Goal, Pair
from app.pairs.saving import GoalEntry
from app.pairs.words import AimsMet, CloseReason, Side, Status
from app.pairs.words import label as pair_word
from app.programmes.programmes import list_programmes
from app.sessions.records import Action, Attendance, MentoringSession, Note
from app.sessions.words import Audience, CancelledBy, Mode, Protected, State
from app.sessions.words import label as session_word
from app.staff.availability import in_week_order, stored_slots
from app.staff.records import Grade, Need, Offer, Profession, RatedTopic, StaffMember, Topic
from app.training.records import ChecklistItem, SignOff, TrainingRecord
from app.training.words import Evidence
from app.training.words import label as training_word

_WIDE = 48
_WIDTHS = {
    "name": 28, "mentors": 28, "mentees": 28, "topic": 26, "email": 30, "line_manager": 28, "teaches": 40,
    "wants": 40, "notes": _WIDE, "aim": 40, "goals": 40, "summary": _WIDE, "note": _WIDE, "attended": 28,
    "achievements": 40, "handed_on": 40, "override": 40, "grade": 24, "remark": 40, "cancel_reason": 30,
    "rank": 8, "capacity": 10, "minutes": 10,
}  # fmt: skip

Rows = list[dict[str, Value]]


@rule(May.EXPORT)
def sheets_of(book: Book) -> tuple[OutSheet, ...]:
    """Staff, Offers and needs, Pairs, Sessions, Actions, Training; nothing of who is restricted."""
    seen = sight(book)
    with book.reading() as db:
        return (
            _importable(_("Staff"), "staff.csv", staff_columns, _staff(db)),
            _offers_and_needs(db),
            _importable(_("Pairs"), "pairs.csv", pairs_columns, _pairs(book, db, seen)),
            _importable(_("Sessions"), "sessions.csv", sessions_columns, _sessions(db, seen)),
            _actions(db, seen),
            _importable(_("Training"), "training.csv", training_columns, _training(db)),
        )


def _importable(title: str, file_name: str, columns: Callable[[], Sequence[Column]], rows: Rows) -> OutSheet:
    """A sheet of the columns by which such a list comes in, but for those that repeat others."""
    kept = [column for column in columns() if column.key not in ("first_name", "surname", "pair")]
    return OutSheet(
        title,
        file_name,
        tuple(OutColumn(column.title, _WIDTHS.get(column.key, 16)) for column in kept),
        [tuple(row.get(column.key) for column in kept) for row in rows],
    )


def _staff(db: Session) -> Rows:
    offers, needs = _ratings(db, Offer), _ratings(db, Need)
    manager = aliased(StaffMember)
    query = (
        select(StaffMember, Grade.name, Grade.rank, Profession.name, manager.name)
        .outerjoin(Grade, Grade.id == StaffMember.grade_id)
        .outerjoin(Profession, Profession.id == Grade.profession_id)
        .outerjoin(manager, (manager.id == StaffMember.line_manager_id) & ~manager.restricted)
        .where(~StaffMember.restricted)
        .order_by(StaffMember.name, StaffMember.id)
    )
    return [
        {
            "name": person.name,
            "known_as": person.known_as,
            "profession": profession,
            "grade": grade,
            "rank": rank,
            "ward": person.ward,
            "email": person.email,
            "phone": person.phone,
            "line_manager": boss,
            "teaches": write_ratings(offers.get(person.id, ())),
            "wants": write_ratings(needs.get(person.id, ())),
            "availability": _availability(person.availability),
            "capacity": person.capacity,
            "left_on": person.left_on,
            "notes": person.notes,
        }
        for person, grade, rank, profession, boss in db.execute(query)
    ]


def _availability(stored: str) -> str:
    slots = in_week_order(stored_slots(stored)).split()
    return ", ".join(slot.replace("-", " ").capitalize() for slot in slots)


def _ratings(db: Session, kind: type[RatedTopic]) -> dict[int, list[NamedRating]]:
    ratings: dict[int, list[NamedRating]] = defaultdict(list)
    query = (
        select(kind.staff_id, Topic.name, kind.confidence)
        .join(Topic, Topic.id == kind.topic_id)
        .order_by(kind.confidence.desc(), Topic.name)
    )
    for staff_id, topic, confidence in db.execute(query):
        ratings[staff_id].append(NamedRating(topic, confidence))
    return ratings


def _offers_and_needs(db: Session) -> OutSheet:
    rows: list[tuple[Value, ...]] = []
    for kind, words in ((Offer, _("Can teach")), (Need, _("Wants to learn"))):
        query = (
            select(StaffMember.name, Topic.name, Topic.category, kind.confidence)
            .join(kind, kind.staff_id == StaffMember.id)
            .join(Topic, Topic.id == kind.topic_id)
            .where(~StaffMember.restricted, StaffMember.active)
        )
        rows += [(topic, category, words, name, mark) for name, topic, category, mark in db.execute(query)]
    columns = (
        OutColumn(_("Topic"), 28),
        OutColumn(_("Category"), 20),
        OutColumn(_("Offer or need"), 18),
        OutColumn(_("Name"), 28),
        OutColumn(_("Confidence"), 12),
    )
    return OutSheet(
        _("Offers and needs"), "offers-and-needs.csv", columns,
        sorted(rows, key=lambda row: tuple(str(value) for value in row)),
    )  # fmt: skip


def _pairs(book: Book, db: Session, seen: Sight) -> Rows:
    pairs = db.execute(
        select(Pair, Topic.name)
        .join(Topic, Topic.id == Pair.topic_id)
        .where(seen.of_pair(Pair.id))
        .order_by(Pair.id)
    ).all()
    people = members_of(db, [pair.id for pair, _topic in pairs])
    programmes = {programme.id: programme.name for programme in list_programmes(book)}
    goals: dict[int, list[GoalEntry]] = defaultdict(list)
    for goal in db.scalars(select(Goal).order_by(Goal.id)):
        goals[goal.pair_id].append(GoalEntry(goal.text, goal.before, goal.after, goal.achieved_on))
    rows: Rows = []
    for pair, topic in pairs:
        agreement = read_agreement(db, pair.id)
        rows.append(
            {
                "mentors": "; ".join(person.name for person in people[pair.id][Side.MENTOR]),
                "mentees": "; ".join(person.name for person in people[pair.id][Side.MENTEE]),
                "topic": topic,
                "aim": pair.aim,
                "programme": programmes.get(pair.programme_id or 0, ""),
                "status": pair_word(Status(pair.status)),
                "began": pair.created_on,
                "agreement": agreement.signed_on if agreement else None,
                "active_from": pair.active_from,
                "override": pair.override_reason,
                "pause_reason": pair.pause_reason,
                "planned_sessions": pair.planned_sessions,
                "minutes": pair.session_minutes,
                "planned_end": pair.planned_end,
                "closed_on": pair.closed_on,
                "close_reason": pair_word(CloseReason(pair.close_reason)) if pair.close_reason else "",
                "aims_met": pair_word(AimsMet(pair.aims_met)) if pair.aims_met else "",
                "achievements": pair.achievements,
                "handed_on": pair.handed_on,
                "goals": write_goals(goals[pair.id]),
            }
        )
    return rows


def _sessions(db: Session, seen: Sight) -> Rows:
    query = (
        select(MentoringSession, Topic.name)
        .join(Pair, Pair.id == MentoringSession.pair_id)
        .join(Topic, Topic.id == Pair.topic_id)
        .where(seen.of_pair(MentoringSession.pair_id))
        .order_by(MentoringSession.held_on, MentoringSession.id)
    )
    sessions = db.execute(query).all()
    people = members_of(db, sorted({session.pair_id for session, _topic in sessions}))
    there: dict[int, list[str]] = defaultdict(list)
    for session_id, name in db.execute(
        select(Attendance.session_id, StaffMember.name)
        .join(StaffMember, StaffMember.id == Attendance.staff_id)
        .order_by(Attendance.id)
    ):
        there[session_id].append(name)
    record_notes = select(Note.session_id, Note.text).where(Note.audience == Audience.RECORD)
    notes = {session_id: text for session_id, text in db.execute(record_notes)}  # noqa: C416 - rows
    return [
        {
            "date": session.held_on,
            "mentors": "; ".join(person.name for person in people[session.pair_id][Side.MENTOR]),
            "mentees": "; ".join(person.name for person in people[session.pair_id][Side.MENTEE]),
            "topic": topic,
            "state": session_word(State(session.state)),
            "starts_at": session.starts_at,
            "minutes": session.minutes,
            "mode": session_word(Mode(session.mode)) if session.mode else "",
            "place": session.place,
            "protected": session_word(Protected(session.protected_time)) if session.protected_time else "",
            "attended": "; ".join(there[session.id]),
            "summary": session.summary,
            "note": notes.get(session.id, ""),
            "cancelled_by": session_word(CancelledBy(session.cancelled_by)) if session.cancelled_by else "",
            "cancel_reason": session.cancel_reason,
        }
        for session, topic in sessions
    ]


def _actions(db: Session, seen: Sight) -> OutSheet:
    query = (
        select(Action, StaffMember.name, Topic.name, MentoringSession.held_on)
        .join(StaffMember, StaffMember.id == Action.owner_id)
        .join(Pair, Pair.id == Action.pair_id)
        .join(Topic, Topic.id == Pair.topic_id)
        .outerjoin(MentoringSession, MentoringSession.id == Action.session_id)
        .where(seen.of_pair(Action.pair_id))
        .order_by(Action.done_on.is_not(None), Action.due_on.is_(None), Action.due_on, Action.id)
    )
    actions = db.execute(query).all()
    people = members_of(db, sorted({action.pair_id for action, *_rest in actions}))
    columns = (
        OutColumn(_("Action"), _WIDE),
        OutColumn(_("Owner"), 28),
        OutColumn(_("Due"), 14),
        OutColumn(_("Done"), 14),
        OutColumn(_("From session"), 14),
        OutColumn(_("Mentors"), 28),
        OutColumn(_("Mentees"), 28),
        OutColumn(_("Topic"), 26),
    )
    rows: list[tuple[Value, ...]] = [
        (
            action.text, owner, action.due_on, action.done_on, held_on,
            "; ".join(person.name for person in people[action.pair_id][Side.MENTOR]),
            "; ".join(person.name for person in people[action.pair_id][Side.MENTEE]),
            topic,
        )
        for action, owner, topic, held_on in actions
    ]  # fmt: skip
    return OutSheet(_("Actions"), "actions.csv", columns, rows)


def _training(db: Session) -> Rows:
    query = (
        select(SignOff, ChecklistItem.code, StaffMember.name)
        .join(TrainingRecord, TrainingRecord.id == SignOff.record_id)
        .join(StaffMember, StaffMember.id == TrainingRecord.staff_id)
        .join(ChecklistItem, ChecklistItem.id == SignOff.item_id)
        .where(~StaffMember.restricted)
        .order_by(StaffMember.name, TrainingRecord.id, ChecklistItem.position)
    )
    return [
        {
            "name": name,
            "items": code,
            "signed_on": sign.signed_on,
            "evidence": training_word(Evidence(sign.evidence)),
            "applies": _("yes") if sign.applies else _("no"),
            "remark": sign.remark,
            "signed_by": sign.signed_by,
        }
        for sign, code, name in db.execute(query)
    ]

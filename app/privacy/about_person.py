"""Everything the book holds about one person, for an access request (DOMAIN 5).

Promises that every table that names the person is looked at, that whoever prints sees no more
than their account may (sealed notes only when they are sealed to it), and that the result is
plain text in sections, ready for redaction (app/privacy/redaction.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.own import require_person
from app.accounts.roles import Action, may, rule
from app.book import AccountRecord, Book
from app.book.records import ChangeRecord, ChangeRowRecord
from app.dates import long_day, short_moment
from app.language import _
from app.pairs.pairs import members_of
from app.pairs.records import Agreement, AgreementSignature, DeclaredConflict, Goal, Pair, PairMember
from app.pairs.words import AimsMet, CloseReason, Ground, Side, Status
from app.pairs.words import label as pair_word
from app.privacy.records import DataRequest, Disagreement, Restriction
from app.privacy.requests import Right, right_word
from app.sessions.notes import private_notes
from app.sessions.records import Action as ActionRecord
from app.sessions.records import Attendance, MentoringSession, Note
from app.sessions.words import Audience, Mode, State
from app.sessions.words import label as session_word
from app.staff.records import Grade, Need, Offer, StaffMember, Topic
from app.staff.staff_members import found as found_person
from app.training.records import ChecklistItem, SignOff, TrainingRecord


@dataclass(frozen=True, slots=True)
class AboutSection:
    """A titled table of plain texts; *heads* name its columns."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """Everything about *name*, section by section; empty sections are left out."""

    staff_id: int
    name: str
    sections: tuple[AboutSection, ...]


@rule(Action.PRINT_OWN)
def everything_about(book: Book, staff_id: int) -> AboutPerson:
    """Everything about one person, unredacted; raises NotFound, or NotAllowed for another's.

    Who handles rights gets what others wrote about the person elsewhere too, to be reviewed
    before it is handed over; a participant prints what stands in their own pairs and record.
    """
    require_person(book, staff_id)
    reviewed = may(book.account, Action.HANDLE_RIGHTS)
    private = private_notes(book) if staff_id == book.account.staff_id else {}
    with book.reading() as db:
        person = found_person(db, staff_id)
        account = db.scalars(select(AccountRecord).where(AccountRecord.staff_id == staff_id)).first()
        pair_ids = list(db.scalars(select(PairMember.pair_id).where(PairMember.staff_id == staff_id)))
        titles = _titles(db, pair_ids)
        session_ids = list(
            db.scalars(select(MentoringSession.id).where(MentoringSession.pair_id.in_(pair_ids)))
        )
        sections = [
            _facts(db, person, account, notes=reviewed),
            _topics(db, staff_id),
            _pairs(db, staff_id, titles),
            _agreements(db, staff_id, titles),
            _goals(db, pair_ids, titles),
            _sessions(db, pair_ids, titles),
            _record_notes(db, session_ids),
            AboutSection(
                _("Sealed notes you can read"),
                (_("Session"), _("Audience"), _("By"), _("Note")),
                tuple(
                    (_day(db.get_one(MentoringSession, id_).held_on), session_word(note.audience),
                     note.author, note.text)
                    for id_, notes in sorted(private.items()) for note in notes if note.readable
                ),
            ),
            _actions(db, pair_ids, titles),
            _training(db, staff_id),
            _conflicts(db, staff_id),
            *([_mentions(db, person, set(pair_ids), set(session_ids))] if reviewed else []),
            _rights(db, staff_id),
            _history(db, book, person, account),
        ]  # fmt: skip
        return AboutPerson(staff_id, person.name, tuple(each for each in sections if each.rows))


def _facts(db: Session, person: StaffMember, account: AccountRecord | None, *, notes: bool) -> AboutSection:
    grade = db.get(Grade, person.grade_id) if person.grade_id is not None else None
    boss = db.get(StaffMember, person.line_manager_id) if person.line_manager_id is not None else None
    facts = [
        (_("Name"), person.name), (_("Known as"), person.known_as), (_("Grade"), grade.name if grade else ""),
        (_("Ward"), person.ward), (_("E-mail"), person.email), (_("Phone"), person.phone),
        (_("Line manager"), boss.name if boss else ""),
        (_("Availability"), person.availability.replace(" ", ", ").replace("-", " ")),
        (_("Capacity"), str(person.capacity)), (_("Left on"), _day(person.left_on)),
        (_("Restricted"), _("yes") if person.restricted else ""), (_("Notes"), person.notes if notes else ""),
        (
            _("Account"),
            f"{account.name}, {account.role}, {short_moment(account.created_at)}" if account else "",
        ),
    ]  # fmt: skip
    return AboutSection(_("Staff record"), (_("What"), _("As recorded")), tuple(f for f in facts if f[1]))


def _topics(db: Session, staff_id: int) -> AboutSection:
    rows = []
    kinds: tuple[tuple[type[Offer] | type[Need], str], ...] = (
        (Offer, _("can teach")),
        (Need, _("wants to learn")),
    )
    for kind, words in kinds:
        query = select(Topic.name, kind.confidence).join(Topic, Topic.id == kind.topic_id)
        for topic, confidence in db.execute(query.where(kind.staff_id == staff_id).order_by(Topic.name)):
            rows.append((words, topic, str(confidence)))
    return AboutSection(_("Offers and needs"), (_("What"), _("Topic"), _("Confidence, 1 to 5")), tuple(rows))


def _titles(db: Session, pair_ids: Sequence[int]) -> dict[int, str]:
    people = members_of(db, list(pair_ids))
    return {
        id_: _("{mentors} with {mentees}").format(
            mentors=", ".join(p.name for p in sides[Side.MENTOR]),
            mentees=", ".join(p.name for p in sides[Side.MENTEE]),
        )
        for id_, sides in people.items()
    }


def _pairs(db: Session, staff_id: int, titles: dict[int, str]) -> AboutSection:
    query = (
        select(Pair, Topic.name, PairMember.side)
        .join(Topic, Topic.id == Pair.topic_id)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(PairMember.staff_id == staff_id)
        .order_by(Pair.id)
    )
    rows = []
    for pair, topic, side in db.execute(query):
        told = [
            pair.aim,
            _("Paused: {reason}").format(reason=pair.pause_reason) if pair.pause_reason else "",
            _("Started against the gate: {reason} {missing}").format(
                reason=pair.override_reason, missing=pair.override_missing
            )
            if pair.override_on
            else "",
            pair_word(CloseReason(pair.close_reason)) if pair.close_reason else "",
            pair_word(AimsMet(pair.aims_met)) if pair.aims_met else "",
            pair.achievements,
            pair.handed_on,
        ]
        rows.append(
            (titles[pair.id], pair_word(Side(side)), topic, pair_word(Status(pair.status)),
             _day(pair.created_on), "\n".join(text for text in told if text))
        )  # fmt: skip
    heads = (_("Pair"), _("Side"), _("Topic"), _("Status"), _("Proposed"), _("What is recorded"))
    return AboutSection(_("Pairs"), heads, tuple(rows))


def _agreements(db: Session, staff_id: int, titles: dict[int, str]) -> AboutSection:
    query = (
        select(Agreement, AgreementSignature.signed_on)
        .outerjoin(
            AgreementSignature,
            (AgreementSignature.agreement_id == Agreement.id) & (AgreementSignature.staff_id == staff_id),
        )
        .where(Agreement.pair_id.in_(titles))
        .order_by(Agreement.id)
    )
    rows = []
    for agreement, signed_on in db.execute(query):
        terms = (
            agreement.signs_of_success, agreement.frequency, agreement.place, agreement.arranged_by,
            agreement.cancelling, agreement.contact_between, agreement.out_of_bounds,
        )  # fmt: skip
        words = "\n".join(term for term in terms if term)
        rows.append((titles[agreement.pair_id], str(agreement.version), _day(signed_on), words))
    heads = (_("Pair"), _("Version"), _("Signed on"), _("Terms"))
    return AboutSection(_("Agreements"), heads, tuple(rows))


def _goals(db: Session, pair_ids: list[int], titles: dict[int, str]) -> AboutSection:
    rows = [
        (titles[goal.pair_id], goal.text, _number(goal.before), _number(goal.after), _day(goal.achieved_on))
        for goal in db.scalars(select(Goal).where(Goal.pair_id.in_(pair_ids)).order_by(Goal.id))
    ]
    return AboutSection(
        _("Goals"), (_("Pair"), _("Goal"), _("Before"), _("After"), _("Achieved")), tuple(rows)
    )


def _sessions(db: Session, pair_ids: list[int], titles: dict[int, str]) -> AboutSection:
    there: dict[int, list[str]] = {}
    attended = select(Attendance.session_id, StaffMember.name).join(
        StaffMember, StaffMember.id == Attendance.staff_id
    )
    for session_id, name in db.execute(attended.order_by(Attendance.id)):
        there.setdefault(session_id, []).append(name)
    query = (
        select(MentoringSession)
        .where(MentoringSession.pair_id.in_(pair_ids))
        .order_by(MentoringSession.held_on, MentoringSession.id)
    )
    rows = tuple(
        (
            _day(row.held_on), titles[row.pair_id], session_word(State(row.state)), str(row.minutes),
            session_word(Mode(row.mode)) if row.mode else "", ", ".join(there.get(row.id, [])),
            "\n".join(text for text in (row.place, row.summary, row.cancel_reason) if text), row.recorded_by,
        )
        for row in db.scalars(query)
    )  # fmt: skip
    heads = (
        _("Date"), _("Pair"), _("State"), _("Minutes"), _("How"), _("Who was there"),
        _("What is recorded"), _("By"),
    )  # fmt: skip
    return AboutSection(_("Sessions"), heads, rows)


def _record_notes(db: Session, session_ids: list[int]) -> AboutSection:
    query = (
        select(MentoringSession.held_on, AccountRecord.name, Note.text)
        .join(MentoringSession, MentoringSession.id == Note.session_id)
        .join(AccountRecord, AccountRecord.id == Note.author_id)
        .where(Note.session_id.in_(session_ids), Note.audience == Audience.RECORD)
        .order_by(MentoringSession.held_on, Note.id)
    )
    rows = tuple((_day(held_on), author, text) for held_on, author, text in db.execute(query))
    return AboutSection(_("Record notes of these sessions"), (_("Session"), _("By"), _("Note")), rows)


def _actions(db: Session, pair_ids: list[int], titles: dict[int, str]) -> AboutSection:
    query = (
        select(ActionRecord, StaffMember.name)
        .join(StaffMember, StaffMember.id == ActionRecord.owner_id)
        .where(ActionRecord.pair_id.in_(pair_ids))
        .order_by(ActionRecord.id)
    )
    rows = tuple(
        (titles[action.pair_id], action.text, owner, _day(action.due_on), _day(action.done_on))
        for action, owner in db.execute(query)
    )
    return AboutSection(
        _("Actions"), (_("Pair"), _("Action"), _("Owner"), _("Due"), _("Done")), rows
    )  # fmt: skip


def _training(db: Session, staff_id: int) -> AboutSection:
    query = (
        select(SignOff, ChecklistItem.code, ChecklistItem.text)
        .join(ChecklistItem, ChecklistItem.id == SignOff.item_id)
        .join(TrainingRecord, TrainingRecord.id == SignOff.record_id)
        .where(TrainingRecord.staff_id == staff_id)
        .order_by(TrainingRecord.id, ChecklistItem.position)
    )
    rows = tuple(
        (f"{code} {text}", _day(sign.signed_on), sign.evidence, sign.remark, sign.signed_by)
        for sign, code, text in db.execute(query)
    )
    heads = (_("Item"), _("Signed on"), _("Evidence"), _("Remark"), _("Signed by"))
    return AboutSection(_("Mentor training"), heads, rows)


def _conflicts(db: Session, staff_id: int) -> AboutSection:
    conflict = DeclaredConflict
    query = select(conflict).where(or_(conflict.first_id == staff_id, conflict.second_id == staff_id))
    rows = []
    for row in db.scalars(query):
        other = db.get_one(StaffMember, row.second_id if row.first_id == staff_id else row.first_id)
        rows.append((other.name, pair_word(Ground(row.ground)), row.remark, _day(row.declared_on)))
    heads = (_("With whom"), _("Ground"), _("Remark"), _("Declared on"))
    return AboutSection(_("Declared conflicts"), heads, tuple(rows))


def _mentions(db: Session, person: StaffMember, pair_ids: set[int], session_ids: set[int]) -> AboutSection:
    """Texts outside the person's own pairs that hold the full name."""
    rows: list[tuple[str, str]] = []

    def mention(where: str, text: str) -> None:
        if person.name.casefold() in text.casefold():
            rows.append((where, text))

    for session in db.scalars(select(MentoringSession).where(MentoringSession.id.not_in(session_ids))):
        mention(_("Session of {day}").format(day=_day(session.held_on)), session.summary)
    notes = select(Note).where(Note.session_id.not_in(session_ids), Note.audience == Audience.RECORD)
    for note in db.scalars(notes):
        mention(_("Record note of another session"), note.text)
    for action in db.scalars(select(ActionRecord).where(ActionRecord.pair_id.not_in(pair_ids))):
        mention(_("Action of another pair"), action.text)
    for pair in db.scalars(select(Pair).where(Pair.id.not_in(pair_ids))):
        mention(_("Another pair"), "\n".join((pair.aim, pair.achievements, pair.handed_on)).strip())
    for other in db.scalars(select(StaffMember).where(StaffMember.id != person.id)):
        mention(_("Notes on a colleague"), other.notes)
    return AboutSection(_("Mentioned elsewhere"), (_("Where"), _("Text")), tuple(rows))


def _rights(db: Session, staff_id: int) -> AboutSection:
    rows = [
        (right_word(Right(row.kind)), _day(row.received_on), _day(row.answered_on), row.remark)
        for row in db.scalars(select(DataRequest).where(DataRequest.staff_id == staff_id))
    ]
    rows += [
        (_("Statement of disagreement"), _day(row.made_on), "", row.words)
        for row in db.scalars(select(Disagreement).where(Disagreement.staff_id == staff_id))
    ]
    rows += [
        (_("Restriction"), _day(row.since), _day(row.lifted_on), row.reason)
        for row in db.scalars(select(Restriction).where(Restriction.staff_id == staff_id))
    ]
    heads = (_("What"), _("From"), _("To"), _("Words"))
    return AboutSection(_("Requests, statements, restrictions"), heads, tuple(rows))


def _history(db: Session, book: Book, person: StaffMember, account: AccountRecord | None) -> AboutSection:
    touched = select(ChangeRowRecord.change_id).where(
        ChangeRowRecord.kind == "staff_member", ChangeRowRecord.row_id == person.id
    )
    own = ChangeRecord.account_id == (account.id if account is not None else 0)
    query = select(ChangeRecord).where(or_(ChangeRecord.id.in_(touched), own)).order_by(ChangeRecord.id)
    everything = may(book.account, Action.SEE_HISTORY)
    rows = tuple(
        (short_moment(row.at), row.title or "", row.account_name or "")
        for row in db.scalars(query)
        if everything or row.account_id == book.account.id
    )
    return AboutSection(_("History"), (_("When"), _("What"), _("By")), rows)


def _day(day: date | None) -> str:
    return long_day(day) if day is not None else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)

"""The gate: when a pair may become active (DOMAIN 2, rule).

Conflicts checked, every mentor has signed the starred items, and the agreement is signed.  A
manager may override with a reason, which stays in the history and on the agreement.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.own import require_pair
from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import EntryCheck
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.agreement import read_agreement
from app.pairs.conflicts import find_conflicts
from app.pairs.pairs import found as found_pair
from app.pairs.pairs import members_of
from app.pairs.status import move
from app.pairs.words import Side, Status, label
from app.training.templates import MENTOR_CHECKLIST, newest_template
from app.training.training import newest_record, read_training


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing the gate looks for; *key* is conflicts, training or agreement."""

    key: str
    met: bool
    sentence: str
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """All conditions of a pair; open when each is met."""

    conditions: tuple[Condition, ...]

    @property
    def open(self) -> bool:
        """Whether the pair may become active without an override."""
        return all(condition.met for condition in self.conditions)

    @property
    def missing(self) -> tuple[Condition, ...]:
        """The conditions not met."""
        return tuple(condition for condition in self.conditions if not condition.met)


@rule(Action.SEE_OWN)
def look_at_gate(book: Book, pair_id: int) -> Gate:
    """The conditions of a pair as they stand today; raises NotAllowed for one that is not one's own."""
    require_pair(book, pair_id)
    starred = sum(item.starred for item in newest_template(book, MENTOR_CHECKLIST).items)
    with book.reading() as db:
        return _gate(db, pair_id, book.clock.today(), starred)


@rule(Action.EDIT_PAIRS)
def activate_pair(
    book: Book, by: Account, pair_id: int, *, on: date | None = None, override: str = ""
) -> None:
    """Make a proposed or agreed pair active from *on* (today when not given).

    With the gate closed an *override* (the reason, in words) is needed; it is kept with what was
    missing.  Raises :class:`~app.errors.InvalidEntry` for a closed gate without a reason or a date
    before the pair was made or in the future, :class:`~app.errors.KnownProblem` in another status.
    """
    today = book.clock.today()
    day = on or today
    gate = look_at_gate(book, pair_id)
    check = EntryCheck()
    reason = check.text("override", override)
    with book.reading() as db:
        pair = found_pair(db, pair_id)
        status = Status(pair.status)
        if day < pair.created_on:
            check.fault("on", _("The pair was proposed later than this day. Choose a later one."))
    if status not in (Status.PROPOSED, Status.AGREED):
        raise KnownProblem(
            _("This pair is {status}.").format(status=label(status).lower()), _("Nothing was changed.")
        )
    if day > today:
        check.fault("on", _("A pair becomes active today or on an earlier day."))
    missing = " ".join(condition.sentence for condition in gate.missing)
    if missing and not reason:
        check.fault(
            "override",
            _(
                "Cannot start yet: {missing} Complete this, or give the reason for starting all the same."
            ).format(missing=missing),
        )
    check.done()
    title = _("Make a pair active") if gate.open else _("Make a pair active against the gate")
    with book.change(title, by=by) as db:
        pair = found_pair(db, pair_id)
        move(pair, Status.ACTIVE, day)
        pair.active_from = day
        if missing:
            pair.override_by, pair.override_on = by.name, today
            pair.override_reason, pair.override_missing = reason, missing


def _gate(db: Session, pair_id: int, today: date, starred: int) -> Gate:
    pair = found_pair(db, pair_id)
    people = members_of(db, [pair_id])[pair_id]
    mentors, mentees = people[Side.MENTOR], people[Side.MENTEE]
    found = find_conflicts(db, tuple(p.id for p in mentors), tuple(p.id for p in mentees)).conflicts
    conditions = [
        Condition(
            "conflicts",
            not found and pair.conflicts_checked_on is not None,
            " ".join(conflict.sentence for conflict in found)
            or (
                _("Conflicts are checked.") if pair.conflicts_checked_on else _("Conflicts are not checked.")
            ),
        )
    ]
    for mentor in mentors:
        record_id = newest_record(db, mentor.id)
        records = read_training(db, [record_id], today) if record_id else []
        signed, total = (records[0].starred_signed, records[0].starred_total) if records else (0, starred)
        sentence = (
            _("{name} has signed all {total} starred items.").format(name=mentor.name, total=total)
            if signed == total
            else ngettext(
                "{name} has signed {signed} of {total} starred items.",
                "{name} has signed {signed} of {total} starred items.",
                signed,
            ).format(name=mentor.name, signed=signed, total=total)
        )
        conditions.append(Condition("training", signed == total, sentence, mentor.id))
    agreement = read_agreement(db, pair_id)
    unsigned = [s.name for s in agreement.signatures if s.on is None] if agreement else []
    if agreement is not None and agreement.signed_on is not None:
        conditions.append(Condition("agreement", True, _("The agreement is signed.")))
    elif agreement is None or len(unsigned) == len(agreement.signatures):
        conditions.append(Condition("agreement", False, _("The agreement is not signed.")))
    else:
        conditions.append(
            Condition(
                "agreement",
                False,
                _("The agreement is not signed by {names}.").format(names=", ".join(unsigned)),
            )
        )
    return Gate(tuple(conditions))

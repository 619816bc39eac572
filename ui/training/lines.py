"""How training reads: in the list of mentors, in the banner, in a section's head.

Promises: pure functions from training records to words and marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.dates import due_day, long_day, month_name, short_day
from app.language import _, ngettext
from app.training.not_begun import NotBegun
from app.training.training import ItemState, SectionProgress, SignOffView, TrainingView
from app.training.words import Evidence
from ui.kit.lists import Entry
from ui.kit.pills import Marked
from ui.kit.tokens import Tone

REMIND_BEFORE = timedelta(days=60)
FEW = 4

EVIDENCE_ICONS = {
    Evidence.DISCUSSED: "pairs",
    Evidence.OBSERVED: "eye",
    Evidence.REFLECTION: "note",
    Evidence.COURSE: "learn",
}


@dataclass(frozen=True)
class BannerWords:
    """What the banner over a record says; *code* is an item to show."""

    tone: Tone
    icon: str
    strong: str
    rest: str = ""
    code: str = ""


@dataclass(frozen=True)
class WaitingPair:
    """A pair that has not started: its *mentees*, and what its gate still lacks in whole sentences."""

    id: int
    mentees: str
    missing: tuple[str, ...] = ()


def day_month(day: date, today: date) -> str:
    """ "4 June", with the year when it is not this one."""
    return f"{day.day} {month_name(day.month)}" + (f" {day.year}" if day.year != today.year else "")


def entry_of(record: TrainingView, today: date) -> Entry:
    """A mentor in the list."""
    return Entry(
        record.staff_id,
        record.name,
        _("{signed} of {total}").format(signed=record.signed, total=record.total),
        person=record.name,
        right=state_of(record, today),
        progress=(record.signed, record.total),
    )


def entry_before(person: NotBegun) -> Entry:
    """Somebody without a record in the list."""
    return Entry(
        person.staff_id,
        person.name,
        person.grade or person.ward or _("No grade given"),
        person=person.name,
        right=Marked("open", _("Pair waits") if person.mentors else _("Not begun")),
    )


def state_of(record: TrainingView, today: date) -> Marked:
    """Where a mentor stands: starred items to sign, overdue, ready or certified."""
    if not record.ready:
        return Marked("to-sign", _("{n} to sign").format(n=len(record.starred_open)))
    if record.complete:
        return Marked("certified", _("Certified"))
    if record.due_on < today:
        return Marked("overdue", _("Overdue"))
    return Marked("ready", _("Ready"))


def facts(records: Sequence[TrainingView]) -> str:
    """The sentence under the title."""
    if not records:
        return _("No record has been begun")
    ready = sum(record.ready for record in records)
    waiting = len(records) - ready
    parts = [
        ngettext("{n} mentor", "{n} mentors", len(records)).format(n=len(records)),
        ngettext("{n} ready for a first session", "{n} ready for a first session", ready).format(n=ready),
    ]
    if waiting:
        parts.append(
            ngettext("{n} has starred items to sign", "{n} have starred items to sign", waiting).format(
                n=waiting
            )
        )
    return " · ".join(parts)


def own_facts(records: Sequence[TrainingView]) -> str:
    """The sentence under the title for somebody who sees their own record only."""
    if not records:
        return _("No checklist has been begun for you")
    return _("Your checklist: {signed} of {total} items signed").format(
        signed=records[0].signed, total=records[0].total
    )


def banner_words(record: TrainingView, waiting: Sequence[WaitingPair], today: date) -> BannerWords | None:
    """What to say over a record; the pairs *waiting* are those of this mentor that have not started."""
    if not record.ready:
        strong = _("Cannot start yet: {signed} of {total} starred items are signed.").format(
            signed=record.starred_signed, total=record.starred_total
        )
        rest = _open_words(record.starred_open)
        if waiting:
            rest += "; " + ngettext(
                "the pair with {names} waits", "the pairs with {names} wait", len(waiting)
            ).format(names=_listed([pair.mentees for pair in waiting]))
        return BannerWords("watch", "star", strong, f"{rest}.", record.starred_open[0])
    if waiting:
        return _waiting_words(record, waiting)
    if record.complete:
        last = max(
            (s.signed.signed_on for s in record.items if s.signed is not None), default=record.begun_on
        )
        soon = _refresh_words(record, today)
        strong = _("Certified: all {total} items that apply are signed.").format(total=record.total)
        rest = soon or _("The last was signed on {day}.").format(day=long_day(last))
        return BannerWords("good", "shield", strong, rest)
    if record.due_on < today:
        strong = _("Overdue since {day}.").format(day=day_month(record.due_on, today))
        return BannerWords("watch", "clock", strong, f"{_open_words(record.open)}.", record.open[0])
    soon = _refresh_words(record, today)
    return BannerWords("info", "retry", _("Ready for a first session."), soon) if soon else None


def section_mark(section: SectionProgress, record: TrainingView, today: date) -> Marked:
    """The state at the end of a section's line."""
    if section.starred_open:
        return Marked("to-sign", _("{n} to sign").format(n=section.starred_open), calm=True)
    if section.signed == section.total:
        return Marked("complete", _("Complete"))
    late = record.due_on < today
    if late:
        return Marked("overdue", _("Since {day}").format(day=short_day(record.due_on, today)), calm=True)
    return Marked("due", _("By {day}").format(day=due_day(record.due_on, today)), calm=True)


def signed_words(signed: SignOffView, today: date) -> str:
    """Who signed when, short: "R. Abernethy, 6 Mar"."""
    if not signed.applies:
        return _("Does not apply, {day}").format(day=short_day(signed.signed_on, today))
    return f"{short_name(signed.signed_by)}, {short_day(signed.signed_on, today)}"


def short_name(name: str) -> str:
    """First name as an initial: "R. Abernethy"."""
    words = name.split()
    return f"{words[0][0]}. {' '.join(words[1:])}" if len(words) > 1 else name


def refresh_words(state: ItemState, today: date) -> str:
    """When a signed item is to be refreshed; empty when it is not, or not soon."""
    due = state.signed.refresh_on if state.signed is not None else None
    if due is None or due - today > REMIND_BEFORE:
        return ""
    day = day_month(due, today)
    return _("refresh since {day}").format(day=day) if due < today else _("refresh by {day}").format(day=day)


def _waiting_words(record: TrainingView, waiting: Sequence[WaitingPair]) -> BannerWords:
    strong = ngettext(
        "The starred item is signed.", "All {total} starred items are signed.", record.starred_total
    ).format(total=record.starred_total)
    if not record.starred_total:
        strong = _("Ready for a first session.")
    sentences = []
    free = [pair.mentees for pair in waiting if not pair.missing]
    if free:
        sentences.append(
            ngettext(
                "The pair with {names} can start.", "The pairs with {names} can start.", len(free)
            ).format(names=_listed(free))
        )
    for pair in waiting:
        if pair.missing:
            words = _("The pair with {names} still waits: {missing}")
            sentences.append(words.format(names=pair.mentees, missing=" ".join(pair.missing)))
    return BannerWords("good" if free else "info", "pairs", strong, " ".join(sentences))


def _refresh_words(record: TrainingView, today: date) -> str:
    soon = [state.item.code for state in record.items if refresh_words(state, today)]
    if not soon:
        return ""
    return ngettext(
        "{codes} is to be refreshed soon.", "{codes} are to be refreshed soon.", len(soon)
    ).format(codes=_listed(soon))


def _open_words(codes: Sequence[str]) -> str:
    if len(codes) > FEW:
        return ngettext("{n} item is open", "{n} items are open", len(codes)).format(n=len(codes))
    return ngettext("{codes} is open", "{codes} are open", len(codes)).format(codes=_listed(codes))


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])

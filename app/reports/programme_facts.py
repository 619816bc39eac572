"""What the programme summary says: its facts, read once, and the sentences that follow from them.

Each sentence has its rule in its docstring; none praises or blames (PRINT_STYLE 8).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.accounts.roles import Action, rule
from app.book import Book
from app.dates import add_months
from app.language import _, ngettext
from app.pairs.words import SUCCESSFUL, Status
from app.programmes.programmes import ProgrammeView, get_programme, list_programmes
from app.reports.options import Options
from app.reports.pair_words import well
from app.reports.words import capital, in_words, share_in_words
from app.sessions.activity import MonthOfSessions, sessions_by_month
from app.sessions.pair_rows import PairRow, first_active_day, list_pairs
from app.training.readiness import Readiness, list_readiness

MONTHS_SHOWN = 12
_SECOND_YEAR = date(2, 1, 1)


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What the summary is made from; *whole*: the programme so far, not a chosen period."""

    today: date
    since: date
    until: date
    programme: ProgrammeView | None
    whole: bool
    pairs: tuple[PairRow, ...]
    months: tuple[MonthOfSessions, ...]
    mentors: tuple[Readiness | None, ...]

    @property
    def held(self) -> int:
        """Sessions held in the period."""
        return sum(month.held for month in self.months)

    @property
    def quiet(self) -> tuple[PairRow, ...]:
        """Pairs whose light is amber or red."""
        return tuple(pair for pair in self.pairs if pair.needs_attention)

    @property
    def ready(self) -> int:
        """Mentors who have every starred item signed."""
        return sum(record is not None and record.ready for record in self.mentors)


@rule(Action.PRINT_ALL)
def read_facts(book: Book, options: Options) -> SummaryFacts:
    """The facts of one programme or of all; without dates the whole time of the programme until today.

    Raises :class:`~app.errors.NotFound` for a programme that is not in the book.
    """
    today = book.clock.today()
    programmes = {programme.id: programme for programme in list_programmes(book)}
    used = [programme.id for programme in programmes.values() if programme.all_pairs]
    only = used[0] if len(used) == 1 else None
    if options.programme_id is not None:
        programme: ProgrammeView | None = get_programme(book, options.programme_id)
    else:
        programme = programmes.get(only) if only is not None else None
    whole = options.since is None and options.until is None
    until = min(options.until or today, today)
    begun = first_active_day(book, options.programme_id) or today
    # A pair that met before its programme was entered here counts from its own beginning.
    first = min(programme.starts_on, begun) if programme is not None else begun
    year_ago = add_months(max(until, _SECOND_YEAR).replace(day=1), 1 - MONTHS_SHOWN)
    since = options.since or (min(first, until) if whole and programme else max(first, year_ago))
    since = min(since, until)
    pairs = list_pairs(book, statuses=tuple(Status), programme_id=options.programme_id, ended_since=since)
    if options.programme_id is None and any(pair.programme_id != only for pair in pairs):
        programme = None
    months = sessions_by_month(book, since, until, programme_id=options.programme_id)
    records = {record.staff_id: record for record in list_readiness(book)}
    mentor_ids = dict.fromkeys(
        person.id
        for pair in pairs
        if pair.status is not Status.CLOSED or pair.close_reason in SUCCESSFUL
        for person in pair.mentors
    )
    return SummaryFacts(
        today=today,
        since=since,
        until=until,
        programme=programme,
        whole=whole,
        pairs=tuple(pairs),
        months=tuple(months),
        mentors=tuple(records.get(staff_id) for staff_id in mentor_ids),
    )


# --- sentences --------------------------------------------------------------------------------


def headline(facts: SummaryFacts) -> str:
    """Pairs on course or finished out of all; then how many have gone quiet (amber or red)."""
    count, good, quiet = len(facts.pairs), sum(map(well, facts.pairs)), len(facts.quiet)
    if not count:
        return _("There are no pairs yet.")
    if good == count:
        return ngettext(
            "The one pair is on course or finished.", "All {n} pairs are on course or finished.", count
        ).format(n=in_words(count))
    if count == 1:
        return (
            _("The one pair has gone quiet and needs a decision tonight.")
            if quiet
            else _("The one pair is neither on course nor finished.")
        )
    part, whole = share_in_words(good, count)
    first = capital(
        ngettext(
            "{good} of {n} pairs is on course or finished",
            "{good} of {n} pairs are on course or finished",
            good,
        ).format(good=part, n=whole)
    )
    if not quiet:
        return _("{first}; none has gone quiet.").format(first=first)
    second = ngettext(
        "{n} has gone quiet and needs a decision tonight.",
        "{n} have gone quiet and need a decision tonight.",
        quiet,
    ).format(n=in_words(quiet))
    return f"{first}; {second}"


def second_line(facts: SummaryFacts) -> str:
    """How much protected time was lost, then how many mentors may not start yet."""
    sentences = []
    if facts.held:
        sentences.append(_protected_sentence(facts))
    waiting = len(facts.mentors) - facts.ready
    if waiting:
        sentences.append(
            capital(
                ngettext(
                    "{n} mentor lacks starred training items.",
                    "{n} mentors lack starred training items.",
                    waiting,
                ).format(n=in_words(waiting))
            )
        )
    return " ".join(sentences)


def _protected_sentence(facts: SummaryFacts) -> str:
    lost = facts.held - sum(month.kept for month in facts.months)
    share = lost / facts.held
    if not lost:
        return _("Every session kept its protected time.")
    for limit, words in (
        (2 / 3, _("More than two thirds of the sessions lost some protected time.")),
        (1 / 2, _("More than half of the sessions lost some protected time.")),
        (1 / 3, _("More than a third of the sessions lost some protected time.")),
        (1 / 4, _("More than a quarter of the sessions lost some protected time.")),
    ):
        if share > limit:
            return words
    return ngettext(
        "Of {all} sessions, {n} lost some protected time.",
        "Of {all} sessions, {n} lost some protected time.",
        lost,
    ).format(n=in_words(lost), all=in_words(facts.held))


# --- numbers ---------------------------------------------------------------------------------


def due_by_now(facts: SummaryFacts) -> int:
    """Sessions due: those held, and what active pairs have fallen behind their plan in step with its time.

    Paused, closed, proposed and agreed pairs are behind with nothing.
    """
    due = facts.held
    for pair in facts.pairs:
        if pair.status is Status.ACTIVE and pair.active_from is not None:
            end = pair.planned_end or pair.active_from + timedelta(weeks=26)
            share = (facts.today - pair.active_from).days / max(1, (end - pair.active_from).days)
            due += max(0, int(pair.planned_sessions * min(1.0, share)) - pair.held)
    return due


def plan_a_month(facts: SummaryFacts) -> float | None:
    """What the pairs under way plan together for a month; only where one programme sets the pace."""
    if facts.programme is None or not facts.whole:
        return None
    planned = 0.0
    for pair in facts.pairs:
        if pair.active_from is None or (pair.status is Status.CLOSED and not well(pair)):
            continue
        end = pair.planned_end or pair.active_from + timedelta(weeks=facts.programme.weeks)
        planned += pair.planned_sessions / max(1.0, (end - pair.active_from).days / 30.4)
    return float(round(planned)) or None

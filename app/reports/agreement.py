"""The mentoring agreement: thirteen clauses and the signatures; blank, pre-filled or as agreed (DOMAIN 4).

Blank leaves room for names and terms, pre-filled for the terms alone; what the unit or the law
decides stands in all three.
"""

from datetime import date, timedelta

from app.accounts.roles import Action, may, rule
from app.book import Book
from app.dates import add_months, long_day
from app.language import _, ngettext
from app.pairs.agreement import AgreementView, Terms, agreement_versions, get_agreement
from app.pairs.conflicts import check_conflicts
from app.pairs.pairs import PairView, Person, get_pair
from app.programmes.programmes import get_programme
from app.reports.document import (
    Block,
    Cell,
    Column,
    Density,
    Document,
    Fact,
    Facts,
    Field,
    Fields,
    Heading,
    Lines,
    PageBreak,
    Reader,
    Row,
    Signatory,
    Signature,
    Table,
    WritingSpace,
)
from app.reports.inline import Text, person, strong
from app.reports.options import (
    PAIR_PAPERS_KEPT_MONTHS,
    FillIn,
    Options,
    chosen,
    pair_fate,
    printed,
    shred_when_recorded,
    write_in_ink,
)
from app.reports.words import capital, in_words, listed
from app.staff.staff_members import get_staff_member

_LETTERS_A_LINE = 84
_LINES_TO_WRITE_ON, _LINES_FOR_AN_AIM = 2, 3
_MONTHS_WITHOUT_POWER = 6
# mm: what the review, its signatures and the versions take; with less left it stands on a page of its own.
_ROOM_FOR_MIDWAY = 150.0
_ON_THE_FIRST_PAGE = 4  # signatures


@rule(Action.PRINT_OWN)
def build(book: Book, options: Options) -> Document:
    """The agreement of a pair, or the form for one; raises NotEnoughSaid without a pair, NotFound."""
    if options.fill_in is FillIn.BLANK:
        return _document(book, None, None)
    pair = get_pair(book, chosen(options.pair_id, _("Choose the pair whose agreement it is.")))
    pre_filled = options.fill_in is FillIn.PRE_FILLED
    return _document(book, pair, None if pre_filled else get_agreement(book, pair.id))


def _document(book: Book, pair: PairView | None, agreement: AgreementView | None) -> Document:
    today = book.clock.today()
    title = _("Mentoring agreement")
    signatories = _signatories(book, pair, agreement)
    blocks: list[Block] = [
        _parties(book, pair, agreement),
        Table(
            (Column("", 7, numbers=True), Column("", 43, strong=True), Column("", 125)),
            tuple(
                Row((str(number), head, text))
                for number, (head, text) in enumerate(_clauses(book, pair, agreement), 1)
            ),
            density=Density.CLAUSES if agreement else Density.NORMAL,
            caption=_("Clauses"),
            keep_next=True,
        ),
        Heading(_("Signatures"), _("the pair can start when everybody has signed")),
        Signature(signatories),
        PageBreak(room=_ROOM_FOR_MIDWAY),
        Heading(_("Midway review"), _("what we change, in our own words; then record it as a new version")),
        # More signatures leave the review less of the second page, never a third one.
        WritingSpace("", "", 8 if len(signatories) <= _ON_THE_FIRST_PAGE else 5),
        Signature(_at_midway(pair)),
    ]
    facts: tuple[str, ...] = (write_in_ink(),)
    fate = shred_when_recorded()
    if pair is not None and agreement is not None:
        programme = get_programme(book, pair.programme_id).name if pair.programme_id else ""
        made = _("version {n} of {day}").format(n=agreement.version, day=long_day(agreement.made_on))
        facts = (programme, pair.topic, made)
        fate = pair_fate(pair.closure.on if pair.closure else pair.planned_end, today)
        blocks += _versions(book, pair)
    return printed(book, title, Reader.CONFIDENTIAL, tuple(blocks), facts=facts, fate=fate)


def _parties(book: Book, pair: PairView | None, agreement: AgreementView | None) -> Fields | Facts:
    """Who agrees: lines to write on, or to stand where the pen would, until there is an agreement."""
    if pair is None or agreement is None:
        return Fields(
            (
                (
                    Field(_("Mentor"), 55, _names(pair.mentors) if pair else None),
                    Field(_("Mentee"), 55, _names(pair.mentees) if pair else None),
                    Field(_("Topic"), 55, pair.topic if pair else None),
                ),
            )
        )
    facts = [
        Fact(ngettext("Mentor", "Mentors", len(pair.mentors)), _with_roles(pair.mentors), 60),
        Fact(ngettext("Mentee", "Mentees", len(pair.mentees)), _with_roles(pair.mentees), 60),
    ]
    if may(book.account, Action.PRINT_ALL):
        facts.append(Fact(_("Coordinator"), (strong(person(book.account.name)), book.unit.name), 55))
    return Facts(tuple(facts))


def _names(people: tuple[Person, ...]) -> str:
    return ", ".join(person(one.name) for one in people)


def _with_roles(people: tuple[Person, ...]) -> tuple[Text, ...]:
    lines: list[Text] = []
    for one in people:
        role = ", ".join(part for part in (one.grade, one.ward) if part)
        lines += [strong(person(one.name)), *([role] if role else [])]
    return tuple(lines)


# --- the clauses ------------------------------------------------------------------------------


def _clauses(book: Book, pair: PairView | None, agreement: AgreementView | None) -> list[tuple[str, Cell]]:
    terms = agreement.terms if agreement else Terms()
    return [
        (_("Aim and signs of success"), _aim(pair, agreement)),
        (_("Meetings"), _meetings(pair, agreement)),
        (_("Cancelling"), _term(terms.cancelling, agreement)),
        (_("In between"), _term(terms.contact_between, agreement)),
        (_("Protected time"), _protected_time(pair)),
        (_("What is recorded"), _recorded(pair, book.clock.today())),
        (_("Confidence and its limits"), _confidence(book)),
        (_("Out of bounds"), _term(terms.out_of_bounds, agreement)),
        (_("Conflicts of interest"), _conflicts(book, pair)),
        (
            _("No power over each other"),
            _(
                "Neither of us assesses the other, sits on a panel about the other or writes a reference for "
                "the other while this lasts and for {n} months after."
            ).format(n=in_words(_MONTHS_WITHOUT_POWER)),
        ),
        (
            _("Upward feedback"),
            _(
                "The mentee asks for candour and will not hold it against the mentor. Both ask before "
                "arguing, and say what they changed."
            ),
        ),
        (
            _("Ending without fault"),
            _(
                "Either of us may stop at any time by telling the coordinator. We try to meet once to say "
                "thank you and hand over what is open."
            ),
        ),
        (_("Midway"), _midway(pair)),
    ]


def _term(text: str, agreement: AgreementView | None) -> Cell:
    """A term in the pair's words; room to write where nothing is agreed yet."""
    if agreement is None:
        return _room("")
    return _sentence(text) if text else _("Nothing agreed.")


def _room(text: str, lines: int = _LINES_TO_WRITE_ON) -> Cell:
    """*text* and room to write below it: as high with it as without, unless it is long."""
    taken = -(-len(text) // _LETTERS_A_LINE)
    return Lines((text or "\u00a0", *["\u00a0"] * (lines - max(1, taken))))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _aim(pair: PairView | None, agreement: AgreementView | None) -> Cell:
    aim = _sentence(pair.aim) if pair is not None and pair.aim else ""
    if agreement is None:
        return _room(aim, _LINES_FOR_AN_AIM)
    signs = agreement.terms.signs_of_success
    if not signs:
        return aim or _("Nothing agreed.")
    return _("{aim} We will know by: {signs}").format(aim=aim, signs=_sentence(signs)).strip()


def _meetings(pair: PairView | None, agreement: AgreementView | None) -> Cell:
    if pair is None:
        return _room("")
    said = ngettext(
        "{n} session of {minutes} minutes", "{n} sessions of {minutes} minutes", pair.planned_sessions
    ).format(n=capital(in_words(pair.planned_sessions)), minutes=pair.session_minutes)
    if pair.planned_end is not None:
        said = _("{sessions}, until {day}").format(sessions=said, day=long_day(pair.planned_end))
    if agreement is None:
        return _room(f"{said}.")
    terms = agreement.terms
    parts = [f"{said}."]
    for label, text in (
        (_("How often: {text}"), terms.frequency),
        (_("Where: {text}"), terms.place),
        (_("Who arranges: {text}"), terms.arranged_by),
    ):
        if text:
            parts.append(_sentence(label.format(text=text)))
    return " ".join(parts)


def _protected_time(pair: PairView | None) -> str:
    if pair is None:
        return _("The minutes of each session stand in both job plans, as signed below.")
    return _("{n} minutes a session stand in both job plans, as signed below.").format(n=pair.session_minutes)


def _recorded(pair: PairView | None, today: date) -> str:
    words = _(
        "Dates, minutes, the aim, actions and Record notes: the manager may read these. Pair notes: those of "
        "us in the pair. Only-me notes: their author. Never patients, never named third parties."
    )
    end = (pair.closure.on if pair.closure else pair.planned_end) if pair else None
    fate = (
        _("Destroyed on {day}.").format(day=long_day(add_months(end, PAIR_PAPERS_KEPT_MONTHS)))
        if end
        else _("Destroyed {n} months after the end.").format(n=PAIR_PAPERS_KEPT_MONTHS)
    )
    law = _("Any note may have to be shown to a person who asks for their own data.")
    return f"{words} {fate} {law}"


def _confidence(book: Book) -> str:
    contact = book.unit.speaking_up_contact.rstrip(".")
    whom = f" ({contact})" if contact else ""
    return _(
        "What we say stays between us, except where somebody may come to harm, where policy or patient "
        "safety is breached, or where something is illegal. Then we use the speaking-up route{whom}, and "
        "tell each other first when that is safe."
    ).format(whom=whom)


def _conflicts(book: Book, pair: PairView | None) -> Cell:
    if pair is None:
        return _room("")
    parts = [
        _("Checked on {day}.").format(day=long_day(pair.conflicts_checked_on))
        if pair.conflicts_checked_on
        else _("Not checked yet.")
    ]
    if may(book.account, Action.EDIT_PAIRS):
        found = check_conflicts(
            book, tuple(one.id for one in pair.mentors), tuple(one.id for one in pair.mentees)
        )
        parts += [conflict.sentence for conflict in found.conflicts] or [
            _("No shared reporting line, none declared.")
        ]
    if pair.override is None:
        parts.append(_("Overrides: none."))
    else:
        parts.append(
            _("Override by {name} on {day}: {reason} Missing then: {missing}").format(
                name=person(pair.override.by),
                day=long_day(pair.override.on),
                reason=_sentence(pair.override.reason),
                missing=_sentence(pair.override.missing),
            )
        )
    return " ".join(parts)


def _midway(pair: PairView | None) -> str:
    start = (pair.active_from or pair.created_on) if pair else None
    if pair is None or start is None or pair.planned_end is None or pair.planned_end <= start:
        return _("We read this agreement again half-way and sign any change overleaf.")
    day = start + timedelta(days=(pair.planned_end - start).days // 2)
    return _("We read this agreement again by {day} and sign any change overleaf.").format(day=long_day(day))


# --- who signs --------------------------------------------------------------------------------


def _signatories(book: Book, pair: PairView | None, agreement: AgreementView | None) -> tuple[Signatory, ...]:
    starred = _("I have signed the starred checklist items.")
    asked = _("I asked to be taught this and I invite candour.")
    if pair is None:
        people = [Signatory(_("Mentor"), " ", starred), Signatory(_("Mentee"), " ", asked)]
        minutes = _("The minutes of each session stand in the rota or job plan.")
    else:
        signed = {each.staff_id: each.on for each in agreement.signatures} if agreement else {}
        people = [
            Signatory(_signed(role, signed.get(one.id)), person(one.name), words)
            for role, words, side in (
                (_("Mentor"), starred, pair.mentors),
                (_("Mentee"), asked, pair.mentees),
            )
            for one in side
        ]
        minutes = _("{n} minutes a session stand in the rota or job plan.").format(n=pair.session_minutes)
    return (
        *people,
        Signatory(_("For the mentor’s protected time"), _managers(book, pair, mentors=True), minutes),
        Signatory(_("For the mentee’s protected time"), _managers(book, pair, mentors=False), minutes),
    )


def _signed(role: str, on: date | None) -> str:
    return _("{role}, signed on {day}").format(role=role, day=long_day(on)) if on else role


def _managers(book: Book, pair: PairView | None, *, mentors: bool) -> str:
    """The line managers of one side, as far as whoever prints may see them."""
    if pair is None or not may(book.account, Action.PRINT_ALL):
        return " "
    side = pair.mentors if mentors else pair.mentees
    found = dict.fromkeys(get_staff_member(book, one.id).line_manager for one in side)
    return listed([person(name) for name in found if name]) or " "


def _at_midway(pair: PairView | None) -> tuple[Signatory, ...]:
    words = _("I agree to the change.")
    if pair is None:
        return (Signatory(_("Mentor"), " ", words), Signatory(_("Mentee"), " ", words))
    return tuple(
        Signatory(role, person(one.name), words)
        for role, side in ((_("Mentor"), pair.mentors), (_("Mentee"), pair.mentees))
        for one in side
    )


def _versions(book: Book, pair: PairView) -> list[Block]:
    words = {
        "signs_of_success": _("signs of success"),
        "frequency": _("how often"),
        "place": _("place"),
        "arranged_by": _("who arranges"),
        "cancelling": _("cancelling"),
        "contact_between": _("contact in between"),
        "out_of_bounds": _("out of bounds"),
    }
    rows = tuple(
        Row(
            (
                str(each.version),
                long_day(each.made_on),
                capital(listed([words[name] for name in each.changed])) or _("First version"),
                _("all, by {day}").format(day=long_day(each.signed_on))
                if each.signed_on
                else _("not signed by all"),
            )
        )
        for each in agreement_versions(book, pair.id)
    )
    columns = (
        Column(_("Version"), 18),
        Column(_("Date"), 32),
        Column(_("What changed"), 80),
        Column(_("Signed"), 45),
    )
    title = _("Versions")
    return [Heading(title), Table(columns, rows, caption=title, keep_whole=True)]

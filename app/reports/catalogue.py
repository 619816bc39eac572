"""Every report there is: its name, its group, what it may be asked for, and who builds it.

Builders are imported when they are used, so that the catalogue costs nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from typing import cast

from app.accounts.own import refuse_restricted
from app.accounts.roles import Action, may, require, rule
from app.book import Account, Book
from app.errors import KnownProblem
from app.language import _
from app.pairs.pairs import pairs_of_person
from app.reports.document import Document, Reader
from app.reports.options import FillIn, Options
from app.sessions.session_views import get_session


class Group(StrEnum):
    """The groups of the list of reports."""

    MEETING = "meeting"
    PAIR = "pair"
    TRAINING = "training"
    PERSON = "person"
    PRIVACY = "privacy"


class Takes(StrEnum):
    """What a report may be asked for."""

    PAIR = "pair"
    STAFF = "staff"
    SESSION = "session"
    PROGRAMME = "programme"
    PERIOD = "period"
    FILL_IN = "fill-in"
    INITIALS = "initials"
    CHARTS = "charts"


@dataclass(frozen=True, slots=True)
class Report:
    """One report: *kind* is its name on the command line (DESIGN 6).

    *takes* may be given; *needs* must be given unless the form is blank.
    """

    kind: str
    title: str
    description: str
    group: Group
    reader: Reader
    takes: frozenset[Takes]
    needs: frozenset[Takes]
    fill_ins: tuple[FillIn, ...]
    module: str


class NoSuchReport(KnownProblem):
    """There is no report of that name."""


_FORM = (FillIn.COMPLETED, FillIn.PRE_FILLED, FillIn.BLANK)
ABOUT_PERSON = "about-person"
_ALIASES = {"meeting-pack": "programme-summary"}


def group_title(group: Group) -> str:
    """The words above a group."""
    return {
        Group.MEETING: _("For the meeting"),
        Group.PAIR: _("About a pair"),
        Group.TRAINING: _("Training"),
        Group.PERSON: _("About a person"),
        Group.PRIVACY: _("Confidence and law"),
    }[group]


def reports() -> tuple[Report, ...]:
    """All reports, in the order of the list."""
    return (
        Report(
            "programme-summary",
            _("Programme summary"),
            _("The meeting pack: what happened, what is stuck, what is due."),
            Group.MEETING,
            Reader.MEETING,
            frozenset({Takes.PROGRAMME, Takes.PERIOD, Takes.INITIALS, Takes.CHARTS}),
            frozenset(),
            (FillIn.COMPLETED,),
            "programme_summary",
        ),
        Report(
            "knowledge-map",
            _("Knowledge map"),
            _("Topic by topic who teaches it, who wants to learn it, and needs nobody meets."),
            Group.MEETING,
            Reader.MEETING,
            frozenset({Takes.INITIALS}),
            frozenset(),
            (FillIn.COMPLETED,),
            "knowledge_map",
        ),
        Report(
            "pair-summary",
            _("Pair summary"),
            _("One pair on a page: aim, sessions, goals, open actions."),
            Group.PAIR,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PAIR, Takes.CHARTS}),
            frozenset({Takes.PAIR}),
            (FillIn.COMPLETED,),
            "pair_summary",
        ),
        Report(
            "agreement",
            _("Mentoring agreement"),
            _("What a pair agrees on, to sign; blank, pre-filled or as agreed."),
            Group.PAIR,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PAIR, Takes.FILL_IN}),
            frozenset({Takes.PAIR}),
            _FORM,
            "agreement",
        ),
        Report(
            "session-record",
            _("Session record"),
            _("One session: a form to write on, or what was recorded."),
            Group.PAIR,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PAIR, Takes.SESSION, Takes.FILL_IN}),
            frozenset({Takes.PAIR}),
            _FORM,
            "session_record",
        ),
        Report(
            "session-log",
            _("Session log"),
            _("All sessions of a pair, a person or a period."),
            Group.PAIR,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PAIR, Takes.STAFF, Takes.PERIOD}),
            frozenset(),
            (FillIn.COMPLETED,),
            "session_log",
        ),
        Report(
            "action-list",
            _("Action list"),
            _("Every open action by its owner, those overdue first."),
            Group.PAIR,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PAIR, Takes.STAFF}),
            frozenset(),
            (FillIn.COMPLETED,),
            "action_list",
        ),
        Report(
            "training-record",
            _("Training record"),
            _("One mentor’s checklist: what is signed, by whom, what is due."),
            Group.TRAINING,
            Reader.CONFIDENTIAL,
            frozenset({Takes.STAFF, Takes.FILL_IN, Takes.CHARTS}),
            frozenset({Takes.STAFF}),
            _FORM,
            "training_record",
        ),
        Report(
            "certificate",
            _("Certificate of mentor training"),
            _("For a mentor whose every item is signed, who keeps it."),
            Group.TRAINING,
            Reader.OPEN,
            frozenset({Takes.STAFF}),
            frozenset({Takes.STAFF}),
            (FillIn.COMPLETED,),
            "certificate",
        ),
        Report(
            "training-matrix",
            _("Training matrix"),
            _("All mentors by section of the checklist, and what is due next."),
            Group.TRAINING,
            Reader.MEETING,
            frozenset({Takes.INITIALS}),
            frozenset(),
            (FillIn.COMPLETED,),
            "training_matrix",
        ),
        Report(
            "cpd-statement",
            _("CPD statement"),
            _("One person’s sessions and hours for revalidation, who keeps it."),
            Group.PERSON,
            Reader.CONFIDENTIAL,
            frozenset({Takes.STAFF, Takes.PERIOD}),
            frozenset({Takes.STAFF}),
            (FillIn.COMPLETED,),
            "cpd_statement",
        ),
        Report(
            ABOUT_PERSON,
            _("Everything about one person"),
            _("For an access request: all the book holds, other people redacted."),
            Group.PERSON,
            Reader.CONFIDENTIAL,
            frozenset({Takes.STAFF}),
            frozenset({Takes.STAFF}),
            (FillIn.COMPLETED,),
            "about_person",
        ),
        Report(
            "privacy-notice",
            _("Privacy notice"),
            _("What is kept about people, why, who reads it, and their rights."),
            Group.PRIVACY,
            Reader.OPEN,
            frozenset(),
            frozenset(),
            (FillIn.COMPLETED,),
            "privacy_notice",
        ),
        Report(
            "system-record",
            _("System record"),
            _("For the unit’s asset register: what the program is and how it is secured."),
            Group.PRIVACY,
            Reader.MEETING,
            frozenset(),
            frozenset(),
            (FillIn.COMPLETED,),
            "system_record",
        ),
        Report(
            "screening-note",
            _("Data-protection screening note"),
            _("The screening questions with answers to start from, for the governance lead."),
            Group.PRIVACY,
            Reader.MEETING,
            frozenset(),
            frozenset(),
            (FillIn.COMPLETED,),
            "screening_note",
        ),
        Report(
            "history-extract",
            _("History extract"),
            _("Who did what and when in a period, and that the chain is unbroken."),
            Group.PRIVACY,
            Reader.CONFIDENTIAL,
            frozenset({Takes.PERIOD}),
            frozenset(),
            (FillIn.COMPLETED,),
            "history_extract",
        ),
    )


def report(kind: str) -> Report:
    """The report named *kind*; raises :class:`NoSuchReport`."""
    wanted = _ALIASES.get(kind, kind)
    for entry in reports():
        if entry.kind == wanted:
            return entry
    known = ", ".join(entry.kind for entry in reports())
    raise NoSuchReport(
        _("There is no report named “{kind}”.").format(kind=kind),
        "",
        _("Choose one of: {kinds}.").format(kinds=known),
    )


def reports_for(account: Account) -> tuple[Report, ...]:
    """The reports an account may print: a participant those about their own pairs and training."""
    if may(account, Action.PRINT_ALL):
        return reports()
    if may(account, Action.PRINT_OWN):
        return tuple(
            entry
            for entry in reports()
            if entry.reader is Reader.OPEN
            or (entry.reader is Reader.CONFIDENTIAL and entry.group is not Group.PRIVACY)
        )
    return ()


@rule(Action.PRINT_OWN)
def build(kind: str, book: Book, options: Options) -> Document:
    """The document of a report, from what the book holds now, for whoever is signed in.

    Raises :class:`NoSuchReport`, :class:`~app.reports.options.NotEnoughSaid` when it is not said what the
    report is about, :class:`~app.errors.NotFound` for an id that is not in the book, and
    :class:`~app.errors.NotAllowed` for what is not the account's own to print.
    """
    entry = report(kind)
    options = _own(book, entry, options)
    if entry.kind != ABOUT_PERSON:
        pair_id = options.pair_id
        if options.session_id is not None:
            pair_id = get_session(book, options.session_id).pair_id
        refuse_restricted(book, pair_id=pair_id, staff_id=options.staff_id)
    module = import_module(f"app.reports.{entry.module}")
    builder = cast("Callable[[Book, Options], Document]", module.build)
    return builder(book, options)


def _own(book: Book, entry: Report, options: Options) -> Options:
    """*options* as the account may ask for them: a participant's log is of their own sessions."""
    account = book.account
    if may(account, Action.PRINT_ALL):
        return options
    if entry not in reports_for(account):
        require(account, Action.PRINT_ALL)
    if options.fill_in is FillIn.BLANK:
        return options
    pair_id = options.pair_id
    if options.session_id is not None:
        pair_id = get_session(book, options.session_id).pair_id
    own_pairs = {pair.id for pair in pairs_of_person(book, account.staff_id)} if account.staff_id else set()
    stranger = options.staff_id not in (None, account.staff_id)
    if stranger or (pair_id is not None and pair_id not in own_pairs):
        require(account, Action.PRINT_ALL)
    if pair_id is None and account.staff_id is not None:
        return replace(options, staff_id=account.staff_id)
    if pair_id is None and account.staff_id is None:
        require(account, Action.PRINT_ALL)
    return options

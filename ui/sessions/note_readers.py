"""Who may read a note, in one plain line before anything is typed (DOMAIN 2, 5; STYLE 4).

Promises: the line names who reads, says that a subject may ask for it, and says who cannot
read yet because they have no account; what a programme's note mode leaves out says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.book import Account, Book, read_cover
from app.errors import KnownProblem
from app.language import _, ngettext
from app.pairs.pairs import PairView, Person
from app.sessions.note_mode import Part, recorded
from app.sessions.notes import WhoReads, who_reads
from app.sessions.words import Audience
from ui.sessions.people import short_names


@dataclass(frozen=True)
class ReaderLine:
    """The line of one audience: *strong* who reads, the *rest*, and who has to *wait* for an account."""

    strong: str
    rest: str
    waiting: str = ""


@dataclass(frozen=True)
class NoteRules:
    """For one pair and who is signed in: the line of each audience that is open, why the others are shut.

    *of_pair* says whether who is signed in is one of the pair; *left_out* what its programme does not
    record, for the reason in the sentence *why*.
    """

    lines: Mapping[Audience, ReaderLine]
    shut: Mapping[Audience, str]
    of_pair: bool
    left_out: frozenset[Part] = frozenset()
    why: str = ""


def note_rules(book: Book, pair: PairView) -> NoteRules:
    """What the note box offers for a session of *pair*."""
    people = pair.mentors + pair.mentees
    own = book.account.staff_id
    of_pair = own is not None and own in [person.id for person in people]
    kept = recorded(book, pair.id)
    shut = {}
    if Part.NOTES in kept.left_out:
        shut = dict.fromkeys((Audience.RECORD, Audience.PAIR), kept.sentence)
    if not of_pair:
        shut[Audience.PAIR] = _("Only the people of the pair write notes for it.")
    lines = {
        audience: reader_line(book, people, who_reads(book, pair.id, audience))
        for audience in Audience
        if audience not in shut
    }
    return NoteRules(lines, shut, of_pair, kept.left_out, kept.sentence)


def reader_line(book: Book, people: Sequence[Person], found: WhoReads) -> ReaderLine:
    """The line of one audience; *people* are those of the pair."""
    account = book.account
    called = dict(short_names(people))
    others = [called[person.id] for person in people if person.id != account.staff_id]
    rest = ""
    if others:
        rest = _("It may have to be shown if {who} asks for their data.").format(who=_(" or ").join(others))
    if found.audience is Audience.RECORD:
        return ReaderLine(_("The pair and the manager can read this, and it may be printed."), rest)
    if found.audience is Audience.ONLY_ME:
        words = _("Only you can read this.")
        return ReaderLine(
            words if account.role == "manager" else _("Only you can read this, not the manager."), rest
        )
    mine = {person.name for person in people if person.id == account.staff_id}
    named = [name for name in found.names if not any(name.startswith(own) for own in mine)]
    readers = _(" and ").join([", ".join([_("you"), *named[:-1]]), *named[-1:]]) if named else _("you")
    strong = (
        _("Only {readers} can read this.")
        if _a_manager_reads(book, account, named)
        else _("Only {readers} can read this, not the manager.")
    )
    waiting = ngettext(
        "{names} has no account yet and can read it once they have one and you have signed in again.",
        "{names} have no account yet and can read it once they have one and you have signed in again.",
        len(found.waiting),
    ).format(names=_(" and ").join(found.waiting))
    return ReaderLine(strong.format(readers=readers), rest, waiting if found.waiting else "")


def _a_manager_reads(book: Book, account: Account, named: Sequence[str]) -> bool:
    """Whether a manager is of the pair: then "not the manager" would not be true."""
    if account.role == "manager":
        return True
    try:
        managers = [
            each.name.casefold() for each in read_cover(book.folder).accounts if each.role == "manager"
        ]
    except KnownProblem:
        return True
    return any(manager in name.casefold() for manager in managers for name in named)

"""Redacting other people from what one person gets (DOMAIN 5: third parties, after review).

:func:`proposed_redactions` lists every place where another member of staff is named; a person
looks through the list and says which names may stand.  What nobody has looked at stays redacted.
The same person gets the same sign everywhere, so that the text can be followed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.own import require_person
from app.accounts.roles import Action, rule
from app.book import AccountRecord, Book
from app.language import _
from app.privacy.about_person import AboutPerson, AboutSection
from app.staff.records import StaffMember

_LEAST = 3
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Redaction:
    """One name of another person in one place; *key* stands for it while the data stay the same."""

    key: str
    section: str
    context: str
    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class _Others:
    """The other people: a pattern that finds any of their names, and the sign for each."""

    pattern: re.Pattern[str]
    signs: dict[str, str]

    def sign_of(self, found: str) -> str:
        """The sign for a name as found in a text."""
        return self.signs[found.casefold()]


def _other_people(book: Book, about: AboutPerson) -> _Others:
    """Everybody but the person: staff, and accounts of other names; full names, known-as and surnames."""
    with book.reading() as db:
        staff = db.execute(
            select(StaffMember.name, StaffMember.known_as)
            .where(StaffMember.id != about.staff_id)
            .order_by(StaffMember.id)
        ).all()
        accounts = list(db.scalars(select(AccountRecord.name).order_by(AccountRecord.id)))
        subject = db.get_one(StaffMember, about.staff_id)
    own = {word.casefold() for word in _names(subject.name, subject.known_as)}
    signs: dict[str, str] = {}
    people = [*staff, *((name, "") for name in accounts)]
    for number, (name, known_as) in enumerate(people, start=1):
        sign = signs.get(name.casefold(), _("[person {number}]").format(number=number))
        for word in _names(name, known_as):
            if word.casefold() not in own:
                signs.setdefault(word.casefold(), sign)
    longest_first = sorted(signs, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return _Others(re.compile(rf"(?<!\w)(?:{words or '(?!)'})(?!\w)", re.I), signs)


@rule(Action.PRINT_OWN)
def proposed_redactions(book: Book, about: AboutPerson) -> tuple[Redaction, ...]:
    """Every place that names another person, in reading order; raises NotAllowed for another's data."""
    require_person(book, about.staff_id)
    others = _other_people(book, about)
    found = []
    for section in about.sections:
        for row, cells in enumerate(section.rows):
            for column, cell in enumerate(cells):
                for match in _matches(cell, others):
                    context = cell[max(0, match.start() - _AROUND) : match.end() + _AROUND]
                    key = f"{section.title}/{row}/{column}/{match.start()}"
                    sign = others.sign_of(match[0])
                    found.append(Redaction(key, section.title, " ".join(context.split()), match[0], sign))
    return tuple(found)


@rule(Action.PRINT_OWN)
def redacted(book: Book, about: AboutPerson, shown: Collection[str] = ()) -> AboutPerson:
    """*about* with every proposed redaction made but those whose keys a review has *shown*."""
    require_person(book, about.staff_id)
    others = _other_people(book, about)
    sections = tuple(
        AboutSection(
            section.title,
            section.heads,
            tuple(
                tuple(
                    _redacted(cell, others, f"{section.title}/{row}/{column}", shown)
                    for column, cell in enumerate(cells)
                )
                for row, cells in enumerate(section.rows)
            ),
        )
        for section in about.sections
    )
    return AboutPerson(about.staff_id, about.name, sections)


def _matches(cell: str, others: _Others) -> list[re.Match[str]]:
    """The names in *cell*; a single word only counts with a capital: “will” is no Will."""
    return [match for match in others.pattern.finditer(cell) if not match[0].islower()]


def _redacted(cell: str, others: _Others, place: str, shown: Collection[str]) -> str:
    for match in reversed(_matches(cell, others)):
        if f"{place}/{match.start()}" not in shown:
            cell = cell[: match.start()] + others.sign_of(match[0]) + cell[match.end() :]
    return cell


def _names(name: str, known_as: str) -> list[str]:
    parts = [part for part in [*name.split(), *known_as.split()] if len(part.strip(".")) >= _LEAST]
    return [each for each in (name, known_as, *parts) if each.strip()]

"""Finds people by the names that lists give them.

Names compare without case and composition of letters, also as "Surname, First name"; an e-mail
address will do as well.  Nothing is guessed: a name that fits two people finds nobody.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entry_check import clean_line
from app.exchange.cell_values import Unreadable
from app.language import _
from app.staff.records import StaffMember

Mark = TypeVar("Mark", bound=Hashable)

_LETTERS_BEHIND_A_NAME = re.compile(
    r"(?i:jr|sr|ii|iii|iv|mbe|obe|cbe|phd|md|msc|bsc|ba|ma|rn|rgn|rmn|rsn|frcp|mrcp)\.?(?: .*)?|[A-Z]{2,5}"
)
_BETWEEN_NAMES = re.compile(r"\s*[&+/,]\s*|\s+and\s+")


def straight(name: str) -> str:
    """ "First Surname" for "Surname, First"; titles and letters behind a name stay where they are."""
    clean = clean_line(name)
    before, comma, behind = clean.partition(", ")
    if not comma or "," in behind or not before or not behind:
        return clean
    if _LETTERS_BEHIND_A_NAME.fullmatch(behind) and not before.isupper():
        return clean
    return f"{behind} {before}"


def name_key(name: str) -> str:
    """What two writings of the same name have in common."""
    return unicodedata.normalize("NFC", straight(name).replace("’", "'").casefold())


class People(Generic[Mark]):
    """People under marks of the caller's choice (a staff id, a row), to be found by name or e-mail."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Mark]] = defaultdict(list)
        self._by_email: dict[str, list[Mark]] = defaultdict(list)

    def add(self, mark: Mark, name: str, email: str = "") -> None:
        """Make *mark* known under *name* and *email*."""
        self._by_name[name_key(name)].append(mark)
        if email:
            self._by_email[email.casefold()].append(mark)

    def named(self, name: str) -> tuple[Mark, ...]:
        """Everybody of this name."""
        return tuple(self._by_name.get(name_key(name), ()))

    def at(self, email: str) -> tuple[Mark, ...]:
        """Everybody with this e-mail address."""
        return tuple(self._by_email.get(clean_line(email).casefold(), ())) if email else ()

    def found(self, text: str) -> tuple[Mark, ...]:
        """Everybody whom *text*, a name or an e-mail address, may mean."""
        return tuple(dict.fromkeys(self.named(text) or self.at(text)))

    def one(self, name: str) -> Mark:
        """The one person whom *name* means; raises Unreadable when nobody or several are."""
        meant = self.found(name)
        if not meant:
            raise Unreadable(_("{name} is not in the book. Import the staff list first.").format(name=name))
        if len(meant) > 1:
            raise Unreadable(
                _("Several people are called {name}. Give the e-mail address.").format(name=name)
            )
        return meant[0]

    def each(self, names: Iterable[str]) -> tuple[Mark, ...]:
        """The person behind each of *names*; raises Unreadable."""
        return tuple(self.one(name) for name in names)

    def names_in(self, text: str) -> tuple[str, ...]:
        """The names in a cell, separated by ``;`` or a new line.

        Where a part means nobody but its pieces (at "&", "and", "/" or a comma) all mean somebody,
        the pieces count.
        """
        names: list[str] = []
        for part in re.split(r"[;\n]+", text):
            name = " ".join(part.split())
            pieces = [piece for piece in _BETWEEN_NAMES.split(name) if piece]
            if not self.found(name) and pieces and all(self.found(piece) for piece in pieces):
                names += pieces
            elif name:
                names.append(name)
        return tuple(dict.fromkeys(names))


def people_of(db: Session) -> People[int]:
    """Everybody in the book, leavers too, by staff id."""
    people: People[int] = People()
    for staff_id, name, email in db.execute(select(StaffMember.id, StaffMember.name, StaffMember.email)):
        people.add(staff_id, name, email)
    return people

"""Making the history forget: which of its images tell of a person or a pair, and blanking them.

The chain runs over salted hashes, so it holds without the images (app/book/history.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Book
from app.book.images import read_image
from app.book.records import ChangeRecord, ChangeRowRecord, DraftRecord
from app.pairs.records import PairMember
from app.sessions.records import MentoringSession

_SHORT = 2


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is called: the full name, and single words of it that texts of their pairs use."""

    full: str
    known_as: str

    @property
    def words(self) -> tuple[str, ...]:
        """The single names, the longest first."""
        words = {*self.full.replace("-", " ").split(), *self.full.split(), *self.known_as.split()}
        return tuple(sorted((word for word in words if len(word) > _SHORT), key=len, reverse=True))

    @property
    def pattern(self) -> re.Pattern[str]:
        """The single names as whole words."""
        return re.compile(r"\b(?:" + "|".join(map(re.escape, self.words or (self.full,))) + r")\b")


def images_about(db: Session, staff_id: int, accounts: list[int], names: Names) -> list[int]:
    """The rows of the history whose images tell of the person."""
    row = ChangeRowRecord
    pairs = set(db.scalars(select(PairMember.pair_id).where(PairMember.staff_id == staff_id)))
    sessions = set(db.scalars(select(MentoringSession.id).where(MentoringSession.pair_id.in_(pairs))))
    plain = or_(
        (row.kind == "staff_member") & (row.row_id == staff_id),
        (row.kind == "account") & row.row_id.in_(accounts),
        *(column.icontains(names.full, autoescape=True) for column in (row.before, row.after)),
    )
    found = set(db.scalars(select(row.id).where(plain)))
    called = or_(
        *(
            column.contains(word, autoescape=True)
            for column in (row.before, row.after)
            for word in names.words or (names.full,)
        )
    )
    for image in db.scalars(select(row).where(called, row.kind != "staff_member")):
        for stored in filter(None, (read_image(image.before), read_image(image.after))):
            of_pair = stored["id"] if image.kind == "pair" else stored.get("pair_id")
            if of_pair in pairs or stored.get("session_id") in sessions or stored.get("staff_id") == staff_id:
                found.add(image.id)
    author = select(row).where(row.kind == "note")
    for image in db.scalars(author):
        for stored in filter(None, (read_image(image.before), read_image(image.after))):
            if stored["author_id"] in accounts:
                found.add(image.id)
    return sorted(found)


def images_of_pair(db: Session, pair_id: int) -> list[int]:
    """The rows of the history whose images hold what a pair and its sessions wrote."""
    row = ChangeRowRecord
    sessions = set(db.scalars(select(MentoringSession.id).where(MentoringSession.pair_id == pair_id)))
    found = []
    for image in db.scalars(select(row).where(row.kind.in_(("pair", "session", "note", "action")))):
        for stored in filter(None, (read_image(image.before), read_image(image.after))):
            of_pair = stored["id"] if image.kind == "pair" else stored.get("pair_id")
            if of_pair == pair_id or stored.get("session_id") in sessions:
                found.append(image.id)
    return sorted(set(found))


@rule(Action.HANDLE_RIGHTS)
def forget_past(book: Book, images: list[int], name: str = "", accounts: Sequence[int] = ()) -> None:
    """Blanks the images, words and salts of the history that tell of the person, and their drafts."""
    entry = ChangeRecord
    told = or_(
        *(column.icontains(name, autoescape=True) for column in (entry.title, entry.account_name) if name),
        entry.account_id.in_(accounts),
    )
    with book.storing(forgets=True) as db:
        for image_id in images:
            image = db.get_one(ChangeRowRecord, image_id)
            image.before = image.after = image.salt = None
        for happening in db.scalars(select(entry).where(told)):
            happening.title = happening.account_name = happening.salt = None
        for draft in db.scalars(select(DraftRecord).where(DraftRecord.account_id.in_(accounts))):
            db.delete(draft)

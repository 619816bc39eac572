"""Making the history forget: which of its images tell of a person, a pair or a row, and blanking them.

The chain runs over salted hashes, so it holds without the images (app/book/history.py).  All of
this happens inside the change that erases or clears (``book.change(…, forgets=True)``), so that
nothing is left half forgotten.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from app.book.images import Row, read_image
from app.book.records import ChangeRecord, ChangeRowRecord, DraftRecord
from app.pairs.records import PairMember
from app.sessions.records import MentoringSession

_SHORT = 2
_OWN = ("offer", "need", "disagreement", "data_request", "restriction")
_PAIR_KINDS = ("pair", "session", "note", "action", "goal", "agreement")
_row = ChangeRowRecord


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is or was called: full names, and single words of them that texts of their pairs use."""

    full: tuple[str, ...]
    known_as: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The single names, the longest first."""
        parts = [part for name in (*self.full, *self.known_as) for part in name.split()]
        words = {*parts, *(part for name in self.full for part in name.replace("-", " ").split())}
        return tuple(sorted((word for word in words if len(word) > _SHORT), key=len, reverse=True))

    @property
    def pattern(self) -> re.Pattern[str]:
        """The single names as whole words."""
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, self.words or self.full)) + r")(?!\w)")

    @property
    def whole(self) -> re.Pattern[str]:
        """The full names as whole words, in any capitals."""
        longest = sorted(self.full, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.I)

    def may_hold(self, *columns: ColumnElement[str] | Any) -> ColumnElement[bool]:
        """A condition that every text with a full name meets; whether it is there is for :attr:`whole`.

        The database knows no capitals beyond ASCII, so it is asked for the longest ASCII part.
        """
        conditions = []
        for name in self.full:
            part = max(re.findall(r"[ !#-\[\]-~]*", name), key=len).strip()
            if not part:
                return true()
            conditions += [column.icontains(part, autoescape=True) for column in columns]
        return or_(*conditions)


def names_ever(db: Session, staff_id: int, name: str, known_as: str) -> Names:
    """The person's names of today and those that the history knows from before."""
    full, known = {name}, {known_as}
    for image in _images(db, ("staff_member",), lambda _kind, row: row["id"] == staff_id):
        for row in _sides(image):
            full.add(row["name"])
            known.add(row["known_as"])
    return Names(tuple(sorted(filter(None, full))), tuple(sorted(filter(None, known))))


def pairs_ever(db: Session, staff_id: int) -> set[int]:
    """The pairs that the person is of, or was before somebody took their place."""
    pairs = set(db.scalars(select(PairMember.pair_id).where(PairMember.staff_id == staff_id)))
    for image in _images(db, ("pair_member",), lambda _kind, row: row["staff_id"] == staff_id):
        pairs |= {row["pair_id"] for row in _sides(image)}
    return pairs


def sessions_ever(db: Session, pairs: Collection[int]) -> set[int]:
    """The sessions of these pairs, removed ones too."""
    sessions = set(db.scalars(select(MentoringSession.id).where(MentoringSession.pair_id.in_(pairs))))
    removed = _images(db, ("session",), lambda _kind, row: row["pair_id"] in pairs)
    return sessions | {image.row_id for image in removed}


def accounts_linked(db: Session, staff_id: int) -> set[int]:
    """The accounts that are the person's, or were theirs last."""
    last = {
        image.row_id: row["staff_id"]
        for image in _images(db, ("account",), lambda _kind, row: row["staff_id"] is not None)
        for row in _sides(image)
        if row["staff_id"] is not None
    }
    return {account_id for account_id, linked in last.items() if linked == staff_id}


def images_about(db: Session, staff_id: int, accounts: Collection[int], names: Names) -> set[int]:
    """The rows of the history whose images tell of the person."""
    pairs = pairs_ever(db, staff_id)
    sessions = sessions_ever(db, pairs)

    def own(kind: str, row: Row) -> bool:
        if kind == "note":
            return row["author_id"] in accounts
        if kind == "declared_conflict":
            return staff_id in (row["first_id"], row["second_id"])
        return bool(row["staff_id"] == staff_id)

    found = {image.id for image in _images(db, (*_OWN, "note", "declared_conflict"), own)}
    itself = or_(
        (_row.kind == "staff_member") & (_row.row_id == staff_id),
        (_row.kind == "account") & _row.row_id.in_(accounts),
    )
    found |= set(db.scalars(select(_row.id).where(itself)))
    for image in db.scalars(select(_row).where(names.may_hold(_row.before, _row.after))):
        if any(names.whole.search(text) for text in _texts(image)):
            found.add(image.id)
    single = names.words or names.full
    spelt = [json.dumps(word, ensure_ascii=False)[1:-1] for word in single]
    called = or_(
        *(column.contains(word, autoescape=True) for column in (_row.before, _row.after) for word in spelt)
    )
    for image in db.scalars(select(_row).where(called, _row.kind != "staff_member")):
        for row in _sides(image):
            of_pair = row["id"] if image.kind == "pair" else row.get("pair_id")
            if of_pair in pairs or row.get("session_id") in sessions or row.get("staff_id") == staff_id:
                found.add(image.id)
    return found


def images_of_pair(db: Session, pair_id: int) -> set[int]:
    """The rows of the history whose images hold what a pair and its sessions wrote, removed ones too."""
    sessions = sessions_ever(db, {pair_id})

    def of_pair(kind: str, row: Row) -> bool:
        return (row["id"] if kind == "pair" else row.get("pair_id")) == pair_id or (
            row.get("session_id") in sessions
        )

    return {image.id for image in _images(db, _PAIR_KINDS, of_pair)}


def images_of_rows(db: Session, kind: str, **values: Any) -> set[int]:
    """The rows of the history about rows of the table *kind* in which these columns have these values."""
    return {image.id for image in _images(db, (kind,), lambda _kind, row: values.items() <= row.items())}


def forget(
    db: Session, images: Iterable[int], names: Names | None = None, accounts: Sequence[int] = ()
) -> None:
    """Blanks *images*, the words of entries that name the person or were theirs, and their drafts."""
    for image_id in images:
        image = db.get_one(_row, image_id)
        image.before = image.after = image.salt = None
    entry = ChangeRecord
    named = names.may_hold(entry.title, entry.account_name) if names else entry.account_id.in_(accounts)
    for happening in db.scalars(select(entry).where(or_(named, entry.account_id.in_(accounts)))):
        words = f"{happening.title}\n{happening.account_name}"
        if happening.account_id in accounts or (names and names.whole.search(words)):
            happening.title = happening.account_name = happening.salt = None
    for draft in db.scalars(select(DraftRecord).where(DraftRecord.account_id.in_(accounts))):
        db.delete(draft)


def _images(
    db: Session, kinds: Collection[str], tells: Callable[[str, Row], bool]
) -> Iterator[ChangeRowRecord]:
    """The history's rows of these *kinds* of which one image *tells*."""
    for image in db.scalars(select(_row).where(_row.kind.in_(kinds)).order_by(_row.id)):
        if any(tells(image.kind, row) for row in _sides(image)):
            yield image


def _sides(image: ChangeRowRecord) -> list[Row]:
    return [row for row in (read_image(image.before), read_image(image.after)) if row is not None]


def _texts(image: ChangeRowRecord) -> list[str]:
    return [value for row in _sides(image) for value in row.values() if isinstance(value, str)]

"""The history: every change, sign-in, print, export and override, chained so that tampering shows.

Each entry's hash runs over the hash of the entry before it and over its own facts, where
words and images come in as salted hashes.  Erasing a person blanks words, images and salts;
what is left still holds the chain.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, column, insert, select, table
from sqlalchemy.orm import Session

from app.book import images
from app.book.records import ChangeRecord, ChangeRowRecord

START = "0" * 64
_BATCH = 500
_entry = ChangeRecord.__table__.c
_row = ChangeRowRecord.__table__.c


@dataclass(frozen=True)
class HistoryEntry:
    """What happened: *title* by *account_name* at *at*; *undoes* is the entry an undo or redo is about.

    Words of an erased person are empty.
    """

    id: int
    at: datetime
    account_id: int
    account_name: str
    title: str
    kind: str
    undoes: int | None = None


@dataclass(frozen=True)
class RowChange:
    """One row before and after the entry *entry*; None where there was no row or it was erased."""

    entry: HistoryEntry
    kind: str
    row_id: int
    before: images.Row | None
    after: images.Row | None


@dataclass(frozen=True)
class Happening:
    """What is to be remembered as one entry."""

    at: datetime
    account_id: int
    account_name: str
    title: str
    kind: str
    schema: int
    undoes: int | None = None
    rows: Sequence[tuple[str, int, images.Row | None, images.Row | None]] = field(default=())
    forgets: bool = False


def remember(connection: Connection, happening: Happening) -> int:
    """Appends *happening* to the history; the entry's id.  One that *forgets* keeps hashes, no images."""
    last = connection.execute(select(_entry.hash).order_by(_entry.id.desc()).limit(1)).scalar()
    salt = secrets.token_bytes(16)
    rows = [_row_values(*row) for row in happening.rows]
    if happening.forgets:
        rows = [row | {"before": None, "after": None, "salt": None} for row in rows]
    values = {
        "at": happening.at,
        "account_id": happening.account_id,
        "account_name": happening.account_name,
        "title": happening.title,
        "kind": happening.kind,
        "undoes": happening.undoes,
        "schema": happening.schema,
        "salt": salt,
        "words_hash": images.salted_hash(salt, happening.account_name, happening.title),
        "previous_hash": last or START,
    }
    values["hash"] = _hash(values, rows)
    made = connection.execute(insert(ChangeRecord).values(values))
    key = made.inserted_primary_key
    entry_id = int(key[0]) if key else 0
    if rows:
        connection.execute(insert(ChangeRowRecord), [row | {"change_id": entry_id} for row in rows])
    return entry_id


def begun(db: Session) -> datetime:
    """When the first entry was made: with the book."""
    at: datetime = db.scalars(select(ChangeRecord.at).order_by(_entry.id).limit(1)).one()
    return at


def entries(
    db: Session,
    *,
    kinds: Iterable[str] = (),
    account_id: int | None = None,
    since: datetime | None = None,
    up_to: datetime | None = None,
    words: str = "",
    before_id: int | None = None,
    limit: int = 200,
) -> tuple[HistoryEntry, ...]:
    """The newest *limit* entries that fit, newest first; page on with the last one's id as *before_id*.

    *up_to* is the first moment that is too late; each of *words* stands in the title or the name.
    """
    query = select(ChangeRecord).order_by(_entry.id.desc()).limit(limit)
    if kinds:
        query = query.where(_entry.kind.in_(list(kinds)))
    if account_id is not None:
        query = query.where(_entry.account_id == account_id)
    if since is not None:
        query = query.where(_entry.at >= since)
    if up_to is not None:
        query = query.where(_entry.at < up_to)
    for word in words.split():
        query = query.where(
            _entry.title.icontains(word, autoescape=True)
            | _entry.account_name.icontains(word, autoescape=True)
        )
    if before_id is not None:
        query = query.where(_entry.id < before_id)
    return tuple(_as_entry(record) for record in db.scalars(query))


def versions(db: Session, kind: str, row_id: int) -> tuple[RowChange, ...]:
    """Every change to row *row_id* of table *kind*, newest first: its earlier versions."""
    query = (
        select(ChangeRecord, ChangeRowRecord)
        .join(ChangeRowRecord, _row.change_id == _entry.id)
        .where(_row.kind == kind, _row.row_id == row_id)
        .order_by(_entry.id.desc())
    )
    return tuple(_as_row_change(record, row) for record, row in db.execute(query))


def versions_of_parts(db: Session, kind: str, owner: str, owner_id: int) -> tuple[RowChange, ...]:
    """Every change to rows of table *kind* that belong to *owner_id* by their column *owner*, newest first.

    Rows that were removed since are among them.
    """
    looks_so = f'"{owner}":{owner_id}'  # as images.write_image writes it; the rows themselves decide
    query = (
        select(ChangeRecord, ChangeRowRecord)
        .join(ChangeRowRecord, _row.change_id == _entry.id)
        .where(_row.kind == kind, _row.before.contains(looks_so) | _row.after.contains(looks_so))
        .order_by(_entry.id.desc(), _row.id)
    )
    found = (_as_row_change(record, row) for record, row in db.execute(query))
    return tuple(
        change
        for change in found
        if any(side is not None and side[owner] == owner_id for side in (change.before, change.after))
    )


def rows_of(db: Session, entry_id: int) -> tuple[RowChange, ...]:
    """The rows that entry *entry_id* changed, in their order."""
    query = (
        select(ChangeRecord, ChangeRowRecord)
        .join(ChangeRowRecord, _row.change_id == _entry.id)
        .where(_entry.id == entry_id)
        .order_by(_row.id)
    )
    return tuple(_as_row_change(record, row) for record, row in db.execute(query))


def first_broken(db: Session) -> int | None:
    """The id of the first entry that is not as it was written; None when the chain holds.

    An entry removed at the very end shows by the number that was given out to it.
    """
    checked = Checked()
    while not checked.ended:
        checked = check_on(db, checked, _BATCH)
    return checked.broken


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the chain was looked at: up to *last_id*, whose hash is *hash*; *broken* as in first_broken."""

    last_id: int = 0
    hash: str = START
    ended: bool = False
    broken: int | None = None


def check_on(db: Session, so_far: Checked, count: int) -> Checked:
    """Looks at the next *count* entries after *so_far*, for whoever may not wait for all of them."""
    previous, last_id = so_far.hash, so_far.last_id
    batch = db.execute(select(*_entry).where(_entry.id > last_id).order_by(_entry.id).limit(count)).all()
    if not batch:
        given_out = _given_out(db)
        return replace(so_far, ended=True, broken=None if given_out == last_id else last_id + 1)
    rows: dict[int, list[dict[str, object]]] = {}
    span = _row.change_id.between(batch[0].id, batch[-1].id)
    for row in db.execute(select(*_row).where(span).order_by(_row.id)).mappings():
        rows.setdefault(row["change_id"], []).append(dict(row))
    for entry in batch:
        if entry.previous_hash != previous or not _intact(entry, rows.get(entry.id, [])):
            return replace(so_far, ended=True, broken=int(entry.id))
        previous, last_id = entry.hash, entry.id
    return Checked(last_id, previous)


def _given_out(db: Session) -> int:
    """The highest number ever given to an entry."""
    sequence = table("sqlite_sequence", column("name"), column("seq"))
    return db.execute(select(sequence.c.seq).where(sequence.c.name == "change")).scalar() or 0


def _intact(entry: Row[tuple[object, ...]], rows: list[dict[str, object]]) -> bool:
    values = dict(entry._mapping)
    salt = values["salt"]
    if salt is not None:
        words = images.salted_hash(salt, values["account_name"] or "", values["title"] or "")
        if words != values["words_hash"]:
            return False
    return all(_row_intact(row) for row in rows) and _hash(values, rows) == values["hash"]


def _row_intact(row: dict[str, object]) -> bool:
    if row["salt"] is None:
        return row["before"] is None and row["after"] is None
    return all(row[f"{side}_hash"] == _image_hash(row["salt"], row[side]) for side in ("before", "after"))


def _row_values(
    kind: str, row_id: int, before: images.Row | None, after: images.Row | None
) -> dict[str, object]:
    salt = secrets.token_bytes(16)
    texts = images.write_image(before), images.write_image(after)
    return {
        "kind": kind,
        "row_id": row_id,
        "before": texts[0],
        "after": texts[1],
        "salt": salt,
        "before_hash": _image_hash(salt, texts[0]),
        "after_hash": _image_hash(salt, texts[1]),
    }


def _image_hash(salt: object, image: object) -> str | None:
    if not isinstance(salt, bytes) or not isinstance(image, str):
        return None
    return images.salted_hash(salt, image)


def _hash(values: dict[str, object], rows: Iterable[dict[str, object]]) -> str:
    at = values["at"]
    facts = [
        values["previous_hash"],
        at.astimezone(UTC).isoformat() if isinstance(at, datetime) else None,
        *(values[name] for name in ("account_id", "kind", "undoes", "schema", "words_hash")),
        [[row[name] for name in ("kind", "row_id", "before_hash", "after_hash")] for row in rows],
    ]
    return hashlib.sha256(json.dumps(facts, separators=(",", ":")).encode("ascii")).hexdigest()


def _as_entry(record: ChangeRecord) -> HistoryEntry:
    return HistoryEntry(
        record.id,
        record.at,
        record.account_id,
        record.account_name or "",
        record.title or "",
        record.kind,
        record.undoes,
    )


def _as_row_change(record: ChangeRecord, row: ChangeRowRecord) -> RowChange:
    before, after = images.read_image(row.before), images.read_image(row.after)
    return RowChange(_as_entry(record), row.kind, row.row_id, before, after)

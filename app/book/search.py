"""Words in the book, found as one types: names of staff, summaries, Record notes and actions.

Promises an answer within 30 ms among 100,000 notes, that a note which is sealed to its readers
never enters the index, and that the index follows every change of the records, whoever makes
it: SQL triggers keep it, and removed words are overwritten (``secure-delete``).

The index (FTS5) holds no text of its own; it numbers every row by its kind and id.  Accents do
not matter.  Who may see a row that was found is for the rooms to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

    from app.book.book import Book

TABLE = "search"
_ROOM = 1 << 40
_MOST_WORDS = 12
_LONGEST = 60


@dataclass(frozen=True)
class Hit:
    """A row that holds the words: its table *kind* and *id*."""

    kind: str
    id: int


@dataclass(frozen=True)
class _Source:
    """A table whose *columns* are searched, as far as *only* (SQL on a row) holds."""

    kind: str
    columns: tuple[str, ...]
    only: str = "1"

    def words(self, row: str) -> str:
        return " || ' ' || ".join(f"{row}.{column}" for column in self.columns)

    def condition(self, row: str) -> str:
        return self.only.format(row=row)


_SOURCES = (
    _Source("staff_member", ("name", "known_as")),
    _Source("session", ("summary",)),
    _Source("note", ("text",), "{row}.audience = 'record'"),
    _Source("action", ("text",)),
)
KINDS = tuple(source.kind for source in _SOURCES)


def find(book: Book, text: str, kinds: Collection[str] = KINDS, limit: int = 50) -> tuple[Hit, ...]:
    """Rows that hold all words of *text*, the last one perhaps not yet finished.

    At most *limit* of each of *kinds*, in the order of :data:`KINDS`; of each, rows with the
    whole words come first, and newer ones before older ones.
    """
    queries = _queries(text)
    if not queries:
        return ()
    hits: list[Hit] = []
    with book.reading() as db:
        for number, source in enumerate(_SOURCES):
            if source.kind in kinds:
                found: dict[int, None] = {}
                for query in queries:
                    found |= dict.fromkeys(_places(db.connection(), query, number * _ROOM, limit))
                hits.extend(Hit(source.kind, place - number * _ROOM) for place in list(found)[:limit])
    return tuple(hits)


def holds(text: str, words: str) -> bool:
    """Whether *text* holds all of *words* in the sense of :func:`find`; for sealed notes, once opened."""
    *whole, last = _tokens(words) or [""]
    present = _tokens(text)
    return bool(last) and set(whole) <= set(present) and any(each.startswith(last) for each in present)


def _places(connection: Connection, query: str, first: int, limit: int) -> Iterator[int]:
    statement = (
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid BETWEEN ? AND ?"
        " ORDER BY rowid DESC LIMIT ?"
    )
    rows = connection.exec_driver_sql(statement, (query, first, first + _ROOM - 1, limit))
    return (int(row[0]) for row in rows)


def _queries(text: str) -> list[str]:
    """The query for the whole words and that for the last one unfinished; none without a word."""
    words = [f'"{word[:_LONGEST]}"' for word in _words(text)[:_MOST_WORDS]]
    if not words:
        return []
    whole = " ".join(words)
    return [whole, f"{whole}*"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text.replace("\0", " ")).replace("_", " "))


def _tokens(text: str) -> list[str]:
    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.category(sign).startswith("M")
    )
    return _words(plain.casefold())


# --- the tables -----------------------------------------------------------------------------------


def make_statements() -> list[str]:
    """The SQL that makes the index, what it reads from, and the triggers that keep it."""
    return [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='{TABLE}_source', content_rowid='place', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('secure-delete', 1)",
        *_followers(),
    ]


def set_aside(connection: DriverConnection) -> None:
    """Removes what stands in the way of tables being made anew: the triggers and the source."""
    for statement in _removals():
        connection.execute(statement)


def follow_again(connection: DriverConnection) -> None:
    """Makes triggers and source again after a migration, which drops those of a rebuilt table."""
    for statement in (*_removals(), *_followers()):
        connection.execute(statement)
    rebuild(connection)


def rebuild(connection: DriverConnection) -> None:
    """Makes the index anew from the records."""
    connection.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")


def verify(connection: DriverConnection) -> None:
    """Raises the driver's error when the index is not that of the records."""
    connection.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('integrity-check', 1)")


def _followers() -> list[str]:
    statements = [
        f"CREATE VIEW {TABLE}_source (place, words) AS\n"
        + "\nUNION ALL\n".join(
            f"SELECT id + {number * _ROOM}, {source.words(source.kind)} FROM {source.kind} "
            f"WHERE {source.condition(source.kind)}"
            for number, source in enumerate(_SOURCES)
        )
    ]
    for number, source in enumerate(_SOURCES):
        first = number * _ROOM
        removed = (
            f"INSERT INTO {TABLE} ({TABLE}, rowid, words) "
            f"SELECT 'delete', old.id + {first}, {source.words('old')} WHERE {source.condition('old')};"
        )
        added = (
            f"INSERT INTO {TABLE} (rowid, words) "
            f"SELECT new.id + {first}, {source.words('new')} WHERE {source.condition('new')};"
        )
        looked_at = ", ".join((*source.columns, *re.findall(r"\{row\}\.(\w+)", source.only)))
        for name, when, body in (
            ("added", "AFTER INSERT", [added]),
            ("removed", "AFTER DELETE", [removed]),
            ("changed", f"AFTER UPDATE OF {looked_at}", [removed, added]),
        ):
            lines = "\n".join(f"\t{line}" for line in body)
            trigger = f"{TABLE}_{source.kind}_{name}"
            statements.append(f"CREATE TRIGGER {trigger} {when} ON {source.kind} BEGIN\n{lines}\nEND")
    return statements


def _removals() -> list[str]:
    triggers = [
        f"DROP TRIGGER IF EXISTS {TABLE}_{source.kind}_{name}"
        for source in _SOURCES
        for name in ("added", "removed", "changed")
    ]
    return [*triggers, f"DROP VIEW IF EXISTS {TABLE}_source"]

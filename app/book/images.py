"""Rows as they lie in the database, before and after a change, as JSON.

Images hold the stored values, untouched by any mapping, so that applying one puts back
exactly what was there.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    column,
    delete,
    insert,
    literal_column,
    select,
    table,
    update,
)

Row = dict[str, Any]
_CHUNK = 500


def read_rows(connection: Connection, kind: str, ids: Iterable[int]) -> dict[int, Row]:
    """The present rows of table *kind* with those *ids*; missing ones are left out."""
    wanted = list(ids)
    source = table(kind, column("id"))
    found: dict[int, Row] = {}
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        query: Select[Any] = select(literal_column("*")).select_from(source)
        for row in connection.execute(query.where(source.c.id.in_(chunk))).mappings():
            found[row["id"]] = dict(row)
    return found


def remove_rows(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Removes the rows of table *kind* with those *ids*."""
    target = table(kind, column("id"))
    statement = delete(target).where(target.c.id == bindparam("gone"))
    connection.execute(statement, [{"gone": row_id} for row_id in ids])


def update_rows(connection: Connection, kind: str, rows: Sequence[Row]) -> None:
    """Gives the rows of table *kind* the values of *rows*, each found by its id."""
    target = table(kind, *(column(name) for name in rows[0]))
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in rows[0]}
    statement = update(target).where(target.c.id == bindparam("to_id")).values(values)
    connection.execute(statement, [{f"to_{name}": value for name, value in row.items()} for row in rows])


def insert_rows(connection: Connection, kind: str, rows: Sequence[Row]) -> None:
    """Puts *rows* into table *kind*, with their ids."""
    connection.execute(insert(table(kind, *(column(name) for name in rows[0]))), list(rows))


def write_image(row: Row | None) -> str | None:
    """*row* as text; None stays None."""
    if row is None:
        return None
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_binary)


def read_image(image: str | None) -> Row | None:
    """The row that :func:`write_image` wrote."""
    if image is None:
        return None
    row: Row = json.loads(image, object_hook=_from_binary)
    return row


def salted_hash(salt: bytes, *texts: str) -> str:
    """A hash that tells nothing of *texts* once *salt* is forgotten."""
    return hashlib.sha256(salt + "\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _binary(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"a row holds a {type(value).__name__}")


def _from_binary(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if value.keys() == {"base64"} else value

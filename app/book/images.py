"""Rows as they lie in the database, before and after a change, as JSON.

Images hold the stored values, untouched by any mapping, so that applying one puts back
exactly what was there.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, column, delete, insert, literal_column, select, table, update

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


def put_row(connection: Connection, kind: str, row_id: int, before: Row | None, after: Row | None) -> None:
    """Turns the row *before* (None: there is none) into *after* (None: it goes)."""
    target = table(kind, *(column(name) for name in after or before or ()))
    if after is None:
        connection.execute(delete(target).where(target.c.id == row_id))
    elif before is None:
        connection.execute(insert(target).values(after))
    else:
        connection.execute(update(target).where(target.c.id == row_id).values(after))


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

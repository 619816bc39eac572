"""keys.json: the slots and the cover of a book as a file, with a second copy beside it.

Promises that keys.json is whole or the one before, and that a damaged file is told apart from
a wrong passphrase: a checksum runs over all of it.

The second copy, keys.json.previous, is written after keys.json with the same content.  So a
damaged or deleted keys.json costs nothing, and with a passphrase or recovery sheet that was
replaced neither file opens the book.  Where both are lost, the newest backups carry the keys of their
day (:func:`candidates`).

The *cover* (unit, accounts' names) is needed before anybody signs in, so its key stands in
keys.json itself.  That keeps names from search indexers and from a casual look into the
file, and from nobody who has this program.
"""

import hashlib
import json
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app import files
from app.book.backup_names import backups_in
from app.book.key_slots import FORMAT, VERSION, Keys, Link, Seal, Slot, as_bytes, as_text, canonical
from app.book.problems import BookNewer, KeysDamaged, KeysMissing, NotABook
from app.dates import long_day
from app.errors import KnownProblem
from app.language import _

KEYS_NAME = "keys.json"
RECORDS_NAME = "records.db"
PREVIOUS_NAME = "keys.json.previous"
BACKUPS_NAME = "backups"
_NONCE = 12
_MOST_BYTES = 4_000_000
_BACKUPS_TRIED = 5


@dataclass(frozen=True)
class Found:
    """Keys of a book and, where they did not come from keys.json, a *remark* that says so."""

    keys: Keys = field(repr=False)
    remark: str = ""


def seal(key: bytes, content: dict[str, Any], purpose: str) -> dict[str, str]:
    """*content* encrypted under *key* for one *purpose*, as JSON values."""
    nonce = secrets.token_bytes(_NONCE)
    data = AESGCM(key).encrypt(nonce, canonical(content), purpose.encode())
    return {"nonce": as_text(nonce), "data": as_text(data)}


def unseal(key: bytes, sealed: dict[str, str], purpose: str) -> dict[str, Any]:
    """What :func:`seal` hid; raises ValueError when it is not as it was written."""
    try:
        plain = AESGCM(key).decrypt(as_bytes(sealed["nonce"]), as_bytes(sealed["data"]), purpose.encode())
    except (InvalidTag, KeyError, TypeError) as error:
        raise ValueError("the sealed content was altered") from error
    content: dict[str, Any] = json.loads(plain)
    return content


def write(folder: Path, keys: Keys) -> None:
    """Writes keys.json of the book in *folder*, then its second copy.

    Where the second cannot be written, as while another program holds it, the first is put back too:
    a passphrase that was said to be unchanged is unchanged.
    """
    path, content = folder / KEYS_NAME, dump(keys)
    before = _whole_bytes(path)
    files.write_atomically(path, content)
    try:
        files.write_atomically(folder / PREVIOUS_NAME, content)
    except KnownProblem:
        if before is not None:
            with suppress(KnownProblem):
                files.write_atomically(path, before)
        raise


def _whole_bytes(path: Path) -> bytes | None:
    """The bytes of the keys.json at *path*; None when there is none or it is damaged."""
    try:
        content = files.read(path)
        load(content)
    except KnownProblem:
        return None
    return content


def is_whole(folder: Path, keys: Keys) -> bool:
    """Whether keys.json in *folder* and its second copy both hold *keys*."""
    content = _values(keys)
    for name in (KEYS_NAME, PREVIOUS_NAME):
        try:
            if _values(load(files.read(folder / name))) != content:
                return False
        except KnownProblem:
            return False
    return True


def candidates(folder: Path) -> Iterator[Found]:
    """The keys that may open the book in *folder*, best first: keys.json, its copy, the newest backups'.

    keys.json alone when it is whole.  Raises KeysMissing, KeysDamaged, NotABook or BookNewer
    when there are none at all.
    """
    path = folder / KEYS_NAME
    problem: KnownProblem
    try:
        if path.is_file():
            yield Found(load(files.read(path)))
            return
        known = (folder / RECORDS_NAME).is_file() or (folder / PREVIOUS_NAME).is_file()
        problem = KeysMissing() if known else NotABook()
    except (KeysDamaged, NotABook, files.NotStored) as error:
        problem = error
    missing = not path.exists()
    none = True
    for found in _elsewhere(folder, missing=missing):
        none = False
        yield found
    if none:
        raise problem


def _elsewhere(folder: Path, *, missing: bool) -> Iterator[Found]:
    try:
        keys = load(files.read(folder / PREVIOUS_NAME))
    except KnownProblem:
        pass
    else:
        yield Found(
            keys,
            _("The file keys.json is missing. Its second copy is used instead; nothing is lost.")
            if missing
            else _("The file keys.json is damaged. Its second copy is used instead; nothing is lost."),
        )
    for made, backup in backups_in(folder / BACKUPS_NAME)[:_BACKUPS_TRIED]:
        try:
            with zipfile.ZipFile(backup) as archive:
                keys = load(archive.read(KEYS_NAME))
        except (KnownProblem, OSError, KeyError, EOFError, ValueError, zipfile.BadZipFile):
            continue
        yield Found(
            keys,
            (
                _(
                    "The file keys.json is missing. The keys of the backup of {date} are used instead: "
                    "the passphrases and recovery sheets of that day open the book."
                )
                if missing
                else _(
                    "The file keys.json is damaged. The keys of the backup of {date} are used instead: "
                    "the passphrases and recovery sheets of that day open the book."
                )
            ).format(date=long_day(made.date())),
        )


def dump(keys: Keys) -> bytes:
    """*keys* as the bytes of keys.json."""
    content = _values(keys) | {"cover": seal(keys.cover_key, keys.cover, "cover")}
    content["check"] = check_of(content)
    return json.dumps(content, indent=1, ensure_ascii=True).encode("ascii")


def _values(keys: Keys) -> dict[str, Any]:
    """*keys* as JSON values, the cover open."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "book": keys.book,
        "cover_key": as_text(keys.cover_key),
        "cover": keys.cover,
        "slots": [_slot_values(slot) for slot in keys.slots],
        "kept": [_slot_values(slot) for slot in keys.kept],
        "links": [[link.account, as_text(link.sealed)] for link in keys.links],
    }


def _slot_values(slot: Slot) -> dict[str, Any]:
    return slot.header() | {
        "nonce": as_text(slot.nonce),
        "wrapped": as_text(slot.wrapped),
        "seals": [[as_text(seal.sealed), as_text(seal.mark)] for seal in slot.seals],
    }


def load(content: bytes) -> Keys:
    """The keys in the bytes of a keys.json; raises NotABook, BookNewer or KeysDamaged."""
    try:
        values = json.loads(content[:_MOST_BYTES])
    except (ValueError, RecursionError) as error:
        raise KeysDamaged from error
    if not isinstance(values, dict):
        raise NotABook
    if values.get("format") != FORMAT:
        raise KeysDamaged if values.get("check") else NotABook
    check = values.pop("check", None)
    if check != check_of(values):
        raise KeysDamaged
    if values["version"] > VERSION:
        raise BookNewer
    try:
        cover_key = as_bytes(values["cover_key"])
        slots, kept = (tuple(_slot(slot) for slot in values.get(name, ())) for name in ("slots", "kept"))
        links = tuple(Link(int(account), as_bytes(sealed)) for account, sealed in values.get("links", ()))
        cover = unseal(cover_key, values["cover"], "cover")
        return Keys(values["book"], cover_key, cover, slots, kept, links)
    except (KeyError, TypeError, ValueError) as error:
        raise KeysDamaged from error


def _slot(values: dict[str, Any]) -> Slot:
    return Slot(
        account=int(values["account"]),
        kind=str(values["kind"]),
        one_time=bool(values["one_time"]),
        kdf=dict(values["kdf"]),
        door=as_bytes(values["door"]),
        nonce=as_bytes(values["nonce"]),
        wrapped=as_bytes(values["wrapped"]),
        seals=tuple(Seal(as_bytes(sealed), as_bytes(mark)) for sealed, mark in values["seals"]),
        holds=as_bytes(values["holds"]) if "holds" in values else None,
    )


def check_of(values: dict[str, Any]) -> str:
    """The checksum over all *values* of a keys.json but itself."""
    return hashlib.sha256(canonical(values)).hexdigest()

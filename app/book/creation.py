"""Makes a new book.  Promises that its folder appears whole or not at all."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, insert

from app import files
from app.book import engine, history, images, key_slots, keys_file, migrations, place, schema
from app.book.change import writing
from app.book.cover import RECORDS_NAME, CoverAccount, cover_content
from app.book.problems import BookExists
from app.book.records import AccountRecord, UnitRecord
from app.book.unlocking import Unlocked
from app.entry_check import NAME_LENGTH, EntryCheck
from app.language import _

MANAGER = "manager"
FIRST_ACCOUNT = 1


@dataclass(frozen=True)
class NewBook:
    """What a new book is made of."""

    unit: str
    hospital: str
    manager: str
    passphrase: str = field(repr=False)

    def checked(self) -> "NewBook":
        """The same with clean lines; raises InvalidEntry."""
        check = EntryCheck()
        unit = check.line("unit", self.unit, missing=_("Give the unit's name."), longest=NAME_LENGTH)
        hospital = check.line("hospital", self.hospital, longest=NAME_LENGTH)
        manager = check.line("manager", self.manager, missing=_("Give your name."), longest=NAME_LENGTH)
        if not self.passphrase.strip():
            check.fault("passphrase", _("Choose a passphrase."))
        check.done()
        return NewBook(unit, hospital, manager, self.passphrase)


def create(folder: Path, new: NewBook, now: datetime, cost: key_slots.KeyCost) -> tuple[Unlocked, str]:
    """Makes the book *new* in *folder*: what opens it, and the manager's recovery code.

    Raises InvalidEntry, Synchronised, PathTooLong, BookExists or a problem of the disk.
    """
    new = new.checked()
    place.look_at(folder)
    _refuse_existing(folder)
    material = key_slots.new_material()
    account = CoverAccount(FIRST_ACCOUNT, new.manager, MANAGER)
    keys = key_slots.new_keys(cover_content(new.unit, new.hospital, (account,)))
    slot = key_slots.passphrase_slot(keys.book, FIRST_ACCOUNT, new.passphrase, material, cost)
    recovery, code = key_slots.recovery_slot(keys.book, FIRST_ACCOUNT, material)
    keys = key_slots.with_slot(key_slots.with_slot(keys, slot), recovery)
    beside = folder.with_name(f".{secrets.token_hex(6)}.pairbook-new")
    files.make_folder(beside)
    try:
        _make_records(beside / RECORDS_NAME, material, new, now)
        keys_file.write(beside, keys)
        with files.explained():
            if folder.is_dir():
                folder.rmdir()
        files.put_in_place(beside, folder)
    except BaseException:
        files.remove_folder(beside)
        raise
    return Unlocked(folder, FIRST_ACCOUNT, False, keys, material), code


def _refuse_existing(folder: Path) -> None:
    with files.explained():
        if folder.is_dir() and not any(folder.iterdir()):
            return
        if folder.exists():
            raise BookExists


def _make_records(path: Path, material: key_slots.Material, new: NewBook, now: datetime) -> None:
    driver = engine.connect(path, material.data_key, create=True)
    try:
        schema.make_tables(driver)
        made = engine.make_engine(driver)
        if schema.FIRST < migrations.CURRENT:
            schema.upgrade(made, driver, schema.FIRST)
        _make_first_rows(made, material, new, now)
        made.dispose()
    finally:
        driver.close()


def _make_first_rows(made: Engine, material: key_slots.Material, new: NewBook, now: datetime) -> None:
    unit = {"id": 1, "name": new.unit, "hospital": new.hospital, "created_at": now}
    account = {
        "id": FIRST_ACCOUNT,
        "name": new.manager,
        "role": MANAGER,
        "public_key": material.public_key(),
        "created_at": now,
    }
    with made.begin() as connection, writing(connection):
        connection.execute(insert(UnitRecord).values(unit))
        connection.execute(insert(AccountRecord).values(account))
        rows = [(kind, 1, None, images.read_rows(connection, kind, [1])[1]) for kind in ("unit", "account")]
        history.remember(
            connection,
            history.Happening(
                now,
                FIRST_ACCOUNT,
                new.manager,
                _("Set up the book"),
                "account",
                migrations.CURRENT,
                rows=rows,
            ),
        )

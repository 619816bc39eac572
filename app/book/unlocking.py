"""From a passphrase or recovery code to the book's keys.  Slow by design, for any thread.

Reads keys.json, touches nothing else and changes no byte.
"""

from dataclasses import dataclass, field
from pathlib import Path

from app.book import key_slots
from app.book.cover import read_cover, read_keys
from app.book.problems import NoSuchAccount


@dataclass(frozen=True)
class Unlocked:
    """What :meth:`Book.open_with` needs; forget it soon.

    *needs_new_passphrase* after a recovery code or a one-time passphrase.
    """

    folder: Path
    account_id: int
    needs_new_passphrase: bool
    keys: key_slots.Keys = field(repr=False)
    material: key_slots.Material = field(repr=False)

    @property
    def name(self) -> str:
        """The account's name, by the cover."""
        accounts = self.keys.cover["accounts"]
        return next((str(each["name"]) for each in accounts if each["id"] == self.account_id), "")


def unlock(folder: Path, account: int | str, passphrase: str) -> Unlocked:
    """The keys of the book in *folder* for *account* (number, or name in any capitals).

    Raises what read_cover raises, NoSuchAccount or WrongPassphrase.
    """
    keys = read_keys(folder)
    account_id = account_number(folder, account)
    slot, material = key_slots.open_with_passphrase(keys, account_id, passphrase)
    return Unlocked(folder, account_id, slot.one_time or material.private_key is None, keys, material)


def unlock_with_code(folder: Path, code: str) -> Unlocked:
    """The keys of the book in *folder* for the account whose recovery *code* this is.

    Raises what read_cover raises, CodeMistyped or WrongRecoveryCode.
    """
    keys = read_keys(folder)
    slot, material = key_slots.open_with_code(keys, code)
    return Unlocked(folder, slot.account, True, keys, material)


def account_number(folder: Path, account: int | str) -> int:
    """The number of the account *account* on the cover; raises NoSuchAccount."""
    wanted = account.strip().casefold() if isinstance(account, str) else account
    for known in read_cover(folder).accounts:
        if wanted in (known.id, known.name.casefold()):
            return known.id
    raise NoSuchAccount

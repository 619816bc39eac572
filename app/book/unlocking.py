"""From a passphrase or recovery code to the book's keys.  Slow by design, for any thread.

Reads the keys, notes a wrong guess in the PC user's own folder (app/book/guesses.py), and
changes no byte of the book.  Where keys.json is damaged or missing, its second copy or the
newest backup stands in, whichever the passphrase and the records fit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.book import engine, guesses, kept_keys, key_slots, keys_file
from app.book.cover import RECORDS_NAME, cover_accounts, find_keys
from app.book.problems import KeysDamaged, NoSuchAccount, WrongPassphrase, WrongRecoveryCode
from app.clock import Clock, SystemClock
from app.errors import KnownProblem

Opened = tuple[key_slots.Slot, key_slots.Material]


@dataclass(frozen=True)
class Unlocked:
    """What :meth:`Book.open_with` needs; forget it soon.

    *needs_new_passphrase* after a recovery code or a one-time passphrase; *remark* says where
    the keys came from when it was not keys.json, which the opening puts right.
    """

    folder: Path
    account_id: int
    needs_new_passphrase: bool
    keys: key_slots.Keys = field(repr=False)
    material: key_slots.Material = field(repr=False)
    remark: str = ""

    @property
    def name(self) -> str:
        """The account's name, by the cover."""
        return next((each.name for each in cover_accounts(self.keys) if each.id == self.account_id), "")


def unlock(
    folder: Path,
    account: int | str,
    passphrase: str,
    *,
    clock: Clock | None = None,
    pause: Callable[[float], object] = time.sleep,
) -> Unlocked:
    """The keys of the book in *folder* for *account* (number, or name in any capitals).

    After several wrong guesses it waits (*pause*) before it tries; see :func:`wait_before`.
    Raises what read_cover raises, NoSuchAccount or WrongPassphrase.
    """
    clock = clock or SystemClock()
    keys = find_keys(folder).keys
    account_id = account_number(keys, account)
    wait = guesses.wait_left(keys.book, account_id, clock.now())
    if wait:
        pause(wait)
    guesses.note(keys.book, account_id, clock.now())

    def open_slot(found: key_slots.Keys) -> Opened:
        return key_slots.open_with_passphrase(found, account_number(found, account), passphrase)

    try:
        unlocked = _unlock(folder, open_slot)
    except WrongPassphrase as error:
        raise WrongPassphrase(guesses.wait_left(keys.book, account_id, clock.now())) from error
    guesses.forget(keys.book, account_id)
    return unlocked


def unlock_with_code(folder: Path, code: str) -> Unlocked:
    """The keys of the book in *folder* for the account whose recovery *code* this is.

    Raises what read_cover raises, CodeMistyped or WrongRecoveryCode.
    """
    find_keys(folder)
    return _unlock(folder, lambda keys: key_slots.open_with_code(keys, code), by_code=True)


def wait_before(folder: Path, account: int, clock: Clock) -> float:
    """How many seconds :func:`unlock` would wait before it tries *account*; for the sign-in page."""
    return guesses.wait_left(find_keys(folder).keys.book, account, clock.now())


def account_number(keys: key_slots.Keys, account: int | str) -> int:
    """The number of the account *account* on the cover of *keys*; raises NoSuchAccount."""
    wanted = account.strip().casefold() if isinstance(account, str) else account
    for known in cover_accounts(keys):
        if wanted in (known.id, known.name.casefold()):
            return known.id
    raise NoSuchAccount


def _unlock(
    folder: Path, open_slot: Callable[[key_slots.Keys], Opened], *, by_code: bool = False
) -> Unlocked:
    problem: KnownProblem | None = None
    for found in keys_file.candidates(folder):
        try:
            slot, material = open_slot(found.keys)
            if found.remark and not _fits(folder, material):
                raise KeysDamaged
        except (WrongPassphrase, WrongRecoveryCode, NoSuchAccount, KeysDamaged) as error:
            problem = problem or error
            continue
        material = kept_keys.with_earlier(found.keys, slot.account, material)
        new = by_code or slot.one_time or material.private_key is None
        return Unlocked(folder, slot.account, new, found.keys, material, found.remark)
    raise problem or KeysDamaged()


def _fits(folder: Path, material: key_slots.Material) -> bool:
    keys = (material.data_key, material.other_key)
    return any(engine.opens(folder / RECORDS_NAME, key) for key in keys if key)

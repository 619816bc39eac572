"""Wrong guesses at a passphrase make the next try wait; nobody is ever locked out.

Three slips are free.  After that the wait doubles from one second up to half a minute, and it
ends with a right passphrase or after a day.  A right passphrase is never refused: it waits for
its turn, and opens the book.

The guesses are remembered in a small file in the PC user's own folder, under a hash of the
book and the account, and noted before the answer is known, so that ending the program saves no
time.  This slows down somebody at this PC.  Against somebody who has copied the book, the cost
of each guess (Argon2id) and the strength of the passphrase stand.
"""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from app import files, log
from app.errors import KnownProblem

FREE = 3
LONGEST = 30.0
FORGOTTEN = timedelta(days=1)
_NAME = "guesses.json"


def wait_left(book: str, account: int, now: datetime) -> float:
    """Seconds to wait before the next guess at *account* of *book*; never more than half a minute."""
    guess = _read().get(_key(book, account))
    if guess is None:
        return 0.0
    count, last = guess
    passed = (now - last).total_seconds()
    if count <= FREE or passed >= FORGOTTEN.total_seconds():
        return 0.0
    # A clock that was put back has let no time pass.
    return max(0.0, delay(count) - max(0.0, passed))


def delay(count: int) -> float:
    """Seconds to wait after *count* wrong guesses in a row."""
    return 0.0 if count <= FREE else min(LONGEST, 2.0 ** min(count - FREE - 1, 10))


def note(book: str, account: int, now: datetime) -> None:
    """Notes a guess at *account* of *book*; where that cannot be written, it is not remembered."""
    known = _read()
    key = _key(book, account)
    count, last = known.get(key, (0, now))
    known = {each: guess for each, guess in known.items() if now - guess[1] < FORGOTTEN}
    known[key] = ((count if now - last < FORGOTTEN else 0) + 1, now)
    _write(known)


def forget(book: str, account: int) -> None:
    """Forgets the guesses at *account* of *book*: the passphrase was right."""
    known = _read()
    if known.pop(_key(book, account), None):
        _write(known)


def _key(book: str, account: int) -> str:
    return hashlib.sha256(f"{book}:{account}".encode()).hexdigest()[:32]


def _read() -> dict[str, tuple[int, datetime]]:
    try:
        values = json.loads(files.read(log.folder() / _NAME))
        return {
            str(key): (int(count), datetime.fromisoformat(last).astimezone(UTC))
            for key, (count, last) in values.items()
        }
    except (KnownProblem, RuntimeError, ValueError, TypeError, AttributeError):
        return {}


def _write(known: dict[str, tuple[int, datetime]]) -> None:
    values = {key: [count, last.astimezone(UTC).isoformat()] for key, (count, last) in known.items()}
    with suppress(KnownProblem, RuntimeError):
        files.make_folder(log.folder())
        files.write_atomically(log.folder() / _NAME, json.dumps(values).encode("ascii"))

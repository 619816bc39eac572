"""What this PC remembers between starts: books opened lately, the look, the text size.

Promises: a small file without personal text (paths of books, numbers of accounts); a
missing or damaged file is the same as none; writing it never stops the program.
"""

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

MOST = 6


@dataclass(frozen=True)
class Preferences:
    """*books* newest first; *last_account* by a book's path."""

    books: tuple[str, ...] = ()
    last_account: dict[str, int] = field(default_factory=dict)
    look: str = "system"
    zoom: int = 100
    lock_minutes: int = 5

    def with_book(self, folder: Path, account: int | None = None) -> "Preferences":
        """The same with *folder* first, and who signed in there."""
        path = str(folder)
        accounts = dict(self.last_account)
        if account is not None:
            accounts[path] = account
        books = (path, *(book for book in self.books if book != path))[:MOST]
        return replace(
            self, books=books, last_account={book: accounts[book] for book in books if book in accounts}
        )

    def without_book(self, folder: Path) -> "Preferences":
        """The same without *folder*."""
        return replace(self, books=tuple(book for book in self.books if book != str(folder)))


def preferences_file() -> Path:
    """Where the preferences lie for this user of the PC."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / "Pairbook" / "preferences.json"


def load() -> Preferences:
    """What was kept; the defaults where nothing was or it cannot be read."""
    try:
        kept: dict[str, Any] = json.loads(preferences_file().read_text(encoding="utf-8"))
        return Preferences(
            tuple(str(book) for book in kept.get("books", ())),
            {str(book): int(account) for book, account in kept.get("last_account", {}).items()},
            str(kept.get("look", "system")),
            int(kept.get("zoom", 100)),
            int(kept.get("lock_minutes", 5)),
        )
    except (OSError, ValueError, AttributeError, TypeError):
        return Preferences()


def keep(preferences: Preferences) -> None:
    """Write *preferences*; that this fails is no reason to stop anybody."""
    from app import files
    from app.errors import KnownProblem

    with suppress(OSError, KnownProblem):
        path = preferences_file()
        files.make_folder(path.parent)
        files.write_atomically(path, json.dumps(asdict(preferences), indent=1).encode())


def books_folder() -> Path:
    """Where new books go: the documents folder every account of this PC may write (DESIGN 3)."""
    from app.book.place import default_folder

    return default_folder()


def first_book(asked: Path | None, preferences: Preferences) -> Path | None:
    """The book a start shows: the one *asked* for, else the one opened last that is still there."""
    found = asked or known_book(preferences)
    return found.absolute() if found is not None else None


def known_book(preferences: Preferences) -> Path | None:
    """The book opened last that is still there."""
    return next((Path(book) for book in preferences.books if Path(book).is_dir()), None)

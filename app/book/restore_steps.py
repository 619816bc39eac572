"""Putting a checked, unpacked backup in the place of a book, so that an interruption loses neither.

The new files lie in a folder ``.restoring`` inside the book's own, with a note of where the
book that is replaced goes.  From then on the restore is only ever finished, never half done:
whoever looks at the book next does what is left (:func:`finish_interrupted`).  First all files of
the replaced book leave, its journal among them (it must never meet the new records); then the
new ones come in.  Each step can be repeated.
"""

from contextlib import suppress
from pathlib import Path

from app import files
from app.book import keys_file, lock_file
from app.book.keys_file import KEYS_NAME, PREVIOUS_NAME, RECORDS_NAME
from app.book.problems import BookInUse
from app.errors import KnownProblem

READY_NAME = ".restoring"
_GOES_TO = "replaced-goes-to"
_NEW = (KEYS_NAME, RECORDS_NAME)
_OLD = (f"{RECORDS_NAME}-journal", RECORDS_NAME, PREVIOUS_NAME, KEYS_NAME)


def is_ready(folder: Path) -> bool:
    """Whether a restore into *folder* waits to be finished."""
    return (folder / READY_NAME / _GOES_TO).is_file()


def replace(folder: Path, unpacked: Path, replaced: Path) -> None:
    """Puts the files in *unpacked*, a folder inside *folder*, in place; those from before go to *replaced*.

    When a step fails, those before it are taken back and its problem comes out.
    """
    files.remove_folder(folder / READY_NAME)
    files.write_atomically(unpacked / _GOES_TO, replaced.name.encode("utf-8"))
    files.put_in_place(unpacked, folder / READY_NAME)
    try:
        finish(folder)
    except BaseException:
        with suppress(KnownProblem):
            _take_back(folder, replaced)
        raise


def finish(folder: Path) -> None:
    """Does what is left of a restore into *folder*."""
    ready = folder / READY_NAME
    replaced = folder.with_name(files.read(ready / _GOES_TO).decode("utf-8"))
    if all((ready / name).is_file() for name in _NEW):
        files.make_folder(replaced)
        _move(folder, replaced, _OLD)
    _move(ready, folder, _NEW)
    files.remove_folder(ready)


def finish_interrupted(folder: Path) -> None:
    """Finishes a restore into *folder* that was interrupted; raises BookInUse while it still runs."""
    if not is_ready(folder):
        return
    keys = folder / READY_NAME / KEYS_NAME
    cover_key = keys_file.load(files.read(keys if keys.is_file() else folder / KEYS_NAME)).cover_key
    holder = lock_file.in_use_by(folder, cover_key)
    if holder and not holder.stale:
        raise BookInUse(holder.who, holder.computer, holder.since)
    finish(folder)


def _take_back(folder: Path, replaced: Path) -> None:
    if any((replaced / name).exists() for name in _OLD):
        _move(folder, folder / READY_NAME, tuple(name for name in _NEW if (replaced / name).exists()))
        _move(replaced, folder, _OLD[::-1])
    files.remove_folder(folder / READY_NAME)
    files.remove_folder(replaced)


def _move(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (source / name).exists():
            files.put_in_place(source / name, target / name)

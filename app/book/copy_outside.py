"""Taking a backup outside the PC: to a USB stick or another drive.

The newest backup on the PC is copied, read back and compared; works on plain paths, in any thread.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

from app import files
from app.book.problems import BackupDamaged
from app.errors import KnownProblem
from app.language import _

_BLOCK = 1 << 20


class NotOutside(KnownProblem):
    """The chosen folder lies inside the book."""


def refuse_inside(folder: Path, book: Path) -> None:
    """Raises NotOutside for a *folder* that lies in the *book* itself."""
    if folder.resolve().is_relative_to(book.resolve()):
        raise NotOutside(
            _("This folder belongs to the book itself."),
            _("Nothing was copied."),
            _("Choose a USB stick or another drive."),
        )


def copy_outside(backup: Path, folder: Path, book: Path) -> Path:
    """Copies *backup* of *book* into *folder* and reads it back; the copy's path.

    Nothing else in *folder* is touched: the stick may hold copies of other books.  Raises
    NotOutside, BackupDamaged when the copy differs, or a problem of the disk.
    """
    refuse_inside(folder, book)
    target = folder / backup.name
    digest = hashlib.sha256()

    def write(file: BinaryIO) -> None:
        with files.explained_reading(), backup.open("rb") as source:
            while block := source.read(_BLOCK):
                digest.update(block)
                file.write(block)

    files.write_atomically(target, write)
    with files.explained(), target.open("rb") as copy:
        found = hashlib.file_digest(copy, "sha256")
    if found.digest() != digest.digest():
        files.remove(target)
        raise BackupDamaged
    return target

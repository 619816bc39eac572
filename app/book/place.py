"""Where a book lies, and whether that is a good place (DESIGN 3).

A folder that another program synchronises (OneDrive, Dropbox …) is refused: such programs copy
a book while it is being written, and mix copies of two PCs.  A network share and a removable
drive are allowed with a remark; of a book on a share a backup is made on this PC whenever it was
changed and is closed.  What cannot be found out is taken for a good place.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_data_path, user_documents_path

from app import files
from app.errors import KnownProblem
from app.language import _

LONGEST_NAME = 200
"""Of the folder's own name, in bytes: names of backups and replaced books are made of it."""
_LONGEST_WINDOWS_PATH = 259
_LONGEST_INSIDE = len("/backups/ 2026-11-28 10-43-00.pairbook-backup")
"""Besides the book's own name, which stands in that of each backup."""
_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "fuse.sshfs", "fuse.gvfsd-fuse"}
_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/Volumes/")
_SYNCHRONISED_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "sharepoint": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "syncthing": "Syncthing",
}
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
_ENVIRONMENT = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4
# FOLDERID_PublicDocuments, {ED4824AF-DCE4-45A8-81E2-FC7965083634}, as it lies in memory
_PUBLIC_DOCUMENTS = bytes.fromhex("AF2448ED E4DC A845 81E2 FC7965083634")


class Kind(StrEnum):
    """What sort of place a folder is."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True)
class Place:
    """What is known of a folder: its *kind* and a *remark* to show (empty for a good place)."""

    kind: Kind
    remark: str


class Synchronised(KnownProblem):
    """The folder is copied by another *program*; a book may not lie there."""

    def __init__(self, program: str) -> None:
        super().__init__(
            _("This folder is synchronised by {program}, which would damage a book.").format(program=program),
            _("Nothing was changed."),
            _("Choose another folder. A book that lies here already: move its folder, then open it."),
        )
        self.program = program


class PathTooLong(KnownProblem):
    """The folder's name or path leaves no room for the names inside."""

    def __init__(self) -> None:
        super().__init__(
            _("The name or path of this folder is too long."),
            _("Nothing was changed."),
            _("Choose a shorter name, or a folder nearer to the top of the drive."),
        )


def look_at(
    folder: Path,
    *,
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    drive_type: Callable[[str], int] | None = None,
    mounts: Path = _MOUNTS,
) -> Place:
    """What sort of place *folder* is for a book, whether or not it exists yet.

    Raises Synchronised, PathTooLong or NameNotAllowed where a book may not lie.
    """
    _refuse_too_long(folder, platform)
    files.refuse_bad_name(folder, platform)
    program = _synchronised_by(folder, environment)
    if program:
        raise Synchronised(program)
    kind = _kind(folder, platform, drive_type or _windows_drive_type, mounts)
    return Place(kind, _remark(kind))


def default_folder(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    known_folder: Callable[[], str] | None = None,
) -> Path:
    """Where new books go: documents that every account of the PC may write; else the user's own."""
    if platform == "win32":
        known = (known_folder or windows_public_documents)()
        public = Path(environment.get("PUBLIC") or r"C:\Users\Public")
        return (Path(known) if known else public / "Documents") / "Pairbook"
    return user_documents_path() / "Pairbook"


def local_backups(book: str) -> Path:
    """Where backups of the book with the id *book* lie on this PC when the book lies on a share."""
    return user_data_path("Pairbook", False) / "backups" / book


def _refuse_too_long(folder: Path, platform: str) -> None:
    too_long = len(os.fsencode(folder.name)) > LONGEST_NAME
    inside = len(str(folder)) + len(folder.stem) + _LONGEST_INSIDE
    if too_long or (platform == "win32" and inside > _LONGEST_WINDOWS_PATH):
        raise PathTooLong


def _synchronised_by(folder: Path, environment: Mapping[str, str]) -> str:
    """The program that synchronises *folder*; "" when none is known to."""
    path = folder.absolute()
    for name in _ENVIRONMENT:
        root = environment.get(name)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for root in _dropbox_roots(environment):
        if path.is_relative_to(root):
            return "Dropbox"
    for part in path.parts:
        plain = part.casefold()
        # "OneDrive - St Brannoc's", "Dropbox (Personal)"
        for name, program in _SYNCHRONISED_NAMES.items():
            if plain == name or plain.startswith((f"{name} -", f"{name} (", f"{name}-")):
                return program
    for parent in path.parents:
        for mark, program in _MARKS.items():
            if os.path.lexists(parent / mark):
                return program
    return ""


def _dropbox_roots(environment: Mapping[str, str]) -> Iterator[str]:
    places = [environment.get(name) for name in ("APPDATA", "LOCALAPPDATA")]
    candidates = [Path(place) / "Dropbox" / "info.json" for place in places if place]
    if environment.get("HOME"):
        candidates.append(Path(environment["HOME"]) / ".dropbox" / "info.json")
    for candidate in candidates:
        try:
            values = json.loads(candidate.read_text("utf-8"))
            yield from (str(account["path"]) for account in values.values())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _kind(folder: Path, platform: str, drive_type: Callable[[str], int], mounts: Path) -> Kind:
    if platform == "win32":
        text = str(folder)
        if text.startswith(("\\\\", "//")) and not text.startswith("\\\\?\\"):
            return Kind.NETWORK
        found = drive_type(text[:3])
        return {_WINDOWS_REMOTE: Kind.NETWORK, _WINDOWS_REMOVABLE: Kind.REMOVABLE}.get(found, Kind.LOCAL)
    path = os.path.realpath(folder)
    if _mounted_as(path, mounts) in _NETWORK:
        return Kind.NETWORK
    return Kind.REMOVABLE if path.startswith(_REMOVABLE_ROOTS) else Kind.LOCAL


def _mounted_as(path: str, mounts: Path) -> str:
    """The type of the file system that *path* lies on; "" where the system does not say."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        front, _dash, back = line.partition(" - ")
        where = front.split()[4].replace("\\040", " ")
        inside = path == where or path.startswith(where.rstrip("/") + "/")
        if inside and len(where) >= len(best):
            best, kind = where, back.split()[0]
    return kind


def _windows_drive_type(root: str) -> int:
    import ctypes

    system = getattr(ctypes, "windll", None)
    return int(system.kernel32.GetDriveTypeW(root)) if system else 0


def windows_public_documents() -> str:
    """The known folder Public Documents, wherever it was put; "" when Windows does not say."""
    import ctypes

    system = getattr(ctypes, "windll", None)
    found = ctypes.c_wchar_p()
    if system is None or system.shell32.SHGetKnownFolderPath(_PUBLIC_DOCUMENTS, 0, None, ctypes.byref(found)):
        return ""
    path = found.value or ""  # pragma: no cover
    system.ole32.CoTaskMemFree(found)  # pragma: no cover
    return path  # pragma: no cover


def _remark(kind: Kind) -> str:
    if kind is Kind.NETWORK:
        return _(
            "This book lies on a network drive: when the connection breaks, unsaved work waits. "
            "A backup is made on this PC each time the book is closed."
        )
    if kind is Kind.REMOVABLE:
        return _(
            "This book lies on a removable drive: lock Pairbook before you unplug it, "
            "and make copies on another drive."
        )
    return ""

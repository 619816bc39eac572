"""The one place that writes files.  Promises that a file is either the old one or the whole new one.

A file is written beside its place, brought to the disk, and only then put there.  What can
go wrong with disks and folders comes out as a :class:`KnownProblem` that says what to do;
the sentences never hold a path, which may hold a name.

The functions ``_write``, ``_sync`` and ``_replace`` are the seam for fault tests: everything
that this module brings to a disk goes through them.
"""

import errno
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from app import processes, windows_errors
from app.errors import KnownProblem
from app.file_names import is_taken_by_windows
from app.language import _

Content = bytes | Callable[[BinaryIO], object]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE}
_OPEN_ELSEWHERE = {errno.EBUSY, errno.ETXTBSY}
# Virus scanners and search indexers look into a new file for a moment, and nobody may move it meanwhile.
_PAUSES = (0.01, 0.03, 0.1, 0.2, 0.4) if sys.platform == "win32" else ()
_TEMPORARY = ".pairbook-part"


class DiskFull(KnownProblem):
    """There is no room left where the file belongs."""


class NotWritable(KnownProblem):
    """The folder or file may not be written."""


class FileInUse(KnownProblem):
    """Another program holds the file open."""


class NotReadable(KnownProblem):
    """The folder or file may not be read."""


class PlaceGone(KnownProblem):
    """The folder, drive or stick is not there (any more)."""


class NameNotAllowed(KnownProblem):
    """Windows keeps the file's name for something else, or refuses a sign in it."""


class NotStored(KnownProblem):
    """The disk refused for another reason."""


class FolderInTheWay(KnownProblem):
    """A folder bears the name that the file is to have."""


def known_problem(error: OSError) -> KnownProblem:
    """The known problem behind *error*, in words (STYLE 4)."""
    safe = _("What was there before is unchanged.")
    if windows_errors.is_bad_name(error):
        return name_not_allowed()
    number = windows_errors.meaning(error)
    if number in _OPEN_ELSEWHERE:
        return FileInUse(
            _("Not saved: the file is open in another program."),
            safe,
            _("Close it there, or choose another name, then try again."),
        )
    if number in _FULL:
        return DiskFull(
            _("Not saved: the disk is full."),
            safe,
            _("Free some space on it, or choose a folder on another disk, then try again."),
        )
    if number in _FORBIDDEN:
        return NotWritable(
            _("Not saved: this folder or file may not be written to."),
            safe,
            _("Choose a folder that you may write to, for instance your documents, then try again."),
        )
    if number in _GONE:
        return PlaceGone(
            _("The folder or file is not there."),
            safe,
            _("Check that the drive or stick is plugged in and that nothing was moved, then try again."),
        )
    if number == errno.EISDIR:
        return FolderInTheWay(
            _("Not saved: this is a folder."), safe, _("Give the file’s own name too, then try again.")
        )
    if number == errno.ENAMETOOLONG:
        return NotStored(_("Not saved: the name is too long."), safe, _("Choose a shorter name or folder."))
    return NotStored(
        _("Not saved: the disk reported a fault ({fault}).").format(fault=os.strerror(number or errno.EIO)),
        safe,
        _("Try again. If it happens again, choose another disk and have this one looked at."),
    )


def reading_problem(error: OSError) -> KnownProblem:
    """The known problem behind *error* where something was only to be read."""
    problem = known_problem(error)
    unchanged = _("Nothing was changed.")
    if isinstance(problem, FileInUse):
        return FileInUse(
            _("The file cannot be read: another program holds it."),
            unchanged,
            _("Close it there, or wait until a backup or a virus scan has finished, then try again."),
        )
    if error.errno == errno.ENAMETOOLONG:
        return PlaceGone(
            _("There is no file or folder of so long a name."), unchanged, _("Choose where it lies.")
        )
    if isinstance(problem, NotWritable):
        return NotReadable(
            _("This file or folder may not be read."),
            unchanged,
            _("Copy it to a folder of your own, or ask whoever put it there."),
        )
    return problem


def name_not_allowed() -> NameNotAllowed:
    """The problem of a name that Windows does not give to a file or folder."""
    return NameNotAllowed(
        _("Not saved: Windows does not allow this name."),
        _("What was there before is unchanged."),
        _('Choose a name without < > : " / \\ | ? * that is not one of Windows’ own, such as CON or NUL.'),
    )


@contextmanager
def explained() -> Iterator[None]:
    """Lets errors of the operating system out as known problems."""
    try:
        yield
    except OSError as error:
        raise known_problem(error) from error


@contextmanager
def explained_reading() -> Iterator[None]:
    """The same where something is only read."""
    try:
        yield
    except OSError as error:
        raise reading_problem(error) from error


def write_atomically(path: Path, content: Content) -> None:
    """Puts *content* (bytes, or a function that writes into the file it is given) at *path*.

    Afterwards the whole content is on the disk under that name; after any failure the
    file that stood there still stands there.  A link stays, and what it leads to is written.
    """
    refuse_bad_name(path)
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    _refuse_what_is_no_file(path)
    part = path.with_name(f".{secrets.token_hex(6)}{_TEMPORARY}")
    with explained():
        try:
            _create(part, content)
            put_in_place(part, path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def refuse_bad_name(path: Path, platform: str = sys.platform) -> None:
    """Raises NameNotAllowed where Windows would put what is written at *path* elsewhere, or nowhere."""
    name = PureWindowsPath(path).name
    if platform == "win32" and name != ".." and is_taken_by_windows(name):  # ".." is a folder, and said to be
        raise name_not_allowed()


def _refuse_what_is_no_file(path: Path) -> None:
    """A folder, a device or a pipe is no file that another may take the place of, whoever is allowed to."""
    with explained():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if path.exists() and not path.is_file():
            raise PermissionError(errno.EACCES, "no file")


def create_exclusively(path: Path, content: bytes) -> bool:
    """Creates *path* with *content* unless it exists; whether it did (of two who try, one does)."""
    with explained():
        try:
            _create(path, content)
            sync_folder(path.parent)
        except FileExistsError:
            return False
        except BaseException:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
    return True


def put_in_place(source: Path, target: Path) -> None:
    """Moves *source* to *target* on the same disk in one step, replacing a file that stands there."""
    with explained():
        try:
            _patiently(lambda: _replace(source, target))
        except PermissionError as error:
            if target.is_file() and os.access(target.parent, os.W_OK) and os.access(target, os.W_OK):
                raise OSError(errno.EBUSY, "the file is open elsewhere") from error
            raise
        except FileNotFoundError as error:
            if source.exists() and target.parent.is_dir():
                raise OSError(errno.ENAMETOOLONG, "Windows says so of a name that is too long") from error
            raise
        sync_folder(target.parent)


def read(path: Path) -> bytes:
    """All bytes of *path*; a known problem when it cannot be read."""
    with explained_reading():
        return _read(path)


def is_held(path: Path) -> bool:
    """Whether another program keeps everybody else from the file *path*, as happens on Windows."""
    try:
        path.open("rb+").close()
    except OSError as error:
        return isinstance(known_problem(error), FileInUse)
    return False


def make_folder(path: Path) -> None:
    """Makes the folder *path*, and those above it, where they do not exist."""
    with explained():
        try:
            path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:  # so says Windows of a file in the way, further up
            raise NotADirectoryError(errno.ENOTDIR, "a file is in the way") from error


def remove(path: Path) -> None:
    """Removes the file *path*; that it is not there is fine."""
    with explained():
        _patiently(lambda: path.unlink(missing_ok=True))


def remove_folder(path: Path) -> None:
    """Removes the folder *path* and what it holds, as far as that goes; never fails."""
    shutil.rmtree(path, ignore_errors=True)


def sync_file(path: Path) -> None:
    """Brings what was written to *path* to the disk."""
    with explained(), path.open("rb+") as file:
        _sync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Brings the names in *folder* to the disk (Windows does so by itself)."""
    if sys.platform == "win32":  # pragma: no cover
        return
    with explained():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)


def private_folder() -> Path:
    """A folder for this process's temporary files that only the present user may read."""
    own = _private_root() / str(os.getpid())
    with explained():
        own.mkdir(mode=0o700, exist_ok=True)
    return own


def empty_private_folders() -> None:
    """Removes this process's temporary files and those of processes that ended without doing so."""
    root = _private_root()
    for folder in root.iterdir():
        pid = int(folder.name) if folder.name.isdecimal() else 0
        if pid == os.getpid() or not processes.is_running(pid):
            remove_folder(folder)


def _private_root() -> Path:
    user = "" if sys.platform == "win32" else f"-{os.getuid()}"
    root = Path(tempfile.gettempdir()) / f"pairbook{user}"
    with explained():
        root.mkdir(mode=0o700, exist_ok=True)
        facts = root.lstat()
        ours = sys.platform == "win32" or (facts.st_uid == os.getuid() and not facts.st_mode & 0o077)
        if root.is_symlink() or not ours:
            raise PermissionError(errno.EACCES, "somebody else's folder")
    return root


def _patiently(work: Callable[[], object], pauses: Iterable[float] = _PAUSES) -> None:
    """Does *work*; again after each of the *pauses* (s) while another program holds the file."""
    for pause in pauses:
        try:
            work()
            return
        except PermissionError:
            time.sleep(pause)
    work()


def _create(path: Path, content: Content) -> None:
    with path.open("x+b") as file:
        if callable(content):
            content(file)
        else:
            _write(file, content)
        file.flush()
        _sync(file.fileno())


def _read(path: Path) -> bytes:
    return path.read_bytes()


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)


def _replace(source: Path, target: Path) -> None:
    os.replace(source, target)

"""The one place that writes files: old or new, never half; problems in words without paths."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from app import files, processes
from app.errors import KnownProblem


def _raise(number: int) -> object:
    def failing(*_anything: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


def test_a_written_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    files.write_atomically(path, b"one")
    files.write_atomically(path, lambda file: file.write(b"two"))
    assert files.read(path) == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that few have there")
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    meant, link = tmp_path / "elsewhere" / "meant", tmp_path / "link"
    link.symlink_to(meant)
    for content in (b"one", b"two"):
        files.write_atomically(link, content)
        assert (link.is_symlink(), meant.is_symlink(), meant.read_bytes()) == (True, False, content)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["elsewhere", "link", "meant"]


@pytest.mark.parametrize("name", ["", ".", "..", "folder"])
def test_a_folder_is_not_taken_for_a_failing_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(files.FolderInTheWay, match="this is a folder"):
        files.write_atomically(Path(name), b"x")
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.parametrize(
    ("seam", "number", "problem"),
    [
        ("_write", errno.ENOSPC, files.DiskFull),
        ("_write", errno.EIO, files.NotStored),
        ("_sync", errno.EIO, files.NotStored),
        ("_sync", errno.EDQUOT, files.DiskFull),
        ("_replace", errno.EROFS, files.NotWritable),
        ("_replace", errno.EBUSY, files.FileInUse),
        ("_replace", errno.ENODEV, files.PlaceGone),
        ("_replace", errno.ENAMETOOLONG, files.NotStored),
    ],
)
def test_after_a_fault_the_old_file_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seam: str, number: int, problem: type[KnownProblem]
) -> None:
    path = tmp_path / "Priya.txt"
    files.write_atomically(path, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(files, seam, _raise(number))
        with pytest.raises(problem) as caught:
            files.write_atomically(path, b"new")
    assert type(caught.value) is problem
    assert caught.value.what
    assert caught.value.do
    assert "Priya" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("Priya.txt", b"old")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are no files of Windows")
def test_a_pipe_or_a_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(files.NotWritable):
        files.write_atomically(tmp_path / "pipe", b"a print")
    assert not (tmp_path / "pipe").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_bug_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    def content(file: BinaryIO) -> None:
        file.write(b"half")
        raise ZeroDivisionError

    path = tmp_path / "a"
    files.write_atomically(path, b"old")
    with pytest.raises(ZeroDivisionError):
        files.write_atomically(path, content)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_a_refused_replacement_means_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_replace", _raise(errno.EACCES))
    path = tmp_path / "a"
    with pytest.raises(files.NotWritable):
        files.write_atomically(path, b"new")
    path.write_bytes(b"old")
    with pytest.raises(files.FileInUse):
        files.write_atomically(path, b"new")


def test_a_sharing_violation_is_open_elsewhere() -> None:
    error = PermissionError(errno.EACCES, "x")
    error.winerror = 32  # type: ignore[attr-defined]
    assert isinstance(files.known_problem(error), files.FileInUse)
    assert isinstance(files.known_problem(OSError("x")), files.NotStored)


@pytest.mark.parametrize(
    ("number", "told_as", "problem"),
    [
        (21, errno.EACCES, files.PlaceGone),  # a stick that was pulled out
        (64, errno.EINVAL, files.PlaceGone),  # a share that went away
        (39, errno.EINVAL, files.DiskFull),
        (5, errno.EACCES, files.NotWritable),
        (123, errno.EINVAL, files.NameNotAllowed),
    ],
)
def test_what_windows_says_is_taken_at_its_word(
    number: int, told_as: int, problem: type[KnownProblem]
) -> None:
    error = OSError(told_as, "x")
    error.winerror = number  # type: ignore[attr-defined]
    assert type(files.known_problem(error)) is problem


def test_what_cannot_be_read_is_not_said_to_be_unsaved(tmp_path: Path) -> None:
    held, forbidden = OSError(errno.EBUSY, "x"), PermissionError(errno.EACCES, "x")
    assert isinstance(files.reading_problem(held), files.FileInUse)
    assert isinstance(files.reading_problem(forbidden), files.NotReadable)
    for error in (held, forbidden):
        assert "saved" not in str(files.reading_problem(error))
    with pytest.raises(files.PlaceGone):
        files.read(tmp_path / "nothing")


def test_a_name_too_long_for_windows_is_told_as_that() -> None:
    error = OSError(errno.ENOENT, "x")
    error.winerror = 206  # type: ignore[attr-defined]
    assert "too long" in files.known_problem(error).what


def test_a_name_that_is_too_long_is_not_said_to_be_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_replace", _raise(errno.ENOENT))
    with pytest.raises(files.NotStored) as caught:
        files.write_atomically(tmp_path / "a", b"x")
    assert "too long" in caught.value.what
    with pytest.raises(files.PlaceGone):
        files.put_in_place(tmp_path / "nothing", tmp_path / "a")


def test_a_name_that_windows_keeps_for_a_device_is_refused_there_alone() -> None:
    for name in ("NUL.pdf", "con", "Ward: May.pdf", "Ward 7."):
        files.refuse_bad_name(Path(name), "linux")
        with pytest.raises(files.NameNotAllowed) as caught:
            files.refuse_bad_name(Path(name), "win32")
        assert name not in str(caught.value)
    for name in ("Ward 7 – May.pdf", ".", ".."):
        files.refuse_bad_name(Path(name), "win32")


def test_a_file_that_is_looked_into_for_a_moment_is_waited_for() -> None:
    refusals = [PermissionError(), PermissionError()]

    def work() -> None:
        if refusals:
            raise refusals.pop()

    files._patiently(work, (0, 0))
    assert refusals == []
    refusals += [PermissionError(), PermissionError()]
    with pytest.raises(PermissionError):
        files._patiently(work, (0,))


def test_a_file_that_is_free_or_gone_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert not files.is_held(path)
    path.write_bytes(b"x")
    assert not files.is_held(path)


def test_of_two_who_create_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"
    assert files.create_exclusively(path, b"first")
    assert not files.create_exclusively(path, b"second")
    assert path.read_bytes() == b"first"
    other = tmp_path / "other"
    monkeypatch.setattr(files, "_sync", _raise(errno.ENOSPC))
    with pytest.raises(files.DiskFull):
        files.create_exclusively(other, b"x")
    assert not other.exists()


def test_folders_and_files_come_and_go(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    files.make_folder(folder)
    files.make_folder(folder)
    (folder / "x").write_bytes(b"x")
    files.sync_file(folder / "x")
    files.remove(folder / "x")
    files.remove(folder / "x")
    files.remove_folder(tmp_path / "a")
    files.remove_folder(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(files.PlaceGone):
        files.read(folder / "x")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, of this test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_the_private_folder_is_private_and_emptied(temporary: Path) -> None:
    own = files.private_folder()
    (own / "preview.pdf").write_bytes(b"x")
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left, living, strange = (own.with_name(name) for name in (str(process.pid), str(other.pid), "strange"))
    for folder in (left, living, strange):
        folder.mkdir()
    if sys.platform != "win32":
        assert own.stat().st_mode & 0o077 == 0
        assert own.parent.stat().st_mode & 0o077 == 0
    files.empty_private_folders()
    assert [each.exists() for each in (own, left, living, strange)] == [False, False, True, False]
    other.communicate(b"\n")


@pytest.mark.skipif(sys.platform == "win32", reason="temporary folders are per user there")
def test_somebody_elses_private_folder_is_not_used(temporary: Path) -> None:
    root = files.private_folder().parent
    root.chmod(0o755)
    with pytest.raises(files.NotWritable):
        files.private_folder()
    files.remove_folder(root)
    (temporary / "elsewhere").mkdir(mode=0o700)
    root.symlink_to(temporary / "elsewhere")
    with pytest.raises(files.NotWritable):
        files.empty_private_folders()


def test_a_process_runs_until_it_ended_and_its_number_is_not_enough() -> None:
    own = processes.began(os.getpid())
    assert processes.is_running(os.getpid(), own)
    assert processes.is_running(os.getpid())
    if own:
        assert not processes.is_running(os.getpid(), own + "1")
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert not processes.is_running(process.pid, "1")
    assert processes.began(process.pid) == ""
    assert not processes.is_running(0)
    assert not processes.is_running(2**40)


def test_a_process_of_another_user_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_anything: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbidden)
    assert processes.is_running(os.getpid())

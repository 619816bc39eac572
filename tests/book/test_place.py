"""Where a book may lie, and what is said about the place."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.book import Book, backup, place, read_cover, restore, unlock
from app.book.place import Kind, PathTooLong, Synchronised, default_folder, local_backups, look_at
from app.clock import SetClock
from app.files import NameNotAllowed
from tests.fixtures.books import PASSPHRASE, fingerprint, new_book

Rename = Callable[..., None]

# Windows allows 260 signs for all of a path (app.book.place).
LONG_NAME, LONG_PATH = (50, 120) if sys.platform == "win32" else (120, 240)
MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
41 22 0:40 / /mnt/ward\\040share rw,relatime - cifs //server/ward rw
42 22 0:41 / /net/home rw,relatime shared:9 - nfs4 server:/home rw
"""


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/ruth/OneDrive/Ward 7.pairbook", "OneDrive"),
        ("/c/Users/ruth/OneDrive - St Brannoc's/W.pairbook", "OneDrive"),
        ("/home/ruth/Dropbox (Personal)/W.pairbook", "Dropbox"),
        ("/Users/ruth/Library/CloudStorage/GoogleDrive-ruth@x/W.pairbook", "iCloud"),
        ("/Users/ruth/Library/Mobile Documents/com~apple/W.pairbook", "iCloud"),
        ("/home/ruth/Google Drive/W.pairbook", "Google Drive"),
        ("/home/ruth/NEXTCLOUD/a/b/W.pairbook", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_refused_by_its_name(path: str, program: str) -> None:
    with pytest.raises(Synchronised) as caught:
        look_at(Path(path), environment={})
    assert caught.value.program == program
    assert program in caught.value.what


@pytest.mark.parametrize("name", ["Dropboxes.pairbook", "Boxing ward", "One Drive Street Clinic", "icloudy"])
def test_similar_names_are_no_synchronised_folders(name: str) -> None:
    assert look_at(Path("/srv") / name, environment={}).remark == ""


def test_a_synchronised_folder_is_refused_by_its_marks_and_settings(tmp_path: Path) -> None:
    shared = tmp_path / "shared" / "deep"
    shared.mkdir(parents=True)
    book = shared / "W.pairbook"
    assert look_at(book, environment={}).kind is Kind.LOCAL
    with pytest.raises(Synchronised):
        look_at(book, environment={"OneDriveCommercial": str(tmp_path / "shared")})
    home = tmp_path / "home"
    (home / ".dropbox").mkdir(parents=True)
    info = home / ".dropbox" / "info.json"
    for broken in ("{", "[]", '{"personal": {}}'):
        info.write_text(broken)
        look_at(book, environment={"HOME": str(home), "APPDATA": str(home)})
    info.write_text(json.dumps({"business": {"path": str(tmp_path / "another")}}))
    look_at(book, environment={"HOME": str(home)})
    info.write_text(json.dumps({"business": {"path": str(tmp_path / "shared")}}))
    with pytest.raises(Synchronised) as caught:
        look_at(book, environment={"HOME": str(home)})
    assert caught.value.program == "Dropbox"
    (tmp_path / "shared" / ".stfolder").mkdir()
    with pytest.raises(Synchronised):
        look_at(book, environment={})


def test_network_and_removable_drives_get_a_remark(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)

    def kind(path: str) -> Kind:
        return look_at(Path(path), platform="linux", environment={}, mounts=mounts).kind

    if sys.platform != "win32":
        assert kind("/mnt/ward share/W.pairbook") is Kind.NETWORK
        assert kind("/net/home/ruth/W.pairbook") is Kind.NETWORK
        assert kind("/net/homes/W.pairbook") is Kind.LOCAL
        assert kind("/media/ruth/STICK/W.pairbook") is Kind.REMOVABLE
    assert look_at(Path("/srv/W"), environment={}, mounts=tmp_path / "none").kind is Kind.LOCAL
    for path, drive, expected in (
        ("\\\\server\\ward\\W.pairbook", 0, Kind.NETWORK),
        ("W:\\W.pairbook", 4, Kind.NETWORK),
        ("E:\\W.pairbook", 2, Kind.REMOVABLE),
        ("C:\\Users\\Public\\Documents\\W.pairbook", 3, Kind.LOCAL),
    ):
        found = look_at(
            Path(path), platform="win32", environment={}, drive_type=lambda _root, drive=drive: drive
        )
        assert found.kind is expected
        assert bool(found.remark) == (expected is not Kind.LOCAL)
    assert look_at(Path("C:\\W"), platform="win32", environment={}).kind is Kind.LOCAL


def test_names_and_paths_leave_room_for_what_lies_inside(tmp_path: Path) -> None:
    with pytest.raises(PathTooLong):
        look_at(tmp_path / ("ø" * 110))
    with pytest.raises(PathTooLong):
        look_at(Path("C:\\" + "x\\" * 120), platform="win32")
    with pytest.raises(NameNotAllowed):
        look_at(Path("CON.pairbook"), platform="win32")


def test_new_books_go_where_every_account_of_the_pc_may_write(own_folders: Path) -> None:
    moved = default_folder("win32", {"PUBLIC": "C:/Users/Public"}, lambda: "D:/Shared documents")
    assert moved == Path("D:/Shared documents/Pairbook")
    silent = {"known_folder": lambda: ""}
    assert default_folder("win32", {"PUBLIC": "D:/Public"}, **silent) == Path("D:/Public/Documents/Pairbook")
    assert default_folder("win32", {}, **silent).parts[-2:] == ("Documents", "Pairbook")
    if sys.platform != "win32":
        assert default_folder("win32", {}).parts[-2:] == ("Documents", "Pairbook")
        assert default_folder("linux").is_relative_to(own_folders)
    assert look_at(default_folder("linux"), environment={}).remark == ""


def test_no_book_is_made_opened_or_restored_in_a_synchronised_folder(tmp_path: Path, clock: SetClock) -> None:
    with new_book(tmp_path / "fine", clock) as book:
        made = backup.back_up(book)
    cloud = tmp_path / "Dropbox"
    with pytest.raises(Synchronised):
        new_book(cloud, clock)
    unlocked = restore.unlock_backup(made, 1, PASSPHRASE)
    with pytest.raises(Synchronised):
        restore.restore(made, unlocked, cloud / "W.pairbook", clock.now())
    assert not cloud.exists()
    cloud.mkdir()
    os.replace(book.folder, cloud / "W.pairbook")
    before = fingerprint(cloud)
    assert read_cover(cloud / "W.pairbook").unit == "Ward 7"
    with pytest.raises(Synchronised):
        Book.open(cloud / "W.pairbook", 1, PASSPHRASE)
    assert fingerprint(cloud) == before


def test_a_changed_book_on_a_share_is_backed_up_here_when_it_is_closed(
    tmp_path: Path, clock: SetClock, rename: Rename, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_book(tmp_path, clock).close()
    folder = tmp_path / "Ward 7.pairbook"
    monkeypatch.setattr(place, "_mounted_as", lambda *_anything: "cifs")
    monkeypatch.setattr(place, "_windows_drive_type", lambda _root: 4)

    def open_and_close(name: str | None) -> list[Path]:
        with Book.open_with(unlock(folder, 1, PASSPHRASE), clock=clock) as book:
            if name:
                rename(book, name)
        here = local_backups(book.keys.book)
        return list(here.iterdir()) if here.exists() else []

    assert open_and_close(None) == []
    (made,) = open_and_close("Kept here")
    assert restore.backup_cover(made).unit == "Kept here"

    def full(*_anything: object) -> None:
        raise OSError(28, "full")

    with Book.open_with(unlock(folder, 1, PASSPHRASE), clock=clock) as book:
        rename(book, "Not kept here")
        monkeypatch.setattr("app.files._sync", full)
    monkeypatch.undo()
    assert [restore.backup_cover(path).unit for path in made.parent.iterdir()] == ["Kept here"]


@pytest.mark.parametrize(
    "name",
    ["Ward 7 & 8 (nights)", "Żółta łódź – Ødegård", "病棟七", "x" * LONG_NAME, "a%20b#c'd", "Ward 7."],
)
def test_odd_and_long_paths_hold_a_book(tmp_path: Path, clock: SetClock, name: str) -> None:
    deep = tmp_path / "deep folder"
    while len(str(deep / name)) < LONG_PATH:
        deep = deep / "folder with spaces"
    with new_book(deep, clock, unit=name) as book:
        made = backup.back_up(book)
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.unit.name == name
    unlocked = restore.unlock_backup(made, 1, PASSPHRASE)
    assert restore.restore(made, unlocked, book.folder, clock.now()) is not None
    Book.open(book.folder, 1, PASSPHRASE, clock=clock).close()

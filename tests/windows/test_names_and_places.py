"""Names that Windows keeps to itself or that are too long, known folders, letters beyond ASCII in a path."""

import os
from pathlib import Path

import pytest

from app.book import Book, backup, check, place, restore
from app.book.place import PathTooLong, default_folder
from app.clock import SetClock
from app.files import NotStored, write_atomically
from tests.cli.conftest import Pairbook
from tests.fixtures.books import PASSPHRASE, new_book
from ui import preferences

# Each test gets folders of its own instead (tests/conftest.py).
_windows_says = place.windows_public_documents
DEVICES = ["CON", "NUL", "aux.pairbook", "COM1.pairbook", "Lpt9.old.pairbook"]
REFUSED = [*DEVICES, "Ward 7.", "Ward 7 ", "Ward: 7.pairbook", "Ward?.pairbook"]


@pytest.mark.parametrize("name", REFUSED)
def test_no_book_gets_a_name_that_windows_keeps(tmp_path: Path, pairbook: Pairbook, name: str) -> None:
    for command in (["demo"], ["new", "--unit", "W", "--manager", "R"]):
        ended = pairbook(*command, f"{tmp_path}\\{name}")
        assert ended.status == 1
        assert "does not allow this name" in ended.err
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["NUL.pdf", "con.pdf", "Prn", "summary.pdf.", "summary: May.pdf"])
def test_no_print_vanishes_in_a_device(closed: Path, pairbook: Pairbook, name: str) -> None:
    before = os.listdir(closed.parent)
    ended = pairbook("report", "programme-summary", closed, "--out", f"{closed.parent}\\{name}")
    assert ended.status == 1
    assert "does not allow this name" in ended.err
    assert os.listdir(closed.parent) == before


def test_an_over_long_name_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotStored) as caught:
        write_atomically(tmp_path / ("x" * 300 + ".pdf"), b"x")
    assert "too long" in caught.value.what
    assert os.listdir(tmp_path) == []


def test_a_path_that_leaves_no_room_for_a_backup_is_refused(tmp_path: Path, clock: SetClock) -> None:
    room = (
        259 - len(str(tmp_path)) - len("\\.pairbook") - len("\\backups\\ 2026-03-12 10-43-00.pairbook-backup")
    )
    longest = "x" * (room // 2)
    with pytest.raises(PathTooLong):
        new_book(tmp_path, clock, unit=longest + "x")
    assert os.listdir(tmp_path) == []
    with new_book(tmp_path, clock, unit=longest) as book:
        made = backup.back_up(book)
    assert len(str(made)) in (258, 259)
    assert restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), book.folder, clock.now())


@pytest.mark.parametrize("name", ["Żółta łódź – Größe", "病棟七", "Ελένη & Σία", "Ward 7 🙂"])
def test_a_book_lives_in_a_path_of_any_letters(tmp_path: Path, clock: SetClock, name: str) -> None:
    folder = tmp_path / name
    with new_book(folder, clock, unit=name) as book:
        made = backup.back_up(book)
        assert all(finding.good for finding in check.check_book(book))
    assert restore.restore(made, restore.unlock_backup(made, 1, PASSPHRASE), book.folder, clock.now())
    with Book.open(book.folder, 1, PASSPHRASE, clock=clock) as again:
        assert again.unit.name == name


def test_new_books_go_to_the_public_documents_wherever_they_are(own_folders: Path) -> None:
    known = Path(_windows_says())
    assert known.is_dir()
    assert known.parts[-2:] == ("Public", "Documents")
    assert default_folder(known_folder=lambda: str(known)) == known / "Pairbook"
    assert default_folder(known_folder=lambda: "") == own_folders / "Documents" / "Pairbook"


def test_what_this_pc_remembers_lies_in_the_users_own_folders(own_folders: Path) -> None:
    from app import log

    preferences.keep(preferences.Preferences(books=("C:\\Ward 7.pairbook",)))
    assert preferences.preferences_file() == own_folders / "Pairbook" / "preferences.json"
    assert preferences.load().books == ("C:\\Ward 7.pairbook",)
    assert log.folder() == own_folders / "Pairbook" / "Logs"


def test_a_print_of_a_pair_is_offered_under_a_name_that_windows_takes(tmp_path: Path) -> None:
    from app.file_names import file_name

    for title in ("Pair: R&D / Ward 7?", "NUL", "COM1", "x" * 300, "Żółta łódź...", "a\tb"):
        path = tmp_path / f"{file_name(title, 'Print')}.pdf"
        write_atomically(path, b"%PDF-")
        assert path.name in os.listdir(tmp_path)

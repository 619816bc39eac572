"""Looking through a list and importing it, through the widgets of the Staff place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.programmes.new_unit import furnish
from app.staff.staff_members import list_staff
from tests.fixtures.books import new_book
from ui.imports.import_page import ImportPage
from ui.kit.context import Context
from ui.staff.page import StaffPage

LIST = """Full name;Job title;Line manager;Can teach;Locker
Ama Boadu;Staff nurse;Ruth Peake;Literature searching (4);12
Ruth Peake;Ward manager;;;3
;Matron;;;
Ama Boadu;Consultant;;;
"""


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Iterator[Book]:
    """A new, empty book."""
    with new_book(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def page(
    book: Book,
    context_of: Callable[[Book], Context],
    show: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> StaffPage:
    """The Staff place of a new unit; the file dialog stays shut."""
    monkeypatch.setattr(ImportPage, "start", lambda self: None)
    furnish(book, book.account)
    made = StaffPage(context_of(book))
    made.resize(1170, 662)
    show(made)
    made.activateWindow()
    book.subscribe(made.refresh)
    made.open({"import": True})
    return made


def preview(page: StaffPage) -> ImportPage:
    """The sub-page of the import."""
    found = page.subs.current
    assert isinstance(found, ImportPage)
    return found


def test_a_list_is_looked_through_then_imported_and_undone(
    page: StaffPage,
    book: Book,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = tmp_path / "rota.csv"
    path.write_text(LIST, encoding="utf-8")
    looked = preview(page)
    looked.read(path)
    assert [row.outcome.value for row in looked.table.rows.shown] == ["added", "added", "refused", "refused"]
    assert "Locker" in looked.banner.words.plain
    assert looked.main.text() == "Import 2 people"
    looked.tabs.choose("refused")
    assert len(looked.table.rows.shown) == 2
    assert all(row.reason for row in looked.table.rows.shown)
    assert not list_staff(book)
    looked.main.setFocus()
    qtbot.keyClick(looked.main, Qt.Key.Key_Space)
    assert page.subs.current is page.list
    assert [row.name for row in list_staff(book)] == ["Ama Boadu", "Ruth Peake"]
    assert book.undo_title == "Import of 2 staff members"
    book.undo()
    assert not list_staff(book)


def test_leaving_the_preview_changes_nothing(
    page: StaffPage, book: Book, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "rota.csv"
    path.write_text(LIST, encoding="utf-16")
    looked = preview(page)
    looked.read(path)
    qtbot.keyClick(looked, Qt.Key.Key_Escape)
    assert page.subs.current is page.list
    assert not list_staff(book)
    assert book.undo_title is None


def test_a_file_that_is_no_list_is_told_in_words(page: StaffPage, tmp_path: Path) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG not a spreadsheet")
    looked = preview(page)
    looked.read(path)
    assert looked.banner.isVisible()
    assert looked.banner.words.plain
    assert looked.beginning.isVisible()

"""The preview of an import and what a list of the settings was narrowed to: there again after a lock."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.fixtures.books import MANAGER
from tests.ui.windows import sign_in
from ui.imports.import_page import ImportPage
from ui.main_window import MainWindow

LIST = "Full name;Job title;Ward\nAma Boadu;Staff nurse;Ward 7\n;Matron;\nPiotr Zieliński;Matron;Ward 5\n"
PAIRS = "Mentor;Mentee;Topic\nNobody Known;Ingrid Vollan;Electronic charting\n"


@pytest.fixture
def rota(tmp_path: Path) -> Path:
    """A staff list as it lies on the disk."""
    path = tmp_path / "rota.csv"
    path.write_text(LIST, "utf-8")
    return path


def preview(window: MainWindow, place: str, path: Path) -> Any:
    """The list at *path* looked through in *place*."""
    assert window.workspace is not None
    window.workspace.go(place, {"import": "again"})
    page: Any = window.workspace.page()
    page.subs.current.read(path)
    return page.subs.current


def preview_again(window: MainWindow, folder: Path, qtbot: QtBot, place: str = "staff") -> Any:
    """What stands in *place* after the window was locked and signed in to again."""
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    page: Any = window.workspace.page(place)
    return page.subs.current


def test_the_preview_of_an_import_stands_there_again(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Rota, Ward 7.csv"
    path.write_text(LIST, "utf-8")
    before = preview(window, "staff", path)
    before.tabs.choose("added")
    before.table.choose(4)
    rows = before.table.rows.shown
    again = preview_again(window, folder, qtbot)
    assert again is not before
    assert window.workspace is not None
    assert window.workspace.place == "staff"
    assert again.dialog is None
    assert again.tabs.current() == "added"
    assert again.table.rows.shown == rows
    assert again.table.current().number == 4
    assert again.main.text() == "Import 2 people"
    again.carry_out()
    assert not isinstance(preview_again(window, folder, qtbot), ImportPage)


def test_a_preview_out_of_sight_waits_where_it_was(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS, "utf-8")
    rows = preview(window, "pairs", path).table.rows.shown
    assert window.workspace is not None
    window.workspace.go("home", None)
    again = preview_again(window, folder, qtbot, "pairs")
    assert window.workspace is not None
    assert window.workspace.place == "home"
    assert again.table.rows.shown == rows


def test_a_preview_whose_file_changed_is_made_anew_and_says_so(
    window: MainWindow, folder: Path, rota: Path, qtbot: QtBot
) -> None:
    preview(window, "staff", rota)
    rota.write_text(LIST + "Grace Mensah;Matron;Ward 2\n", "utf-8")
    again = preview_again(window, folder, qtbot)
    assert again.main.text() == "Import 3 people"
    assert again.banner.words.plain == (
        "The list rota.csv was changed since you looked through it. Nothing was imported. "
        "Look through it once more: this is what it holds now."
    )
    rota.write_text("no list at all", "utf-8")
    again = preview_again(window, folder, qtbot)
    assert again.beginning.isVisible()
    assert again.banner.isVisible()


def test_a_preview_whose_file_is_gone_says_so(
    window: MainWindow, folder: Path, rota: Path, qtbot: QtBot
) -> None:
    preview(window, "staff", rota)
    rota.unlink()
    again = preview_again(window, folder, qtbot)
    assert again.beginning.isVisible()
    assert again.banner.words.plain == (
        "The list rota.csv is no longer where it was. Nothing was imported. "
        "Choose the file again, or another one."
    )


def test_a_preview_that_was_left_does_not_come_back(
    window: MainWindow, folder: Path, rota: Path, qtbot: QtBot
) -> None:
    preview(window, "staff", rota).left.emit()
    assert not isinstance(preview_again(window, folder, qtbot), ImportPage)
    preview(window, "staff", rota)
    assert window.workspace is not None
    window.workspace.go("staff", {"new": True})
    assert not isinstance(preview_again(window, folder, qtbot), ImportPage)
    preview(window, "staff", rota)
    window.workspace.go("staff", {"import": "again"})
    again = preview_again(window, folder, qtbot)
    assert again.beginning.isVisible()


@pytest.mark.parametrize(
    "narrowed",
    [
        {"section": "history", "who": 1, "what": "sign-in", "days": 31, "words": "signed"},
        {"section": "privacy", "tab": "review"},
        {"section": "topics", "list": "grades", "words": "nurse"},
    ],
    ids=lambda narrowed: str(narrowed["section"]),
)
def test_what_a_list_of_the_settings_was_narrowed_to_holds_after_signing_in(
    window: MainWindow, folder: Path, qtbot: QtBot, narrowed: dict[str, Any]
) -> None:
    assert window.workspace is not None
    window.workspace.go("settings", narrowed)
    before: Any = window.workspace.page()
    assert before.where() == narrowed
    table = before.section.table if narrowed["section"] == "history" else None
    shown = {row.title for row in table.rows.shown} if table is not None else set()
    window.lock()
    sign_in(window, folder, qtbot, MANAGER)
    assert window.workspace is not None
    again: Any = window.workspace.page()
    assert again.where() == narrowed
    if table is not None:
        assert {row.title for row in again.section.table.rows.shown} == shown == {"Signed in"}

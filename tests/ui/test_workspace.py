"""The workspace: places by key, undo that names itself, pages told of changes, preferences without names."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.book import Book, UnitRecord
from app.staff.records import StaffMember
from app.staff.saving import SaveStaffMember, save_staff_member
from tests.fixtures.books import book  # noqa: F401
from ui import places, preferences
from ui.backup_age import backup_words
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.text import Label
from ui.kit.theme import Theme
from ui.places import Place
from ui.preferences import Preferences
from ui.workspace import Workspace


class Notes(Page):
    """A page that notes what it is told."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.told: list[Any] = []
        self.stays = False

    def refresh(self, changed: Any | None) -> None:
        self.told.append(changed and changed.title)
        self.waiting = len(self.told)

    def open(self, arguments: dict[str, Any]) -> None:
        self.told.append(arguments)

    def may_leave(self) -> bool:
        return not self.stays

    def new(self) -> None:
        self.told.append("new")


@pytest.fixture
def workspace(
    book: Book,  # noqa: F811
    context_of: Callable[[Book], Context],
    show: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> Workspace:
    here = f"{__name__}:Notes"
    monkeypatch.setattr(places, "_named", lambda _name: Notes)
    table = tuple(Place(name, name.title(), "home", here) for name in ("home", "pairs", "sessions"))
    monkeypatch.setattr("ui.workspace.places_for", lambda _role, _book: table)
    made = Workspace(context_of(book))
    made.resize(1366, 690)
    show(made)
    made.activateWindow()
    made.go("home", None)
    return made


def rename(book: Book, name: str) -> None:  # noqa: F811
    """A change that can be undone."""
    with book.change("Unit renamed", by=book.account) as db:
        db.get_one(UnitRecord, 1).name = name


def test_keys_lead_to_places_and_record_a_session_from_anywhere(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(workspace, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert workspace.place == "pairs"
    qtbot.keyClick(workspace, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert workspace.place == "sessions"
    assert workspace.page().told[-1] == {"part": "record", "record": True}
    qtbot.keyClick(workspace, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert workspace.page().told[-1] == "new"
    workspace.go("nowhere", None)
    assert workspace.place == "sessions"


def test_a_page_hears_of_changes_and_a_hidden_one_when_it_is_shown(workspace: Workspace, book: Book) -> None:  # noqa: F811
    workspace.go("pairs", {"id": 7})
    assert workspace.page().told == [None, {"id": 7}]
    workspace.go("home", None)
    rename(book, "Ward 8")
    assert workspace.page().told == [None, "Unit renamed"]
    assert workspace.page("pairs").told == [None, {"id": 7}]
    workspace.go("pairs", None)
    assert workspace.page().told == [None, {"id": 7}, None]


def test_undo_names_what_it_undoes_and_redo_brings_it_back(
    workspace: Workspace,
    book: Book,  # noqa: F811
    qtbot: QtBot,
) -> None:
    assert not workspace.strip._undo.isVisible()
    rename(book, "Ward 8")
    assert workspace.strip._saved.text() == "Saved 10:43"
    assert workspace.strip._undo.text() == "Undo: unit renamed"
    assert workspace.navigation._unit.text() == "Ward 8"
    qtbot.keyClick(workspace, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert book.unit.name == "Ward 7"
    assert workspace.strip._saved.text() == "Undone: Unit renamed"
    assert not workspace.strip._undo.isVisible()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(workspace, Qt.Key.Key_Z, both)
    assert book.unit.name == "Ward 8"


def test_undo_names_nobody_whose_data_are_restricted(workspace: Workspace, book: Book) -> None:  # noqa: F811
    iris = save_staff_member(book, book.account, SaveStaffMember("Iris Bell"))
    with book.change("Word from Iris Bell", by=book.account) as db:
        db.get_one(UnitRecord, 1).name = "Ward 8"
    assert workspace.strip._undo.text() == "Undo: word from Iris Bell"
    with book.change("Hidden", by=book.account, kind="settings") as db:
        db.get_one(StaffMember, iris).restricted = True
    assert workspace.strip._undo.text() == "Undo: word from (restricted)"
    workspace.undo()
    assert workspace.strip._saved.text() == "Undone: Word from (restricted)"
    assert workspace.strip._redo.text() == "Redo: word from (restricted)"
    assert workspace.strip._undo.text() == "Undo: add (restricted)"


def test_nothing_to_undo_is_told_in_words(workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace._context.alerts.shown) as shown:
        workspace.undo()
    assert shown.args is not None
    assert "undo" in shown.args[0].heading.text().lower()
    shown.args[0].close()


def test_an_undo_that_a_newer_change_blocks_says_which(
    workspace: Workspace,
    book: Book,  # noqa: F811
    qtbot: QtBot,
) -> None:
    rename(book, "Ward 8")
    with book.change("Moved house", by=book.account, kind="settings") as db:
        db.get_one(UnitRecord, 1).name = "Ward 9"
    with qtbot.waitSignal(workspace._context.alerts.shown) as shown:
        workspace.undo()
    assert shown.args is not None
    words = " ".join(label.text() for label in shown.args[0].findChildren(Label))
    assert "Changed since by: Moved house." in words
    assert book.unit.name == "Ward 9"
    shown.args[0].close()


def test_redo_is_named_in_the_strip_and_clicked_there(workspace: Workspace, book: Book) -> None:  # noqa: F811
    rename(book, "Ward 8")
    assert not workspace.strip._redo.isVisible()
    workspace.go("pairs", None)
    workspace.undo()
    assert workspace.strip._redo.text() == "Redo: unit renamed"
    workspace.strip._redo.click()
    assert book.unit.name == "Ward 8"
    assert not workspace.strip._redo.isVisible()


def test_a_page_that_will_not_be_left_is_not_left(workspace: Workspace) -> None:
    workspace.page().stays = True
    workspace.go("pairs", None)
    assert workspace.place == "home"
    assert not workspace.close_down()
    workspace.page().stays = False
    assert workspace.close_down()


def test_the_left_column_shows_counts_and_folds(workspace: Workspace, look: Theme, qtbot: QtBot) -> None:
    button = workspace.navigation._buttons["home"]
    qtbot.waitUntil(lambda: "waiting" in button.accessibleName())
    wide = workspace.navigation.width()
    look.set_zoom(150)
    assert workspace.navigation.width() < wide
    assert button.toolTip() == "Home"
    look.set_zoom(100)
    assert workspace.navigation.width() == wide


def test_every_place_has_its_page_and_managers_see_more() -> None:
    everything = {place.name for place in places.places_for("manager")}
    assert {"staff", "programmes"} <= everything
    for place in places.all_places():
        assert issubclass(places._named(place.page), Page)
    assert not {"staff", "programmes"} & {place.name for place in places.places_for("participant")}


def test_preferences_hold_no_personal_text_and_survive_damage(book: Book) -> None:  # noqa: F811
    kept = Preferences(look="dark", zoom=125).with_book(book.folder, 1)
    preferences.keep(kept)
    assert preferences.load() == kept
    assert book.account.name not in preferences.preferences_file().read_text(encoding="utf-8")
    for damage in ("", "[]", '{"zoom": "x"}', json.dumps({"books": 5})):
        preferences.preferences_file().write_text(damage, encoding="utf-8")
        assert preferences.load() == Preferences()
    many = Preferences()
    for number in range(9):
        many = many.with_book(book.folder / str(number), number)
    assert len(many.books) == len(many.last_account) == preferences.MOST
    assert preferences.known_book(many.with_book(book.folder)) == book.folder


def test_the_age_of_a_backup_is_told_as_people_say_it(book: Book) -> None:  # noqa: F811
    from datetime import timedelta

    now = book.clock.now()
    told = [backup_words(now - timedelta(days=days), now) for days in (0, 1, 3, 6, 7, 20)]
    assert [words for words, _old in told] == [
        "Backed up today, 10:43",
        "Backed up yesterday, 10:43",
        "Backed up 3 days ago",
        "Backed up 6 days ago",
        "Last backup 5 Mar 2026",
        "Last backup 20 Feb 2026",
    ]
    assert [old for _words, old in told] == [False, False, False, False, True, True]
    assert backup_words(None, now) == ("No backup yet", True)

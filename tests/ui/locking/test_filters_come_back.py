"""What each list is narrowed to, and the row chosen in it: there again after a lock, for who narrowed it."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.book.records import DraftRecord
from app.clock import SetClock
from app.files import DiskFull
from app.privacy.erasure import erase_person
from app.staff.staff_members import list_staff, mark_left
from tests.fixtures.books import MANAGER, PASSPHRASE
from tests.fixtures.sign_in import ONCE, signed_in
from tests.ui.locking.conftest import MENTOR, SECOND, LockedWard
from tests.ui.windows import sign_in
from ui.kit.filter_menu import FilterMenu
from ui.main_window import MainWindow

PLACES = ("staff", "pairs", "sessions", "training", "programmes")


def go(window: MainWindow, place: str, arguments: dict[str, Any] | None = None) -> Any:
    """The page *place*, in sight."""
    assert window.workspace is not None
    window.workspace.go(place, arguments)
    page = window.workspace.page()
    assert page is not None
    return page


@pytest.fixture
def folder(folder: Path, clock: SetClock) -> Path:
    """A second manager has a passphrase of their own, too."""
    with signed_in(folder, SECOND, clock, ONCE, PASSPHRASE):
        return folder


def lock(window: MainWindow, folder: Path, qtbot: QtBot, name: str = MANAGER) -> None:
    """Lock, and sign in again, as *name*."""
    window.lock()
    sign_in(window, folder, qtbot, name)


def tick(menu: FilterMenu, title: str, value: str) -> None:
    """Filter by one value."""
    (group,) = (each for each in menu._groups() if each.title == title)
    assert value in group.offered
    menu.tick(group, value, True)


def narrow(page: Any, place: str, ward: LockedWard) -> None:
    """Tab, filters and search of *page*, as somebody leaves it; not the first row is chosen."""
    if place == "staff":
        page.list.tabs.choose("all")
        tick(page.list.filters, "Ward", "Ward 7")
        tick(page.list.filters, "Profession", "Nursing")
        page.list.search.setText("nurse")
        assert page.list.table.choose(ward.people["Lan Nguyễn"])
    elif place == "pairs":
        page.list.tabs.choose("closed")
        tick(page.list.filters, "Ward", "Ward 5")
        page.list.search.setText("yusuf")
        page.list.table.selectRow(page.list.table.rows.rowCount() - 1)
    elif place == "sessions":
        page.filters.choose_pair(ward.pairs["Lan Nguyễn"])
        page.filters.period.set_value("quarter")
        page.search.setText("charting kept")
        assert page.side.choose_shown([row.id for row in page.list.shown()][-1])
    elif place == "training":
        page.search.setText("a")
        shown = [entry.key for entry in page.list.entries if not entry.group]
        assert len(shown) > 1
        assert page.list.choose(shown[-1])
    else:
        page.list.search.setText("char")


def stands(page: Any, place: str) -> Any:
    """What somebody sees of the list in *page*: its search, filters, rows, and the row chosen."""
    if place == "sessions":
        rows, chosen = list(page.list.shown()), page.side.current()
        return page.search.text(), page.filters.narrowed(), rows, chosen, page.details.isVisible()
    if place == "training":
        return page.search.text(), [entry.key for entry in page.list.entries], page.list.current()
    listed = page.list
    tab = listed.tabs.current() if listed.tabs is not None else ""
    link = listed.filters._button.text() if listed.filters is not None else ""
    rows = [row.id for row in listed.table.rows.shown]
    current = listed.table.current()
    return listed.search.text(), tab, link, rows, current and current.id


@pytest.mark.parametrize("width", [800, 1366])
@pytest.mark.parametrize("place", PLACES)
def test_what_a_list_was_narrowed_to_and_the_row_chosen_stand_there_again(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot, place: str, width: int
) -> None:
    window.frame.resize(width, 690)
    untouched = stands(go(window, place), place)
    narrow(go(window, place), place, made)
    before = stands(go(window, place), place)
    assert before != untouched
    lock(window, folder, qtbot)
    assert window.workspace is not None
    assert window.workspace.place == place
    assert stands(window.workspace.page(), place) == before


def test_every_list_out_of_sight_waits_as_it_was_left_and_over_a_second_lock(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    before = {}
    for place in PLACES:
        narrow(go(window, place), place, made)
        before[place] = stands(go(window, place), place)
    go(window, "home")
    lock(window, folder, qtbot)
    assert window.workspace is not None
    assert window.workspace.place == "home"
    assert set(window.workspace._pages) == {"home"}  # nothing is read before somebody looks
    lock(window, folder, qtbot)
    assert {place: stands(go(window, place), place) for place in PLACES} == before


def test_reports_and_settings_out_of_sight_wait_as_they_were_left(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    go(window, "settings", {"section": "history", "what": "sign-in", "words": "signed"})
    go(window, "reports", {"kind": "session-log", "pair": made.pairs["Lan Nguyễn"]})
    before = {place: go(window, place).where() for place in ("settings", "reports")}
    go(window, "home")
    lock(window, folder, qtbot)
    assert {place: go(window, place).where() for place in ("settings", "reports")} == before


def test_a_list_below_a_form_is_narrowed_as_before(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    for place in ("staff", "pairs", "programmes"):
        narrow(go(window, place), place, made)
        before = stands(go(window, place), place)
        go(window, place).new()
        lock(window, folder, qtbot)
        page = go(window, place)
        assert page.subs.current is not page.list
        page.to_list()
        assert stands(page, place) == before


def test_a_session_that_is_recorded_beside_a_narrowed_list_leaves_it_narrowed(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    page = go(window, "sessions")
    narrow(page, "sessions", made)
    before = stands(page, "sessions")[:3]
    page.new()
    page.form.fields.field("summary").set_value("Half ty")
    lock(window, folder, qtbot)
    page = go(window, "sessions")
    assert page.recording
    assert page.form.fields.field("summary").value() == "Half ty"
    assert stands(page, "sessions")[:2] == before[:2]


def test_a_pair_that_was_opened_is_opened_over_the_narrowed_list(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    page = go(window, "pairs")
    page.list.search.setText("lan")
    page.open_pair(made.pairs["Lan Nguyễn"])
    lock(window, folder, qtbot)
    page = go(window, "pairs")
    assert page.subs.current.pair_id == made.pairs["Lan Nguyễn"]
    assert page.list.search.text() == "lan"


@pytest.mark.parametrize(("width", "chosen"), [(800, None), (1366, "Bernadette Quill")])
def test_a_row_that_is_gone_from_the_narrowed_list_is_not_chosen_and_the_rest_holds(
    window: MainWindow,
    made: LockedWard,
    folder: Path,
    qtbot: QtBot,
    clock: SetClock,
    width: int,
    chosen: str | None,
) -> None:
    window.frame.resize(width, 690)
    page = go(window, "staff")
    page.list.search.setText("sister")
    page.list.table.choose(made.people["Margit Sørvik"])
    window.lock()
    with signed_in(folder, SECOND, clock) as book:
        mark_left(book, book.account, made.people["Margit Sørvik"], book.clock.today())
    sign_in(window, folder, qtbot, MANAGER)
    page = go(window, "staff")
    assert page.list.search.text() == "sister"
    assert [row.name for row in page.list.table.rows.shown] == ["Bernadette Quill", "Ingrid Vollan"]
    current = page.list.table.current()
    assert (current.name if current is not None else None) == chosen  # beside a panel, the first row is


def test_somebody_else_finds_their_own_lists_and_what_was_searched_for_is_sealed(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    for place in PLACES:
        narrow(go(window, place), place, made)
    go(window, "staff").list.search.setText("Sørvik")
    lock(window, folder, qtbot, SECOND)
    assert window.workspace is not None
    assert window.workspace.place == "home"
    for place in PLACES:
        assert stands(go(window, place), place)[0] == ""
    assert go(window, "staff").list.narrowed() == {"tab": "all", "ticked": {}, "words": ""}
    assert go(window, "pairs").list.narrowed()["ticked"] == {}
    assert go(window, "sessions").filters.narrowed() == {"pair": None, "period": "all"}
    with window._book.reading() as db:  # type: ignore[union-attr]
        kept = [draft for draft in db.scalars(select(DraftRecord)) if draft.form == "window"]
        assert len(kept) == 1
        assert all("Sørvik".encode() not in draft.body and b"words" not in draft.body for draft in kept)
    lock(window, folder, qtbot)
    assert go(window, "staff").list.search.text() == "Sørvik"


def test_whom_the_lists_were_searched_for_is_forgotten_with_them(
    window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot, clock: SetClock
) -> None:
    for place in PLACES:
        narrow(go(window, place), place, made)
    go(window, "staff").list.search.setText("Fiona Gallacher")
    lock(window, folder, qtbot, SECOND)
    go(window, "staff").list.search.setText("Gallacher")
    lock(window, folder, qtbot, SECOND)
    go(window, "sessions").search.setText("Fiona")
    book = window._book
    assert book is not None
    (person,) = (row.id for row in list_staff(book, left=True) if row.name == "Fiona Gallacher")
    erase_person(book, book.account, person)
    assert window.workspace is not None
    assert "fiona" not in str(window.workspace.wheres()).casefold()
    assert "gallacher" not in str(window.workspace.wheres()).casefold()
    with book.reading() as db:
        assert not [draft for draft in db.scalars(select(DraftRecord)) if draft.form == "window"]
    lock(window, folder, qtbot)
    assert [stands(go(window, place), place)[0] for place in PLACES] == [""] * len(PLACES)


def test_what_the_disk_does_not_take_waits_sealed_in_memory(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_drafts: object) -> None:
        raise DiskFull("Not saved: the disk is full.")

    go(window, "staff").list.search.setText("Sørvik")
    with monkeypatch.context() as broken:
        broken.setattr("ui.resuming.store_drafts", full)
        window.lock()
    assert [draft.form for draft in window._left] == ["window"]
    assert "Sørvik" not in repr(window._left)
    sign_in(window, folder, qtbot, SECOND)
    assert go(window, "staff").list.search.text() == ""
    lock(window, folder, qtbot)
    assert go(window, "staff").list.search.text() == "Sørvik"


def test_a_mentors_own_lists_stand_there_again(
    closed_window: MainWindow, made: LockedWard, folder: Path, qtbot: QtBot
) -> None:
    window = closed_window
    sign_in(window, folder, qtbot, MENTOR)
    go(window, "pairs").list.search.setText("margit")
    page = go(window, "sessions", {"id": made.ids[f"session of {MENTOR}"]})
    page.search.setText("of my own")
    before = stands(page, "sessions")
    lock(window, folder, qtbot, MENTOR)
    assert stands(go(window, "sessions"), "sessions") == before
    assert go(window, "pairs").list.search.text() == "margit"


def test_what_is_no_longer_offered_is_ticked_no_more(window: MainWindow) -> None:
    listed = go(window, "staff").list
    listed.narrow({"tab": "all", "ticked": {"Ward": ["Ward 7", "Ward 99"], "Gone": ["x"]}, "words": ""})
    assert listed.narrowed()["ticked"] == {"Ward": ["Ward 7"]}

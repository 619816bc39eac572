"""The Staff place through its widgets and keys, over a real book."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.clock import SetClock
from app.pairs.conflicts import declared_conflicts
from app.pairs.words import Ground
from app.staff.grades import list_grades
from app.staff.staff_members import get_staff_member, list_staff
from app.staff.topics import list_topics
from tests.fixtures.books import new_book
from tests.ui.screen import form_sheet, push, says, words_on
from tests.ui.ward_seven import WardSeven
from ui.kit.context import Context
from ui.kit.form_page import FormPage
from ui.staff.page import StaffPage
from ui.staff.shifts import ShiftsStrip

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Iterator[Book]:
    """A new, empty book."""
    with new_book(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def page(ward: WardSeven, context_of: Callable[[Book], Context], show: Show, qtbot: QtBot) -> StaffPage:
    """The Staff place on screen, told of every change."""
    made = StaffPage(context_of(ward.book))
    made.resize(1170, 662)
    show(made)
    made.activateWindow()
    ward.book.subscribe(made.refresh)
    rest(made, qtbot)
    return made


def rest(page: StaffPage, qtbot: QtBot) -> None:
    """Wait until the panel shows who is chosen."""
    qtbot.waitUntil(lambda: not page.list.waiting)


def names(page: StaffPage) -> list[str]:
    """The names in the table."""
    return [line.name for line in page.list.table.rows.shown]


def test_tabs_search_and_filter_keep_who_fits(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    assert len(names(page)) == len(list_staff(ward.book))
    page.list.tabs.choose("left")
    assert names(page) == ["Fiona Gallacher"]
    page.list.tabs.choose("unpaired")
    assert "Ruth Abernethy" in names(page)
    assert "Lan Nguyễn" not in names(page)
    page.list.tabs.choose("all")
    page.find()
    qtbot.keyClicks(page.list.head.search, "nguyen")
    assert names(page) == ["Lan Nguyễn"]
    qtbot.keyClick(page.list.head.search, Qt.Key.Key_Escape)
    page.list.filters.tick(page.list.filter_groups()[0], "Pharmacy", True)
    assert names(page) == ["Yara Haddadin"]
    page.open({"id": ward.people["Lan Nguyễn"]})
    assert page.list.table.current().name == "Lan Nguyễn"


def test_panel_shows_skills_shifts_and_who_is_never_paired(
    page: StaffPage, ward: WardSeven, qtbot: QtBot
) -> None:
    page.open({"id": ward.people["Lan Nguyễn"]})
    rest(page, qtbot)
    says(qtbot, page.list.panel, "Usual shifts")
    said = words_on(page.list.panel)
    assert "1 of 3 pairs as a mentor" in said
    assert "Never paired with Ruth Abernethy, who is Lan’s line manager." in said
    assert "Ready, 11 of 39 signed" in said
    strip = page.list.panel.findChild(ShiftsStrip)
    assert strip is not None
    assert strip.accessibleName() == "Mon early; Tue early; Wed late; Thu early; Sun night"


def test_somebody_is_added_by_keyboard_with_a_new_grade_and_topic(
    page: StaffPage, ward: WardSeven, qtbot: QtBot
) -> None:
    page.new()
    form_page = page.subs.current
    assert isinstance(form_page, FormPage)
    form = form_page.editor.form
    assert QApplication.focusWidget() is form.field("name")
    qtbot.keyClick(form_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.row("name").error.text() == "Give the full name."
    qtbot.keyClicks(form.field("name"), "Chiara Bonafini")
    qtbot.keyClicks(form.field("email"), "no address")
    qtbot.keyClicks(form.field("profession").lineEdit(), "Therapies")
    qtbot.keyClicks(form.field("grade").lineEdit(), "Hydrotherapist")
    assert not form.row("rank").isHidden()
    form.field("rank").set_value(5)
    form.field("offers").add_button.click()
    topic, squares = form.field("offers").row(0)
    qtbot.keyClicks(topic.lineEdit(), "Pool rescue")
    squares.setFocus()
    qtbot.keyClick(squares, Qt.Key.Key_4)
    cell = form.field("availability").cell("mon-early")
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Space)
    qtbot.keyClick(cell, Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(form_page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "e-mail" in form.row("email").error.text()
    assert form.value("name") == "Chiara Bonafini"
    assert not [grade for grade in list_grades(ward.book) if grade.name == "Hydrotherapist"]
    form.field("email").clear()
    form_page.save()
    assert page.subs.current is page.list
    chosen = page.list.table.current()
    view = get_staff_member(ward.book, chosen.id)
    assert (view.name, view.grade, view.profession, view.rank) == (
        "Chiara Bonafini",
        "Hydrotherapist",
        "Therapies",
        5,
    )
    assert [(skill.topic, skill.confidence) for skill in view.offers] == [("Pool rescue", 4)]
    assert view.availability == {"mon-early", "mon-late"}
    ward.book.undo()
    assert "Chiara Bonafini" not in names(page)
    assert not [each for each in list_topics(ward.book) if each.name == "Pool rescue"]


def test_a_namesake_is_added_only_after_a_tick(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.new()
    form_page = page.subs.current
    form = form_page.editor.form
    assert form.row("namesake").isHidden()
    form.field("name").insert("Lan Nguyễn")  # no key of the test library types ễ
    form_page.save()
    assert "Somebody of this name" in form.row("name").error.text()
    assert not form.row("namesake").isHidden()
    form.field("namesake").setChecked(True)
    form_page.save()
    assert names(page).count("Lan Nguyễn") == 2


def test_changing_somebody_keeps_what_was_not_touched(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    lan = ward.people["Lan Nguyễn"]
    before = get_staff_member(ward.book, lan)
    page.edit(lan)
    form_page = page.subs.current
    assert not form_page.editor.form.dirty
    qtbot.keyClicks(form_page.editor.form.field("phone"), " or 4418")
    form_page.save()
    after = get_staff_member(ward.book, lan)
    assert "4418" in after.phone
    assert (
        after.grade,
        after.offers,
        after.needs,
        after.availability,
        after.line_manager,
        after.capacity,
    ) == (
        before.grade,
        before.offers,
        before.needs,
        before.availability,
        before.line_manager,
        before.capacity,
    )


def test_a_line_manager_below_is_refused_beside_the_field(
    page: StaffPage, ward: WardSeven, qtbot: QtBot
) -> None:
    page.edit(ward.people["Ruth Abernethy"])
    form_page = page.subs.current
    form_page.editor.form.field("line_manager_id").set_value(ward.people["Lan Nguyễn"])
    form_page.save()
    assert "reports to the one you are editing" in form_page.editor.form.row("line_manager_id").error.text()


def test_leaving_and_coming_back(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    lan = ward.people["Lan Nguyễn"]
    page.open({"id": lan})
    page.leave(lan)
    opened = form_sheet(qtbot)
    says(qtbot, opened, "Lan Nguyễn → Margit Sørvik")
    opened.save()
    assert get_staff_member(ward.book, lan).left_on == date(2026, 3, 12)
    assert "Lan Nguyễn" not in names(page)
    page.open({"id": lan})
    rest(page, qtbot)
    assert page.list.tabs.current() == "left"
    push(page.list.panel, "Bring back")
    assert get_staff_member(ward.book, lan).active
    assert page.list.tabs.current() == "all"


def test_a_conflict_is_declared_and_withdrawn(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    lan = ward.people["Lan Nguyễn"]
    page.open({"id": lan})
    page.declare(lan)
    opened = form_sheet(qtbot)
    opened.save()
    assert opened.form.row("other_id").error.text() == "Choose the other person."
    opened.form.field("other_id").set_value(ward.people["Yusuf Karimi"])
    opened.form.field("ground").set_value(Ground.CLOSE_TIE)
    opened.save()
    assert [row.other for row in declared_conflicts(ward.book, lan)] == ["Yusuf Karimi"]
    says(qtbot, page.list.panel, "Yusuf Karimi")
    push(page.list.panel, "Withdraw")
    assert not declared_conflicts(ward.book, lan)


def test_mail_opens_only_when_asked(
    page: StaffPage, ward: WardSeven, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page.open({"id": ward.people["Kwabena Ofori"]})
    rest(page, qtbot)
    assert not opened
    push(page.list.panel, "E-mail")
    assert opened[0].toString() == "mailto:ofori@saltmarsh.example"


def test_a_new_pair_begins_with_the_person_chosen(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.open({"id": ward.people["Ingrid Vollan"]})
    rest(page, qtbot)
    with qtbot.waitSignal(page.go) as went:
        push(page.list.panel, "New pair")
    assert went.args == ["pairs", {"new": True, "mentee": ward.people["Ingrid Vollan"]}]


def test_printing_offers_what_fits_the_person(page: StaffPage, ward: WardSeven, qtbot: QtBot) -> None:
    page.open({"id": ward.people["Lan Nguyễn"]})
    with qtbot.waitSignal(page.print_wanted) as wanted:
        page.print_page()
    assert wanted.args == ["training-record", {"staff": ward.people["Lan Nguyễn"]}]
    page.open({"id": ward.people["Ingrid Vollan"]})
    with qtbot.waitSignal(page.print_wanted) as wanted:
        page.print_page()
    assert wanted.args == ["training-matrix", {}]


def test_an_empty_book_says_what_to_do_next(
    book: Book,
    context_of: Callable[[Book], Context],
    show: Show,
    qtbot: QtBot,
) -> None:
    from app.programmes.new_unit import furnish

    furnish(book, book.account)
    page = StaffPage(context_of(book))
    show(page)
    says(qtbot, page, "No staff yet")
    push(page, "Add somebody")
    assert isinstance(page.subs.current, FormPage)


def test_tab_visits_the_form_in_the_order_of_the_eye_and_every_stop_has_a_name(
    page: StaffPage, ward: WardSeven, qtbot: QtBot
) -> None:
    page.edit(ward.people["Lan Nguyễn"])
    form = page.subs.current.editor.form
    form.field("offers").add_button.click()
    form.focus_first()
    first = QApplication.focusWidget()
    visited = []
    for _stop in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stop = QApplication.focusWidget()
        assert stop.accessibleName(), type(stop)
        if stop is first:
            break
        visited.append(stop)
    assert QApplication.focusWidget() is first
    rows = [*(form.field("offers").row(place)[1] for place in range(3)), form.field("offers").add_button]
    rows += [*(form.field("needs").row(place)[1] for place in range(2)), form.field("needs").add_button]
    rows += [form.field("availability").cell("mon-early"), form.field("notes"), page.subs.current.save_button]
    assert [stop for stop in visited if stop in rows] == rows

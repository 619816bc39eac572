"""Programmes: chosen, added, changed; the panel leads on to pairs and prints."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.programmes.programmes import Kind, list_programmes
from tests.fixtures.unit import Unit
from ui.kit.context import Context
from ui.kit.form_page import FormPage
from ui.programmes.page import ProgrammesPage

Make = Callable[[Book], Context]
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(unit: Unit, context_of: Make, show: Show, qtbot: QtBot) -> ProgrammesPage:
    unit.pair(programme_id=list_programmes(unit.book)[0].id)
    page = ProgrammesPage(context_of(unit.book))
    page.resize(1170, 662)
    page.refresh(None)
    unit.book.subscribe(page.refresh)
    show(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def form(page: ProgrammesPage) -> FormPage:
    found = page.subs.current
    assert isinstance(found, FormPage)
    return found


def test_the_panel_leads_to_the_pairs_and_to_the_print(page: ProgrammesPage, qtbot: QtBot) -> None:
    assert page.list.head.facts.text() == "1 programme · 1 open pair"
    links = {each.text(): each for each in page.list.panel.findChildren(QPushButton)}
    with qtbot.waitSignal(page.go) as went:
        links["Lan Nguyễn → Margit Sørvik"].click()
    assert went.args[0] == "pairs"
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.print_page()
    assert printed.args == ["programme-summary", {"programme": list_programmes(page.context.book)[0].id}]


def test_a_search_that_finds_nothing_says_so(page: ProgrammesPage, qtbot: QtBot) -> None:
    page.find()
    qtbot.keyClicks(page.list.search, "no such frame")
    assert page.list.nothing.isVisible()
    assert page.list.nothing.text() == "No programme fits. Shorten the search."
    assert not page.list.table.isVisible()
    qtbot.keyClick(page.list.search, Qt.Key.Key_Escape)
    assert page.list.table.isVisible()
    assert not page.list.nothing.isVisible()


def test_a_programme_is_added_by_keyboard(page: ProgrammesPage, unit: Unit, qtbot: QtBot) -> None:
    page.new()
    fields = form(page).editor.form
    qtbot.keyClicks(fields.field("name"), "Charting roll-out")
    fields.field("kind").button(Kind.ONE_TO_ONE).setFocus()
    qtbot.keyClick(fields.field("kind").button(Kind.ONE_TO_ONE), Qt.Key.Key_Right)
    assert "new system" in fields.row("kind").help.text()
    fields.field("ends_on").setText("1 Jan 2026")
    form(page).save()
    assert "before the start" in fields.row("ends_on").error.text()
    fields.field("ends_on").setText("31 Jul 2026")
    qtbot.keyClick(fields.field("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.refresh(None)
    added = next(each for each in list_programmes(unit.book) if each.name == "Charting roll-out")
    assert added.kind is Kind.ROLL_OUT
    assert page.list.table.current().id == added.id


def test_a_start_that_is_empty_is_told_beside_it(page: ProgrammesPage) -> None:
    page.edit(list_programmes(page.context.book)[0].id)
    fields = form(page).editor.form
    fields.field("starts_on").setText("")
    form(page).save()
    assert fields.row("starts_on").error.text() == "Give the day the programme starts."
    assert page.may_leave()
    page.new()
    page.edit(list_programmes(page.context.book)[0].id)
    assert form(page).banner.isVisible()  # the draft is back


def test_an_empty_book_leads_to_the_first_programme(
    tmp_path: object, context_of: Make, show: Show, qtbot: QtBot
) -> None:
    from pathlib import Path

    from tests.fixtures.books import new_book

    assert isinstance(tmp_path, Path)
    with new_book(tmp_path, unit="Ward 8") as book:
        page = ProgrammesPage(context_of(book))
        page.refresh(None)
        page.resize(800, 600)  # as a window of its own it has room for what it says
        show(page)
        assert page.list.empty.isVisible()
        assert not page.list.print_button.isEnabled()

"""The list page says what its room handed in: why nothing is shown, what fills the panel, the empty place."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.book import Book
from app.errors import NotFound
from tests.fixtures.books import book  # noqa: F401
from ui.kit.context import Context
from ui.kit.list_page import ListContent, ListPage
from ui.kit.rows import Column
from ui.kit.text import Label


@dataclass(frozen=True)
class Row:
    id: int
    name: str


@dataclass(frozen=True)
class Tab:
    key: str
    words: str
    keep: Callable[[Any], bool]


class Things(ListPage):
    """A list of things; a gone one cannot be filled in."""

    def __init__(self, context: Context) -> None:
        self.filled: list[int] = []
        super().__init__(
            context,
            ListContent(
                title="Things",
                search="Search things",
                details="Details of a thing",
                nothing="Nothing is on this tab.",
                nothing_on={"late": "Nothing is late."},
                nothing_fits="Nothing fits.",
                empty=lambda: Label("No things yet"),
                fill=self._fill_panel,
            ),
        )
        self.add_tabs(
            "Things shown",
            [
                Tab("all", "All", lambda _row: True),
                Tab("late", "Late", lambda _row: False),
                Tab("new", "New", lambda _row: False),
            ],
        )
        self.add_table([Column("Name", lambda row: row.name)], name="Things", opened=lambda _id: None)

    def _fill_panel(self, row: Row) -> None:
        if row.name == "gone":
            raise NotFound("a thing")
        self.filled.append(row.id)


@pytest.fixture
def page(
    book: Book,  # noqa: F811
    context_of: Callable[[Book], Context],
    show: Callable[[QWidget], QWidget],
) -> Things:
    made = Things(context_of(book))
    made.resize(1366, 690)
    show(made)
    return made


def test_each_tab_says_why_it_is_empty_and_a_search_that_nothing_fits(page: Things) -> None:
    assert page.head.title.text() == "Things"
    assert page.search.placeholderText() == "Search things"
    page.show_rows([Row(1, "one")], empty=False)
    assert page.nothing.isHidden()
    page.tabs.choose("late")
    assert page.nothing.text() == "Nothing is late."
    page.tabs.choose("new")
    assert page.nothing.text() == "Nothing is on this tab."
    assert page.nothing.isVisible()
    page.search.setText("two")
    page.tabs.choose("all")
    assert page.nothing.text() == "Nothing fits."
    page.search.clear()
    assert page.nothing.isHidden()


def test_the_panel_is_filled_with_the_row_chosen_and_closed_over_one_that_is_gone(
    page: Things, qtbot: QtBot
) -> None:
    page.show_rows([Row(1, "one"), Row(2, "gone"), Row(3, "three")], empty=False)
    page.show_row(3)
    qtbot.waitUntil(lambda: not page.waiting)
    assert page.filled[-1] == 3
    assert page.panel.isVisible()
    page.show_row(2)
    qtbot.waitUntil(lambda: not page.waiting)
    assert page.panel.isHidden()


def test_the_empty_place_is_what_the_room_makes_until_there_is_a_row(page: Things) -> None:
    page.show_rows([], empty=True)
    assert page.empty.text() == "No things yet"
    assert page.card.isHidden()
    page.show_rows([Row(1, "one")], empty=False)
    assert page.empty is None
    assert page.card.isVisible()


def test_what_was_handed_in_does_not_change(page: Things) -> None:
    with pytest.raises(FrozenInstanceError):
        page._content.nothing = "Something else."

"""The list table: quick at 20,000 rows, finds names however they are typed, keeps what is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.cells import cell_room, fitting
from ui.kit.pills import Marked, pill_width
from ui.kit.rows import Column, folded
from ui.kit.tables import ROW_HEIGHT, ListTable
from ui.kit.theme import Theme

Showing = Callable[[QWidget], QWidget]


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    topic: str = "Electronic charting"
    pairs: int = 0


COLUMNS = [
    Column("Name", lambda r: r.name, "strong", 160, 2),
    Column("Topic", lambda r: r.topic, width=140, stretch=1, drop=1),
    Column("Rhythm", lambda r: Marked("slowing", "Slowing") if r.pairs > 2 else "", "mark", 110, drop=2),
    Column("Pairs", lambda r: str(r.pairs), "number", 70, sort=lambda r: r.pairs or None),
]


@pytest.fixture
def table(look: Theme, show: Showing) -> ListTable:
    made = ListTable(COLUMNS, name="Staff", search=lambda r: f"secret{r.id}")
    made.resize(700, 400)
    show(made)
    return made


def names(table: ListTable) -> list[str]:
    return [row.name for row in table.rows.shown]


def test_searching_ignores_case_and_accents_and_takes_words_in_any_order(table: ListTable) -> None:
    table.set_rows([Row(1, "Zeynep Ağaçlı"), Row(2, "Łukasz Sørvik"), Row(3, "Đặng Nguyễn", "R&D <b")])
    for typed, found in (
        ("agacli ZEYNEP", [1]),
        ("sorvik", [2]),
        ("lukasz", [2]),
        ("dang nguyen", [3]),
        ("r&d <b", [3]),
        ("secret2", [2]),
        ("nobody", []),
        ("  ", [1, 2, 3]),
    ):
        table.filter_text(typed)
        assert [row.id for row in table.rows.shown] == found, typed


def test_what_is_chosen_stays_chosen_over_new_rows_filter_and_sorting(table: ListTable) -> None:
    chosen: list[object] = []
    table.set_rows([Row(1, "Ada", pairs=1), Row(2, "Ben", pairs=3), Row(3, "Cleo", pairs=2)])
    table.choose(2)
    table.chosen.connect(lambda row: chosen.append(row and row.id))
    table.sort_by(3)
    table.filter_text("b")
    table.set_rows([Row(2, "Ben B", pairs=9)])
    assert table.current() == Row(2, "Ben B", pairs=9)
    table.filter_text("nobody")
    assert chosen[-1] is None


def test_sorting_goes_up_down_and_back_and_puts_nothing_last(table: ListTable) -> None:
    table.set_rows([Row(1, "b", pairs=2), Row(2, "Ä", pairs=0), Row(3, "c", pairs=1)])
    table.sort_by(0)
    assert names(table) == ["Ä", "b", "c"]
    table.sort_by(0)
    assert names(table) == ["c", "b", "Ä"]
    table.sort_by(0)
    assert names(table) == ["b", "Ä", "c"]
    table.sort_by(3)
    assert names(table) == ["c", "b", "Ä"]


def test_columns_always_fit_and_the_least_needed_go_first(table: ListTable) -> None:
    table.set_rows([Row(1, "Ada")])
    for width, hidden in ((700, []), (430, [2]), (300, [1, 2])):
        table.resize(width, 300)
        assert [i for i in range(4) if table.isColumnHidden(i)] == hidden
        used = sum(table.columnWidth(i) for i in range(4) if not table.isColumnHidden(i))
        assert used <= table.viewport().width()


@pytest.mark.parametrize("zoom", [100, 125, 150, 200])
def test_a_column_of_marks_is_as_wide_as_the_widest_it_can_show(
    look: Theme, show: Callable[[QWidget], QWidget], zoom: int
) -> None:
    marks = (Marked("good", "Ja"), Marked("slowing", "Wird merklich langsamer"))
    made = ListTable(
        [
            Column("Rhythm", lambda _row: marks[1], "mark", 60, marks=marks),
            Column("Name", lambda row: row.name, width=80, stretch=1),
            Column("Again", lambda _row: marks[1], "mark", 60, marks=marks),
        ],
        name="Pairs",
    )
    made.resize(1000, 200)
    made.set_rows([Row(1, "Ada")])
    show(made)
    look.set_zoom(zoom)
    for place in (0, 2):
        cell = made.visualRect(made.rows.index(0, place))
        assert cell_room(cell, made.rows.columns[place], place == 0).width() >= pill_width(marks[1])


def test_empty_cells_say_so_and_the_plain_word_is_copied(table: ListTable, qtbot: QtBot) -> None:
    table.set_rows([Row(1, "Ada", pairs=0), Row(2, "Ben", pairs=3)])
    assert table.rows.words(0, 2) == "–"
    table.choose(2)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Ben\tElectronic charting\tSlowing\t3"


def test_of_twenty_thousand_rows_only_those_in_sight_are_asked_for(look: Theme, show: Showing) -> None:
    asked: list[int] = []

    def name_of(row: Row) -> str:
        asked.append(row.id)
        return row.name

    table = ListTable([Column("Name", name_of, "strong"), *COLUMNS[1:]], name="Staff")
    table.resize(700, 400)
    show(table)
    rows = [Row(i, f"Nguyễn Thị {i}", pairs=i % 5) for i in range(20_000)]
    in_sight = 400 // ROW_HEIGHT + 2

    def asked_for(act: Callable[[], object]) -> set[int]:
        asked.clear()
        act()
        table.viewport().repaint()
        assert len(asked) <= 3 * in_sight  # to paint it, for its tool tip, to read it out
        return set(asked)

    opened = asked_for(lambda: table.set_rows(rows))
    assert set(range(5)) <= opened <= set(range(in_sight))
    while not table.rows.gather(2000):
        pass
    for typed, first in (("nguyen 19", 19), ("nguyen 18", 18)):
        assert first in asked_for(lambda typed=typed: table.filter_text(typed))
    table.filter_text("")
    table.doItemsLayout()  # the scroll bar learns how far it goes
    for at in (9000, 5000, 700):
        scrolled = asked_for(lambda at=at: table.verticalScrollBar().setValue(at * ROW_HEIGHT))
        assert set(range(at + 1, at + 5)) <= scrolled <= set(range(at, at + in_sight))


def test_folding_is_the_same_for_look_alikes() -> None:
    assert folded("Straße") == folded("STRASSE") == "strasse"
    assert folded("Ægir Øst") == "aegir ost"


def test_a_list_in_a_cell_shows_whole_words_and_how_many_more() -> None:
    def measure(words: str) -> int:
        return len(words)

    assert fitting(("Charting", "Tablets"), 17, measure) == "Charting, Tablets"
    assert fitting(("Charting", "Tablets"), 16, measure) == "Charting +1"
    assert fitting(("Charting", "Tablets", "ECG"), 19, measure) == "Charting +2"
    assert fitting(("Electronic charting", "ECG"), 10, measure) == "Electronic charting +1"
    # In two lines of smaller letters a second one stands below the first, where both fit.
    topics = ("Electronic charting", "ECG", "Rostering")
    assert fitting(topics, 20, measure, measure) == "Electronic charting, ECG +1"
    assert fitting(topics[:2], 20, measure, measure) == "Electronic charting, ECG"
    assert fitting((topics[0], "Telemedicine consultations"), 20, measure, measure) == f"{topics[0]} +1"
    assert fitting((topics[0],), 10, measure, measure) == topics[0]

"""The head of a page keeps its title and its buttons whole, whatever the width."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.page_head import PageHead
from ui.kit.theme import Theme


@pytest.mark.parametrize(("width", "below"), [(1100, False), (620, True)])
def test_what_stands_at_the_right_goes_below_where_a_line_is_too_short(
    width: int, below: bool, look: Theme, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    head = PageHead("Training", "20 mentors")
    head.add_search("Search mentors")
    buttons = [
        head.add_main(words, lambda: None) for words in ("Checklist…", "Begin training…", "Print matrix…")
    ]
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(head)
    window.resize(width, 120)
    show(window)
    qtbot.waitUntil(
        lambda: (buttons[0].mapTo(head, QPoint(0, 0)).y() > head.title.geometry().bottom()) == below
    )
    assert head.title.width() >= head.title.sizeHint().width()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert buttons[-1].mapTo(head, QPoint(buttons[-1].width(), 0)).x() <= head.width()


def test_a_long_title_gives_way_to_the_buttons(look: Theme, show: Callable[[QWidget], QWidget]) -> None:
    head = PageHead("A pair with many mentors and many mentees, all with long names")
    button = head.add_main("Record session", lambda: None)
    head.resize(420, 80)
    show(head)
    assert head.title.toolTip()
    assert button.width() >= button.sizeHint().width()


def test_facts_that_are_too_long_beside_the_buttons_get_a_line_of_their_own(
    look: Theme, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    head = PageHead("Training", "20 mentors · 16 ready for a first session · 4 have starred items to sign")
    head.add_search("Search mentors")
    button = head.add_main("Begin training…", lambda: None)
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(head)
    column.addStretch(1)
    window.resize(1000, 160)
    show(window)
    beside = head.height()
    window.resize(640, 160)
    qtbot.waitUntil(lambda: head.height() > beside)
    assert not head.facts.toolTip()
    assert head.facts.y() >= button.mapTo(head, QPoint(0, button.height())).y()
    window.resize(1000, 160)
    qtbot.waitUntil(lambda: head.height() == beside)
    head.say(facts="20 mentors")
    assert head.facts.text() == "20 mentors"


def test_the_name_of_a_section_is_not_cut_for_its_buttons(
    look: Theme, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    look.set_zoom(200)
    head = PageHead("People who sign in", "4 people open this book")
    for words in ("Change my passphrase…", "New account"):
        head.add_main(words, lambda: None)
    head.resize(1040, 200)
    show(head)
    qtbot.waitUntil(lambda: not head.title.toolTip() and head.title.width() >= head.title.sizeHint().width())
    look.set_zoom(100)

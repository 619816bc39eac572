"""Widgets placed anew in a grid; what it is for is shown by the form of a session."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.anew import take_out
from ui.kit.label import Label
from ui.kit.theme import Theme

Show = Callable[[QWidget], QWidget]


def test_a_grid_is_emptied_and_its_widgets_stay_on_the_page(look: Theme, show: Show) -> None:
    page = QWidget()
    grid = QGridLayout(page)
    words = [Label("Aim"), Label("Topic"), Label("Programme")]
    for place, label in enumerate(words):
        grid.addWidget(label, 0, place)
    show(page)
    take_out(grid)
    assert grid.count() == 0
    assert all(label.parentWidget() is page and label.isVisible() for label in words)
    for place, label in enumerate(words):
        grid.addWidget(label, place, 0)
    grid.activate()
    assert words[2].y() > words[1].y() > words[0].y()

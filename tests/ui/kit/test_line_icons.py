"""Icons inside a line of text grow with it, and the words keep clear of them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ui.kit.choices import Choice, ChoiceField
from ui.kit.fields import DateField, LineField
from ui.kit.theme import Theme


def painted(line: QLineEdit) -> tuple[int, int]:
    """How wide and how tall the icon of *line* is, as far as it is drawn."""
    button = line.findChild(QToolButton)
    room = line.grab().toImage().copy(button.geometry())
    ground = room.pixelColor(0, 0).name()
    spots = [(x, y) for x, y in _all(room) if room.pixelColor(x, y).name() != ground]
    across, down = [x for x, _y in spots], [y for _x, y in spots]
    return max(across) - min(across) + 1, max(down) - min(down) + 1


def _all(room: QImage) -> list[tuple[int, int]]:
    return [(x, y) for x in range(room.width()) for y in range(room.height())]


@pytest.mark.parametrize("make", [lambda: LineField(icon_name="search"), lambda: DateField(date.today)])
def test_an_icon_is_twice_as_large_at_200_per_cent_and_as_large_as_ever_afterwards(
    make: Callable[[], QLineEdit], look: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    line = make()
    line.resize(400, 80)
    show(line)
    usual = painted(line)
    look.set_zoom(200)
    large = painted(line)
    line.resize(380, 80)  # where Qt places it anew
    again = painted(line)
    look.set_zoom(100)
    assert large == again
    for before, after in zip(usual, large, strict=True):
        assert 2 * before - 3 <= after <= 2 * before + 1
    assert painted(line) == usual


@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_words_keep_clear_of_both_icons(zoom: int, look: Theme, show: Callable[[QWidget], QWidget]) -> None:
    look.set_zoom(zoom)
    first, day = LineField(icon_name="search"), DateField(date.today)
    for line in (first, day):
        line.resize(400, 80)
        show(line)
        line.setText("W" * 60)
    first.setCursorPosition(0)
    day.setCursorPosition(60)
    for line in (first, day):
        line.grab()  # the words scroll to the cursor when they are painted
    leading = first.cursorRect().center().x() - first.findChild(QToolButton).geometry().right()
    trailing = day.findChild(QToolButton).geometry().left() - day.cursorRect().center().x()
    within = day.findChild(QToolButton).geometry().right()
    look.set_zoom(100)
    assert leading >= -5  # Qt's own room round an icon is that wide
    assert trailing >= 0
    assert within < 400


@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_the_icon_of_a_choice_is_as_large_as_its_words_ask_for(zoom: int, look: Theme) -> None:
    field = ChoiceField([Choice(1, "Discussed", icon="pairs")], searchable=False)
    look.set_zoom(zoom)
    side = field.iconSize()
    look.set_zoom(100)
    assert (side.width(), side.height()) == (16 * zoom // 100 if zoom != 80 else 13,) * 2

"""Words of a row go on in a second line before they are cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.kit.fonts import face
from ui.kit.text import Elided
from ui.kit.theme import Theme
from ui.kit.two_lines import in_two, paint_words


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("How the ward looks from below", 18, ("How the ward looks", "from below")),
        ("Amina, Owen → Carmel", 14, ("Amina, Owen", "→ Carmel")),
        # Where a side of the arrow is too long, words break as everywhere.
        ("Amina Yusuf-Bello, Owen → Carmel", 18, ("Amina Yusuf-Bello,", "Owen → Carmel")),
        ("Telemedicine consultations", 6, None),
        ("Telemedicine", 6, None),
    ],
)
def test_words_break_at_an_arrow_or_between_words(
    words: str, width: int, lines: tuple[str, str] | None
) -> None:
    assert in_two(words, width, len) == lines


def painted_rows(words: str, width: int, height: int) -> set[int]:
    """The pixel rows that *words* take of a room."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setPen(QColor("#000000"))
    paint_words(painter, QRect(0, 0, width, height), words, face)
    painter.end()
    return {y for y in range(height) for x in range(width) if image.pixelColor(x, y).lightness() < 128}


@pytest.mark.parametrize("zoom", [80, 100, 200])
def test_two_lines_stay_in_their_row_and_one_stays_in_its_middle(zoom: int, look: Theme) -> None:
    look.set_zoom(zoom)
    words, height = "How the ward looks from below", look.u(35)
    whole = QFontMetrics(face(look.u(13))).horizontalAdvance(words)
    one = painted_rows(words, whole + 2, height)
    two = painted_rows(words, whole * 2 // 3, height)
    cut = painted_rows(words, whole * 2 // 3, look.u(30))
    look.set_zoom(100)
    assert max(one) - min(one) < height / 2 < max(two) - min(two)
    assert min(two) > 0
    assert max(two) < height - 1
    assert max(cut) - min(cut) < height / 2


def test_a_label_of_two_lines_makes_room_for_the_second_and_gives_it_back(
    look: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    label = Elided("Ask the system team why the fluid total lags behind the pump", lines=2)
    show(label)
    width = label.sizeHint().width()
    label.resize(width + 4, 20)
    assert (label.minimumHeight(), label.toolTip()) == (0, "")
    label.resize(width * 2 // 3, 20)
    assert label.minimumHeight() >= 2 * label.fontMetrics().height()
    assert not label.toolTip()
    label.resize(width // 3, 20)
    assert label.toolTip() == label.text()
    label.resize(width + 4, 40)
    assert label.minimumHeight() == 0

"""One source of colours and sizes: readable everywhere, in every look, at every zoom."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.icons import FOLDER, icon
from ui.kit.style_sheet import build
from ui.kit.theme import Theme
from ui.kit.tokens import DARK, LIGHT, SystemColours, Tokens, contrast, high_contrast

LOOKS = (LIGHT, DARK, high_contrast(SystemColours()))
BLACK_ON_WHITE = SystemColours("#FFFFFF", "#FFFFFF", "#000000", "#767676", "#1A1A8C", "#FFFFFF", "#0000C8")


@pytest.mark.parametrize("tokens", [*LOOKS, high_contrast(BLACK_ON_WHITE)], ids=lambda t: f"{t.look} {t.bg}")
def test_every_text_is_readable_on_its_ground(tokens: Tokens) -> None:
    texts = [
        (tokens.ink, tokens.surface),
        (tokens.ink, tokens.bg),
        (tokens.ink2, tokens.surface),
        (tokens.ink2, tokens.bg),
        (tokens.ink2, tokens.sunken),
        (tokens.sel_ink, tokens.sel),
        (tokens.sel_ink2, tokens.sel),
        (tokens.link, tokens.surface),
        (tokens.link, tokens.bg),
        (tokens.on, tokens.primary),
        (tokens.nav_text2, tokens.nav),
        (tokens.nav_on_text, tokens.nav_on),
        (tokens.level_ink, tokens.level),
        *(tokens.tone(tone) for tone in ("good", "watch", "bad", "info", "mute", "teach", "learn")),
    ]
    low = [(text, ground, contrast(text, ground)) for text, ground in texts if contrast(text, ground) < 4.5]
    assert not low


@pytest.mark.parametrize("tokens", LOOKS, ids=lambda t: t.look)
def test_edges_and_marks_stand_out_from_their_ground(tokens: Tokens) -> None:
    edges = [(tokens.ctl, tokens.surface), (tokens.ctl, tokens.bg), (tokens.primary, tokens.surface)]
    edges.append((tokens.accent, tokens.nav_on if not tokens.edged else tokens.nav))
    assert min(contrast(*pair) for pair in edges) >= 3


def test_the_formula_is_the_published_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(contrast(LIGHT.ink, LIGHT.surface), 1) == 15.5  # as measured in STYLE 1


@pytest.mark.parametrize("tokens", [*LOOKS, high_contrast(BLACK_ON_WHITE)], ids=lambda t: f"{t.look} {t.bg}")
def test_the_style_sheet_is_filled_in_and_its_pictures_exist(tokens: Tokens) -> None:
    sheet = build(tokens, lambda pixels: round(pixels * 1.5))
    assert not re.findall(r"\$[a-z]|\{\d", sheet)
    for path in re.findall(r"url\(([^)]*)\)", sheet):
        assert (FOLDER / "controls" / path.rsplit("/", 1)[-1]).is_file(), path


@pytest.mark.parametrize("kind", ["plain", "main"])
def test_in_high_contrast_a_button_that_cannot_be_pressed_has_another_edge(
    kind: Kind, look: Theme, show: Callable[[QWidget], QWidget]
) -> None:
    look.set_look("contrast")
    button = Button("Save changes", "check", kind)
    other = Button("Save changes", "check", "plain")
    button.allow(False, "Nothing has changed.")
    for each in (button, other):
        each.resize(200, 34)
        show(each)
    edges = [{image.pixelColor(x, 0).name() for x in range(20, 180)} for image in _grabbed(button, other)]
    look.set_look("light")
    assert edges[0] != edges[1]
    assert len(edges[0]) > 1  # gaps between the dashes


def _grabbed(*widgets: QWidget) -> list[QImage]:
    return [widget.grab().toImage() for widget in widgets]


def test_an_icon_follows_the_look_by_itself(look: Theme) -> None:
    made = icon("home", "ink")
    light = _inks(made)
    look.set_look("dark")
    assert light
    assert _inks(made)
    assert light != _inks(made)


def test_zoom_is_bounded_and_scales_font_and_sizes(look: Theme, qapp: QApplication) -> None:
    changes = []
    look.changed.connect(lambda: changes.append(look.zoom))
    look.set_zoom(900)
    assert (look.zoom, look.u(34), qapp.font().pixelSize()) == (200, 68, 26)
    look.step_zoom(-1)
    look.step_zoom(0)
    look.set_zoom(100)
    assert changes == [200, 175, 100]


def _inks(made: QIcon) -> set[str]:
    image = made.pixmap(QSize(18, 18)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(18) for y in range(18)]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

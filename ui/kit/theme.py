"""The look of the whole application: palette, style sheet and text size, from one source.

Promises: :meth:`Theme.apply` sets palette, font and style sheet once; the look follows
the system's light, dark and high-contrast settings unless the user chose one; the text
zoom (80–200 %) scales every size that went through :meth:`Theme.u`.  The theme belongs
to the QApplication, as its palette does: :func:`theme` asks the application for it.
The first look is told from the system's palette, without the ``Qt`` namespace (see
:mod:`ui.kit.label`); :meth:`Theme.follow` then asks the system itself.
"""

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.fonts import face, load_inter
from ui.kit.style_sheet import build
from ui.kit.tokens import DARK, LIGHT, SystemColours, Tokens, high_contrast

Look = Literal["system", "light", "dark", "contrast"]
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


class Theme(QObject):
    """Colours and sizes of one application; :attr:`changed` tells after each new look or zoom."""

    changed = Signal()

    def __init__(self, app: QApplication, look: Look = "system", zoom: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._look: Look = look
        self._zoom = _bounded(zoom)
        self.tokens: Tokens = LIGHT
        self._system_palette = app.palette()  # a copy; the constructor that copies asks for Qt
        self._follows = False
        # Kept in a variable: the chained call loses its owner in PySide6 6.12.
        self._hints = app.styleHints()
        app.setProperty("pairbook_theme", self)

    def apply(self) -> None:
        """Dress the application as its palette has it."""
        load_inter()
        if self._app.property("pairbook_style") != "Fusion":
            self._app.setStyle("Fusion")
        self._dress()

    def follow(self) -> None:
        """Follow the system's settings from now on; call it once, when the first window stands."""
        self._follows = True
        self._hints.colorSchemeChanged.connect(self._system_changed)
        if self._chosen() != self.tokens:
            self._dress()

    @property
    def zoom(self) -> int:
        """Text zoom in per cent."""
        return self._zoom

    @property
    def look(self) -> Look:
        """What the user chose; "system" follows the PC."""
        return self._look

    def set_zoom(self, percent: int) -> None:
        """Change the text zoom; bounded to 80–200 %."""
        if _bounded(percent) != self._zoom:
            self._zoom = _bounded(percent)
            self._dress()

    def step_zoom(self, direction: int) -> None:
        """The next larger (1) or smaller (-1) zoom of the usual steps; 0 returns to 100 %."""
        if direction == 0:
            return self.set_zoom(100)
        steps = [s for s in ZOOM_STEPS if (s > self._zoom if direction > 0 else s < self._zoom)]
        if steps:
            self.set_zoom(steps[0] if direction > 0 else steps[-1])

    def set_look(self, look: Look) -> None:
        """Change the look."""
        self._look = look
        self._dress()

    def u(self, pixels: float) -> int:
        """*pixels* at 100 % in pixels at the present text zoom."""
        return round(pixels * self._zoom / 100)

    @property
    def roomy(self) -> bool:
        """Whether text is so large that panels and columns must fold (STYLE 2)."""
        return self._zoom >= 130

    def _system_changed(self) -> None:
        if self._look == "system":
            self._dress()

    def _chosen(self) -> Tokens:
        if self._look == "contrast":
            return high_contrast(SystemColours())
        if self._look == "system" and self._wants_contrast():
            return high_contrast(_system_colours(self._system_palette))
        if self._look == "dark" or (self._look == "system" and self._is_dark()):
            return DARK
        return LIGHT

    def _is_dark(self) -> bool:
        if not self._follows:
            return self._system_palette.color(QPalette.ColorRole.Window).lightness() < 128
        from PySide6.QtCore import Qt

        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _wants_contrast(self) -> bool:
        if not self._follows:
            return False
        from PySide6.QtCore import Qt

        accessibility = self._hints.accessibility()
        return bool(accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)

    def _dress(self) -> None:
        self.tokens = self._chosen()
        self._app.setFont(face(self.u(13)))
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(build(self.tokens, self.u))
        self.changed.emit()


def theme() -> Theme:
    """The theme of the running application; there must be one."""
    app = QApplication.instance()
    found = app.property("pairbook_theme") if app is not None else None
    if not isinstance(found, Theme):
        raise RuntimeError("no Theme was made for this QApplication")
    return found


def _bounded(percent: int) -> int:
    return max(80, min(200, int(percent)))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, colour in (
        ((role.Window,), tokens.bg),
        ((role.Base, role.Button, role.ToolTipBase), tokens.surface),
        ((role.AlternateBase,), tokens.sunken),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText, role.BrightText), tokens.ink),
        ((role.PlaceholderText,), tokens.ink2),
        ((role.Highlight,), tokens.sel),
        ((role.HighlightedText,), tokens.sel_ink),
        ((role.Accent,), tokens.primary),
        ((role.Link, role.LinkVisited), tokens.link),
        ((role.Light, role.Midlight), tokens.row),
        ((role.Mid,), tokens.line),
        ((role.Dark, role.Shadow), tokens.ctl),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.mute))
    return palette


def _system_colours(palette: QPalette) -> SystemColours:
    role = QPalette.ColorRole

    def name(which: QPalette.ColorRole) -> str:
        return palette.color(which).name().upper()

    return SystemColours(
        window=name(role.Window),
        base=name(role.Base),
        text=name(role.WindowText),
        grey=name(role.Mid),
        highlight=name(role.Highlight),
        highlighted_text=name(role.HighlightedText),
        link=name(role.Link),
    )

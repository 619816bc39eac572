"""Push buttons of every kind, with an icon, a word and a quiet shortcut hint.

Promises: one look for all (STYLE 3); the hint is drawn beside the text and is no part
of it; an icon-only button has an accessible name and a tool tip; ``why`` says in the
tool tip why a button is disabled.
"""

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from ui.kit.enter import PressedByEnter
from ui.kit.fonts import face
from ui.kit.icons import draw
from ui.kit.theme import theme

Kind = Literal["plain", "main", "text", "quiet", "tab", "segment", "nav"]


class Button(PressedByEnter, QPushButton):
    """A button that says what it does."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "plain",
        *,
        hint: str = "",
        small: bool = False,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        if small:
            self.setProperty("small", "true")
        if tall:
            self.setProperty("tall", "true")
        self._tall = tall
        self._kind, self._icon, self._hint, self._small = kind, icon, hint, small
        self._size = 12.5 if small and kind in ("text", "quiet") else 13
        self._help = ""
        self._after_icon = ""
        self.snug = False
        if kind in ("text", "quiet"):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        theme().changed.connect(self.updateGeometry)
        self.setAccessibleName(text.replace("&", ""))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Turn a plain button into the main one, or back (STYLE 5: one filled button in sight)."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def allow(self, allowed: bool, why: str = "") -> None:
        """Enable the button, or disable it and say *why* in the tool tip."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else why)

    def _font(self) -> QFont:
        strong = self._kind != "tab" and (self._kind != "segment" or self.isChecked())
        if self._kind in ("tab", "nav"):
            strong = self.isChecked()
        if self._kind == "quiet":
            strong = False
        return face(theme().u(self._size), strong=strong)

    def _hint_font(self) -> QFont:
        return face(theme().u(13 if self._kind == "tab" else 12))

    def _parts(self) -> tuple[int, int, int]:
        """Widths of icon with its gap, text, and hint with its gap."""
        u = theme().u
        icon = u(16) + (u(6 if self._small else 7) if self._shown_text() else 0) if self._icon_name() else 0
        text = QFontMetrics(self._widest_font()).horizontalAdvance(self._shown_text())
        hint = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint) + u(7) if self._hint else 0
        return icon, text, hint

    def _widest_font(self) -> QFont:
        # A chosen tab or segment turns bold: its room is kept from the start, so that nothing jumps.
        return face(theme().u(self._size), strong=self._kind != "quiet")

    def _icon_name(self) -> str:
        if self._kind == "segment" and self.isChecked() and not self._icon:
            return "check"
        return self._icon

    def _shown_text(self) -> str:
        return self.text().replace("&", "")

    def set_hint(self, hint: str) -> None:
        """Show another shortcut or count after the text."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        u = theme().u
        icon, text, hint = self._parts()
        if self._kind == "segment" and not self._icon:
            icon = u(16) + u(6) if self.isChecked() or not self.snug else 0
        sides = {"text": 0, "quiet": 0, "tab": 10, "segment": 8 if self.snug else 10}.get(
            self._kind, 9 if self._small else 15
        )
        height = {"text": 28, "quiet": 28, "tab": 30, "segment": 32}.get(
            self._kind, 28 if self._small else 34
        )
        if self._tall:
            height = 38
        if not self._shown_text():
            return QSize(u(height), u(height))
        return QSize(icon + text + hint + 2 * u(sides), u(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[str, str]:
        """Of the words, and of icon and hint."""
        tokens = theme().tokens
        if not self.isEnabled():
            return tokens.mute, tokens.mute
        if self._kind == "main":
            return tokens.on, tokens.on
        if self._kind == "text":
            return tokens.link, tokens.ink2
        if self._kind == "quiet":
            return tokens.ink2, tokens.ink2
        if self._kind in ("tab", "segment"):
            if self.isChecked() and (tokens.edged or self._kind == "segment"):
                return tokens.sel_ink, tokens.sel_ink
            return (tokens.ink, tokens.ink2) if self.isChecked() else (tokens.ink2, tokens.ink2)
        if self.isCheckable() and self.isChecked():
            return tokens.sel_ink, tokens.sel_ink
        return tokens.ink, tokens.ink2 if self._shown_text() == "" else tokens.ink

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = ""  # the words are painted here, with icon and hint

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt draws the ground: naming QStyle here would load its thousand constants, 5 ms at the start.
        super().paintEvent(event)
        self._paint_words(QPainter(self))

    def _paint_words(self, painter: QPainter) -> None:
        u = theme().u
        words, rest = self._colours()
        icon, _, hint = self._parts()
        font = self._font()
        text_width = QFontMetrics(font).horizontalAdvance(self._shown_text())
        whole = icon + text_width + hint
        x = max(0, (self.width() - whole) // 2)
        if self._kind in ("text", "quiet"):
            x = 0  # a text action stands on the edge of the column it belongs to
        if self._icon_name():
            token = rest if self._kind == "main" else words
            draw(painter, self._icon_name(), token, x, (self.height() - u(16)) // 2, u(16))
            x += icon
        painter.setFont(font)
        painter.setPen(words)
        room = QRect(x, 0, self.width() - x, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flags, self._shown_text())
        if self._hint:
            painter.setFont(self._hint_font())
            painter.setPen(rest)
            painter.drawText(room.adjusted(text_width + u(7), 0, 0, 0), flags, self._hint)


class IconButton(Button):
    """A button that shows only an icon; *name* is what it says to a screen reader and in its tool tip."""

    def __init__(
        self, icon: str, name: str, *, framed: bool = True, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", icon, "plain" if framed else "quiet", small=small, parent=parent)
        self.rename(name)
        side = theme().u(28 if small or not framed else 34)
        self.setFixedSize(side, side)
        theme().changed.connect(self._fit)
        self._framed = framed

    def rename(self, name: str) -> None:
        """Say something else."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _fit(self) -> None:
        side = theme().u(28 if self._small or not self._framed else 34)
        self.setFixedSize(side, side)

    def _paint_words(self, painter: QPainter) -> None:
        u = theme().u
        colour = theme().tokens.mute if not self.isEnabled() else theme().tokens.ink2
        draw(painter, self._icon, colour, (self.width() - u(16)) // 2, (self.height() - u(16)) // 2, u(16))


class LinkButton(Button):
    """A text action: "All 8", "Show again"."""

    def __init__(self, text: str, icon: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, icon, "text", parent=parent)

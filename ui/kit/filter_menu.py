"""Finer filters behind one text action: groups of values to tick in a menu (STYLE 2).

Promises: what is ticked stands on the action itself; within a group any value fits, between
groups all must; one entry of the menu takes all filters away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from app.language import _
from ui.kit.buttons import Button
from ui.kit.text import plain_tip


@dataclass(frozen=True)
class FilterGroup:
    """One thing to filter by: its *title*, the values a row has, and the values to offer."""

    title: str
    values_of: Callable[[Any], Sequence[str]]
    offered: Sequence[str]


class FilterMenu(QObject):
    """Belongs to a text action; :attr:`changed` when another set of values is ticked."""

    changed = Signal()

    def __init__(self, button: Button, words: str, groups: Callable[[], Sequence[FilterGroup]]) -> None:
        super().__init__(button)
        self._button, self._words, self._groups = button, words, groups
        self._ticked: dict[str, set[str]] = {}
        self._values: dict[str, Callable[[Any], Sequence[str]]] = {}
        self.menu: QMenu | None = None

    def open(self) -> None:
        """Show the menu below its action."""
        menu = QMenu(self._button)
        menu.setAccessibleName(self._words)
        if any(self._ticked.values()):
            menu.addAction(_("Show all again"), self.clear)
        for group in self._groups():
            head = menu.addAction(group.title)
            head.setEnabled(False)
            for value in group.offered:
                action = menu.addAction(value.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(value in self._ticked.get(group.title, ()))
                action.toggled.connect(lambda on, group=group, value=value: self.tick(group, value, on))
        self.menu = menu
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    def tick(self, group: FilterGroup, value: str, on: bool) -> None:
        """Filter by *value* of *group*, or no longer."""
        self._values[group.title] = group.values_of
        ticked = self._ticked.setdefault(group.title, set())
        (ticked.add if on else ticked.discard)(value)
        self._tell()

    def ticked(self) -> dict[str, list[str]]:
        """What is ticked, by the title of its group."""
        return {title: sorted(values) for title, values in self._ticked.items() if values}

    def tick_again(self, ticked: dict[str, list[str]]) -> None:
        """Put back what :meth:`ticked` gave, as far as it is still offered."""
        for group in self._groups():
            self._values[group.title] = group.values_of
            self._ticked[group.title] = set(ticked.get(group.title, ())).intersection(group.offered)
        self._tell()

    def clear(self) -> None:
        """Take all filters away."""
        self._ticked.clear()
        self._tell()

    def keeps(self, row: Any) -> bool:
        """Whether *row* passes all groups."""
        return all(
            not ticked or not ticked.isdisjoint(self._values[title](row))
            for title, ticked in self._ticked.items()
        )

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return any(self._ticked.values())

    def _tell(self) -> None:
        chosen = sorted(value for ticked in self._ticked.values() for value in ticked)
        words = self._words
        if len(chosen) == 1:
            words = chosen[0] if len(chosen[0]) <= 16 else chosen[0][:15] + "…"
        elif chosen:
            words = _("{n} filters").format(n=len(chosen))
        self._button.setText(words)
        self._button.setToolTip(plain_tip(", ".join(chosen)))
        self._button.setAccessibleName(_("Filter: {values}").format(values=", ".join(chosen) or self._words))
        self.changed.emit()

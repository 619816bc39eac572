"""An edited checklist before it is saved: items in sections, codes by their place.

Promises: pure values; codes follow letter and place, so that no two are the same; sections keep
their letters in order.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.training.templates import ItemView
from app.training.words import Evidence


def renumbered(items: Sequence[ItemView]) -> tuple[ItemView, ...]:
    """The items grouped by section, lettered and numbered by their place."""
    titles = list(dict.fromkeys(item.section_title for item in items))
    numbered = []
    for place, title in enumerate(titles):
        letter = letter_of(place)
        mine = [item for item in items if item.section_title == title]
        numbered += [
            replace(item, section=letter, code=f"{letter}{number}") for number, item in enumerate(mine, 1)
        ]
    return tuple(numbered)


def letter_of(place: int) -> str:
    """A, B … Z, AA, AB …"""
    first, second = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def moved(items: Sequence[ItemView], place: int, step: int) -> tuple[tuple[ItemView, ...], int]:
    """The items with the one at *place* moved by *step*, and its new place.

    Over the edge of its section it moves into the neighbouring one.
    """
    other = place + step
    if not 0 <= other < len(items):
        return tuple(items), place
    changed = list(items)
    item, neighbour = changed[place], changed[other]
    if item.section_title != neighbour.section_title:
        changed[place] = replace(item, section_title=neighbour.section_title)
        return renumbered(changed), place
    changed[place], changed[other] = neighbour, item
    return renumbered(changed), other


def added(items: Sequence[ItemView], after: int) -> tuple[tuple[ItemView, ...], int]:
    """The items with an empty one after the place *after*, and its place."""
    title = items[after].section_title if items else ""
    new = ItemView(0, "", title, "", "", False, Evidence.DISCUSSED)
    changed = [*items[: after + 1], new, *items[after + 1 :]]
    return renumbered(changed), after + 1


def edited(items: Sequence[ItemView], place: int, **values: Any) -> tuple[tuple[ItemView, ...], int]:
    """The items with the one at *place* changed, and its place.

    In another section it comes last; a section of a new name comes after all others.
    """
    before = items[place]
    item = replace(before, **values)
    if item.section_title == before.section_title:
        return renumbered([*items[:place], item, *items[place + 1 :]]), place
    others = [*items[:place], *items[place + 1 :]]
    last = max(
        (number for number, other in enumerate(others) if other.section_title == item.section_title),
        default=len(others) - 1,
    )
    return renumbered([*others[: last + 1], item, *others[last + 1 :]]), last + 1


def packed(items: Sequence[ItemView]) -> list[list[Any]]:
    """The items in JSON's types, for a draft."""
    return [
        [item.section_title, item.text, item.starred, item.evidence.value, item.refresh_months]
        for item in items
    ]


def unpacked(lines: Sequence[Sequence[Any]]) -> tuple[ItemView, ...]:
    """What :func:`packed` gave."""
    return renumbered(
        [
            ItemView(0, "", str(title), "", str(text), bool(star), Evidence(way), months)
            for title, text, star, way, months in lines
        ]
    )

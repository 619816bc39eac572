"""Which way each character runs (the Unicode bidirectional algorithm), with isolates for names.

The algorithm itself is python-bidi's; it knows no isolates, so that a text is cut at
them: outside, an isolate counts as one neutral character; inside, it has its own base.
"""

import re
import unicodedata
from typing import Any

from bidi import algorithm

_ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def runs_leftwards(text: str) -> bool:
    """Whether *text* has any character of a right-to-left script."""
    return _LEFTWARDS.search(text) is not None


def own_base(text: str) -> int:
    """The direction of a text that somebody typed: right to left where its letters are so by far."""
    classes = [unicodedata.bidirectional(char) for char in text]
    leftwards = sum(found in ("R", "AL") for found in classes)
    return int(leftwards > 3 * classes.count("L"))


def first_strong(text: str) -> int:
    """The direction of the first letter."""
    return int(algorithm.get_base_level(text))


def levels(text: str, base: int) -> tuple[str, list[int]]:
    """*text* without its isolate marks, and the level of each of its characters (odd = leftwards)."""
    outside: list[str] = []
    inside: list[str] = []
    for number, part in enumerate(_ISOLATED.split(text)):
        (inside if number % 2 else outside).append(part.replace("\u2068", "").replace("\u2069", ""))
    outer = _levels_of("\ufffc".join(outside), base)
    found: list[int] = []
    place = 0
    for number, part in enumerate(outside):
        found += outer[place : place + len(part)]
        place += len(part)
        if number < len(inside):
            own = first_strong(inside[number])
            raised = _next_level(outer[place], own)
            found += [level - own + raised for level in _levels_of(inside[number], own)]
            place += 1
    whole = "".join(part for pair in zip(outside, [*inside, ""], strict=True) for part in pair)
    return whole, found


def _next_level(level: int, own: int) -> int:
    """The level of an isolate inside *level*: the least that is not lower and runs its own way."""
    if level % 2 == own:
        return level if level == 0 else level + 2
    return level + 1


def _brackets_running_left(text: str, base: int) -> list[int]:
    """Brackets that belong to right-to-left text in a left-to-right line (rule N0, not in the library)."""
    if base:
        return []
    found: list[int] = []
    opened: list[int] = []
    for index, char in enumerate(text):
        if char in "([{":
            opened.append(index)
        elif char in ")]}" and opened:
            start = opened.pop()
            inside = _strong(text[start:index])
            if inside and "L" not in inside and _strong(text[:start])[-1:] == ["R"]:
                found += [start, index]
    return found


def _strong(text: str) -> list[str]:
    classes = (unicodedata.bidirectional(char) for char in text)
    return ["R" if found in ("R", "AL") else "L" for found in classes if found in ("L", "R", "AL")]


def _levels_of(text: str, base: int) -> list[int]:
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    for index in _brackets_running_left(text, base):
        storage["chars"][index]["type"] = "R"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found: list[int] = [-1] * len(text)
    for char in storage["chars"]:
        found[char["index"]] = char["level"]
    previous = base
    for index, level in enumerate(found):
        previous = found[index] = previous if level < 0 else level
    return found

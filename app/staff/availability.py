"""When somebody is usually at work: days of the week × early, late, night (DOMAIN 2).

Stored as words such as ``mon-early tue-night``, always in the order of the week.
"""

import re

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHIFTS = ("early", "late", "night")
SLOTS = tuple(f"{day}-{shift}" for day in DAYS for shift in SHIFTS)

_SHIFT_LETTERS = {"e": "early", "l": "late", "n": "night"}


def in_week_order(slots: frozenset[str]) -> str:
    """The stored form of a set of slots; unknown words are left out."""
    return " ".join(slot for slot in SLOTS if slot in slots)


def stored_slots(stored: str) -> frozenset[str]:
    """The slots in a stored form."""
    return frozenset(stored.split()) & frozenset(SLOTS)


def read_availability(text: str) -> frozenset[str]:
    """The slots meant by a spreadsheet cell such as ``Mon E, Tue EL, Sun night`` or ``mon-early``.

    Raises :class:`ValueError` with the first part that is not understood.
    """
    found: set[str] = set()
    for part in re.split(r"[,;/\n]+|(?<=[a-z])\s+(?=(?:mon|tue|wed|thu|fri|sat|sun))", text.lower()):
        words = re.findall(r"[a-z]+", part)
        if not words:
            continue
        day = words[0][:3]
        if day not in DAYS:
            raise ValueError(part.strip())
        found |= {f"{day}-{shift}" for shift in _shifts(words[1:], part)}
    return frozenset(found)


def _shifts(words: list[str], part: str) -> set[str]:
    if not words:
        return {"early"}
    shifts: set[str] = set()
    for word in words:
        if word in SHIFTS:
            shifts.add(word)
        elif all(letter in _SHIFT_LETTERS for letter in word):
            shifts |= {_SHIFT_LETTERS[letter] for letter in word}
        else:
            raise ValueError(part.strip())
    return shifts

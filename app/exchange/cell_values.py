"""Reads dates, times, numbers, words and lists out of the text of a cell.

Each function returns None for an empty cell and raises :class:`Unreadable`, whose text is a
sentence for the preview, for one that cannot be understood.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TypeVar

from app.dates import month_name
from app.exchange.columns import plain
from app.language import _
from app.pairs.saving import GoalEntry

Word = TypeVar("Word", bound=StrEnum)

DEFAULT_CONFIDENCE = 3

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_IN_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]{3,9})\.?,?[ \-](\d{4}|\d{2})")
_SERIAL = re.compile(r"[2-7]\d{4}")  # from 1954 to 2119
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)? ?(am|pm)?")
_WITH_RATING = re.compile(r"(?s)(.+?)\s*[(\[]\s*(-?\d+)\s*(?:/\s*5)?\s*[)\]]")
_SEPARATING = re.compile(r"[;,/]")
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=[;,/(\n]|$)')
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_TWO_DIGIT_YEAR_OF_LAST_CENTURY = 70


class Unreadable(Exception):
    """A cell that cannot be understood; the text is a whole sentence."""


def read_date(text: str, column: str) -> date | None:
    """A day written ``2026-03-12``, ``12/03/2026``, ``12.3.26`` or ``12 March 2026``; the day comes first.

    A bare number of five digits is what a spreadsheet shows of a date whose cell has lost its format.
    """
    words = " ".join(text.lower().split())
    if not words:
        return None
    try:
        if found := _ISO.fullmatch(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(words):
            return date(_year(found[3]), int(found[2]), int(found[1]))
        if found := _IN_WORDS.fullmatch(words):
            return date(_year(found[3]), _month(found[2]), int(found[1]))
        if _SERIAL.fullmatch(words):
            return _FIRST_SERIAL_DAY + timedelta(days=int(words))
    except ValueError:
        pass
    raise Unreadable(
        _("“{column}” holds no date. Write it as day/month/year: 12/03/2026.").format(column=column)
    )


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= _FIRST_TWO_DIGIT_YEAR_OF_LAST_CENTURY else 2000)


def _month(word: str) -> int:
    for number in range(1, 13):
        if word[:3] == _ENGLISH_MONTHS[number - 1] or word == month_name(number).lower():
            return number
    raise ValueError


def read_time(text: str, column: str) -> time | None:
    """A time written ``14:30``, ``14.30``, ``2 pm`` or at the end of a date and time."""
    words = " ".join(text.lower().split())
    if not words:
        return None
    found = _TIME.fullmatch(words.rpartition(" ")[2] if words[:4].isdigit() and " " in words else words)
    try:
        if found:
            hour = int(found[1])
            if found[3]:
                hour = hour % 12 + (12 if found[3] == "pm" else 0)
            return time(hour, int(found[2] or 0))
    except ValueError:
        pass
    raise Unreadable(_("“{column}” holds no time. Write it as 14:30.").format(column=column))


def read_number(text: str, column: str) -> int | None:
    """A whole number; a unit behind it ("45 min") is allowed."""
    words = text.strip().lower()
    if not words:
        return None
    if found := re.fullmatch(r"(-?\d{1,9})(?:[.,]0+)?(?: ?(?:min(?:ute)?s?|pairs?|sessions?)\.?)?", words):
        return int(found[1])
    raise Unreadable(_("“{column}” holds no whole number.").format(column=column))


def read_minutes(text: str, column: str) -> int | None:
    """A length: ``45``, ``45 min``, ``1:15``, ``1 h`` or ``1 h 15 min``."""
    words = " ".join(text.lower().split())
    if found := re.fullmatch(
        r"(\d{1,2}):(\d{2})|(\d{1,2}) ?h(?:ours?|rs?)?(?: ?(\d{1,2}) ?(?:m.*)?)?", words
    ):
        hours, rest = (found[1], found[2]) if found[1] else (found[3], found[4] or "0")
        return 60 * int(hours) + int(rest)
    return read_number(text, column)


def read_word(text: str, column: str, words: type[Word], other: dict[str, Word]) -> Word | None:
    """One of a few fixed words, by its stored form or one of its *other* names."""
    if not text.strip():
        return None
    known = {plain(word.value): word for word in words} | {plain(name): word for name, word in other.items()}
    found = known.get(plain(text))
    if found is None:
        choices = ", ".join(word.value.replace("-", " ") for word in words)
        raise Unreadable(_("“{column}” must be one of: {choices}.").format(column=column, choices=choices))
    return found


@dataclass(frozen=True, slots=True)
class NamedRating:
    """A topic by its name, with the confidence given in brackets behind it."""

    topic: str
    confidence: int


def read_ratings(text: str, known: Iterable[str]) -> tuple[NamedRating, ...]:
    """Topics separated by ``;``, ``,``, ``/`` or a new line, each with a confidence or the middle one.

    A part that is the name of a *known* topic stays whole, and so does one in quotation marks.  Of a
    topic named twice the first counts.
    """
    whole = {name.casefold() for name in known}
    found: dict[str, NamedRating] = {}
    for part in _parts(text, ";\n", whole):
        for smaller in _parts(part, ",/", whole):
            rating = _rating(smaller)
            if rating.topic:
                found.setdefault(rating.topic.casefold(), rating)
    return tuple(found.values())


def _parts(text: str, separators: str, whole: set[str]) -> list[str]:
    text = text.strip()
    if _rating(text).topic.casefold() in whole:
        return [text]
    parts, part, place, depth = [], "", 0, 0
    while place < len(text):
        quoted = _QUOTED.match(text, place) if not part.strip() else None
        if quoted:
            part, place = part + quoted[0], quoted.end()
            continue
        letter = text[place]
        depth += (letter == "(") - (letter == ")")
        if letter in separators and (depth <= 0 or letter == "\n"):
            parts.append(part)
            part, depth = "", 0
        else:
            part += letter
        place += 1
    return [*parts, part]


def _rating(part: str) -> NamedRating:
    part = " ".join(part.split())
    confidence = DEFAULT_CONFIDENCE
    if found := _WITH_RATING.fullmatch(part):
        part, confidence = found[1], int(found[2])
    quoted = _QUOTED.fullmatch(part)
    if quoted and _SEPARATING.search(quoted[1]):
        part = quoted[1].replace('""', '"')
    return NamedRating(part, confidence)


_GOAL = re.compile(
    r"(?s)(.+?)\s*\(\s*(\d+|–|-|\?)?\s*(?:→|->|to)\s*(\d+|–|-|\?)?\s*(?:, ?achieved ([\d-]+))?\s*\)"
)


def read_goals(text: str) -> tuple[GoalEntry, ...]:
    """Goals, one a line: ``Charts alone (3 → 8)``, ``Charts alone (3 → 8, achieved 2026-03-12)``."""
    goals = []
    for line in text.splitlines():
        if found := _GOAL.fullmatch(line.strip()):
            before, after = (int(part) if part and part.isdigit() else None for part in found.group(2, 3))
            goals.append(GoalEntry(found[1], before, after, read_date(found[4] or "", _("Goals"))))
        elif line.strip():
            goals.append(GoalEntry(line.strip()))
    return tuple(goals)


def write_goals(goals: Iterable[GoalEntry]) -> str:
    """The cell that :func:`read_goals` reads as *goals*."""
    lines = []
    for goal in goals:
        rating = f"{goal.before or '–'} → {goal.after or '–'}"
        achieved = f", achieved {goal.achieved_on.isoformat()}" if goal.achieved_on else ""
        lines.append(f"{' '.join(goal.text.split())} ({rating}{achieved})")
    return "\n".join(lines)


def write_ratings(ratings: Iterable[NamedRating]) -> str:
    """The cell that :func:`read_ratings` reads as *ratings*."""
    return "; ".join(f"{_quoted(rating.topic)} ({rating.confidence})" for rating in ratings)


def _quoted(topic: str) -> str:
    if not _SEPARATING.search(topic):
        return topic
    doubled = topic.replace('"', '""')
    return f'"{doubled}"'

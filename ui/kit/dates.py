"""Dates and times as people type them, and how they are shown.

Promises: :func:`read_date` understands "12 Mar 2026", "12/3/26", "12.3.", "2026-03-12",
"today", "+7" and weekday names; :func:`long_date` writes "Thu 12 Mar 2026".  Both are
pure; "today" is handed in.
"""

import re
from datetime import date, time, timedelta

from app.language import _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def month_name(month: int) -> str:
    """The short name of a month, 1–12."""
    return _(MONTHS[month - 1])


def day_name(day: date) -> str:
    """The short name of a weekday."""
    return _(DAYS[day.weekday()])


def long_date(day: date) -> str:
    """ "Thu 12 Mar 2026"."""
    return f"{day_name(day)} {day.day} {month_name(day.month)} {day.year}"


def short_date(day: date, today: date) -> str:
    """ "Today", "Thu 26 Mar" within a half year either way, else "26 Mar 2025"."""
    if day == today:
        return _("Today")
    if abs((day - today).days) <= 183:
        return f"{day_name(day)} {day.day} {month_name(day.month)}"
    return f"{day.day} {month_name(day.month)} {day.year}"


def plain_date(day: date) -> str:
    """ "12 Mar 2026"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def read_date(text: str, today: date) -> date | None:
    """The date *text* means, None when it cannot be read; a day without a year is the nearest one."""
    words = text.strip().lower().replace(",", " ")
    if words in ("today", _("today"), "."):
        return today
    if words in ("tomorrow", _("tomorrow")):
        return today + timedelta(days=1)
    if words in ("yesterday", _("yesterday")):
        return today - timedelta(days=1)
    if match := re.fullmatch(r"([+-])\s*(\d{1,4})", words):
        return today + timedelta(days=int(match[2]) * (1 if match[1] == "+" else -1))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    words = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+", "", words)
    for place, name in enumerate(DAYS):
        if words and name.lower().startswith(words[:3]) and words.isalpha() and len(words) >= 3:
            return today + timedelta(days=(place - today.weekday()) % 7 or 7)
    if match := re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{2}|\d{4}))?\.?", words):
        return _near(int(match[1]), int(match[2]), match[3], today)
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s*([^\W\d_]{3,})\.?\s*(\d{2}|\d{4})?", words):
        for number, name in enumerate(MONTHS, 1):
            if match[2][:3] == name.lower() or match[2].startswith(month_name(number).lower()):
                return _near(int(match[1]), number, match[3], today)
    return None


def _near(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = [_day(today.year + step, month, day) for step in (-1, 0, 1)]
    kept = [candidate for candidate in found if candidate is not None]
    return min(kept, key=lambda d: abs((d - today).days)) if kept else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """The time of day *text* means ("14:30", "1430", "9", "9.15"), None when it cannot be read."""
    match = re.fullmatch(r"(\d{1,2})(?:[:. h]?(\d{2}))?", text.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))

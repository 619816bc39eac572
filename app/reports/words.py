"""How prints say numbers, names and lists (PRINT_STYLE 8); dates are said by :mod:`app.dates`."""

from collections.abc import Sequence
from datetime import date

from app.dates import month_name
from app.language import _

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "sister"})


def in_words(number: int) -> str:
    """A number in words up to twelve, in figures above."""
    words = (
        _("none"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return words[number] if 0 <= number < len(words) else f"{number:,}"


def share_in_words(part: int, whole: int) -> tuple[str, str]:
    """A part and its whole, both in words up to twenty, else both in figures."""
    more = (
        _("thirteen"),
        _("fourteen"),
        _("fifteen"),
        _("sixteen"),
        _("seventeen"),
        _("eighteen"),
        _("nineteen"),
        _("twenty"),
    )

    def said(number: int) -> str:
        return more[number - 13] if 13 <= number <= 20 else in_words(number)

    if whole > 20:
        return f"{part:,}", f"{whole:,}"
    return said(part), said(whole)


def capital(sentence: str) -> str:
    """*sentence* with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def listed(parts: Sequence[str]) -> str:
    """``A, B and C``."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def day_month(day: date) -> str:
    """``19 November``, where the year is plain."""
    return f"{day.day} {month_name(day.month)}"


def ordinal(number: int) -> str:
    """``19th``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if not 10 < number % 100 < 14 else "th"
    return f"{number}{ending}"


def initials(name: str) -> str:
    """A name as initials, for prints that a wider audience reads; forms of address are left out."""
    parts = [part for part in name.replace("-", " ").split() if part.rstrip(".").lower() not in _TITLES]
    return "".join(f"{part[0].upper()}." for part in parts) or "–"

"""How prints say numbers, dates and durations (PRINT_STYLE 8)."""

from datetime import date, datetime, timedelta

from app.language import _, ngettext


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


def capital(sentence: str) -> str:
    """*sentence* with a capital first letter, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def month_name(month: int) -> str:
    """A month by its number, in full."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[month - 1]


def weekday_name(day: date) -> str:
    """The day of the week, in full."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[day.weekday()]


def full_date(day: date) -> str:
    """``19 November 2026``, for text."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def day_month(day: date) -> str:
    """``19 November``, where the year is plain."""
    return f"{day.day} {month_name(day.month)}"


def short_date(day: date, *, this_year: int | None = None) -> str:
    """``8 Oct``, for tables; with the year when it is not *this_year*."""
    short = f"{day.day} {month_name(day.month)[:3]}"
    return short if this_year is None or day.year == this_year else f"{short} {day.year}"


def full_moment(moment: datetime) -> str:
    """``19 November 2026, 16:20``."""
    return f"{full_date(moment.date())}, {moment:%H:%M}"


def duration(minutes: int) -> str:
    """``3 h 55 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def weeks(span: timedelta) -> str:
    """A span in whole weeks (``6 weeks``), in days when it is under one."""
    days = span.days
    if days < 7:
        return ngettext("{days} day", "{days} days", days).format(days=days)
    number = days // 7
    return ngettext("{number} week", "{number} weeks", number).format(number=number)


def initials(name: str) -> str:
    """A name as initials, for prints that a wider audience reads; titles are left out."""
    titles = {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sr", "sister"}
    parts = [part for part in name.replace("-", " ").split() if part.rstrip(".").lower() not in titles]
    return "".join(f"{part[0].upper()}." for part in parts) or "–"

"""Dates and durations in words, British order: "8 Oct", "19 November 2026", "3 h 55 min"."""

from datetime import date, datetime

from app.language import _, ngettext


def _months() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def _short_months() -> tuple[str, ...]:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"),
        _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def _short_weekdays() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def month_name(month: int) -> str:
    """ "March" for 3."""
    return _months()[month - 1]


def short_month(month: int) -> str:
    """ "Mar" for 3."""
    return _short_months()[month - 1]


def short_day(day: date, today: date | None = None) -> str:
    """ "8 Oct"; with *today* the year is added when it is not this one: "8 Oct 2024"."""
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{day.day} {short_month(day.month)}{year}"


def due_day(day: date, today: date) -> str:
    """A day by which something is due, as :func:`short_day`: one in the coming half year needs no year."""
    return short_day(day) if today <= day < add_months(today, 6) else short_day(day, today)


def long_day(day: date) -> str:
    """ "19 November 2026"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def weekday_day(day: date) -> str:
    """ "Thu 26 Mar"."""
    return f"{_short_weekdays()[day.weekday()]} {day.day} {short_month(day.month)}"


def long_weekday_day(day: date) -> str:
    """ "Thursday 12 March 2026"."""
    return f"{_weekdays()[day.weekday()]} {long_day(day)}"


def day_and_time(moment: datetime) -> str:
    """ "19 November 2026, 16:20"."""
    return f"{long_day(moment.date())}, {moment:%H:%M}"


def short_moment(moment: datetime) -> str:
    """ "8 Oct 2026, 16:20"."""
    return f"{short_day(moment.date())} {moment.year}, {moment:%H:%M}"


def duration(minutes: int) -> str:
    """ "45 min", "3 h", "3 h 55 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def weeks(count: int) -> str:
    """ "1 week", "7 weeks"."""
    return ngettext("{n} week", "{n} weeks", count).format(n=count)

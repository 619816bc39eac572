"""The age of a backup in words, for the strip and the sign-in page."""

from datetime import datetime

from app.language import _, ngettext
from ui.kit.dates import plain_date

STALE_DAYS = 7


def backup_words(made: datetime | None, now: datetime) -> tuple[str, bool]:
    """The words, and whether the backup is old enough to worry."""
    if made is None:
        return _("No backup yet"), True
    days = (now.date() - made.date()).days
    if days <= 0:
        return _("Backed up today, {time}").format(time=f"{made:%H:%M}"), False
    if days == 1:
        return _("Backed up yesterday, {time}").format(time=f"{made:%H:%M}"), False
    if days < STALE_DAYS:
        words = ngettext("Backed up {days} day ago", "Backed up {days} days ago", days)
        return words.format(days=days), False
    return _("Last backup {date}").format(date=plain_date(made.date())), True

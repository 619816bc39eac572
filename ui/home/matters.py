"""From what needs attention to rows with buttons: the remedy of each matter, and old copies.

The backup rule: red after seven days without a backup on this PC; a quiet word after seven
days without a copy outside it, once there is something worth keeping.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.book.backup_state import BackupState
from app.dates import day_and_time, short_day
from app.language import _, ngettext
from app.programmes.attention import Concern
from app.programmes.attention import Matter as Kind
from app.programmes.overview import Overview
from ui.home.needs_attention import Matter
from ui.kit.tokens import Tone

OLD_AFTER_DAYS = 7

_LOOKS: dict[Kind, tuple[str, Tone]] = {
    Kind.STALLED: ("stop", "bad"),
    Kind.SLOWING: ("watch", "watch"),
    Kind.TO_RECORD: ("sessions", "info"),
    Kind.TRAINING: ("training", "info"),
    Kind.ACTIONS: ("clock", "info"),
}


@dataclass(frozen=True)
class Remedies:
    """What the buttons do: go somewhere, show the overdue actions, write to both, copy to a stick."""

    go: Callable[[str, dict[str, Any]], object]
    see_actions: Callable[[], object]
    write_to: Callable[[tuple[str, ...]], object]


def matters(seen: Overview, copies: BackupState, now: datetime, remedies: Remedies) -> list[Matter]:
    """All rows of Needs attention, most urgent first; old copies stand last."""
    rows = [_row(concern, seen, remedies) for concern in seen.concerns]
    return rows + _old_copies(seen, copies, now, remedies)


def _row(concern: Concern, seen: Overview, remedies: Remedies) -> Matter:
    icon, tone = _LOOKS[concern.matter]
    action, act = _remedy(concern, seen, remedies)
    return Matter(icon, tone, concern.headline, concern.detail, action, act)


def _remedy(concern: Concern, seen: Overview, remedies: Remedies) -> tuple[str, Callable[[], object]]:
    go, id_ = remedies.go, concern.id
    match concern.matter:
        case Kind.STALLED:
            return _("Agree a way on"), lambda: go("pairs", {"id": id_})
        case Kind.SLOWING:
            addresses = seen.emails.get(id_ or 0)
            if id_ in seen.with_next_date and addresses:
                return _("E-mail both"), lambda: remedies.write_to(addresses)
            if id_ in seen.with_next_date:
                return _("See the pair"), lambda: go("pairs", {"id": id_})
            return _("Set next date"), lambda: go("pairs", {"id": id_, "next_date": True})
        case Kind.TO_RECORD:
            return _("Record session"), lambda: go("sessions", {"record": True, "pair": id_})
        case Kind.TRAINING:
            return _("Sign items"), lambda: go("training", {"staff": id_})
        case Kind.ACTIONS:
            return _("See actions"), remedies.see_actions


def _old_copies(seen: Overview, copies: BackupState, now: datetime, remedies: Remedies) -> list[Matter]:
    def deal() -> object:
        return remedies.go("settings", {"section": "backups"})

    here, days = copies.here, copies.days_without(now)
    if here is None or days >= OLD_AFTER_DAYS:
        old = days >= OLD_AFTER_DAYS
        headline = _older(_BACKUP, days) if old else _("No backup yet")
        detail = _("A backup takes a moment and is checked before it counts.")
        tone: Tone = "bad" if old else "watch"
        return [Matter("backup", tone, headline, detail, _("Back up"), deal)]
    if not seen.open_pairs:
        return []
    outside = copies.outside
    days = (now.date() - outside.date()).days if outside is not None else 0
    if outside is None or days >= OLD_AFTER_DAYS:
        headline = _("No copy outside this PC yet") if outside is None else _older(_COPY, days)
        detail = _("Backups on this PC are fine: the last is from {when}").format(when=_when(here, now))
        return [Matter("usb", "mute", headline, detail, _("Copy to USB"), deal)]
    return []


def _older(sentences: tuple[str, str], days: int) -> str:
    return ngettext(*sentences, days).format(n=days)


_BACKUP = ("No backup for {n} day", "No backup for {n} days")
_COPY = ("No copy outside this PC for {n} day", "No copy outside this PC for {n} days")


def _when(moment: datetime, now: datetime) -> str:
    if moment.date() == now.date():
        return _("{time} today").format(time=f"{moment:%H:%M}")
    if (now.date() - moment.date()).days < 7:
        return f"{short_day(moment.date())}, {moment:%H:%M}"
    return day_and_time(moment)

"""The names of people whose data are restricted, taken out of what a list or print says (DOMAIN 5).

Where a whole row may not be left out, as in the history or in what can be undone, their names of
today and of before are not told in it.
"""

import re
from dataclasses import dataclass, field

from sqlalchemy import column, select, table

from app.accounts.roles import Action, rule
from app.book import Book, history
from app.language import _

_STAFF = table("staff_member", column("id"), column("name"), column("known_as"), column("restricted")).c


@dataclass(frozen=True, slots=True)
class HiddenNames:
    """What :func:`hidden_names` found; *pattern* finds any of them, None: nobody is restricted."""

    pattern: re.Pattern[str] | None = field(repr=False)

    def hide(self, text: str) -> str:
        """*text* without the names; “may” is no May."""
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: found[0] if found[0].islower() else _("(restricted)"), text)


@rule(Action.SEE_OWN)
def hidden_names(book: Book) -> HiddenNames:
    """The names of everybody restricted but of who is signed in."""
    found = set[str]()
    with book.reading() as db:
        for staff_id, *names in db.execute(
            select(_STAFF.id, _STAFF.name, _STAFF.known_as).where(_STAFF.restricted)
        ):
            if staff_id == book.account.staff_id:
                continue
            found.update(names)
            for change in history.versions(db, "staff_member", staff_id):
                for row in (change.before, change.after):
                    found.update((row["name"], row["known_as"]) if row is not None else ())
    words = sorted(filter(None, found), key=len, reverse=True)
    if not words:
        return HiddenNames(None)
    return HiddenNames(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I))

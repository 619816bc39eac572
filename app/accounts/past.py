"""The history as an account may read it.

A manager sees who did what and when; a participant what they did themselves.  Titles and hashes
are shown; earlier versions of a record only to who may see the whole history, without sealed bytes.
"""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.roles import Action, may, rule
from app.book import Book, history, versions
from app.book.history import HistoryEntry
from app.book.versions import Version
from app.language import _


@rule(Action.SEE_OWN)
def read_history(
    book: Book,
    *,
    kinds: Iterable[str] = (),
    account_id: int | None = None,
    since: datetime | None = None,
    up_to: datetime | None = None,
    words: str = "",
    before_id: int | None = None,
    limit: int = 200,
) -> tuple[HistoryEntry, ...]:
    """The newest *limit* entries that fit, newest first; a participant gets their own alone."""
    if not may(book.account, Action.SEE_HISTORY):
        account_id = book.account.id
    with book.reading() as db:
        return history.entries(
            db,
            kinds=kinds,
            account_id=account_id,
            since=since,
            up_to=up_to,
            words=words,
            before_id=before_id,
            limit=limit,
        )


@rule(Action.SEE_HISTORY)
def earlier_versions(book: Book, kind: str, row_id: int) -> tuple[Version, ...]:
    """Every version of row *row_id* of table *kind*, newest first, its fields in words."""
    with book.reading() as db:
        return versions.earlier_versions(db, kind, row_id)


def history_rows(entries: Iterable[HistoryEntry]) -> tuple[tuple[str, ...], ...]:
    """*entries* as rows of text for a table or spreadsheet, the heading first."""
    heading = (_("When"), _("Who"), _("What"), _("Kind"), _("Entry"))
    rows = (
        (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.account_name, entry.title, entry.kind, str(entry.id))
        for entry in entries
    )
    return (heading, *rows)

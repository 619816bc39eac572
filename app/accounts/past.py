"""The history as an account may read it.

A manager sees who did what and when; a participant what they did themselves.  Titles and hashes
are shown, never the images of rows: those of sealed notes hold only sealed bytes anyway.
"""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.roles import Action, may, rule
from app.book import Book, history
from app.book.history import HistoryEntry
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


def history_rows(entries: Iterable[HistoryEntry]) -> tuple[tuple[str, ...], ...]:
    """*entries* as rows of text for a table or spreadsheet, the heading first."""
    heading = (_("When"), _("Who"), _("What"), _("Kind"), _("Entry"))
    rows = (
        (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.account_name, entry.title, entry.kind, str(entry.id))
        for entry in entries
    )
    return (heading, *rows)

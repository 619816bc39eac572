"""The history as an account may read it.

A manager sees who did what and when; a participant what they did themselves.  Titles and hashes
are shown, never the images of rows: those of sealed notes hold only sealed bytes anyway.
"""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.roles import Action, may, rule
from app.book import Book, history
from app.book.history import HistoryEntry


@rule(Action.SEE_OWN)
def read_history(
    book: Book,
    *,
    kinds: Iterable[str] = (),
    account_id: int | None = None,
    since: datetime | None = None,
    before_id: int | None = None,
    limit: int = 200,
) -> tuple[HistoryEntry, ...]:
    """The newest *limit* entries that fit, newest first; a participant gets their own alone."""
    if not may(book.account, Action.SEE_HISTORY):
        account_id = book.account.id
    with book.reading() as db:
        return history.entries(
            db, kinds=kinds, account_id=account_id, since=since, before_id=before_id, limit=limit
        )

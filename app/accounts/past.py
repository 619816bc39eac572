"""The history as an account may read it.

A manager sees who did what and when; a participant what they did themselves.  Titles and hashes
are shown, never the images of rows: those of sealed notes hold only sealed bytes anyway.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.accounts.hidden_names import HiddenNames, hidden_names
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
    up_to: datetime | None = None,
    words: str = "",
    before_id: int | None = None,
    limit: int = 200,
) -> tuple[HistoryEntry, ...]:
    """The newest *limit* entries that fit, newest first; a participant gets their own alone.

    People whose data are restricted are not named, nor found by their names.
    """
    if not may(book.account, Action.SEE_HISTORY):
        account_id = book.account.id
    hidden = hidden_names(book)
    wanted = [word.casefold() for word in words.split()] if hidden.pattern is not None else []
    found: list[HistoryEntry] = []
    with book.reading() as db:
        while True:
            batch = history.entries(
                db,
                kinds=kinds,
                account_id=account_id,
                since=since,
                up_to=up_to,
                words=words,
                before_id=before_id,
                limit=limit,
            )
            told = (_told(entry, hidden) for entry in batch)
            found += [
                entry
                for entry in told
                if all(word in f"{entry.title}\n{entry.account_name}".casefold() for word in wanted)
            ]
            if len(batch) < limit or len(found) >= limit:
                return tuple(found[:limit])
            before_id = batch[-1].id


def _told(entry: HistoryEntry, hidden: HiddenNames) -> HistoryEntry:
    if hidden.pattern is None:
        return entry
    return replace(entry, title=hidden.hide(entry.title), account_name=hidden.hide(entry.account_name))

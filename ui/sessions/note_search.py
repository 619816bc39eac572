"""What the search box finds in notes: Record notes by the book's index, one's own sealed ones in memory.

Promises that sealed notes are opened only while somebody searches, and forgotten when the box is
emptied, when the book changes, and with the page, which a lock puts an end to.
"""

from collections.abc import Mapping

from app.book import Book
from app.sessions.note_views import NoteView
from app.sessions.notes import private_notes
from app.sessions.search import sessions_holding


class NoteSearch:
    """The sessions of the *book* whose notes hold what is typed."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._opened: Mapping[int, tuple[NoteView, ...]] | None = None

    def sessions(self, words: str) -> frozenset[int]:
        """The ids of the sessions with such a note, as far as who is signed in may read it."""
        if self._opened is None:
            self._opened = private_notes(self._book)
        return sessions_holding(self._book, words, private=self._opened)

    def forget(self) -> None:
        """Forget what was opened."""
        self._opened = None

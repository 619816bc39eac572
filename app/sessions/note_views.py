"""A note as its readers see it."""

from dataclasses import dataclass

from app.sessions.words import Audience


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note the reader may see.

    *own* when they wrote it.  *readable* is False for one that was sealed to them under a key
    they no longer have: its text is empty then (:func:`app.sessions.notes.sealed_away_words`).
    """

    id: int
    audience: Audience
    author: str
    text: str
    own: bool = False
    readable: bool = True

"""Text inside a print: plain, in four voices, never markup; names that keep their own direction."""

import unicodedata
from dataclasses import dataclass
from enum import Enum


class Voice(Enum):
    """How a span of text is spoken."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    HINT = "hint"


@dataclass(frozen=True)
class Span:
    """A stretch of text in one voice."""

    text: str
    voice: Voice = Voice.PLAIN


Text = str | Span | tuple[str | Span, ...]


def strong(text: str) -> Span:
    """Text that stands out."""
    return Span(text, Voice.STRONG)


def soft(text: str) -> Span:
    """Text that steps back."""
    return Span(text, Voice.SOFT)


def hint(text: str) -> Span:
    """A hint inside a form."""
    return Span(text, Voice.HINT)


def spans(text: Text) -> tuple[Span, ...]:
    """*text* as spans, empty ones left out."""
    parts = text if isinstance(text, tuple) else (text,)
    found = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(span for span in found if span.text)


def plain(text: Text) -> str:
    """*text* without its voices."""
    return "".join(span.text for span in spans(text))


_ISOLATE, _POP = "\u2068", "\u2069"


def person(name: str) -> str:
    """A name to stand inside a sentence or a list.

    A name from a right-to-left script is isolated, so that two of them side by
    side keep their order and their commas.
    """
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in name):
        return f"{_ISOLATE}{name.replace(_ISOLATE, '').replace(_POP, '')}{_POP}"
    return name

"""How a person's name is shortened and sorted.

Promises: a title is no part of a name: "Dr Arun Vaidya" greets as Arun, has the initials AV and
stands among the A's.
"""

_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sr", "sir", "dame"})


def without_title(name: str) -> str:
    """*name* without titles before or in it; unchanged when nothing else would be left."""
    words = [word for word in name.split() if word.strip(".").casefold() not in _TITLES]
    return " ".join(words) or name


def first_name(name: str) -> str:
    """The first word of *name* that is no title."""
    return (without_title(name).split() or [name])[0]

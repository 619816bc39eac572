"""Known problems against bugs.

A *known problem* is something that happens in ordinary use: a full disk, a wrong
passphrase, an entry that cannot be right.  It carries words for the user, in the
order of STYLE 4: what happened, what is safe, what to do.  Everything else that is
raised is a bug: it reaches the report dialog or exit status 70, never a user's form.

Messages hold no personal text: they may end in a log.
"""

from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What the command line returns (DESIGN 6)."""

    DONE = 0
    KNOWN_PROBLEM = 1
    WRONG_USAGE = 2
    BUG = 70


class KnownProblem(Exception):
    """Something that can happen to a user, said in words.

    *what* happened, what is *safe*, what to *do*: each a whole sentence or empty.
    """

    def __init__(self, what: str, safe: str = "", do: str = "") -> None:
        super().__init__(what, safe, do)
        self.what = what
        self.safe = safe
        self.do = do

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an entry: the *field* of the command and a *sentence* to put beside it."""

    field: str
    sentence: str


class InvalidEntry(KnownProblem):
    """An entry that cannot be saved as it is; nothing was changed.

    :attr:`faults` names each field; its first is where the focus belongs.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class NotFound(KnownProblem):
    """A record asked for by its id is not in the book (any more)."""


class NotAllowed(KnownProblem):
    """The signed-in account may not do or see this."""

"""Checks that every entry shares: required text, lengths, numbers and dates in range.

A command function makes one :class:`EntryCheck`, asks it for each field's clean value,
adds its own findings with :meth:`EntryCheck.fault` and calls :meth:`EntryCheck.done`,
which raises :class:`~app.errors.InvalidEntry` with every fault at once, first field first.
"""

import re
import unicodedata
from datetime import date

from app.errors import Fault, InvalidEntry
from app.language import _

NAME_LENGTH = 120
LINE_LENGTH = 240
TEXT_LENGTH = 100_000
EARLIEST = date(1950, 1, 1)
FURTHEST_YEARS = 20

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_line(text: str) -> str:
    """One line: NFC, control characters and line ends gone, spaces collapsed."""
    return " ".join(_CONTROLS.sub("", unicodedata.normalize("NFC", text)).split())


def clean_text(text: str) -> str:
    """Running text: NFC, control characters gone, line ends ``\\n``, no white space around."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", normal).strip()


class EntryCheck:
    """Collects what is wrong with one entry."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def fault(self, field: str, sentence: str) -> None:
        """Note that *field* cannot stay as it is; *sentence* says why and what to do."""
        self._faults.append(Fault(field, sentence))

    def line(self, field: str, value: str, *, missing: str = "", longest: int = LINE_LENGTH) -> str:
        """The clean single line; *missing* is the sentence when it may not be empty."""
        clean = clean_line(value)
        if not clean and missing:
            self.fault(field, missing)
        self._length(field, clean, longest)
        return clean

    def text(self, field: str, value: str, *, missing: str = "", longest: int = TEXT_LENGTH) -> str:
        """The clean running text; *missing* is the sentence when it may not be empty."""
        clean = clean_text(value)
        if not clean and missing:
            self.fault(field, missing)
        self._length(field, clean, longest)
        return clean

    def number(self, field: str, value: int, least: int, most: int) -> int:
        """*value* when it lies between *least* and *most*, both included."""
        if not least <= value <= most:
            self.fault(field, _("Give a number from {least} to {most}.").format(least=least, most=most))
        return value

    def day(self, field: str, value: date | None, today: date) -> date | None:
        """*value* when it is a date somebody can have meant: from 1950 to 20 years from *today*."""
        if value is not None and not (value >= EARLIEST and value.year <= today.year + FURTHEST_YEARS):
            self.fault(
                field,
                _("Check the year: {year} is too far from today.").format(year=value.year),
            )
        return value

    def done(self) -> None:
        """Raise :class:`InvalidEntry` when anything was found."""
        if self._faults:
            raise InvalidEntry(*self._faults)

    def _length(self, field: str, clean: str, longest: int) -> None:
        if len(clean) > longest:
            self.fault(
                field,
                _("Shorten this to {longest} characters; it has {count}.").format(
                    longest=longest, count=len(clean)
                ),
            )

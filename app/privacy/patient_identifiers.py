"""Text that may name a patient: the soft warning of DOMAIN 5.  It warns; it never blocks or deletes.

Promises few false alarms: a number is only taken for an NHS number when its check digit (modulo
11) fits and it does not stand in a telephone's or another number's company; a date only for a
date of birth when it is said to be one or lies too far back for a session; a code only for a
hospital number when it is said to be one, or stands alone in the shape hospitals use.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.language import _


class Likeness(StrEnum):
    """What a piece of text looks like."""

    NHS_NUMBER = "nhs-number"
    HOSPITAL_NUMBER = "hospital-number"
    BIRTH_DATE = "birth-date"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of text from *start* to *end* that may identify a patient."""

    likeness: Likeness
    start: int
    end: int


_CHILD_YEARS = 15
"""A date this long past is no date of mentoring; younger patients are caught by the words around."""
_NHS = re.compile(r"(?<![\w+/.,-])(\d{3})([ \u00a0\u202f-]?)(\d{3})\2(\d{4})(?![\w/-]|[.,]\d)")
_TELEPHONE = re.compile(
    r"(?:\b(?:tel|telephone|phone|ring|call|called|dial|mobile|mob|fax|bleep|pager|ext|extension|switchboard|whatsapp)"
    r"\b[^\d\n]{0,20}|\+\d{0,3}[ (]*)$",
    re.I,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:order|invoice|isbn|account|asset|serial|purchase|ticket|meeting id|job|ref(?:erence)?)\b"
    r"[^\d\n]{0,20}$",
    re.I,
)
_SAID_HOSPITAL = re.compile(
    r"\b(?:hosp(?:ital)?\.?\s*(?:no\.?|num(?:ber)?|id|#)|mrn|unit\s*(?:no\.?|number)|patient\s*(?:no\.?|number|id)|"
    r"pid|nhi|chi\s*(?:no\.?|number)?|case\s*note\s*(?:no\.?|number))\s*(?:is|was|:|=|#)?\s*"
    r"(?P<code>(?=[A-Z0-9/ -]{0,6}\d{3})[A-Z]{0,3}[ -]?\d[A-Z0-9/-]{3,11})(?!\w)",
    re.I,
)
_BARE_HOSPITAL = re.compile(
    r"(?<![\w/.@#-])(?:[A-Z]\d{6,8}|[A-Z]{2}\d{6,7}|[A-Z]{3}\d{4,7}|\d{6,8}[A-Z])(?![\w/@-])"
)
_NOT_PATIENTS = re.compile(
    r"(?:\b(?:room|ward|bay|bed|order|invoice|asset|serial|model|licence|license|version|policy|form|course|module|"
    r"pin|nmc|gmc|hcpc|registration|doi|pmid|isbn|grant|job|ticket|ref(?:erence)?|purchase)\b[^\n]{0,20})$",
    re.I,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>(?:19|20)\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?P<sign>[/.-])(?P<m2>\d{1,2})(?P=sign)(?P<y2>(?:19|20)?\d\d)"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>[a-z]{3,9})\.?,?\s+(?P<y3>(?:19|20)\d\d)"
    r")(?![\w/]|[.-]\d)",
    re.I,
)
_SAID_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth\s?date|birthday|born(?:\s+on)?)\s*(?:is|was|:|=|-)?\s*$",
    re.I,
)


def patient_identifiers(text: str, today: date) -> tuple[Finding, ...]:
    """The pieces of *text* that look like an NHS number, a hospital number or a date of birth, in order."""
    found = [*_nhs_numbers(text), *_hospital_numbers(text), *_birth_dates(text, today)]
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return tuple(kept)


def warning(text: str, today: date) -> str:
    """The sentence beside a field that holds such a piece; empty when there is none."""
    found = {finding.likeness for finding in patient_identifiers(text, today)}
    if not found:
        return ""
    words = {
        Likeness.NHS_NUMBER: _("an NHS number"),
        Likeness.HOSPITAL_NUMBER: _("a hospital number"),
        Likeness.BIRTH_DATE: _("a date of birth"),
    }
    named = [words[likeness] for likeness in Likeness if likeness in found]
    joined = _(" and ").join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
    return _(
        "This looks like {what}. Leave out what could identify a patient; you can save all the same."
    ).format(what=joined)


def is_nhs_number(digits: str) -> bool:
    """Whether ten *digits* carry the check digit of an NHS number (modulo 11)."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    check = (11 - rest) % 11
    return check != 10 and check == int(digits[9])


def _nhs_numbers(text: str) -> list[Finding]:
    found = []
    for match in _NHS.finditer(text):
        digits = match[1] + match[3] + match[4]
        before = text[max(0, match.start() - 40) : match.start()]
        said = re.search(r"\bnhs\b[^\d\n]{0,20}$", before, re.I)
        other = _TELEPHONE.search(before) or _OTHER_NUMBER.search(before) or digits.startswith("0")
        if is_nhs_number(digits) and (said or not other):
            found.append(Finding(Likeness.NHS_NUMBER, match.start(), match.end()))
    return found


def _hospital_numbers(text: str) -> list[Finding]:
    found = [
        Finding(Likeness.HOSPITAL_NUMBER, match.start("code"), match.end("code"))
        for match in _SAID_HOSPITAL.finditer(text)
    ]
    for match in _BARE_HOSPITAL.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if not _NOT_PATIENTS.search(before):
            found.append(Finding(Likeness.HOSPITAL_NUMBER, match.start(), match.end()))
    return found


def _birth_dates(text: str, today: date) -> list[Finding]:
    found = []
    for match in _DATE.finditer(text):
        day = _day(match, today)
        if day is None or day > today:
            continue
        said = _SAID_BIRTH.search(text[: match.start()])
        other = _NOT_PATIENTS.search(text[max(0, match.start() - 40) : match.start()])
        if said or (day.year <= today.year - _CHILD_YEARS and not other):
            found.append(Finding(Likeness.BIRTH_DATE, match.start(), match.end()))
    return found


def _day(match: re.Match[str], today: date) -> date | None:
    parts = match.groupdict()
    year = int(parts["y1"] or parts["y2"] or parts["y3"])
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    name = parts["m3"]
    month = _MONTHS.get(name.lower(), 0) if name else int(parts["m1"] or parts["m2"])
    number = int(parts["d1"] or parts["d2"] or parts["d3"])
    try:
        return date(year, month, number)
    except ValueError:
        return None

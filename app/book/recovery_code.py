"""Recovery codes: 160 random bits to write on paper.  Promises that a slip of the pen is noticed.

Crockford's base32 has no I, L, O or U; I and L are read as 1, O as 0, small letters as
capitals, and spaces and hyphens do not matter.  32 letters carry the secret in eight groups
of four; each group ends with a check letter over its place and letters, so that groups of
five stand on the sheet and a wrong or exchanged group can be named.  One wrong letter in a
group, two letters exchanged, and groups in another's place are noticed always, not nearly
always: the check letter is a weighted sum over the field of 32 elements.  Sheets printed
before that have a letter of a hash there and are read as well.
"""

import hashlib
import secrets
from collections.abc import Callable

from app.errors import KnownProblem
from app.language import _

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_IGNORED = str.maketrans("", "", " -\u2010\u2011\u2013\t\r\n")
_GROUPS = 8
_GROUP = 5
SECRET_BYTES = 20


class CodeMistyped(KnownProblem):
    """A recovery code that cannot be right; *group* (from 1) is where, or None for its length."""

    def __init__(self, group: int | None) -> None:
        what = (
            _("A recovery code has eight groups of five letters and digits.")
            if group is None
            else _("There is a slip in group {number} of the recovery code.").format(number=group)
        )
        super().__init__(what, _("Nothing was changed."), _("Compare it with the sheet."))
        self.group = group


def new_secret() -> bytes:
    """160 random bits."""
    return secrets.token_bytes(SECRET_BYTES)


def write_code(secret: bytes) -> str:
    """The code for *secret*: eight groups of five, with hyphens between."""
    number = int.from_bytes(secret, "big")
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(8 * SECRET_BYTES - 5, -1, -5))
    size = _GROUP - 1
    groups = [letters[at : at + size] for at in range(0, len(letters), size)]
    return "-".join(group + _check_letter(place, group) for place, group in enumerate(groups))


def read_code(code: str) -> bytes:
    """The secret of *code* as typed from paper; raises CodeMistyped, which names the group."""
    typed = code.translate(_IGNORED).upper().translate(_READ_AS)
    if len(typed) != _GROUPS * _GROUP:
        raise CodeMistyped(None)
    groups = [typed[at : at + _GROUP] for at in range(0, len(typed), _GROUP)]
    wrong = min(
        _wrong_groups(groups, _check_letter), _wrong_groups(groups, _check_letter_of_old_sheets), key=len
    )
    if wrong:
        raise CodeMistyped(wrong[0] + 1)
    number = 0
    for letter in "".join(group[:-1] for group in groups):
        number = number << 5 | _LETTERS.index(letter)
    return number.to_bytes(SECRET_BYTES, "big")


def same_group(code: str, group: int, typed: str) -> bool:
    """Whether *typed* is group number *group* (from 1) of *code*: asked back after printing the sheet."""
    wanted = code.split("-")[group - 1]
    return typed.translate(_IGNORED).upper().translate(_READ_AS) == wanted


def _wrong_groups(groups: list[str], check_letter: Callable[[int, str], str]) -> list[int]:
    """The places of *groups* that *check_letter* does not fit; a sheet has one kind of it throughout."""
    return [
        place
        for place, group in enumerate(groups)
        if any(letter not in _LETTERS for letter in group) or group[-1] != check_letter(place, group[:-1])
    ]


def _check_letter(place: int, group: str) -> str:
    """A sum in GF(32), made by x^5 + x^2 + 1, in which each letter and the place weigh another power of x."""
    total = place
    for value in (*(_LETTERS.index(letter) for letter in group), 0):
        total = (total << 1 ^ (0b100101 if total & 16 else 0)) ^ value
    return _LETTERS[total]


def _check_letter_of_old_sheets(place: int, group: str) -> str:
    return _LETTERS[hashlib.sha256(f"{place}:{group}".encode()).digest()[0] & 31]

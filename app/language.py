"""The words on screen and paper, in the user's language.

Every sentence a user meets goes through :func:`_` (or :func:`ngettext` where a
number decides the form).  British English is the source language; a catalogue
``resources/translations/<language>/LC_MESSAGES/pairbook.mo`` replaces it.
"""

import gettext as _gettext
from pathlib import Path

_CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "translations"
# Finding out the user's language loads the locales: only where there is a catalogue to choose.
_catalogue = (
    _gettext.translation("pairbook", str(_CATALOGUES), fallback=True)
    if _CATALOGUES.is_dir()
    else _gettext.NullTranslations()
)


def _(text: str) -> str:
    """The translation of *text*, or *text* itself where there is none."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits *count*; the caller fills in the number."""
    return _catalogue.ngettext(one, many, count)

"""Somebody else's work that is shipped inside Pairbook, with the text of each licence.

Promises that every text in ``resources/licences`` and beside the fonts belongs to a part.
"""

import platform
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.book import engine_trial
from app.language import _

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"
LICENCES = RESOURCES / "licences"
_FONTS = RESOURCES / "fonts"


@dataclass(frozen=True)
class Part:
    """Somebody else's work inside Pairbook; *text* is the file with its licence."""

    name: str
    licence: str
    text: Path
    version: str = ""


# Package, name on screen, licence; the text is named after the package.
_PACKAGES = (
    ("sqlcipher3", "sqlcipher3", "zlib"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("alembic", "Alembic", "MIT"),
    ("Mako", "Mako", "MIT"),
    ("MarkupSafe", "MarkupSafe", "BSD 3-Clause"),
    ("typing-extensions", "typing-extensions", "PSF 2"),
    ("cryptography", "cryptography", "Apache 2.0, BSD"),
    ("cffi", "cffi", "MIT-0"),
    ("reportlab", "ReportLab", "BSD 3-Clause"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("uharfbuzz", "HarfBuzz", "Apache 2.0, MIT"),
    ("python-bidi", "python-bidi", "LGPL 3.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("et-xmlfile", "et-xmlfile", "MIT"),
    ("networkx", "NetworkX", "BSD 3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("zxcvbn", "zxcvbn", "MIT"),
    ("tzdata", "tzdata", "Apache 2.0"),
)


def shipped_parts() -> tuple[Part, ...]:
    """Every part, those that most of Pairbook stands on first."""
    engine = engine_trial.versions()
    ofl = "SIL Open Font License 1.1"
    return (
        Part("Qt for Python", "LGPL 3.0", LICENCES / "qt.txt", _version("PySide6-Essentials")),
        Part("Python", "PSF 2", LICENCES / "python.txt", platform.python_version()),
        Part("SQLCipher", "BSD 3-Clause", LICENCES / "sqlcipher.txt", _number(engine["SQLCipher"])),
        Part(_("OpenSSL in SQLCipher"), "Apache 2.0", LICENCES / "openssl.txt", _number(engine["OpenSSL"])),
        Part(_("OpenSSL in cryptography"), "Apache 2.0", LICENCES / "openssl.txt"),
        *(
            Part(name, licence, LICENCES / f"{package.lower()}.txt", _version(package))
            for package, name, licence in _PACKAGES
        ),
        Part("Inter", ofl, _FONTS / "inter" / "OFL.txt"),
        Part("Noto Sans, Noto Serif, Noto Emoji", ofl, _FONTS / "noto" / "OFL.txt"),
        Part("Droid Sans Fallback", "Apache 2.0", _FONTS / "droid" / "LICENSE.txt"),
        Part(
            _("First stage of the built program; libraries of the system (Linux)"),
            _("GPL 2 with exception; LGPL 2.1, MIT …"),
            LICENCES / "linux-system-libraries.txt",
        ),
    )


def _number(text: str) -> str:
    """The first version number in what a library says of itself."""
    found = re.search(r"\d+(\.\d+)+", text)
    return found.group() if found else ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

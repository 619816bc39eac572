"""Names for files and folders that every system takes, so that a book or a print can move to any PC.

Windows is the strictest: it refuses some signs, cuts dots and spaces off a name's end, and keeps
names such as CON and NUL for devices, whatever ending follows: a print saved as ``NUL.pdf`` would
vanish without a word (Microsoft, "Naming Files, Paths, and Namespaces").
"""

import unicodedata

_REFUSED_SIGNS = frozenset('<>:"/\\|?*')
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
LONGEST = 120
"""In signs."""
_MOST_BYTES = 180  # with an ending and a moment in time it stays below the 255 of Linux' file systems


def file_name(text: str, otherwise: str, longest: int = LONGEST) -> str:
    """*text* as a name without an ending, of at most *longest* signs; *otherwise* where nothing is left.

    What may not stand in a name becomes a space; a device's name gets a line in front.
    """
    kept = (" " if sign in _REFUSED_SIGNS or not sign.isprintable() else sign for sign in text)
    name = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    name = name[:longest].encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")
    name = name.strip(". ") or otherwise
    return f"_{name}" if _is_device(name) else name


def is_taken_by_windows(name: str) -> bool:
    """Whether Windows would not give a file or folder exactly this *name*."""
    refused = any(sign in _REFUSED_SIGNS or ord(sign) < 32 for sign in name)
    return refused or name != name.rstrip(". ") or _is_device(name)


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES

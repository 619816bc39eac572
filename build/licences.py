"""Collects the licences of the packages that are shipped into ``resources/licences``.

``python -m build.licences``, run in an environment with the program's requirements (build/app.sh makes
one), after a requirement was added or changed.  What is no Python package (Python itself, Qt, SQLCipher,
OpenSSL, the system's libraries) lies there as it is; the fonts' licences lie beside the fonts.
"""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from build.parts import shipped_packages

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "licences"
# Covered by qt.txt: their packages hold no text of their own.
QT = {"pyside6-essentials", "pyside6-pdf", "shiboken6"}
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)[^/]*$", re.IGNORECASE)
_NO_TEXT = (".py", ".pyc", ".yml", ".json")


def licence_of(package: str) -> str:
    """Name, version, declared licence and every licence text of *package*; "" without any text."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return ""
    files = sorted(
        path
        for path in found.files or []
        if _TEXT.search(path.name) and path.suffix not in _NO_TEXT and ".dist-info" in str(path)
    )
    texts = [Path(str(path.locate())).read_text("utf-8", "replace").strip() for path in files]
    if not texts:
        return ""
    meta = found.metadata
    declared = meta.get("License-Expression") or (meta.get("License") or "").partition("\n")[0]
    head = f"{meta['Name']} {found.version}" + (f" – {declared}" if declared else "")
    return "\n\n".join([head, "=" * len(head), *texts]) + "\n"


def collect(folder: Path = FOLDER) -> list[str]:
    """Writes one file for each package; returns the packages without any licence text."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for package in shipped_packages():
        if package in QT:
            continue
        text = licence_of(package)
        if text:
            (folder / f"{package}.txt").write_text(text, encoding="utf-8", newline="\n")
        else:
            missing.append(package)
    return missing


if __name__ == "__main__":
    without = collect()
    if without:
        raise SystemExit(f"no licence text found: {', '.join(without)}")
    print(f"{len(list(FOLDER.glob('*.txt')))} licences in {FOLDER}")

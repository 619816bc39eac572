"""The bill of materials of a built folder: CycloneDX 1.6 as JSON, beside the release.

``python -m build.bill_of_materials FOLDER FILE``, run in the environment the folder was built from.
Every part stands in it with version, licence and where it is from; every file with its SHA-256.
"""

import hashlib
import json
import re
import sys
import sysconfig
import uuid
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from app.version import VERSION
from build.parts import shipped_packages

_LICENCES = {
    "pyside6-essentials": "LGPL-3.0-only",
    "pyside6-pdf": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "python-bidi": "LGPL-3.0-or-later",
    "sqlcipher3": "Zlib",
    "reportlab": "BSD-3-Clause",
    "zxcvbn": "MIT",
    "uharfbuzz": "Apache-2.0",
    "tzdata": "Apache-2.0",
}
_FONTS = (
    ("Inter", "OFL-1.1"),
    ("Noto Sans, Noto Serif, Noto Emoji", "OFL-1.1"),
    ("Droid Sans Fallback", "Apache-2.0"),
)


def component(
    name: str, version: str, licence: str, *, kind: str = "library", purl: str = ""
) -> dict[str, Any]:
    """One entry of the bill."""
    entry: dict[str, Any] = {"type": kind, "bom-ref": purl or f"{name}@{version}", "name": name}
    if version:
        entry["version"] = version
    simple = re.fullmatch(r"[A-Za-z0-9.+-]+", licence)
    if licence:
        entry["licenses"] = [{"license": {"id": licence}}] if simple else [{"expression": licence}]
    if purl:
        entry["purl"] = purl
    return entry


def packages() -> list[dict[str, Any]]:
    """The Python packages shipped."""
    found = []
    for name in shipped_packages():
        package = distribution(name)
        licence = _LICENCES.get(name) or package.metadata.get("License-Expression") or ""
        if not licence and "MIT" in (package.metadata.get("License") or ""):
            licence = "MIT"
        purl = f"pkg:pypi/{name}@{package.version}"
        found.append(component(name, package.version, licence, purl=purl))
    return found


def inner_parts() -> list[dict[str, Any]]:
    """What lies inside the packages and beside them: Python, Qt, the database engine, HarfBuzz, fonts."""
    import uharfbuzz
    from cryptography.hazmat.backends.openssl import backend
    from PIL import features
    from PySide6.QtCore import qVersion

    from app.book import engine_trial

    engine = engine_trial.versions()
    parts = [
        component("CPython", sys.version.split()[0], "Python-2.0.1", kind="framework"),
        component("Qt", qVersion(), "LGPL-3.0-only", kind="framework"),
        component("SQLCipher", engine["SQLCipher"].split()[0], "BSD-3-Clause"),
        component("SQLite", engine["SQLite"], "blessing"),
        component("OpenSSL (in sqlcipher3)", _number(engine["OpenSSL"]), "Apache-2.0"),
        component("OpenSSL (in cryptography)", _number(backend.openssl_version_text()), "Apache-2.0"),
        component("HarfBuzz (in uharfbuzz)", uharfbuzz.version_string(), "MIT"),
        component("libjpeg-turbo (in Pillow)", features.version("libjpeg_turbo") or "", "IJG"),
        component("zlib (in Pillow)", features.version("zlib") or "", "Zlib"),
    ]
    return parts + [component(name, "", licence, kind="data") for name, licence in _FONTS]


def _number(text: str) -> str:
    found = re.search(r"\d+\.\d+\.\d+", text)
    return found.group() if found else text


def files(folder: Path) -> list[dict[str, Any]]:
    """Every file of *folder* with its hash."""
    listed = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(folder).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            listed.append(
                {"type": "file", "bom-ref": f"file:{name}", "name": name,
                 "hashes": [{"alg": "SHA-256", "content": digest}]}
            )  # fmt: skip
    return listed


def bill(folder: Path) -> dict[str, Any]:
    """The whole bill of *folder*."""
    components = [*packages(), *inner_parts(), *files(folder)]
    content = json.dumps(components, sort_keys=True)
    program = component("Pairbook", VERSION, "", kind="application")
    program["properties"] = [{"name": "platform", "value": sysconfig.get_platform()}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [
            {
                "ref": program["bom-ref"],
                "dependsOn": [each["bom-ref"] for each in components if each["type"] != "file"],
            }
        ],
    }


if __name__ == "__main__":
    made = bill(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{sys.argv[2]}: {sum(each['type'] != 'file' for each in made['components'])} parts")

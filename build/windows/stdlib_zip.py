"""Packs the running CPython's standard library as compiled modules: ``python stdlib_zip.py OUT.zip``.

It takes the place of the unsigned archive that comes with the embeddable CPython for Windows; both
must be of the same minor version.
"""

import py_compile
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

_SKIPPED = {"site-packages", "dist-packages", "test", "tests", "tkinter", "idlelib", "turtledemo", "lib2to3"}
_SKIPPED |= {"ensurepip", "lib-dynload", "__pycache__"}


def pack(target: Path) -> int:
    """Writes the archive; returns how many modules it holds."""
    library = Path(sysconfig.get_paths()["stdlib"])
    count = 0
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        compiled = Path(folder) / "module.pyc"
        for path in sorted(library.rglob("*.py")):
            name = path.relative_to(library)
            if _SKIPPED.intersection(name.parts) or name.parts[0].startswith(("config-", "_sysconfigdata")):
                continue
            py_compile.compile(
                str(path), str(compiled), dfile=name.as_posix(), doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )  # fmt: skip
            out.write(compiled, f"{name.as_posix()}c")
            count += 1
    return count


if __name__ == "__main__":
    print(f"{pack(Path(sys.argv[1]))} modules")

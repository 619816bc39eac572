"""What is handed over: licences of all of it, one version, links that stay links, nothing for wine."""

import re
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from app.version import VERSION
from build import pack as packing
from build.licences import FOLDER, QT
from build.parts import shipped_packages
from build.trimming import is_kept, kept
from build.version_resource import numbers, version_resource

ROOT = Path(__file__).resolve().parent.parent


def test_every_package_shipped_has_its_licence() -> None:
    named = {path.stem for path in FOLDER.glob("*.txt")}
    assert set(shipped_packages()) - QT <= named
    assert {"qt", "python", "sqlcipher", "openssl", "linux-system-libraries"} <= named
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (FOLDER / "qt.txt").read_text("utf-8")
    assert "ZETETIC" in (FOLDER / "sqlcipher.txt").read_text("utf-8")
    for fonts in ("inter/OFL.txt", "noto/OFL.txt", "droid/LICENSE.txt"):
        assert (ROOT / "resources" / "fonts" / fonts).is_file()


def test_the_version_stands_in_one_place(tmp_path: Path) -> None:
    assert re.search(rf"^## {re.escape(VERSION)}$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert numbers("1.4.2") == (1, 4, 2, 0)
    assert f"'{VERSION}'" in version_resource(tmp_path).read_text("utf-8").replace('"', "'")


@pytest.mark.parametrize("name", ["icuuc.dll", "PySide6/mscms.dll", "_internal\\bcryptprimitives.dll"])
def test_no_stand_in_for_wine_is_shipped(name: str) -> None:
    assert not is_kept(f"Pairbook/{name}")


def test_what_the_program_needs_is_kept() -> None:
    needed = [
        ("PySide6/Qt/lib/libQt6Pdf.so.6", "", "BINARY"),
        ("resources/fonts/inter/Inter-Regular.ttf", "", "DATA"),
    ]
    assert kept([*needed, ("PySide6/Qt/lib/libQt6Quick.so.6", "", "BINARY")]) == needed


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that few have there")
def test_a_zip_keeps_links_and_programs(tmp_path: Path) -> None:
    folder = tmp_path / "Pairbook"
    (folder / "_internal").mkdir(parents=True)
    (folder / "Pairbook").write_bytes(b"program")
    (folder / "Pairbook").chmod(0o755)
    (folder / "_internal" / "data").write_bytes(b"data")
    (folder / "link").symlink_to("_internal/data")
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    assert packing.pack(folder, first) == packing.pack(folder, second) == first.stat().st_size
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        assert stat.S_ISLNK(modes["Pairbook/link"])
        assert archive.read("Pairbook/link") == b"_internal/data"
    assert modes["Pairbook/Pairbook"] & 0o111
    assert not modes["Pairbook/_internal/data"] & 0o111

"""The version resource of the Windows program: what its properties show and virus scanners look for."""

from pathlib import Path

from app.version import VERSION

_TEXT = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("080904B0", [
      StringStruct("ProductName", "Pairbook"),
      StringStruct("ProductVersion", "{version}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("FileDescription", "Pairbook: reverse mentoring of one unit"),
      StringStruct("InternalName", "Pairbook"),
      StringStruct("OriginalFilename", "Pairbook.exe"),
      StringStruct("CompanyName", "The Pairbook project"),
      StringStruct("LegalCopyright", "The Pairbook project; licences of its parts: resources\\\\licences"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0809, 1200])]),
  ])
"""


def numbers(version: str = VERSION) -> tuple[int, int, int, int]:
    """*version* as the four numbers Windows wants."""
    parts = [int(part) for part in version.split(".")]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def version_resource(folder: Path) -> Path:
    """Writes the resource's description into *folder*; returns its path."""
    path = folder / "version_resource.txt"
    path.write_text(_TEXT.format(numbers=numbers(), version=VERSION), encoding="utf-8")
    return path

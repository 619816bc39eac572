"""Inter, shipped with the program, as the face of every widget (STYLE 1).

Promises: l and I differ; columns of numbers have tabular figures (not all text: Inter
then widens hyphens too); sizes follow the text zoom.  Where Inter lacks a script, Qt
falls back to the system's faces.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts" / "inter"
WEIGHTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")  # what the sign-in page shows
LATER = "Inter-Medium.ttf"
FEATURES = ("cv05", "cv08")  # l and I differ


def load_inter() -> None:
    """Register the weights the window shows; needs a QApplication."""
    for name in WEIGHTS:
        QFontDatabase.addApplicationFont(str(FOLDER / name))


@lru_cache(maxsize=64)
def face(
    pixels: int,
    *,
    strong: bool = False,
    medium: bool = False,
    mono: bool = False,
    figures: bool = False,
) -> QFont:
    """Inter at *pixels* (already zoomed), or the system's fixed-width face for codes."""
    if mono:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    else:
        font = QFont()
        font.setFamilies(["Inter", "Noto Sans", "Segoe UI", "sans-serif"])
        for feature in (*FEATURES, "tnum") if figures else FEATURES:
            font.setFeature(QFont.Tag(feature), 1)
    font.setPixelSize(pixels)
    # The weight is always named: a painter takes what is not from the widget's own font.
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if medium and not strong:
        _load_medium()
        font.setWeight(QFont.Weight.Medium)
    return font


@lru_cache(maxsize=1)
def _load_medium() -> None:
    QFontDatabase.addApplicationFont(str(FOLDER / LATER))

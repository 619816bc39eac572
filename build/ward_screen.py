"""The screen of a ward's PC, for pictures taken where there is no display.

Promises: dialogs are as wide as on such a PC: Qt's own screen there is 800 × 800 and squeezes them.  A
platform that somebody asked for by another name stays as it is.
"""

import json
import os
from pathlib import Path

SIZE = (1366, 768)


def use(folder: Path) -> None:
    """Let the application made next find that screen; *folder* keeps its description meanwhile."""
    platform = os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.name != "posix" or platform != "offscreen":
        return
    screen = {"name": "ward", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen | dots]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"

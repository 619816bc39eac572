"""The source of the program is not read, let alone kept, while it is loaded."""

import subprocess
import sys
from pathlib import Path

LOAD = """
import ui.application
import linecache
import ui.workspace
print(sorted(name for name in linecache.cache if name.endswith(("workspace.py", "sqlalchemy/__init__.py"))))
"""


def test_no_module_loaded_after_the_door_leaves_its_source_in_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        capture_output=True,
        text=True,
        timeout=240,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr

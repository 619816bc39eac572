"""Keeps PySide from reading the source of every module the program imports.

Promises: nothing that anybody can see changes.  PySide looks for its own name in each module's
source, to know whether it may use "snake_case" or "true_property", which Pairbook never asks
for; :mod:`linecache` then keeps all that text, 20 MiB at Home.  In the built program there is no
source, and PySide takes every module for one that does not; here it is told the same.
"""

import sys


def stop_source_reading() -> None:
    """Tell PySide that no module wants its optional features; call it once PySide is imported.

    The function replaced is none that PySide documents: where it is missing nothing happens.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda module: False

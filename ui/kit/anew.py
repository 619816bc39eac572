"""Placing the widgets of a grid anew, as when a window grows narrow.

Promises: no widget keeps a height it had in its old place.
"""

from PySide6.QtWidgets import QGridLayout


def take_out(grid: QGridLayout) -> None:
    """Empty *grid* of its widgets, which stay where they were until they are placed again."""
    # Not takeAt(): an item taken lives on, and keeps the old heights of its widget.
    while grid.count():
        item = grid.itemAt(0)
        widget = item.widget() if item is not None else None
        assert widget is not None
        grid.removeWidget(widget)
